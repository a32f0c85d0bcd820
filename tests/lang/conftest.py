"""A stand-in for the trained graphs: it answers by simple rules from its inputs, so that tests can tell what belongs where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import settings

from warmonitor.lang.pipeline import Parts, Pipeline
from warmonitor.lang.shapes import SHAPES
from warmonitor.lang.wordpiece import WordTable

WORDS = "rebels took fled the . , they idlib raqqa army and men village a b c d e f g h i j k l m n o p q r s t u v w x y z".split()
PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS]
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")

LABELS: dict[str, Any] = {
    "version": "test-1",
    "upos": ["NOUN", "PUNCT", "PROPN"],
    "xpos": ["NN", ".", "NNP"],
    "deps": ["dep", "root", "punct"],
    "names": ["person", "org", "norp", "place", "date", "number", "weapon", "event"],
    "events": [
        "territory_gained", "territory_held", "territory_left", "advance", "armed_clash", "air_strike", "shelling", "bombing", "chemical_attack",
        "violence_against_civilians", "abduction_or_arrest", "casualties", "displacement", "deployment", "access", "agreement", "destruction",
    ],
    "mentions": ["person mention", "group mention", "place mention"],
    "roles": ["actor", "target", "place", "source"],
    "stances": ["asserted", "denied", "expected", "possible"],
    "max_word_pieces": 4,
}  # fmt: skip


class FakeReader:
    """A sentence begins behind a full stop; every word hangs on the one before; capitals are places; "took" begins a claim of the first type.

    `vectors` hold the word's first wordpiece, its shape class and its place in the window. Remembers the shapes of its inputs.
    """

    def __init__(self) -> None:
        self.seen: list[tuple[int, ...]] = []

    def run(self, outputs: Sequence[str] | None, inputs: dict[str, np.ndarray], /) -> list[np.ndarray]:
        ids, mask, shape = inputs["input_ids"], inputs["word_mask"], inputs["shape"]
        batch, width = mask.shape
        self.seen.append(ids.shape)
        piece = np.take_along_axis(ids, inputs["word_first"], 1)
        stop = piece == PIECES.index(".")
        begins = np.zeros((batch, width), bool)
        begins[:, 1:] = stop[:, :-1]
        begins[:, 0] = True
        capital = shape % len(SHAPES) == SHAPES.index("Title")
        heads = np.maximum(np.arange(width) - 1, 0) + np.zeros((batch, 1), np.int64)
        heads[begins] = np.nonzero(begins)[1]
        names = np.zeros((batch, width, 8, 3), np.float32)
        names[..., 0] = 5
        names[..., LABELS["names"].index("place"), 1] = np.where(capital, 9, 0)
        claims = np.full((batch, width, 34), -9, np.float32)
        claims[..., 0] = np.where(piece == PIECES.index("took"), 9, -9)
        claims[..., 17] = np.where(piece == PIECES.index("took"), 1, -9)
        mentions = np.zeros((batch, width, 3, 3), np.float32)
        mentions[..., 0] = 5
        mentions[..., 1, 1] = np.where(piece == PIECES.index("they"), 9, 0)
        answers = {
            "upos": stop * 1 + capital * 2, "xpos": stop * 1 + capital * 2, "dep": np.where(begins, 1, stop * 2)[..., None],
            "sent_start": np.where(begins, 4.0, -4.0), "head": heads[..., None], "names": names, "mentions": mentions, "claims": claims,
            "arc": np.zeros((batch, width, width), np.float32),
            "vectors": np.stack([piece, shape, np.arange(width) + 0 * piece], -1).astype(np.float32),
        }  # fmt: skip
        assert outputs is not None
        return [answers[o] for o in outputs]


class FakeRoles:
    """Words before the claim are its actor, words after it its target; the stance says how many words the claim has."""

    def run(self, outputs: Sequence[str] | None, inputs: dict[str, np.ndarray], /) -> list[np.ndarray]:
        claim, asked = inputs["claim_mask"], inputs["asked"]
        roles = np.zeros((*asked.shape, 4, 3), np.float32)
        before = np.take_along_axis(np.cumsum(claim, 1) == 0, asked.clip(0), 1)
        roles[..., 0, 1] = np.where(before, 9, 0)
        stance = np.zeros((len(claim), 4), np.float32)
        stance[np.arange(len(claim)), claim.sum(1) % 4] = 9
        types = np.zeros((len(claim), 18), np.float32)
        types[:, 17] = np.where(inputs["type"] == 17, 9, 0)
        types[:, 0] = (asked >= 0).sum(1)
        answers = {"roles": roles, "stance": stance, "types": types}
        assert outputs is not None
        return [answers[o] for o in outputs]


@pytest.fixture(scope="session")
def fake() -> Callable[..., tuple[Pipeline, FakeReader]]:
    """Makes a pipeline over the fake graphs; `size`: wordpieces of a window."""

    def make(size: int = 160) -> tuple[Pipeline, FakeReader]:
        made = _parts(size)
        assert isinstance(made.session, FakeReader)
        return Pipeline(made), made.session

    return make


@pytest.fixture
def parts() -> Parts:
    return _parts()


def _parts(size: int = 160) -> Parts:
    return Parts(FakeReader(), FakeRoles(), WordTable(PIECES, 4), LABELS | {"max_pieces": size})


@pytest.fixture(scope="session")
def pieces() -> list[str]:
    return PIECES
