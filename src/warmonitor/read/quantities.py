"""Numbers in a quote with the nouns that they count, and single unnamed people.

Words decide where a document has no parse; where it has one, `nummod` tells the noun that a number counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from warmonitor.lang.doc import Doc

from .lexicon import lexicon
from .numbers import Number, numbers

PEOPLE = frozenset({"person", "combatant", "bare", "unknown"})
REACH = 8  # words from a number to its noun

_SINGULAR = frozenset(["person", "combatant"])
_SKIPPED = frozenset(
    "of the these those his her their its our your other further additional more another separate different new first last".split()
)
_PRONOUNS = frozenset(["them", "whom", "which", "us", "those"])
_AGENTIVE = re.compile(r".+(?:ers|ors|ists|ians|men|women|ees)$")
_ADJECTIVES_OF_HARM = frozenset(["dead", "killed", "wounded", "injured", "displaced"])
_NOT_ONE_BEFORE = frozenset("no any every this that each which the not same only number war".split())
_NOT_ONE_AFTER = frozenset("another side such day step that of".split())
_ADVERBS = frozenset("more dead missing seriously lightly critically badly reported reportedly".split())
_BREAKS = frozenset(
    "in on at by for from with to into near during when while who which that and or but as after before since including among was were is are be been "
    "has have had will would could may might must can do did said says say he she it they him us we you i not also due because through over under between "
    "against across around outside inside about without within amid toward towards per than then there this if although though where whose whom so only "
    "still both each via killing wounding injuring destroying leaving bringing causing following claiming fled died".split()
)


@dataclass(slots=True)
class Quantity:
    """A number and its noun, in word numbers of the quote: `start` to `end`, the noun's head and class; `single` for "a child".

    `subset` marks a part of the quantity before ("including 3 children"). `what` and `rule` are filled in once they are known.
    """

    number: Number
    start: int
    end: int
    head: int | None
    kind: str
    single: bool = False
    subset: bool = False
    what: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Nouns:
    """The nouns of counts.yml by number, and the words around a number that make it no count."""

    plural: dict[str, str]
    singular: dict[str, str]
    unit_after: frozenset[str]
    time_after: frozenset[str]
    unit_before: frozenset[str]
    name_after: frozenset[str]
    name_before: frozenset[str]
    singles: frozenset[str]
    participles: frozenset[str]

    def kind(self, word: str, *, one: bool) -> str | None:
        return (self.singular.get(word) if one else None) or self.plural.get(word)


@cache
def nouns() -> Nouns:
    data = lexicon("counts")
    plural: dict[str, str] = {}
    singular: dict[str, str] = {}
    for kind, names in data["nouns"].items():
        for name in names:
            one, _, many = name.lower().partition("/")
            if one != "-":
                singular.setdefault(one, kind)
            plural.setdefault(many or _plural(one), kind)
    rows = data["not_counts"]
    word_sets = {
        (side, row["name"] == "name"): frozenset(
            w for r in rows if (r["name"] == "name") == (row["name"] == "name") for w in r.get(side, ())
        )
        for row in rows
        for side in ("before", "after")
    }
    return Nouns(
        plural=plural,
        singular=singular,
        unit_after=word_sets["after", False],
        time_after=frozenset(w for r in rows if r["name"] == "time" for w in r["after"])
        - {"second", "local", "am", "pm"},
        unit_before=word_sets["before", False],
        name_after=word_sets["after", True],
        name_before=word_sets["before", True],
        singles=frozenset(data["singles"]),
        participles=frozenset(p for cue in data["cues"] for p in cue["passive"] if " " not in p),
    )


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


class Quote:
    """The words of one quote, lower-cased, with the parse where there is one; all word numbers count from its first word."""

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        self.doc, self.first, self.last = doc, start, end
        self.low = [w.lower() for w in doc.words[start:end]]
        self.parsed = bool(doc.upos) and any(u != "X" for u in doc.upos[start:end])

    def __len__(self) -> int:
        return len(self.low)

    def word(self, i: int) -> str:
        """Word `i` in lower case; empty outside the quote."""
        return self.low[i] if 0 <= i < len(self.low) else ""

    def written(self, i: int) -> str:
        return self.doc.words[self.first + i] if 0 <= i < len(self.low) else ""

    def breaks(self, i: int) -> bool:
        """Whether word `i` ends a noun phrase that runs up to it."""
        word = self.low[i]
        if (word in _BREAKS and self.written(i) not in ("US", "IS")) or word in ".,;:!?()[]—" or not (word[0].isalnum() or word in "-\"“”'‘’" or self.touches(i)):
            return True
        return (
            self.upos(i) in ("VERB", "AUX")
            and self.dep(i) not in ("amod", "compound")
            and word not in _ADJECTIVES_OF_HARM
            and not self.touches(i)
        )

    def touches(self, i: int) -> bool:
        """Whether word `i` stands right behind word `i - 1`, without a blank."""
        at = self.first + i
        return 0 < i < len(self.low) and self.doc.starts[at] == self.doc.ends[at - 1]

    def upos(self, i: int) -> str:
        return self.doc.upos[self.first + i] if self.parsed and 0 <= i < len(self.low) else ""

    def dep(self, i: int) -> str:
        return self.doc.deps[self.first + i] if self.parsed else ""

    def head(self, i: int) -> int:
        """The head of word `i`; it may lie outside the quote."""
        return self.doc.heads[self.first + i] - self.first

    def children(self, i: int) -> Iterator[int]:
        if self.parsed:
            yield from (c - self.first for c in self.doc.children[self.first + i] if self.first <= c < self.last)

    @cached_property
    def numbers(self) -> list[Number]:
        return numbers(self.low)

    @cached_property
    def number_words(self) -> frozenset[int]:
        return frozenset(i for n in self.numbers for i in range(n.first, n.end))


def quantities(quote: Quote) -> list[Quantity]:
    """The quantities of a quote, left to right and apart."""
    found: list[Quantity] = []
    opens = {n.start: n for n in quote.numbers}
    i = 0
    out = -1  # where the last number that counts nothing ends
    while i < len(quote):
        number = opens.get(i)
        if number and out == number.start - 1 and quote.word(out) in ("and", "to", "or", "-", "–"):
            quantity = None  # "aged 6 and 9"
        else:
            quantity = _counted(quote, number) if number else _single(quote, i, found)
        if number and quantity is None:
            out = number.end
        if quantity is not None:
            quantity.subset = _is_subset(quote, quantity)
            found.append(quantity)
        i = max(quantity.end if quantity else 0, number.end if number else 0, i + 1)
    return found


def _counted(quote: Quote, number: Number, *, plural: bool = False) -> Quantity | None:
    """The quantity that a number opens, or None where it counts nothing; `plural`: of many nouns, though it says one."""
    if not plural and not _may_count(quote, number):
        return None
    one = number.low == number.high == 1 and not plural
    head, end = _noun(quote, number, one=one)
    if head is None:
        if (
            quote.word(number.first)[0].isdigit()
            and number.rule == "exact"
            and number.first > 1
            and quote.written(number.first - 1)[:1].isupper()
        ):
            return None  # "al-Mazzeh 86", "Division 30"
        bare = (
            end >= len(quote)
            or quote.breaks(end)
            or quote.word(end) in nouns().participles
            or quote.word(end) in _ADVERBS
        )
        return Quantity(number, number.start, end, None, "bare") if bare else None
    kind = nouns().kind(quote.word(head), one=one) or nouns().kind(quote.word(head), one=True) or "unknown"
    return Quantity(number, number.start, end, head, kind)


def _may_count(quote: Quote, number: Number) -> bool:
    """Whether a number can be a count at all: no date, age, distance, name, or part of a longer word."""
    lex, first, after = nouns(), number.first, number.end
    before, follows, second = quote.word(first - 1), quote.word(after), quote.word(after + 1)
    digits = quote.word(first)[0].isdigit()
    if (
        (before in lex.unit_before and (digits or before == "aged"))
        or follows in lex.unit_after
        or follows == "-"
        or _year(quote, number)
    ):
        return False
    if (
        second in lex.time_after
        and follows[0].isalpha()
        and follows not in _BREAKS
        and not nouns().kind(follows, one=False)
    ):
        return False
    if quote.word(number.start - 1) == "of" and quote.word(number.start - 2) == "population":
        return False
    if (
        quote.touches(first)
        and before in ("-", "–", "/", ".", ":")
        or quote.touches(after)
        and follows in ("/", ":", "mm", "km", "th")
    ):
        return False
    if quote.word(first) == "one" and (before in _NOT_ONE_BEFORE or follows in _NOT_ONE_AFTER):
        return False
    if follows in lex.name_after or (digits and before in lex.name_before):
        return False
    return not _age(quote, number)


def _age(quote: Quote, number: Number) -> bool:
    """ "a girl of 14", "his wife, 44, and": an age."""
    lex, before, follows = nouns(), quote.word(number.first - 1), quote.word(number.end)
    owner = quote.word(number.start - 1)
    if number.rule in ("below", "above") and (owner in ("ages", "age") or lex.kind(owner, one=True) == "person"):
        return True
    if number.rule != "exact" or number.high is None or number.high > 110:
        return False
    if before == "of":
        return quote.word(number.first - 2) in lex.singular and lex.singular[quote.word(number.first - 2)] in _SINGULAR
    return (
        before == ","
        and follows in (",", ".", ")", "")
        and quote.word(number.first)[0].isdigit()
        and quote.written(number.first - 2)[:1].isalpha()
        and (quote.written(number.first - 2)[0].isupper() or quote.word(number.first - 2) in lex.singular)
    )


def _year(quote: Quote, number: Number) -> bool:
    word = quote.word(number.first)
    if not (
        len(word) == 4
        and word.isdigit()
        and 1900 <= int(word) <= 2100
        and number.end == number.first + 1
        and number.rule == "exact"
    ):
        return False
    before = quote.word(number.first - 1)
    if (
        before in ("in", "since", "of", "from", "early", "late", "mid", "by", "until", "-", "during")
        or before in nouns().unit_before
    ):
        return True
    return _noun(quote, number, one=False)[0] is None


def _noun(quote: Quote, number: Number, *, one: bool) -> tuple[int | None, int]:
    """The head of what a number counts (None where it stands alone) and the end of the phrase."""
    at = number.end
    while quote.word(at) in _SKIPPED:
        at += 1
    if quote.word(at) in _PRONOUNS and at > number.end:
        return None, at + 1
    by_words = _by_words(quote, at, one=one)
    by_parse = _by_parse(quote, number)
    lex = nouns()
    if by_parse is not None and by_parse != by_words and (by_words is None or lex.kind(quote.word(by_parse), one=one)):
        return by_parse, by_parse + 1
    if by_words is not None:
        return by_words, by_words + 1
    while at > number.end and quote.word(at - 1) in _SKIPPED - {"more", "other"}:
        at -= 1
    return None, at


def _by_words(quote: Quote, at: int, *, one: bool) -> int | None:
    """The first known noun from word `at` on, or the last of several in a row, before anything that ends a noun phrase."""
    lex = nouns()
    head: int | None = None
    spare: int | None = None  # "30 terrorist": a singular where a plural should stand
    for i in range(at, min(at + REACH, len(quote))):
        word = quote.word(i)
        if (i in quote.number_words and not quote.touches(i)) or (
            quote.breaks(i) and not (head is None and _bridges(quote, at, i))
        ):
            break
        if not one and lex.singular.get(word) in _SINGULAR:
            spare = i
        known = lex.kind(word, one=one)
        if known and not (word in _ADJECTIVES_OF_HARM and lex.kind(quote.word(i + 1), one=one)):
            head = i
        elif head is not None and word not in ("'s", "’s", "'", "’", "-"):
            break
        elif head is None and word in lex.participles and word not in _ADJECTIVES_OF_HARM and quote.word(i - 1) != "-":
            break
        elif head is None and word in _ADJECTIVES_OF_HARM and not _leads_to_noun(quote, i + 1, one=one):
            break
        if head == i and word in _ADJECTIVES_OF_HARM:
            break
        if head is not None and quote.word(i + 1) in _ADJECTIVES_OF_HARM:
            break
    return spare if head is None else head


def _bridges(quote: Quote, at: int, i: int) -> bool:
    """Whether the "and" at word `i` joins two adjectives of one noun: "three Russian and Syrian regime air raids"."""
    if quote.word(i) != "and" or i == at or not quote.parsed or i + 1 >= len(quote):
        return False
    return (
        quote.upos(i - 1) in ("ADJ", "PROPN", "NOUN")
        and quote.upos(i + 1) in ("ADJ", "PROPN", "NOUN")
        and i + 1 not in quote.number_words
    )


def _leads_to_noun(quote: Quote, at: int, *, one: bool) -> bool:
    """Whether a known noun stands within three words from `at` on, with nothing between that ends a phrase."""
    for i in range(at, min(at + 3, len(quote))):
        if quote.word(i) in _BREAKS or not quote.word(i)[0].isalpha():
            return False
        if nouns().kind(quote.word(i), one=one):
            return True
    return False


def _by_parse(quote: Quote, number: Number) -> int | None:
    """The noun that the parse hangs the number on, or that hangs on "dozens of"."""
    if not quote.parsed:
        return None
    for i in range(number.end - 1, number.first - 1, -1):
        head = quote.head(i)
        if number.first <= head < number.end:
            continue
        if quote.dep(i).startswith("nummod") and number.end <= head < min(number.end + REACH, len(quote)):
            between = range(number.end, head)
            return (
                None
                if any(
                    quote.breaks(w) or (w in quote.number_words and not quote.touches(w))
                    for w in between
                    if quote.word(w) != "of"
                )
                else head
            )
        if quote.word(number.end) == "of":
            return next(
                (
                    c
                    for c in quote.children(i)
                    if quote.dep(c).startswith("nmod") and number.end < c < number.end + REACH
                ),
                None,
            )
    return None


def _single(quote: Quote, i: int, found: list[Quantity]) -> Quantity | None:
    """ "a child", "another soldier", "his son", "a 5-year-old girl" from word `i` on: one unnamed person.

    Next to such a one the article may be missing ("a woman and child").
    """
    beside = (
        found
        and found[-1].single
        and (found[-1].end == i or (found[-1].end == i - 1 and quote.word(i - 1) in ("and", ",")))
    )
    if (
        beside
        and nouns().singular.get(quote.word(i)) in _SINGULAR
        and not _named(quote, i)
        and quote.upos(i + 1) != "NOUN"
    ):
        return Quantity(Number(i, i + 1, i, 1, 1, "single"), i, i + 1, i, nouns().singular[quote.word(i)], single=True)
    if _one_of_several(quote, i):
        quantity = _counted(quote, Number(i, i + 2, i, 1, 1, "single"), plural=True)
        if quantity is not None and quantity.kind in ("person", "combatant"):
            quantity.single = True
            return quantity
    if quote.word(i) not in nouns().singles:
        return None
    head: int | None = None
    for j in range(i + 1, min(i + REACH, len(quote))):
        word = quote.word(j)
        if (
            word in nouns().singles
            or word in ("the", "total", "number", "group")
            or word.endswith("ing")
            or quote.breaks(j)
        ):
            break
        if j in quote.number_words and quote.word(j + 1) != "-":
            return None
        kind = nouns().singular.get(word)
        if kind in _SINGULAR:
            head = j
        elif head is not None:
            if nouns().plural.get(word) or kind or quote.upos(j) == "NOUN":
                return None  # "a terrorist attack", "a soldier's house"
            break
    if head is None or _named(quote, head):
        return None
    return Quantity(
        Number(i, i + 1, i, 1, 1, "single"), i, head + 1, head, nouns().singular[quote.word(head)], single=True
    )


def _one_of_several(quote: Quote, i: int) -> bool:
    """ "one of his comrades", not "one of four zones"."""
    return (
        quote.word(i) == "one"
        and quote.word(i + 1) == "of"
        and quote.word(i - 1) not in ("no", "not")
        and i + 2 not in quote.number_words
        and i + 3 not in quote.number_words
    )


def _named(quote: Quote, head: int) -> bool:
    """Whether a name follows the noun: "a judge Ahmad al-Ali", "a clerk named Omar"."""
    follows = quote.word(head + 1)
    if follows in ("named", "identified", "called"):
        return True
    return quote.written(head + 1)[:1].isupper() and follows not in nouns().unit_before and not follows.endswith("day")


def _is_subset(quote: Quote, q: Quantity) -> bool:
    """Whether a quantity is part of the one before: "including 3 children", "five of them women", "three children among them"."""
    if {"including", "among", "includes", "included"} & {quote.word(q.start - 1), quote.word(q.start - 2)}:
        return True
    if quote.word(q.start - 1) in ("whom", "them") or (quote.word(q.start - 2), quote.word(q.start - 1)) == (
        "of",
        "which",
    ):
        return True
    if quote.word(q.number.end) == "of" and quote.word(q.number.end + 1) in ("them", "whom"):
        return True
    return quote.word(q.end) == "among" and quote.word(q.end + 1) in ("them", "those")


def is_agent(word: str) -> bool:
    """Whether an unknown plural looks like people by its ending: "visitors", "organisers"."""
    return bool(_AGENTIVE.fullmatch(word))
