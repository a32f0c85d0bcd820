"""Whom a number counts, where numbers are to be added up: people, fighters, families, or a part of others."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from warmonitor.lang.wordlists import pattern_of, words_of

from ..model import Count
from .names import plain
from .profile import FAMILY_WORDS, who

PEOPLE, FIGHTERS, FAMILIES, PART = "people", "fighters", "families", "part"

_PARTS = words_of("parties", "parts")
_AMONG, _FURTHER = pattern_of("parties", "among"), pattern_of("parties", "further")


@lru_cache(maxsize=1 << 14)
def counted(words: str) -> str:
    """Whom the words of a count are of.

    >>> [counted(words) for words in ("villagers", "militants", "500 families", "children")]
    ['people', 'fighters', 'families', 'part']
    """
    said = set(plain(words).split())
    kind = who(words)
    if kind == FIGHTERS:
        return FIGHTERS
    if said & FAMILY_WORDS and kind != PEOPLE:
        return FAMILIES
    return PART if said & _PARTS and kind != PEOPLE else PEOPLE


def together(counts: Iterable[Count], what: str, quote: str) -> Count | None:
    """How many a clause counts by kinds alone; None where it tells of one kind, a whole and parts of it, or a number of nobody named: another's of the same.

    >>> dead = Count("killed", "women", 8, 8), Count("killed", "children", 6, 6)
    >>> together(dead, "killed", "eight women and six children died").low
    14
    >>> together(dead, "killed", "many died, among them eight women and six children")
    >>> fled = Count("displaced", "people", 1_100, 1_100), Count("displaced", "", 2_300, 2_300)
    >>> together(fled, "displaced", "1,100 people fled; the mayor put the figure at 2,300")
    """
    kinds = [c for c in counts if c.what == what and counted(c.who) in (PEOPLE, PART)]
    names = {plain(c.who): counted(c.who) for c in kinds}
    wholes = [c for c in kinds if who(c.who) == PEOPLE and not _FURTHER.stands_in(c.who)]
    low = sum(c.low for c in kinds)
    if len(kinds) < 2 or len(names) < len(kinds) or len(wholes) == 1 or _AMONG.stands_in(quote) or not all(names):
        return None
    most = max(kinds, key=lambda c: c.low)
    if counted(most.who) == PEOPLE and 2 * most.low == low:
        return None  # one is the sum of the others: "ten miners, four women and six boys"
    high = sum(c.high or 0 for c in kinds) if all(c.high is not None for c in kinds) else None
    return Count(what, " and ".join(names) if set(names.values()) == {PART} else PEOPLE, low, high)
