"""Event triggers, or cue words (`lang/en/events.yml`): what names the event in a claim, and claims where no trained head is at hand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType

from .candidates import TYPES, Candidate
from .lexicon import lexicon, words_of
from .phrases import CLAUSES, Range, clause_of, covering, trim

_VERBAL = ("VERB", "AUX")
LONG = 3
"""A cue of so many words names one event only."""


@dataclass(frozen=True, slots=True)
class Cue:
    type: EventType
    lemmas: tuple[str, ...]
    pos: str
    needs: tuple[str, ...]
    unless: tuple[str, ...]
    example: str

    @property
    def name(self) -> str:
        """The type and lemmas, by which fitted tables know it: "territory_gained fall"."""
        return f"{self.type.value} {' '.join(self.lemmas)} {self.pos}"


@cache
def _cues() -> dict[str, list[Cue]]:
    """By first lemma, longer cues first."""
    data = lexicon("events")
    found: dict[str, list[Cue]] = defaultdict(list)
    for type_ in EventType:
        for entry in data[type_.value]:
            lemmas = tuple(str(entry["cue"]).split())
            cue = Cue(
                type_,
                lemmas,
                entry["pos"],
                tuple(entry.get("needs", ())),
                tuple(entry.get("unless", ())),
                entry["example"],
            )
            found[lemmas[0]].append(cue)
    return {first: sorted(cues, key=lambda c: -len(c.lemmas)) for first, cues in found.items()}


def cue_in(doc: Doc, words: Range, type_: EventType) -> tuple[Range, Cue] | None:
    """The first cue of a type within `words`, where there is one."""
    for i in range(*words):
        for cue in _cues().get(doc.lemmas[i], ()):
            if cue.type is type_ and _at(doc, i, cue) and _fits(doc, words, cue):
                return (i, i + len(cue.lemmas)), cue
    return None


def retyped(doc: Doc, candidates: Sequence[Candidate], title: str = "") -> list[Candidate]:
    """The candidates, those with the type of a cue of several words ("remain in place") that stands in them, for such a cue names one event only.

    So does what a claim's words name as its means, and a means that the report names nowhere is not that of its claims. A candidate keeps its
    type where another tells that event of the same words.
    """
    found = list(candidates)
    unnamed = _unnamed(f"{title}\n{doc.text}")
    for n, candidate in enumerate(candidates):
        type_ = (
            _told_at_length(doc, candidate.words) or _by_means(doc, candidate) or _likeliest(doc, candidate, unnamed)
        )
        if type_ and not any(o.type is type_ and _overlap(o.words, candidate.words) for o in candidates):
            found[n] = replace(candidate, type=type_)
    return found


@cache
def _means() -> tuple[tuple[EventType, frozenset[str], re.Pattern[str]], ...]:
    rows = lexicon("events")["means"]
    return tuple((EventType(r["type"]), frozenset(r["over"]), re.compile(r["pattern"], re.IGNORECASE)) for r in rows)


def _by_means(doc: Doc, candidate: Candidate) -> EventType | None:
    """The type that the means decides which a candidate's words, as they are written, name: "the Air Force struck"."""
    text = doc.quote(*candidate.words)
    return next((t for t, over, named in _means() if candidate.type.value in over and named.search(text)), None)


@cache
def _naming() -> tuple[tuple[EventType, re.Pattern[str]], ...]:
    """What is looked for in small letters: to be told that a letter may be a capital takes a pattern three times as long."""
    return tuple((EventType(r["type"]), re.compile(r["pattern"])) for r in lexicon("events")["naming"])


def _unnamed(text: str) -> frozenset[EventType]:
    """The types whose means a report has no word of."""
    low = text.lower()
    return frozenset(type_ for type_, named in _naming() if not named.search(low))


def _likeliest(doc: Doc, candidate: Candidate, unnamed: frozenset[EventType]) -> EventType | None:
    """For a candidate of an event whose means the report nowhere names, the type that the claim head finds likeliest of the others."""
    if candidate.type not in unnamed or doc.claim_scores is None:
        return None
    best = doc.claim_scores[slice(*candidate.words), :, 0].max(0)
    others = [n for n, type_ in enumerate(TYPES) if type_ not in unnamed]
    return TYPES[max(others, key=lambda n: float(best[n]))]


