"""What time of day a claim tells of: two strikes on one town on one day are told apart by it."""

from __future__ import annotations

import re
from functools import lru_cache

HOURS: tuple[tuple[str, str], ...] = (
    (r"nights?|overnight|midnight", "Shells fell on the port [overnight]."),
    (r"dawn|daybreak|sunrise|mornings?", "A drone hit the depot at [dawn]."),
    (r"noon|midday|afternoons?", "The bridge was bombed in the [afternoon]."),
    (r"evenings?|dusk|sunset|nightfall", "Rockets hit the mill at [dusk]."),
)
"""The quarters of a day in their order, with their words and an example, which is a test. (A table here, as `brief` must start without YAML.)"""

_WORDS = [re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words, _ in HOURS]


@lru_cache(maxsize=1 << 14)
def hours(quote: str) -> frozenset[int]:
    """The quarters of the day that the words name.

    >>> sorted(hours("bombed at noon and again at dusk"))
    [2, 3]
    """
    return frozenset(n for n, words in enumerate(_WORDS) if words.search(quote))


def apart(mine: frozenset[int], yours: frozenset[int], *, one_report: bool) -> bool:
    """Whether two times of day are two: in one report any, else opposite ones, as one's night is another's dawn."""
    if not mine or not yours or mine & yours:
        return False
    return one_report or all(abs(m - y) == 2 for m in mine for y in yours)
