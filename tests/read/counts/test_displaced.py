"""Displacement figures of excerpts."""

from __future__ import annotations

import pytest

from warmonitor.read.counts.displaced import figure, unglued, unit
from warmonitor.read.counts.numbers import stated
from warmonitor.read.lexicon import lexicon

TERMS = [(row["term"], row["example"]) for row in lexicon("counts")["displacement"]["terms"]]


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
