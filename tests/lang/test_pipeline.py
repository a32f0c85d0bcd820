"""The pipeline around the graphs, with graphs that answer by rule; and the shipped model where it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.lang.doc import Doc, Entity
from warmonitor.lang.encode import OUTPUTS, _lines, batches
from warmonitor.lang.pipeline import FILES, Pipeline, _own_words, load, read_parts, shipped
from warmonitor.lang.tokenize import tokenize
from warmonitor.model.errors import UserError
from warmonitor.model.events import EventType

Fake = Callable[..., tuple[Pipeline, Any]]
_WORDS = ["rebels", "took", "Idlib", "the", ".", "army", "\n", "\n\n", ",", "\u200b"]
_TEXTS = st.lists(st.lists(st.sampled_from(_WORDS), max_size=60).map(" ".join), max_size=6)


def _sound(doc: Doc) -> None:
    """All that must be true of any document."""
    n = len(doc)
    assert [doc.text[a:b] for a, b in zip(doc.starts, doc.ends, strict=True)] == list(doc.words)
    for column in (doc.lemmas, doc.upos, doc.xpos, doc.heads, doc.deps):
        assert len(column) == n
    for ranges in (doc.sents, doc.windows):
        assert [i for a, b in ranges for i in range(a, b)] == list(range(n)) and all(a < b for a, b in ranges)
    for a, b in doc.sents:
        assert sum(doc.heads[i] == i for i in range(a, b)) == 1
        assert all(a <= doc.heads[i] < b and (doc.deps[i] == "root") == (doc.heads[i] == i) for i in range(a, b))
        assert all(len(list(doc.ancestors(i))) < n for i in range(a, b))
    assert all(x.end <= y.start for x, y in pairwise(doc.ents))
    assert doc.claim_scores is not None and doc.claim_scores.shape == (n, 17, 2)


def test_what_the_graph_says_stands_at_its_words(fake: Fake, pieces: list[str]) -> None:
    pipeline, _ = fake()
    doc = pipeline.parse("The rebels took Idlib. They fled.\n\nRaqqa")
    _sound(doc)
    assert doc.words == ("The", "rebels", "took", "Idlib", ".", "They", "fled", ".", "Raqqa")
    assert doc.sents == ((0, 5), (5, 8), (8, 9))
    assert doc.heads == (0, 0, 1, 2, 3, 5, 5, 6, 8)
    assert doc.deps[0] == doc.deps[5] == doc.deps[8] == "root" and doc.deps[4] == "punct"
    assert doc.lemmas[1] == "rebel" and doc.upos[3] == "PROPN" and doc.xpos[4] == "."
    assert Entity(3, 4, "place") in doc.ents
    assert doc.mentions == (Entity(5, 6, "group"),)
    assert doc.claim_scores is not None and doc.vectors is not None
    assert doc.claim_scores[2, 0] == pytest.approx([0.731, 1.0], abs=1e-3)  # lies in, begins
    assert doc.claim_scores[3].max() < 0.01
    assert doc.vectors[2, 0] == pieces.index("took")


@pytest.mark.parametrize(
    ("text", "rows"), [("a\tb\nc\td\ne", [0, 2]), ("a | b\nc | d", [0, 3]), ("a , b\nc", [0]), ("a b\nc d", [0])]
)
def test_rows_of_a_table_are_parted(text: str, rows: list[int]) -> None:
    _, hard = _lines(text, tokenize(text).starts)
    assert np.flatnonzero(hard).tolist() == rows


def test_line_breaks_are_told_to_the_encoder(fake: Fake) -> None:
    pipeline, _ = fake()
    doc = pipeline.parse("rebels took\nthe village\r\nand\u2028fled")
    assert doc.vectors is not None
    assert [w for w, v in zip(doc.words, doc.vectors, strict=True) if v[1] > 10] == ["rebels", "the", "and", "fled"]


@given(texts=_TEXTS, size=st.sampled_from([24, 64, 160]))
def test_documents_come_in_order_and_the_same_as_alone(texts: list[str], size: int, fake: Fake) -> None:
    pipeline, _ = fake(size)
    docs = list(pipeline.pipe(iter(texts), batch_size=2))
    assert [d.text for d in docs] == texts
    for doc in docs:
        _sound(doc)
        alone = pipeline.parse(doc.text)
        assert alone == doc and alone.windows == doc.windows
        np.testing.assert_array_equal(alone.vectors, doc.vectors)


def test_a_long_run_without_stops_is_read_in_bounded_windows(fake: Fake, pieces: list[str]) -> None:
    pipeline, reader = fake(48)
    doc = pipeline.parse(" ".join("abcdefghijklmnopqrstuvwxyz" * 20))
    _sound(doc)
    assert len(doc) == 520 and max(width for _, width in reader.seen) <= 50
    assert doc.vectors is not None and [pieces[int(v[0])] for v in doc.vectors] == list(doc.words)


def test_texts_are_read_lazily(fake: Fake) -> None:
    pipeline, _ = fake()
    taken: list[int] = []

    def texts() -> Iterator[str]:
        for i in range(100):
            taken.append(i)
            yield "rebels fled ."

    docs = pipeline.pipe(texts(), batch_size=5)
    next(docs)
    assert len(taken) == 5


def test_batches_read_side_by_side_say_the_same_as_one_after_the_other(fake: Fake) -> None:
    pipeline, reader = fake()
    texts = [(text, tokenize(text)) for text in ("the army took Idlib . " * n for n in (300, 7, 800))]
    alone, beside = (replace(pipeline.encoder, threads=n)(texts) for n in (1, 3))
    assert len(reader.seen) > 2 * 2
    for column in fields(alone):
        np.testing.assert_array_equal(getattr(alone, column.name), getattr(beside, column.name))


def test_batches_are_bounded_and_complete() -> None:
    lengths = np.random.default_rng(1).integers(1, 200, 300)
    found = list(batches(lengths, 1000))
    assert sorted(np.concatenate(found).tolist()) == list(range(300))
    assert all((lengths[b].max() + 2) * len(b) <= 1000 for b in found)


def test_roles_are_looked_for_in_the_window_of_the_claim(fake: Fake) -> None:
    pipeline, _ = fake(12)
    doc = pipeline.parse("The rebels took the village . They fled and the army took Idlib .")
    assert len(doc.windows) > 1
    words = [i for i, w in enumerate(doc.words) if w == "took"]
    first, second = pipeline.roles(
        doc, [([words[0]], EventType.TERRITORY_GAINED), ([words[1], words[1] + 1], EventType.ADVANCE)]
    )
    for scores, word in ((first, words[0]), (second, words[1])):
        a, b = scores.window
        assert (a, b) in doc.windows and a <= word < b and scores.probs.shape == (b - a, 4, 3)
        assert [a + i for i, p in enumerate(scores.probs[:, 0, 1]) if p > 0.5] == list(range(a, word))
        assert scores.probs.sum(-1) == pytest.approx(1)
    assert first.stance.argmax() == 1 and second.stance.argmax() == 2
    assert pipeline.roles(doc, []) == []
    types = pipeline.types(doc, [[w] for w in words])
    assert types.shape == (2, 18) and types.argmax(1).tolist() == [17, 17]


def test_types_are_asked_of_a_spans_own_words(fake: Fake) -> None:
    pipeline, _ = fake()
    doc = pipeline.parse("The rebels took the village and the army took Idlib .")
    spans = [[2], [0, 1, 2], [6, 7, 8]]
    asked = np.array([[2, -1, -1], [0, 1, 2], [6, 7, 8]])
    np.testing.assert_array_equal(
        _own_words(np.array([[w in span for w in range(len(doc))] for span in spans]).astype(int)), asked
    )
    found = pipeline.types(doc, spans)
    assert found.argmax(1).tolist() == [17] * 3 and found[0, 0] < found[1, 0] == found[2, 0]


def test_roles_need_a_document_of_a_pipeline(fake: Fake) -> None:
    pipeline, _ = fake()
    with pytest.raises(ValueError, match="windows"):
        pipeline.roles(Doc.of(["rebels", "fled"]), [([1], EventType.ADVANCE)])


def test_a_very_long_text_keeps_no_vectors_and_still_has_roles(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline, _ = fake(24)
    text = "The rebels took the village . " * 20
    doc = pipeline.parse(text)
    monkeypatch.setattr("warmonitor.lang.pipeline.VECTORS_UP_TO", 50)
    long = pipeline.parse(text)
    assert long.vectors is None and long == doc
    claims = [([i], EventType.TERRITORY_GAINED) for i, w in enumerate(doc.words) if w == "took"]
    for a, b in zip(pipeline.roles(doc, claims), pipeline.roles(long, claims), strict=True):
        assert a.window == b.window
        np.testing.assert_array_equal(a.probs, b.probs)


def test_the_shipped_model_reads() -> None:
    pipeline = load("en")
    assert load("en") is pipeline
    text = "Government forces captured the town of Saraqib on Friday, a local official said.\n\nTwelve civilians were killed."
    doc = pipeline.parse(text)
    _sound(doc)
    assert len(doc.sents) == 2
    captured = doc.words.index("captured")
    assert doc.upos[captured] == "VERB" and doc.heads[1] == captured and doc.deps[1] == "nsubj"
    assert (doc.words.index("Saraqib"), "place") in {(e.start, e.label) for e in doc.ents}
    for odd in ("", " \n", "\x00", "\ud800", "a" * 30_000, "مدينة إدلب", "🙂🙂", "-" * 5000):
        _sound(pipeline.parse(odd))


def test_a_folder_without_a_model_is_no_pipeline(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no model\.onnx"):
        read_parts(tmp_path)


def test_a_graph_of_another_version_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in FILES:
        (tmp_path / file).symlink_to(shipped("en") / file)
    read_parts(tmp_path)
    monkeypatch.setitem(OUTPUTS, "head", 2)  # what the version before gave
    with pytest.raises(UserError, match=r"model\.onnx: another version .* gives no such head;"):
        read_parts(tmp_path)
    monkeypatch.undo()
    monkeypatch.setattr("warmonitor.lang.pipeline.ROLE_INPUTS", ("vectors", "window"))
    with pytest.raises(UserError, match=r"roles\.onnx: another version .* takes no window;"):
        read_parts(tmp_path)
