"""What tells whether a phrase fills a role of a claim: named features, of the role head's opinion, of syntax, of place in the text, and of what was told before."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

import numpy as np

from warmonitor.ground.countries import country
from warmonitor.lang.doc import Doc
from warmonitor.model import Count, EventType
from warmonitor.read.lexicon import lexicon
from warmonitor.read.phrases import Range

from .earlier import Before
from .naming import named
from .nominals import HYPHENS, SIDE, Phrase, phrases_of, role_words, same

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


@dataclass(frozen=True, slots=True)
class Seen:
    """What the role head thinks of a phrase, role by role, in logits: its likeliest word, its unlikeliest, its head."""

    most: list[float]
    least: list[float]
    head: list[float]


SURE = 4.6
"""No logit is farther from 0: the head is never surer than 0.99."""
UNSEEN = Seen([-SURE] * len(HEAD), [-SURE] * len(HEAD), [-SURE] * len(HEAD))


def counted_words(doc: Doc, told: Iterable[Count]) -> frozenset[int]:
    """The words of a claim's counts."""
    spans = [c.span for c in told if c.span]
    return frozenset(w for s in spans for w in range(*doc.words_in(s.start, s.end)))


class Phrases:
    """The phrases of a document, and the words of its report's title."""

    def __init__(self, doc: Doc, title: str | None = None) -> None:
        self.doc = doc
        self.title = frozenset(re.findall(r"\w+", (title or "").lower()))
        self.all = phrases_of(doc)
        self.starts = [p.words[0] for p in self.all]
        self.names = [p for p in self.all if p.label]
        self.in_place = frozenset(w for e in doc.ents if e.label == "place" for w in range(e.start, e.end))
        self.times = Counter(phrase.key for phrase in self.all)
        self.most = max((self.times[p.key] for p in self.all if p.label == "place"), default=0)

    def seen(self, setting: Setting) -> dict[Phrase, Seen]:
        """What the role head thinks of each phrase in the claim's window."""
        a, b = setting.window
        inside = self.all[bisect_left(self.starts, a) : bisect_left(self.starts, b)]
        inside = [p for p in inside if p.words[1] <= b]
        if not inside:
            return {}
        edges = np.array([p.words for p in inside]).ravel() - a
        logits = _logits(setting.probs)
        padded = np.concatenate([logits, logits[:1]])
        most = np.maximum.reduceat(padded, edges)[::2].tolist()
        least = np.minimum.reduceat(padded, edges)[::2].tolist()
        head = logits[np.array([p.head for p in inside]).clip(a, b - 1) - a].tolist()
        return {p: Seen(*row) for p, *row in zip(inside, most, least, head, strict=True)}

    def whole(self, phrase: Phrase) -> Phrase:
        """The post, road or base that a place's name only tells apart from others: of "the | Asmar | post" the post, for it is not the town."""
        longer = (p for p in self.all if p.words[0] <= phrase.words[0] and phrase.words[1] < p.words[1])
        sites = (p for p in longer if p.head >= phrase.words[1] and self.doc.lemmas[p.head] in role_words("sites"))
        return min(sites, key=lambda p: p.words[1] - p.words[0], default=phrase)

    def bare(self, phrase: Phrase) -> Phrase:
        """The first name of a list whose noun is said of all: of "the villages of | Asmar | and Dor" the name."""
        if self.doc.xpos[phrase.head] != "NNS":
            return phrase
        last = (p for p in self.names if phrase.head < p.words[0] and p.words[1] == phrase.words[1])
        listed = (p for p in last if any(self.doc.deps[c] == "conj" for c in self.doc.children[p.head]))
        return next(listed, phrase)

    def candidates(self, setting: Setting, seen: Mapping[Phrase, Seen], role: int, before: Before) -> list[Phrase]:
        """The phrases worth weighing for a role of a claim, in text order."""
        sent_of = self.doc.sent_of
        first = max(0, sent_of[setting.words[0]] - NEAR)
        last = sent_of[setting.words[1] - 1]
        found = {p for p, known in seen.items() if known.most[role] >= LIKELY}
        kinds = _KINDS[role]
        found.update(p for p in self.names if p.label in kinds and first <= sent_of[p.head] <= last)
        found.update(p for of, phrases in before.items() if of.startswith(ROLES[role]) for p in phrases)
        return sorted(found, key=lambda p: p.words)


