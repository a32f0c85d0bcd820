"""Dates with parts missing get them from the context: the year of "on 14 October", the month of "the 13th"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from .context import Context
from .values import Moment, days_of

SOON = 65  # days: a year less the time for which news names a past day without its year
_AHEAD = 8  # months: a month up to this far after the one told last lies ahead, one further on lies behind
_SEASON_MONTH = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}


class Completion:
    """Completes one value after the other against a context, which its caller moves on."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def of(self, value: str, tense: str, link: str) -> str:
        """`value` with the year, or year and month, that the context gives; unchanged where it gives none.

        `tense` is that of the clause, `link` the preposition that binds the expression ("by", "until"), empty without one.
        """
        if not value.startswith("XXXX-") or re.match("XXXX-W[X0-9]", value):
            return value
        now = self.context.now
        if value.startswith("XXXX-XX-XX"):
            return "BC" + value if self.context.era == "BC" else value
        if value.startswith("XXXX-XX-"):
            return self._day_of_month(value)
        if now is None:
            return value
        if self.context.narrative:
            return self._year_of_run(value)
        return self._year_near(value, now, tense, link)

    def of_year_told(self, value: str, tense: str, link: str) -> str:
        """ "that October": of the year that the text told last, also in news."""
        return self._year_of_run(value) if self.context.ref else self.of(value, tense, link)

    def _day_of_month(self, value: str) -> str:
        """ "the 13th": of the month told last, in news of the latest month in which it is not to come."""
        ref = (
            self.context.ref
            if self.context.narrative or (self.context.ref and self.context.ref.month)
            else self.context.now
        )
        if ref is None or ref.month is None:
            return value
        day = int(value[8:10])
        if not self.context.narrative and ref == self.context.now and ref.day and day > ref.day:
            ref = Moment(ref.year, ref.month).plus(-1, "M")
        return Moment(ref.year, ref.month, day).format() + value[10:]

    def _year_of_run(self, value: str) -> str:
        """The year of a month, day or season in a history: that of the nearest one after the month told last, or before it where that is much nearer."""
        ref = self.context.ref
        if ref is None:
            return value
        month = int(value[5:7]) if value[5:7].isdigit() else _SEASON_MONTH.get(value[5:7])
        last = ref.month or self.context.season
        if last is None or month is None:
            return Moment(ref.year).format("Y") + value[4:]
        ahead = (month - last) % 12
        months = ahead if ahead <= _AHEAD else ahead - 12
        return Moment(ref.year, last).plus(months, "M").format("Y") + value[4:]

    def _year_near(self, value: str, now: Moment, tense: str, link: str) -> str:
        """The latest year, or for the future the next, in which the day, month, season or quarter lies before (after) the day of publication."""
        published = self.context.published
        reach = 4 if value.startswith("XXXX-02-29") else 1
        years = range(now.year - reach, now.year + reach + 1)
        near = [(y, days) for y in years if (days := days_of(f"{y:04d}{value[4:]}"))]
        if not near or published is None:
            return f"{now.year:04d}{value[4:]}" if near else value
        if tense == "future":
            year = next((y for y, days in near if days[1] >= published), near[-1][0])
        else:
            begun = [near[0][0], *(y for y, days in near if days[0] <= published + timedelta(days=1))]
            year = next((y for y, days in near if _soon(days[0], published, tense, link)), begun[-1])
        return f"{year:04d}{value[4:]}"


def _soon(start: date, published: date, tense: str, link: str) -> bool:
    """ "by 15 October", "was to open on 15 October", told a week before: no report leaves the year out of a day so long ago."""
    return (link in {"by", "until"} or tense == "present") and 1 < (start - published).days <= SOON
