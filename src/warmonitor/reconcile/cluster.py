"""Grouping by likeness, with what must and what must not be together, and a bound on drift.

Groups are merged from the likeliest two on, while their claims are on average more likely one event than not (average linkage) and no two of them are
forbidden to be one. Likeness alone would chain a week's shelling of neighbouring villages into one event.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from itertools import product

FORBIDDEN = float("-inf")
Pair = tuple[int, int]


def cluster(
    items: Iterable[int],
    edges: Iterable[Pair],
    likeness: Callable[[int, int], float],
    *,
    threshold: float,
    must: Iterable[Pair] = (),
) -> list[list[int]]:
    """Groups of `items`, each sorted, the groups in order of their first member.

    `edges` are the pairs along which groups may merge; `likeness(i, j)` with i < j is asked only for pairs that an edge leads to, and is
    `FORBIDDEN` where the two can't be one. Two groups merge while the mean of their pairs is above `threshold`. `must` pairs are merged first,
    forbidden or not. Depends on the sets handed in alone: ties fall by the items' order.
    """
    groups = {i: [i] for i in items}
    near: dict[int, set[int]] = {i: set() for i in groups}
    root = dict.fromkeys(groups, 0) | {i: i for i in groups}
    for a, b in sorted(must):
        _merge(root[a], root[b], groups, near, root)
    for i, j in edges:
        if root[i] != root[j]:
            near[root[i]].add(root[j])
            near[root[j]].add(root[i])
    totals: dict[Pair, float] = {}
    heap: list[tuple[float, int, int]] = []

    def offer(a: int, b: int) -> None:
        pair = (a, b) if a < b else (b, a)
        if pair not in totals:
            totals[pair] = sum(likeness(*sorted(p)) for p in product(groups[a], groups[b]))
        mean = totals[pair] / (len(groups[a]) * len(groups[b]))
        if mean > threshold:
            heapq.heappush(heap, (-mean, *pair))

    for a in sorted(groups):
        for b in sorted(near[a]):
            if a < b:
                offer(a, b)
    while heap:
        lost, a, b = heapq.heappop(heap)
        if a not in groups or b not in groups or b not in near[a]:
            continue
        if totals[a, b] / (len(groups[a]) * len(groups[b])) != -lost:
            continue
        _add_up(a, b, near, totals)
        _merge(a, b, groups, near, root)
        for other in sorted(near[a]):
            offer(a, other)
    return sorted(sorted(g) for g in groups.values())


def _merge(a: int, b: int, groups: dict[int, list[int]], near: dict[int, set[int]], root: dict[int, int]) -> None:
    """Put two groups under the smaller of their names."""
    if a == b:
        return
    a, b = min(a, b), max(a, b)
    for i in groups[b]:
        root[i] = a
    groups[a] += groups.pop(b)
    near[a] = (near[a] | near.pop(b)) - {a, b}
    for other in near[a]:
        near[other].discard(b)
        near[other].add(a)


def _add_up(a: int, b: int, near: dict[int, set[int]], totals: dict[Pair, float]) -> None:
    """Totals of the union with each neighbour of both; with a neighbour of one alone the other's part is asked for anew."""
    for other in (near[a] | near[b]) - {a, b}:
        mine = totals.pop((min(a, other), max(a, other)), None)
        yours = totals.pop((min(b, other), max(b, other)), None)
        if mine is not None and yours is not None:
            totals[min(a, other), max(a, other)] = mine + yours
