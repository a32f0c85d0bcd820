"""A small invented ledger that many tests fill and ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from warmonitor.ledger import Ledger
from warmonitor.model import (
    Attribution,
    Candidate,
    Claim,
    Count,
    DateSource,
    EventType,
    Mention,
    Place,
    Reader,
    Reason,
    Report,
    Span,
    When,
    Where,
    claim_id,
)

NOW = datetime(2020, 2, 1, 12, 30, tzinfo=UTC)
READER = Reader("warmonitor", "1")

IDLIB = Place("gn:1", "Idlib", "city", "SY", "Idlib", 35.93, 36.63, 98791)
SARAQIB = Place("gn:2", "Sarāqib", "city", "SY", "Idlib", 35.86, 36.8, 34231, admin2="Saraqib")
SYRIA = Place("country:SY", "Syria", "country", "SY", None, 35.0, 38.0, 17_000_000)
DANA = Place("gn:3", "Dana", "city", "US", "Indiana", 39.8, -87.5, 608)


def report(id_: str, text: str, published: date | None = None, outlet: str | None = None) -> Report:
    known = DateSource.UNKNOWN if published is None else DateSource.METADATA
    return Report(id_, text, outlet=outlet, published=published, date_source=known)


def claim(
    of: Report, quote: str, type_: EventType = EventType.TERRITORY_GAINED, reader: Reader = READER, **fields: object
) -> Claim:
    start = of.text.index(quote)
    span = Span(of.id, start, start + len(quote))
    id_ = claim_id(of.id, reader.name, type_, span.start, span.end)
    return Claim(id_, of.id, type_, span, quote, reader=reader, **fields)  # type: ignore[arg-type]


def said(*speakers: str, **known: str) -> Attribution:
    return Attribution(tuple(Mention(speaker, **known) for speaker in speakers))  # type: ignore[arg-type]


SANA = report("sana-1", "Army units took Saraqib on Thursday, SANA said.", date(2020, 1, 24), "SANA News")
COURIER = report(
    "courier-1", "Rebels lost Idlib. At least 12 people died in Dana.", date(2020, 1, 26), "The Levant Courier"
)
UNDATED = report("undated-1", "Shells fell on Sarāqib. Nobody knows when.")

TAKEN = claim(
    SANA,
    "Army units took Saraqib",
    actors=(Mention("Army units", neutral="Military Forces of Syria", entity="syr-army", side="government"),),
    where=(
        Where(
            "Saraqib",
            Span("sana-1", 16, 23),
            place=SARAQIB,
            candidates=(Candidate(SARAQIB, 0.9, ("name",)), Candidate(DANA, 0.1)),
        ),
    ),
    when=When.of(date(2020, 1, 23), date(2020, 1, 23), rule="weekday"),
    attribution=said("SANA", neutral="Syrian Arab News Agency"),
    confidence=0.9,
    reasons=(
        Reason("type", "territory_gained", "trained", score=0.93),
        Reason("when", "2020-01-23", "weekday", Span("sana-1", 24, 35)),
    ),
)
LOST = claim(
    COURIER,
    "Rebels lost Idlib",
    EventType.TERRITORY_LEFT,
    actors=(Mention("Rebels"),),
    where=(Where("Idlib", place=IDLIB),),
    confidence=0.4,
)
DIED = claim(
    COURIER,
    "At least 12 people died in Dana",
    EventType.CASUALTIES,
    targets=(Mention("people"),),
    where=(Where("Dana", candidates=(Candidate(DANA, 0.3), Candidate(SYRIA, 0.2))),),
    when=When.of(date(2020, 1, 20), date(2020, 1, 26)),
    counts=(Count("killed", "people", 12, None),),
    attribution=said("residents"),
    more=(Span("courier-1", 0, 6), Span("courier-1", 7, 11)),
)
FELL = claim(
    UNDATED,
    "Shells fell on Sarāqib",
    EventType.SHELLING,
    where=(Where("Sarāqib", place=SARAQIB),),
    attribution=said("the Syrian Observatory"),
)


class Undo(Exception):
    """Raised to roll a transaction back."""


def add(ledger: Ledger, found: Report, claims: Iterable[Claim], reader: Reader = READER, at: datetime = NOW) -> None:
    ledger.add_report(found, at)
    ledger.add_reading(found.id, reader, list(claims), at)


def fill(
    ledger: Ledger, *readings: tuple[Report, Iterable[Claim]], reader: Reader = READER, at: datetime = NOW
) -> None:
    with ledger.transaction():
        for found, claims in readings:
            add(ledger, found, claims, reader, at)


def fill_all(ledger: Ledger) -> None:
    fill(ledger, (SANA, [TAKEN]), (COURIER, [LOST, DIED]), (UNDATED, [FELL]))
