"""What kinds of sites a claim tells of, a school, a market, or of supplies: water, aid, or of agreements: a truce, a swap.

By them two strikes on one town, two cuts, or two agreements are told apart; two bombings also by the kind of bomb.
"""

from __future__ import annotations

import re
from functools import lru_cache

from warmonitor.lang.wordlists import Pattern, any_of, lists, pattern_of, words_of

from .names import plain

_WORD = re.compile(r"\w+")
_COMPOUNDS = {kind: pattern_of("sites of two words", kind) for kind in lists()["sites of two words"]}
"""A camp of those who fight is a base, and one of those who fled is none; a power station is no stop on a road."""
_COMPOUND = Pattern(lambda: rf"\b(?:{'|'.join(any_of('sites of two words', kind) for kind in _COMPOUNDS)})\b")
_AREA = "area"
"""A part of a town that may hold any site: who names one and who names the school there tell of one strike."""
_OF = {
    part: {word: kind for kind in lists()[part] for word in words_of(part, kind)}
    for part in ("sites", "supplies", "deals")
}


@lru_cache(maxsize=1 << 14)
def sites(words: str) -> frozenset[str]:
    """The kinds of sites that the words name, in the singular or with an s.

    >>> sorted(sites("two shells on the market, one on Mill Bridge"))
    ['bridge', 'trade']
    >>> sorted(sites("an army camp")), sorted(sites("the camp of Dor"))
    (['base'], ['camp'])
    >>> sorted(sites("the power station beside the station"))
    ['road', 'works']
    >>> sorted(sites("a residential quarter")), sorted(sites("a residential building"))
    ([], ['home'])
    """
    said = plain(words)
    if not _COMPOUND.stands_in(said):
        return _kinds(said, "sites") - {_AREA}  # as of most words
    compounds = frozenset(kind for kind, pattern in _COMPOUNDS.items() if pattern.stands_in(said))
    for kind in compounds:
        said = _COMPOUNDS[kind].sub(" ", said)
    return (compounds | _kinds(said, "sites")) - {_AREA}


@lru_cache(maxsize=1 << 14)
def supplies(words: str) -> frozenset[str]:
    """The kinds of supplies that the words name.

    >>> sorted(supplies("two trucks with flour and water"))
    ['aid', 'water']
    """
    return _kinds(plain(words), "supplies")


@lru_cache(maxsize=1 << 14)
def deals(words: str) -> frozenset[str]:
    """The kinds of agreements that the words name.

    >>> sorted(deals("a truce, and the exchange of prisoners"))
    ['swap', 'truce']
    """
    return _kinds(plain(words), "deals")


BOMBS = {kind: pattern_of("bombs", kind) for kind in lists()["bombs"]}


@lru_cache(maxsize=1 << 14)
def bombs(quote: str) -> frozenset[str]:
    """The kinds of bombs that the words name: one that somebody brought, that lay there, or that was thrown.

    >>> sorted(bombs("a suicide car bomber")), sorted(bombs("a roadside bomb hit a car"))
    (['brought'], ['laid'])
    """
    return frozenset(kind for kind, words in BOMBS.items() if words.stands_in(quote))


def _kinds(words: str, part: str) -> frozenset[str]:
    of = _OF[part]
    said = set(_WORD.findall(words))
    return frozenset([of[form] for word in said for form in (word, word.removesuffix("s")) if form in of])
