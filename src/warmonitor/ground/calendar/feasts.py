"""Days that move through the year: Easter of both churches and the Islamic feasts.

Easter by Meeus' algorithms (Astronomical Algorithms, chapter 8). Islamic days by the arithmetic (civil) calendar of thirty-year cycles, which
is within a day of the sighted moon; reports name these days loosely enough for that.
"""

from __future__ import annotations

from datetime import date, timedelta

_ISLAMIC_EPOCH = 227014  # proleptic Gregorian ordinal of the day before 1 Muharram 1 (19 July 622)


def western_easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month, day = divmod(h + ell - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Julian calendar, as a Gregorian date."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    shift = year // 100 - year // 400 - 2
    return date(year, month, day + 1) + timedelta(days=shift)


def islamic(year: int, month: int, day: int) -> date:
    """The Gregorian date of a day in the arithmetic Islamic calendar."""
    ordinal = day + (59 * (month - 1) + 1) // 2 + 354 * (year - 1) + (11 * year + 3) // 30
    return date.fromordinal(_ISLAMIC_EPOCH + ordinal)


def _islamic_in(year: int, month: int, day: int, days: int) -> tuple[date, date] | None:
    """The first occurrence of an Islamic day, and the days that follow it, that starts in a Gregorian year."""
    guess = int((year - 622) * 33 / 32)
    for hijri in range(guess - 1, guess + 3):
        if hijri > 0 and (start := islamic(hijri, month, day)).year == year:
            return start, start + timedelta(days=days - 1)
    return None


def feast(name: str, year: int) -> tuple[date, date] | None:
    """First and last day of a feast in a Gregorian year; None where it has none that year. KeyError for an unknown name."""
    if name.startswith("islamic:"):
        month, day, days = (int(n) for n in name.removeprefix("islamic:").split("/"))
        return _islamic_in(year, month, day, days)
    base, _, shift = name.partition("+")
    if "-" in base:
        base, _, shift = name.partition("-")
        shift = "-" + shift
    start = {"easter": western_easter, "orthodox_easter": orthodox_easter}[base](year) + timedelta(days=int(shift or 0))
    return start, start
