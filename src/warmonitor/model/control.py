"""Who is said to hold a place, from one viewpoint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ControlStatus(StrEnum):
    """What is said of who holds a place, put together."""

    HELD = "held"
    CONTESTED = "contested"
    BESIEGED = "besieged"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Control:
    """Territorial control of one place from one viewpoint: who is said to hold it from `since` until `until` (None: still), last asserted when.

    `claims` are the ids of those it rests on.
    """

    place: str
    viewpoint: str
    status: ControlStatus
    holder: str | None
    since: date | None
    until: date | None
    last_asserted: date | None
    claims: tuple[str, ...]
    against: tuple[str, ...] = ()  # who else is said to hold, to have entered or to besiege it
    left: str | None = None  # who is said to have left, where nobody is said to have come
