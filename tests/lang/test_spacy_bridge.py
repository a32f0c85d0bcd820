"""Our documents as spaCy's and back, and a spaCy pipeline in the place of ours."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from warmonitor.lang import load, spacy_bridge
from warmonitor.lang.doc import Doc, Entity
from warmonitor.lang.pipeline import Parts, read_parts, shipped
from warmonitor.lang.tokenize import Tokens
from warmonitor.model import DateSource, Report
from warmonitor.model.errors import UserError
from warmonitor.read.reader import ReportReader

spacy = pytest.importorskip("spacy", reason="spaCy is optional")

TEXT = " Rebels took  Idlib.\n\nThey fled."


def _ours(text: str = TEXT) -> Doc:
    return Doc.of(
        ["Rebels", "took", "Idlib", ".", "They", "fled", "."],
        text=text,
        lemmas=["rebel", "take", "Idlib", ".", "they", "flee", "."],
        upos=["NOUN", "VERB", "PROPN", "PUNCT", "PRON", "VERB", "PUNCT"],
        xpos=["NNS", "VBD", "NNP", ".", "PRP", "VBD", "."],
        heads=[1, 1, 1, 1, 5, 5, 5],
        deps=["nsubj", "root", "obj", "punct", "nsubj", "root", "punct"],
        sents=[(0, 4), (4, 7)],
        ents=[(2, 3, "place")],
    )


def test_the_text_and_all_that_is_known_of_it_arrive_at_spacy() -> None:
    made = spacy_bridge.to_spacy(replace(_ours(), nested=(Entity(1, 3, "event"),)))
    assert made.text == TEXT
    words = {t.text: t for t in made if not t.is_space}
    assert words["Idlib"].head is not None and words["Idlib"].head.text == "took" and words["Idlib"].dep_ == "obj"
    assert (words["took"].pos_, words["took"].tag_, words["took"].lemma_, words["took"].dep_) == (
        "VERB",
        "VBD",
        "take",
        "ROOT",
    )
    assert [(e.text, e.label_) for e in made.ents] == [("Idlib", "GPE")]
    assert [(e.text, e.label_) for e in made.spans[spacy_bridge.NESTED]] == [("took  Idlib", "EVENT")]
    assert [s.root.text for s in made.sents] == ["took", "fled"]
    assert made.user_data[spacy_bridge.KEPT].words == _ours().words


def test_there_and_back() -> None:
    for text in (TEXT, "Rebels took Idlib. They fled.", "\n\nRebels took Idlib .They fled  .\n"):
        assert spacy_bridge.from_spacy(spacy_bridge.to_spacy(_ours(text))) == _ours(text)


@pytest.mark.parametrize("text", ["", " ", "\n \n"])
def test_texts_without_words(text: str) -> None:
    made = spacy_bridge.to_spacy(Doc(text, (), (), ()))
    assert made.text == text and len(list(made.sents)) <= 1


def _clear(vocab: Any) -> Any:
    """ "Jets bombed a school in Idlib" as spaCy's own parsers have it."""
    return spacy.tokens.Doc(
        vocab,
        words=["Jets", "bombed", "a", "school", " ", "in", "Idlib"],
        spaces=[True, True, True, True, False, True, False],
        heads=[1, 1, 3, 1, 3, 1, 5],
        deps=["nsubj", "ROOT", "det", "dobj", "dep", "prep", "pobj"],
        pos=["NOUN", "VERB", "DET", "NOUN", "SPACE", "ADP", "PROPN"],
        lemmas=["jet", "bomb", "a", "school", " ", "in", "Idlib"],
        ents=["O", "O", "O", "O", "O", "O", "B-GPE"],
    )


def test_clear_becomes_ud_and_blanks_go() -> None:
    doc = spacy_bridge.from_spacy(_clear(spacy.blank("en").vocab))
    assert doc.words == ("Jets", "bombed", "a", "school", "in", "Idlib")
    assert doc.heads == (1, 1, 3, 1, 5, 1)
    assert doc.deps == ("nsubj", "root", "det", "obj", "case", "obl")
    assert [(e.start, e.end, e.label) for e in doc.ents] == [(5, 6, "place")]
    assert doc.text[doc.starts[5] : doc.ends[5]] == "Idlib"


def test_an_unparsed_document_is_refused() -> None:
    with pytest.raises(ValueError, match="parsed"):
        spacy_bridge.from_spacy(spacy.blank("en")("Rebels fled."))


def test_a_spacy_pipeline_takes_the_place_of_ours(parts: Parts) -> None:
    nlp = spacy.blank("en")

    @spacy.language.Language.component("warmonitor_test_parser")
    def parse(doc: Any) -> Any:
        made = _clear(doc.vocab) if len(doc) else doc
        made.user_data = doc.user_data
        return made

    nlp.add_pipe("warmonitor_test_parser")
    pipeline = spacy_bridge.SpacyPipeline(nlp, parts, "test")
    docs = list(pipeline.pipe(["x", "y", "z"]))
    assert [d.deps[3] for d in docs] == ["obj"] * 3
    assert docs[0].claim_scores is not None and docs[0].claim_scores.shape == (6, 17, 2)
    assert docs[0].windows == ((0, 6),) and isinstance(docs[0].vectors, np.ndarray)
    assert "test-1" in pipeline.version


def test_a_spacy_pipeline_parses_the_words_that_it_is_given(parts: Parts) -> None:
    nlp = spacy.blank("en")
    seen: list[list[str]] = []

    @spacy.language.Language.component("warmonitor_test_words")
    def parse(doc: Any) -> Any:
        seen.append([t.text for t in doc])
        for token in doc:
            token.head, token.dep_ = doc[0], "ROOT" if token.i == 0 else "dep"
        return doc

    nlp.add_pipe("warmonitor_test_words")
    text = "The  army left Dor."
    given = Tokens(["fighters", "left", "Dor", "."], [0, 10, 15, 18], [9, 14, 18, 19])
    doc = next(spacy_bridge.SpacyPipeline(nlp, parts, "test").pipe_tokens([(text, given)]))
    assert seen == [given.words]
    assert doc.words == tuple(given.words) and doc.quote(0, 1) == "The  army" and doc.quote(1, 3) == "left Dor"


def test_reading_works_on_a_spacy_pipeline() -> None:
    ours = load("en")
    nlp = spacy.blank("en")

    @spacy.language.Language.component("warmonitor_test_trees")
    def trees(doc: Any) -> Any:
        made = spacy_bridge.to_spacy(ours.parse(doc.text))
        made.user_data.clear()
        return made

    nlp.add_pipe("warmonitor_test_trees")
    text = "Rebels captured the town of Tal Asmar on Friday, a military source told the Vestnik agency. Two soldiers were killed."
    report = Report("r", text, published=date(2019, 8, 30), date_source=DateSource.GIVEN)
    theirs = ReportReader(spacy_bridge.SpacyPipeline(nlp, read_parts(shipped("en")), "test")).read(report)
    told = [(c.type, c.quote, [m.text for m in c.attribution.speakers]) for c in theirs]
    assert told and told == [
        (c.type, c.quote, [m.text for m in c.attribution.speakers]) for c in ReportReader(ours).read(report)
    ]


def test_what_is_missing_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match="no language model 'xx_none'"):
        spacy_bridge.load_spacy("xx_none")
    spacy_bridge._spacy.cache_clear()
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(UserError, match=r"install warmonitor\[spacy\]"):
        spacy_bridge.to_spacy(_ours())
    spacy_bridge._spacy.cache_clear()
