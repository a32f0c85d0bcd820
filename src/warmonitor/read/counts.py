"""How many people and things a claim counts, and what happened to them.

Things and places count as their noun says. People are counted by the nearest cue that can govern them ("killing 12", "12 were killed"), else
by the quantity beside them ("five soldiers and three civilians were killed"), else by the toll that the sentence speaks of, else by the type of
the event. Cues, nouns and their examples stand in `lang/en/counts.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from warmonitor.lang.doc import Doc
from warmonitor.model import Count, EventType, Span

from .lexicon import lexicon
from .numbers import fillers
from .quantities import PEOPLE, is_agent, quantities
from .quote import Quantity, Quote, nouns

Found = tuple[str, str]  # what, rule

_HARM = frozenset(["killed", "injured"])
_BEFALLEN = _HARM | {"detained"}
_LOOSE = frozenset(["the", ",", '"', "“", "also", "as", "well", "estimated", "least"])
_ADJECTIVES = frozenset(["wounded", "injured", "hurt"])
_ROW = frozenset(["and", ",", "or", "as", "well"])
_LIST = frozenset(["and", ",", "as", "well", "or", "plus", "along", "with", "(", "his", "her"])
_AND = frozenset(["and", "or", "/", "and/or"])
_AUX = frozenset("was were is are be been being got get gets 've 's left leaving leaves with".split())
_CLAUSE = frozenset("when after while but where because although though ; until before since whereas".split())
_OBJECT = frozenset("the a an its their his her several some more dozens many them him".split())
_PLACES_COUNT = frozenset(
    [
        "territory_gained",
        "territory_held",
        "territory_left",
        "advance",
        "agreement",
        "access",
        "air_strike",
        "shelling",
        "deployment",
    ]
)


@dataclass(frozen=True, slots=True)
class _Cues:
    """Cue phrases by their last word (before the number) and first word (after the phrase; with whether it is a participle)."""

    before: dict[str, list[tuple[tuple[str, ...], str]]]
    after: dict[str, list[tuple[tuple[str, ...], str, bool]]]
    only: dict[str, frozenset[str]]
    defaults: dict[str, dict[str, str]]
    toll: re.Pattern[str]
    toll_injured: re.Pattern[str]
    strikes: frozenset[str]


@cache
def _cues() -> _Cues:
    data = lexicon("counts")
    before: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    after: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for cue in data["cues"]:
        for phrase in cue["before"]:
            words = tuple(phrase.split())
            before.setdefault(words[-1], []).append((words, cue["what"]))
        for participle, key in ((False, "after"), (True, "passive")):
            for phrase in cue[key]:
                words = tuple(phrase.split())
                after.setdefault(words[0], []).append((words, cue["what"], participle))
    for leading in before.values():
        leading.sort(key=lambda p: -len(p[0]))
    for following in after.values():
        following.sort(key=lambda p: -len(p[0]))
    return _Cues(
        before=before,
        after=after,
        only={cue["what"]: frozenset(cue.get("types", ())) for cue in data["cues"]},
        defaults=data["defaults"],
        toll=re.compile(data["toll"]["pattern"]),
        toll_injured=re.compile(data["toll"]["injured"]),
        strikes=frozenset(data["strikes"]),
    )


def counts(doc: Doc, start: int, end: int, type_: EventType) -> list[Count]:
    """The counts of the claim of type `type_` whose quote is the words `start` to `end` (exclusive), in text order.

    `who` is the noun phrase as written. Spans carry "-" for the report's id, which a document does not know.
    """
    quote = Quote(doc, start, end)
    found = quantities(quote)
    if not found:
        return []
    for q in found:
        _by_noun(quote, q, type_)
    _single_things(quote, found)
    _People(quote, type_, [q for q in found if q.kind in PEOPLE or q.what in _BEFALLEN]).read()
    return [_count(quote, q) for q in found if q.what]


def _count(quote: Quote, q: Quantity) -> Count:
    doc, at = quote.doc, quote.first
    first = q.start if q.single else q.number.end
    while first < q.end - 1 and quote.word(first) in ("of", "the", "other", "further", "additional"):
        first += 1
    who = doc.quote(at + first, at + q.end) if first < q.end else ""
    if not who and q.number.rule == "vague":
        who = doc.quote(at + q.start, at + q.end)
    span = Span("-", *doc.chars(at + q.start, at + q.end))
    return Count(q.what or "other", who, q.number.low, q.number.high, span, f"{q.number.rule}; {q.rule}")


def _by_noun(quote: Quote, q: Quantity, type_: EventType) -> None:
    """Settle things, places and strikes, and people whose noun tells what befell them ("12 dead")."""
    known = q.number.rule == "exact" and (
        quote.word(q.start - 1) in ("these", "those", "both")
        or (quote.word(q.start - 1) == "the" and q.number.low == 2)
    )
    match q.kind:
        case "casualty":
            q.what = "other"
        case "thing":
            q.what = None if known or q.single else "other"
        case "place":
            aside = (
                q.number.rule == "vague"
                and quote.word(q.start - 1) in ("on", "in", "across", "from", "at")
                and type_.value in _cues().strikes
            )
            q.what = (
                None
                if known or aside or type_.value not in _PLACES_COUNT
                else "other"
                if type_ is EventType.DEPLOYMENT
                else "places"
            )
        case "strike":
            struck = type_.value in _cues().strikes
            q.what = None if known or (q.number.rule == "vague" and not struck) else "strikes" if struck else "other"
        case "killed" | "injured" | "detained" if q.kind != "detained" or type_.value in (
            "abduction_or_arrest",
            "agreement",
            "armed_clash",
        ):
            both = q.kind in _HARM and (
                _after_both(quote, q.end) or {"dead", "wounded"} <= set(quote.low[q.number.end : q.end])
            )
            q.what = "other" if both else q.kind
        case "displaced" | "detained":
            q.kind = "person"
    if known and q.kind in PEOPLE:
        q.rule = "known"
    else:
        q.rule = q.kind


def _single_things(quote: Quote, found: list[Quantity]) -> None:
    """Count "a tank" where it stands in one list with numbered things: "a tank and two cars"."""
    for row in (found, found[::-1]):
        for q, beside in pairwise(row):
            a, b = sorted((q, beside), key=lambda x: x.start)
            if (
                beside.single
                and beside.kind == q.kind == "thing"
                and q.what
                and all(w in _ROW for w in quote.low[a.end : b.start])
            ):
                beside.what, beside.rule = q.what, "listed"


def _after_both(quote: Quote, i: int) -> bool:
    """Whether "and wounded", "or injured" stands at word `i`."""
    return quote.word(i) in _AND and any(
        w <= _HARM for w in [{c[1] for c in _cues().after.get(quote.word(i + 1), ()) if c[2]}] if w
    )


class _People:
    """The people that a quote counts, on the way to what befell them."""

    def __init__(self, quote: Quote, type_: EventType, found: Sequence[Quantity]) -> None:
        self.quote, self.type, self.found = quote, type_, found
        self.spent: set[int] = set()  # cues that already belong to people before them

    def read(self) -> None:
        waiting: list[Quantity] = []
        last: Quantity | None = None
        for n, q in enumerate(self.found):
            shared = False
            cue = (q.what, q.rule) if q.what else self._ahead(n)
            if cue is None and q.subset and last is not None and last.what is not None:
                cue = self._own(n) or (last.what, "subset")
            if cue is None:
                cue = self._toll(q) or self._behind(n)
                shared = cue is not None and cue[1] != "toll"
            if cue is None and last is not None and last.what is not None and self._joined(last, q):
                cue = last.what, "joined"
            if last is not None and not (q.subset or self._joined(last, q)):
                waiting = []
            if cue is not None:
                q.what, q.rule = cue
                for w in waiting if shared else ():
                    w.what, w.rule = q.what, "shared"
                waiting = []
            else:
                waiting.append(q)
            last = q
        for n, q in enumerate(self.found):
            before = self.found[n - 1] if n else None
            if q.what == "displaced" and q.kind == "combatant":
                q.what = "fighters"
            if q.what is None and q.single and before is not None and before.what in _HARM and self._joined(before, q):
                q.what, q.rule = before.what, "joined"
            elif q.what is None and (cue := self._by_parse(q)):
                q.what, q.rule = cue
            elif q.what is None:
                self._fall_back(q)

    def _ahead(self, n: int) -> Found | None:
        """The cue right before the quantity, with nothing but fillers between: "killing at least another 12"."""
        q, quote = self.found[n], self.quote
        since = self.found[n - 1].end if n else 0
        at = q.start
        while at > since:
            for words, what in _cues().before.get(quote.word(at - 1), ()):
                begin = at - len(words)
                if begin < 0 or tuple(quote.low[begin:at]) != words or begin in self.spent or not self._fits(what):
                    continue
                if what in _HARM and (self._both_before(begin) or self._both_after(q)):
                    return "other", "killed or injured"
                return what, "before: " + " ".join(words)
            if quote.word(at - 1) not in fillers() and quote.word(at - 1) not in _LOOSE:
                break
            at -= 1
        return None

    def _both_before(self, begin: int) -> bool:
        """Whether another harm stands before the one at `begin`: "killed or injured 12"."""
        if begin < 2 or self.quote.word(begin - 1) not in _AND:
            return False
        here, there = ({w for _, w in _cues().before.get(self.quote.word(i), ())} for i in (begin, begin - 2))
        return bool(here) and bool(there) and here != there and here | there <= _HARM

    def _both_after(self, q: Quantity) -> bool:
        at = q.end + (self.quote.word(q.end) == ",")
        return any(c[1] in _HARM and c[2] for c in _cues().after.get(self.quote.word(at), ())) and _after_both(
            self.quote, at + 1
        )

    def _own(self, n: int) -> Found | None:
        """For a part of a whole, a cue of its very own: "two of them died"."""
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

    def _by_parse(self, q: Quantity) -> Found | None:
        """The harm whose object or passive subject the people are, up through lists: "killing a commander and eight men"."""
        quote = self.quote
        if (
            q.head is None
            or not quote.parsed
            or q.kind == "unknown"
            or quote.word(q.start - 1) in ("by", "with", "from")
        ):
            return None
        doc, at = quote.doc, quote.first + q.head
        for _ in range(5):
            dep, head = doc.deps[at], doc.heads[at]
            if dep in ("obj", "nsubj:pass"):
                for words, what in _cues().before.get(doc.words[head].lower(), ()):
                    if len(words) == 1 and self._fits(what):
                        return what, "parse: " + words[0]
                return None
            if dep not in ("conj", "appos", "nmod", "flat", "compound"):
                return None
            at = head
        return None

    def _behind(self, n: int, reach: int = 1000) -> Found | None:
        """The first cue after the quantity and before the next that can govern it: "12 people in two villages were killed"."""
        q, quote = self.found[n], self.quote
        if q.kind == "unknown" and not (q.head is not None and is_agent(quote.word(q.head))):
            return None
        until = self.found[n + 1].start if n + 1 < len(self.found) else len(quote)
        for i in range(q.end, min(until, q.end + reach)):
            word = quote.word(i)
            if word in _CLAUSE:
                break
            for words, what, participle in _cues().after.get(word, ()):
                stop = i + len(words)
                if tuple(quote.low[i:stop]) != words or not self._fits(what):
                    continue
                if participle and not self._passive(n, i, stop, until):
                    continue
                self.spent.add(i)
                if (what in _HARM and _after_both(quote, stop)) or self._alternative(stop, what):
                    return "other", "killed or injured"
                return what, "after: " + " ".join(words)
        return None

    def _alternative(self, at: int, what: str) -> bool:
        """Whether "or captured", "or missing" stands at word `at`: something else than `what`."""
        others = {c[1] for c in _cues().after.get(self.quote.word(at + 1), ())}
        return self.quote.word(at) in ("or", "/") and bool(others) and what not in others

    def _passive(self, n: int, i: int, stop: int, until: int) -> bool:
        """Whether the participle at word `i` tells what befell the people before it, not what they did."""
        q, quote = self.found[n], self.quote
        between = quote.low[q.end : i]
        if _AUX & set(between[-4:]):
            return True
        if "to" in between[-1:] or len(between) > 6 or {"who", "that", "which", "have", "has", "had"} & set(between):
            return False
        follows = quote.word(stop)
        if follows in _OBJECT or nouns().plural.get(follows) in PEOPLE:
            return False
        if "and" in between and not (quote.parsed and quote.dep(i).startswith("acl")):
            return False
        if stop == until and n + 1 < len(self.found) and not self.found[n + 1].single:
            return self._behind(n + 1) is not None  # "12 killed 30 wounded"; else "three men killed 12 guards"
        return True

    def _joined(self, a: Quantity, b: Quantity) -> bool:
        """Whether two quantities are one list: "five soldiers and three civilians"."""
        between = self.quote.low[a.end : b.start]
        if a.single or b.single:
            return all(w in _LIST for w in between) or b.subset
        if {a.kind, b.kind} & {"unknown"} and between not in (["and"], [",", "and"], [","]):
            return False
        return len(between) <= 8 and not any(w in _cues().before or w in _CLAUSE for w in between)

    def _fits(self, what: str) -> bool:
        only = _cues().only[what]
        return not only or self.type.value in only

    def _fall_back(self, q: Quantity) -> None:
        """Without a cue: an adjective, else what people are counted as in events of this type."""
        inside = self.quote.low[q.number.end : q.end]
        if q.single or q.rule == "known" or (q.kind == "bare" and self.quote.word(q.number.first) == "one"):
            return
        if "dead" in inside:
            q.what, q.rule = ("other" if "wounded" in inside else "killed"), "dead"
        elif _ADJECTIVES & set(inside) and self.type is not EventType.DISPLACEMENT:
            q.what, q.rule = "injured", "wounded"
        elif q.kind != "unknown":
            q.what, q.rule = _cues().defaults[self.type.value].get(q.kind), "type"
        elif q.head is not None and is_agent(self.quote.word(q.head)):
            q.what, q.rule = _cues().defaults[self.type.value].get("person"), "type"
