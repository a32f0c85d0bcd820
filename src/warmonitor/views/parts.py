"""What a brief is made of: sections of entries, each with the lines that carry it. Plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from warmonitor.model import Claim, EventType, Report, Stance

from . import phrases
from .escape import one_line
from .phrases import Named


@dataclass(frozen=True, slots=True)
class Line:
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


@dataclass(frozen=True, slots=True)
class Entry:
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
    notes: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the first table: one place that is said to have changed hands."""

    place: str
    what: str  # "to Military Forces of Syria", "left by …"
    earliest: date | None
    latest: date | None
    independent: int
    denied: bool
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str
    entries: tuple[Entry, ...] = ()
    changes: tuple[Change, ...] = ()
    also: tuple[str, ...] = ()  # entries of other sections that belong here as well, by number


@dataclass(frozen=True, slots=True)
class Brief:
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
        implied=tuple(phrases.place(where) for where in claim.where if where.text not in claim.quote),
        counts=", ".join(map(phrases.count, claim.counts)),
        against_interest=against_interest,
        confidence=claim.confidence,
    )
