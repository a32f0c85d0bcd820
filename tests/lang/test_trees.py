"""Trees: one root a sentence and no cycles, whatever the scores say; the best tree where all can be tried."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.lang.trees import best_tree, broken, mend


def _is_tree(heads: np.ndarray) -> bool:
    if (heads == np.arange(len(heads))).sum() != 1:
        return False
    for i in range(len(heads)):
        for _ in heads:
            i = int(heads[i])
        if heads[i] != i:
            return False
    return True


@pytest.mark.parametrize(
    ("heads", "bad"),
    [
        ([1, 1, 1, 4, 4], []),
        ([0, 1, 1, 4, 4], [0]),  # two roots
        ([1, 0, 1, 4, 4], [0]),  # a cycle and no root
        ([1, 1, 1, 4, 3], [1]),
        ([1, 1, 4, 4, 4], [0]),  # a head in the next sentence
        ([1, 1, 1, 3, 3], []),
    ],
)
def test_what_is_no_tree_is_found(heads: list[int], bad: list[int]) -> None:
    assert broken(np.array(heads), np.array([0, 0, 0, 1, 1])).tolist() == bad


def test_a_cycle_beside_a_root_is_found() -> None:
    assert broken(np.array([0, 2, 3, 1, 0]), np.zeros(5, int)).tolist() == [0]
    assert not len(broken(np.zeros(0, int), np.zeros(0, int)))


@given(st.integers(1, 5), st.integers(0, 10_000))
def test_the_best_of_all_trees(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n))
    trees = [h for h in map(np.array, itertools.product(range(n), repeat=n)) if _is_tree(h)]
    found = best_tree(scores)
    assert _is_tree(found)
    apart = np.where(np.eye(n, dtype=bool), -np.inf, scores)
    if n > 1 and 1 <= (np.diagonal(scores) > apart.max(1)).sum() <= 3:  # only likely roots are tried
        top = max(
            scores[np.arange(n), h].sum()
            for h in trees
            if scores[r := int(np.flatnonzero(h == np.arange(n))[0]), r] > apart[r].max()
        )
        assert scores[np.arange(n), found].sum() == pytest.approx(top)


@given(st.integers(1, 60), st.integers(0, 1000))
def test_always_a_tree(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = np.where(rng.random((n, n)) < 0.5, -10_000.0, 0.0) + rng.integers(0, 3, (n, n))
    assert _is_tree(best_tree(scores))


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6), st.integers(0, 1000))
def test_mending_without_scores(lengths: list[int], seed: int) -> None:
    n = sum(lengths)
    heads = np.random.default_rng(seed).integers(-2, n + 2, n).clip(0, n - 1)
    sentences = np.repeat(np.arange(len(lengths)), lengths)
    mend(heads, sentences)
    assert not len(broken(heads, sentences))
    at = 0
    for length in lengths:
        assert _is_tree(heads[at : at + length] - at)
        at += length


def test_mending_leaves_trees_alone() -> None:
    heads = np.array([1, 1, 1, 4, 4, 3])
    mend(heads, np.array([0, 0, 0, 1, 1, 1]))
    assert heads.tolist() == [1, 1, 1, 4, 4, 3]
