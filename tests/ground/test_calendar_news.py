"""Newswire and logs: to which day a time of day belongs, what is to come, what stands on lines of its own, and what only looks like a date."""

from __future__ import annotations

from datetime import date

import pytest

from warmonitor.ground.calendar import Timex, times

PUBLISHED = date(2022, 3, 16)  # a Wednesday


def read(text: str, published: date | None = PUBLISHED) -> list[Timex]:
    return times(text, published=published)


def values(text: str) -> list[str]:
    return [t.value for t in read(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Yesterday the first wave came at 5:40.", "2022-03-15T05:40"),
        ("On Monday, after an hour of calm, shells fell at dawn.", "2022-03-14TMO"),
        ("On Monday shells fell on the mill; the siren had sounded at 0530 hrs.", "2022-03-14T05:30"),
        ("Last night at 10:30 pm three shots were heard.", "2022-03-15T22:30"),
        ("Since Monday the siren has sounded at 5:40.", "2022-03-16T05:40"),
        ("The mill was hit on Monday.\n14:35: new alarm", "2022-03-14T14:35"),
        ("Between 4 p.m. and 6 p.m. on Monday five men fell.", "2022-03-14"),
        ("The council will meet at 9:30 a.m. Friday.", "2022-03-18T09:30"),
        ("The mill will open on Friday. It was shut from 2 a.m. to 6 a.m.", "2022-03-16T06:00"),
        ("Guards claimed Monday night that it burnt; a miller denied that the same night.", "2022-03-14TNI"),
        ("Mills burned on Sunday, a guard said on Tuesday. The first fire was seen at 5:40.", "2022-03-13T05:40"),
        ("He arrived yesterday. The siren sounded at 5:40.", "2022-03-16T05:40"),
    ],
)
def test_a_time_of_day_belongs_to_the_day_that_its_sentence_told_last(text: str, value: str) -> None:
    assert values(text)[-1] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A curfew will last until Saturday.", "2022-03-19"),
        ("The truce was extended to May 2.", "2022-05-02"),
        ("The army said it will stay until 2 May.", "2022-05-02"),
        ("Since Monday, the army has said that it will leave.", "2022-03-14"),
        ("Hulls must be cleared by 15 April.", "2022-04-15"),
        ("The town was quiet by 15 October.", "2021-10-15"),
        ("The mill burnt on 29 February.", "2020-02-29"),
        ("The mill will be opened on 29 February.", "2024-02-29"),
        ("Rations will run out by summer, or by April at the latest.", "2022-04"),
        ("Talks resume on Saturday.", "2022-03-19"),
        ("Talks start on Saturday.", "2022-03-19"),
        ("They fought until Saturday.", "2022-03-12"),
        ("Schools, which were to open on 5 May, are shut.", "2022-05-05"),
        ("The buses were to leave on Friday.", "2022-03-11"),
        ("The buses must have left on Friday.", "2022-03-11"),
        ("Envoy meets the guards in the port The envoy met the guards on Friday.", "2022-03-11"),
        ("On Monday the guards declared a truce that will be shown to all.", "2022-03-14"),
        ("He announced the start of another push on Friday.", "2022-03-11"),
        ("The vote of 2 May divides them.", "2022-05-02"),
        ("The vote of 2 February divides them.", "2022-02-02"),
        ("The road will be shut until at least Friday.", "2022-03-18"),
        ("The truce was extended until Saturday.", "2022-03-19"),
    ],
)
def test_days_to_come(text: str, value: str) -> None:
    assert values(text)[-1] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("On Monday, a day after the army entered, shops opened.", "2022-03-14"),
        ("On Monday the army entered. A day after the raid, shops opened.", "2022-03-15"),
    ],
)
def test_a_day_after_an_event_told_beside_a_date_is_that_date(text: str, value: str) -> None:
    assert values(text)[-1] == value


def test_a_line_broken_early_is_not_read_on() -> None:
    assert [(t.start, t.value) for t in read("Mill | killed 4\n12 Jan | 3 killed\nWeeks: 9\n")] == [(16, "2022-01-12")]


def test_a_line_broken_for_want_of_room_is_read_on() -> None:
    text = "The village at the foot of the hill was taken on 12\nJanuary 2021, a guard said."
    assert [text[t.start : t.end] for t in read(text)] == ["12\nJanuary 2021"]


@pytest.mark.parametrize(
    "text",
    [
        "N 36.12.45 on the map of 1:50,000",
        "The address was 10.12.20.21, by v2.0.2021.",
        "They fired 12.7 mm and 5.56 mm rounds at 10-15 men.",
        "The Second Army, Battalion 22 and the 21st Division took Hill 1204 in a second push, 24/7.",
        "The march on the capital may end; Resolution 2254 was not read, and some 1,950 people left Camp 1391.",
    ],
)
def test_what_looks_like_a_date(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(("a", "b"), [("07:00", "09:00"), ("19:00 hrs", "06:00 hrs"), ("5am", "8:30pm")])
def test_both_ends_of_a_range_of_hours(a: str, b: str) -> None:
    text = f"{a}-{b}: shots"
    assert [text[t.start : t.end] for t in read(text)] == [a, b]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A curfew will last from 10 p.m. to 7 a.m.", "2022-03-17T07:00"),
        ("They fought from dusk until dawn.", "2022-03-17TMO"),
        ("The alarm lasted from 10 p.m. on Monday to 3 a.m.", "2022-03-15T03:00"),
        ("Shells fell between 11 p.m. and 2 a.m.", "2022-03-17T02:00"),
        ("Shells fell at 11 p.m. and 2 a.m.", "2022-03-16T02:00"),
        ("The alarm lasted from noon until midnight.", "2022-03-16T24:00"),
        ("Shells fell at 5:40 and five minutes later.", "2022-03-16T05:45"),
    ],
)
def test_hours_that_run_on_past_midnight(text: str, value: str) -> None:
    assert values(text)[-1] == value


def test_both_hours_before_a_day_are_of_that_day() -> None:
    assert values("Between 4 p.m. and 6 p.m. on Monday five men fell.")[:2] == ["2022-03-14T16:00", "2022-03-14T18:00"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It came at 10:00 (07:00 GMT) on Friday.", ["2022-03-11T10:00", "2022-03-11T07:00Z", "2022-03-11"]),
        ("It came on Saturday at 1 a.m. (2100 GMT Friday).", ["2022-03-12", "2022-03-12T01:00", "2022-03-11T21:00Z"]),
    ],
)  # fmt: skip
def test_the_same_hour_in_another_zone(text: str, wanted: list[str]) -> None:
    assert values(text) == wanted


def test_a_month_and_a_half_is_some_45_days() -> None:
    assert values("It fell a month and a half ago, and Abu Eid fled.") == ["2022-01"]


def test_undated_feasts_stay_without_a_year() -> None:
    assert [t.value for t in read("The shops will open for Eid.", None)] == ["XXXX"]
