"""Which words of a report date a coded claim: labels that the claims' days and our calendar give away, for the head that is to find them.

Coders give days, not words. An expression dates a claim where what it means agrees with the claim's days; of several the one in the claim,
else the nearest, where words behind the claim count as twice as far.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from training.documents import TIME, Days, MarkedClaim, Range
from warmonitor.evaluate.claims import same_days
from warmonitor.ground.calendar.periods import Period, periods
from warmonitor.ground.calendar.run import times
from warmonitor.lang.doc import Doc


def add(claims: Sequence[MarkedClaim], doc: Doc, published: str | None) -> None:
    """Give each claim its role of time, in place; none where the claim has no days, or days that no expression tells.

    `doc` is the parsed report, `published` its ISO day.
    """
    day = date.fromisoformat(published) if published else None
    told = [(p, doc.words_in(p.start, p.end)) for p in periods(times(doc.text, doc=doc, published=day), doc.text, day)]
    for claim in claims:
        days = claim.days
        fitting = [words for period, words in told if words[0] < words[1] and days and _means(period, days, day)]
        claim.roles[TIME] = [min(fitting, key=partial(_distance, claim.words))] if fitting else []


def _means(period: Period, days: Days, published: date | None) -> bool:
    """Whether an expression tells the days, by itself or up to the day of publication."""
    onward = published is not None and period.earliest <= published and same_days((period.earliest, published), days)
    return same_days((period.earliest, period.latest), days) or onward


def _distance(claim: Range, words: Range) -> int:
    """Words between the two, twice as many behind the claim; -1 where they overlap."""
    before, after = claim[0] - words[1], words[0] - claim[1]
    if before >= 0:
        return before
    return 2 * after if after >= 0 else -1
