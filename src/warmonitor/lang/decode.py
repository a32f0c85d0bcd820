"""From the encoder's scores to sentences, trees and names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from warmonitor.lang.doc import Entity
from warmonitor.lang.trees import best_tree, broken

_BEGIN, _INSIDE = 1, 2
_LONGER = 0.5
"""Of overlapping names the one with the highest mean probability times this power of its length stays: rather the whole than a part."""
_ADJACENT = 1.5
_NEVER = 1e4
_FIRST = np.array([0.0, 0.0, -_NEVER], np.float32)
_NEXT = np.array([[0.0, 0.0, -_NEVER], [0.0, -_ADJACENT, 0.0], [0.0, -_ADJACENT, 0.0]], np.float32)
"""From a tag (row) to the next (column): outside, begin, inside."""
_LOOSE = "parataxis"
"""The relation of a word that the model took for a root and that hangs on another now."""


def trees(heads: np.ndarray, arcs: np.ndarray, starts: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """The heads of a batch of windows with every sentence made a tree, int64 [B, W].

    `heads` int [B, W] (a root its own), `arcs` float [B, W, W] as for `best_tree`, `starts` bool [B, W] where sentences begin (the first word
    always does), `mask` bool [B, W] which places hold words.
    """
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
    deps: np.ndarray, heads: np.ndarray, changed: np.ndarray, punctuation: np.ndarray, names: Sequence[str]
) -> list[str]:
    """The names of the relations, `root` exactly at the roots; `changed` marks words whose head is not the one that the relation was chosen for."""
    roots = heads == np.arange(len(heads))
    root = names.index("root")
    found = [names[d] for d in deps.tolist()]
    for i in np.flatnonzero((deps == root) != roots).tolist():
        found[i] = "root" if roots[i] else "punct" if punctuation[i] else _LOOSE
    for i in np.flatnonzero(changed & punctuation & ~roots).tolist():
        found[i] = "punct"
    return found


def best_tags(scores: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """The likeliest tags int8 [B, W, types] (0 outside, 1 begin, 2 inside) in which no name begins with an inside, by Viterbi's algorithm.

    `scores` float [B, W, types, 3] are log probabilities; `starts` bool [B, W] where sentences begin, over which no name goes on. A name right behind
    another of its type pays `_ADJACENT`.
    """
    tags: np.ndarray = scores.argmax(-1).astype(np.int8)
    before = np.concatenate((np.zeros_like(tags[:, :1]), tags[:, :-1]), 1)
    before[starts] = 0
    doubtful = ((tags == _INSIDE) & (before == 0)) | ((tags == _BEGIN) & (before != 0))
    rows, types = np.nonzero(doubtful.any(1))
    if len(rows):
        tags[rows, :, types] = _viterbi(scores[rows, :, types], starts[rows])
    return tags


def _viterbi(scores: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Tags int8 [k, W] for `scores` float [k, W, 3] and `starts` bool [k, W]."""
    k, width, _ = scores.shape
    best = scores[:, 0] + _FIRST
    back = np.zeros((k, width, 3), np.int8)
    for i in range(1, width):
        step = best[:, :, None] + np.where(starts[:, i, None, None], _FIRST, _NEXT)
        back[:, i] = step.argmax(1)
        best = step.max(1) + scores[:, i]
    tags = np.zeros((k, width), np.int8)
    tags[:, -1] = best.argmax(1)
    for i in range(width - 1, 0, -1):
        tags[:, i - 1] = back[np.arange(k), i, tags[:, i]]
    return tags


def entities(tags: np.ndarray, scores: np.ndarray, starts: np.ndarray, labels: Sequence[str]) -> list[Entity]:
    """Names that do not overlap, in text order; where candidates overlap the surest stays, the longer rather than its part (`_LONGER`).

    `tags` int [n, types] (0 outside, 1 begin, 2 inside), `scores` float [n, types] the probability of each tag, `starts` bool [n]: no name goes
    on over the start of a sentence.
    """
    n = len(tags)
    lines = np.ascontiguousarray(tags.T)
    begins = lines == _BEGIN
    begins[:, 1:] |= (lines[:, 1:] == _INSIDE) & ((lines[:, :-1] == 0) | starts[1:])
    begins[:, :1] |= lines[:, :1] == _INSIDE
    places = np.flatnonzero(lines)
    if not len(places):
        return []
    firsts = np.flatnonzero(begins.ravel()[places])
    lasts = np.append(firsts[1:], len(places)) - 1
    means = np.add.reduceat(scores.T.ravel()[places], firsts) / (lasts - firsts + 1)
    kinds, begin = np.divmod(places[firsts], n)
    end = places[lasts] % n + 1
    taken = bytearray(n)
    found = []
    for i in np.lexsort((begin, begin - end, -means * (end - begin) ** _LONGER)).tolist():
        a, b = int(begin[i]), int(end[i])
        if not any(taken[a:b]):
            taken[a:b] = b"\1" * (b - a)
            found.append(Entity(a, b, labels[kinds[i]]))
    found.sort(key=lambda e: e.start)
    return found


def sigmoid(x: np.ndarray) -> np.ndarray:
    """1 / (1 + e⁻ˣ), float32, without overflow."""
    p: np.ndarray = 1.0 / (1.0 + np.exp(-np.clip(x, -30.0, 30.0)))
    return p


def softmax(x: np.ndarray) -> np.ndarray:
    """Probabilities over the last axis, float32."""
    p: np.ndarray = np.exp(x - x.max(-1, keepdims=True))
    p /= p.sum(-1, keepdims=True)
    return p
