"""Days that move through the year: Easter of both churches, the Islamic and the Jewish feasts.

Easter and new moons after Meeus (Astronomical Algorithms, chapters 8 and 49), Jewish years after Reingold and Dershowitz (Calendrical Calculations).
Islamic months begin by the rule of Umm al-Qura, reduced to the hour of the new moon: where the moon is sighted instead, they begin up to a day later.
"""

from __future__ import annotations

import math
import re
from datetime import date, timedelta

_ISLAMIC_EPOCH = 227014  # proleptic Gregorian ordinal of the day before 1 Muharram 1 (19 July 622)
_HEBREW_EPOCH = -1373427  # the same of the day before the first Jewish year
_JULIAN_DAY = 1721424.5  # of ordinal 0
_GREGORIAN = 1583  # the first whole year of the Gregorian calendar
_TOO_LATE = 11 / 24  # a new moon after this hour (UTC) sets in Mecca before the sun does


def western_easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar; before it began, as the Julian one of the time told it, as histories do."""
    if year < _GREGORIAN:
        return _julian_easter(year)
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
    shift = year // 100 - year // 400 - 2
    return _julian_easter(year) + timedelta(days=shift)


def _julian_easter(year: int) -> date:
    """Easter Sunday as the Julian calendar tells its day."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1)


def rosh_hashanah(year: int) -> date:
    """The first day of the Jewish year that begins in a Gregorian year."""
    hebrew = year + 3761
    before, this, after = (_elapsed(hebrew + n) for n in (-1, 0, 1))
    delay = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return date.fromordinal(_HEBREW_EPOCH + this + delay)


def passover(year: int) -> date:
    """The first day of Passover in a Gregorian year."""
    return rosh_hashanah(year) - timedelta(days=163)


def _elapsed(hebrew: int) -> int:
    """Days from the Jewish epoch to the mean new moon of a year, put off where it falls on a Sunday, Wednesday or Friday."""
    months = (235 * hebrew - 234) // 19
    days = 29 * months + (12084 + 13753 * months) // 25920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def islamic(year: int, month: int, day: int) -> date:
    """The Gregorian date of a day of the Islamic calendar; day 0 is the last of the month before."""
    ordinal = 1 + (59 * (month - 1) + 1) // 2 + 354 * (year - 1) + (11 * year + 3) // 30 + _ISLAMIC_EPOCH
    moon = _new_moon_near(ordinal - 1)
    first = math.floor(moon) + (1 if moon % 1 < _TOO_LATE else 2)
    return date.fromordinal(first + day - 1)


def _new_moon_near(ordinal: int) -> float:
    """The new moon next to a day, as an ordinal with the part of the day (UTC), right to some minutes."""
    k = round((ordinal - 730125.766 + 0.5) / 29.530588861)  # new moons since that of 6 January 2000
    t = k / 1236.85
    mean = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t
    sun, moon, node = (
        math.radians(2.5534 + 29.10535670 * k),
        math.radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t),
        math.radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t),
    )
    e = 1 - 0.002516 * t
    waves = (
        (-0.40720, moon), (0.17241 * e, sun), (0.01608, 2 * moon), (0.01039, 2 * node), (0.00739 * e, moon - sun), (-0.00514 * e, moon + sun),
        (0.00208 * e * e, 2 * sun), (-0.00111, moon - 2 * node), (-0.00057, moon + 2 * node),
    )  # fmt: skip
    return mean + sum(size * math.sin(angle) for size, angle in waves) - _JULIAN_DAY


def _new_moon_from(day: date) -> date:
    """The first day on or after `day` on which the moon is new by the clocks of Peking."""
    for ahead in (0, 29):
        moon = date.fromordinal(math.floor(_new_moon_near(day.toordinal() + ahead) + 8 / 24))
        if moon >= day:
            return moon
    return _new_moon_from(day + timedelta(days=29))


def _islamic_in(year: int, month: int, day: int, days: int) -> tuple[date, date] | None:
    """The first occurrence of an Islamic day, and the days that follow it, that starts in a Gregorian year."""
    guess = int((year - 622) * 33 / 32)
    for hijri in range(guess - 1, guess + 3):
        if hijri > 0 and (start := islamic(hijri, month, day)).year == year:
            return start, start + timedelta(days=days - 1)
    return None


_MOVABLE = {
    "easter": western_easter,
    "orthodox_easter": orthodox_easter,
    "passover": passover,
    "rosh_hashanah": rosh_hashanah,
}
_NAME = re.compile(r"(?P<base>[a-z_]+)(?P<shift>[+-]\d+)?(?:/(?P<days>\d+))?")


def feast(name: str, year: int) -> tuple[date, date] | None:
    """First and last day of a feast in a Gregorian year; None where it has none that year.

    `name`: `newmoon:MONTH-DAY/DAYS`, from the first new moon (in Peking) on or after a day; `islamic:MONTH/DAY/DAYS` (DAY may be a sum, 9+2); or
    a movable feast with days added and its length: `easter-2`, `passover/7`.
    KeyError for an unknown name.
    """
    if name.startswith("newmoon:"):
        day, days = name.removeprefix("newmoon:").split("/")
        start = _new_moon_from(date.fromisoformat(f"{year:04d}-{day}"))
        return start, start + timedelta(days=int(days) - 1)
    if name.startswith("islamic:"):
        month, day, days = name.removeprefix("islamic:").split("/")
        return _islamic_in(year, int(month), sum(map(int, day.split("+"))), int(days))
    match = _NAME.fullmatch(name)
    if match is None:
        raise KeyError(name)
    start = _MOVABLE[match["base"]](year) + timedelta(days=int(match["shift"] or 0))
    return start, start + timedelta(days=int(match["days"] or 1) - 1)
