"""Arithmetic on TIMEX3 values: moments of coarse or fine grain, and the days that a value covers."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

YEARS = {"Y": 1, "DE": 10, "CE": 100}
"""The years of the units that are made of them."""
_CYCLE = 400  # years after which the calendar repeats itself
# northern, in whole months; told from within the year, "the winter of 2016" is mostly its first months or its last: both ends of it are taken
_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "AU": (9, 11), "WI": (12, 14)}


@dataclass(frozen=True, slots=True)
class Moment:
    """A year (negative before Christ), perhaps with month and day."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, day: date) -> Moment:
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse(cls, value: str) -> Moment | None:
        """The moment that a DATE or TIME value starts with; None for references, seasons without a year and the like."""
        if week := re.match(r"(\d{4})-W(\d\d)(?:-(\d))?", value):
            try:
                return cls.of(date.fromisocalendar(int(week[1]), int(week[2]), int(week[3] or 1)))
            except ValueError:
                return None
        found = re.match(r"(BC)?(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?=$|T|-)", value)
        if found is None:
            return None
        year = -int(found[2]) if found[1] else int(found[2])
        month = int(found[3]) if found[3] else None
        return cls(year, month, int(found[4]) if found[4] else None)

    @property
    def date(self) -> date | None:
        """As a day, where it is one."""
        if self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    def format(self, unit: str = "D") -> str:
        """The TIMEX3 value at the grain of `unit` (D, W, M, Y, DE, CE), no finer than the moment is known."""
        year = f"BC{-self.year:04d}" if self.year < 0 else f"{self.year:04d}"
        if unit == "CE":
            return year[:-2] if self.year > 0 else f"BC{(-self.year) // 100:02d}"
        if unit == "DE":
            return year[:-1]
        if unit == "Y" or self.month is None:
            return year
        if unit == "M":
            return f"{year}-{self.month:02d}"
        if unit == "W":
            if self.date is None:
                return f"{year}-WXX"
            iso = self.date.isocalendar()
            return f"{iso.year:04d}-W{iso.week:02d}"
        return f"{year}-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")

    def plus(self, n: int, unit: str) -> Moment:
        """Moved by `n` units (D, W, M, Y, DE, CE); a grain that the moment lacks leaves it at what is known."""
        years = {"Y": 1, "DE": 10, "CE": 100}.get(unit)
        if years is not None:
            return Moment(self.year + n * years, self.month, self.day)
        if unit == "M":
            if self.month is None:
                return self
            months = self.year * 12 + self.month - 1 + n
            year, month = divmod(months, 12)
            day = self.day and min(self.day, calendar.monthrange(year, month + 1)[1] if 0 < year < 9999 else 28)
            return Moment(year, month + 1, day)
        if self.year < 0:  # counted in a year of the common era in which the calendar is the same; there is no year 0
            later = _CYCLE * (2 - self.year // _CYCLE)
            told = Moment(self.year + 1 + later, self.month, self.day).plus(n, unit)
            year = told.year - later
            return Moment(year if year > 0 else year - 1, told.month, told.day)
        known = self.date
        if known is None:
            return self
        try:
            return Moment.of(known + timedelta(days=n * (7 if unit == "W" else 1)))
        except OverflowError:
            return self


def spans(parts: Sequence[str]) -> str:
    """The duration of lengths told one after the other, given as amount, unit, amount, unit …

    >>> spans(["2", "Y", "17", "D"]), spans(["2", "TH", "20", "TM"])
    ('P2Y17D', 'PT2H20M')
    """
    pairs = list(zip(parts[::2], parts[1::2], strict=True))
    days = "".join(amount + unit for amount, unit in pairs if not unit.startswith("T"))
    hours = "".join(amount + unit[1:] for amount, unit in pairs if unit.startswith("T"))
    return f"P{days}T{hours}" if hours else f"P{days}"


def decade(nth: int, century: str) -> str:
    """The decade of a century, counted from its end where `nth` is below 0; before Christ the first has the highest number.

    >>> decade(-1, "18"), decade(2, "BC04")
    ('189', 'BC048')
    """
    digit = nth - 1 if nth > 0 else 10 + nth
    return century + str(9 - digit if century.startswith("BC") else digit)


def month_days(year: int, first: int, last: int) -> tuple[date, date]:
    """First day of the `first` month and last day of the `last` one; months past 12 fall in the next year."""
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    start_year, start_month = year + (first - 1) // 12, (first - 1) % 12 + 1
    return date(start_year, start_month, 1), date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])


def days_of(value: str, mod: str | None = None, *, edge: bool = False) -> tuple[date, date] | None:
    """The days that a resolved DATE or TIME value covers, narrowed by START, MID or END to a part of them (`edge`: a small part).

    None for durations, sets, references without a date, values with unknown parts and years outside 1–9999.
    """
    try:
        covered = _days_of(value)
    except ValueError:
        return None
    return None if covered is None else _narrow(*covered, mod, edge)


def _days_of(value: str) -> tuple[date, date] | None:
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?", value):
        day = date(int(found[1]), int(found[2]), int(found[3]))
        return day, day
    if found := re.fullmatch(r"(\d{4})-W(\d\d)(?:-(WE|\d))?", value):
        start = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        if found[3] == "WE":
            return start + timedelta(days=5), start + timedelta(days=6)
        return (
            (start, start + timedelta(days=6)) if not found[3] else (d := start + timedelta(days=int(found[3]) - 1), d)
        )
    if found := re.fullmatch(r"(\d{4})-(\d\d)(?:-XX)?(?:T.*)?", value):
        return month_days(int(found[1]), int(found[2]), int(found[2]))
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|AU|WI|Q\d|H\d)", value):
        year, part = int(found[1]), found[2]
        if part in _SEASONS:
            return month_days(year, *_SEASONS[part])
        n, width = int(part[1]), 3 if part[0] == "Q" else 6
        return month_days(year, (n - 1) * width + 1, n * width)
    if found := re.fullmatch(r"(\d{1,4})(?:-XX)?(?:-XX)?", value):
        digits = found[1]
        width = 10 ** (4 - len(digits))
        first = int(digits) * width
        return (date(max(first, 1), 1, 1), date(first + width - 1, 12, 31)) if len(digits) >= 2 else None
    return None


def _narrow(start: date, end: date, mod: str | None, edge: bool) -> tuple[date, date]:
    """A year's quarter, a month's third ("late"), or only its last month or week ("the end of")."""
    length = (end - start).days + 1
    if mod not in {"START", "MID", "END"} or length < 3:
        return start, end
    if mod == "MID":
        cut = round(length * 5 / 12) if length >= 365 else round(length / 3)
        return start + timedelta(days=cut), end - timedelta(days=cut)
    part = (30 if edge else 91) if length >= 365 else (7 if edge else 10) if length >= 28 else round(length / 3)
    if length > 366:
        part = round(length / (10 if edge else 3))
    return (start, start + timedelta(days=part - 1)) if mod == "START" else (end - timedelta(days=part - 1), end)


def moved(day: date, amount: float, unit: str, sign: int) -> date | None:
    """`day` moved by an amount of a unit (TH hours count as days, rounded up); None past the calendar's ends."""
    try:
        if unit in YEARS or unit == "M":
            months = round(amount * (1 if unit == "M" else 12 * YEARS[unit]))
            return Moment.of(day).plus(sign * months, "M").date
        days = {"W": 7.0, "FN": 14.0, "D": 1.0}.get(unit, 0.0) * amount
        if unit == "TH":
            days = -(-amount // 24)
        return day + timedelta(days=sign * round(days))
    except (OverflowError, ValueError):
        return None
