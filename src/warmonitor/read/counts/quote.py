"""The words of a quote as the finders of quantities see them, and the nouns of counts.yml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from warmonitor.lang.doc import Doc
from warmonitor.read.lexicon import lexicon, words_of
from warmonitor.read.written import names_side, veiled

from .numbers import Number, numbers

REACH = 8
"""Words from a number, or an article, to its noun."""

INDIVIDUALS = frozenset(["person", "combatant"])
"""Classes of nouns whose singular is one human being."""


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
    distance: frozenset[str]
    unit_before: frozenset[str]
    date_before: frozenset[str]
    name_after: frozenset[str]
    name_before: frozenset[str]
    singles: frozenset[str]
    participles: frozenset[str]
    breaks: frozenset[str]

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
    rows = {row["name"]: row for row in data["not_counts"]}
    units = [row for name, row in rows.items() if name != "name"]
    return Nouns(
        plural=plural,
        singular=singular,
        unit_after=frozenset(w for row in units for w in row.get("after", ())),
        distance=frozenset(rows["distance"]["after"]),
        time_after=frozenset(rows["time"]["after"]),
        unit_before=frozenset(w for row in units for w in row.get("before", ())),
        date_before=frozenset(rows["date"]["before"]),
        name_after=frozenset(rows["name"]["after"]),
        name_before=frozenset(rows["name"]["before"]),
        singles=words_of("counts", "singles"),
        breaks=words_of("counts", "breaks"),
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

    def in_text(self, i: int) -> str:
        """Word `i` as the report has it, whatever reading puts in its place."""
        return self.doc.quote(self.first + i, self.first + i + 1) if 0 <= i < len(self.low) else ""

    def opens(self, i: int) -> bool:
        """Whether word `i` is the first of a sentence."""
        return any(start == self.first + i for start, _ in self.doc.sents)

    def names_side(self, i: int) -> bool:
        """Whether word `i` stands for the name of a side."""
        return names_side(self.doc, self.first + i) and veiled(self.doc, self.first + i)

    def breaks(self, i: int) -> bool:
        """Whether word `i` ends a noun phrase that runs up to it."""
        word = self.low[i]
        if self.written(i) in ("US", "IS"):  # not the pronoun, not the verb
            return False
        if word in nouns().breaks or word in ".,;:!?()[]—":
            return True
        if self.touches(i):
            return False
        if not (word[0].isalnum() or word in "-\"“”'‘’"):
            return True
        return (
            self.upos(i) in ("VERB", "AUX")
            and self.dep(i) not in ("amod", "compound")
            and word not in words_of("counts", "harmed")
        )

    def is_number(self, i: int) -> bool:
        """Whether word `i` belongs to a number of its own ("72" in "T-72" does not)."""
        return i in self.number_words and not self.touches(i)

    def touches(self, i: int) -> bool:
        """Whether word `i` stands right behind word `i - 1`, without a blank."""
        at = self.first + i
        return 0 < i < len(self.low) and self.doc.touches(at)

    def measures(self, i: int) -> bool:
        """Whether word `i` belongs to a measure before a noun: "four | 500-pound | bombs"."""
        hyphen = next(
            (k for k in (i, i - 1, i + 1) if self.word(k) == "-" and self.touches(k) and self.touches(k + 1)), None
        )
        return hyphen is not None and hyphen - 1 in self.number_words and abs(hyphen - i) < 2

    def names_a_people(self, i: int) -> bool:
        """Whether word `i` names a people ("800,000 Tutsis"): by its label, or a plural name that is no weapon's."""
        labels = {e.label for e in self.doc.ents if e.start <= self.first + i < e.end}
        plural = bool(self.doc.xpos) and self.doc.xpos[self.first + i] == "NNPS"
        return "norp" in labels or (plural and "weapon" not in labels)

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
