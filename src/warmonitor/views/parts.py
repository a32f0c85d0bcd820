"""What a brief is made of: sections of entries, each with the lines that carry it. Plain data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from warmonitor.model import Claim, ControlStatus, EventType, Report, Stance

from . import phrases
from .escape import one_line
from .phrases import Named


class Check(NamedTuple):
    """Whether figures of a report hold together (`kind`: measures, weekday, distance, total, war), in one line."""

    kind: str
    holds: bool
    text: str


class Line(NamedTuple):
    """One source's words: never without the report they stand in."""

    claim: str | None
    report: str
    outlet: str | None
    published: date | None
    source: str  # the chain of speakers, nearest first; empty in the report's own voice
    quote: str
    stance: Stance = Stance.ASSERTED
    places: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()  # those of the places that the quote does not name
    counts: str = ""
    against_interest: bool = False
    confidence: float = 1.0
    checks: tuple[Check, ...] = ()  # the report's own figures beside the quote, held against each other


class Entry(NamedTuple):
    """One incident, or one thing that could not be resolved. `number` is unique in the brief, and 0 where nothing refers to it."""

    number: int
    title: str
    summary: str
    type: EventType | None = None
    earliest: date | None = None
    latest: date | None = None
    places: tuple[str, ...] = ()
    actors: tuple[Named, ...] = ()
    targets: tuple[Named, ...] = ()
    counts: str = ""
    independent: int = 0
    sources: tuple[str, ...] = ()
    grade: str | None = None
    reasons: tuple[str, ...] = ()  # why it has this grade
    positions: tuple[str, ...] = ()  # what each independent source says, where they do not all say the same
    notes: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


class Change(NamedTuple):
    """A row of the first table: one place that is said to have changed hands."""

    place: str
    what: str  # "to Military Forces of Syria", "left by …"
    earliest: date | None
    latest: date | None
    independent: int
    denied: bool
    entries: tuple[int, ...]


class Seen(NamedTuple):
    """The state of a place from another viewpoint (cautious, side:NAME)."""

    viewpoint: str
    state: str


class Held(NamedTuple):
    """One state of one place from one viewpoint, from `since` until `until` (None: still), with the lines that carry it."""

    place: str
    id: str | None
    lat: float | None
    lon: float | None
    status: str
    holder: str | None
    against: tuple[str, ...]  # who else is said to hold, to have entered or to besiege it
    left: str | None  # who is said to have left, where nobody is said to hold it
    since: date | None
    until: date | None
    last_asserted: date | None
    sources: tuple[str, ...]  # independent ones, those that differ among them
    lines: tuple[Line, ...] = ()
    views: tuple[Seen, ...] = ()

    @property
    def state(self) -> str:
        """`held by A`, `contested (A; B)`, `besieged by B, held by A`, `unknown (left by A)`."""
        others = ", ".join(self.against)
        if self.status == ControlStatus.HELD:
            return f"held by {self.holder}"
        if self.status == ControlStatus.BESIEGED:
            by = f" by {others}" if others else ""
            return f"besieged{by}" + (f", held by {self.holder}" if self.holder else "")
        beside = f"left by {self.left}" if self.left else "; ".join(filter(None, (self.holder, others)))
        return f"{self.status} ({beside})" if beside else self.status

    @property
    def otherwise(self) -> str:
        """How it looks from other viewpoints that do not see the same: `cautious: unknown; government: held by A`."""
        return "; ".join(f"{v.viewpoint.removeprefix('side:')}: {v.state}" for v in self.views if v.state != self.state)


class Section(NamedTuple):
    key: str
    title: str
    entries: tuple[Entry, ...] = ()
    changes: tuple[Change, ...] = ()
    held: tuple[Held, ...] = ()
    also: tuple[str, ...] = ()  # entries of other sections that belong here as well, by number

    @property
    def empty(self) -> bool:
        return not (self.entries or self.changes or self.held or self.also)


class Brief(NamedTuple):
    """`asked` is what the user asked for, as shown in the head ("since": "26 Aug 2019")."""

    asked: Mapping[str, str]
    reports: int
    outlets: int
    claims: int
    undated: int
    first: date | None
    last: date | None
    sections: tuple[Section, ...] = ()


def line_of(claim: Claim, report: Report | None, against_interest: bool = False) -> Line:
    """The line that shows one claim; `report` is None where the ledger has lost it."""
    return Line(
        claim=claim.id,
        report=claim.report_id,
        outlet=one_line(report.outlet) if report and report.outlet else None,
        published=report.published if report else None,
        source=phrases.speakers(claim.attribution.speakers),
        quote=one_line(claim.quote),
        stance=claim.stance,
        places=phrases.places([claim]),
        implied=tuple([phrases.place(where) for where in claim.where if where.text not in claim.quote]),
        counts=", ".join(map(phrases.count, claim.counts)) if claim.counts else "",
        against_interest=against_interest,
        confidence=claim.confidence,
        checks=checks_of(claim) if claim.reasons else (),
    )


def checks_of(claim: Claim) -> tuple[Check, ...]:
    """The notes on the figures beside a claim."""
    return tuple(Check(r.rule, r.score == 1.0, one_line(r.value)) for r in claim.checks)
