"""What tells whether a phrase fills a role of a claim: named features, of the role head's opinion, of syntax, of place in the text, and of what was told before."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from warmonitor.ground.countries import country
from warmonitor.lang.doc import Doc
from warmonitor.model import Count, EventType
from warmonitor.read.lexicon import lexicon
from warmonitor.read.phrases import Range

from .earlier import Before
from .naming import named
from .nominals import HYPHENS, SIDE, Phrase, phrases_of, role_words, same_key

ROLES = ("actor", "target", "place")
HEAD = (*ROLES, "source", "time")
"""The roles that the role head tells, in its order."""
PLACE = ROLES.index("place")
LIKELY = 0.04
"""A phrase whose words are all less likely than this in the role, and that is no name nearby, is no candidate."""
NEAR = 2
"""Sentences before the claim in which names are candidates whatever the role head says."""
_WHO, _WHERE = frozenset({"person", "org", "norp", SIDE}), frozenset({"place"})
_KINDS = (_WHO, _WHO, _WHERE)


@dataclass(frozen=True, slots=True)
class Setting:
    """The claim whose roles are filled: its words, type, the head of its event, and `probs` float32 [words of the window, roles], how
    likely each word of `window` is in each role."""

    words: Range
    type: EventType
    event: int
    window: Range
    probs: np.ndarray
    counted: frozenset[int] = frozenset()
    largest: int = 0
    """The largest number that the claim counts."""


class Seen(NamedTuple):
    """What the role head thinks of a phrase, role by role, in logits: its likeliest word, its unlikeliest, its head."""

    most: list[float]
    least: list[float]
    head: list[float]


SURE = 4.6
"""No logit is farther from 0: the head is never surer than 0.99."""
UNSEEN = Seen([-SURE] * len(HEAD), [-SURE] * len(HEAD), [-SURE] * len(HEAD))


class _Inside(NamedTuple):
    """The phrases inside a window, the place of each among them, their first words and ends one after the other, and their heads, counted from its first word."""

    phrases: list[Phrase]
    place: dict[Phrase, int]
    edges: np.ndarray
    heads: np.ndarray


class Form(NamedTuple):
    """What a phrase is, whichever claim asks: what kind of name or noun, features of its form, whether it only says where a place before it
    lies, and whether it is a country."""

    kind: str
    values: dict[str, float]
    contains: bool
    country: bool


def counted_words(doc: Doc, told: Iterable[Count]) -> frozenset[int]:
    """The words of a claim's counts."""
    spans = [c.span for c in told if c.span]
    return frozenset(w for s in spans for w in range(*doc.words_in(s.start, s.end)))


def largest_count(told: Iterable[Count]) -> int:
    """The largest number of a claim's counts, 0 where it has none."""
    return max((count.low for count in told), default=0)


