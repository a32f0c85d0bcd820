"""What befell the people that a quote counts: killed, injured, displaced …

The nearest cue that can govern them decides ("killing 12", "12 were killed"), else the quantity beside them ("five soldiers and three civilians were
killed"), else the toll that the sentence speaks of, else the type of the event. Cues and their examples stand in `lang/en/counts.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple

from warmonitor.model import EventType
from warmonitor.read.lexicon import lexicon, words_of

from .numbers import fillers
from .quantities import PEOPLE, is_agent
from .quote import Quantity, Quote, nouns

HARM = frozenset(["killed", "injured"])
ASIDE = 4
"""Words between a part of people and the comma behind it: "six of them | children |,"."""

_words = partial(words_of, "counts")

Found = tuple[str, str]  # what, rule


class Cue(NamedTuple):
    """A phrase that tells what befell people, as an object before them, or behind them (`participle`: only in the passive)."""

    words: tuple[str, ...]
    what: str
    types: frozenset[str]
    participle: bool = False

    def fits(self, words: Sequence[str], type_: EventType) -> bool:
        return tuple(words) == self.words and (not self.types or type_.value in self.types)


@dataclass(frozen=True, slots=True)
class _Cues:
    before: dict[str, list[Cue]]  # by last word
    after: dict[str, list[Cue]]  # by first word
    defaults: dict[str, dict[str, str]]
    toll: re.Pattern[str]
    toll_injured: re.Pattern[str]


@cache
def _cues() -> _Cues:
    data = lexicon("counts")
    before: dict[str, list[Cue]] = {}
    after: dict[str, list[Cue]] = {}
    for row in data["cues"]:
        types = frozenset(row.get("types", ()))
        for key in ("before", "after", "passive"):
            for phrase in row[key]:
                cue = Cue(tuple(phrase.split()), row["what"], types, key == "passive")
                by, word = (before, cue.words[-1]) if key == "before" else (after, cue.words[0])
                by.setdefault(word, []).append(cue)
    for cues in (*before.values(), *after.values()):
        cues.sort(key=lambda c: -len(c.words))
    toll = data["toll"]
    return _Cues(before, after, data["defaults"], re.compile(toll["pattern"]), re.compile(toll["injured"]))


def _harms(cues: Iterable[Cue]) -> set[str]:
    """Which harms a word's cues tell; empty where they tell something else too."""
    what = {c.what for c in cues}
    return what if what <= HARM else set()


def _fates(quote: Quote, i: int) -> list[Cue]:
    """What a participle at word `i` tells of those before it."""
    return [c for c in _cues().after.get(quote.word(i), ()) if c.participle]


def is_harmed(quote: Quote, i: int) -> bool:
    """Whether those before word `i` are said to have been killed or hurt there: "six of them | were killed"."""
    behind = next((k for k in range(i, len(quote)) if quote.word(k) not in _words("passive_auxiliaries")), i)
    return bool(_harms(_cues().after.get(quote.word(behind), ())))


def or_hurt(quote: Quote, i: int) -> bool:
    """Whether "and wounded", "or injured", ", wounded or captured" stands at word `i`."""
    at = i
    while quote.word(at) == "," and _fates(quote, at + 1):
        at += 2
    if quote.word(at) not in _words("alternatives"):
        return False
    last = _fates(quote, at + 1)
    return bool(last) if at > i else bool(_harms(last))


