"""Detection of event mentions, or where claims may stand: stretches of words with an event type, from the trained head or from cue words alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType

from .lexicon import words_of
from .phrases import Range, between_marks, trim

TYPES = tuple(EventType)
_EMPTY = frozenset({"ADP", "DET", "CCONJ", "PUNCT", "PART", "SYM"})
_OPENERS = frozenset({"case", "mark", "cc", "det"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may state an event of `type`; `score` is the head's probability, `cue` the word that names the event, where one is known.

    `more`: clauses elsewhere that state it again and add nothing.
    """

    words: Range
    type: EventType
    score: float
    rule: str
    cue: Range | None = None
    example: str | None = None
    more: tuple[Range, ...] = ()


def scored(
    doc: Doc,
    thresholds: Mapping[EventType, tuple[float, float]],
    *,
    extend: float = 0.5,
    bridge: int = 4,
    shortest: int = 5,
) -> list[Candidate]:
    """Candidates from `doc.claim_scores`, empty without them.

    `thresholds` gives for each type the in-claim probability that a candidate's best word needs, and the begin probability that cuts a
    candidate in two. A candidate reaches as far as words have `extend` of the needed probability, over gaps of at most `bridge` words, and
    has at least `shortest` words.
    """
    if doc.claim_scores is None or not len(doc):
        return []
    found = []
    for n, type_ in enumerate(TYPES):
        need, begin = thresholds.get(type_, (0.5, 0.5))
        scores = doc.claim_scores[:, n]
        if scores[:, 0].max() < need:
            continue
        for x, y in stretches(scores, doc.sents, need * extend, begin, bridge=bridge, shortest=shortest):
            words = _closed(doc, trim(doc, x, y))
            score = float(scores[words[0] : words[1], 0].max())
            if score >= need and words[1] - words[0] >= shortest and not _only_when_and_where(doc, words):
                found.append(Candidate(words, type_, min(1.0, score), "claim head"))
    return sorted(found, key=lambda c: (c.words, TYPES.index(c.type)))


def with_the_killed(doc: Doc, found: list[Candidate], others: Iterable[Candidate]) -> list[Candidate]:
    """The candidates, captures and advances with the clause right behind that tells of those killed in them: "took Dor on Friday | and killed 12 rebels".

    `others`: weaker candidates, of which such a clause is one where nobody else has it (codebook, rule 1: one event, one claim).
    """
    killed = {
        c.words[0]: c.words[1]
        for c in others
        if c.cue and doc.lemmas[c.cue[0]] in words_of("roles", "killing") and _counts(doc, c.words)
    }
    taken = {w for c in found for w in range(*c.words)}
    return [
        replace(c, words=(c.words[0], end))
        if c.type in _CAPTURES and (end := _behind(doc, c.words, killed)) and taken.isdisjoint(range(c.words[1], end))
        else c
        for c in found
    ]


_CAPTURES = (EventType.TERRITORY_GAINED, EventType.ADVANCE)


def _behind(doc: Doc, words: Range, killed: Mapping[int, int]) -> int:
    """Where the clause ends that begins right behind some words, over a comma, in the same sentence; 0 where there is none."""
    return next(
        (killed[w] for w in (words[1], words[1] + 1) if w in killed and doc.sent_of[w] == doc.sent_of[words[0]]), 0
    )


def _counts(doc: Doc, words: Range) -> bool:
    return any(doc.upos[w] == "NUM" for w in range(*words))


def key_figures(doc: Doc, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates, those in a list of figures ("900 displaced; 12 dead; 40 held") one for each of its parts, of the type that is likeliest there."""
    kept: list[Candidate] = []
    listed: defaultdict[Range, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        parts = _figures(doc, candidate.words)
        for part in parts:
            listed[part].append(candidate)
        kept += [] if parts else [candidate]
    for (first, last), told in listed.items():
        start, end = max(first, min(c.words[0] for c in told)), min(last, max(c.words[1] for c in told))
        likely = doc.claim_scores[start:end, :, 0].mean(0) if doc.claim_scores is not None else np.zeros(len(TYPES))
        surest = max(told, key=lambda c: c.score)
        kept.append(replace(surest, words=trim(doc, start, end), type=TYPES[int(likely.argmax())]))
    return sorted(kept, key=lambda c: (c.words, TYPES.index(c.type)))


def _figures(doc: Doc, words: Range) -> list[Range]:
    """The parts that some words touch of a sentence that is three or more between semicolons, each with a number; none of any other."""
    parts = between_marks(doc, doc.sents[doc.sent_of[words[0]]])
    if len(parts) < 3 or doc.claim_scores is None or not all("NUM" in doc.upos[slice(*part)] for part in parts):
        return []
    return [(a, b) for a, b in parts if a < words[1] and words[0] < b]


def _only_when_and_where(doc: Doc, words: Range) -> bool:
    """Whether the words are a time or a place and no more: "between 24 June and 7 July", "over the past 24 hours in Dor"."""
    named = {w for e in doc.ents if e.label in ("date", "place") for w in range(e.start, e.end)}
    return bool(named) and all(doc.upos[w] in _EMPTY or w in named for w in range(*words))


def _closed(doc: Doc, words: Range) -> Range:
    """The words without those at their end that only open what follows ("withdrew overnight | in order to")."""
    start, end = words
    while doc.deps and end - start > 1 and _opens(doc, end - 1):
        end -= 1
    return start, end


def _opens(doc: Doc, word: int) -> bool:
    above = doc.heads[word]
    return doc.deps[word] in _OPENERS or (doc.deps[word] == "fixed" and doc.deps[above] in _OPENERS)


def stretches(
    scores: np.ndarray, sents: Iterable[Range], need: float, begin: float, *, bridge: int, shortest: int
) -> Iterator[Range]:
    """Words that may state one event of a type: runs with `need` of the in-claim probability inside a sentence, cut where another begins.

    `scores` [words, 2]: the probabilities that a word lies in a claim and that one begins with it; `need`, `begin`: what either must reach.
    """
    for first, last in sents:
        for a, b in _runs(scores[first:last, 0] >= need, bridge):
            for x, y in _cut(scores[first:last, 1], a, b, begin, shortest):
                yield first + x, first + y


def _runs(on: np.ndarray, bridge: int) -> Iterator[Range]:
    """Stretches of true values, over gaps of at most `bridge`."""
    start = end = None
    for i in np.flatnonzero(on).tolist():
        if start is None or end is None:
            start = i
        elif i - end > bridge:
            yield start, end
            start = i
        end = i + 1
    if start is not None and end is not None:
        yield start, end


def _cut(begins: np.ndarray, start: int, end: int, need: float, shortest: int) -> Iterator[Range]:
    """A stretch cut where a second claim begins: at peaks of the begin probability, away from its ends."""
    at = start
    for i in range(start + shortest, end - shortest + 1):
        if begins[i] >= need and begins[i] == begins[max(start, i - 2) : i + 3].max() and i - at >= shortest:
            yield at, i
            at = i
    yield at, end
