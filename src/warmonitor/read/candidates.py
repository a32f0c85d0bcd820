"""Where claims may stand: stretches of words with an event type, from the trained head or from cue words alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType

from .phrases import Range, trim

TYPES = tuple(EventType)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may state an event of `type`; `score` is the head's probability, `cue` the word that names the event, where one is known."""

    words: Range
    type: EventType
    score: float
    rule: str
    cue: Range | None = None
    example: str | None = None


def scored(doc: Doc, thresholds: Mapping[EventType, tuple[float, float]], *, bridge: int = 2) -> list[Candidate]:
    """Candidates from `doc.claim_scores`: runs of words whose in-claim probability passes the type's first threshold, cut where the
    begin probability passes the second. Gaps of at most `bridge` words inside a sentence are closed. Empty without scores.
    """
    if doc.claim_scores is None:
        return []
    found = []
    for n, type_ in enumerate(TYPES):
        inside, begin = thresholds.get(type_, (0.5, 0.5))
        scores = doc.claim_scores[:, n]
        if not len(doc) or scores[:, 0].max() < inside:
            continue
        for sent in doc.sents:
            for a, b in _runs(scores[sent[0] : sent[1]], inside, begin, bridge):
                words = trim(doc, sent[0] + a, sent[0] + b)
                score = float(scores[words[0] : words[1], 0].mean())
                found.append(Candidate(words, type_, min(1.0, score), "claim head"))
    return sorted(found, key=lambda c: (c.words, TYPES.index(c.type)))


def _runs(scores: np.ndarray, inside: float, begin: float, bridge: int) -> Iterator[Range]:
    """Ranges of one sentence's words ([words, 2]: in, begin) that make a claim each."""
    start: int | None = None
    last = -1
    for i, (p_in, p_begin) in enumerate(scores):
        if p_in < inside:
            continue
        if start is not None and (i - last - 1 > bridge or (p_begin >= begin and _falls_before(scores, i, start))):
            yield start, last + 1
            start = None
        start = i if start is None else start
        last = i
    if start is not None:
        yield start, last + 1


def _falls_before(scores: np.ndarray, i: int, start: int) -> bool:
    """Whether word `i` is the peak of its neighbourhood's begin probability, so that one beginning does not cut twice."""
    low, high = max(start + 1, i - 2), min(len(scores), i + 3)
    return i - start >= 2 and bool(scores[i, 1] >= scores[low:high, 1].max())
