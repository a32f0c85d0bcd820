"""The main displacement figure of an excerpt, as displacement monitors list it: how many, in which unit, by which term (IDMC's IDETECT)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from warmonitor.lang.doc import Doc
from warmonitor.model import Count, EventType
from warmonitor.read.lexicon import lexicon, words_of

from .claimed import counts
from .numbers import stated


@dataclass(frozen=True, slots=True)
class Figure:
    """`quantity` as written ("about 2,000" is 2000; of a range the upper end), `unit` People or Households, `term` as IDETECT names it."""

    quantity: int
    unit: str
    term: str


def unglued(text: str) -> str:
    """The text with the blanks that a PDF lost between words and numbers.

    >>> unglued("displaced about4,400 peoplewere")
    'displaced about 4,400 people were'
    """
    return _glued().sub(" ", text)


@cache
def _glued() -> re.Pattern[str]:
    """Where a blank is missing: before a number, between it and what is counted, between that and its verb."""
    counted, verbs = ("|".join(sorted(_words(key))) for key in ("counted", "verbs"))
    # Each head by itself, as what is looked for behind a place has one length.
    heads = "|".join(f"(?<={head})" for head in sorted(_words("heads")))
    return re.compile(rf"(?<=[a-z]{{3}})(?=\d)|(?<=\d)(?={counted})|(?:{heads})(?=(?:{verbs})\b)")


def figure(doc: Doc) -> Figure | None:
    """The figure that an excerpt is about; None where it counts nobody and no home.

    The first people said to be displaced or hosted, else the first homes said to be lost, else whoever is counted first.
    """
    every = counts(doc, 0, len(doc), EventType.DISPLACEMENT, "")
    found = [c for c in every if c.what not in ("killed", "injured", "strikes")]
    ranked = [(_rank(c), n, c) for n, c in enumerate(found)]
    if not ranked:
        return None
    _, _, count = min(ranked, key=lambda r: r[:2])
    quantity = _written(doc, count)
    return Figure(quantity, unit(count.who), _term(doc, count)) if quantity is not None else None


def unit(who: str) -> str:
    """People, or Households where families or homes are counted."""
    nouns = {w.lower() for w in re.findall(r"[\w-]+", who)}
    return "Households" if nouns & _words("households") else "People"


def _rank(count: Count) -> int:
    small = (count.high if count.high is not None else count.low) < 20 or count.rule.startswith("vague")
    if count.what in ("displaced", "hosted"):
        return (0 if count.who else 1) + 4 * small
    if unit(count.who) == "Households":
        return 2 + 4 * small
    return 3 + 4 * small


def _written(doc: Doc, count: Count) -> int | None:
    if count.span is None:
        return None
    start, end = doc.words_in(count.span.start, count.span.end)
    between = start > 0 and doc.words[start - 1].lower() in words_of("counts", "between")
    found = stated([w.lower() for w in doc.words[start - between : end]])
    return found if found is not None else count.low


def _term(doc: Doc, count: Count) -> str:
    """The term whose words stand nearest in the figure's sentence."""
    if count.span is None:
        return "Displaced"
    first, last = doc.words_in(count.span.start, count.span.end)
    start, end = doc.sents[doc.sent_of[first]]
    far = {
        t: min((abs(i - (last if i >= last else first)) for i in range(start, end) if _is(doc, i, words)), default=99)
        for t, words in _terms().items()
    }
    best = min(far, key=lambda t: far[t])
    return best if far[best] < 99 else "Displaced"


def _is(doc: Doc, i: int, words: frozenset[str]) -> bool:
    return doc.words[i].lower() in words


@cache
def _terms() -> dict[str, frozenset[str]]:
    return {row["term"]: frozenset(row["words"]) for row in lexicon("counts")["displacement"]["terms"]}


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(lexicon("counts")["displacement"][key])
