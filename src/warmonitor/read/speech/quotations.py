"""Quotations of a text, and speech frames widened to the whole quotation that their cue stands beside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from warmonitor.lang.doc import Doc

from .frame import Frame

_OPENING, _CLOSING = "“«", "”»"
_BESIDE = 40
"""Characters that may lie between a quotation and the speech frame beside it."""

_BETWEEN = rf"[^.!?\"“]{{0,{_BESIDE}}}[:,]?\s*"


def quotations(text: str) -> list[tuple[int, int]]:
    """Character ranges between quotation marks, the marks among them.

    A straight mark opens before a word and closes behind one; where it could do either it does so in turn, within its paragraph.
    """
    found: list[tuple[int, int]] = []
    for paragraph in re.finditer(r".+", text):
        opened: int | None = None
        line = paragraph.group()
        for mark in re.finditer(r"[\"“”«»]|''|``", line):
            opens, closes = _sides(line, *mark.span())
            if opened is None and (opens or not closes):
                opened = mark.start()
            elif opened is not None and opens and not closes:
                opened = mark.start()  # the one before was never closed
            elif opened is not None and (closes or not opens):
                found.append((paragraph.start() + opened, paragraph.start() + mark.end()))
                opened = None
        if opened is not None:
            found.append((paragraph.start() + opened, paragraph.end()))
    return found


def _sides(line: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a mark can only open, or only close: by its form, else by what it touches; both False where nothing tells."""
    mark = line[start:end]
    if mark in _OPENING or mark == "``":
        return True, False
    if mark in _CLOSING:
        return False, True
    before, behind = line[start - 1 : start], line[end : end + 1]
    opens = (not before or before.isspace() or before in "([—–-") and bool(behind) and not behind.isspace()
    closes = bool(before) and not before.isspace() and (not behind or behind.isspace() or behind in ".,;:!?)]")
    return opens, closes


def quoted(doc: Doc, frames: Sequence[Frame]) -> Iterator[Frame]:
    """The frames, their contents widened over quotations that end right before their words or begin right behind their cue."""
    marks = [(a, b) for a, b in quotations(doc.text) if len(doc.text[a:b].split()) > 3]
    for frame in frames:
        first = min([frame.cue[0], *(w for _, words in frame.phrases for w in words), *frame.speakers])
        start, end = doc.starts[first], doc.ends[frame.cue[1] - 1]
        said = set(frame.content)
        for a, b in marks:
            behind = a >= end and re.fullmatch(_BETWEEN, doc.text[end:a])
            before = (
                b <= start
                and "\n" not in doc.text[b:start]
                and len(doc.text[b:start]) <= _BESIDE
                and not re.search(r"[.!?]", doc.text[b:start])
            )
            if (before or behind) and said & set(range(*doc.words_in(a, b))):
                said |= set(range(*doc.words_in(a, b)))
        yield replace(frame, content=frozenset(said)) if len(said) > len(frame.content) else frame
