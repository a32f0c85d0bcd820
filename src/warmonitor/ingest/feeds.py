"""Feeds (RSS, Atom) to the reports that their entries hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html import escape, unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from warmonitor.model import DateSource

from .making import Raw
from .options import Failure

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ENTRY = ("item", "entry")
_TEXT = ("encoded", "content", "description", "summary")
_DAY = ("pubdate", "published", "date", "issued", "updated")
_SPACES = frozenset(
    ("", "http://purl.org/rss/1.0", "http://purl.org/rss/1.0/modules/content", "http://my.netscape.com/rdf/simple/0.9",
     "http://backend.userland.com/rss2", "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "http://purl.org/dc/elements/1.1",
     "http://purl.org/dc/terms"),
)  # fmt: skip
"""Namespaces of what an article has, without the stroke at their end; those of others tell of its pictures (media:title) or of a podcast."""
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z]\w*;")
_TAG, _UNCLOSED = re.compile("<[^<>]*>"), re.compile("<(?![^<>]*>)")
_BLOCKS = frozenset("p div br li ul ol h1 h2 h3 h4 h5 h6 blockquote tr table section article figure".split())
_UNSEEN = frozenset("script style".split())
MAX_ENTRY = 1 << 20
"""Characters of one entry; no article needs more."""
MAX_UNCLOSED = 100
"""Tags that one text may leave open: the parser takes time with their square, and an article has a few, as in "a < b"."""


def entries(feed: str, origin: str, retrieved_at: datetime | None = None) -> Iterator[Raw | Failure]:
    """The report of each entry: the longest text that it gives, often a summary only; the feed's title is the outlet where the entry names none."""
    from xml.etree.ElementTree import ParseError, fromstring

    if "<!ENTITY" in feed:  # no feed needs them, and they may stand for more than memory holds
        yield Failure(origin, "this feed declares entities of its own, and is not read")
        return
    try:
        root = fromstring(_NAMED.sub(lambda m: escape(unescape(m[0])), feed))
    except ParseError as error:
        yield Failure(origin, f"this feed is broken: {error}")
        return
    channel = next((e for e in root.iter() if _name(e) == "channel"), root)
    outlet = _first(channel, ("title",))
    for number, entry in enumerate((e for e in root.iter() if _name(e) in _ENTRY), 1):
        if sum(map(len, entry.itertext())) > MAX_ENTRY:
            yield Failure(
                f"{origin}, entry {number}", f"it is larger than {MAX_ENTRY >> 20} MB; save its text and give that"
            )
            continue
        title = _first(entry, ("title",))
        text = max((_plain(e) for e in entry if _name(e) in _TEXT), key=len, default="") or title or ""
        yield Raw(
            text, f"{origin}, entry {number}", outlet=_publisher(entry) or outlet, title=title, url=_link(entry),
            published=_first(entry, _DAY), dated=DateSource.METADATA, retrieved_at=retrieved_at,
        )  # fmt: skip


def _name(element: Element) -> str:
    """The element's name in lower case; "" for what is in a namespace that tells nothing of an article."""
    space, _, name = element.tag.rpartition("}") if isinstance(element.tag, str) else ("", "", "")
    return name.lower() if space.removeprefix("{").rstrip("/") in _SPACES else ""


def _first(element: Element, names: tuple[str, ...]) -> str | None:
    """The text of the first child with one of `names`, tried in their order, in one line."""
    found = (" ".join(_plain(e).split()) for name in names for e in element if _name(e) == name)
    return next(filter(None, found), None)


def _publisher(entry: Element) -> str | None:
    """Whom an entry that comes from elsewhere names as its source."""
    source = next((e for e in entry if _name(e) == "source"), None)
    return None if source is None else _first(source, ("title",)) or (source.text or "").strip() or None


def _link(entry: Element) -> str | None:
    links = [e for e in entry if _name(e) == "link"]
    linked = (e.get("href") for e in links if e.get("rel", "alternate") == "alternate")
    return next(filter(None, (*linked, *((e.text or "").strip() for e in links))), None)


def _plain(element: Element) -> str:
    """The text of an element that holds text, HTML, or XHTML; without its paragraphs where no parser can take it apart."""
    from xml.etree.ElementTree import tostring

    try:
        inner = (element.text or "") + "".join(tostring(child, "unicode") for child in element)
    except RecursionError:  # tags in a thousand others
        return _bare("".join(element.itertext()))
    return plain(inner, "".join(element.itertext()))


def plain(markup: str, bare: str | None = None) -> str:
    """The text of a piece of HTML, blank lines between its paragraphs; without its paragraphs (`bare`, where that is known) where no parser can take it apart."""
    reader = _Paragraphs()
    bare = markup if bare is None else bare
    if len(markup) > 2 * MAX_ENTRY or len(_UNCLOSED.findall(markup)) > MAX_UNCLOSED:
        return _bare(bare)
    try:
        reader.feed(markup)
        reader.close()
    except (RecursionError, AssertionError):  # AssertionError: a section that is none
        return _bare(bare)
    return "\n\n".join(filter(None, (" ".join(part.split()) for part in "".join(reader.parts).split("\0"))))


def _bare(text: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", text)).split())


class _Paragraphs(HTMLParser):
    """The text of a piece of HTML, with \\0 where a paragraph ends."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._edge(tag, 1)

    def handle_endtag(self, tag: str) -> None:
        self._edge(tag, -1)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data.replace("\0", "\ufffd"))

    def _edge(self, tag: str, step: int) -> None:
        name = tag.rpartition(":")[2]  # XHTML's elements carry their namespace
        if name in _UNSEEN:
            self._unseen = max(0, self._unseen + step)  # an end may have no start
        if name in _BLOCKS:
            self.parts.append("\0")
