"""Clustering against a slow restatement of its definition, on random graphs."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from warmonitor.reconcile.cluster import FORBIDDEN, alike, cluster

SCORES = st.sampled_from((FORBIDDEN, -3.0, -1.0, 0.5, 1.0, 2.0, 4.0))


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, dict[tuple[int, int], float]]:
    size = draw(st.integers(1, 7))
    return size, {pair: draw(SCORES) for pair in combinations(range(size), 2)}


def slow(size: int, scores: dict[tuple[int, int], float]) -> list[list[int]]:
    """The likest two groups that an edge joins, again and again; ties to the smallest names."""
    groups = {i: [i] for i in range(size)}

    def like(i: int, j: int) -> float:
        return scores[min(i, j), max(i, j)]

    while True:
        offers = [
            (-alike(groups[a], groups[b], like), a, b)
            for a, b in combinations(sorted(groups), 2)
            if any(like(i, j) > 0 for i in groups[a] for j in groups[b])
        ]
        best = min(offers, default=(0.0, 0, 0))
        if best[0] >= 0:
            return sorted(sorted(g) for g in groups.values())
        groups[best[1]] += groups.pop(best[2])


@given(graphs())
def test_agrees_with_the_definition(graph: tuple[int, dict[tuple[int, int], float]]) -> None:
    size, scores = graph
    edges = [pair for pair, score in scores.items() if score > 0]
    assert cluster(range(size), edges, lambda i, j: scores[i, j], threshold=0.0) == slow(size, scores)


@given(graphs())
def test_nothing_forbidden_is_together(graph: tuple[int, dict[tuple[int, int], float]]) -> None:
    size, scores = graph
    edges = [pair for pair, score in scores.items() if score > 0]
    for group in cluster(range(size), edges, lambda i, j: scores[i, j], threshold=0.0):
        assert all(scores[pair] != FORBIDDEN for pair in combinations(group, 2))


def test_must_overrules() -> None:
    assert cluster(range(3), [], lambda i, j: FORBIDDEN, threshold=0.0, must=[(0, 2)]) == [[0, 2], [1]]
