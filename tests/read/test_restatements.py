"""Clauses that only tell again what the report has told."""

import pytest

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType
from warmonitor.read import scoring
from warmonitor.read.candidates import Candidate

LEAD, AGAIN, NEW = (0, 4), (5, 9), (10, 14)


@pytest.fixture
def doc() -> Doc:
    """Invented."""
    words = "Shells killed four farmers . Shells killed four farmers . Shells wounded nine nurses .".split()
    upos = ["NOUN", "VERB", "NUM", "NOUN", "PUNCT"] * 3
    heads = [h + 5 * k for k in range(3) for h in (1, 1, 3, 1, 1)]
    deps = ["nsubj", "root", "nummod", "obj", "punct"] * 3
    return Doc.of(words, upos=upos, heads=heads, deps=deps, sents=[(0, 5), (5, 10), (10, 15)])


@pytest.fixture(autouse=True)
def weights(monkeypatch: pytest.MonkeyPatch) -> None:
    fitted = {"weights": {"bias": 1.0, "retold earlier": -4.0}, "threshold": 0.5, "cues": {}}
    monkeypatch.setattr(scoring, "_fitted", lambda: fitted)


def found(doc: Doc, *ranges: tuple[int, int], bias: float = 1.0) -> list[Candidate]:
    candidates = [Candidate(r, EventType.SHELLING, 0.9, "claim head") for r in ranges]
    told = [scoring._content(doc, c) for c in candidates]
    values = [{"bias": bias} | scoring._retold(doc, i, candidates, told) for i in range(len(candidates))]
    return scoring.reported(doc, candidates, values)


def test_what_adds_nothing_becomes_one_more_place_of_the_claim(doc: Doc) -> None:
    (claim,) = found(doc, LEAD, AGAIN)
    assert claim.words == LEAD
    assert claim.more == (AGAIN,)


def test_what_adds_something_stays_a_claim_of_its_own(doc: Doc) -> None:
    assert [c.words for c in found(doc, LEAD, NEW)] == [LEAD, NEW]


def test_what_would_be_no_claim_anyway_is_no_restatement(doc: Doc) -> None:
    assert found(doc, LEAD, AGAIN, bias=-1.0) == []
