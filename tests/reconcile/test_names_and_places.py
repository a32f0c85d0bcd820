"""Spellings brought together, towns kept apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.model import Place, Where
from warmonitor.reconcile.names import common, content, initials, plain, skeleton, stem, tokens
from warmonitor.reconcile.places import Lie, closest, lie, spot


@pytest.mark.parametrize(
    "one, other",
    [
        ("Rashideen", "Rashidin"),
        ("Kefraya", "Kafarya"),
        ("Shayrat", "Shairat"),
        ("Ramousah", "Ramusa"),
        ("Foua", "Fua"),
        ("Hass", "Haas"),
    ],
)
def test_transliterations_meet(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize("one, other", [("Hama", "Homs"), ("Idlib", "Aleppo"), ("Foua", "Fife")])
def test_names_apart(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@given(st.text(max_size=40))
def test_any_text_is_taken(text: str) -> None:
    assert isinstance(skeleton(plain(text)), str)
    assert all(w for w in tokens(text))
    assert content(text) == content(text.upper()) or not text.isascii()


def test_words() -> None:
    assert stem("convoys") == stem("convoy")
    assert content("shells hit the flour mill") == {"flour", "mill"}
    assert initials("Syrian Observatory for Human Rights") == "sohr"
    assert initials("Reuters") == ""
    assert tokens("Channel One") == ("tv", "one")
    assert tokens("two of the children") == ("children",)
    assert content("two shells hit one mill") == {"mill"}


@pytest.mark.parametrize(
    "one, other, how",
    [
        ("Salaheddin", "Salah al-Din", Lie.SAME),
        ("Salah al-Din district of Aleppo", "Aleppo", Lie.WITHIN),
        ("Idlib province", "Idlib", Lie.WITHIN),
        ("Kafr Alma", "Kafr Basir", Lie.UNKNOWN),
        ("Ras al-Ain", "Ras Lanuf", Lie.UNKNOWN),
        ("Deir Nour", "Deir Nur", Lie.SAME),
        ("Tell Nour", "Tal Nur", Lie.SAME),
        ("Tell Nour", "Deir Nour", Lie.APART),
        ("Upper Kivra", "Lower Kivra", Lie.APART),
        ("Upper Kivra", "Kivra", Lie.SAME),
        ("Kivra airport", "Kivra", Lie.WITHIN),
        ("Kivra airport", "Kivra air base", Lie.SAME),
        ("Kivra crossing", "Kivra airfield", Lie.WITHIN),
        ("Sor state", "Sor", Lie.WITHIN),
    ],
)
def test_by_name(one: str, other: str, how: Lie) -> None:
    assert lie(spot(Where(one)), spot(Where(other))) is how
    assert lie(spot(Where(other)), spot(Where(one))) is how


def _town(name: str, lat: float, admin1: str = "A", kind: str = "city", country: str = "XX") -> Where:
    return Where(name, place=Place(f"t:{name}:{lat}", name, kind, country, admin1, lat, 36.0))


def test_an_airport_found_by_its_town_is_not_the_town() -> None:
    town = _town("Kivra", 35.0)
    airport = Where("Kivra airport", place=town.place)
    assert lie(spot(town), spot(airport)) is Lie.WITHIN
    assert lie(spot(airport), spot(Where("Kivra airfield", place=town.place))) is Lie.SAME


@pytest.mark.parametrize("side", ["northern", "southern", "eastern", "western", "southwestern"])
def test_a_side_of_a_town_may_be_one_of_its_region(side: str) -> None:
    town = _town("Kivra", 35.0, "Kivra").place
    around = spot(Where(f"{side} Kivra", place=town))
    assert around.region and around.wide
    assert lie(around, spot(_town("Ayn", 35.9, "Kivra"))) is Lie.WITHIN


def test_by_map() -> None:
    assert lie(spot(_town("Ayn", 35.0)), spot(_town("Ayn", 36.0))) is Lie.APART
    assert lie(spot(_town("Ayn", 35.0)), spot(_town("Bel", 35.04))) is Lie.NEAR
    assert lie(spot(_town("Bel", 35.0)), spot(_town("Bel Marra", 35.04))) is Lie.NEAR
    assert lie(spot(_town("Bel", 35.0)), spot(_town("Bel Marra", 35.04, kind="area"))) is Lie.WITHIN
    assert lie(spot(_town("A", 35.0, kind="admin1")), spot(_town("Ayn", 35.9))) is Lie.WITHIN
    assert lie(spot(_town("B", 35.0, "B", kind="admin1")), spot(_town("Ayn", 35.9))) is Lie.APART
    assert lie(spot(_town("Ayn", 35.0)), spot(_town("Ayn", 35.9, country="YY"))) is Lie.APART
    assert closest((), (spot(_town("Ayn", 35.0)),)) is None


def test_what_a_country_is_called_is_common_in_any_war() -> None:
    assert common("peruvian") and common("peru") and common("town")
    assert not common("bakery")
    assert content("Peruvian shells hit a bakery in Peru") == content("shells hit a bakery")
