"""What kinds of sites a claim tells of: a school, a market. By them two strikes on one town are told apart."""

from __future__ import annotations

from functools import cache, lru_cache

from ..read.lexicon import lexicon, words_of
from .names import plain


@lru_cache(maxsize=1 << 14)
def sites(words: str) -> frozenset[str]:
    """The kinds of sites that the words name, by the keys of `lang/en/sites.yml`.

    >>> sorted(sites("two shells on the market, one on Mill Bridge"))
    ['bridge', 'trade']
    """
    kinds = _kinds()
    said = set(plain(words).split())
    return frozenset([kinds[form] for word in said for form in (word, word.removesuffix("s")) if form in kinds])


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for kind in lexicon("sites") for word in words_of("sites", kind)}
