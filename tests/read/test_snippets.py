"""What an excerpt is about as a whole."""

from __future__ import annotations

import pytest

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType
from warmonitor.read import snippets
from warmonitor.read.lexicon import lexicon
from warmonitor.read.snippets import leading, yields
from warmonitor.read.veil import parsed

DECISIVE = [(row["type"], row["example"], row["pattern"]) for row in lexicon("events")["decisive"]]
YIELDS = [(row["type"], row["to"], row["example"]) for row in lexicon("events")["yields"]]


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