class Phrases:
    """The phrases of a document, and the words of its report's title."""

    def __init__(self, doc: Doc, title: str | None = None) -> None:
        self.doc = doc
        self.title = frozenset(re.findall(r"\w+", (title or "").lower()))
        self.all = phrases_of(doc)
        self.starts = [p.words[0] for p in self.all]
        self.in_place = frozenset(w for e in doc.ents if e.label == "place" for w in range(e.start, e.end))
        self.times = Counter(phrase.key for phrase in self.all)
        self.most = max((self.times[p.key] for p in self.all if p.label == "place"), default=0)
        self._longest = max((p.words[1] - p.words[0] for p in self.all), default=0)
        self._forms: dict[Phrase, Form] = {}
        self._answers: defaultdict[Callable[[Doc, Phrase], bool], dict[Phrase, bool]] = defaultdict(dict)
        self._inside: dict[Range, _Inside] = {}

    def form(self, phrase: Phrase) -> Form:
        """What a phrase is, looked up once."""
        if phrase not in self._forms:
            self._forms[phrase] = _form(self, phrase)
        return self._forms[phrase]

    def are(self, told: Callable[[Doc, Phrase], bool], phrase: Phrase) -> bool:
        """What `told` says of a phrase, whichever claim asks; asked once."""
        answers = self._answers[told]
        if phrase not in answers:
            answers[phrase] = told(self.doc, phrase)
        return answers[phrase]

    def beginning(self, first: int, last: int) -> list[Phrase]:
        """The phrases that begin at the words `first` to `last` (exclusive)."""
        return self.all[bisect_left(self.starts, first) : bisect_left(self.starts, last)]

    def within(self, a: int, b: int) -> _Inside:
        """The phrases inside a window; looked up once."""
        if (a, b) not in self._inside:
            inside = [p for p in self.beginning(a, b) if p.words[1] <= b]
            edges = np.array([p.words for p in inside], np.intp).ravel() - a
            heads = np.array([p.head for p in inside], np.intp).clip(a, b - 1) - a
            self._inside[a, b] = _Inside(inside, {p: n for n, p in enumerate(inside)}, edges, heads)
        return self._inside[a, b]

    def whole(self, phrase: Phrase) -> Phrase:
        """The post, road or base that a place's name only tells apart from others: of "the | Asmar | post" the post, for it is not the town."""
        around = self.beginning(phrase.words[1] - self._longest, phrase.words[0] + 1)
        longer = (p for p in around if phrase.words[1] < p.words[1])
        sites = (p for p in longer if p.head >= phrase.words[1] and self.doc.lemmas[p.head] in role_words("sites"))
        return min(sites, key=lambda p: p.words[1] - p.words[0], default=phrase)

    def bare(self, phrase: Phrase) -> Phrase:
        """The first name of a list whose noun is said of all: of "the villages of | Asmar | and Dor" the name."""
        if self.doc.xpos[phrase.head] != "NNS":
            return phrase
        inside = self.beginning(phrase.head + 1, phrase.words[1])
        last = (p for p in inside if p.label and p.words[1] == phrase.words[1])
        listed = (p for p in last if any(self.doc.deps[c] == "conj" for c in self.doc.children[p.head]))
        return next(listed, phrase)

    def candidates(self, setting: Setting, likely: Iterable[Phrase], role: int, before: Before) -> list[Phrase]:
        """The phrases worth weighing for a role of a claim, in text order; `likely`: those of which the role head thinks so."""
        sent_of = self.doc.sent_of
        first = max(0, sent_of[setting.words[0]] - NEAR)
        last = sent_of[setting.words[1] - 1]
        found = set(likely)
        kinds = _KINDS[role]
        near = self.beginning(self.doc.sents[first][0], self.doc.sents[last][1])
        found.update(p for p in near if p.label in kinds and first <= sent_of[p.head] <= last)
        found.update(p for of, phrases in before.items() if of.startswith(ROLES[role]) for p in phrases)
        return sorted(found, key=lambda p: p.words)


class _Sight:
    """What the role head thinks of the phrases in a claim's window; few of them are asked for."""

    def __init__(self, inside: _Inside, probs: np.ndarray) -> None:
        self._phrases, self._place, edges, heads = inside
        self._most: list[list[float]] = []
        if self._phrases:
            logits = _logits(probs)
            padded = np.concatenate([logits, logits[:1]])
            self._most = np.maximum.reduceat(padded, edges)[::2].tolist()
            self._least = np.minimum.reduceat(padded, edges)[::2]
            self._head = logits[heads]

    def likely(self, role: int) -> list[Phrase]:
        """The phrases that the head thinks may fill a role."""
        return [p for p, most in zip(self._phrases, self._most, strict=True) if most[role] >= LIKELY]

    def most(self, phrases: Iterable[Phrase], role: int) -> float:
        """The best that it thinks of any of some phrases; of those out of its sight nothing."""
        places = (self._place.get(p) for p in phrases)
        return max((self._most[n][role] for n in places if n is not None), default=-SURE)

    def of(self, phrase: Phrase) -> Seen | None:
        """What it thinks of a phrase; None of one out of its sight."""
        n = self._place.get(phrase)
        return None if n is None else Seen(self._most[n], self._least[n].tolist(), self._head[n].tolist())


