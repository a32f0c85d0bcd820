"""How many people and things a claim counts, and what happened to them.

First the quantities of the quote are found: numbers with the noun that they count, and single people ("a child"); dates, ages, distances and
names are left out. Then each gets what it counts: things and places by their noun, people by the nearest cue that can govern them ("killing 12",
"12 were killed"), else by the quantity beside them ("five soldiers and three civilians were killed"), else by the type of the event. Words and
their examples stand in `lang/en/counts.yml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from warmonitor.lang.doc import Doc
from warmonitor.model import Count, EventType, Span

from .lexicon import lexicon
from .numbers import Number, numbers

PEOPLE = {"person", "combatant", "bare"}


@dataclass(slots=True)
class Quantity:
    """A number and its noun: words `start` to `end`, the head's class, and what became of the people once that is known."""

    number: Number
    start: int
    end: int
    head: int | None
    kind: str
    single: bool = False
    subset: bool = False
    what: str | None = None
    rule: str = ""
    spent: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Words:
    """The lexicon in the shapes that look-ups need."""

    plural: dict[str, str]
    singular: dict[str, str]
    unit_after: frozenset[str]
    unit_before: frozenset[str]
    names_after: frozenset[str]
    names_before: frozenset[str]
    before: dict[str, list[tuple[tuple[str, ...], str]]]  # by last word
    after: dict[str, list[tuple[tuple[str, ...], str, bool]]]  # by first word; whether a participle
    fillers: frozenset[str]
    singles: frozenset[str]
    only: dict[str, frozenset[str]]
    defaults: dict[str, list[str]]


@cache
def _words() -> _Words:
    data = lexicon("counts")
    plural: dict[str, str] = {}
    singular: dict[str, str] = {}
    for kind, names in data["nouns"].items():
        for name in names:
            one, _, many = str(name).lower().partition("/")
            singular.setdefault(one, kind)
            plural.setdefault(many or _plural(one), kind)
            if kind in ("killed", "injured", "displaced", "casualty"):
                plural.setdefault(one, kind)
    before: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    after: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for cue in data["cues"]:
        for phrase in cue["before"]:
            words = tuple(phrase.split())
            before.setdefault(words[-1], []).append((words, cue["what"]))
        for participle in (False, True):
            for phrase in cue["passive" if participle else "after"]:
                words = tuple(phrase.split())
                after.setdefault(words[0], []).append((words, cue["what"], participle))
    for phrases in (*before.values(), *after.values()):
        phrases.sort(key=lambda p: -len(p[0]))
    units = [r for r in data["not_counts"] if r["name"] != "name"]
    names = [r for r in data["not_counts"] if r["name"] == "name"]
    return _Words(
        plural=plural,
        singular=singular,
        unit_after=frozenset(w for r in units for w in r.get("after", ())),
        unit_before=frozenset(w for r in units for w in r.get("before", ())),
        names_after=frozenset(w for r in names for w in r.get("after", ())),
        names_before=frozenset(w for r in names for w in r.get("before", ())),
        before=before,
        after=after,
        fillers=frozenset(data["fillers"]),
        singles=frozenset(data["singles"]),
        only={cue["what"]: frozenset(cue.get("types", ())) for cue in data["cues"]},
        defaults=data["defaults"],
    )


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es" if noun not in ("dead", "series") else noun
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def counts(doc: Doc, start: int, end: int, type_: EventType) -> list[Count]:
    """The counts of the claim of type `type_` whose quote is the words `start` to `end` (exclusive), in text order.

    `who` is the noun phrase as written; `span` has an empty report id replaced by "-", for the caller to fill in.
    """
    low = [w.lower() for w in doc.words[start:end]]
    reader = _Reader(doc, start, end, low, type_)
    found = []
    for q in reader.read():
        if q.what is None:
            continue
        first, last = doc.chars(start + q.start, start + q.end)
        found.append(
            Count(
                q.what, reader.who(q), q.number.low, q.number.high, Span("-", first, last), f"{q.number.rule}/{q.rule}"
            )
        )
    return found


