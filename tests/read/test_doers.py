"""Whoever is named where an actor stands, and is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.read.trees import tree

import warmonitor
from warmonitor.model import Attribution, EventType, Mention, Span, Stance
from warmonitor.read.doers import denies_loss, doers, spoken_for
from warmonitor.read.roles.participants import Part

DOC = tree(
    "The/the/DET/2/det monitors/monitor/NOUN/3/nsubj recorded/record/VERB|VBD/0/root nine/nine/NUM/5/nummod raids/raid/NOUN/3/obj "
    "by/by/ADP/7/case rebels/rebel/NOUN/5/nmod ././PUNCT/3/punct",
    "A/a/DET/2/det Shahed/shahed/NOUN/3/nsubj hit/hit/VERB|VBD/0/root the/the/DET/5/det mill/mill/NOUN/3/obj ././PUNCT/3/punct",
)
MONITORS, REBELS, SHAHED = (Part(words, "likely") for words in ((0, 2), (6, 7), (8, 10)))


def told_by(rule: str) -> Attribution:
    return Attribution((Mention("The monitors", span=Span("r", *DOC.chars(0, 2))),), rule=rule)


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("record+nominal", [REBELS]),
        ("accuse+of", [REBELS]),
        ("raise+nominal", [REBELS]),
        ("announce+nominal", [MONITORS, REBELS]),
    ],
)
def test_who_only_records_what_was_done_did_not_do_it(rule: str, kept: list[Part]) -> None:
    assert doers(DOC, [MONITORS, REBELS], EventType.AIR_STRIKE, told_by(rule)) == kept


TENDED = tree(
    "The/the/DET/4/det local/local/ADJ/4/amod Red/red/PROPN/4/compound Cross/cross/PROPN/5/nsubj collected/collect/VERB|VBD/0/root bodies/body/NOUN/5/obj"
)


def test_who_tends_the_hurt_does_no_harm(without: Callable[[str, str], None]) -> None:
    cross = [Part((0, 4), "likely")]
    assert doers(TENDED, cross, EventType.CASUALTIES, Attribution()) == []
    assert doers(TENDED, cross, EventType.ACCESS, Attribution()) == cross
    without("roles", "aiders")
    assert doers(TENDED, cross, EventType.CASUALTIES, Attribution()) == cross


@pytest.mark.parametrize(
    ("words", "left"),
    [("A spokesman for the army", "army"), ("the spokeswoman of Dor", "Dor"), ("the army", "the army")],
)
def test_for_a_spokesman_stand_those_for_whom_he_speaks(words: str, left: str) -> None:
    named = Mention(words, Span("r", 10, 10 + len(words)), words)
    found = spoken_for(named)
    assert found == Mention(left, Span("r", 10 + words.index(left), 10 + len(words)), left)


def test_a_weapon_is_no_actor(without: Callable[[str, str], None]) -> None:
    assert doers(DOC, [SHAHED, REBELS], EventType.AIR_STRIKE, Attribution()) == [REBELS]
    without("events", "munitions")
    assert doers(DOC, [SHAHED, REBELS], EventType.AIR_STRIKE, Attribution()) == [SHAHED, REBELS]


DENIED = tree(
    "The/the/DET/2/det army/army/NOUN/3/nsubj denied/deny/VERB|VBD/0/root that/that/SCONJ/6/mark Dor/Dor/PROPN/6/nsubj fell/fall/VERB|VBD/3/ccomp ././PUNCT/3/punct",
    "The/the/DET/2/det army/army/NOUN/3/nsubj denied/deny/VERB|VBD/0/root that/that/SCONJ/7/mark Dor/Dor/PROPN/7/nsubj:pass was/be/AUX/7/aux taken/take/VERB|VBN/3/ccomp "
    "././PUNCT/3/punct",
    "The/the/DET/2/det army/army/NOUN/3/nsubj denied/deny/VERB|VBD/0/root that/that/SCONJ/6/mark it/it/PRON/6/nsubj took/take/VERB|VBD/3/ccomp Dor/Dor/PROPN/6/obj",
    "It/it/PRON/3/expl is/be/AUX/3/cop untrue/untrue/ADJ/0/root that/that/SCONJ/6/mark Dor/Dor/PROPN/6/nsubj fell/fall/VERB|VBD/3/csubj",
)


@pytest.mark.parametrize(("head", "type_", "stance", "only"), [
    (5, EventType.TERRITORY_GAINED, Stance.DENIED, True),
    (13, EventType.TERRITORY_GAINED, Stance.DENIED, True),
    (20, EventType.TERRITORY_GAINED, Stance.DENIED, False),
    (24, EventType.TERRITORY_GAINED, Stance.DENIED, True),
    (5, EventType.TERRITORY_LEFT, Stance.DENIED, False),
    (5, EventType.TERRITORY_GAINED, Stance.ASSERTED, False),
])  # fmt: skip
def test_who_denies_that_a_place_fell_did_not_take_it(head: int, type_: EventType, stance: Stance, only: bool) -> None:
    assert denies_loss(DENIED, head, type_, stance) is only


def test_a_verb_of_falling_is_on_its_list(without: Callable[[str, str], None]) -> None:
    without("roles", "falling")
    assert not denies_loss(DENIED, 5, EventType.TERRITORY_GAINED, Stance.DENIED)


def test_who_is_only_told_to_deny_is_no_actor() -> None:
    assert doers(DOC, [MONITORS, REBELS], EventType.TERRITORY_GAINED, told_by("deny+that"), only_told=True) == [REBELS]


def test_a_side_that_speaks_is_named_as_itself() -> None:
    """Not by the office of who spoke for it before, though that is a longer name of the same."""
    text = "A spokesman for Hezbollah denied that the town of Naqoura was hit. Hezbollah said it had repelled an attack on Khiam on Thursday night."
    found = [c for c in warmonitor.read(text, published="2024-10-11") if "repelled" in c.quote]
    assert found and {m.text for c in found for m in c.actors} == {"Hezbollah"}
