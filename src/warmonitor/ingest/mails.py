"""Mails, and web pages saved as one file (.mhtml), which are written like them, to their report."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from email.utils import parseaddr

from warmonitor.model import DateSource

from .decoding import decode
from .labels import header
from .making import Raw
from .options import Failure, Notice
from .patterns import patterns

_SIGNATURE = re.compile(r"^-- ?\r?\n(?=(?:[^\n]*\n){0,15}[^\n]*\Z)", re.MULTILINE)
MAX_HEADER = 1 << 14
"""Characters of a header that are read: odd ones cost the parser the square of their length."""


class _Short(Compat32):
    """Headers as plain text, and short. `email.policy.default` parses them by their grammar, which takes minutes for 32 KB of semicolons."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MAX_HEADER]


def report(
    data: bytes, origin: str, url: str | None = None, retrieved_at: datetime | None = None
) -> Iterator[Raw | Failure | Notice]:
    """The report of a mail, by its plain text where it has one, else of its page; a saved page is dated by itself, as its header tells when it was saved.

    Bytes, as each part of a mail may be in an encoding of its own.
    """
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        data = data.decode("utf-16", errors="replace").encode()
    try:
        mail = message_from_bytes(data.removeprefix(BOM_UTF8), policy=_Short())
        headers = {name.lower(): _line(value) for name, value in reversed(list(mail.raw_items()))}
        location = headers.get("snapshot-content-location")
        saved = location is not None or mail.get_content_subtype() == "related"
        part = _body(mail, ("html",) if saved else ("plain", "html"))
        body, guessed = _content(part) if part is not None else ("", None)
        name, address = parseaddr(headers.get("from", ""))
        outlet, title = _decoded(name) or address, _decoded(headers.get("subject", ""))
    except Exception as error:  # hostile input may break the parser in many ways
        yield Failure(origin, f"this mail cannot be parsed ({type(error).__name__})")
        return
    if not body.strip() or part is None:
        yield Failure(origin, "there is no text in this mail")
        return
    if guessed:
        yield Notice(origin, guessed)
    if saved or part.get_content_subtype() == "html":
        from .pages import article

        location = location or part.get("content-location")
        found = article(body, origin, url or (str(location) if location else None), retrieved_at)
        if saved or isinstance(found, Failure):
            yield found
            return
        body = found.text
    yield _forwarded(
        Raw(
            _unsigned(body), origin, outlet=outlet or None, title=title or None, url=url, published=headers.get("date") or None,
            dated=DateSource.METADATA, retrieved_at=retrieved_at,
        ),
    )  # fmt: skip


def _forwarded(mail: Raw) -> Raw:
    """The mail that this one forwards, where its text has that one's header; else this one. Neither's title has the "Fwd:" of a subject."""
    title = _subject(mail.title)
    marked = patterns()["forwarded"].search(mail.text) if title != mail.title else None
    inner = header(mail.text, marked.end()) if marked else None
    if inner is None or not inner.days:
        return replace(mail, title=title)
    outlet, title = inner.fields.get("outlet", mail.outlet), _subject(inner.fields.get("title")) or title
    return replace(mail, text=mail.text[inner.end :], outlet=outlet, title=title, published=inner.days[0])


def _subject(title: str | None) -> str | None:
    """A subject without "Fwd:" or "Re:"."""
    return (title[found.end() :] or None) if title and (found := patterns()["prefix"].match(title)) else title


def _unsigned(body: str) -> str:
    """A mail's text without what stands below the line that parts a signature or the lines of a mailing list from it."""
    found = _SIGNATURE.search(body)
    return body[: found.start()] if found and body[: found.start()].strip() else body


def _line(header: str) -> str:
    """A header in one line; its letters are ASCII, or else UTF-8."""
    return " ".join(str(header).encode("utf-8", "surrogateescape").decode("utf-8", "replace").split())


def _decoded(words: str) -> str:
    """Words of a header, read as the encoding says that they name, if any."""
    try:
        return " ".join(str(make_header(decode_header(words))).split())
    except (LookupError, ValueError, HeaderParseError):  # an encoding not known here, or none
        return words


def _body(mail: Message, kinds: tuple[str, ...]) -> Message | None:
    """The first text of the first of `kinds` that there is, which is no attachment and no mail within this one."""
    texts = [part for part in _parts(mail) if part.get_content_maintype() == "text"]
    return next((part for kind in kinds for part in texts if part.get_content_subtype() == kind), None)


def _parts(mail: Message) -> Iterator[Message]:
    if mail.get_content_disposition() == "attachment":
        return
    if mail.get_content_maintype() == "multipart" and mail.is_multipart():
        for part in mail.get_payload():
            yield from _parts(part)  # type: ignore[arg-type]
    else:
        yield mail


def _content(part: Message) -> tuple[str, str | None]:
    """The text of a part, with newlines as \\n; and a line where its encoding was guessed, as it states none or another than it is in."""
    data = part.get_payload(decode=True)
    charset = part.get_content_charset()
    if not isinstance(data, bytes):
        return "", None
    if not data.isascii():
        return decode(data, charset)
    text = data.decode(
        charset or "ascii", errors="replace"
    )  # in ASCII, or in an encoding made of it, as ISO-2022-JP is
    return text.replace("\r\n", "\n"), None
