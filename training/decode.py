"""From the claim head's logits to claims, with no rules around it: the head measured alone."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from training.documents import EVENT_TYPES
from warmonitor.read.candidates import stretches

TYPES = len(EVENT_TYPES)


@dataclass(frozen=True, slots=True)
class Found:
    """Words `start` to `end` claim an event of a type (its number)."""

    start: int
    end: int
    type: int
    score: float


def probabilities(logits: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-logits)))


def decode(
    logits: np.ndarray,
    starts: np.ndarray,
    *,
    need: float = 0.5,
    begin: float = 0.5,
    extend: float = 0.5,
    bridge: int = 6,
    shortest: int = 5,
) -> Iterator[Found]:
    """Claims in a window.

    `logits` [W, 34]; `starts` [W] is true where a sentence starts: no claim goes over that edge. `need` is the score that a
    claim needs, `begin` the one at which a new claim begins inside another. A claim reaches as far as words have `extend` of the needed
    score, over gaps of up to `bridge` words; fewer words than `shortest` are no claim. The runs are those of `read.candidates`.
    """
    scores = probabilities(logits)
    sents = list(itertools.pairwise(sorted({0, *np.flatnonzero(starts).tolist(), len(logits)})))
    for kind in range(TYPES):
        own = scores[:, [TYPES + kind, kind]]
        if own[:, 0].max(initial=0.0) < need:
            continue
        for x, y in stretches(own, sents, need * extend, begin, bridge=bridge, shortest=shortest):
            best = float(own[x:y, 0].max())
            if y - x >= shortest and best >= need:
                yield Found(x, y, kind, best)


def second_opinion(found: Sequence[Found], logits: np.ndarray, types: np.ndarray, weight: float) -> list[Found]:
    """The same spans typed and scored by both heads: the words' scores and, to the power `weight`, what each span claims as a whole.

    `logits` [W, 34] are the words', `types` [K, 18] the spans' logits, in the order of `found`.
    """
    inside = probabilities(logits[:, TYPES:])
    whole = np.exp(types - types.max(-1, keepdims=True))
    whole /= whole.sum(-1, keepdims=True)
    scored = []
    for claim, opinion in zip(found, whole, strict=True):
        both = inside[claim.start : claim.end].max(0) ** (1 - weight) * opinion[:TYPES] ** weight
        scored.append(Found(claim.start, claim.end, int(both.argmax()), float(both.max())))
    return scored


def compete(found: Sequence[Found], share: float = 0.5) -> list[Found]:
    """The better one of any two claims of which one covers at least `share` of the other: coders seldom (4 %) give one clause two types."""
    kept: list[Found] = []
    for claim in sorted(found, key=lambda c: -c.score):
        shared = (min(claim.end, other.end) - max(claim.start, other.start) for other in kept)
        shorter = (min(claim.end - claim.start, other.end - other.start) for other in kept)
        if not any(a > share * b for a, b in zip(shared, shorter, strict=True)):
            kept.append(claim)
    return sorted(kept, key=lambda c: (c.start, c.end))
