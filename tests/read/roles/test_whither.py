"""Places that are told as others than where something happened (invented sentences)."""

import pytest
from tests.read.trees import tree

from warmonitor.model import EventType
from warmonitor.read.roles.features import Phrases
from warmonitor.read.roles.whither import has_forces, is_elsewhere, is_origin, whence

WITHDREW = "Troops/troop/NOUN/2/nsubj withdrew/withdraw/VERB|VBD/0/root {case}/{case}/ADP/4/case Dor/dor/PROPN/2/{dep} ././PUNCT/2/punct"
HURT = (
    "Two/two/NUM/2/nummod {noun}/{noun}/NOUN|NNS/5/nsubj:pass from/from/ADP/4/case {place}/x/PROPN/2/nmod hit/hit/VERB|VBD/0/root Dor/dor/PROPN/5/obj "
    "././PUNCT/5/punct"
)


def elsewhere(sentence: str, type_: EventType) -> list[str]:
    doc = tree(sentence, ents=((3, 4, "place"),))
    return [doc.quote(*p.words) for p in Phrases(doc).all if p.label == "place" and is_elsewhere(doc, p, type_)]


@pytest.mark.parametrize(
    ("case", "dep", "type_", "found"),
    [
        ("to", "obl", EventType.TERRITORY_LEFT, ["Dor"]),
        ("across", "obl", EventType.TERRITORY_LEFT, ["Dor"]),
        ("from", "obl", EventType.TERRITORY_LEFT, []),
        ("to", "obl", EventType.DISPLACEMENT, []),
        ("to", "nmod", EventType.TERRITORY_LEFT, []),
    ],
)
def test_where_those_go_who_leave(case: str, dep: str, type_: EventType, found: list[str]) -> None:
    nmod = WITHDREW.replace("/2/{dep}", "/1/nmod") if dep == "nmod" else WITHDREW
    assert elsewhere(nmod.format(case=case, dep=dep), type_) == found


@pytest.mark.parametrize(
    ("noun", "place", "type_", "found"),
    [
        ("officers", "France", EventType.BOMBING, ["France"]),
        ("officers", "France", EventType.DISPLACEMENT, []),
        ("officers", "Qasr", EventType.BOMBING, []),  # no country
        ("rockets", "France", EventType.SHELLING, []),
    ],
)
def test_the_country_that_people_are_from(noun: str, place: str, type_: EventType, found: list[str]) -> None:
    assert elsewhere(HURT.format(noun=noun, place=place), type_) == found


@pytest.mark.parametrize(
    ("noun", "place", "found"), [("army", "Chad", True), ("army", "Qasr", False), ("east", "Chad", False)]
)
def test_a_country_whose_forces_are_told_of(noun: str, place: str, found: bool) -> None:
    doc = tree(
        f"Rebels/rebel/NOUN/2/nsubj hit/hit/VERB|VBD/0/root {noun}/{noun}/NOUN/2/obj of/of/ADP/5/case {place}/x/PROPN/3/nmod ././PUNCT/2/punct",
        ents=((4, 5, "place"),),
    )
    assert [has_forces(doc, p) for p in Phrases(doc).all if p.label == "place"] == [found]


@pytest.mark.parametrize(
    ("case", "place", "found"), [("from", "Chad", True), ("by", "Chad", False), ("from", "Qasr", False)]
)
def test_a_country_where_something_is_from_does_not_act(case: str, place: str, found: bool) -> None:
    doc = tree(
        f"Drones/drone/NOUN/4/nsubj {case}/{case}/ADP/3/case {place}/x/PROPN/1/nmod hit/hit/VERB|VBD/0/root Dor/dor/PROPN/4/obj",
        ents=((2, 3, "place"),),
    )
    assert [is_origin(doc, p) for p in Phrases(doc).all if p.label == "place"] == [found]


FIRED = (
    "Rockets/rocket/NOUN|NNS/{r}/nsubj fired/fire/VERB|VBN/1/acl from/from/ADP/{case}/case {of}"
    "Zal/zal/PROPN/{at}/{dep} hit/hit/VERB|VBD/0/root Dor/dor/PROPN/{r}/obj ././PUNCT/{r}/punct"
)


@pytest.mark.parametrize(
    ("sentence", "type_", "found"),
    [
        (FIRED.format(r=5, case=4, of="", at=2, dep="obl"), EventType.SHELLING, ["Zal"]),
        (FIRED.format(r=5, case=4, of="", at=2, dep="obl"), EventType.DEPLOYMENT, ["Zal"]),
        (FIRED.format(r=5, case=4, of="", at=2, dep="obl"), EventType.BOMBING, []),
        (FIRED.format(r=5, case=4, of="", at=1, dep="nmod"), EventType.AIR_STRIKE, ["Zal"]),
        (FIRED.replace("fired/fire", "left/leave").format(r=5, case=4, of="", at=2, dep="obl"), EventType.SHELLING, []),
        (FIRED.format(r=7, case=4, of="direction/direction/NOUN/2/obl of/of/ADP/6/case ", at=4, dep="nmod"), EventType.SHELLING, ["Zal"]),
    ],
)  # fmt: skip
def test_where_shells_and_troops_come_from(sentence: str, type_: EventType, found: list[str]) -> None:
    doc = tree(sentence, ents=((3, 4, "place"), (5, 6, "place")) if "direction" not in sentence else ((5, 6, "place"), (7, 8, "place")))  # fmt: skip
    places = [p for p in Phrases(doc).all if p.label == "place"]
    assert [doc.quote(*p.words) for p in whence(doc, places, type_)] == found


def test_troops_are_where_they_come_from_if_nothing_else_is_told() -> None:
    doc = tree(FIRED.format(r=5, case=4, of="", at=2, dep="obl"), ents=((3, 4, "place"),))
    places = [p for p in Phrases(doc).all if p.label == "place"]
    assert not whence(doc, places, EventType.DEPLOYMENT)
    assert whence(doc, places, EventType.SHELLING) == places
