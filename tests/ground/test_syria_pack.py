"""The pack of the Syrian war: it loads, its names are one actor's each, its places lie in Syria."""

from collections import defaultdict
from collections.abc import Iterable

import pytest

from warmonitor.ground.fold import fold
from warmonitor.ground.packs import Pack

PACK = Pack.load("syria")


def several(named: Iterable[tuple[str, Iterable[str]]]) -> dict[str, set[str]]:
    """Folded names that more than one entry has."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry, names in named:
        for name in names:
            found[fold(name).removeprefix("the ")].add(entry)
    return {name: entries for name, entries in found.items() if len(entries) > 1}


def test_it_is_the_war_in_syria():
    assert PACK.countries == ("SY",)
    assert {"government", "opposition", "jihadist", "turkey", "sdf", "islamic_state"} <= PACK.sides.keys()


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("government", "russia", "allied"),
        ("russia", "opposition", "opposed"),
        ("sdf", "turkey", "opposed"),
        ("sdf", "coalition", "allied"),
    ],
)
def test_how_sides_stand(a, b, relation):
    assert PACK.relation(a, b) == PACK.relation(b, a) == relation


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("the Syrian army", "syria-military"),
        ("regime forces", "syria-military"),
        ("Russian warplanes", "russia-air-force"),
        ("Jabhat al-Nusra", "hts"),
        ("Hayat Tahrir al-Sham", "hts"),
        ("Daesh", "islamic-state"),
        ("Kurdish forces", "ypg"),
        ("rebels", "rebels"),
        ("armed terrorist groups", "opposition-and-jihadists"),
        ("Turkish-backed rebels", "sna"),
        ("Ahrar Al Sham", "ahrar-al-sham"),
    ],
)
def test_names_of_actors(words, actor):
    found = PACK.actor(words)
    assert found is not None and found.id == actor


def test_no_two_actors_share_a_name():
    assert several((a.id, (a.name, *a.names, *a.loaded)) for a in PACK.actors.values()) == {}


def test_no_two_sources_share_a_name():
    assert several((s.id, (s.name, *s.names)) for s in PACK.sources.values()) == {}


def test_no_two_places_share_a_name():
    assert several((x.place.id, (x.place.name, *x.names)) for x in PACK.listed) == {}


def test_a_loaded_term_tells_whose_it_is():
    assert set(PACK.wording("the terrorists")) == {"government", "russia", "iran"}
    assert "turkey" in PACK.wording("YPG/PKK") and "government" not in PACK.wording("YPG/PKK")
    assert PACK.wording("Syrian army") == ()


@pytest.mark.parametrize(
    ("words", "source"),
    [("SOHR", "sohr"), ("Agence France-Presse", "afp"), ("FNA", "fars"), ("Meridian Wire", "meridian")],
)
def test_names_of_sources(words, source):
    found = PACK.source(words)
    assert found is not None and found.id == source


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khwain", "al-Khuwayn"),
        ("Zarzur", "Zarzoor"),
        ("Khan Shaykhun", "Khan Sheikhoun"),
        ("Saraqib", "Saraqeb"),
        ("al-Habit", "Hbit"),
        ("Morek", "Murak"),
    ],
)
def test_spellings_of_a_place(one, other):
    assert PACK.named(one)[0].place.id == PACK.named(other)[0].place.id


def test_every_place_lies_in_syria():
    at = [(x.place.name, x.place.lat, x.place.lon) for x in PACK.listed]
    assert not [name for name, lat, lon in at if lat and lon and not (32 <= lat <= 37.5 and 35 <= lon <= 42.5)]


def test_every_place_has_coordinates_or_names_one_of_the_gazetteer():
    assert [x.place.name for x in PACK.listed if (x.place.lat is None) != (x.same is not None)] == []


def test_roads_and_areas_say_how_wide_they_are():
    wide = [x.place for x in PACK.listed if x.place.kind in ("area", "road")]
    assert [place.name for place in wide if not place.radius_km] == []
    assert {"M4", "M5", "Castello Road"} <= {place.name for place in wide if place.kind == "road"}
