"""Decoding on arrays made by hand: names that overlap, relations of mended trees."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.lang.decode import best_tags, entities, relations, sigmoid, softmax, trees
from warmonitor.lang.doc import Entity

_LABELS = ("person", "org", "place")


def _names(*columns: str, scores: dict[int, float] | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Tags from one string of O, B and I a type; `scores` per type, else 0.9."""
    tags = np.array([["OBI".index(c) for c in column] for column in columns], np.int8).T
    probs = np.full(tags.shape, 0.9, np.float32)
    for kind, p in (scores or {}).items():
        probs[:, kind] = p
    return tags, probs


def _found(
    *columns: str, scores: dict[int, float] | None = None, starts: tuple[int, ...] = (0,)
) -> list[tuple[int, int, str]]:
    tags, probs = _names(*columns, scores=scores)
    begins = np.isin(np.arange(len(tags)), starts)
    return [(e.start, e.end, e.label) for e in entities(tags, probs, begins, _LABELS)]


def test_names_of_several_types_in_text_order() -> None:
    assert _found("OOOBI", "BIOOO", "OOBOO") == [(0, 2, "org"), (2, 3, "place"), (3, 5, "person")]


def test_the_surer_of_two_overlapping_names_stays() -> None:
    assert _found("OOOOO", "BIIOO", "OBOOO", scores={1: 0.8, 2: 0.7}) == [(0, 3, "org")]
    assert _found("OOOOO", "BIIOO", "OBOOO", scores={1: 0.35, 2: 0.7}) == [(1, 2, "place")]
    assert _found("OOO", "BIO", "BOO", scores={1: 0.6, 2: 0.7}) == [(0, 2, "org")]  # rather the whole than a part


def test_neighbours_and_names_without_a_beginning() -> None:
    assert _found("BIBOI", "OOOOO", "OOOOO") == [(0, 2, "person"), (2, 3, "person"), (4, 5, "person")]
    assert _found("IIO", "OOO", "OOO") == [(0, 2, "person")]
    assert _found("OOO", "OOO", "OOO") == []


def test_no_name_goes_on_in_the_next_sentence() -> None:
    assert _found("OOOO", "OBII", "OOOO", starts=(0, 3)) == [(1, 3, "org"), (3, 4, "org")]


@given(
    st.lists(st.lists(st.sampled_from([0, 1, 2]), min_size=3, max_size=3), min_size=1, max_size=30), st.integers(0, 99)
)
def test_names_never_overlap(tags: list[list[int]], seed: int) -> None:
    probs = np.random.default_rng(seed).random((len(tags), 3), np.float32)
    found = entities(np.array(tags, np.int8), probs, np.zeros(len(tags), bool), _LABELS)
    covered = [i for e in found for i in range(e.start, e.end)]
    assert len(covered) == len(set(covered)) and all(
        isinstance(e, Entity) and e.start < e.end <= len(tags) for e in found
    )
    assert (found == []) == (not np.any(tags))


@given(st.integers(1, 6), st.integers(0, 5000))
def test_the_likeliest_tags_without_a_loose_inside(width: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = np.log(rng.dirichlet([0.6] * 3, (1, width, 1)))
    starts = rng.random((1, width)) < 0.2

    def value(tags: tuple[int, ...]) -> float:
        edges = [
            (0, tags[0]),
            *((0 if start else a, b) for (a, b), start in zip(pairwise(tags), starts[0, 1:], strict=True)),
        ]
        if any(a == 0 and b == 2 for a, b in edges):
            return -np.inf
        return float(scores[0, np.arange(width), 0, tags].sum()) - 1.5 * sum(a != 0 and b == 1 for a, b in edges)

    found = tuple(best_tags(scores, starts)[0, :, 0].tolist())
    best = max(product(range(3), repeat=width), key=value)
    argmax = tuple(scores[0, :, 0].argmax(-1).tolist())
    assert value(found) == pytest.approx(value(best)) or (found == argmax and value(argmax) > -np.inf)


def test_tags_of_many_windows_at_once() -> None:
    scores = np.log(
        np.array(
            [
                [[0.5, 0.1, 0.4], [0.1, 0.1, 0.8]],
                [[0.9, 0.05, 0.05], [0.6, 0.1, 0.3]],
                [[0.2, 0.5, 0.3], [0.1, 0.5, 0.4]],
            ]
        )
    )
    tags = best_tags(scores[:, :, None, :].repeat(2, 2), np.zeros((3, 2), bool))
    assert tags.shape == (3, 2, 2)
    assert tags[:, :, 0].tolist() == tags[:, :, 1].tolist() == [[1, 2], [0, 0], [1, 2]]


def test_a_batch_of_windows_becomes_trees_and_padding_does_not_matter() -> None:
    heads = np.array([[1, 0, 1, 3], [0, 0, 3, 0]])
    arcs = np.zeros((2, 4, 4))
    arcs[0, 0] = [0, 5, 0, 0]  # word 0 wants 1, word 1 wants 0, and 1 is the likelier root
    arcs[0, 1] = [4, 3, 0, 0]
    arcs[0, 2] = [0, 5, 0, 0]
    starts = np.array([[True, False, False, True], [False, False, False, False]])
    mask = np.array([[True] * 4, [True, True, False, False]])
    assert trees(heads, arcs, starts, mask)[0].tolist() == [1, 1, 1, 3]
    assert trees(heads, arcs, starts, mask)[1, :2].tolist() == [0, 0]


def test_roots_are_called_so_and_nothing_else_is() -> None:
    deps, heads = np.array([1, 0, 0, 0, 1]), np.array([0, 0, 2, 1, 2])
    changed = np.array([False, False, False, True, True])
    punctuation = np.array([False, False, False, True, False])
    assert relations(deps, heads, changed, punctuation, ["root", "obj"]) == [
        "root",
        "parataxis",
        "root",
        "punct",
        "obj",
    ]


def test_probabilities() -> None:
    assert sigmoid(np.array([-1e9, 0.0, 1e9], np.float32)).tolist() == pytest.approx([0, 0.5, 1])
    assert softmax(np.array([[1e9, 0.0], [2.0, 2.0]], np.float32)).tolist() == [[1, 0], [0.5, 0.5]]
