"""How many people and things a claim counts, and what happened to them.

Things, places and strikes count as their noun says, people by what befell them (`befallen`). Words and their examples stand in `lang/en/counts.yml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from warmonitor.lang.doc import Doc
from warmonitor.model import Count, EventType, Span
from warmonitor.read.lexicon import words_of

from .befallen import HARM, People, is_harmed, or_hurt
from .numbered import is_year
from .numbers import LOOKED_BACK, numbers
from .quantities import PEOPLE, quantities
from .quote import Quantity, Quote, nouns

BOUNDED = frozenset(["from", "above", "upto", "below", "about"])
_MARKS = '"“”'
SUBJECT = 6
"""Words that a subject cut off before the quote may have."""

FIGURE = 20
"""Words between "the number of" somebody and the number."""

_words = partial(words_of, "counts")


def counts(doc: Doc, start: int, end: int, type_: EventType, report: str) -> list[Count]:
    """The counts of the claim of type `type_` whose quote is the words `start` to `end` (exclusive) of a report's document, in text order.

    `who` is the noun phrase as written; `report` is the id that the spans carry.
    """
    quote = Quote(doc, _with_subject(doc, start), end)
    found = quantities(quote)
    if not found:
        return []
    for q in found:
        q.what = _by_noun(quote, q, type_)
        q.rule = "known" if q.kind in PEOPLE and _known(quote, q) else q.kind
        if q.kind in ("displaced", "detained") and q.what is None:
            q.kind = "person"
    _single_things(quote, found)
    _parts_of_things(quote, found)
    people = [q for q in found if q.kind in PEOPLE or q.what in HARM or q.what == "detained"]
    People(quote, type_, people).read()
    if type_ is EventType.DISPLACEMENT and not people:
        for q in found:
            q.what = "places" if q.kind == "place" else q.what  # "residents of four villages had left"
    return [_count(quote, q, report) for q in found if q.what]


def retold(doc: Doc, words: tuple[int, int], before: Sequence[Count], report: str) -> Iterator[Count]:
    """The count of a clause that has no noun of its own and tells another figure of whom the first of `before` counts: "…, | the rebels say 12 |"."""
    for number in numbers(doc.words, *words)[-1:] if before else ():
        span = Span(report, *doc.chars(number.start, number.end))
        yield Count(before[0].what, before[0].who, number.low, number.high, span, f"{number.rule}; as told before it")


def _with_subject(doc: Doc, start: int) -> int:
    """Where the quote starts when a number that was cut off right before it is taken in: "25 | civilians", "Six people | were killed"."""
    first = doc.sents[doc.sent_of[start]][0] if doc.sents else 0
    upos = doc.upos[start] if doc.upos else ""
    opened = max(first, start - LOOKED_BACK)
    for n in numbers(doc.words[opened : start + LOOKED_BACK]):
        if opened + n.start < start < opened + n.end and n.rule in BOUNDED:
            return opened + n.start  # "at least | 15 people", "at | least 15 people"
    if upos == "NOUN":
        at = start
    elif upos in ("AUX", "VERB"):
        verb = doc.heads[start] if doc.deps[start].startswith("aux") else start
        subjects = (doc.subtree(c) for c in doc.children[verb] if c < start and doc.deps[c].startswith("nsubj"))
        at = next((words[0] for words in subjects if words[-1] == start - 1 and len(words) <= SUBJECT), start)
    else:
        return start
    near = max(first, at - 4)
    before = max(0, near - LOOKED_BACK)
    found = (
        (n.start + before, n.end + before)
        for n in numbers(doc.words[before:start], near - before)
        if not is_year(doc.words[before + n.first], n)
    )
    return next((a for a, b in found if b == at == start or a <= at < b), start)


def _count(quote: Quote, q: Quantity, report: str) -> Count:
    doc, at = quote.doc, quote.first
    first = q.start if q.single else q.number.end
    while first < q.end - 1 and (
        quote.word(first) in _words("uncounted") or (quote.is_number(first) and not quote.measures(first))
    ):
        first += 1
    end = _whose(quote, q.end)
    first = q.end + 1 if end > q.end else first
    who = doc.quote(at + first, at + end) if first < end else ""
    if not who and q.number.rule == "vague":
        who = doc.quote(at + q.start, at + q.end)
    who = who if who and who not in _words("harmed") else _of_figure(quote, q) or who
    if sum(c in _MARKS for c in who) % 2:
        who = who.strip(_MARKS)  # "203 | "terrorists | """
    span = Span(report, *doc.chars(at + q.start, at + q.end))
    return Count(q.what or "other", who, q.number.low, q.number.high, span, f"{q.number.rule}; {q.rule}")


