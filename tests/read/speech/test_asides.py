"""What frames in the middle of a sentence take in, on words with tags and no usable tree, and on trees where a rule needs one."""

from __future__ import annotations

from tests.read.speech.test_frames_by_word_order import flat
from tests.read.trees import tree

from warmonitor.read.speech.asides import bounded
from warmonitor.read.speech.attribution import Attributions
from warmonitor.read.speech.frame import Frame
from warmonitor.read.speech.ordered import ordered


def said(text):
    """By each form of saying, what is said."""
    doc = flat(text)
    found = bounded(doc, list(ordered(doc, [])))
    return [(doc.quote(*f.cue), " ".join(doc.words[w] for w in sorted(f.content))) for f in found]


def test_what_stands_around_an_aside_is_said_too():
    assert said("Nine_M towns_N ,_U he_R said_V ,_U fell_V") == [("said", "Nine towns , fell")]


def test_a_participle_behind_an_aside_goes_on():
    doc = tree(
        "Shells/shell/NOUN/2/nsubj hit/hit/VERB|VBD/0/root Dor/Dor/PROPN/2/obj ,/,/PUNCT/2/punct medics/medic/NOUN/6/nsubj said/say/VERB|VBD/2/dep "
        ",/,/PUNCT/2/punct killing/kill/VERB|VBG/6/advcl two/two/NUM/10/nummod men/man/NOUN/8/obj"
    )
    (frame,) = bounded(doc, list(ordered(doc, [])))
    assert " ".join(doc.words[w] for w in sorted(frame.content)) == "Shells hit Dor , killing two men"


def test_a_colon_behind_an_aside_goes_on():
    doc = flat("Shells_N hit_V Dor_P ,_U medics_N said_V :_U two_M men_N died_V")
    (frame,) = bounded(doc, [Frame((4,), (5, 6), frozenset(range(4)), "say+aside")])
    assert frame.content == {0, 1, 2, 3, 7, 8, 9}


def test_whose_words_are_set_against_an_aside_are_not_in_it():
    doc = flat("Dor_P fell_V ,_U a_D monitor_N said_V ,_U while_S the_D army_N denied_V bombing_V Dor_P")
    whole = Frame((4,), (5, 6), frozenset({0, 1, *range(7, 13)}), "say+aside")
    denied = Frame((9,), (10, 11), frozenset({11, 12}), "deny")
    assert [f.content for f in bounded(doc, [whole, denied])] == [{0, 1}, {11, 12}]


def test_a_turn_with_nobody_else_who_speaks_stays_with_the_speaker():
    doc = flat("Dor_P fell_V ,_U the_D monitor_N said_V ;_U two_M men_N died_V")
    (frame,) = ordered(doc, [])
    whole = Frame(frame.speakers, frame.cue, frame.content | {8, 9, 10}, frame.rule, phrases=frame.phrases)
    (kept,) = bounded(doc, [whole])
    assert kept.content == whole.content


def test_what_happened_also_is_said_by_whoever_spoke_before():
    before = "Medics/medic/NOUN/2/nsubj said/say/VERB|VBD/0/root Dor/Dor/PROPN/4/nsubj fell/fall/VERB|VBD/2/ccomp"
    also = "Shells/shell/NOUN/3/nsubj also/also/ADV/3/advmod hit/hit/VERB|VBD/0/root Zal/Zal/PROPN/3/obj"
    doc = tree(before, also)
    assert [m.text for m in Attributions(doc, "r").of((4, 8)).speakers] == ["Medics"]
    lasting = also.replace("hit/hit/VERB|VBD", "hit/hit/VERB|VBZ")
    assert not Attributions(tree(before, lasting), "r").of((4, 8)).speakers


def test_one_is_one_of_several_who_spoke_before():
    doc = tree(
        "Two/two/NUM/2/nummod nurses/nurse/NOUN|NNS/3/nsubj said/say/VERB|VBD/0/root Dor/Dor/PROPN/5/nsubj fell/fall/VERB|VBD/3/ccomp",
        "One/one/NUM/2/nsubj said/say/VERB|VBD/0/root Zal/Zal/PROPN/4/nsubj burned/burn/VERB|VBD/2/ccomp",
    )
    assert [m.text for m in Attributions(doc, "r").of((7, 9)).speakers] == ["Two nurses"]


def test_a_semicolon_behind_which_somebody_else_speaks_ends_what_is_said():
    doc = flat("A_D mayor_N admitted_V 70_M dead_N ;_U an_D officer_N put_V the_D losses_N lower_N")
    admitted = Frame((1,), (2, 3), frozenset(range(3, 12)), "admit+that")
    put = Frame((7,), (8, 9), frozenset({9, 10, 11}), "put+nominal")
    assert [f.content for f in bounded(doc, [admitted, put])] == [{3, 4}, {9, 10, 11}]


def test_who_speaks_behind_while_ends_what_was_said_before() -> None:
    doc = flat("the_D army_N said_V Dor_P fell_V ,_U while_S residents_N said_V Sahl_P held_V")
    army = Frame((1,), (2, 3), frozenset(range(3, 11)), "say+that")
    residents = Frame((7,), (8, 9), frozenset({9, 10}), "say+that")
    assert [f.content for f in bounded(doc, [army, residents])] == [{3, 4, 5}, {9, 10}]
