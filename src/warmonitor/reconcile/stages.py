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


def taken_back(claim: Claim) -> bool:
    """Whether a capture is told as one from those who had taken the place before."""
    return claim.type is T.TERRITORY_GAINED and _tells_of_return(claim.quote)


@lru_cache(maxsize=1 << 14)
def _tells_of_return(quote: str) -> bool:
    return _TAKEN_BACK.stands_in(quote)


@lru_cache(maxsize=1 << 14)
def stages(type_: T, quote: str) -> frozenset[str]:
    """The steps of which a clause tells; one that undoes another is told alone.

    >>> sorted(stages(T.AGREEMENT, "the truce collapsed a day after it was signed"))
    ['broken', 'made']
    >>> sorted(stages(T.ABDUCTION_OR_ARREST, "thirty kidnapped students were freed"))
    ['freed']
    """
    found = frozenset(stage for stage, words in STAGES.get(type_, {}).items() if words.stands_in(quote))
    if "open" in found and _NOTHING_IN.stands_in(quote):
        found = found - {"open"} | {"cut"}
    return found & UNDOING or found
