"""Whom a number counts, where numbers are to be added up: people, fighters, families, or a part of others."""

from __future__ import annotations

from functools import lru_cache

from warmonitor.lang.wordlists import words_of

from .names import plain
from .profile import FAMILY_WORDS, who

PEOPLE, FIGHTERS, FAMILIES, PART = "people", "fighters", "families", "part"

_PARTS = words_of("parties", "parts")


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
