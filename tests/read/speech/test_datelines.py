"""The place or the hour that a report or an entry opens with does not speak, on trees written by hand."""

import pytest
from tests.read.trees import tree

from warmonitor.read.speech.attribution import Attributions
from warmonitor.read.speech.wordorder import plausible


def speakers(*words, text, ents=()):
    doc = tree(" ".join(words), text=text, ents=ents)
    return [m.text for m in Attributions(doc, "r").of((len(doc) - 2, len(doc))).speakers]


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_the_place_before_a_dash_is_no_speaker(dash):
    words = f"Dor/Dor/PROPN/4/nsubj {dash}/{dash}/PUNCT/1/punct Nurses/nurse/NOUN/4/nsubj confirmed/confirm/VERB|VBD/0/root Zal/Zal/PROPN/6/nsubj fell/fall/VERB|VBD/4/ccomp"
    found = speakers(words, text=f"Dor {dash} Nurses confirmed Zal fell", ents=((0, 1, "place"),))
    assert found == ["Nurses"]


def test_the_hour_of_an_entry_is_no_part_of_a_name():
    words = "19:02/19:02/NUM/3/nummod –/–/PUNCT/1/punct Nurses/nurse/NOUN/4/nsubj said/say/VERB|VBD/0/root Zal/Zal/PROPN/6/nsubj fell/fall/VERB|VBD/4/ccomp"
    assert speakers(words, text="19:02 – Nurses said Zal fell") == ["Nurses"]


def test_a_dash_without_blanks_belongs_to_a_name():
    words = "Dor/Dor/PROPN/4/nsubj -/-/PUNCT/1/punct Zal/Zal/PROPN/1/flat said/say/VERB|VBD/0/root Zal/Zal/PROPN/6/nsubj fell/fall/VERB|VBD/4/ccomp"
    assert speakers(words, text="Dor-Zal said Zal fell") == ["Dor-Zal"]


def test_a_place_in_small_letters_is_a_dateline_before_a_free_dash_only():
    words = "Dor/Dor/PROPN/3/nsubj -/-/PUNCT/1/punct Zal/Zal/PROPN/0/root"
    ents = ((0, 1, "place"),)
    assert plausible(tree(words, text="Dor - Zal", ents=ents), (0, 1)) == 0
    assert plausible(tree(words, text="Dor-Zal", ents=ents), (0, 1)) > 0
    assert plausible(tree(words, text="Dor - Zal"), (0, 1)) > 0