class People:
    """The people that a quote counts, on the way to what befell them."""

    def __init__(self, quote: Quote, type_: EventType, found: Sequence[Quantity]) -> None:
        self.quote, self.type, self.found = quote, type_, found
        self.spent: set[int] = set()  # cues that already belong to people before them

    def read(self) -> None:
        """Fill in `what` and `rule` of every quantity, as far as something tells them."""
        waiting: list[Quantity] = []  # a list that has not yet come to its verb
        last: Quantity | None = None
        for n, q in enumerate(self.found):
            linked = last is not None and (q.subset or self._joined(last, q))
            if not linked:
                waiting = []
            cue, shared = self._cue(n, last)
            if cue is None and linked and last is not None and last.what and not self._did_it(q):
                cue = self._adjective(q) or (last.what, "joined")
            if cue is None:
                waiting.append(q)
            else:
                q.what, q.rule = cue
                for w in waiting if shared else ():
                    w.what, w.rule = q.what, "shared"
                waiting = []
            last = q
        for n, q in enumerate(self.found):
            self._settle(q, self.found[n - 1] if n else None)

    def _cue(self, n: int, last: Quantity | None) -> tuple[Found | None, bool]:
        """What tells the `n`th quantity's fate, and whether those listed before it share it."""
        q = self.found[n]
        cue = (q.what, q.rule) if q.what else self._ahead(n) or self._put(n)
        if cue is None and q.subset and last is not None and last.what:
            cue = self._own(n) or (last.what, "subset")
        if cue is None:
            cue = self._toll(q)
        if cue is not None:
            return cue, False
        return self._behind(n), True

    def _ahead(self, n: int) -> Found | None:
        """The cue right before the quantity, with nothing but fillers between: "killing at least another 12"."""
        q, quote = self.found[n], self.quote
        since = self.found[n - 1].end if n else 0
        at = self._opening(q)
        while at > since:
            for cue in _cues().before.get(quote.word(at - 1), ()):
                begin = at - len(cue.words)
                if begin < 0 or begin in self.spent or not cue.fits(quote.low[begin:at], self.type):
                    continue
                if cue.what in HARM and (self._both_before(begin) or self._both_after(q)):
                    return "other", "killed or injured"
                return cue.what, "before: " + " ".join(cue.words)
            if quote.word(at - 1) not in fillers() and quote.word(at - 1) not in _words("loose"):
                break
            at -= 1
        return None

    def _opening(self, q: Quantity) -> int:
        """Where those begin who are counted, with what they are together: "its | crew of | five"."""
        at, quote = q.start, self.quote
        if quote.word(at - 1) not in _words("sized_by") or quote.word(at - 2) not in _words("sized"):
            return at
        return at - 2 - (quote.word(at - 3) in _words("singles"))

    def _put(self, n: int) -> Found | None:
        """What is told of those whose figure a number is put at behind another: "the dead at 250 and | captured | rebels at 87"."""
        q, quote = self.found[n], self.quote
        if not n or quote.word(q.start - 1) not in _words("put_at"):
            return None
        for i in range(self.found[n - 1].end, q.start - 1):
            cue = next((c for c in _fates(quote, i) if c.fits(quote.low[i : i + len(c.words)], self.type)), None)
            if cue is not None:
                return cue.what, "put: " + " ".join(cue.words)
        return None

    def _both_before(self, begin: int) -> bool:
        """Whether another harm stands before the one at `begin`: "killed or injured 12"."""
        if begin < 2 or self.quote.word(begin - 1) not in _words("alternatives"):
            return False
        here, there = (_harms(_cues().before.get(self.quote.word(i), ())) for i in (begin, begin - 2))
        return bool(here) and bool(there) and here != there

    def _both_after(self, q: Quantity) -> bool:
        """Whether "killed or wounded" stands behind the people."""
        at = q.end + (self.quote.word(q.end) == ",")
        return bool(_harms(_fates(self.quote, at))) and or_hurt(self.quote, at + 1)

    def _own(self, n: int) -> Found | None:
        """For a part of a whole, a cue of its very own: "two of them died", "five million who have found refuge"."""
        q = self.found[n]
        own = self.quote.word(q.number.end) == "of" or self.quote.word(q.end) == "who"
        return self._behind(n, reach=6) if own else None

    def _toll(self, q: Quantity) -> Found | None:
        """Where the sentence up to the number speaks of a toll: "the death toll rose to 47"."""
        doc, at = self.quote.doc, self.quote.first + q.start
        first = doc.sents[doc.sent_of[self.quote.first]][0] if doc.sents else 0
        left = " ".join(w.lower() for w in doc.words[max(first, at - 30) : at])
        if q.single or q.kind == "unknown" or not _cues().toll.search(left):
            return None
        return ("injured" if _cues().toll_injured.search(left) else "killed"), "toll"

    def _behind(self, n: int, reach: int = 1000) -> Found | None:
        """The first cue after the quantity and before the next that can govern it: "12 people in two villages were killed"."""
        q, quote = self.found[n], self.quote
        if q.kind == "unknown" and not self._agents(q):
            return None
        until = self._until(n)
        for i in range(q.end, min(until, q.end + reach)):
            if quote.word(i) in _words("clauses"):
                break
            if quote.word(i - 1) in _words("harms_as_nouns"):
                continue
            for cue in _cues().after.get(quote.word(i), ()):
                stop = i + len(cue.words)
                if not cue.fits(quote.low[i:stop], self.type) or (
                    cue.participle and not self._passive(n, i, stop, until)
                ):
                    continue
                self.spent.add(i)
                if (cue.what in HARM and or_hurt(quote, stop)) or self._alternative(stop, cue.what):
                    return "other", "killed or injured"
                return cue.what, "after: " + " ".join(cue.words)
        return None

    def _until(self, n: int) -> int:
        """Where the words end that can tell the `n`th quantity's fate: at the next one, over a part of it between commas ("31 people, six of them children, | were hurt")."""
        later = self.found[n + 1 : n + 3]
        if not later:
            return len(self.quote)
        part = later[0]
        aside = (
            part.subset
            and self.quote.word(self.found[n].end) == ","
            and "," in self.quote.low[part.end : part.end + ASIDE]
        )
        if not aside:
            return part.start
        return later[1].start if len(later) > 1 else len(self.quote)

    def _agents(self, q: Quantity) -> bool:
        return q.head is not None and is_agent(self.quote.word(q.head))

    def _alternative(self, at: int, what: str) -> bool:
        """Whether "or captured", "or missing" stands at word `at`: something else than `what`."""
        others = {c.what for c in _cues().after.get(self.quote.word(at + 1), ())}
        return self.quote.word(at) in _words("otherwise") and bool(others) and what not in others

    def _passive(self, n: int, i: int, stop: int, until: int) -> bool:
        """Whether the participle at word `i` tells what befell the people before it, not what they did."""
        q, quote = self.found[n], self.quote
        between = quote.low[q.end : i]
        if _words("of_another") & set(between[-4:]) or self._of_another(q, i):
            return False
        if _words("passive_auxiliaries") & set(between[-4:]):
            return True
        if len(between) > 6 or _words("aiming") & set(between[-1:]) or _words("acting") & set(between):
            return False
        follows = quote.word(stop)
        if follows in _words("objects") or nouns().plural.get(follows) in PEOPLE:
            return False
        if _words("going_on") & set(between) and not quote.dep(i).startswith("acl"):
            return False
        if stop == until and n + 1 < len(self.found) and not self.found[n + 1].single:
            return self._behind(n + 1) is not None  # "12 killed 30 wounded"; else "three men killed 12 guards"
        return True

    def _of_another(self, q: Quantity, i: int) -> bool:
        """Whether the parse hangs the participle at word `i` on a noun behind the people: "eight members of a family | displaced | from Dor"."""
        if q.head is None or not self.quote.dep(i).startswith("acl"):
            return False
        return q.end <= self.quote.head(i) < i and "of" in self.quote.low[q.end : i]

    def _joined(self, a: Quantity, b: Quantity) -> bool:
        """Whether two quantities are one list: "five soldiers and three civilians"."""
        between = self.quote.low[a.end : b.start]
        if a.single or b.single:
            return all(w in _words("lists") for w in between) or b.subset
        if "unknown" in (a.kind, b.kind) and between not in (["and"], [",", "and"], [","]):
            return False
        return len(between) <= 8 and not any(w in _cues().before or w in _words("clauses") for w in between)

    def _settle(self, q: Quantity, before: Quantity | None) -> None:
        """What is left: singles by those beside them, others by the parse, an adjective, or the type of the event."""
        if q.what == "displaced" and q.kind == "combatant":
            q.what = "fighters"  # evacuating fighters is leaving territory
        if q.what is not None:
            return
        if q.single and before is not None and before.what in HARM and self._joined(before, q):
            q.what, q.rule = before.what, "joined"
            return
        cue = self._by_parse(q) or self._by_default(q)
        if cue is not None:
            q.what, q.rule = cue

    def _by_parse(self, q: Quantity) -> Found | None:
        """The harm whose object or passive subject the people are, up through lists: "killing a commander and eight men"."""
        quote = self.quote
        if q.head is None or not quote.parsed or q.kind == "unknown" or quote.word(q.start - 1) in _words("doers"):
            return None
        doc, at = quote.doc, quote.first + q.head
        for _ in range(5):
            dep, head = doc.deps[at], doc.heads[at]
            if dep in ("obj", "nsubj:pass"):
                verb = doc.words[head].lower()
                return next(
                    ((c.what, f"parse: {verb}") for c in _cues().before.get(verb, ()) if c.fits([verb], self.type)),
                    None,
                )
            if dep not in ("conj", "appos", "nmod", "flat", "compound"):
                return None
            at = head
        return None

    def _by_default(self, q: Quantity) -> Found | None:
        """Without a cue: an adjective, else what people are counted as in events of this type."""
        if q.single or q.rule == "known" or (q.kind == "bare" and self.quote.word(q.number.first) == "one"):
            return None
        defaults = _cues().defaults[self.type.value]
        if q.kind == "bare" and defaults.get("bare") in HARM and self._acts(q):
            return None
        if q.kind == "person" and q.rule == "displaced":
            return "displaced", "noun"
        if adjective := self._adjective(q):
            return adjective
        if q.kind == "unknown" and not self._agents(q):
            return None
        what = defaults.get("person" if q.kind == "unknown" else q.kind)
        if what in HARM and self._within(q):
            return "other", "within what was hit"
        if what in HARM and self._did_it(q):
            return ("fighters" if q.kind == "combatant" else "other"), "who did it"
        return (what, "type") if what else None

    def _did_it(self, q: Quantity) -> bool:
        """Whether people are told as who did something to others: "| 40 gunmen | attacked the camp", "the men, | about a dozen |, opened fire"."""
        quote = self.quote
        if not quote.parsed or q.head is None:
            return False
        at = quote.head(q.head) if quote.dep(q.head) == "appos" else q.head
        if not 0 <= at < len(quote) or quote.dep(at) != "nsubj":
            return False
        verb = quote.head(at)
        suffers = any(not c.participle for c in _cues().after.get(quote.word(verb), ()))
        does = 0 <= verb < len(quote) and quote.upos(verb) == "VERB" and not suffers
        return does and any(quote.dep(c) == "obj" for c in quote.children(verb))

    def _within(self, q: Quantity) -> bool:
        """Whether it is told how many are in what was hit: "a convoy of | 3,000 people |", "a school sheltering | 300 |", "two of a crew of | five |"."""
        opening = self._opening(q)
        if opening < q.start and self.quote.word(opening - 1) in _words("picked"):
            return True
        before = self.quote.low[max(0, q.start - 2) : q.start]
        together = len(before) == 2 and before[1] in _words("sized_by") and before[0] in _words("gathered")
        return together or not _words("bearing").isdisjoint(before[-1:])

    def _acts(self, q: Quantity) -> bool:
        """Whether people without a noun do something that tells nothing of what befell them: "as | hundreds | tried to escape"."""
        quote, at = self.quote, q.number.end - 1
        if not quote.parsed or quote.dep(at) != "nsubj" or not at < (verb := quote.head(at)) < len(quote):
            return False
        return quote.upos(verb) == "VERB" and quote.word(verb) not in _cues().after

    def _adjective(self, q: Quantity) -> Found | None:
        """What an adjective tells of the people: "14 wounded farmers"."""
        inside = set(self.quote.low[q.number.end : q.end])
        if _words("dead") & inside:
            return ("other" if _words("dead_and_wounded") <= inside else "killed"), "adjective"
        if _words("hurt") & inside and self.type is not EventType.DISPLACEMENT:
            return "injured", "adjective"
        return None
