"""Attributions as spans, with the shipped pipeline: sources, cues and contents of sentences written for it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from tests.read.trees import tree

from warmonitor.lang.lemmas import lemmatizer
from warmonitor.lang.tokenize import tokenize
from warmonitor.read.lexicon import lexicon
from warmonitor.read.speech.extraction import attributions

CLASSES = [(row["lemmas"][0], row["example"]) for row in lexicon("attitudes")["verbs"]]


def read(pipeline, text):
    doc = pipeline.parse(text)
    return [
        tuple(" ".join(doc.words[w] for w in sorted(part)) for part in (a.source, a.cue, a.content))
        for a in attributions(doc)
    ]


@pytest.mark.parametrize(("lemma", "example"), CLASSES)
def test_an_example_holds_the_first_lemma_of_its_class(lemma, example):
    words = tokenize(example).words
    assert lemma in lemmatizer().of(words, ["VERB"] * len(words))


def test_examples_of_attitudes_are_attributions(pipeline):
    missed = [lemma for lemma, example in CLASSES if not any(s and c for s, _, c in read(pipeline, example))]
    assert len(missed) <= 1, missed


def test_no_lemma_stands_twice_in_a_class():
    for row in lexicon("attitudes")["verbs"]:
        assert len(row["lemmas"]) == len(set(row["lemmas"]))


def test_auxiliaries_and_negation_belong_to_the_cue(pipeline):
    ((source, cue, content),) = read(pipeline, "The minister has not said that the bridge will open.")
    assert (source, cue) == ("The minister", "has not said")
    assert "bridge will open" in content


def test_a_preposition_that_opens_the_content_belongs_to_the_cue(pipeline):
    ((source, cue, content),) = read(pipeline, "The council called for an inquiry into the fire.")
    assert (source, cue) == ("The council", "called for")
    assert content.startswith("an inquiry")


TREES = {
    "opening_media": "The/the/DET/2/det governor/governor/NOUN/3/nsubj said/say/VERB|VBD/0/root in/in/ADP/6/case a/a/DET/6/det letter/letter/NOUN/3/obl "
    "that/that/SCONJ/11/mark the/the/DET/9/det road/road/NOUN/11/nsubj was/be/AUX|VBD/11/cop open/open/ADJ/3/ccomp ././PUNCT/3/punct",
    "about": "The/the/DET/2/det mayor/mayor/NOUN/4/nmod:poss 's/'s/PART/2/case support/support/NOUN/9/nsubj for/for/ADP/7/case the/the/DET/7/det "
    "plan/plan/NOUN/4/nmod was/be/AUX|VBD/9/cop clear/clear/ADJ/0/root ././PUNCT/9/punct",
}


TREES["within"] = TREES["opening_media"]


@pytest.mark.parametrize("key", TREES)
def test_an_example_is_read_otherwise_without_its_list(key: str, without: Callable[[str, str], None]) -> None:
    example = re.sub(r"[][]", "", lexicon("attitudes")[key]["example"])
    doc = tree(TREES[key], text=example)
    found = attributions(doc)
    assert found
    without("attitudes", key)
    assert attributions(doc) != found


def test_a_quotation_goes_on_behind_its_cue(pipeline):
    found = read(pipeline, "“We lost the mill and the barn,” said Amal Said. “Nothing is left of the village we knew.”")
    assert len(found) == 1
    assert "Nothing is left" in found[0][2]


def test_what_is_wanted_in_anothers_words_is_part_of_them(pipeline):
    found = read(pipeline, "The mayor said that residents want a new bridge.")
    assert [f[1] for f in found] == ["said"]


def test_a_name_and_a_colon_open_a_speech(pipeline):
    found = read(pipeline, "WALLER: Let us talk about the harbour first.")
    assert found[0][:2] == ("WALLER", ":")


def test_an_owner_and_a_noun_of_saying(pipeline):
    found = read(pipeline, "The army rejected the rebels' claim that the fort had fallen.")
    assert any("claim" in cue for _, cue, _ in found) or any("claim" in content for *_, content in found)
