"""What time of day a claim tells of: two strikes on one town on one day are told apart by it."""

from __future__ import annotations

from functools import lru_cache

from warmonitor.lang.wordlists import lists, pattern_of

_QUARTERS = [pattern_of("hours", quarter) for quarter in lists()["hours"]]


@lru_cache(maxsize=1 << 14)
def hours(quote: str) -> frozenset[int]:
    """The quarters of the day, from 0 for the night to 3 for the evening, that the words name.

    >>> sorted(hours("bombed at noon and again at dusk"))
    [2, 3]
    """
    return frozenset(n for n, words in enumerate(_QUARTERS) if words.search(quote))


def apart(mine: frozenset[int], yours: frozenset[int], *, one_report: bool) -> bool:
    """Whether two times of day are two: in one report any, else opposite ones, as one's night is another's dawn."""
    if not mine or not yours or mine & yours:
        return False
    return one_report or all(abs(m - y) == 2 for m in mine for y in yours)
