"""Who fills a role of a claim: every noun phrase that might is a candidate, and a logistic model over named features of it says how likely.

The weights (`lang/en/fillers.json`) are fitted by `training/fillers.py` on coded reports that the encoder did not see. Each feature's
contribution is weight times value, in logits; the strongest ones are the reason that a claim gives.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

import numpy as np

from warmonitor.ground.countries import country
from warmonitor.lang.doc import Doc
from warmonitor.model import Count, EventType
from warmonitor.read.lexicon import lexicon, words_of
from warmonitor.read.logistic import fitted, probability
from warmonitor.read.phrases import Range, trim
from warmonitor.read.veil import as_written, names_side

from .earlier import Before
from .joining import parts_of_one
from .naming import lost_apostrophe, named

role_words = partial(words_of, "roles")
ROLES = ("actor", "target", "place")
PLACE = ROLES.index("place")
LIKELY = (
    0.04  # a phrase whose words are all less likely than this in the role, and that is no name nearby, is no candidate
)
NEAR = 2  # sentences before the claim in which names are candidates whatever the role head says
_NAMES = ("person", "org", "place", "norp")
SIDE = "side"  # the label of a word that stands for a side's or a speaker's name
_WHO, _WHERE = frozenset({"person", "org", "norp", SIDE}), frozenset({"place"})
_KINDS = (_WHO, _WHO, _WHERE)
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "SYM"})
_HYPHENS = ("-", "–")
_LEFT = frozenset({"compound", "amod", "flat", "nmod:poss", "goeswith", "punct", "nmod", "obl:unmarked", "dep"})


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A candidate: its words, its head, what kind of name it is ("" for none), and its telling words in lower case."""

    words: Range
    head: int
    label: str
    key: frozenset[str]


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
class Filler:
    """A phrase that fills a role, how likely, and why: the features that spoke most for it."""

    phrase: Phrase
    probability: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the role head thinks of a phrase, role by role, in logits: its likeliest word, its unlikeliest, its head."""

    most: list[float]
    least: list[float]
    head: list[float]


SURE = 4.6  # no logit is farther from 0: the head is never surer than 0.99
UNSEEN = Seen([-SURE] * 8, [-SURE] * 8, [-SURE] * 8)


def counted_words(doc: Doc, told: Iterable[Count]) -> frozenset[int]:
    """The words of a claim's counts."""
    spans = [c.span for c in told if c.span]
    return frozenset(w for s in spans for w in range(*doc.words_in(s.start, s.end)))


class Phrases:
    """The phrases of a document, and the words of its report's title."""

    def __init__(self, doc: Doc, title: str | None = None) -> None:
        self.doc = doc
        self.title = frozenset(re.findall(r"\w+", (title or "").lower()))
        self.all = _phrases(doc)
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


def _phrases(doc: Doc) -> list[Phrase]:
    found: dict[Range, Phrase] = {}
    taken: dict[int, str] = {}
    for entity in doc.ents:
        words = trim(doc, entity.start, entity.end)
        if entity.label in _NAMES and not _feast(doc, words):
            taken.update(dict.fromkeys(range(*words), entity.label))
            found[words] = Phrase(words, _head(doc, words), entity.label, _key(doc, words))
    for word in range(len(doc)):
        if names_side(doc, word):
            taken[word] = SIDE
            found[word, word + 1] = Phrase((word, word + 1), word, SIDE, _key(doc, (word, word + 1)))
    for head, upos in enumerate(doc.upos):
        if not (upos in _NOMINAL or (upos == "PRON" and doc.lemmas[head] not in role_words("pronouns"))):
            continue
        if _article(doc, head) or (upos in ("NUM", "ADJ", "SYM") and not _stands_alone(doc, head)):
            continue
        for words in {_core(doc, head, taken), _with_of(doc, head, taken)}:
            if words not in found:
                found[words] = Phrase(words, head, taken.get(head, ""), _key(doc, words))
    return sorted(found.values(), key=lambda p: p.words)


def _feast(doc: Doc, words: Range) -> bool:
    """Whether what was taken for a name tells a day ("Eid al-Fitr")."""
    return any(doc.words[w].lower() in role_words("feasts") for w in range(*words))


def _stands_alone(doc: Doc, word: int) -> bool:
    """Whether a number or adjective is used as a noun ("nine | were hurt"), or describes an event by its side ("US-led strikes")."""
    return doc.deps[word] not in ("nummod", "det", "advmod", "root")


def _head(doc: Doc, words: Range) -> int:
    return next((w for w in range(*words) if not words[0] <= doc.heads[w] < words[1] or doc.heads[w] == w), words[0])


