"""Notes on claims from a report's own figures: the war's age, stated distances, and which claims a note stands beside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.ground.calendar.numbers import ONES
from warmonitor.ground.geometry import BEARINGS, moved
from warmonitor.lang.doc import Doc
from warmonitor.lang.tokenize import tokenize
from warmonitor.model import Claim, EventType, Place, Report, Span
from warmonitor.read.checks.notes import war_ages, with_notes
from warmonitor.read.checks.stated_distances import stated
from warmonitor.read.checks.war_age import ages
from warmonitor.read.grounding import Grounding
from warmonitor.read.lexicon import lexicon

BEGAN = date(2011, 3, 15)


@pytest.mark.parametrize("row", lexicon("checks")["war"]["patterns"], ids=lambda row: row["example"])
def test_every_pattern_of_the_wars_age_reads_its_example(row: dict[str, Any]) -> None:
    assert len(list(ages(row["example"]))) == 1


@pytest.mark.parametrize("row", lexicon("checks")["war_examples"], ids=lambda row: f"{row['text']} {row['published']}")
def test_the_wars_age(row: dict[str, Any]) -> None:
    (note,) = war_ages(row["text"], row["published"], BEGAN)
    assert note.holds is row["holds"]


@pytest.mark.parametrize("row", lexicon("checks")["war"]["patterns"], ids=lambda row: row["example"])
def test_the_wars_age_is_read_alike_in_a_long_report(row: dict[str, Any]) -> None:
    alone, before = next(ages(row["example"])), "The town lay quiet. " * 30
    (inside,) = ages(before + row["example"] + " Shops were open." * 30)
    assert inside == replace(alone, start=alone.start + len(before), end=alone.end + len(before))


def test_another_countrys_war_is_no_business_of_the_pack() -> None:
    assert not list(ages("It ended two years of war in Yemen.", ("SY",)))
    assert len(list(ages("It ended two years of war in Syria.", ("SY",)))) == 1


@given(st.integers(2, 19))
def test_the_day_after_so_many_years_fits_the_words(years: int) -> None:
    day = date(BEGAN.year + years, BEGAN.month, BEGAN.day)
    (note,) = war_ages(f"The town fell after {ONES[years]} years of war.", day, BEGAN)
    assert note.holds


def _doc(text: str, *places: str) -> Doc:
    words = tokenize(text).words
    found = [(i, i + 1, "place") for i, w in enumerate(words) if w in places]
    return Doc.of(words, text=text, ents=found)


@pytest.mark.parametrize(
    ("text", "km", "bearing"),
    [
        ("They reached Amra, a mill town about 33 km (20 miles) south of the city of Asmar.", 33, "s"),
        ("They reached Amra 33 kilometers north-west of Asmar.", 33, "nw"),
        ("Amra, which lies some 10 miles from Asmar, was hit.", 16.09, None),
        ("Amra (12 km northeast of Asmar) was hit.", 12, "ne"),
        ("Amra (also known as Dor), 12 km east of Asmar, was hit.", 12, "e"),
        ("Amra, 60 kilometers west of the capital, Asmar, was hit.", 60, "w"),
        ("Amra lies at a distance of 12 km from Asmar.", 12, None),
        ("Amra, 12 km ſouth of Asmar, was hit.", 12, None),  # a letter that only passes for an s
    ],
)
def test_a_stated_distance_is_read(text: str, km: float, bearing: str | None) -> None:
    (found,) = stated(_doc(text, "Amra", "Asmar"))
    assert (round(found.km, 2), found.bearing) == (km, bearing)


@pytest.mark.parametrize(
    "text",
    [
        "Troops from Amra pushed 33 km south of Asmar.",
        "Amra was hit. A depot 33 km south of Asmar burnt.",
        "Amra, 33 years old, came from Asmar.",
        "Amra" + " " * 20_000 + "x 33 km south of Asmar.",
        "Amra" + " –" * 20_000 + " 33 km south of Asmar.",
    ],
)
def test_a_distance_of_something_else_is_not_taken_for_that_of_a_place(text: str) -> None:
    assert not list(stated(_doc(text, "Amra", "Asmar")))


ASMAR = Place("gn:1", "Asmar", "city", lat=35.0, lon=36.0)


@given(st.sampled_from(sorted(BEARINGS)), st.integers(12, 300), st.integers(1, 8))
def test_only_about_the_right_distance_and_direction_hold(bearing: str, km: int, times: int) -> None:
    lat, lon = moved(35.0, 36.0, km, BEARINGS[bearing])
    words = {"n": "north", "s": "south", "e": "east", "w": "west"}
    said = "".join(words[c] for c in bearing)
    (told,) = stated(_doc(f"Amra, {km * times} km {said} of Asmar, was hit.", "Amra", "Asmar"))
    note = told.note(Place("gn:2", "Amra", "city", lat=lat, lon=lon), ASMAR)
    assert note is not None and note.holds is (times == 1)
    opposite = Place("gn:3", "Amra", "city", lat=70.0 - lat, lon=72.0 - lon)
    turned = told.note(opposite, ASMAR)
    assert turned is not None and not turned.holds


def test_a_region_is_too_wide_to_be_checked() -> None:
    (told,) = stated(_doc("Amra, 33 km south of Asmar, was hit.", "Amra", "Asmar"))
    assert told.note(Place("x", "Amra", "admin1", lat=34.7, lon=36.0), ASMAR) is None


def test_a_note_goes_to_the_claims_of_its_sentence() -> None:
    text = "They took Amra, 33 km (30 miles) off. Nobody was hurt in Asmar."
    words = tokenize(text).words
    cut = words.index("Nobody")
    doc = Doc.of(words, text=text, sents=[(0, cut), (cut, len(words))])
    claims = [_claim(text, "They took Amra"), _claim(text, "Nobody was hurt")]
    first, second = with_notes(claims, Report("r", text), doc, Grounding())
    (note,) = first.checks
    assert (note.rule, note.score) == ("measures", 0.0)
    assert note.span is not None and note.span.of(text) == "33 km (30 miles)"
    assert second.checks == ()


def _claim(text: str, quote: str) -> Claim:
    start = text.index(quote)
    return Claim(quote, "r", EventType.TERRITORY_GAINED, Span("r", start, start + len(quote)), quote)
