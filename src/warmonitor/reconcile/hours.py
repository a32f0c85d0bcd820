"""What time of day a claim tells of: two strikes on one town on one day are told apart by it."""

from __future__ import annotations

from functools import lru_cache

from warmonitor.lang.wordlists import Pattern, any_of, lists, pattern_of

_CLOCK, _ZONE = pattern_of("clocks", "time"), pattern_of("clocks", "zone")
_ROUGH = Pattern(lambda: rf"\b{any_of('clocks', 'rough')}\s+$")
UNSURE = 15  # minutes by which two may tell the time of one event differently
HALF_DAY = 720  # minutes; that a time is one of the afternoon is not always told
NIGHT = 0
"""The first time of day."""

TIMES = {
    "night": (-3, 5, 0),
    "dawn": (4, 8, 1),
    "morning": (5, 12, 1),
    "noon": (11, 14, 2),
    "afternoon": (12, 18, 2),
    "evening": (17, 23, 3),
}
"""Between which hours people say so, and the quarter of the day to which it belongs."""
_SPANS = tuple(TIMES.values())

_WORDS = [pattern_of("hours", time) for time in TIMES]
_ANY = Pattern(lambda: rf"\b(?:{'|'.join(any_of('hours', time) for time in lists()['hours'])})\b")


@lru_cache(maxsize=1 << 14)
def hours(quote: str) -> frozenset[int]:
    """The times of day, from 0 for the night to 5 for the evening, that the words name.

    >>> sorted(hours("bombed at noon and again at dusk"))
    [3, 5]
    """
    if not _ANY.stands_in(quote):
        return frozenset()  # most quotes name none
    return frozenset(n for n, words in enumerate(_WORDS) if words.stands_in(quote))


def apart(mine: frozenset[int], yours: frozenset[int], *, one_report: bool) -> bool:
    """Whether two times of day are two: in one report those of two quarters, else those that have no hour in common, as one's night is another's dawn."""
    if not mine or not yours or mine & yours:
        return False
    pairs = [(_SPANS[m], _SPANS[y]) for m in mine for y in yours]
    return all(a[2] != b[2] if one_report else _no_hour_in_common(a, b) for a, b in pairs)


def _no_hour_in_common(a: tuple[int, int, int], b: tuple[int, int, int]) -> bool:
    """Whether one time of day is over before the other begins, on this day or over midnight."""
    return all(a[0] + day > b[1] or b[0] > a[1] + day for day in (-24, 0, 24))


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
