"""What to ask a ledger for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from warmonitor.model import EventType


@dataclass(frozen=True, slots=True)
class Filter:
    """Which claims (and reports) are wanted; a field that is None asks for nothing. All fields must hold at once.

    `since`, `until`: the days on which it is said to have happened overlap them, both inclusive. A claim without days counts
    as of the day its report was published, and fails where that is unknown too.
    `begun`: not what is said to have begun only after that day; claims without days pass.
    `place`: the folded name equals the chosen place's name, region or country (code or name), or stands in the words as whole words; a region
    without a province of its name is asked for by those that are its parts ("North Darfur" lies in "Darfur").
    `source`: whose claim it is: stands as whole words in a speaker's name (as written or neutral) or is the speaker's entity id, or he is
    known to be somebody who is called so elsewhere; where a claim has no speaker, the outlet of its report. `actor`: the same among actors and targets.
    `types`: of any of these types.
    `outlet`: stands in the name of the report's outlet.
    `as_known_at`: only reports published on or before that day; undated reports only where they were recorded by then (UTC).
    `report`: a report's id. `after`: only claims of readings recorded after that sequence number (what `Ledger.last()` gave earlier), for who
    keeps a copy of a ledger up to date; see `Ledger.superseded`.
    """

    since: date | None = None
    until: date | None = None
    place: str | None = None
    type: EventType | None = None
    types: tuple[EventType, ...] | None = None
    source: str | None = None
    actor: str | None = None
    outlet: str | None = None
    as_known_at: date | None = None
    report: str | None = None
    min_confidence: float | None = None
    after: int | None = None
    begun: date | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"since {self.since} is after until {self.until}")

    @property
    def of_claims(self) -> bool:
        """Whether any field asks something of claims, rather than of their reports alone."""
        return any(
            value is not None
            for value in (
                self.since,
                self.until,
                self.begun,
                self.place,
                self.type,
                self.types,
                self.source,
                self.actor,
                self.min_confidence,
                self.after,
            )
        )
