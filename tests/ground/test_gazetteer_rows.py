"""Rows of the gazetteer: middles of regions, borders, and our own tables."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.ground import gazetteer_rows
from warmonitor.ground.countries import countries, table
from warmonitor.ground.fold import fold
from warmonitor.ground.gazetteer import Gazetteer
from warmonitor.ground.gazetteer_rows import Row, borders, middle, our_towns, region_names
from warmonitor.ground.geometry import km_between

COUNTRIES = {
    "SY": {"neighbours": "TR,IQ"},
    "TR": {"neighbours": "SY"},
    "IQ": {"neighbours": "SY"},
    "CY": {"neighbours": ""},
}


def town(country, lat, lon):
    return Row(f"gn:{country}{lat}{lon}", "x", "city", country, lat=lat, lon=lon)


def test_towns_that_crowd_in_a_corner_do_not_pull_the_middle_there():
    crowd = [town("SY", 30 + n / 1000, 30 + n / 1000) for n in range(500)]
    spread = [town("SY", 30 + n, 30 + n) for n in range(11)]
    lat, lon, radius = middle([*crowd, *spread])
    assert (lat, lon) == pytest.approx((35, 35), abs=0.5) and radius >= 5


@given(st.lists(st.tuples(st.floats(-60, 70), st.floats(0, 150)), min_size=1, max_size=30))
def test_the_middle_lies_among_its_places(points):
    lat, lon, radius = middle([town("SY", *p) for p in points])
    assert min(p[0] for p in points) - 6 <= lat <= max(p[0] for p in points) + 6
    assert min(p[1] for p in points) - 7 <= lon <= max(p[1] for p in points) + 7 and radius >= 5


def test_a_border_stands_in_both_countries_where_their_towns_meet():
    towns = [
        town("SY", 36.6, 37.0),
        town("SY", 33.5, 36.3),
        town("TR", 36.8, 37.1),
        town("IQ", 33.0, 44.0),
        town("CY", 36.6, 37.2),
    ]
    found = {row.ref: row for row in borders(COUNTRIES, towns)}
    assert set(found) == {"border:SY-TR", "border:TR-SY"}
    here = found["border:SY-TR"]
    assert (here.country, here.lat, here.lon) == ("SY", 36.6, 37.0)
    assert {"Turkish border", "border with Turkey", "Syria Turkey border", "Turkish Syrian border"} <= set(here.names)


def test_names_of_parts_of_the_world_are_one_place_each():
    called = [{fold(n) for n in (name, *about.get("names", ()))} for name, about in table("regions.yml").items()]
    names = Counter(name for of in called for name in of)
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("name", ["regions.yml", "admin1.yml"])
def test_coordinates_are_on_earth(name):
    rows = table(name)
    abouts = rows.values() if name == "regions.yml" else [a for regions in rows.values() for a in regions.values()]
    for about in abouts:
        lat, lon = about.get("at", (0, 0))
        assert abs(lat) <= 90 and abs(lon) <= 180 and 0 < about.get("km", 1) <= 8000


def test_a_town_of_ours_lies_in_the_region_of_its_neighbour_and_a_known_one_gets_more_names(monkeypatch):
    ours = {"ET": {"Humera": {"at": [14.29, 36.61], "names": ["Setit Humera"]}, "Inda Silase": ["Shire"]}}
    monkeypatch.setattr(gazetteer_rows, "table", lambda name: ours)
    near = Row("gn:1", "Adebaye", "city", "ET", "Tigray", lat=14.2, lon=36.7)
    ours["ET"]["Badme"] = {"at": [14.72, 37.8], "in": "Elsewhere"}
    known = Row("gn:2", "Inda Silasē", "city", "ET", "Amhara", lat=14.1, lon=38.3, others=["Enda"])
    found, told = our_towns([known, near])
    assert told.admin1 == "Elsewhere"
    assert (found.ref, found.admin1, list(found.names)) == ("town:ET.humera", "Tigray", ["Setit Humera"])
    assert (list(known.names), known.others) == (["Shire"], ["Enda"])


def test_our_towns_lie_in_their_countries():
    for iso, towns in table("towns.yml").items():
        middle_of = countries()[iso]
        for name, about in towns.items():
            names = about if isinstance(about, list) else about.get("names", [name])
            assert names and all(isinstance(n, str) for n in (name, *names))
            if isinstance(about, dict):
                lat, lon = about["at"]
                assert km_between(lat, lon, middle_of.lat, middle_of.lon) < 1500, name


def test_no_abbreviation_is_of_two_regions():
    shorts = Counter(s for regions in table("abbreviations.yml").values() for of in regions.values() for s in of)
    assert [short for short, times in shorts.items() if times > 1] == []


@pytest.mark.parametrize(
    ("word", "ref"), [("Tex.", "admin1:US.TX"), ("TX", "admin1:US.TX"), ("tx", None), ("Texas", None)]
)
def test_abbreviations_count_as_written(small_gazetteer: Gazetteer, word, ref):
    found = small_gazetteer.abbreviated(word)
    assert (found.id if found else None) == ref


@pytest.mark.parametrize(
    ("words", "found"), [("khan", ["gn:9"]), ("shaykh", ["gn:9"]), ("khan idlib", []), ("", []), ('"', [])]
)
def test_search_by_words_of_a_name(small_gazetteer: Gazetteer, words, found):
    assert [p.id for p in small_gazetteer.search(words)] == found


@pytest.mark.parametrize(("name", "other"), table("placewords.yml")["regions"]["examples"].items())
def test_a_region_goes_by_other_names_too(name, other):
    assert other in region_names(name)
