"""Decoding on arrays made by hand: names that overlap, relations of mended trees."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.lang import decode
from warmonitor.lang.decode import alone, best_tags, entities, nested, relations, sigmoid, softmax, trees
from warmonitor.lang.doc import Entity

_LABELS = ("person", "org", "place")


def _likely(columns: tuple[str, ...], sure: tuple[float, ...] = ()) -> np.ndarray:
    """Log probabilities float [1, words, types, 3] where each type has its own tags, a string of O, B and I; `sure`: how likely those of each type are, else 0.9."""
    probs = np.full((1, len(columns[0]), len(columns), 3), 0.0)
    for kind, column in enumerate(columns):
        p = sure[kind] if sure else 0.9
        for i, tag in enumerate(column):
            probs[0, i, kind] = (1 - p) / 2
            probs[0, i, kind, "OBI".index(tag)] = p
    likely: np.ndarray = np.log(probs)
    return likely


def _tags(*columns: str, sure: tuple[float, ...] = (), starts: tuple[int, ...] = (0,)) -> list[tuple[int, int, str]]:
    """Names found with such tags."""
    begins = np.isin(np.arange(len(columns[0])), starts)
    found = best_tags(_likely(columns, sure), begins[None], 0.4)[0]
    return [(e.start, e.end, e.label) for e in entities(found, begins, _LABELS)]


def test_names_of_several_types_in_text_order() -> None:
    assert _tags("OOOBI", "BIOOO", "OOBOO") == [(0, 2, "org"), (2, 3, "place"), (3, 5, "person")]


def test_of_overlapping_names_the_surer_stays() -> None:
    assert _tags("OOOOO", "BIIOO", "OBOOO") == [(0, 3, "org")]
    assert _tags("OOOOO", "BIIOO", "OBOOO", sure=(0.9, 0.36, 0.97)) == [(1, 2, "place")]


def test_names_within_and_across_others_of_another_type() -> None:
    """A type of "the Syrian army" and one of "Syrian": the first is the flat name, the second is nested."""
    columns = "BIIOO", "OBOOO", "OOOBI"
    begins = np.array([True, False, False, False, False])
    flat = entities(best_tags(_likely(columns), begins[None])[0], begins, _LABELS)
    apart = alone(_likely(columns))
    assert apart.shape == (1, 5, 3) and apart[0, :, 1].tolist() == [0, 1, 0, 0, 0]
    assert nested(apart[0], begins, _LABELS, flat) == [Entity(1, 2, "org")]
    assert nested(apart[0], begins, _LABELS, ()) == [*flat[:1], Entity(1, 2, "org"), *flat[1:]]


def test_neighbours_and_names_without_a_beginning() -> None:
    assert _tags("BIBO", "OOOO", "OOOO", sure=(0.99, 0.99, 0.99)) == [(0, 2, "person"), (2, 3, "person")]
    assert _tags("OIIO", "OOOO", "OOOO") == [(1, 3, "person")]
    assert _tags("OOO", "OOO", "OOO") == []


def test_no_name_goes_on_in_the_next_sentence() -> None:
    assert _tags("OOOO", "OBII", "OOOO", starts=(0, 3), sure=(0.9, 0.6, 0.9)) in (
        [(1, 3, "org")],
        [(1, 3, "org"), (3, 4, "org")],
    )
    tags = np.array([0, 3, 4, 4, 4, 2, 0, 6], np.int8)  # an inside behind another type's, and with nothing before
    starts = np.arange(8) == 3
    assert [(e.start, e.end, e.label) for e in entities(tags, starts, _LABELS)] == [
        (1, 3, "org"), (3, 5, "org"), (5, 6, "person"), (7, 8, "place"),
    ]  # fmt: skip


@given(st.lists(st.integers(0, 6), min_size=1, max_size=30), st.integers(0, 99))
def test_names_cover_the_tagged_words_once(tags: list[int], seed: int) -> None:
    starts = np.random.default_rng(seed).random(len(tags)) < 0.2
    found = entities(np.array(tags, np.int8), starts, _LABELS)
    assert [i for e in found for i in range(e.start, e.end)] == [i for i, t in enumerate(tags) if t]
    assert all(_LABELS[(tags[i] - 1) // 2] == e.label for e in found for i in range(e.start, e.end))


@given(st.integers(1, 4), st.integers(0, 5000))
def test_the_likeliest_of_all_tags(width: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = np.log(rng.dirichlet([0.6] * 3, (1, width, 2)))
    starts = rng.random((1, width)) < 0.2

    def value(tags: tuple[int, ...]) -> float:
        total = 0.0
        for i, tag in enumerate(tags):
            before = tags[i - 1] if i and not starts[0, i] else 0
            if tag and tag % 2 == 0 and before not in (tag, tag - 1):
                return -np.inf
            kind, part = (tag - 1) // 2, 1 + (tag - 1) % 2
            total += scores[0, i, kind, part] - scores[0, i, kind, 0] if tag else 0.4
            total -= decode._ADJACENT * (tag % 2 == 1 and before in (tag, tag + 1))
        return total

    found = tuple(best_tags(scores, starts, 0.4)[0].tolist())
    assert value(found) == pytest.approx(max(map(value, product(range(5), repeat=width))))


def test_tags_of_many_windows_at_once() -> None:
    scores = np.log(np.random.default_rng(3).dirichlet([0.6] * 3, (5, 7, 2)))
    starts = np.zeros((5, 7), bool)
    alone = [best_tags(scores[i : i + 1], starts[i : i + 1])[0] for i in range(5)]
    np.testing.assert_array_equal(best_tags(scores, starts), alone)


def test_a_batch_of_windows_becomes_trees_and_padding_does_not_matter() -> None:
    heads = np.array([[[1, 2], [0, 1], [1, 0], [3, 0]], [[0, 1], [0, 1], [3, 0], [0, 1]]])
    deps = np.arange(16).reshape(2, 4, 2)
    arcs = np.zeros((2, 4, 4))
    arcs[0, 0] = [0, 5, 0, 0]  # word 0 wants 1, word 1 wants 0, and 1 is the likelier root
    arcs[0, 1] = [4, 3, 0, 0]
    arcs[0, 2] = [0, 5, 0, 0]
    starts = np.array([[True, False, False, True], [False, False, False, False]])
    mask = np.array([[True] * 4, [True, True, False, False]])
    found, of, other = trees(heads, deps, arcs, starts, mask)
    assert found[0].tolist() == [1, 1, 1, 3] and found[1, :2].tolist() == [0, 0]
    assert of[0].tolist() == [0, 3, 4, 6] and not other[0].any()  # of word 1 that to the second head
    assert trees(heads[..., :1], deps[..., :1], arcs, starts, mask)[2][0].tolist() == [False, True, False, False]


def test_roots_are_called_so_and_nothing_else_is() -> None:
    deps, heads = np.array([1, 0, 0, 0, 1, 0]), np.array([0, 0, 2, 1, 2, 2])
    changed = np.array([False, False, False, True, True, False])
    upos = ["VERB", "NOUN", "VERB", "PUNCT", "NOUN", "VERB"]
    assert relations(deps, heads, changed, upos, ["root", "obj"]) == [
        "root",
        "parataxis",
        "root",
        "punct",
        "obj",
        "parataxis",
    ]


def test_what_is_said_before_the_verb_of_saying() -> None:
    """Troops left, a source said."""
    upos = ["NOUN", "VERB", "DET", "NOUN", "VERB"]
    heads, deps = np.array([1, 4, 3, 4, 4]), np.array([1, 0, 1, 1, 0])
    assert relations(deps, heads, heads < 0, upos, ["root", "nsubj"])[1] == "ccomp"


def test_probabilities() -> None:
    assert sigmoid(np.array([-1e9, 0.0, 1e9], np.float32)).tolist() == pytest.approx([0, 0.5, 1])
    assert softmax(np.array([[1e9, 0.0], [2.0, 2.0]], np.float32)).tolist() == [[1, 0], [0.5, 0.5]]