def features(
    phrases: Phrases, phrase: Phrase, setting: Setting, seen: Seen | None, role: int, before: Before, top: float
) -> dict[str, float]:
    """Named features of a candidate for a role; `seen` is what the role head thinks of it (None where it did not see it), `top` the best
    that it thinks of any candidate.
    """
    where = _where(phrases.doc, phrase, setting)
    values = {"bias": 1.0} | _by_head(seen, role, setting.probs.shape[1], top)
    values |= _by_form(phrases, phrase, setting, where) | _by_syntax(phrases.doc, phrase, setting, where)
    if role == PLACE:
        values |= _place_features(phrases, phrase, setting, where)
    alike = {p: same(phrase, p) for p in set(chain.from_iterable(before.values()))}
    for of, filled in before.items():
        if any(alike[p] for p in filled):
            values[of] = 1.0
            if where != "inside":
                values[f"{of}, not inside"] = 1.0
    return values


def _by_head(seen: Seen | None, role: int, roles: int, top: float) -> dict[str, float]:
    """What the role head thinks of the phrase, in this role and in the others."""
    known = seen or UNSEEN
    own = known.most[role]
    values = {
        "role head": own,
        "role head: head word": known.head[role],
        "role head: every word": known.least[role],
        "role head: nobody likelier": float(own >= top - 1e-6 and own > LIKELY),
        "role head: best of all": top,
        "out of the head's sight": float(seen is None),
    }
    return values | {f"role head: as {name}": known.most[r] for r, name in enumerate(HEAD[:roles]) if r != role}


def _by_form(phrases: Phrases, phrase: Phrase, setting: Setting, where: str) -> dict[str, float]:
    """What kind of phrase it is, how it is written, and how much of the report is about it."""
    doc = phrases.doc
    start, end = phrase.words
    name = phrase.label or ("name" if doc.upos[phrase.head] == "PROPN" else "noun")
    return {
        f"where: {where}": 1.0,
        f"kind: {name}": 1.0,
        f"where: {where}, kind: {name}": 1.0,
        f"type: {setting.type}": 1.0,
        f"type: {setting.type}, kind: {name}": 1.0,
        "capital": float(doc.words[start][:1].isupper()),
        "counted": float(phrase.head in setting.counted),
        "event noun": float(doc.lemmas[phrase.head] in event_nouns()),
        "named often": float(phrases.times[phrase.key] >= 3),
        "long": float(end - start > 4),
        "held or led": float(_hyphened(doc, end)),
        "in the title": float(bool(phrases.title) and phrase.key <= phrases.title),
    }


def _by_syntax(doc: Doc, phrase: Phrase, setting: Setting, where: str) -> dict[str, float]:
    """How it hangs on the event, and by which preposition or relation on its sentence."""
    values = {f"tie: {_tie(doc, phrase, setting)}": 1.0, f"case: {_case(doc, phrase.head)}": 1.0}
    if where in ("inside", "same sentence, before", "same sentence, after"):
        values[f"relation: {doc.deps[phrase.head]}"] = 1.0
    return values


def _place_features(phrases: Phrases, phrase: Phrase, setting: Setting, where: str) -> dict[str, float]:
    """What only places have: how much the report is about one, whether it is a country, what the claim calls its place."""
    doc = phrases.doc
    values = {"lies in the place before": float(_contains(doc, phrases, phrase))}
    if phrase.label == "place":
        away = "" if where == "inside" else ", not inside"
        values["named most of all places" + away] = float(phrases.times[phrase.key] == phrases.most)
        values["how often named" + away] = math.log(max(1, phrases.times[phrase.key]))
        if country(named(doc, phrase.words)):
            values["a country" + away] = 1.0
            values[f"a country, {setting.type}"] = 1.0
            values["a country, for a whole war"] = float(_of_a_war(doc, setting.words))
        values["told as the claim tells of its place"] = float(
            where != "inside" and _taken_up(doc, phrase, setting.words)
        )
    return values


def _of_a_war(doc: Doc, words: Range) -> bool:
    """Whether a claim is of a war as a whole ("since the conflict began")."""
    return any(doc.lemmas[w] in role_words("wars") for w in range(*words))


def _taken_up(doc: Doc, phrase: Phrase, words: Range) -> bool:
    """Whether a claim's "the village" is what stands around the name elsewhere: "the village of | Tal Asmar"."""
    told = {
        doc.lemmas[w]
        for w in range(words[0] + 1, words[1])
        if doc.lemmas[w] in role_words("grounds") and doc.words[w - 1].lower() in role_words("taking_up")
    }
    around = range(max(0, phrase.words[0] - 3), min(len(doc), phrase.words[1] + 3))
    return any(doc.lemmas[w] in told for w in around)


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