def _core(doc: Doc, head: int, taken: Mapping[int, str]) -> Range:
    """The head with the describing words before it and the rest of a flat name after it."""
    start = end = head
    while start > 0 and doc.sent_of[start - 1] == doc.sent_of[head] and _describes(doc, start - 1, start, head):
        start -= 1
    while end + 1 < len(doc) and (
        (doc.heads[end + 1] == head and doc.deps[end + 1] in ("flat", "compound", "goeswith"))
        or (taken.get(end + 1) and taken.get(end + 1) == taken.get(end) and doc.sent_of[end + 1] == doc.sent_of[end])
    ):
        end += 1
    while start < head and (doc.upos[start] in ("DET", "PUNCT", "NUM", "ADP", "CCONJ") or doc.deps[start] == "det"):
        start += 1
    if start > 1 and _article(doc, start - 2):
        start -= 2
    return trim(doc, start, end + 1)


def _article(doc: Doc, word: int) -> bool:
    """Whether a word is the article of an Arabic name, to which a hyphen ties it ("al-Arbaeen")."""
    hyphen = word + 2 < len(doc) and doc.words[word + 1] in _HYPHENS and doc.starts[word + 2] - doc.ends[word] == 1
    return hyphen and doc.words[word].lower() in role_words("articles")


def _describes(doc: Doc, word: int, next_word: int, head: int) -> bool:
    if (
        doc.upos[word] in ("VERB", "ADP", "CCONJ", "PRON", "ADV", "SCONJ", "AUX", "DET")
        and doc.starts[next_word] > doc.ends[word]
    ):
        return False
    if doc.upos[word] == "PUNCT":
        return doc.starts[next_word] == doc.ends[word] and doc.words[word] not in (
            '"',
            "“",
            "(",
            ",",
            ".",
            ":",
            ";",
            "—",
        )
    above = doc.heads[word]
    return next_word <= above <= head and (doc.deps[word] in _LEFT or doc.starts[next_word] == doc.ends[word])


def _with_of(doc: Doc, head: int, taken: Mapping[int, str]) -> Range:
    """The core with the phrase that "of" hangs on it ("members of the tribe", "outskirts of Tal Asmar")."""
    start, end = _core(doc, head, taken)
    for child in doc.children[head]:
        if child >= end and doc.deps[child] == "nmod" and end < len(doc) and doc.words[end].lower() == "of":
            inner = _core(doc, child, taken)
            if inner[1] > end and inner[0] - end <= 3:
                return start, inner[1]
    return start, end


def _key(doc: Doc, words: Range) -> frozenset[str]:
    content = (w for w in range(*words) if doc.upos[w] not in ("DET", "ADP", "PUNCT", "PART"))
    told = {word.strip("'’")[: -1 if lost_apostrophe(doc, w) else None] for w in content for word in as_written(doc, w)}
    return frozenset(told - role_words("generic")) or frozenset(told)


def same(a: Phrase, b: Phrase) -> bool:
    """Whether two phrases name the same: the telling words of one contain the other's."""
    return bool(a.key) and bool(b.key) and (a.key <= b.key or b.key <= a.key)


def features(
    phrases: Phrases, phrase: Phrase, setting: Setting, seen: Seen | None, role: int, before: Before, top: float
) -> dict[str, float]:
    """Named features of a candidate for a role; `seen` is what the role head thinks of it (None where it did not see it), `top` the best
    that it thinks of any candidate.
    """
    doc = phrases.doc
    start, end = phrase.words
    known = seen or UNSEEN
    own = known.most[role]
    where = _where(doc, phrase, setting)
    name = phrase.label or ("name" if doc.upos[phrase.head] == "PROPN" else "noun")
    values = {
        "bias": 1.0,
        "role head": own,
        "role head: head word": known.head[role],
        "role head: every word": known.least[role],
        "role head: nobody likelier": float(own >= top - 1e-6 and own > LIKELY),
        "role head: best of all": top,
        "out of the head's sight": float(seen is None),
        f"where: {where}": 1.0,
        f"kind: {name}": 1.0,
        f"where: {where}, kind: {name}": 1.0,
        f"type: {setting.type}": 1.0,
        f"type: {setting.type}, kind: {name}": 1.0,
        f"tie: {_tie(doc, phrase, setting)}": 1.0,
        "capital": float(doc.words[start][:1].isupper()),
        "counted": float(phrase.head in setting.counted),
        "event noun": float(doc.lemmas[phrase.head] in event_nouns()),
        "named often": float(phrases.times[phrase.key] >= 3),
        "long": float(end - start > 4),
        "held or led": float(_hyphened(doc, end)),
        "in the title": float(bool(phrases.title) and phrase.key <= phrases.title),
    }
    if role == PLACE:
        values |= _place_features(phrases, phrase, setting, where)
    for r in range(setting.probs.shape[1]):
        if r != role:
            values[f"role head: as {r}"] = known.most[r]
    case = _case(doc, phrase.head)
    values[f"case: {case}"] = 1.0
    if where in ("inside", "same sentence, before", "same sentence, after"):
        values[f"relation: {doc.deps[phrase.head]}"] = 1.0
    for of, filled in before.items():
        if any(same(phrase, p) for p in filled):
            values[of] = 1.0
            if where != "inside":
                values[f"{of}, not inside"] = 1.0
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
    return end + 1 < len(doc) and doc.words[end] in _HYPHENS and doc.starts[end] == doc.ends[end - 1]


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


