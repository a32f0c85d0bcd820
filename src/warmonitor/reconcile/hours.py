"""What time of day a claim tells of: two strikes on one town on one day are told apart by it."""

from __future__ import annotations

from functools import lru_cache

from warmonitor.lang.wordlists import Pattern, any_of, lists, pattern_of

_CLOCK, _ZONE = pattern_of("clocks", "time"), pattern_of("clocks", "zone")
_ROUGH = Pattern(lambda: rf"\b{any_of('clocks', 'rough')}\s+$")
UNSURE = 15  # minutes by which two may tell the time of one event differently
ROUGHLY = 75  # minutes, where one of them says "about"
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
def clocks(quote: str) -> tuple[tuple[int, bool], ...]:
    """The times of the clock that the words give to the minute, in minutes from midnight or noon, each with whether it is rough; none that is told as of another zone.

    >>> clocks("at 10:15 and again at 22:35"), clocks("at around 10:15")
    (((615, False), (635, False)), ((615, True),))
    """
    if ":" not in quote or _ZONE.stands_in(quote):
        return ()  # most quotes give no time
    found = ((m[0].split(":"), _ROUGH.stands_in(quote[: m.start()])) for m in _CLOCK.finditer(quote))
    return tuple(((int(hour) * 60 + int(minute)) % HALF_DAY, rough) for (hour, minute), rough in found)


def at_two_times(mine: str, yours: str) -> bool:
    """Whether two quotes tell times of the clock further apart than two may tell the time of one event.

    >>> at_two_times("at 04:15", "at 17:40"), at_two_times("at 04:15", "at about 04:40")
    (True, False)
    """
    pairs = [(abs(m - y), m_rough or y_rough) for m, m_rough in clocks(mine) for y, y_rough in clocks(yours)]
    return bool(pairs) and all(min(gap, HALF_DAY - gap) >= (ROUGHLY if rough else UNSURE) for gap, rough in pairs)
