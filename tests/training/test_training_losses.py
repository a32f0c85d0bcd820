"""The losses: each head's where the batch has its labels, and of nothing else."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="training wants torch (pip install -e '.[train]')")

from torch import Tensor  # noqa: E402
from torch.nn import functional as F  # noqa: E402
from training.documents import EVENT_TYPES, IGNORE, ROLES, SPAN_TYPES  # noqa: E402
from training.losses import WEIGHTS, losses  # noqa: E402
from training.model import Reader, Roles, Sizes  # noqa: E402

WORDS, TYPES = 6, len(EVENT_TYPES)


def batch() -> dict[str, Tensor]:
    """One window of six words with every label, one claim and one span."""
    torch.manual_seed(1)
    ones = torch.ones(1, WORDS, dtype=torch.int64)
    ids = torch.arange(100, 100 + WORDS).unsqueeze(0)
    claim = torch.tensor([[0, 1, 1, 1, 0, 0]])
    return {
        "input_ids": ids, "attention_mask": ones, "word_first": ids - 100, "word_last": ids - 100, "shape": ones, "word_mask": ones,
        "upos": ones, "xpos": ones, "sent_start": torch.tensor([[1, 0, 0, 1, 0, 0]]), "head": torch.tensor([[1, 1, 1, 4, 4, 4]]), "dep": ones,
        "names": torch.zeros(1, WORDS, len(SPAN_TYPES), dtype=torch.int64), "claims": torch.zeros(1, WORDS, 2 * TYPES),
        "claim_window": torch.tensor([0]), "claim_type": torch.tensor([3]), "stance": torch.tensor([1]), "claim_mask": claim,
        "roles": torch.zeros(1, WORDS, len(ROLES), dtype=torch.int64),
        "span_window": torch.tensor([0]), "span_type": torch.tensor([TYPES]), "span_mask": claim,
    }  # fmt: skip


@pytest.fixture(scope="module")
def network() -> tuple[Reader, Roles]:
    torch.manual_seed(0)
    return Reader(Sizes(upos=4, xpos=5, deps=3)).eval(), Roles().eval()


def test_every_head_that_is_weighed_has_a_loss(network: tuple[Reader, Roles]) -> None:
    found = losses(*network, batch())
    assert found.keys() == WEIGHTS.keys()
    assert all(loss.isfinite() and loss > 0 for loss in found.values())


def test_a_batch_without_labels_teaches_nothing(network: tuple[Reader, Roles]) -> None:
    bare = batch()
    for key in ("upos", "xpos", "sent_start", "head", "dep", "names", "claims"):
        bare[key] = torch.full_like(bare[key], IGNORE)
    for key in bare:
        if key.startswith(("claim_", "span_")) or key in ("stance", "roles"):
            bare[key] = bare[key][:0]
    assert losses(*network, bare) == {}


def test_labels_that_are_unknown_do_not_count(network: tuple[Reader, Roles]) -> None:
    known = batch()
    known["upos"] = known["upos"].clone()
    known["upos"][0, 3:] = IGNORE
    scores = network[0](known)["upos"]
    assert torch.allclose(losses(*network, known)["upos"], F.cross_entropy(scores[0, :3], known["upos"][0, :3]))


def test_an_arc_into_another_sentence_costs_nothing(network: tuple[Reader, Roles]) -> None:
    told = batch()
    arcs = network[0](told)["arc"][0]
    own = [F.cross_entropy(arcs[i : i + 1, a : a + 3], torch.tensor([1])) for a in (0, 3) for i in range(a, a + 3)]
    assert torch.allclose(losses(*network, told)["arc"], torch.stack(own).mean(), atol=1e-5)


def test_a_missed_beginning_costs_three_times_a_false_one(network: tuple[Reader, Roles]) -> None:
    scores = torch.zeros(1, WORDS, 2 * TYPES)
    told = batch()
    told["claims"] = torch.full_like(told["claims"], IGNORE)
    costs = []
    for gold in (1.0, 0.0):
        told["claims"][0, 2, 3] = gold
        reader = _Answers(network[0], claims=scores)
        costs.append(losses(reader, network[1], told)["claims"].item())  # type: ignore[arg-type]
    assert costs[0] == pytest.approx(3 * costs[1])


class _Answers:
    """A reader whose answers of some heads are given."""

    def __init__(self, reader: Reader, **given: Tensor) -> None:
        self.reader, self.given, self.parser = reader, given, reader.parser

    def __call__(self, told: dict[str, Tensor]) -> dict[str, Tensor]:
        return {**self.reader(told), **self.given}
