"""The quantities of a quote: numbers with the nouns that they count, and single unnamed people and things."""

from __future__ import annotations

import re

from warmonitor.read.lexicon import any_of, words_of

from .numbered import counted, outdated
from .quote import Quantity, Quote
from .singles import single

PEOPLE = frozenset({"person", "combatant", "bare", "unknown"})
"""Classes that may be people: a bare number may, and an unknown noun."""


def quantities(quote: Quote) -> list[Quantity]:
    """The quantities of a quote, left to right and apart."""
    found: list[Quantity] = []
    opens = {n.start: n for n in quote.numbers}
    i = 0
    out = -1  # where the last number that counts nothing ends
    while i < len(quote):
        number = opens.get(i)
        if number is None:
            quantity = single(quote, i, found)
        elif outdated(quote, number):
            i = number.end
            continue
        elif out == number.start - 1 and quote.word(out) in words_of("counts", "uncounted_too"):
            quantity = None  # "aged 6 and 9"
        else:
            quantity = counted(quote, number) or single(quote, i, found)
        if quantity is not None and found and _owns(quote, quantity, found[-1]):
            i, quantity = quantity.end - 1, None
        if number and quantity is None:
            out = number.end
        if quantity is not None:
            quantity.subset = _is_subset(quote, quantity)
            found.append(quantity)
        i = max(quantity.end if quantity else 0, number.end if number else 0, i + 1)
    return found


def _owns(quote: Quote, q: Quantity, last: Quantity) -> bool:
    """Whether one person or body is whose the ones before are: "five members of | one family |"."""
    one = q.single or q.number.low == q.number.high == 1
    return one and last.end == q.start - 1 and quote.word(last.end) == "of"


def _is_subset(quote: Quote, q: Quantity) -> bool:
    """Whether a quantity is part of the one before: "including 3 children", "five of them women", "three children among them"."""
    pronouns = words_of("counts", "pronouns")
    before = [quote.word(q.start - 2), quote.word(q.start - 1)]
    if words_of("counts", "part_behind").intersection(before) or (before[0] == "of" and before[1] in pronouns):
        return True
    if quote.word(q.number.end) == "of" and quote.word(q.number.end + 1) in pronouns:
        return True
    return quote.word(q.end) == "among" and quote.word(q.end + 1) in pronouns


def is_agent(word: str) -> bool:
    """Whether an unknown plural looks like people by its ending: "visitors", "organisers"."""
    return re.fullmatch(f".+{any_of('counts', 'agents')}", word) is not None