class Described:
    """The candidates of one claim by their features. What is the same for every candidate, or for every role of one, is worked out once."""

    def __init__(self, phrases: Phrases, setting: Setting, before: Before) -> None:
        self.phrases, self.setting, self.before = phrases, setting, before
        self._sight = _Sight(phrases.within(*setting.window), setting.probs)
        self._told: defaultdict[str, set[frozenset[str]]] = defaultdict(
            set
        )  # by word: only who shares one can be the same
        self._fills: defaultdict[frozenset[str], list[int]] = defaultdict(list)  # by number, what those of a key were
        for n, filled in enumerate(before.values()):
            for key in {phrase.key for phrase in filled}:
                self._fills[key].append(n)
                for word in key:
                    self._told[word].add(key)
        self._alike: dict[frozenset[str], list[int]] = {}
        self._was = list(before)
        self._type = f"type: {setting.type}"
        self._of_any_role: dict[Phrase, tuple[dict[str, float], Seen | None]] = {}
        lemmas = phrases.doc.lemmas[slice(*setting.words)]
        self._of_a_war = not role_words("wars").isdisjoint(lemmas)
        self._taking_up = _taking_up(phrases.doc, setting.words)

    def candidates(self, role: int) -> list[tuple[Phrase, dict[str, float]]]:
        """The phrases worth weighing for a role, in text order, each with its named features."""
        found = self.phrases.candidates(self.setting, self._sight.likely(role), role, self.before)
        top = self._sight.most(found, role)
        return [(p, self._features(p, role, top)) for p in found]

    def _features(self, phrase: Phrase, role: int, top: float) -> dict[str, float]:
        """`top`: the best that the role head thinks of any candidate."""
        if phrase not in self._of_any_role:
            self._of_any_role[phrase] = self._for_any_role(phrase), self._sight.of(phrase)
        known, seen = self._of_any_role[phrase]
        values = _with_head(known, seen, role, self.setting.probs.shape[1], top)
        if role == PLACE:
            values |= self._place_features(phrase)
        return values

    def _for_any_role(self, phrase: Phrase) -> dict[str, float]:
        """What kind of phrase it is, how it hangs on the event, by which preposition or relation on its sentence, and what it was before."""
        doc, setting, form = self.phrases.doc, self.setting, self.phrases.form(phrase)
        where = _where(doc, phrase, setting)
        values = {
            **form.values,
            f"where: {where}": 1.0,
            f"where: {where}, kind: {form.kind}": 1.0,
            self._type: 1.0,
            f"{self._type}, kind: {form.kind}": 1.0,
            "counted": float(phrase.head in setting.counted),
            f"tie: {_tie(doc, phrase, setting)}": 1.0,
        }
        if where in ("inside", "same sentence, before", "same sentence, after"):
            values[f"relation: {doc.deps[phrase.head]}"] = 1.0
        for n in self._before(phrase.key):
            of = self._was[n]
            values[of] = 1.0
            if where != "inside":
                values[f"{of}, not inside"] = 1.0
        return values

    def _before(self, key: frozenset[str]) -> list[int]:
        """The numbers of what phrases that name the same were before."""
        if key not in self._alike:
            keys = {other for word in key for other in self._told.get(word, ()) if same_key(key, other)}
            self._alike[key] = sorted({n for other in keys for n in self._fills[other]})
        return self._alike[key]

    def _place_features(self, phrase: Phrase) -> dict[str, float]:
        """What only places have: how much the report is about one, whether it is a country, what the claim calls its place."""
        phrases, form, (start, end) = self.phrases, self.phrases.form(phrase), self.setting.words
        values = {"lies in the place before": float(form.contains)}
        if phrase.label == "place":
            inside = start <= phrase.head < end
            away = "" if inside else ", not inside"
            values["named most of all places" + away] = float(phrases.times[phrase.key] == phrases.most)
            values["how often named" + away] = math.log(max(1, phrases.times[phrase.key]))
            if form.country:
                values["a country" + away] = 1.0
                values[f"a country, {self.setting.type}"] = 1.0
                values["a country, for a whole war"] = float(self._of_a_war)
            taken_up = not inside and _taken_up(phrases.doc, phrase, self._taking_up)
            values["told as the claim tells of its place"] = float(taken_up)
        return values


def _with_head(values: dict[str, float], seen: Seen | None, role: int, roles: int, top: float) -> dict[str, float]:
    """A phrase's features with what the role head thinks of it, in this role and in the others."""
    known = seen or UNSEEN
    own = known.most[role]
    found = {
        **values,
        "role head": own,
        "role head: head word": known.head[role],
        "role head: every word": known.least[role],
        "role head: nobody likelier": float(own >= top - 1e-6 and own > LIKELY),
        "role head: best of all": top,
        "out of the head's sight": float(seen is None),
    }
    for r, name in _other_roles(role, roles):
        found[name] = known.most[r]
    return found


@cache
def _other_roles(role: int, roles: int) -> tuple[tuple[int, str], ...]:
    """The roles that a role head tells beside this one, each with the name of its feature."""
    return tuple((r, f"role head: as {name}") for r, name in enumerate(HEAD[:roles]) if r != role)


