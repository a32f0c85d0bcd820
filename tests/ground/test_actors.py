"""Neutral names of actors."""

import re
from dataclasses import replace

import pytest

from warmonitor.ground import actors
from warmonitor.ground.actors import general_actor, known_as
from warmonitor.ground.countries import table
from warmonitor.ground.packs import Actor, Pack
from warmonitor.model import Mention

PACK = Pack(
    name="test", title="A war", countries=("SD",),
    actors={"rsf": Actor("rsf", "RSF: Rapid Support Forces", 2, side="rsf", names=("Rapid Support Forces", "RSF"), loaded={"rebel militia": ()})},
)  # fmt: skip


def grounded(mention, *told, **more):
    return replace(mention, **known_as(mention.text, *told, **more))


@pytest.mark.parametrize("row", table("roles.yml"), ids=lambda r: r["name"])
def test_the_example_of_a_role(row):
    words, name = row["example"].split(" → ")
    assert general_actor(words) == name


@pytest.mark.parametrize(
    "words", ["the Rapid Support Forces", "RSF", "RSF fighters", "the RSF militants", "rebel militia"]
)
def test_a_pack_knows_its_actors_by_every_name(words):
    found = grounded(Mention(words), PACK)
    assert (found.neutral, found.entity, found.side, found.text) == ("RSF: Rapid Support Forces", "rsf", "rsf", words)


@pytest.mark.parametrize(
    "words", ["Sudanese regime", "Sudan's regime", "Sudans regime", "Burhan's regime", "Burhans regime"]
)
def test_whose_regime_it_is_may_be_said_in_other_words(words):
    regime = Actor("gov", "Government of Sudan", 1, names=("Sudanese regime", "Burhan's regime"))
    assert grounded(Mention(words), Pack("test", "A war", actors={"gov": regime})).neutral == "Government of Sudan"


FRONT = Pack("test", "A war", actors={"front": Actor("front", "Harbour Front", 2, names=())})


@pytest.mark.parametrize("key", table("actors.yml"))
def test_the_words_around_a_name_are_those_of_the_lists(key, monkeypatch):
    row = table("actors.yml")[key]
    words = re.findall(r"\[(.+?)\]", row["example"])
    assert words and set(words) <= set(row["words"])
    mention = Mention(re.sub(r"[][]", "", row["example"]))
    assert grounded(mention, FRONT).neutral
    monkeypatch.setattr(actors, "table", lambda name: table(name) | {key: {"words": ["no such word"]}})
    actors._around.cache_clear()
    assert grounded(mention, FRONT).neutral is None
    actors._around.cache_clear()


def test_the_army_is_that_of_the_only_country_of_the_war():
    assert grounded(Mention("the army"), PACK, ["SD"]).neutral == "Military Forces of Sudan"
    assert grounded(Mention("the army"), None, ["SD", "TD"]).neutral is None


def test_what_is_unknown_stays_as_written():
    mention = Mention("the Harbour Brigade")
    assert grounded(mention, PACK, ["SD"]) == mention


def test_of_two_countries_with_one_adjective_the_one_at_war_is_meant():
    assert general_actor("Congolese soldiers") == "Military Forces of Democratic Republic of the Congo"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the army of Burkina Faso", "Military Forces of Burkina Faso"),
        ("government of Mali", "Government of Mali"),
        ("Israeli drones", "Military Forces of Israel"),
        ("Ethiopian federal troops", "Military Forces of Ethiopia"),
        ("the city of Djibouti", None),
        ("the Army of Conquest", None),
    ],
)
def test_a_country_may_stand_behind_the_role(words, name):
    assert general_actor(words) == name


def test_arms_by_themselves_are_nobodys():
    assert general_actor("federal troops", ["ET"]) == "Military Forces of Ethiopia"
    assert general_actor("drones", ["ET"]) is None


@pytest.mark.parametrize(
    "words",
    ["Roe's forces", "forces of Roe", "troops of Roe", 'forces of "war criminal Roe"', 'forces of "war criminal Roe'],
)
def test_whose_forces_they_are_may_be_said_in_other_words(words):
    forces = Actor("roe", "Northern Army", 2, names=("Roe's forces",))
    assert grounded(Mention(words), Pack("test", "A war", actors={"roe": forces})).neutral == "Northern Army"


def test_a_gang_of_a_coalition_is_of_it():
    assert grounded(Mention("gangs of the Harbour Front coalition"), FRONT).neutral == "Harbour Front"
    assert grounded(Mention("forces of the valley"), FRONT).neutral is None


def test_what_a_party_has_as_states_have_it_is_the_party():
    for words in ("the RSF's general command", "The Rapid Support Forces' army command"):
        assert grounded(Mention(words), PACK, where=("SD",), here="SD").neutral == "RSF: Rapid Support Forces"
    for words in ("the RSF's doctors", "the RSF's refugees", "the RSF's rebels"):
        assert grounded(Mention(words), PACK).neutral is None
    assert grounded(Mention("Sudan's army"), PACK).neutral == "Military Forces of Sudan"
