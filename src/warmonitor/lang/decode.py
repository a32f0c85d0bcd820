"""Structured decoding: from the encoder's scores to dependency trees (maximum spanning trees) and named entities (Viterbi over BIO tags)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from warmonitor.lang.doc import Entity
from warmonitor.lang.trees import best_tree, broken

_ADJACENT = 1.0
_NEVER = 1e4


def trees(
    heads: np.ndarray, deps: np.ndarray, arcs: np.ndarray, starts: np.ndarray, mask: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Heads int64, relations int and `other` bool, each [B, W], of a batch of windows, every sentence a tree: where the best heads are none, the maximum
    spanning tree (`best_tree`). `other` marks words whose head is none of those that were given, so that nobody knows the relation.

    `heads`, `deps` int [B, W, K]: the likeliest heads (a root its own) and the relation to each, the likeliest first; `arcs` float [B, W, W] as for
    `best_tree`, `starts` bool [B, W] where sentences begin (the first word always does), `mask` bool [B, W] which places hold words.
    """
    found = _heads(heads[..., 0], arcs, starts, mask)
    given = heads == found[..., None]
    which = given.argmax(-1)[..., None]
    return found, np.take_along_axis(deps, which, -1)[..., 0], ~given.any(-1)


def _heads(heads: np.ndarray, arcs: np.ndarray, starts: np.ndarray, mask: np.ndarray) -> np.ndarray:
    batch, width = heads.shape
    starts = starts | ~mask
    starts[:, 0] = True
    sentences = np.cumsum(starts.ravel()) - 1
    flat = (heads + np.arange(batch)[:, None] * width).ravel()
    places = np.arange(batch * width)
    padded = ~mask.ravel()
    flat[padded] = places[padded]
    for number in broken(flat, sentences):
        a, b = (int(i) for i in np.searchsorted(sentences, (number, number + 1)))
        row, first = divmod(a, width)
        last = first + b - a
        flat[a:b] = best_tree(arcs[row, first:last, first:last]) + a
    local: np.ndarray = flat.reshape(batch, width) - np.arange(batch)[:, None] * width
    return local


def relations(
    deps: np.ndarray, heads: np.ndarray, changed: np.ndarray, upos: Sequence[str], names: Sequence[str]
) -> list[str]:
    """The names of the relations, `root` exactly at the roots; `changed` marks words whose head is not one that the relation was chosen for.

    A word that the model took for a root and that hangs on another now is, before a verb, what is said ("Troops left a source said").
    """
    roots = heads == np.arange(len(heads))
    root = names.index("root")
    found = [names[d] for d in deps.tolist()]
    for i in np.flatnonzero(((deps == root) != roots) | changed).tolist():
        if roots[i]:
            found[i] = "root"
        elif upos[i] == "PUNCT":
            found[i] = "punct"
        elif found[i] == "root":
            found[i] = "ccomp" if heads[i] > i and upos[heads[i]] == "VERB" else "parataxis"
    return found


def best_tags(scores: np.ndarray, starts: np.ndarray, outside: float = 0.0) -> np.ndarray:
    """Viterbi decoding of BIO tags over all types together: int8 [B, W], 0 outside, 2k + 1 at the beginning of a name of type k, 2k + 2 inside of it.

    `scores` float [B, W, types, 3] are log probabilities of outside, begin and inside, for each type by itself; `starts` bool [B, W] where
    sentences begin, over which no name goes on; `outside` is added to the score of being no name. A name right behind another of its type pays
    `_ADJACENT`.
    """
    batch, width, types, _ = scores.shape
    margins = (scores[..., 1:] - scores[..., :1]).reshape(batch, width, 2 * types)
    margins = np.concatenate((np.full((batch, width, 1), outside, margins.dtype), margins), 2)
    transitions = _transitions(types)
    begins, opened = starts.astype(np.intp), np.any(starts, axis=0)
    best = np.empty((width, batch, 2 * types + 1), margins.dtype)  # of each word and tag the best score up to it
    best[0] = margins[:, 0] + transitions[1, 0]
    for i in range(1, width):
        step = best[i - 1][:, :, None] + (transitions[begins[:, i]] if opened[i] else transitions[0])
        np.add(np.maximum.reduce(step, 1), margins[:, i], out=best[i])
    tags = np.zeros((batch, width), np.int8)
    tags[:, -1] = last = best[-1].argmax(1)
    for i in range(width - 1, 0, -1):
        tags[:, i - 1] = last = (best[i - 1] + transitions[begins[:, i], :, last]).argmax(1)
    return tags


