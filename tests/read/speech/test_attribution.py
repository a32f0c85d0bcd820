"""Whom a clause is attributed to, on trees written by hand."""

from tests.read.trees import tree

from warmonitor.model import Voice
from warmonitor.read.speech.attribution import Attributions

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


def test_who_said_and_accused_accuses_whatever_the_tree_joins() -> None:
    """“The council said that nine men fell and accused the army of raids”: the parser hangs “accused” on “fell”."""
    accused = (
        "The/the/DET/2/det council/council/NOUN/3/nsubj said/say/VERB|VBD/0/root nine/nine/NUM/5/nummod men/man/NOUN/6/nsubj "
        "fell/fall/VERB|VBD/3/ccomp and/and/CCONJ/8/cc {} the/the/DET/10/det army/army/NOUN/8/obj of/of/ADP/12/case raids/raid/NOUN/8/obl"
    )
    plain = Attributions(tree(accused.format("accused/accuse/VERB|VBD/6/conj")), "r").of((8, 12))
    assert names(plain) == ["The council"]


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


def test_who_counts_people_by_what_befell_them_says_so():
    doc = tree("Medics/medic/NOUN/2/nsubj counted/count/VERB/0/root 31/31/NUM/4/nummod wounded/wounded/ADJ/2/xcomp")
    assert names(Attributions(doc, "r").of((0, 4))) == ["Medics"]


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


def test_the_outlet_and_its_correspondent_are_not_listed():
    doc = tree(
        "An/a/DET/2/det officer/officer/NOUN/3/nsubj told/tell/VERB/0/root Sana/Sana/PROPN/3/iobj the/the/DET/6/det hill/hill/NOUN/7/nsubj "
        "fell/fall/VERB/3/ccomp"
    )
    assert names(Attributions(doc, "r", "SANA").of((4, 7))) == ["An officer"]


def test_nobody_is_no_speaker():
    doc = tree("Nobody/nobody/PRON/2/nsubj said/say/VERB/0/root towns/town/NOUN/4/nsubj fell/fall/VERB/2/ccomp")
    assert names(Attributions(doc, "r").of((2, 4))) == []


def test_a_clause_that_holds_its_own_cue_has_its_speaker():
    doc = tree(
        "The/the/DET/2/det council/council/NOUN/3/nsubj announced/announce/VERB/0/root the/the/DET/5/det loss/loss/NOUN/3/obj of/of/ADP/7/case "
        "Dor/Dor/PROPN/5/nmod"
    )
    assert names(Attributions(doc, "r").of((0, 7))) == ["The council"]


def test_an_opening_sentence_is_whose_words_say_it_again():
    lead = "Raids/raid/NOUN/2/nsubj killed/kill/VERB/0/root 14/14/NUM/4/nummod farmers/farmer/NOUN/2/obj in/in/ADP/6/case Dor/Dor/PROPN/2/obl ././PUNCT/2/punct"
    again = (
        "Raids/raid/NOUN/2/nsubj killed/kill/VERB/9/ccomp 14/14/NUM/4/nummod farmers/farmer/NOUN/2/obj in/in/ADP/6/case Dor/Dor/PROPN/2/obl "
        "the/the/DET/8/det mayor/mayor/NOUN/9/nsubj said/say/VERB/0/root"
    )
    found = Attributions(tree(lead, again, text=None), "r").of((0, 6))
    assert names(found) == ["the mayor"]
    assert found.rule == "a later sentence says it again"


def test_a_further_figure_later_is_another_claim():
    lead = "Raids/raid/NOUN/2/nsubj killed/kill/VERB/0/root 14/14/NUM/4/nummod farmers/farmer/NOUN/2/obj in/in/ADP/6/case Dor/Dor/PROPN/2/obl ././PUNCT/2/punct"
    again = (
        "Raids/raid/NOUN/2/nsubj killed/kill/VERB/9/ccomp 19/19/NUM/4/nummod farmers/farmer/NOUN/2/obj in/in/ADP/6/case Dor/Dor/PROPN/2/obl "
        "the/the/DET/8/det mayor/mayor/NOUN/9/nsubj said/say/VERB/0/root"
    )
    assert names(Attributions(tree(lead, again), "r").of((0, 6))) == []


FULL_STOP = "././PUNCT/4/punct"


def test_a_monitor_of_some_place_is_the_monitor_named_before():
    again = (
        "The/the/DET/5/det Dor/Dor/PROPN/4/obl -/-/PUNCT/4/punct based/base/VERB|VBN/5/amod monitor/monitor/NOUN/6/nsubj said/say/VERB|VBD/0/root "
        "nine/nine/NUM/8/nummod died/die/VERB|VBD/6/ccomp"
    )
    text = "The Harbour Observatory said six towns fell . The Dor-based monitor said nine died"
    doc = tree(f"{SAID} {FULL_STOP}", again, ents=((1, 3, "org"),), text=text)
    assert names(Attributions(doc, "r").of((14, 16))) == ["The Harbour Observatory"]


def test_what_goes_on_says_nothing_and_who_goes_on_does():
    on = "{}/{}/NOUN/2/nsubj goes/go/VERB/0/root on/on/ADV/2/advmod :/:/PUNCT/2/punct people/people/NOUN/6/nsubj left/leave/VERB/2/ccomp"
    assert names(Attributions(tree(on.format("Evacuation", "evacuation")), "r").of((4, 6))) == []
    assert names(Attributions(tree(on.format("Residents", "resident")), "r").of((4, 6))) == ["Residents"]


def test_a_statement_speaks_for_whoever_released_it():
    doc = tree(
        "Dor/Dor/PROPN/2/nsubj fell/fall/VERB|VBD/0/root according/accord/VERB/6/case to/to/ADP/3/fixed a/a/DET/6/det statement/statement/NOUN/2/obl "
        "released/release/VERB|VBN/6/acl by/by/ADP/11/case the/the/DET/11/det Harbour/Harbour/PROPN/11/compound Council/Council/PROPN/7/obl"
    )
    assert names(Attributions(doc, "r").of((0, 2))) == ["the Harbour Council"]


def test_letters_are_the_name_that_they_open():
    first = (
        "The/the/DET/4/det Harbour/Harbour/PROPN/4/compound Rights/Rights/PROPN/4/compound Network/Network/PROPN/5/nsubj left/leave/VERB|VBD/0/root "
        "././PUNCT/5/punct"
    )
    again = "HRN/HRN/PROPN/2/nsubj said/say/VERB|VBD/0/root nine/nine/NUM/4/nsubj died/die/VERB|VBD/2/ccomp"
    assert names(Attributions(tree(first, again), "r").of((8, 10))) == ["Harbour Rights Network"]


def test_an_army_that_is_named_afresh_is_not_the_last_body_that_spoke():
    again = "The/the/DET/2/det army/army/NOUN/3/nsubj said/say/VERB|VBD/0/root nine/nine/NUM/5/nsubj died/die/VERB|VBD/3/ccomp"
    doc = tree(f"{SAID} {FULL_STOP}", again, ents=((1, 3, "org"),))
    assert names(Attributions(doc, "r").of((11, 13))) == ["The army"]
