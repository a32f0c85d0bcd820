"""Whether the clause around an expression speaks of what was, is or will be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .timex import Tense

if TYPE_CHECKING:
    from warmonitor.lang.doc import Doc

_FUTURE = re.compile(
    r"\b(?:will|shall|would|wo(?=n['’]?t)|(?:is|are|was|were|be|been) (?:to|due|set|expected|scheduled|planned|likely|about|going|supposed)\b"
    r"|(?:plans?|intends?|hopes?|vows?|vowed|promised|threatened|expects?|aims?) to|upcoming|ahead of)\b",
    re.I,
)
_BOUND = re.compile(
    r"[.;!?\n]|,? (?:said|says|told|reported|according)\b|\b(?:after|before|when|which|who|while|but|because|since|until)\b|,"
)
_SAID = re.compile(
    r"\b(?:said|told (?:\w+ ){1,3}?|reported|announced|added|claimed|stated|confirmed|wrote|warned|declared)(?: (?:late|early|earlier))?(?: on)? *$"
)
_PAST = re.compile(r"\b(?:was|were|had|did|\w{3,}ed)\b")


def tense_at(text: str, start: int, end: int, doc: Doc | None = None) -> Tense:
    """The tense of the clause that holds characters `start` to `end`: of its verb where `doc` tells, else by words like "will" near by."""
    left = text[max(0, start - 160) : start]
    if _SAID.search(left):  # "said on Tuesday that it will": the day of the saying
        return "past"
    right = text[end : end + 80]
    bounds = [m.end() for m in _BOUND.finditer(left)]
    clause = left[bounds[-1] if bounds else 0 :]
    tail = _BOUND.search(right)
    after = right[: tail.start() if tail else len(right)]
    if not clause.strip(" \"'“”()").replace("On", "").replace("on", "").strip() and right.lstrip().startswith(","):
        after = right.lstrip()[1:]
        tail = _BOUND.search(after)
        after = after[: tail.start() if tail else len(after)]
    future = next(reversed(list(_FUTURE.finditer(clause))), None)
    if future is not None:
        return "past" if _reported(future.group()) else "future"
    if _FUTURE.search(after) and not _PAST.search(clause):
        return "past" if _reported(_FUTURE.search(after).group()) else "future"  # type: ignore[union-attr]
    return "past"


def _reported(words: str) -> bool:
    """ "was to", "were due": what was to come then may have come by now, so the last Friday is still the likelier one."""
    return words.lower().startswith(("was ", "were "))
