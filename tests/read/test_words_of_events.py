"""The lists of words about events: without its list, the example of a list is read otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from tests.read.trees import tree

from warmonitor.lang.doc import Doc
from warmonitor.lang.lemmas import lemmatizer
from warmonitor.lang.tokenize import tokenize
from warmonitor.read.cues import cued
from warmonitor.read.lexicon import lexicon
from warmonitor.read.snippets import civilians_alone

TREES = {
    "armed": "The/the/DET/2/det rebels/rebel/NOUN/3/nsubj pushed/push/VERB/0/root on/on/ADV/3/advmod",
    "people": "Rebels/rebel/NOUN/2/nsubj captured/capture/VERB/0/root six/six/NUM/4/nummod soldiers/soldier/NOUN/2/obj",
    "aircraft": "Jets/jet/NOUN/2/nsubj bombed/bomb/VERB/0/root the/the/DET/4/det bridge/bridge/NOUN/2/obj",
    "places_of_war": "The/the/DET/2/det brigade/brigade/NOUN/3/nsubj liberated/liberate/VERB/0/root four/four/NUM/5/nummod villages/village/NOUN/3/obj",
}


def example(key: str) -> str:
    return re.sub(r"[][.]", "", lexicon("events")[key]["example"])


@pytest.mark.parametrize("key", TREES)
def test_a_cue_needs_a_word_of_its_list(key: str, without: Callable[[str, str], None]) -> None:
    doc = tree(TREES[key])
    assert doc.text == example(key)
    before = [c.type for c in cued(doc)]
    assert before
    without("events", key)
    assert [c.type for c in cued(doc)] != before


@pytest.mark.parametrize("key", ["civilians", "civilian_places", "fights"])
def test_attacks_on_civilians_are_told_from_clashes_by_words(key: str, without: Callable[[str, str], None]) -> None:
    words = tokenize(example(key)).words
    doc = Doc.of(words, lemmas=lemmatizer().of([w.lower() for w in words], ["NOUN"] * len(words)))
    before = civilians_alone(doc)
    assert before is (key != "fights")
    without("events", key)
    assert civilians_alone(doc) is not before
