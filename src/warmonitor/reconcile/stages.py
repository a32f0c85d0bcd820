"""How far a thing has come that happens in steps: a flight, a truce, a capture of people, a siege. What is told of two steps are two events."""

from __future__ import annotations

from functools import lru_cache

from warmonitor.lang.wordlists import lists, pattern_of

from ..model import Claim
from ..model import EventType as T

STAGES = {
    type_: {stage: pattern_of(part, stage) for stage in lists()[part]}
    for type_ in T
    if (part := f"stages of {type_.value}") in lists()
}
"""For types that happen in steps, what finds the words of each step."""


UNDOING = frozenset(("lifted", "freed", "returning"))
"""Steps that undo an earlier one, which is named with them: the siege was lifted, the kidnapped were freed, the displaced returned."""


_TAKEN_BACK, _NOTHING_IN = pattern_of("events", "taken back"), pattern_of("events", "nothing in")
_BEFORE_IT = pattern_of("events", "before it")


def taken_back(claim: Claim) -> bool:
    """Whether a capture is told as one from those who had taken the place before."""
    return claim.type is T.TERRITORY_GAINED and _tells_of_return(claim.quote)


@lru_cache(maxsize=1 << 14)
def _tells_of_return(quote: str) -> bool:
    return _TAKEN_BACK.stands_in(quote)


@lru_cache(maxsize=1 << 14)
def stages(type_: T, quote: str) -> frozenset[str]:
    """The steps of which a clause tells; one that undoes another is told alone, and so is one that comes after another.

    >>> sorted(stages(T.AGREEMENT, "the truce collapsed a day after it was signed"))
    ['broken']
    >>> sorted(stages(T.AGREEMENT, "the truce signed on Monday collapsed"))
    ['broken', 'made']
    >>> sorted(stages(T.ABDUCTION_OR_ARREST, "thirty kidnapped students were freed"))
    ['freed']
    """
    found = _steps(type_, quote)
    if len(found) > 1 and (earlier := _BEFORE_IT.search(quote)) is not None:
        found = _steps(type_, quote[: earlier.start()]) or found
    if "open" in found and _NOTHING_IN.stands_in(quote):
        found = found - {"open"} | {"cut"}
    return found & UNDOING or found


def _steps(type_: T, words: str) -> frozenset[str]:
    return frozenset(stage for stage, pattern in STAGES.get(type_, {}).items() if pattern.stands_in(words))
