"""What time of day a claim tells of: two strikes on one town on one day are told apart by it."""

from __future__ import annotations

from functools import lru_cache

from warmonitor.lang.wordlists import Pattern, any_of, lists, pattern_of

_CLOCK, _ZONE = pattern_of("clocks", "time"), pattern_of("clocks", "zone")
_ROUGH = Pattern(lambda: rf"\b{any_of('clocks', 'rough')}\s+$")
UNSURE = 15  # minutes by which two may tell the time of one event differently
HALF_DAY = 720  # minutes; that a time is one of the afternoon is not always told
NIGHT = 0
"""The first quarter of the day."""

_QUARTERS = [pattern_of("hours", quarter) for quarter in lists()["hours"]]
_ANY = Pattern(lambda: rf"\b(?:{'|'.join(any_of('hours', quarter) for quarter in lists()['hours'])})\b")


@lru_cache(maxsize=1 << 14)
def hours(quote: str) -> frozenset[int]:
    """The quarters of the day, from 0 for the night to 3 for the evening, that the words name.

    >>> sorted(hours("bombed at noon and again at dusk"))
    [2, 3]
    """
    if not _ANY.stands_in(quote):
        return frozenset()  # most quotes name none
    return frozenset(n for n, words in enumerate(_QUARTERS) if words.stands_in(quote))


def apart(mine: frozenset[int], yours: frozenset[int], *, one_report: bool) -> bool:
    """Whether two times of day are two: in one report any, else opposite ones, as one's night is another's dawn."""
    if not mine or not yours or mine & yours:
        return False
    return one_report or all(abs(m - y) == 2 for m in mine for y in yours)


@lru_cache(maxsize=1 << 14)
def clocks(quote: str) -> frozenset[int]:
    """The times of the clock that the words give to the minute, in minutes from midnight or noon; none that is told as of another zone, or as rough.

    >>> sorted(clocks("at 10:15 and again at 22:35")), sorted(clocks("at around 10:15"))
    ([615, 635], [])
    """
    if ":" not in quote or _ZONE.stands_in(quote):
        return frozenset()  # most quotes give no time
    found = (m for m in _CLOCK.finditer(quote) if not _ROUGH.stands_in(quote[: m.start()]))
    return frozenset((int(hour) * 60 + int(minute)) % HALF_DAY for hour, minute in (m[0].split(":") for m in found))


def at_two_times(mine: frozenset[int], yours: frozenset[int]) -> bool:
    """Whether two are told to the minute, and further apart than two may tell the time of one event."""
    gaps = [abs(m - y) for m in mine for y in yours]
    return bool(gaps) and min(min(gap, HALF_DAY - gap) for gap in gaps) >= UNSURE
