"""The day that a text names. Nothing is guessed: half a date is none, unless its other half stands beside it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from .patterns import patterns


def day(text: str) -> date | None:
    """The day that all of `text` names, a time of day after it aside; None where it names none, or could be read two ways.

    >>> day("2020-01-26"), day("Sun, 26 Jan 2020 10:00:00 GMT"), day("26/01/2020"), day("01/02/2020")
    (datetime.date(2020, 1, 26), datetime.date(2020, 1, 26), datetime.date(2020, 1, 26), None)
    """
    text = text.strip()
    if patterns()["run_together"].fullmatch(text):
        return _date(int(text[:4]), int(text[4:6]), int(text[6:]))
    return begun(text) if patterns()["whole"].fullmatch(text) or patterns()["stamp"].fullmatch(text) else None


LATE = timedelta(7)
"""So long after its dateline a report may be filed."""


def completed(half: str, name: str, text: str) -> date | None:
    """The day of a date without a year, with the year that a file's `name` or address gives a day then or within `LATE`, else the `text` that same day.

    >>> completed("12 May", "wire-2026-05-13.txt", "")
    datetime.date(2026, 5, 12)
    >>> completed("12 May", "wire.txt", "Since 15 April 2023 ...")
    """
    named = (_date(d.year - back, *_day_and_month(half)) for d in _whole_days(name) for back in (0, 1))
    near = {d for d in named if d and any(timedelta(0) <= filed - d <= LATE for filed in _whole_days(name))}
    found = near or {d for d in _whole_days(text) if (d.month, d.day) == _day_and_month(half)}
    return found.pop() if len(found) == 1 else None


def _day_and_month(half: str) -> tuple[int, int]:
    known = begun(f"{half} 2000")
    return (known.month, known.day) if known else (0, 0)


def _whole_days(text: str) -> list[date]:
    """The full dates in a text, in its order."""
    written = (m[0] for m in patterns()["anywhere"].finditer(text))
    return [known for words in written if (known := day(words))]


def two_ways(text: str) -> tuple[date, date] | None:
    """The two days that `text` may name, the earlier first, where it tells day and month by numbers of which either may be either.

    >>> two_ways("01/02/2020 18:00"), two_ways("26/01/2020"), two_ways("soon")
    ((datetime.date(2020, 1, 2), datetime.date(2020, 2, 1)), None, None)
    """
    text = text.strip()
    found = _by_numbers(text) if patterns()["numbers"].match(text) and patterns()["whole"].fullmatch(text) else []
    return (found[0], found[1]) if len(found) == 2 else None


def _by_numbers(text: str) -> list[date]:
    """The days that a date in numbers may name, by the year at its end, in order."""
    first, second, year = (int(part) for part in re.findall(r"\d+", text)[:3])
    return sorted(filter(None, {_date(year, second, first), _date(year, first, second)}))


def begun(text: str) -> date | None:
    """The day of a text that begins with a date of one of the forms of the table."""
    if patterns()["iso"].match(text):
        year, month, number = (int(part) for part in re.findall(r"\d+", text)[:3])
        return _date(year, month, number)
    if patterns()["numbers"].match(text):
        readings = _by_numbers(text)
        return readings[0] if len(readings) == 1 else None
    named, years, numbers = patterns()["month"].search(text), patterns()["year"].search(text), re.search(r"\d+", text)
    if named and years and numbers:
        month = next(n for n, name in enumerate(_months(), 1) if name.match(named[0]))
        return _date(int(years[0]), month, int(numbers[0]))
    return None


@cache
def _months() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(name, re.IGNORECASE) for name in patterns().words["months"])


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def no_day(text: str) -> str:
    """Why a text names no day: that it is no date, or the two days that it may name."""
    return f"may be {' or '.join(map(str, both))}" if (both := two_ways(text)) else "is no date"
