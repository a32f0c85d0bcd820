"""How well an incident is attested: Airwars' words beside NATO's Admiralty code, each with its reasons.

Airwars (methodology, civilian casualties): confirmed where a belligerent accepts responsibility; fair where two or more credible sources report it; weak where
one does; contested where reports name different culprits or deny it; discounted where it is shown not to have been so. The Admiralty code rates the source
from A (reliable) to F (can't be judged) and the information from 1 (confirmed) to 6 (can't be judged).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ..model import Grade
from .positions import Voice

_MEANING = ("", "confirmed by others", "probably true", "possibly true", "doubtful", "improbable", "can't be judged")
_SETTLED = {Grade.CONFIRMED: 1, Grade.CONTESTED: 4, Grade.DISCOUNTED: 5}


class _Stands(NamedTuple):
    """What of a source the grade depends on."""

    name: str
    named: bool
    reliability: str | None
    affirms: bool
    denies: bool
    withdrew: bool
    hedges: bool
    interest: str | None


def grade(found: Sequence[Voice], differing: Sequence[str]) -> tuple[Grade, tuple[str, ...]]:
    """The grade of an incident with the given sources, which differ on these things, and why."""
    return _graded(tuple(map(_stands, found)), tuple(differing))


def _stands(v: Voice) -> _Stands:
    s = v.speaker
    return _Stands(s.name, s.named, s.reliability, v.affirms, v.denies, v.withdrew, v.hedges, v.interest)


@lru_cache(maxsize=1 << 14)
def _graded(found: tuple[_Stands, ...], differing: tuple[str, ...]) -> tuple[Grade, tuple[str, ...]]:
    """Most incidents have one source, and few sources tell of most of them."""
    for_it = [v for v in found if v.affirms]
    against = [v for v in found if v.denies and not v.withdrew]
    gone = [v for v in found if v.withdrew]
    admitted = [v for v in for_it if v.interest]
    at_odds = set(differing) & {"culprit", "happened"}
    reasons: list[str] = []
    if not for_it:
        result = Grade.DISCOUNTED if gone or against else Grade.WEAK
        reasons += [f"{v.name} took it back" for v in gone] + [f"{v.name} denies it" for v in against]
        reasons += ["only expected, nobody says that it happened"] if result is Grade.WEAK else []
    elif at_odds and not admitted:
        result = Grade.CONTESTED
        reasons += [f"sources differ on {'the culprit' if 'culprit' in at_odds else 'whether it happened'}"]
        reasons += [f"{v.name} denies it" for v in against]
    elif admitted:
        result = Grade.CONFIRMED
        reasons += [f"against interest: {v.interest}" for v in admitted]
    elif len(for_it) > 1 and all(v.hedges for v in for_it):
        result = Grade.WEAK
        reasons.append(f"nobody says it without a hedge: {', '.join(v.name for v in for_it)}")
    elif len(for_it) > 1:
        result = Grade.FAIR
        reasons.append(f"{len(for_it)} independent sources: {', '.join(v.name for v in for_it)}")
    else:
        result = Grade.WEAK
        reasons.append(f"one source: {for_it[0].name}")
    reasons += [f"{v.name} took it back" for v in gone if for_it]
    return result, (*reasons, admiralty(found, result))


def admiralty(found: Sequence[_Stands], graded: Grade) -> str:
    """The Admiralty code, spelled out: "Admiralty C2: probably true"."""
    for_it = [v for v in found if v.affirms]
    letter = min([v.reliability or "F" for v in for_it], default="F")
    number = _SETTLED.get(graded) or _unsettled(for_it)
    return f"Admiralty {letter}{number}: {_MEANING[number]}"


def _unsettled(for_it: Sequence[_Stands]) -> int:
    """The number of what nobody admits, contests or takes back: by how many say it, and whether any of them has a name and no hedge."""
    if not any(v.named for v in for_it):
        return 6
    if all(v.hedges for v in for_it):
        return 4
    return 3 if len(for_it) == 1 else 2 if len(for_it) == 2 else 1