class _Reader:
    """One quote on its way to counts; word numbers inside are counted from the quote's first word."""

    def __init__(self, doc: Doc, start: int, end: int, low: list[str], type_: EventType) -> None:
        self.doc, self.at, self.end, self.low, self.type = doc, start, end, low, type_
        self.lex = _words()
        self.upos = doc.upos[start:end] if doc.upos and set(doc.upos[start:end]) != {"X"} else ()

    def read(self) -> list[Quantity]:
        found = self.quantities()
        self.things(found)
        self.people([q for q in found if q.kind in PEOPLE])
        return [q for q in found if q.what]

    def who(self, q: Quantity) -> str:
        first = q.number.end
        while first < q.end and self.low[first] in ("of", "the", "a", "an", "other", "further", "additional"):
            first += 1
        if q.single:
            first = q.start
        if first >= q.end:
            return self.doc.quote(self.at + q.start, self.at + q.end) if q.number.rule == "vague" else ""
        return self.doc.quote(self.at + first, self.at + q.end)

    # ---- finding quantities

    def quantities(self) -> list[Quantity]:
        found: list[Quantity] = []
        taken = 0
        listed = numbers(self.low)
        starts = {n.start: n for n in listed}
        i = 0
        while i < len(self.low):
            number = starts.get(i)
            if number is not None:
                q = self.counted(number)
                if q is not None:
                    found.append(q)
                    taken = q.end
                i = max(taken, number.end)
                continue
            if i >= taken and self.low[i] in self.lex.singles:
                single = self.single(i)
                if single is not None:
                    found.append(single)
                    i = taken = single.end
                    continue
            i += 1
        for q in found:
            q.subset = self.is_subset(q)
        return found

    def counted(self, number: Number) -> Quantity | None:
        """The quantity that a number opens, or None where it counts nobody."""
        low, lex = self.low, self.lex
        first, after = number.first, number.end
        before = low[first - 1] if first else ""
        follows = low[after] if after < len(low) else ""
        follows2 = low[after + 1] if after + 1 < len(low) else ""
        if self.glued(first, after) or before in lex.unit_before or follows in lex.unit_after or self.year(number):
            return None
        if follows == "-" and number.rule != "range":
            return None
        if low[first] == "one" and (
            before in ("no", "any", "every", "this", "that", "each", "which", "the")
            or follows in ("another", "side", "such")
        ):
            return None
        if follows in lex.names_after or (low[first][0].isdigit() and before in lex.names_before):
            return None
        if follows2 in lex.unit_after and follows2 not in ("m", "second", "local", "aged", "third", "fifth"):
            return None
        head, end = self.noun(after, one=number.low == number.high == 1)
        if head is None:
            return Quantity(number, number.start, end, None, "bare")
        kind = (lex.singular if number.low == number.high == 1 and low[head] not in lex.plural else lex.plural).get(
            low[head], "unknown"
        )
        if kind == "unknown":
            kind = lex.singular.get(low[head], "unknown")
        return Quantity(number, number.start, end, head, kind)

    def glued(self, first: int, after: int) -> bool:
        """Whether the number is part of a longer word: "Su-34", "F16", "82mm"."""
        at, doc = self.at, self.doc
        left = at + first
        if first and doc.starts[left] == doc.ends[left - 1] and self.low[first - 1] in ("-", "/", ".", ":"):
            return True
        right = at + after
        return (
            after < len(self.low)
            and doc.starts[right] == doc.ends[right - 1]
            and self.low[after] in ("/", ":", "mm", "km", "th", "%")
        )

    def year(self, number: Number) -> bool:
        word = self.low[number.first]
        if not (word.isdigit() and len(word) == 4 and 1900 <= int(word) <= 2100 and number.end == number.first + 1):
            return False
        before = self.low[number.first - 1] if number.first else ""
        head, _ = self.noun(number.end, one=False)
        return (
            before
            in ("in", "since", "of", "from", "early", "late", "mid", "by", "until", "-", "and", "to", "during", "the")
            or before in self.lex.unit_before
            or head is None
        )

    def noun(self, at: int, *, one: bool) -> tuple[int | None, int]:
        """Head and end of the noun phrase from word `at` on; the head is None where only other words follow."""
        low, lex = self.low, self.lex
        i = at
        while i < len(low) and (
            low[i]
            in ("of", "the", "them", "these", "those", "a", "an", "his", "her", "their", "its", "our", "whom", "which")
            or low[i] in ("other", "further", "additional", "more", "another", "separate", "different", "new", "many")
        ):
            if low[i] in ("them", "whom", "which"):
                return None, i + 1
            i += 1
        nouns = lex.singular if one else lex.plural
        head: int | None = None
        limit = min(len(low), i + 8)
        j = i
        while j < limit:
            word = low[j]
            if word in _STOP or (not word[0].isalnum() and word not in ("-", '"', "“", "'", "’", "”", "‘")):
                break
            if j > i and (word[0].isdigit() or self.opens_number(j)):
                break
            if word in nouns or (not one and word in ("others",)) or (one and word in lex.plural):
                if (
                    word in lex.after
                    and word in ("killed", "injured", "wounded", "dead", "displaced")
                    and j + 1 < len(low)
                    and low[j + 1] in nouns
                ):
                    j += 1
                    continue
                head = j
                j += 1
                if not (j < limit and (low[j] in nouns or low[j] in ("'s", "’s", "'", "’", "s"))):
                    break
                if j < limit and low[j] not in nouns:
                    break
                if low[j] in ("dead", "killed", "wounded", "injured", "displaced"):
                    break
                continue
            if word in lex.after and any(p[2] or len(p[0]) == 1 for p in lex.after[word]) and head is None:
                break
            j += 1
        if head is not None:
            return head, head + 1
        if self.upos:
            last = None
            for k in range(i, j):
                if self.upos[k] in ("NOUN", "PROPN"):
                    last = k
                elif last is not None:
                    break
            if last is not None and (low[last].endswith("s") or one):
                return last, last + 1
        elif j > i:
            k = next((k for k in range(i, min(j, i + 4)) if low[k].endswith("s") and len(low[k]) > 3), None)
            if k is not None:
                return k, k + 1
        while i > at and low[i - 1] in ("of", "the", "a", "an", "his", "her", "their", "its", "our"):
            i -= 1
        return None, i

    def opens_number(self, i: int) -> bool:
        return bool(numbers(self.low, i, i + 1))

    def single(self, i: int) -> Quantity | None:
        """ "a child", "another soldier", "his son": one unnamed person."""
        low, lex = self.low, self.lex
        head = None
        for j in range(i + 1, min(i + 6, len(low))):
            if low[j] in _STOP or not low[j][0].isalnum() and low[j] != "-":
                break
            kind = lex.singular.get(low[j])
            if kind in ("person", "combatant") and low[j] not in lex.plural:
                head = j
                continue
            if kind is not None:
                head = None
                break
            if head is not None:
                break
        if head is None or self.named(head + 1):
            return None
        number = Number(i, i + 1, i, 1, 1, "single")
        return Quantity(number, i, head + 1, head, lex.singular[low[head]], single=True)

    def named(self, i: int) -> bool:
        """Whether a name follows the noun: "a judge Ahmad al-Ali"."""
        if i >= len(self.low):
            return False
        word = self.doc.words[self.at + i]
        if self.low[i] in ("named", "identified", "called"):
            return True
        return word[0].isupper() and self.low[i] not in _DAYS

    def is_subset(self, q: Quantity) -> bool:
        """Whether the quantity is part of the one before: "including 3 children", "five of them women"."""
        left = self.low[max(0, q.start - 3) : q.start]
        if {"including", "among", "includes", "included", "whom", "them"} & set(left[-2:]):
            return True
        right = self.low[q.number.end : q.number.end + 2]
        return right in (["of", "them"], ["of", "whom"]) or self.low[q.end : q.end + 2] in (
            ["among", "them"],
            ["among", "those"],
        )

    # ---- what is counted

    def things(self, found: Iterable[Quantity]) -> None:
        """What things, places, and people named by what befell them are counted as."""
        for q in found:
            if q.kind in ("thing", "unknown", "casualty"):
                q.what, q.rule = "other", q.kind
            elif q.kind == "place":
                q.what, q.rule = "places", "place"
            elif q.kind == "strike":
                q.what, q.rule = ("strikes" if self.type in _VIOLENT else "other"), "strike"
            elif q.kind in ("killed", "injured", "displaced", "detained"):
                q.what, q.rule = q.kind, "noun"
                if q.kind == "displaced" and self.type is not EventType.DISPLACEMENT:
                    q.kind, q.what = "person", None
                if (
                    q.kind == "killed"
                    and q.head is not None
                    and self.low[q.head + 1 : q.head + 3]
                    in (["and", "wounded"], ["or", "wounded"], ["and", "injured"], ["or", "injured"])
                ):
                    q.what = "other"

    def people(self, found: list[Quantity]) -> None:
        spent: set[int] = set()
        waiting: list[Quantity] = []
        last: Quantity | None = None
        for n, q in enumerate(found):
            until = found[n + 1].start if n + 1 < len(found) else len(self.low)
            since = found[n - 1].end if n else 0
            cue = self.cue_before(q, since, spent)
            behind = cue is None
            if behind and not (q.subset and last is not None):
                cue = self.cue_after(q, until, spent, found[n + 1 :])
            elif behind and q.subset and last is not None and last.what is None:
                cue = self.cue_after(q, until, spent, found[n + 1 :])
            if cue is not None:
                q.what, q.rule = cue
                if behind:
                    for w in waiting:
                        w.what, w.rule = q.what, "shared"
                waiting = []
            elif last is not None and last.what is not None and (q.subset or self.joined(last, q)):
                q.what, q.rule = last.what, "subset" if q.subset else "joined"
            elif last is None or last.what is not None or self.joined(last, q) or q.subset:
                waiting.append(q)
            else:
                waiting = [q]
            last = q
        for q in found:
            if q.what is None:
                self.fall_back(q)

    def joined(self, a: Quantity, b: Quantity) -> bool:
        """Whether two quantities are one list: "five soldiers and three civilians", "12 people in the market and 3 …"."""
        between = self.low[a.end : b.start]
        return len(between) <= 8 and not any(w in self.lex.before or w in _CLAUSE for w in between)

    def cue_before(self, q: Quantity, since: int, spent: set[int]) -> tuple[str, str] | None:
        i = q.start
        while i > since and (self.low[i - 1] in self.lex.fillers or self.low[i - 1] in _LOOSE):
            i -= 1
        for words, what in self.lex.before.get(self.low[i - 1], ()) if i else ():
            begin = i - len(words)
            if begin >= 0 and tuple(self.low[begin:i]) == words and begin not in spent and self.fits(what):
                if begin and what in ("killed", "injured") and self.both(begin, i):
                    return "other", "before: both"
                return what, "before: " + " ".join(words)
        return None

    def both(self, begin: int, end: int) -> bool:
        """Whether harm words joined by "and"/"or" stand at begin: "killed or injured"."""
        if begin >= 2 and self.low[begin - 1] in ("and", "or", "/"):
            here = {w for _, w in self.lex.before.get(self.low[begin], ())}
            there = {w for _, w in self.lex.before.get(self.low[begin - 2], ())}
            return bool(there) and bool(here) and there != here and there | here <= {"killed", "injured"}
        return False

    def cue_after(self, q: Quantity, until: int, spent: set[int], later: Sequence[Quantity]) -> tuple[str, str] | None:
        for i in range(q.end, until):
            word = self.low[i]
            if word in _CLAUSE:
                break
            for words, what, participle in self.lex.after.get(word, ()):
                stop = i + len(words)
                if tuple(self.low[i:stop]) != words or not self.fits(what):
                    continue
                if participle and not self.passive(q, i, stop, until, later):
                    continue
                spent.add(i)
                if what in ("killed", "injured") and stop + 1 < len(self.low) and self.low[stop] in ("and", "or", "/"):
                    there = {w for _, w, _ in self.lex.after.get(self.low[stop + 1], ())}
                    if there and there <= {"killed", "injured"} and what not in there:
                        return "other", "after: both"
                return what, "after: " + " ".join(words)
        return None

    def passive(self, q: Quantity, i: int, stop: int, until: int, later: Sequence[Quantity]) -> bool:
        """Whether the participle at `i` tells what befell the people before it, not what they did."""
        before = self.low[max(q.end, i - 4) : i]
        if _AUX & set(before):
            return True
        if i > q.end + 6:
            return False
        if stop < len(self.low) and (self.low[stop] in _OBJECT or self.low[stop] in self.lex.plural):
            return False
        if later and stop == until and not later[0].single:
            nxt = later[0]
            return self.cue_after(nxt, len(self.low), set(), ()) is not None
        return not any(w in ("and", "who", "that", "which") for w in before)

    def fits(self, what: str) -> bool:
        only = self.lex.only[what]
        return not only or self.type.value in only

    def fall_back(self, q: Quantity) -> None:
        if q.single:
            return
        combatants, others = self.lex.defaults[self.type.value]
        q.what, q.rule = (combatants if q.kind == "combatant" else others), "type"


_VIOLENT = {
    EventType.AIR_STRIKE,
    EventType.SHELLING,
    EventType.BOMBING,
    EventType.CHEMICAL_ATTACK,
    EventType.ARMED_CLASH,
    EventType.VIOLENCE_AGAINST_CIVILIANS,
    EventType.CASUALTIES,
    EventType.DESTRUCTION,
}
_DAYS = set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december".split()
)
_AUX = set("was were is are be been being got get gets".split())
_OBJECT = set("the a an its their his her at several some more dozens".split())
_CLAUSE = set("when after while but where because although though ; until before since".split())
_LOOSE = set("in addition and/or himself herself itself".split()) - {"in"}
_STOP = set(
    "in on at by for from with to into near during when while who which that and or but as after before since including among was were is are be been has have had "
    "will would could may might must can do did said says he she it they them him us we you i not also were due because through over under between against across "
    "around outside inside about without within amid toward towards per than then there this if although though where whose whom so only still both each per via "
    "killing wounding injuring destroying leaving bringing causing following".split()
)
