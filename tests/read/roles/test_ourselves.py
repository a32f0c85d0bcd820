"""Who "we" are, on trees written by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.read.trees import tree

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType
from warmonitor.read.roles.ourselves import is_ourselves, ourselves
from warmonitor.read.roles.participants import Part

FIGHTERS = {"actor": [Part((9, 10), "role head")]}


@pytest.mark.parametrize(
    ("text", "head", "type_", "role"),
    [
        ("We/we/PRON/2/nsubj left/leave/VERB/0/root Dor/Dor/PROPN/2/obj", 1, EventType.TERRITORY_LEFT, "actor"),
        ("We/we/PRON/2/nsubj fled/flee/VERB/0/root Dor/Dor/PROPN/2/obj", 1, EventType.DISPLACEMENT, "target"),
        ("We/we/PRON/3/nsubj:pass were/be/AUX/3/aux shelled/shell/VERB/0/root", 2, EventType.SHELLING, "target"),
        (
            "We/we/PRON/2/nsubj fought/fight/VERB/0/root and/and/CCONJ/4/cc left/leave/VERB/2/conj",
            3,
            EventType.TERRITORY_LEFT,
            "actor",
        ),
    ],
)
def test_we_act_or_undergo(text: str, head: int, type_: EventType, role: str) -> None:
    doc = tree(text)
    found = ourselves(doc, head, type_, FIGHTERS)
    assert [p.words for p in found[role]] == [(0, 1)] and is_ourselves(doc, found[role][0])


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("They/they/PRON/2/nsubj left/leave/VERB/0/root Dor/Dor/PROPN/2/obj", 1),
        ("We/we/PRON/2/nsubj heard/hear/VERB/0/root shells/shell/NOUN/2/obj", 2),
        ("Left/leave/VERB/0/root Dor/Dor/PROPN/1/obj", 0),
    ],
)
def test_who_else_acts_stays(text: str, head: int) -> None:
    assert ourselves(tree(text), head, EventType.TERRITORY_LEFT, FIGHTERS) == FIGHTERS


ITS = "Its/its/PRON/2/nmod:poss {}/unit/NOUN/3/nsubj left/leave/VERB/0/root Dor/Dor/PROPN/3/obj"


@pytest.mark.parametrize(("forces", "words"), [("units", (1, 2)), ("envoys", (9, 10))])
def test_its_units_are_who_left_and_not_whom_the_report_named_last(forces: str, words: tuple[int, int]) -> None:
    found = ourselves(tree(ITS.format(forces)), 2, EventType.TERRITORY_LEFT, FIGHTERS)
    assert [p.words for p in found["actor"]] == [words]


def test_forces_that_are_found_with_more_words_stay() -> None:
    longer = {"actor": [Part((0, 2), "role head")]}
    assert ourselves(tree(ITS.format("units")), 2, EventType.TERRITORY_LEFT, longer) == longer


HELD = "Dor/Dor/PROPN/2/nsubj remains/remain/VERB/0/root in/in/ADP/5/case {}/our/PRON/5/nmod:poss hands/hand/NOUN/2/obl"


def test_what_is_in_our_hands_is_ours(without: Callable[[str, str], None]) -> None:
    def held(doc: Doc, head: int, actors: list[Part]) -> list[tuple[int, int]]:
        return [p.words for p in ourselves(doc, head, EventType.TERRITORY_HELD, {"actor": actors})["actor"]]

    doc = tree(HELD.format("our"))
    assert held(doc, 1, []) == held(doc, 4, []) == [(3, 4)]
    assert held(doc, 1, FIGHTERS["actor"]) == [(9, 10)]
    assert held(tree(HELD.format("their")), 1, []) == []
    without("roles", "grips")
    assert held(doc, 1, []) == []


@pytest.mark.parametrize(
    ("body", "says", "type_", "who"),
    [
        ("Command/command/NOUN|NN", "said/say", EventType.AIR_STRIKE, (0, 1)),
        ("Command/command/NOUN|NN", "confirmed/confirm", EventType.AIR_STRIKE, (0, 1)),
        ("Command/command/NOUN|NN", "ordered/order", EventType.AIR_STRIKE, (9, 10)),
        ("Command/command/NOUN|NN", "said/say", EventType.AGREEMENT, (9, 10)),
        ("Colonel/colonel/NOUN|NN", "said/say", EventType.AIR_STRIKE, (9, 10)),
        ("Witnesses/witness/NOUN|NNS", "said/say", EventType.AIR_STRIKE, (9, 10)),
    ],
)
def test_a_body_says_that_it_did(body: str, says: str, type_: EventType, who: tuple[int, int]) -> None:
    told = (
        f"{body}/2/nsubj {says}/VERB/0/root that/that/SCONJ/6/mark it/it/PRON/6/nsubj had/have/AUX/6/aux "
        "carried/carry/VERB/2/ccomp strikes/strike/NOUN/6/obj"
    )
    for head in (5, 6):  # what was done is told by the verb, or by its object
        assert [p.words for p in ourselves(tree(told), head, type_, FIGHTERS)["actor"]] == [who]
