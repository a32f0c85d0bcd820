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


def test_who_joins_two_claims_joins_their_groups() -> None:
    scores = {pair: 2.0 if pair in ((0, 1), (2, 3)) else FORBIDDEN for pair in combinations(range(4), 2)}
    edges = [pair for pair, score in scores.items() if score > 0]

    def grouped(must: list[tuple[int, int]], apart: list[tuple[int, int]]) -> list[list[int]]:
        return cluster(range(4), edges, lambda i, j: scores[i, j], threshold=0.0, must=must, apart=apart)

    assert grouped([], []) == [[0, 1], [2, 3]]
    assert grouped([(1, 2)], []) == [[0, 1, 2, 3]]
    assert grouped([(1, 2)], [(0, 2)]) == [[0], [1, 2, 3]]
    assert grouped([(1, 2)], [(0, 2), (1, 3)]) == [[0], [1, 2], [3]]


@given(graphs(), st.data())
def test_what_people_part_is_never_together(
    graph: tuple[int, dict[tuple[int, int], float]], data: st.DataObject
) -> None:
    size, scores = graph
    pairs = sorted(scores)
    apart = data.draw(st.lists(st.sampled_from(pairs), unique=True, max_size=2)) if pairs else []
    must = (
        [p for p in data.draw(st.lists(st.sampled_from(pairs), unique=True, max_size=1)) if p not in apart]
        if pairs
        else []
    )
    known = scores | dict.fromkeys(apart, FORBIDDEN)
    edges = [pair for pair, score in known.items() if score > 0]
    found = cluster(range(size), edges, lambda i, j: known[i, j], threshold=0.0, must=must, apart=apart)
    assert sorted(i for group in found for i in group) == list(range(size))
    assert not any(a in group and b in group for group in found for a, b in apart)
    assert all(any(a in group and b in group for group in found) for a, b in must)