@cache
def _transitions(types: int) -> np.ndarray:
    """float32 [2, tags, tags]: from a tag (row) to the next (column), within a sentence and at the start of one."""
    size = 2 * types + 1
    first = np.zeros((size, size), np.float32)
    first[:, 2::2] = -_NEVER
    following = first.copy()
    for begin in range(1, size, 2):
        following[begin : begin + 2, begin] = -_ADJACENT
        following[begin : begin + 2, begin + 1] = 0
    return np.stack((following, first))


def entities(tags: np.ndarray, starts: np.ndarray, labels: Sequence[str]) -> list[Entity]:
    """The spans of BIO tags, in text order. `tags` int8 [n] as `best_tags` gives them, `starts` bool [n]: no name goes on over a sentence's start."""
    before = np.concatenate(([0], tags[:-1]))
    inside = (tags > 0) & (tags % 2 == 0) & ~starts & ((before == tags) | (before == tags - 1))
    begins = np.flatnonzero((tags > 0) & ~inside)
    ends = np.append(np.flatnonzero(~inside), len(tags))
    last = ends[np.searchsorted(ends, begins, side="right")]
    kinds = (tags[begins].astype(np.int64) - 1) // 2
    return [Entity(a, b, labels[k]) for a, b, k in zip(begins.tolist(), last.tolist(), kinds.tolist(), strict=True)]


def alone(scores: np.ndarray, outside: float = 0.0) -> np.ndarray:
    """The likeliest tag of each word in each type by itself, int8 [B, W, types], 1 at the beginning of a name, 2 inside of it, so that names of two types may
    share words; `scores` and `outside` as in `best_tags`. What begins with an inside must be likelier a beginning than nothing.
    """
    none, begin = scores[..., 0] + outside, scores[..., 1]
    tags: np.ndarray = np.stack((none, begin, scores[..., 2]), -1).argmax(-1).astype(np.int8)
    first = np.ones(tags.shape, bool)
    first[:, 1:] = tags[:, :-1] == 0
    tags[first & (begin < none)] = 0
    return tags


def nested(tags: np.ndarray, starts: np.ndarray, labels: Sequence[str], flat: Sequence[Entity]) -> list[Entity]:
    """Names that share words with names of other types, in text order: those of `alone`, int8 [n, types], of which none of `flat` of their type has a word."""
    taken = {label: np.zeros(len(tags), bool) for label in labels}
    for entity in flat:
        taken[entity.label][entity.start : entity.end] = True
    found = [e for k, label in enumerate(labels) for e in entities(np.ascontiguousarray(tags[:, k]), starts, [label])]
    return sorted(
        (e for e in found if not taken[e.label][e.start : e.end].any()), key=lambda e: (e.start, -e.end, e.label)
    )


def sigmoid(x: np.ndarray) -> np.ndarray:
    """1 / (1 + e⁻ˣ), float32, without overflow."""
    p: np.ndarray = 1.0 / (1.0 + np.exp(-np.clip(x, -30.0, 30.0)))
    return p


def softmax(x: np.ndarray) -> np.ndarray:
    """Probabilities over the last axis, float32."""
    p: np.ndarray = np.exp(x - x.max(-1, keepdims=True))
    p /= p.sum(-1, keepdims=True)
    return p
