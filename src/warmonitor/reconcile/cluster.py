"""Agglomerative clustering with must-link and cannot-link constraints.

The linkage is average, but of best partners: two groups are as like as their claims are to their best partners in the other group, on average over both.
A claim poor in detail thus needs one good partner and not many, which plain average linkage would ask of it. What keeps a week's shelling of neighbouring
villages from chaining into one event is that no two claims of a group may be forbidden to be one: days apart, towns apart (complete linkage under cannot-link
constraints).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import combinations

FORBIDDEN = float("-inf")
Pair = tuple[int, int]
Likeness = Callable[[int, int], float]


def cluster(
    items: Iterable[int],
    edges: Iterable[Pair],
    likeness: Likeness,
    *,
    threshold: float,
    must: Collection[Pair] = (),
    apart: Collection[Pair] = (),
) -> list[list[int]]:
    """Clusters of `items`, each sorted, in order of their first member.

    `edges` are the pairs along which groups may merge. `likeness(i, j)`, asked with i < j, is `FORBIDDEN` where the two can't be one.
    The likest groups merge first, while they are likelier than `threshold`. Whoever says that two claims are one event says it of their groups: those of
    `must` pairs (must-link) are joined, forbidden or not, save for what an `apart` pair (cannot-link) keeps out.
    Depends on the sets handed in alone: ties fall by the items' order.
    """
    groups = {i: [i] for i in items}
    near: dict[int, set[int]] = {i: set() for i in groups}
    for i, j in edges:
        near[i].add(j)
        near[j].add(i)
    heap: list[tuple[float, int, int, int]] = []

    def offer(a: int, b: int) -> None:
        a, b = min(a, b), max(a, b)
        how = alike(groups[a], groups[b], likeness)
        if how > threshold:
            heapq.heappush(heap, (-how, a, b, len(groups[a]) + len(groups[b])))

    for a in sorted(groups):
        for b in sorted(near[a]):
            if a < b:
                offer(a, b)
    while heap:
        _, a, b, size = heapq.heappop(heap)
        if a in groups and b in groups and len(groups[a]) + len(groups[b]) == size:  # neither has grown since
            _merge(a, b, groups, near)
            for other in sorted(near[a]):
                offer(a, other)
    found = sorted(sorted(g) for g in groups.values())
    return _joined(found, must, apart) if must else found


def _joined(groups: Sequence[list[int]], must: Iterable[Pair], apart: Collection[Pair]) -> list[list[int]]:
    """The groups after the `must` pairs; of a group one of which went elsewhere, those follow who are `apart` from none there."""
    of = {i: {i} for group in groups for i in group}
    for i, j in (*sorted(must), *(pair for group in groups for pair in combinations(group, 2))):
        mine, yours = of[i], of[j]
        if mine is not yours and not any((a in mine and b in yours) or (a in yours and b in mine) for a, b in apart):
            mine |= yours
            of.update(dict.fromkeys(yours, mine))
    return sorted(sorted(group) for group in {id(group): group for group in of.values()}.values())


def alike(mine: list[int], yours: list[int], likeness: Likeness) -> float:
    """The linkage: mean, over the items of both groups, of each item's likeness to its best partner; `FORBIDDEN` where any two are."""
    best = dict.fromkeys((*mine, *yours), FORBIDDEN)
    for i in mine:
        for j in yours:
            how = likeness(i, j) if i < j else likeness(j, i)
            if how == FORBIDDEN:
                return FORBIDDEN
            best[i] = max(best[i], how)
            best[j] = max(best[j], how)
    return (_mean(mine, best) + _mean(yours, best)) / 2


def _mean(items: list[int], of: Mapping[int, float]) -> float:
    return sum(of[i] for i in sorted(items)) / len(items)


def _merge(a: int, b: int, groups: dict[int, list[int]], near: dict[int, set[int]]) -> None:
    """Put group `b` under the name of `a`."""
    groups[a] = groups[a] + groups.pop(b)
    near[a] = (near[a] | near.pop(b)) - {a, b}
    for other in near[a]:
        near[other].discard(b)
        near[other].add(a)