def _whose(quote: Quote, end: int) -> int:
    """Where those whose bodies are counted end, behind a quantity that ends before word `end`: "21 bodies of | soldiers"; else `end`."""
    at = end + 1
    if quote.word(end - 1) not in _words("remains") or quote.word(end) != "of":
        return end
    while at < len(quote) and not quote.breaks(at) and not quote.is_number(at):
        at += 1
    return at if at > end + 1 else end


def _of_figure(quote: Quote, q: Quantity) -> str:
    """Of whom a number alone is where a figure is put at it: "the number of | dead soldiers | at seven and | the Front's | at 60"."""
    end = q.start - 1
    if quote.word(end) not in _words("put_at"):
        return ""
    if numbered := _numbered(quote, end):
        return numbered
    owned = quote.word(end - 1) in _words("possessive")
    start = end = end - owned
    while (
        start > 0 and not quote.breaks(start - 1) and not quote.is_number(start - 1) and quote.word(start - 1) != "of"
    ):
        start -= 1
    own = next((w for w in range(start, end) if quote.word(w) in _words("own")), None)
    start = start if own is None else own
    told = end - start > 1 and quote.word(end - 2) not in _words("uncounted")
    deaths = told and nouns().plural.get(quote.word(end - 1)) in HARM  # "put | rebel deaths | at 250"
    if not (owned or own is not None or deaths or quote.word(start - 1) == "of"):
        return ""  # "the ministry put the dead at 12 and | the rebels | at 30"
    while start < end and quote.word(start) in _words("uncounted"):
        start += 1
    figure = quote.doc.lemmas[quote.first + end - 1] in words_of("attribution", "figures")
    if start >= end or (figure and own is None and not deaths):
        return ""
    return quote.doc.quote(quote.first + start, quote.first + end)


def _numbered(quote: Quote, end: int) -> str:
    """Those of whom a number is told that stands further on: "the number of | soldiers | lost in the past 24 hours at 1,500"."""
    for of in range(end - 1, max(0, end - FIGURE), -1):
        if quote.word(of) == "of" and quote.word(of - 1) == "number":
            stop = of + 1
            while stop < end and not quote.breaks(stop) and quote.word(stop) not in _words("harmed"):
                stop += 1
            named = stop > of + 1 and quote.word(of + 1) not in _words("pronouns")
            return quote.doc.quote(quote.first + of + 1, quote.first + stop) if named else ""
    return ""


def _known(quote: Quote, q: Quantity) -> bool:
    """Whether the number takes up things told before: "the two towns", "these 12 men"."""
    before = quote.word(q.start - 1)
    return q.number.rule == "exact" and (before in _words("known") or (before == "the" and q.number.low == 2))


def _by_noun(quote: Quote, q: Quantity, type_: EventType) -> str | None:
    """What things, places and strikes are counted as, and people whose noun tells what befell them ("12 dead")."""
    if _known(quote, q) and q.kind in ("thing", "place", "strike"):
        return None
    vague = q.number.rule == "vague"
    strikes = type_.value in _words("strikes")
    match q.kind:
        case "casualty":
            return "other"
        case "thing":
            return None if q.single else "other"
        case "unknown" if type_ is EventType.DESTRUCTION and q.number.low != 1:
            return "other"
        case "place" if type_ is EventType.DEPLOYMENT:
            return "other"
        case "place":
            aside = vague and strikes and quote.word(q.start - 1) in _words("wheres")  # "raids on several districts"
            return "places" if type_.value in _words("places") and not aside else None
        case "strike":
            return "strikes" if strikes else None if vague else "other"
        case "killed" | "injured":
            both = or_hurt(quote, q.end) or _words("dead_and_wounded") <= set(quote.low[q.number.end : q.end])
            return "other" if both else q.kind
        case "detained":
            return q.kind if type_.value in _words("taken") else None
    return None


def _parts_of_things(quote: Quote, found: Sequence[Quantity]) -> None:
    """Count parts of things as the things, where no harm says that they are people: "45 drones, of which 32 …", "17 villages, three of them …"."""
    for whole, part in pairwise(found):
        of_things = part.subset and part.kind == "bare" and whole.kind in ("thing", "place", "strike")
        if of_things and not is_harmed(quote, part.end):
            part.kind, part.what, part.rule = whole.kind, whole.what, "part"


def _single_things(quote: Quote, found: Sequence[Quantity]) -> None:
    """Count "a tank" where it stands in one list with numbered things: "a tank and two cars"."""
    for row in (found, found[::-1]):
        for q, beside in pairwise(row):
            a, b = sorted((q, beside), key=lambda x: x.start)
            listed = all(w in _words("rows") for w in quote.low[a.end : b.start])
            if beside.single and beside.kind == q.kind == "thing" and q.what and listed:
                beside.what, beside.rule = q.what, "listed"
