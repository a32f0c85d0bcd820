"""Whom a clause is attributed to, on trees written by hand."""

from tests.read.trees import tree

from warmonitor.model import Voice
from warmonitor.read.attribution import Attributions

SAID = (
    "The/the/DET/3/det Harbour/Harbour/PROPN/3/compound Observatory/Observatory/PROPN/4/nsubj said/say/VERB/0/root "
    "six/six/NUM/6/nummod towns/town/NOUN/7/nsubj fell/fall/VERB/4/ccomp"
)


def names(attribution):
    return [m.text for m in attribution.speakers]


def test_the_subject_of_a_verb_of_saying_speaks():
    found = Attributions(tree(SAID), "r").of((4, 7))
    assert names(found) == ["The Harbour Observatory"]
    assert found.cue is not None and found.content is not None
    assert found.voice is Voice.NARRATOR


def test_words_outside_the_said_clause_have_no_speaker():
    doc = tree("Rain/rain/NOUN/2/nsubj fell/fall/VERB/0/root", SAID)
    assert names(Attributions(doc, "r").of((0, 2))) == []


def test_a_pronoun_is_the_last_speaker():
    again = "It/it/PRON/2/nsubj added/add/VERB/0/root nine/nine/NUM/4/nsubj died/die/VERB/2/ccomp"
    doc = tree(SAID, again, ents=((1, 3, "org"),))
    assert names(Attributions(doc, "r").of((9, 11))) == ["The Harbour Observatory"]


def test_a_definite_description_is_the_last_speaker_with_its_noun():
    again = "The/the/DET/2/det Observatory/Observatory/PROPN/3/nsubj reported/report/VERB/0/root nine/nine/NUM/5/nsubj died/die/VERB/3/ccomp"
    assert names(Attributions(tree(SAID, again), "r").of((10, 12))) == ["The Harbour Observatory"]


def test_according_to_attributes_the_clause_around():
    doc = tree(
        "Nine/nine/NUM/2/nsubj died/die/VERB/0/root ,/,/PUNCT/2/punct according/accord/VERB/6/case to/to/ADP/4/fixed medics/medic/NOUN/2/obl"
    )
    found = Attributions(doc, "r").of((0, 2))
    assert names(found) == ["medics"]
    assert found.rule == "according_to"


def test_joint_speakers_are_both_named():
    doc = tree(
        "Residents/resident/NOUN/4/nsubj and/and/CCONJ/3/cc medics/medic/NOUN/1/conj said/say/VERB/0/root "
        "the/the/DET/6/det mill/mill/NOUN/7/nsubj burned/burn/VERB/4/ccomp"
    )
    assert names(Attributions(doc, "r").of((4, 7))) == ["Residents", "medics"]


def test_the_outlet_that_was_told_comes_after_the_speaker():
    doc = tree(
        "An/a/DET/2/det officer/officer/NOUN/3/nsubj told/tell/VERB/0/root Sana/Sana/PROPN/3/iobj the/the/DET/6/det hill/hill/NOUN/7/nsubj "
        "fell/fall/VERB/3/ccomp"
    )
    assert names(Attributions(doc, "r").of((4, 7))) == ["An officer", "Sana"]


def test_an_audience_is_not_part_of_the_chain():
    doc = tree(
        "An/a/DET/2/det officer/officer/NOUN/3/nsubj told/tell/VERB/0/root reporters/reporter/NOUN/3/iobj the/the/DET/6/det "
        "hill/hill/NOUN/7/nsubj fell/fall/VERB/3/ccomp"
    )
    assert names(Attributions(doc, "r").of((4, 7))) == ["An officer"]


def test_a_quotation_is_the_quoted_voice():
    doc = tree(
        "“/“/PUNCT/4/punct The/the/DET/3/det hill/hill/NOUN/4/nsubj fell/fall/VERB/0/root ”/”/PUNCT/4/punct ,/,/PUNCT/4/punct "
        "she/she/PRON/8/nsubj said/say/VERB/4/parataxis"
    )
    assert Attributions(doc, "r").of((1, 4)).voice is Voice.QUOTED