def _overlap(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _told_at_length(doc: Doc, words: Range) -> EventType | None:
    """The type of the first cue of several words within `words`."""
    cues = ((i, cue) for i in range(*words) for cue in _cues().get(doc.lemmas[i], ()) if len(cue.lemmas) >= LONG)
    return next((cue.type for i, cue in cues if _at(doc, i, cue) and _fits(doc, words, cue)), None)


def cued(doc: Doc) -> list[Candidate]:
    """Candidates by cue words and syntax alone, for pipelines without a claim head. Their score is a flat 0.5."""
    found: dict[tuple[Range, EventType], Candidate] = {}
    for i in range(len(doc)):
        for cue in _cues().get(doc.lemmas[i], ()):
            if not _at(doc, i, cue):
                continue
            clause = _clause(doc, i)
            if _fits(doc, clause, cue):
                words = (i, i + len(cue.lemmas))
                found.setdefault(
                    (clause, cue.type), Candidate(clause, cue.type, 0.5, f"cue: {cue.name}", words, cue.example)
                )
                break
    return list(_one_event_one_claim(list(found.values())))


def _at(doc: Doc, i: int, cue: Cue) -> bool:
    n = len(cue.lemmas)
    if (cue.pos == "verb" and doc.upos[i] not in _VERBAL) or (cue.pos == "noun" and n == 1 and doc.upos[i] in _VERBAL):
        return False
    if doc.lemmas[i : i + n] == cue.lemmas:
        return True
    if cue.pos != "verb" or n == 1:
        return False
    below = {doc.lemmas[c] for c in doc.children[i]}  # "took full control", "cut the road off"
    return all(lemma in below for lemma in cue.lemmas[1:])


def _fits(doc: Doc, words: Range, cue: Cue) -> bool:
    if any(_stands(doc, words, need) for need in cue.unless):
        return False
    return not cue.needs or any(_stands(doc, words, need) for need in cue.needs)


def _stands(doc: Doc, words: Range, need: str) -> bool:
    lemmas = set(doc.lemmas[slice(*words)])
    if need == "@place":
        return any(e.label == "place" and words[0] <= e.start < words[1] for e in doc.ents)
    if need == "@number":
        return "NUM" in doc.upos[slice(*words)]
    if need.startswith("@"):
        group = {"@armed": "armed", "@people": "people", "@aircraft": "aircraft", "@ground": "places_of_war"}[need]
        return not lemmas.isdisjoint(words_of("events", group))
    return need in lemmas


def _clause(doc: Doc, word: int) -> Range:
    """The clause of a cue word without the clauses of saying above it and the coordinated and relative clauses below it."""
    head = clause_of(doc, word)
    if doc.deps[head] == "root" and doc.upos[head] not in _VERBAL and doc.upos[word] in _VERBAL:
        head = word
    inside, stack = {head}, [head]
    while stack:
        for child in doc.children[stack.pop()]:
            if doc.deps[child] in CLAUSES - {"xcomp", "acl"} and not (
                doc.deps[child] == "conj" and doc.upos[child] not in _VERBAL
            ):
                continue
            inside.add(child)
            stack.append(child)
    return trim(doc, *_unbroken(inside, word) if word in inside else covering(inside) or (word, word + 1))


def _unbroken(inside: set[int], word: int) -> Range:
    """The widest range around `word` whose gaps are short."""
    start = end = word
    for i in range(word, min(inside) - 1, -1):
        if i in inside:
            if start - i > 6:
                break
            start = i
    for i in range(word, max(inside) + 1):
        if i in inside:
            if i - end > 6:
                break
            end = i
    return start, end + 1


def _one_event_one_claim(candidates: list[Candidate]) -> Iterator[Candidate]:
    """Without the casualties and destruction that another event's clause already tells (codebook, rules 1 and 13)."""
    means = {c.words for c in candidates if c.type not in (EventType.CASUALTIES, EventType.DESTRUCTION)}
    for candidate in candidates:
        if candidate.type in (EventType.CASUALTIES, EventType.DESTRUCTION) and candidate.words in means:
            continue
        yield candidate
