"""Noise changes words and keeps labels right."""

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.documents import IGNORE, NAME_TYPES, MarkedClaim, paint
from training.windows import Window

from training import noise

ROOT = Path(__file__).parents[2]
FORMS = [
    "Hasna",
    ",",
    "the",
    "rebels",
    "'",
    "base",
    ",",
    "fell",
    ".",
    "Omar",
    "'s",
    "men",
    "did",
    "n't",
    "hold",
    "it",
    ".",
]
HEADS = [7, 0, 3, 5, 3, 7, 5, 7, 7, 11, 9, 14, 14, 14, 14, 14, 14]


def sample() -> Window:
    n = len(FORMS)
    names = np.zeros((n, len(NAME_TYPES)), np.int8)
    paint(names, "place", 0, 1)
    paint(names, "person", 9, 10)
    starts = np.zeros(n, np.int64)
    starts[[0, 9]] = 1
    return Window(
        list(FORMS), [True] + [False] * (n - 1), starts, names, ["X"] * n, ["POS" if f == "'s" else "X" for f in FORMS],
        np.array(HEADS), ["dep"] * n,
        [MarkedClaim((0, 8), 0, 0, {"place": [(0, 1)], "actor": [(2, 6)]})],
    )  # fmt: skip


def test_commas_and_apostrophes_go_and_the_tree_stays_a_tree() -> None:
    made = noise.without_commas(sample(), random.Random(0))
    assert not any(c in "".join(made.forms) for c in ",'’")
    assert made.heads is not None and made.claims
    head = {made.forms[i]: made.forms[h] for i, h in enumerate(made.heads)}
    assert head["Hasna"] == "fell" and head["base"] == "fell" and head["rebels"] == "base"
    assert made.forms[slice(*made.claims[0].words)] == ["Hasna", "the", "rebels", "base", "fell"]
    assert made.forms[slice(*made.claims[0].roles["actor"][0])] == ["the", "rebels", "base"]


def test_both_ways_to_lose_an_apostrophe_occur() -> None:
    forms = {f for seed in range(40) for f in noise.without_commas(sample(), random.Random(seed)).forms}
    assert {"Omars", "s", "nt"} <= forms


def test_bullets_open_their_sentence() -> None:
    plain = sample()
    plain.claims = []
    made = next(m for seed in range(50) if (m := noise.bulleted(plain, random.Random(seed))).forms[0] in noise.BULLETS)
    assert made.heads is not None
    assert made.starts[0] == 1 and made.starts[1] == 0 and made.breaks[0]
    assert made.forms[made.heads[0]] == "fell" and made.forms[made.heads[1]] == "fell"


def test_renaming_touches_names_only() -> None:
    renamer = noise.Renamer(ROOT / "training" / "data" / "renames.yml")
    changed = {
        i
        for seed in range(30)
        for i, (a, b) in enumerate(zip(FORMS, renamer(sample(), random.Random(seed)).forms, strict=True))
        if a != b
    }
    assert changed == {0, 9}


@given(st.sets(st.integers(0, len(FORMS) - 1), max_size=len(FORMS) - 1))
def test_dropping_any_words_keeps_labels_aligned(gone: set[int]) -> None:
    made = noise.drop(sample(), sorted(gone))
    n = len(FORMS) - len(gone)
    assert made.heads is not None and made.upos is not None and made.deps is not None
    assert {len(x) for x in (made.forms, made.breaks, made.starts, made.names, made.upos, made.heads, made.deps)} == {n}
    assert all(h == IGNORE or 0 <= h < n for h in made.heads)
    assert all(0 <= c.words[0] < c.words[1] <= n for c in made.claims or ())
    assert made.starts[0] == 1


@pytest.mark.parametrize(
    "kind",
    [
        noise.without_stops,
        noise.shouted,
        noise.whispered,
        noise.titled,
        noise.curly,
        noise.without_quotes,
        noise.unbroken,
    ],
)
def test_every_noise_leaves_a_valid_window(kind: noise.Noise) -> None:
    for seed in range(10):
        made = kind(sample(), random.Random(seed))
        assert made.heads is not None
        assert len(made.forms) == len(made.starts) == len(made.names) == len(made.heads) and made.forms