def _form(phrases: Phrases, phrase: Phrase) -> Form:
    """How a phrase is written, and how much of the report is about it."""
    doc = phrases.doc
    start, end = phrase.words
    kind = phrase.label or ("name" if doc.upos[phrase.head] == "PROPN" else "noun")
    values = {
        "bias": 1.0,
        f"kind: {kind}": 1.0,
        "capital": float(doc.words[start][:1].isupper()),
        "event noun": float(doc.lemmas[phrase.head] in event_nouns()),
        "named often": float(phrases.times[phrase.key] >= 3),
        "long": float(end - start > 4),
        "held or led": float(_hyphened(doc, end)),
        "in the title": float(bool(phrases.title) and phrase.key <= phrases.title),
        f"case: {_case(doc, phrase.head)}": 1.0,
    }
    is_country = phrase.label == "place" and country(named(doc, phrase.words)) is not None
    return Form(kind, values, _contains(doc, phrases, phrase), is_country)


def _taking_up(doc: Doc, words: Range) -> frozenset[str]:
    """The kinds of places that a claim takes up from before: "the | village"."""
    return frozenset(
        doc.lemmas[w]
        for w in range(words[0] + 1, words[1])
        if doc.lemmas[w] in role_words("grounds") and doc.words[w - 1].lower() in role_words("taking_up")
    )


def _taken_up(doc: Doc, phrase: Phrase, told: frozenset[str]) -> bool:
    """Whether what a claim takes up is what stands around the name elsewhere: "the village of | Tal Asmar"."""
    return not told.isdisjoint(doc.lemmas[max(0, phrase.words[0] - 3) : phrase.words[1] + 3])


def _where(doc: Doc, phrase: Phrase, setting: Setting) -> str:
    start, end = setting.words
    if start <= phrase.head < end:
        return "inside"
    away = doc.sent_of[phrase.head] - doc.sent_of[start]
    if away == 0 or doc.sent_of[phrase.head] == doc.sent_of[end - 1]:
        return "same sentence, before" if phrase.head < start else "same sentence, after"
    return "after" if away > 0 else "sentence before" if away == -1 else "two before" if away == -2 else "far before"


def _tie(doc: Doc, phrase: Phrase, setting: Setting) -> str:
    """How the phrase hangs on the event: relation to it, or to what hangs on it, or that the event hangs on it."""
    event, head = setting.event, phrase.head
    if doc.sent_of[event] != doc.sent_of[head]:
        return "other sentence"
    if event == head:
        return "event itself"
    above = doc.heads[head]
    if above == event:
        return doc.deps[head]
    if doc.heads[event] == head:
        return f"above, {doc.deps[event]}"
    if doc.heads[above] == event:
        return f"{doc.deps[head]} of {doc.deps[above]}"
    if doc.heads[event] == above and doc.deps[head].startswith("nsubj"):
        return f"{doc.deps[head]} of the verb above, {doc.deps[event]}"
    return "far"


def _case(doc: Doc, head: int) -> str:
    found = next((doc.words[c].lower() for c in doc.children[head] if doc.deps[c] == "case"), "none")
    return found if found in role_words("cases") or found == "none" else "other"


def _hyphened(doc: Doc, end: int) -> bool:
    """Whether what follows is “-held” or “-led”: a describing word, not a phrase by itself."""
    return end + 1 < len(doc) and doc.words[end] in HYPHENS and doc.touches(end)


def _contains(doc: Doc, phrases: Phrases, phrase: Phrase) -> bool:
    """Whether the phrase only says where a place named just before lies: "Tal Asmar in the southern countryside of | Dor"."""
    start = phrase.words[0]
    for word in range(start - 1, max(doc.sents[doc.sent_of[start]][0], start - 9) - 1, -1):
        if doc.upos[word] in ("VERB", "AUX", "CCONJ", "PRON"):
            return False
        if word in phrases.in_place:
            return True
    return False


@cache
def event_nouns() -> frozenset[str]:
    """Nouns that name an event ("strike", "siege"), never somebody or somewhere."""
    entries = [entry for type_ in EventType for entry in lexicon("events")[type_.value] if entry["pos"] == "noun"]
    return frozenset(word for entry in entries for word in str(entry["cue"]).split()) | role_words("events")


def _logits(p: np.ndarray) -> np.ndarray:
    p = np.clip(p, 0.01, 0.99)
    return np.asarray(np.log(p / (1.0 - p)))
