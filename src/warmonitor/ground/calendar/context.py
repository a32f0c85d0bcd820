"""What a text has told so far: from what its relative expressions are counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from .values import Moment

_FAR = 5  # years: a lone year this far from the run is an aside
_SEASON_LAST = {"SP": 4, "SU": 7, "FA": 10}  # from which a text that told a season goes on; a winter lies in two years


@dataclass
class Context:
    """What the text has told so far. `published` is None for an undated text; `narrative` follows the text's own days."""

    published: date | None
    narrative: bool
    ref: Moment | None = None  # date last told, as fine as it was told
    before: Moment | None = None  # the one told before it
    era: str = ""  # of years of one to three digits: BC or AD, "" where such a number is no year
    aside: Moment | None = None
    season: int | None = None  # a month of the season last told, where nothing finer was
    near: Moment | None = None  # an aside that the same sentence told last
    clock: datetime | None = None  # the time of day told last
    late: bool = False  # the part of the day that is told right behind a time of day is of its second half
    covers: Moment | None = None  # the month that a report's heading tells as the one it is about
    day: Moment | None = None  # the day to which a time of day belongs: the one that the sentence told last

    @property
    def now(self) -> Moment | None:
        """What "now", "ago" and "last" are counted from."""
        if self.narrative:
            return self.ref
        return Moment.of(self.published) if self.published else None

    def heard(self, value: str) -> None:
        """A time of day counts until another day is told."""
        if clock := _clock_of(value):
            self.clock = clock
        elif self.clock and value[:10] != self.clock.date().isoformat():
            self.clock = None

    def told(self, value: str, *, into_next: bool = False, counted: bool = False) -> None:
        """The text has told a date; later expressions may refer to it. A lone year far from the run ("a study of 2005") waits for a second.

        `into_next`: a winter was told with both of its years, so the run goes on from the end of the first. `counted`: the date was counted from
        the one before ("six years later"), so it is none of those.
        """
        moment = Moment.parse(value)
        if moment is None:
            return
        far = (
            self.narrative and self.ref is not None and moment.month is None and abs(moment.year - self.ref.year) > _FAR
        )
        if far and not counted and (self.aside is None or abs(moment.year - self.aside.year) > _FAR):
            self.aside = moment
            return
        self.aside = None
        self.before, self.ref = self.ref, moment
        self.season = 12 if into_next and value.endswith("WI") else _SEASON_LAST.get(value[-2:])
        self.era = era_of(moment)


def _clock_of(value: str) -> datetime | None:
    """The time of day of a TIME value, as told by the clocks there."""
    try:
        return datetime.fromisoformat(value[:16]) if re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d", value) else None
    except ValueError:
        return None


def era_of(moment: Moment) -> str:
    """BC before Christ, AD in the years of one to three digits after, "" later."""
    return "BC" if moment.year < 0 else "AD" if moment.year < 1000 else ""
