"""Claims and reports made by hand: what tests leave out does not matter to them."""

from __future__ import annotations

from datetime import date
from typing import Any

from warmonitor.model import Attribution, Claim, DateSource, EventType, Mention, Report, Span, When


def claim(id: str, quote: str = "x", type_: EventType = EventType.SHELLING, **fields: Any) -> Claim:
    """A claim of the `report` that is named before the # of its id, with its quote at `at` there; further fields are those of a claim."""
    report, at = fields.pop("report", id.partition("#")[0]), fields.pop("at", 0)
    return Claim(id, report, type_, Span(report, at, at + len(quote)), quote, **fields)


def report(id: str, text: str = "x", outlet: str | None = None, published: date | None = None, **fields: Any) -> Report:
    """A report that came out on the day `published`, or nobody knows when."""
    source = DateSource.GIVEN if published else DateSource.UNKNOWN
    return Report(id, text, outlet, published=published, date_source=source, **fields)


def said(*names: str) -> Attribution:
    return Attribution(tuple(map(Mention, names)))


def on(day: date) -> When:
    return When.of(day, day)
