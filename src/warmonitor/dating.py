"""A proposal for the day of an undated report, with its reasons: from its own words and, with a ledger, from what dated reports tell too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from warmonitor.model import Claim, DateSource, Report
from warmonitor.read.checks.dating import FIRST, Allowed, Clue, allowed
from warmonitor.reconcile.dating import Days, Shared, Suggested, shared, suggested

if TYPE_CHECKING:
    from warmonitor.ground.packs import Pack
    from warmonitor.ledger import Ledger
    from warmonitor.read.reader import ReportReader

__all__ = ["FIRST", "Allowed", "Clue", "Days", "Proposal", "Shared", "Suggested", "propose"]

SHORT = 10
"""Days up to which a span is narrowed by the weekdays that the report names."""

SURE = 1.2
"""Support by the ledger that outweighs the weekdays that the report names."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is known of a report's day: `allowed` by its text, `suggested` by the ledger, and `days`, the narrowest span that both support.

    Nothing is applied: whoever agrees reads the report again with that day given.
    """

    report: Report
    allowed: Allowed
    suggested: Suggested | None
    days: Days | None

    @property
    def fits(self) -> bool | None:
        """Whether the day that the report has is allowed by its words; None for an undated report."""
        day = self.report.published
        return None if day is None else any(a <= day <= b for a, b in self.allowed.spans)


def propose(
    report: Report,
    *,
    known_by: date,
    reader: ReportReader | None = None,
    ledger: Ledger | None = None,
    pack: Pack | None = None,
) -> Proposal:
    """The proposal for one report, which `known_by` had come out. With a `ledger`, `reader` reads the claims that are looked for in it.

    A report that has a date is treated as if it had none, so that the two can be compared.
    """
    undated = replace(report, published=None, date_source=DateSource.UNKNOWN)
    by_text = allowed(report.article, known_by, pack)
    by_ledger = None
    if ledger is not None and reader is not None:
        claims = reader.read(undated)
        dated, reports = _dated(ledger, report, claims)
        by_ledger = suggested(shared(claims, dated, reports), by_text.spans)
    return Proposal(report, by_text, by_ledger, _narrowest(by_text, by_ledger))


def _dated(ledger: Ledger, report: Report, claims: Sequence[Claim]) -> tuple[list[Claim], dict[str, Report]]:
    """The ledger's claims about the same places, of other dated reports."""
    from warmonitor.ledger import Filter

    names = sorted({w.place.name if w.place else w.text for c in claims for w in c.where})
    found = {c.id: c for name in names for c in ledger.claims(Filter(place=name))}
    reports = {i: r for i in {c.report_id for c in found.values()} if (r := ledger.report(i)) is not None}
    dated = {
        i: r
        for i, r in reports.items()
        if r.published is not None and i != report.id and r.article.split() != report.article.split()
    }
    return [c for c in found.values() if c.report_id in dated], dated


def _narrowest(by_text: Allowed, by_ledger: Suggested | None) -> Days | None:
    """The ledger's days, or the text's where it allows few; of a short span the days on the likely weekdays."""
    if by_ledger is not None:
        span = by_ledger.days
    elif len(by_text.spans) == 1:
        span = by_text.spans[0]
    else:
        return None
    if (span[1] - span[0]).days > SHORT or not by_text.weekdays:
        return span
    days = [span[0] + timedelta(days=n) for n in range((span[1] - span[0]).days + 1)]
    # what others tell of reaches a day or two further: the report may say "on Friday" of the very next day
    days += [span[1] + timedelta(days=n) for n in (1, 2)] if by_ledger else []
    likely = [d for d in days if d.isoweekday() in by_text.weekdays and any(a <= d <= b for a, b in by_text.spans)]
    runs = [d for d in likely if (d - likely[0]).days <= 1]
    if not runs and by_ledger is not None and by_ledger.support < SURE:
        return None
    return (runs[0], runs[-1]) if runs else span
