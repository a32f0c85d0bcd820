"""The claims about one event, derived from the ledger and never stored as truth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .events import EventType
from .filling import filled


class Grade(StrEnum):
    """Airwars' words for how well an incident is attested."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


@filled
@dataclass(frozen=True, slots=True)
class Position:
    """What one independent source says about an incident; `against_interest` where it hurts its own side."""

    source: str
    side: str | None
    claims: tuple[str, ...]
    says: str
    against_interest: bool = False


@filled
@dataclass(frozen=True, slots=True)
class Incident:
    """Claims taken to be about one event (event coreference over reports), with what their sources agree and differ on.

    `claims` and `places` are ids; `independent_sources` counts sources that do not pass on one another's word; `differ` names what they
    contradict each other on.
    """

    id: str
    type: EventType
    claims: tuple[str, ...]
    places: tuple[str, ...]
    earliest: date | None
    latest: date | None
    positions: tuple[Position, ...]
    independent_sources: int
    differ: tuple[str, ...]
    grade: Grade
    reasons: tuple[str, ...] = ()
