from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import build

from warmonitor.model import Claim, Count, EventType, Mention, Place, Relation, Where
from warmonitor.views import phrases


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        (date(2019, 8, 28), date(2019, 8, 28), "28 Aug 2019"),
        (date(2019, 8, 28), date(2019, 8, 30), "28–30 Aug 2019"),
        (date(2019, 8, 30), date(2019, 9, 2), "30 Aug – 2 Sep 2019"),
        (date(2019, 12, 30), date(2020, 1, 2), "30 Dec 2019 – 2 Jan 2020"),
        (None, None, "day unknown"),
    ],
)
def test_days(earliest: date | None, latest: date | None, words: str) -> None:
    assert phrases.days(earliest, latest) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (12, 12, "12"),
        (8, 12, "8–12"),
        (35, None, "at least 35"),
        (5_000_001, None, "more than 5,000,000"),
        (36, None, "at least 36"),
        (0, 40, "up to 40"),
        (360000, 440000, "360,000–440,000"),
    ],
)
def test_numbers(low: int, high: int | None, words: str) -> None:
    assert phrases.number(low, high) == words


def claim(*counts: Count) -> Claim:
    return build.claim("r#1", counts=counts)


def test_parts_of_a_toll_are_not_set_against_it() -> None:
    whole = claim(Count("killed", "people", 12, 12), Count("killed", "children", 3, 3))
    assert phrases.span_of_counts([whole]) == "12 killed"
    parts = claim(Count("killed", "women", 8, 8), Count("killed", "children", 6, 6))
    assert phrases.span_of_counts([parts]) == "14 killed"
    other = claim(Count("killed", "people", 8, None), Count("injured", "people", 30, 30))
    assert phrases.span_of_counts([whole, other]) == "8 to at least 12 killed, 30 injured"


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=6))
def test_the_span_of_counts_holds_every_count(bounds: list[tuple[int, int]]) -> None:
    claims = [claim(Count("killed", "people", min(b), max(b))) for b in bounds]
    low, high = min(min(b) for b in bounds), max(max(b) for b in bounds)
    assert phrases.span_of_counts(claims) == f"{phrases.number(low, high)} killed"
    assert phrases.span_of_counts(claims[::-1]) == phrases.span_of_counts(claims)


def test_neutral_names_keep_the_words_of_sources_beside_them() -> None:
    army = [
        Mention("the army", neutral="Military Forces of Syria"),
        Mention("x", words="regime forces", neutral="Military Forces of Syria"),
    ]
    assert str(phrases.named(army)[0]) == "Military Forces of Syria (“the army”, “regime forces”)"
    assert str(phrases.named([Mention("Jets")])[0]) == "Jets"


def test_places_say_how_they_lie_and_whether_they_are_known() -> None:
    idlib = Place("gn:1", "Idlib", "city", "SY", "Idlib")
    assert phrases.place(Where("Idlib", place=idlib)) == "Idlib (SY)"
    assert phrases.place(Where("x", place=idlib, relation=Relation.OUTSKIRTS)) == "outskirts of Idlib (SY)"
    assert (
        phrases.place(Where("x", place=idlib, relation=Relation.DISTANCE, distance_km=33, bearing="s"))
        == "33 km S of Idlib (SY)"
    )
    assert phrases.place(Where("x", place=idlib, relation=Relation.DISTANCE, distance_km=5)) == "5 km from Idlib (SY)"
    assert phrases.place(Where("x", place=idlib, relation=Relation.NEAR, bearing="ne")) == "NE of Idlib (SY)"
    stretch = Place("between:gn:1+gn:2", "between Idlib and Saraqib", "area", "SY")
    between = Where("x", place=stretch, relation=Relation.BETWEEN)
    assert phrases.place(between) == "between Idlib and Saraqib (SY)"
    assert phrases.place(Where("Zarzoor")) == "“Zarzoor”"


def test_every_event_type_has_its_words() -> None:
    assert set(phrases.LABELS) == set(EventType)


def test_victims_stand_apart_from_the_culprit() -> None:
    by, of = (phrases.Named("Hill Front"),), (phrases.Named("women"),)
    told = phrases.summary(EventType.VIOLENCE_AGAINST_CIVILIANS, by, of)
    assert told == "violence against civilians by Hill Front; victims: women"
    assert phrases.summary(EventType.AIR_STRIKE, by, of) == "air strike by Hill Front on women"


def test_what_sources_differ_on_is_told_in_words() -> None:
    assert phrases.differ(("toll", "happened")) == "the toll, whether it happened"


def test_fighters_and_other_people_make_no_range_together() -> None:
    rebels, residents = claim(Count("killed", "rebels", 40, 40)), claim(Count("killed", "residents", 5, 5))
    assert phrases.span_of_counts([rebels, residents]) == "5 killed, 40 fighters killed"
    assert phrases.span_of_counts([rebels, claim(Count("killed", "soldiers", 9, 9))]) == "9–40 killed"
    soldiers = Count("killed", "soldiers", 10, 10)
    assert phrases.span_of_counts([claim(Count("killed", "people", 25, 25), soldiers)]) == "25 killed"
    assert (
        phrases.span_of_counts([claim(Count("killed", "villagers", 25, 25), soldiers)])
        == "25 killed, 10 fighters killed"
    )


@pytest.mark.parametrize(
    ("counted", "words"),
    [
        (Count("places", "", 1, 1), "1 place"),
        (Count("strikes", "", 1, 2), "1–2 strikes"),
        (Count("strikes", "", 1, None), "at least 1 strike"),
        (Count("displaced", "family", 1, 1), "1 family displaced"),
        (Count("displaced", "families", 3, 3), "3 families displaced"),
    ],
)
def test_one_of_a_kind_is_in_the_singular(counted: Count, words: str) -> None:
    assert phrases.span_of_counts([claim(counted)]) == words


def test_parts_and_families_make_no_range_with_people() -> None:
    children, people = claim(Count("killed", "children", 29, 29)), claim(Count("killed", "people", 50, 50))
    assert phrases.span_of_counts([children, people]) == "50 killed"
    assert phrases.span_of_counts([children]) == "29 killed"
    fled = claim(Count("displaced", "families", 300, 300)), claim(Count("displaced", "villagers", 2000, 2000))
    assert phrases.span_of_counts(fled) == "2,000 displaced, 300 families displaced"
