"""What an undated report's own words allow. Examples are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.ground.packs import Actor, Pack
from warmonitor.read.checks.dating import FIRST, allowed, newest
from warmonitor.read.lexicon import lexicon

SEEN = date(2026, 1, 1)
PACK = Pack(
    "amra",
    "The war of Amra",
    since=date(2011, 3, 15),
    actors={"front": Actor("front", "Harbour Front", 2, names=("the coalition",), since=date(2016, 5, 1))},
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The bridge fell on 3 May 2018 and the mill burned in 2016.", date(2018, 5, 3), SEEN),
        ("Nobody came.", FIRST, SEEN),
        (
            "The ſixth anniversary of the raid of March 2015 was quiet.",
            date(2015, 3, 1),
            SEEN,
        ),  # a letter that only passes for an s
        ("Talks will be held on 3 May 2018 in the port.", FIRST, date(2018, 5, 3)),
        ("Four years ago, in March 2015, the town fell.", date(2018, 8, 30), date(2019, 9, 30)),
        ("Six months after the raid of 4 April 2017 nothing had changed.", date(2017, 9, 18), SEEN),
        ("Soldiers hold it after almost nine years of war.", date(2019, 6, 3), date(2020, 4, 20)),
        ("The Harbour Front denied it.", date(2016, 5, 1), SEEN),
        ("A coalition of mayors denied it.", FIRST, SEEN),
        ("They crossed the river yesterday, 9 October 2019.", date(2019, 10, 10), date(2019, 10, 10)),
        ("Last year, 2017, nine mills burned.", date(2018, 1, 1), date(2018, 12, 31)),
        ("The mill fell on Tuesday, 14 May 2024. On Friday it burned.", date(2024, 5, 14), date(2024, 6, 14)),
        ("The mill fell on Tuesday, 14 May 2024. It burned.", date(2024, 5, 14), SEEN),
        (
            "In 2022 it stood. It fell on Wednesday, 16 March; on Thursday it burned.",
            date(2022, 3, 16),
            date(2022, 4, 16),
        ),
    ],
)
def test_days_that_the_words_allow(text: str, first: date, last: date) -> None:
    (span,) = allowed(text, SEEN, PACK).spans
    assert abs(span[0] - first) <= timedelta(days=1) and abs(span[1] - last) <= timedelta(days=1)


@pytest.mark.parametrize("row", lexicon("checks")["ages"]["examples"], ids=lambda row: row["text"])
def test_examples_of_the_ages_of_events(row: dict[str, Any]) -> None:
    (span,) = allowed(row["text"], SEEN).spans
    assert span == (row["first"], row.get("last", SEEN))


def test_every_unit_of_an_age_has_an_example() -> None:
    ages = lexicon("checks")["ages"]
    assert all(any(unit in row["text"].lower() for row in ages["examples"]) for unit in ages["units"])


def test_a_weekday_beside_a_day_tells_the_year() -> None:
    found = allowed("Shells fell on Sunday, 26 January, as they had in 2018.", date(2024, 6, 1))
    (span,) = found.spans
    assert span[0] == date(2020, 1, 26)
    assert "2020" in found.clues[-1].why


def test_the_words_of_each_clue_stand_in_the_text() -> None:
    text = "The bridge fell on 3 May 2018. Soldiers hold it after almost nine years of war."
    found = allowed(text, SEEN, PACK)
    assert [text[c.start : c.end] for c in found.clues] == ["almost nine years of war"]
    assert not found.aside


def test_a_page_of_days_told_twice_is_dated_by_the_first_of_them() -> None:
    """Each telling is tried on hundreds of days, so all of a long page would take minutes."""
    page = "".join(f"Yesterday, {n % 9 + 1} October {1950 + n // 9}, a mill fell. " for n in range(500))
    found = allowed("Yesterday, 9 October 2019, a mill fell. " + page, date(2024, 1, 1))
    assert found.spans == ((date(2019, 10, 10), date(2019, 10, 10)),)


def test_what_contradicts_is_set_aside_and_told() -> None:
    found = allowed("It fell on 3 May 2023. It is the third year of the war.", SEEN, PACK)
    assert [c.kind for c in found.aside] == ["war's age"]
    assert found.spans == ((date(2023, 5, 3), SEEN),)


def test_weekdays_of_the_last_week_are_told_and_last_friday_is_not_one() -> None:
    text = "Troops moved in on Saturday, and jets struck on Sunday. It has been shelled since last Friday."
    found = allowed(text, SEEN)
    assert found.weekdays == (7, 1)
    assert [text[a:b] for a, b in found.weekday_words] == ["Saturday", "Sunday"]


@given(st.integers(1, 7), st.integers(0, 2))
def test_the_newest_weekday_is_that_of_the_latest_days(last: int, before: int) -> None:
    told = {(last - 1 - n) % 7 + 1 for n in range(before + 1)}
    assert newest(told) == (last, last % 7 + 1)


def test_no_weekday_is_newest_where_they_lie_evenly() -> None:
    assert newest([]) == () and newest(range(1, 8)) == ()


@given(st.dates(date(2000, 1, 1), date(2020, 12, 31)), st.integers(0, 900))
def test_the_true_day_is_allowed(day: date, ago: int) -> None:
    event = day - timedelta(days=ago)
    text = f"It fell on {event.day} {event:%B} {event.year}, and two people were hurt."
    assert any(a <= day <= b for a, b in allowed(text, SEEN).spans)


def test_a_pack_without_a_start_has_no_age() -> None:
    assert allowed("It fell after nine years of war.", SEEN, replace(PACK, since=None)).spans == ((FIRST, SEEN),)
