"""The pack of all wars, which is always there: its names mean one actor each, given where and when, and never what is somebody else's in another war."""

from collections import defaultdict
from datetime import date
from itertools import combinations

import pytest
from tests.build import claim, report, said

from warmonitor.api import open_pack
from warmonitor.ground.actors import known_as
from warmonitor.ground.countries import countries, country, table
from warmonitor.ground.packs import Actor, Pack, _key
from warmonitor.model import Mention, Place, Where
from warmonitor.read.grounding import Grounding

WORLD = Pack.load("world")
ALONE = open_pack()
SYRIA = open_pack(["syria"])


def met(a: Actor, b: Actor) -> bool:
    """Whether two actors are somewhere on some day together, so that one name cannot tell them apart."""
    there = not a.countries or not b.countries or set(a.countries) & set(b.countries)
    return (
        bool(there)
        and (a.since or date.min) <= (b.until or date.max)
        and (b.since or date.min) <= (a.until or date.max)
    )


def test_a_name_means_one_actor_at_a_place_and_day():
    by_name = defaultdict(set)
    for actor in WORLD.actors.values():
        for name in (actor.name, *actor.names, *actor.loaded):
            by_name[_key(name)].add(actor.id)
    shared = [ids for ids in by_name.values() if len(ids) > 1]
    assert [(a, b) for ids in shared for a, b in combinations(ids, 2) if met(WORLD.actors[a], WORLD.actors[b])] == []


def test_it_claims_no_word_that_is_anybodys():
    words = [w for row in table("roles.yml") for key in ("words", "armed", "of_a_country") for w in row.get(key, ())]
    lists = [w for row in table("actors.yml").values() for w in row["words"]]
    people = [name for c in countries().values() for name in (c.name, *c.names, *c.people)]
    assert [w for w in (*words, *lists, *people) if WORLD.actor(w) is not None] == []


def test_it_is_about_no_war_in_particular():
    assert (WORLD.countries, WORLD.since, WORLD.listed) == ((), None, ())
    assert all(iso in countries() for a in WORLD.actors.values() for iso in a.countries)


def test_every_side_has_somebody_and_stands_with_or_against_another_once():
    used = {k.side for known in (WORLD.actors, WORLD.sources) for k in known.values()}
    assert set(WORLD.sides) <= used
    assert [
        s.id for s in WORLD.sides.values() if set(s.allied) & set(s.opposed) or s.id in (*s.allied, *s.opposed)
    ] == []
    pairs = [(a, b) for a, b in combinations(WORLD.sides.values(), 2)]
    assert [
        (a.id, b.id)
        for a, b in pairs
        if (b.id in a.allied) != (a.id in b.allied) and (b.id in a.opposed or a.id in b.opposed)
    ] == []


def test_states_are_called_as_general_actors_are():
    for actor in WORLD.actors.values():
        role, _, land = actor.name.partition(" of ")
        if actor.kind == 1 and role in ("Military Forces", "Police Forces", "Government"):
            known = country(land.partition(" (")[0].replace("Palestine", "Palestinian Territory"))
            assert known is None or [known.iso] == list(actor.countries), actor.id


