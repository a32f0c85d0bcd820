"""Graph-based dependency parsing, its last step: maximum spanning trees from arc scores, one root a sentence, no cycles."""

from __future__ import annotations

import numpy as np

_ROOTS = 3
"""At most so many words are tried as the root of a sentence, of those that look more like a root than like anything else."""


def broken(heads: np.ndarray, sentences: np.ndarray) -> np.ndarray:
    """The numbers of the sentences that are no trees, sorted. `heads` int [n], a root its own; `sentences` int [n], not falling, from 0."""
    n = len(heads)
    if not n:
        return np.zeros(0, np.int64)
    places = np.arange(n)
    count = int(sentences[-1]) + 1
    bad = np.bincount(sentences[heads == places], minlength=count) != 1
    bad[sentences[sentences[heads] != sentences]] = True
    above, steps = heads, 1
    while steps < n:
        above = above[above]
        steps *= 2
    bad[sentences[heads[above] != above]] = True
    return np.flatnonzero(bad)


def best_tree(scores: np.ndarray) -> np.ndarray:
    """The heads int64 [n] of the maximum spanning arborescence with one root, by Chu and Liu (1965) and Edmonds (1967), for the likeliest roots.

    `scores` float [n, n]: how well word j heads word i, on the diagonal how well i is root; they must be finite.
    """
    n = len(scores)
    if n == 1:
        return np.zeros(1, np.int64)
    scores = scores.astype(np.float64)
    others = scores.copy()
    np.fill_diagonal(others, -np.inf)
    gain = np.diagonal(scores) - others.max(1)
    likely = np.argsort(-gain, kind="stable")[: max(1, min(_ROOTS, int((gain > 0).sum())))]
    best, found = -np.inf, np.zeros(n, np.int64)
    for root in likely.tolist():
        heads = _arborescence(others, root)
        score = scores[np.arange(n), heads].sum()
        if score > best:
            best, found = score, heads
    return found


def _arborescence(scores: np.ndarray, root: int) -> np.ndarray:
    """The best heads when all hangs on `root`; `scores` float [n, n] with -inf on the diagonal."""
    heads: np.ndarray = scores.argmax(1)
    heads[root] = root
    cycle = _cycle(heads, root)
    if cycle is None:
        return heads
    # The cycle becomes one node, the last; the rest keep their order.
    n = len(scores)
    outside = np.ones(n, bool)
    outside[cycle] = False
    rest = np.flatnonzero(outside)
    inside = scores[cycle, heads[cycle]]
    into = scores[np.ix_(cycle, rest)] - inside[:, None]  # what it costs to break the cycle at each word of it
    out = scores[np.ix_(rest, cycle)]
    small = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    small[-1, :-1] = into.max(0)
    small[:-1, -1] = out.max(1)
    chosen = _arborescence(small, int(np.searchsorted(rest, root)))
    entered = int(chosen[-1])
    for i, word in enumerate(rest):
        if word != root:
            heads[word] = cycle[out[i].argmax()] if chosen[i] == len(rest) else rest[chosen[i]]
    heads[cycle[into[:, entered].argmax()]] = rest[entered]
    return heads


def _cycle(heads: np.ndarray, root: int) -> np.ndarray | None:
    """The words of one cycle, sorted; None if there is none."""
    above = heads.tolist()
    state = [0] * len(above)  # 1: on the path, 2: leads to the root
    state[root] = 2
    for start in range(len(above)):
        path, i = [], start
        while state[i] == 0:
            state[i] = 1
            path.append(i)
            i = above[i]
        if state[i] == 1:
            return np.sort(np.array(path[path.index(i) :]))
        for i in path:
            state[i] = 2
    return None


def mend(heads: np.ndarray, sentences: np.ndarray) -> None:
    """Make each sentence a tree without scores, in place.

    Heads outside of the sentence are dropped, and what has none hangs on the first that has none.
    """
    for number in broken(heads, sentences):
        a, b = np.searchsorted(sentences, (number, number + 1))
        part = heads[a:b]
        places = np.arange(a, b)
        part[(part < a) | (part >= b)] = places[(part < a) | (part >= b)]
        loose = places[part == places]
        top = int(loose[0]) if len(loose) else a
        heads[top] = top
        part[np.isin(places, loose) & (places != top)] = top
        while (cycle := _cycle(part - a, top - a)) is not None:
            heads[a + cycle[0]] = top
