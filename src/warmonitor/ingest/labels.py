"""The header of a text that labels its fields: "Date: 17 May 2024", a mail's or a database's header, front matter, a page's labels above what they tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .dates import day
from .patterns import patterns

_FORMS = (("field", 1), ("mail", 3), ("labelled", 2), ("coded", 3))
"""How labels are written, and how many lines of the form make a header."""
_BLANK = re.compile(r"[ \t\r]*\n")
_FRONT = re.compile(r"\s*---[ \t\r]*\n(?P<lines>(?:(?!---)[^\n]*\n){1,60})---[ \t\r]*(?:\n|$)")
_ADDRESS = re.compile(r"https?://\S+")
_QUOTED = re.compile(r"([\"']).*\1")
_MAILBOX = re.compile(r"[ \t]*<[^<>\s]+@[^<>\s]+>$|[ \t]*\[mailto:[^\]\s]+\]$")


@dataclass(frozen=True, slots=True)
class Header:
    """What labels tell, by the field's name; what they say of the day of publication, the earliest day first; and where the text goes on."""

    fields: dict[str, str]
    days: tuple[str, ...]
    end: int


def header(head: str, at: int) -> Header | None:
    """The header that begins at a character; None where there is none, or none of a field that a report has."""
    if not head[:at].strip() and (front := _FRONT.match(head)):
        found = list(patterns()["field"].finditer(head, front.start("lines"), front.end("lines")))
        return _header(found, front.end(), head) if _ours(found) else None
    for form, fewest in _FORMS:
        found = list(_lines(head, at, form))
        if len(found) >= fewest and _ours(found):
            return _header(found, found[-1].end(), head)
    return None


def passed(head: str, at: int) -> int:
    """Where the text goes on behind the lines, if any, with labels of fields that no report has."""
    found = list(_lines(head, at, "field"))
    return _begins(head, found[-1].end()) if found and not _ours(found) else at


def _lines(head: str, at: int, form: str) -> Iterator[re.Match[str]]:
    """The lines of one form from a character on, blank ones between them."""
    while True:
        if found := patterns()[form].match(head, at):
            yield found
            at = found.end()
        elif blank := _BLANK.match(head, at):
            at = blank.end()
        else:
            return


def _ours(found: Iterable[re.Match[str]]) -> bool:
    return any(_field(line) != "other" for line in found)


def _field(line: re.Match[str]) -> str:
    return patterns().keys[line[1].lower()]


def _header(found: Iterable[re.Match[str]], end: int, head: str) -> Header:
    fields, days = dict[str, str](), dict[str, list[str]]()
    for line in found:
        value = (line[2] or "").strip()
        value = value[1:-1].strip() if _QUOTED.fullmatch(value) else _MAILBOX.sub("", value)
        if (field := _field(line)) in ("published", "updated"):
            days.setdefault(field, []).append(value)
        elif value and field != "other":
            fields.setdefault("url" if _ADDRESS.fullmatch(value) else field, value)
    written = days.get("published") or days.get("updated") or []
    return Header(fields, tuple(sorted(written, key=lambda text: str(day(text) or "9"))), _begins(head, end))


def _begins(head: str, end: int) -> int:
    """Where the text begins behind the header's last line: behind blanks, and a label that says so ("Body")."""
    begins = patterns()["begins"].match(head, end)
    return begins.end() if begins else end + len(head[end:]) - len(head[end:].lstrip())
