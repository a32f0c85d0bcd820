"""Times that tell how long something took that was over when something else happened."""

from __future__ import annotations

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType

from .rules import rulebook

_MOMENTARY = (EventType.TERRITORY_GAINED, EventType.TERRITORY_LEFT, EventType.ADVANCE)
"""Types of what comes when something else that lasted is over."""


def of_what_ended(doc: Doc, type_: EventType, kind: str, words: tuple[int, int]) -> bool:
    """Whether a period of a kind, told by some words, is one of these for a claim: "took Dor after | two weeks | of fighting", "after | a two-week | siege"."""
    if type_ not in _MOMENTARY or kind != "for":
        return False
    first, last = words
    ended, happenings = (rulebook().words[key] for key in ("ended", "happenings"))
    before, behind = doc.words[max(0, first - 3) : first + 1], doc.words[last : last + 4]
    return not ended.isdisjoint(map(str.lower, before)) and not happenings.isdisjoint(map(str.lower, behind))