def fill(phrases: Phrases, setting: Setting, before: Before) -> dict[str, list[Filler]]:
    """Who fills each role of a claim, in text order."""
    weighed = weigh(phrases, setting, before)
    chosen = {role: joined(phrases.doc, choose(weighed[role], role)) for role in ROLES}
    return chosen | {"place": [replace(f, phrase=phrases.whole(phrases.bare(f.phrase))) for f in chosen["place"]]}


def weigh(phrases: Phrases, setting: Setting, before: Before) -> dict[str, list[tuple[Phrase, dict[str, float]]]]:
    """The candidates for each role with their features."""
    seen = phrases.seen(setting)
    weighed = {}
    for i, role in enumerate(ROLES):
        found = phrases.candidates(setting, seen, i, before)
        top = max((seen[p].most[i] for p in found if p in seen), default=-SURE)
        weighed[role] = [(p, features(phrases, p, setting, seen.get(p), i, before, top)) for p in found]
    return weighed


def choose(weighed: Iterable[tuple[Phrase, dict[str, float]]], role: str) -> list[Filler]:
    """The likely candidates, one of those that name the same; where none is likely, the likeliest one if it is likely enough."""
    model = _fitted()[role]
    weights: dict[str, float] = model["weights"]
    ranked = sorted(((probability(weights, values), p, values) for p, values in weighed),
                    key=lambda row: -row[0])  # fmt: skip
    kept: list[Filler] = []
    for likely, phrase, values in ranked:
        enough = likely >= (model["threshold"] if kept else model["single"])
        if enough and not any(same(phrase, k.phrase) or _overlap(phrase, k.phrase) for k in kept):
            kept.append(Filler(phrase, likely, _reasons(values, weights)))
    return sorted(kept, key=lambda f: f.phrase.words)


def _overlap(a: Phrase, b: Phrase) -> bool:
    return a.words[0] < b.words[1] and b.words[0] < a.words[1]


def joined(doc: Doc, found: Sequence[Filler]) -> list[Filler]:
    """The fillers, in text order, with those that are parts of one phrase as one. Two names stay two: a list may have lost its commas."""
    kept: list[Filler] = []
    for filler in found:
        while kept and _one(doc, kept[-1].phrase, filler.phrase):
            filler = _both(doc, kept.pop(), filler)
        kept.append(filler)
    return kept


def _one(doc: Doc, a: Phrase, b: Phrase) -> bool:
    lists = a.label and b.label and "norp" not in (a.label, b.label)
    return not lists and parts_of_one(doc, (a.words, a.head), (b.words, b.head))


def _both(doc: Doc, a: Filler, b: Filler) -> Filler:
    """Two fillers as one, with the reasons of the likelier."""
    words = (a.phrase.words[0], b.phrase.words[1])
    label = b.phrase.label or a.phrase.label
    phrase = Phrase(words, _head(doc, words), label, a.phrase.key | b.phrase.key)
    return replace(max(a, b, key=lambda f: f.probability), phrase=phrase)


def _reasons(values: Mapping[str, float], weights: Mapping[str, float], most: int = 3) -> tuple[str, ...]:
    told = sorted(((weights.get(n, 0.0) * v, n) for n, v in values.items() if n != "bias"), reverse=True)
    return tuple(name for weight, name in told[:most] if weight > 0)


def _fitted(language: str = "en") -> dict[str, Any]:
    return fitted("fillers", language)


def _logits(p: np.ndarray) -> np.ndarray:
    p = np.clip(p, 0.01, 0.99)
    return np.asarray(np.log(p / (1.0 - p)))
