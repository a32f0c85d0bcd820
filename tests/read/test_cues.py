"""Cue words and the types that they give, on documents built by hand (invented sentences)."""

from dataclasses import replace

import numpy as np
import pytest
from tests.read.trees import tree

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType
from warmonitor.read.candidates import TYPES, Candidate
from warmonitor.read.cues import retyped
from warmonitor.read.lexicon import lexicon

GARRISON = tree(
    "Soldiers/soldier/NOUN/5/nsubj at/at/ADP/4/case the/the/DET/4/det fort/fort/NOUN/1/nmod remain/remain/VERB/0/root in/in/ADP/7/case "
    "place/place/NOUN/5/obl ././PUNCT/5/punct"
)
STAYED = Candidate((0, 7), EventType.DEPLOYMENT, 0.5, "claim head")


def test_a_cue_of_several_words_decides_the_type() -> None:
    assert retyped(GARRISON, [STAYED]) == [replace(STAYED, type=EventType.TERRITORY_HELD)]


def test_an_event_that_is_told_already_is_not_told_again() -> None:
    both = [STAYED, replace(STAYED, type=EventType.TERRITORY_HELD)]
    assert retyped(GARRISON, both) == both


def test_a_cue_needs_what_it_asks_for() -> None:
    prices = tree(
        "Prices/price/NOUN/2/nsubj remain/remain/VERB/0/root in/in/ADP/4/case place/place/NOUN/2/obl ././PUNCT/2/punct"
    )
    told = [Candidate((0, 4), EventType.DEPLOYMENT, 0.5, "claim head")]
    assert retyped(prices, told) == told


MEANS = [(row["type"], over, row["example"]) for row in lexicon("events")["means"] for over in row["over"]]


@pytest.mark.parametrize(("type_", "over", "example"), MEANS)
def test_the_means_that_a_claim_names_decides_its_type(type_: str, over: str, example: str) -> None:
    words = example.removesuffix(".").split()
    doc = Doc.of([*words, "."], text=example, upos=["X"] * (len(words) + 1), sents=[(0, len(words) + 1)])
    told = Candidate((0, len(words)), EventType(over), 0.5, "claim head")
    assert retyped(doc, [told]) == [replace(told, type=EventType(type_))]
    other = replace(told, type=EventType.DEPLOYMENT)
    assert retyped(doc, [other]) == [other]


NAMING = [(row["type"], row["example"]) for row in lexicon("events")["naming"]]


@pytest.mark.parametrize(("type_", "example"), NAMING)
def test_a_means_that_the_report_names_nowhere_is_not_that_of_its_claims(type_: str, example: str) -> None:
    told = Candidate((0, 4), EventType(type_), 0.5, "claim head")
    scores = np.zeros((4, len(TYPES), 2))
    scores[:, TYPES.index(EventType.ARMED_CLASH)] = 0.1
    words = "Gunmen killed six farmers".split()
    unnamed = replace(Doc.of(words, upos=["X"] * 4, sents=[(0, 4)]), claim_scores=scores)
    assert retyped(unnamed, [told]) == [replace(told, type=EventType.ARMED_CLASH)]
    assert retyped(unnamed, [told], title=example) == [told]