@pytest.mark.parametrize(
    ("words", "where", "on", "name"),
    [
        ("Fighters of the Rapid Support Forces", ["SD"], "2023-11-01", "Rapid Support Forces"),
        ("the army", ["SD"], "2023-05-01", "Military Forces of Sudan (2019-)"),
        ("the army", ["SD"], "2018-05-01", "Military Forces of Sudan (1989-2019)"),
        ("the army", [], "2023-05-01", None),
        ("the army", ["SD", "TD"], "2023-05-01", None),
        ("troops", ["ML"], "2023-05-01", None),
        ("SAF", [], "2023-05-01", "Military Forces of Sudan (2019-)"),
        ("Sudanese troops", ["LY"], "2023-05-01", "Military Forces of Sudan (2019-)"),
        ("Jama'at Nusrat al-Islam wal-Muslimin (JNIM)", ["BF"], None, "JNIM: Group for Support of Islam and Muslims"),
        ("military junta", ["ML"], "2023-05-01", "Government of Mali (2021-)"),
        ("the junta", ["MM"], "2023-05-01", "Government of Myanmar (2021-)"),
        ("Yemen's Houthi rebels", [], None, "Military Forces of Yemen (2016-) Supreme Political Council"),
        ("Iran-backed Houthis", [], None, "Military Forces of Yemen (2016-) Supreme Political Council"),
        ("Islamic State fighters", ["ML"], None, "Islamic State Sahel Province (ISSP)"),
        ("Islamic State", [], None, None),
        ("SNA", ["SO"], "2023-05-01", "Military Forces of Somalia (2022-)"),
        ("SNA", ["SY"], "2023-05-01", "SNA: Syrian National Army"),
        ("SNA", [], "2023-05-01", None),
        ("Congolese army", ["CD"], "2024-05-01", "Military Forces of Democratic Republic of Congo (2019-)"),
        ("M23 rebels", ["CD"], None, "M23: March 23 Movement"),
        ("Taliban", ["AF"], "2020-05-01", "Taliban"),
        ("Taliban", ["AF"], "2023-05-01", "Military Forces of Afghanistan (2021-)"),
        ("Taliban", ["PK"], "2023-05-01", "TTP: Tehreek-i-Taliban Pakistan"),
        ("Lebanese Hezbollah", [], None, "Hezbollah"),
        ("Serb forces", ["BA"], "1993-05-11", "VRS: Army of Republika Srpska"),
        ("Serb forces", ["HR"], "1995-05-02", "SVK: Army of Serbian Krajina"),
        ("Serb forces", ["XK"], "1999-03-30", "Military Forces of Serbia"),
        ("Croat soldiers", ["BA"], "1993-05-11", "HVO: Croatian Defence Council"),
        ("units of the Croatian Defence Council", ["BA"], "1993-05-11", "HVO: Croatian Defence Council"),
        ("Bosnian army", ["BA"], "1993-05-11", "Military Forces of Bosnia and Herzegovina"),
        ("Sinjar Resistance Units (YBS)", ["IQ"], None, "YBS: Sinjar Resistance Units"),
        ("QIA", ["MM"], None, None),
        ("Tamil Tigers", ["LK"], "2009-01-02", "LTTE: Liberation Tigers of Tamil Eelam"),
        ("Tigers", ["LK"], "2009-01-02", "LTTE: Liberation Tigers of Tamil Eelam"),
        ("Tigers", ["BA"], "1995-09-20", "SDG: Serb Volunteer Guard"),
        ("Maoist rebels", ["NP"], "2003-05-01", "CPN-M: Communist Party of Nepal (Maoist)"),
        ("Maoist rebels", ["IN"], "2010-05-01", "CPI (Maoist): Communist Party of India (Maoist)"),
        ("Maoist rebels", [], "2003-05-01", None),
        ("KLA fighters", ["XK"], "1999-01-18", "UCK: Kosovo Liberation Army"),
        ("ethnic Albanian rebels", ["MK"], "2001-05-03", "UCK: National Liberation Army (North Macedonia)"),
        ("Serb paramilitaries", ["XK"], "1999-03-30", "Serb paramilitaries (Kosovo)"),
        ("Serb paramilitaries", ["BA"], "1993-05-11", "VRS: Army of Republika Srpska"),
        ("Serbian police", ["XK"], "1999-01-18", "Police Forces of Serbia"),
        ("Russian soldiers", ["RU"], "1999-12-28", "Military Forces of Russia (1991-2000)"),
        ("Chechen rebels", ["RU"], "2000-02-04", "Chechen Republic of Ichkeria"),
        ("units of Russia's Battlegroup North", ["UA"], "2024-05-12", "Military Forces of Russia (2000-)"),
        ("Russia's Africa Corps", ["ML"], "2024-07-26", "Africa Corps"),  # known by itself
        ("the army's 91st Brigade", ["SD"], "2024-06-13", "Military Forces of Sudan (2019-)"),
        ("People's Liberation Army 71st Brigade", ["CN"], "2024-05-12", None),
        ("SLA", ["LK"], "2009-01-24", "Military Forces of Sri Lanka"),
        ("SLA", ["SD"], "2004-05-01", "SLM/A: Sudan Liberation Movement/Army"),
        ("SLA", ["SD"], "2020-05-01", None),  # of which faction is not told
        ("soldiers of the SLA's 59th Division", ["LK"], "2009-01-24", "Military Forces of Sri Lanka"),
        ("FARC’s 35th Front", ["CO"], "2003-04-01", None),  # a front may be a group of its own
        ("Joint Forces", ["SD"], "2025-10-28", "Darfur Joint Forces"),
        ("rebels", ["SD"], None, None),
    ],
)  # fmt: skip
def test_who_is_meant(words, where, on, name):
    here = where[0] if len(where) == 1 else None
    found = known_as(words, ALONE, (), date.fromisoformat(on) if on else None, where, here)
    assert found.get("neutral") == name


@pytest.mark.parametrize(
    ("words", "entity"),
    [("the army", "syria-military"), ("soldiers", "syria-military"), ("rebels", "rebels"), ("SNA", "sna"), ("Sudanese army", "sudan-military"), ("Hamas", "hamas")],
)  # fmt: skip
def test_a_pack_of_one_war_comes_first(words, entity):
    assert known_as(words, SYRIA, ["SY"], date(2019, 9, 1), ["SY"], "SY")["entity"] == entity


def test_it_is_no_part_of_what_a_pack_says_of_its_war():
    assert (ALONE.countries, ALONE.since, len(ALONE.actors)) == ((), None, 0)
    assert SYRIA.countries == ("SY",) and "rsf" not in SYRIA.actors and "rsf" in SYRIA.camps
    assert SYRIA.relation("sudan", "rsf") == "opposed" and SYRIA.relation("government", "russia") == "allied"
    assert ALONE.wording("Janjaweed militia") == ("sudan",)
    assert ALONE.wording("US-Saudi aggression") == ("houthi",)


@pytest.mark.parametrize(("other", "army"), [("residents", "mali-military"), ("Algerian officials", None)])
def test_the_army_is_that_of_where_it_happened_unless_another_state_is_in_the_report(other, army):
    town = Where("Kidal", place=Place("t:1", "Kidal", "city", "ML"))
    told = report("r", "The army entered Kidal, they said.", published=date(2023, 11, 15))
    entered = claim(
        "r#1", "The army entered Kidal", actors=(Mention("The army"),), where=(town,), attribution=said(other)
    )
    assert [c.actors[0].entity for c in Grounding(None, ALONE).ground([entered], told)] == [army]
