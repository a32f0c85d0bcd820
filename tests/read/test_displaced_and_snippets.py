"""Displacement figures of excerpts, and what an excerpt is about as a whole."""

from __future__ import annotations

import pytest

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType
from warmonitor.read import snippets
from warmonitor.read.displaced import figure, unglued, unit
from warmonitor.read.lexicon import lexicon
from warmonitor.read.numbers import stated
from warmonitor.read.snippets import leading, yields
from warmonitor.read.veil import parsed

TERMS = [(row["term"], row["example"]) for row in lexicon("counts")["displacement"]["terms"]]
DECISIVE = [(row["type"], row["example"], row["pattern"]) for row in lexicon("events")["decisive"]]
YIELDS = [(row["type"], row["to"], row["example"]) for row in lexicon("events")["yields"]]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("about 143,000", 143000),
        ("more than 2.2 million", 2200000),
        ("up to 500", 500),
        ("between 30 and 40", 40),
        ("two dozen", 24),
    ],
)
def test_a_number_as_it_is_written(text, number):
    assert stated(text.split()) == number


@pytest.mark.parametrize(
    ("text", "quantity", "unit_"),
    [
        ("About 5,300 families (32,000 people) were displaced from Dor in March.", 5300, "Households"),
        ("More than 850 people were evacuated to a school by the harbour guard.", 850, "People"),
        ("Between 2,000 and 4,000 newly displaced people arrived in Wared on Monday.", 4000, "People"),
        ("Some 38,000 displacements were recorded in the valley in May.", 38000, "People"),
        ("The storm destroyed 500 homes in the port.", 500, "Households"),
    ],
)
def test_the_figure_of_an_excerpt(pipeline, text, quantity, unit_):
    found = figure(pipeline.parse(text))
    assert found is not None
    assert (found.quantity, found.unit) == (quantity, unit_)


def test_an_excerpt_without_a_count_has_no_figure(pipeline):
    assert figure(pipeline.parse("Rain fell on the hills.")) is None


@pytest.mark.parametrize(("term", "example"), TERMS)
def test_the_words_of_a_term_show_it(pipeline, term, example):
    found = figure(pipeline.parse(example))
    assert found is not None
    assert found.term == term


def test_lost_blanks_are_put_back():
    assert unglued("displaced about4,400 peoplewere") == "displaced about 4,400 people were"
    assert unglued("T-72 tanks and the M16") == "T-72 tanks and the M16"


def test_homes_and_families_are_households():
    assert unit("displaced families") == unit("homes") == "Households"
    assert unit("civilians") == "People"


@pytest.mark.parametrize(("type_", "example", "pattern"), DECISIVE)
def test_decisive_words_stand_in_their_examples(pipeline, type_, example, pattern):
    assert leading(parsed(pipeline, example), pipeline) == EventType(type_), pattern


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("A car bomb went off at the gate of the barracks and killed four soldiers.", EventType.BOMBING),
        ("Gunmen attacked a church in Dor and killed nine people.", EventType.VIOLENCE_AGAINST_CIVILIANS),
        ("Warplanes bombed the market of Tal Asmar.", EventType.AIR_STRIKE),
    ],
)
def test_what_an_excerpt_is_about(pipeline, text, type_):
    assert leading(parsed(pipeline, text), pipeline) is type_


@pytest.mark.parametrize(("type_", "to", "example"), YIELDS)
def test_an_example_is_about_the_type_that_says_more(pipeline, type_, to, example):
    assert leading(parsed(pipeline, example), pipeline) in (to or set(EventType) - {type_})


@pytest.mark.parametrize(("type_", "to"), [row[:2] for row in YIELDS])
def test_a_type_yields_to_those_that_are_nearly_as_sure(monkeypatch, type_, to):
    first, fuller = EventType(type_), EventType(to[0]) if to else EventType.AGREEMENT
    for share, found in [(snippets.NEAR + 0.01, fuller), (snippets.NEAR - 0.01, first)]:
        told = {first: 0.9, fuller: 0.9 * share}
        monkeypatch.setattr(snippets, "scores", lambda doc, pipeline, told=told: told)
        assert leading(Doc.of(["Dor"]), None) is found


def test_no_two_types_yield_to_each_other():
    assert not [
        (a, b)
        for a, over in yields().items()
        for b in over
        if a in yields().get(b, ()) and EventType.CASUALTIES not in (a, b)
    ]
