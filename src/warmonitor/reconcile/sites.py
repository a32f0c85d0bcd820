"""What kinds of sites a claim tells of: a school, a market. By them two strikes on one town are told apart."""

from __future__ import annotations

import re
from functools import lru_cache

from .english import lists, words_of
from .names import plain

_WORD = re.compile(r"\w+")
_OF = {word: kind for kind in lists()["sites"] for word in words_of("sites", kind)}


@lru_cache(maxsize=1 << 14)
def sites(words: str) -> frozenset[str]:
    """The kinds of sites that the words name, in the singular or with an s.

    >>> sorted(sites("two shells on the market, one on Mill Bridge"))
    ['bridge', 'trade']
    """
    said = set(_WORD.findall(plain(words)))
    return frozenset([_OF[form] for word in said for form in (word, word.removesuffix("s")) if form in _OF])
