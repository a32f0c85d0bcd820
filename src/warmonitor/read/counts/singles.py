"""Single unnamed people and things: "a child", "one of his comrades", "a tank"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from warmonitor.lang.numerals import numerals
from warmonitor.read.lexicon import words_of

from .numbered import counted
from .numbers import Number
from .quote import INDIVIDUALS, REACH, Quantity, Quote, nouns

_ASIDE = frozenset([",", "", "."])
"""What ends an aside."""
_TAKEN = frozenset(["displaced", "detained"])
"""Classes of nouns that tell what befell somebody before: "a refugee", "a hostage"."""


def single(quote: Quote, i: int, found: Sequence[Quantity]) -> Quantity | None:
    """The single person or thing that word `i` opens, given the quantities `found` before it."""
    if found and found[-1].single and _is_beside(quote, i, found[-1]):
        return _one(quote, i, i, i + 1, i)
    if quote.word(i) not in _openers():
        return None
    if quote.word(i) == "one":
        return _one_of(quote, i)
    if _one_more(quote, i):
        end = i + 1 + (quote.word(i) not in words_of("counts", "one_more"))
        return Quantity(Number(i, end, i, 1, 1, "single"), i, end, None, "bare", single=True)
    if quote.word(i) in nouns().singles:
        return _person(quote, i) or _thing(quote, i)
    if quote.word(i) == "the" and quote.word(i - 1) in words_of("counts", "harming"):
        return _person(quote, i)
    return None


@cache
def _openers() -> frozenset[str]:
    """The words that can open a single person or thing; few of a quote's are among them."""
    return frozenset().union(
        nouns().singles, *(words_of("counts", key) for key in ("articles", "one_more")), ("one", "the")
    )


def _one_more(quote: Quote, i: int) -> bool:
    """Whether somebody without a noun is told of at word `i`: "killing a farmer and wounding | another |", "| a third | was wounded"."""
    nth = quote.word(i) in words_of("counts", "articles") and quote.word(i + 1) in numerals().ordinals
    if not nth and quote.word(i) not in words_of("counts", "one_more"):
        return False
    behind = quote.word(i + 1 + nth)
    return (
        not behind
        or behind in ".,;"
        or behind in nouns().participles
        or behind in words_of("counts", "passive_auxiliaries")
    )


def _one(quote: Quote, at: int, start: int, end: int, head: int) -> Quantity:
    return Quantity(
        Number(at, at + 1, at, 1, 1, "single"), start, end, head, nouns().singular[quote.word(head)], single=True
    )


def _is_beside(quote: Quote, i: int, last: Quantity) -> bool:
    """Whether word `i` is a person in one list with `last`, without an article of its own: "a woman and child"."""
    if not (last.end == i or (last.end == i - 1 and quote.word(i - 1) in ("and", ","))):
        return False
    return nouns().singular.get(quote.word(i)) in INDIVIDUALS and not _named(quote, i) and quote.upos(i + 1) != "NOUN"


def _one_of(quote: Quote, i: int) -> Quantity | None:
    """ "one of his comrades", not "one of four zones"."""
    if (
        quote.word(i + 1) != "of"
        or quote.word(i - 1) in words_of("counts", "not_one")
        or quote.is_number(i + 2)
        or quote.is_number(i + 3)
    ):
        return None
    quantity = counted(quote, Number(i, i + 2, i, 1, 1, "single"), plural=True)
    if quantity is None or quantity.kind not in INDIVIDUALS:
        return None
    quantity.single = True
    return quantity


def _person(quote: Quote, i: int) -> Quantity | None:
    """ "a child", "another soldier", "his son", "a 5-year-old girl"."""
    head: int | None = None
    for j in range(i + 1, min(i + REACH, len(quote))):
        word = quote.word(j)
        if (
            word in nouns().singles
            or word in words_of("counts", "no_single")
            or word.endswith("ing")
            or quote.breaks(j)
        ):
            break
        if j in quote.number_words and quote.word(j + 1) != "-":
            return None
        kind = nouns().singular.get(word)
        if kind in INDIVIDUALS | _TAKEN:
            head = j
        elif head is not None:
            if kind or nouns().plural.get(word) or quote.upos(j) == "NOUN":
                return None  # "a terrorist attack", "a soldier's house"
            break
    return (
        None if head is None or _named(quote, head) or _apposed(quote, i, head) else _one(quote, i, i, head + 1, head)
    )


def _thing(quote: Quote, i: int) -> Quantity | None:
    """ "a tank", "an ammunition depot", up to what ends the phrase."""
    if quote.word(i) not in words_of("counts", "articles"):
        return None
    end = i + 1
    while (
        end < min(i + REACH, len(quote))
        and not quote.breaks(end)
        and not quote.is_number(end)
        and quote.word(end) not in nouns().singles
    ):
        end += 1
    return _one(quote, i, i, end, end - 1) if nouns().singular.get(quote.word(end - 1)) == "thing" else None


def _apposed(quote: Quote, start: int, head: int) -> bool:
    """Whether a name between commas stands beside a single person: "a nurse, Amal Said,", "Amal Said, a nurse,"."""
    people = [(e.start - quote.first, e.end - quote.first) for e in quote.doc.ents if e.label == "person"]
    behind = any(a == head + 2 and quote.word(b) in _ASIDE for a, b in people if quote.word(head + 1) == ",")
    before = any(b == start - 1 and quote.word(head + 1) in _ASIDE for a, b in people if quote.word(start - 1) == ",")
    return behind or before


def _named(quote: Quote, head: int) -> bool:
    """Whether a name follows the noun: "a judge Ahmad al-Ali", "a clerk named Omar"."""
    follows = quote.word(head + 1)
    if follows in words_of("counts", "naming"):
        return True
    return quote.written(head + 1)[:1].isupper() and follows not in nouns().unit_before and not follows.endswith("day")
