"""The network's parts that can be told right from wrong without training it."""

import pytest

torch = pytest.importorskip("torch", reason="training wants torch (pip install -e '.[train]')")

from training.model import OWN_LAYERS, Parser, Reader, Roles, Sizes, sentence_mask  # noqa: E402
from training.train import keep_claims  # noqa: E402


def test_words_see_their_own_sentence_only() -> None:
    mask = sentence_mask(torch.tensor([[1, 0, 1, 0]]), torch.tensor([[1, 1, 1, 0]]))
    assert mask[0].tolist() == [[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 1, 0]]


def test_distance_buckets_grow_away_from_the_claim() -> None:
    mask = torch.zeros(1, 100, dtype=torch.int64)
    mask[0, 50:55] = 1
    buckets = Roles._distance(mask)[0].tolist()
    assert set(buckets[50:55]) == {5} and buckets[49] == 4 and buckets[55] == 6
    assert buckets == sorted(buckets) and (buckets[0], buckets[-1]) == (0, 9)


def test_every_head_answers_for_every_word() -> None:
    reader = Reader(Sizes(upos=17, xpos=50, deps=40)).eval()
    ones = torch.ones(2, 5, dtype=torch.int64)
    batch = {
        "input_ids": ones,
        "attention_mask": ones,
        "word_first": ones,
        "word_last": ones,
        "shape": ones,
        "word_mask": ones,
    }
    out = reader(batch)
    assert out["upos"].shape == (2, 5, 17) and out["arc"].shape == (2, 5, 5) and out["names"].shape == (2, 5, 11, 3)
    assert out["claims"].shape == (2, 5, 34)


def test_a_root_is_scored_apart_from_the_arcs() -> None:
    parser = Parser(3).eval()
    words = torch.randn(1, 4, 384)
    before = parser.arcs(words)
    with torch.no_grad():
        parser.root.bias += 7.0
    change = parser.arcs(words) - before
    assert torch.allclose(change, 7.0 * torch.eye(4), atol=1e-4)


def test_the_words_of_a_window_serve_all_its_claims() -> None:
    roles = Roles().eval()
    words, parts = roles.project(torch.randn(1, 6, 384))
    masks, kinds = torch.tensor([[1, 1, 0, 0, 0, 0], [0, 0, 0, 1, 1, 0]]), torch.tensor([0, 3])
    once = roles.judge(words, parts, masks, kinds)
    each = roles.judge(words.expand(2, -1, -1), parts.expand(2, -1, -1), masks, kinds)
    assert all(torch.allclose(a, b, atol=1e-5) for a, b in zip(once, each, strict=True))


def test_of_some_words_the_same_is_said_as_of_all() -> None:
    roles = Roles().eval()
    vectors, kinds = torch.randn(1, 6, 384), torch.tensor([0, 3])
    masks = torch.tensor([[1, 1, 0, 0, 0, 0], [0, 0, 1, 1, 1, 0]])
    every, stance, types = roles.judge(*roles.project(vectors), masks, kinds)
    some = roles(vectors, masks, kinds, torch.tensor([[0, 1, -1], [2, 3, 4]]))
    assert torch.allclose(some[1], stance, atol=1e-5) and torch.allclose(some[2], types, atol=1e-5)
    assert torch.allclose(some[0][0, :2], every[0, :2], atol=1e-5) and torch.allclose(
        some[0][1], every[1, 2:5], atol=1e-5
    )


def test_words_that_are_not_there_are_not_seen() -> None:
    roles = Roles().eval()
    vectors, kinds = torch.randn(1, 6, 384), torch.tensor([0])
    masks, words = torch.tensor([[1, 1, 0, 0, 0, 0]]), torch.tensor([[1, 1, 1, 1, 0, 0]])
    padded = roles.judge(*roles.project(vectors), masks, kinds, word_mask=words)
    short = roles.judge(*roles.project(vectors[:, :4]), masks[:, :4], kinds)
    assert torch.allclose(padded[0][:, :4], short[0], atol=1e-5)
    assert all(torch.allclose(a, b, atol=1e-5) for a, b in zip(padded[1:], short[1:], strict=True))


def test_the_layers_of_syntax_begin_as_the_encoders_last() -> None:
    reader = Reader(Sizes(upos=17, xpos=50, deps=40)).eval()
    reader.share_last_layers()
    last = reader.encoder.layers[-OWN_LAYERS:].parameters()
    assert all(torch.equal(a, b) for a, b in zip(last, reader.form_layers.parameters(), strict=True))


def test_claims_stay_as_they_are_when_syntax_alone_learns() -> None:
    reader, roles = Reader(Sizes(upos=17, xpos=50, deps=40)), Roles()
    keep_claims(reader, roles)
    words = torch.arange(1, 4)[None]
    batch = dict.fromkeys(("input_ids", "word_first", "word_last", "shape"), words) | {
        "attention_mask": torch.ones(1, 5)
    }
    out = reader(batch | {"input_ids": torch.tensor([[101, 2000, 2001, 2002, 102]])})
    assert not (out["claims"].requires_grad or out["vectors"].requires_grad)
    assert all(out[head].requires_grad for head in ("upos", "xpos", "sent_start", "arc", "names"))


def test_a_head_is_chosen_together_with_its_relation(monkeypatch: pytest.MonkeyPatch) -> None:
    """The arc to word 1 is a little likelier than that to word 2, but no relation to it is likely."""
    parser = Parser(2).eval()
    scores = {0: [0.0, 0.0], 1: [0.0, 0.0], 2: [5.0, -5.0]}
    monkeypatch.setattr(
        parser, "rels", lambda _, heads: torch.tensor([[[scores[h] for h in row] for row in heads[0].tolist()]])
    )
    arcs = torch.full((1, 3, 3), -9.0)
    arcs[0, :, 1], arcs[0, :, 2] = 1.0, 0.8
    heads, relations, joint = parser.decide(torch.zeros(1, 3, 384), arcs, root=1)
    assert heads[0, 0].tolist() == [2, 1] and relations[0, 0].tolist() == [0, 0]
    assert heads[0, 2].tolist() == [1, 2] and relations[0, 2].tolist() == [0, 1]  # that it is a root is not likely
    assert joint[0, 0].argsort(descending=True).tolist() == [2, 1, 0]
    one_word = torch.zeros(1, 1, 1)
    alone, kinds, _ = parser.decide(torch.zeros(1, 1, 384), one_word, root=1)
    assert alone[0, 0, 0] == 0 and kinds[0, 0, 0] == 1
