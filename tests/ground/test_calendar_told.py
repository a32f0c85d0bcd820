"""When that happened which a claim denies."""

from __future__ import annotations

from datetime import date

import pytest

import warmonitor
from warmonitor.ground.calendar.resolve import Days
from warmonitor.ground.calendar.told import Told, denied
from warmonitor.model import EventType

MONDAY, TUESDAY = ((date(2021, 6, n), date(2021, 6, n)) for n in (14, 15))


def told(type_: EventType, days: Days | None, words: int) -> Told:
    """A claim that has so many words in common with the one that denies: its text is as long."""
    return Told(0, words, type_, days)


def days(*claims: Told, chosen: Days | None = TUESDAY) -> Days | None:
    return denied(claims, EventType.SHELLING, chosen, lambda claim: claim.end)


def test_a_denial_has_the_days_of_the_claim_with_which_it_shares_most_words() -> None:
    assert days(told(EventType.SHELLING, MONDAY, 2), told(EventType.SHELLING, TUESDAY, 1)) == MONDAY
    assert days(told(EventType.ADVANCE, MONDAY, 1), told(EventType.SHELLING, TUESDAY, 0)) == MONDAY


def test_of_equals_the_chosen_days_stay() -> None:
    assert days(told(EventType.SHELLING, MONDAY, 1), told(EventType.ADVANCE, TUESDAY, 1)) == TUESDAY
    assert days(told(EventType.SHELLING, None, 3)) == TUESDAY
    assert days() == TUESDAY


def test_the_same_type_goes_before_another() -> None:
    claims = [told(type_, day, 1) for type_, day in ((EventType.SHELLING, MONDAY), (EventType.ADVANCE, TUESDAY))]
    assert days(*claims, chosen=None) == MONDAY


def when(text: str) -> list[str]:
    claims = warmonitor.read(text, published="2021-06-16")
    return [f"{c.when.earliest:%d}" if c.when else "" for c in claims]


def test_who_denies_something_told_before_something_else() -> None:
    shelled = (
        "Ukraine said Russian rockets hit a school in Kharkiv on Sunday. On Monday two soldiers were killed near Izyum."
    )
    assert when(f"{shelled} Moscow denied striking the school.") == ["13", "14", "13"]


def test_what_was_admitted_did_not_happen_on_the_day_of_the_admission() -> None:
    assert when("On Monday the army admitted having left Kunduz on Saturday.") == ["12"]
    assert when("On Tuesday the army admitted losing Bunagana on Sunday.") == ["13"]
    assert when("On Tuesday the general staff confirmed having abandoned Lysychansk on Sunday.") == ["13"]


def test_what_was_promised_without_a_day_of_its_own_was_on_that_of_the_promise() -> None:
    assert when("The governor promised on Monday to keep the crossing at Bodo open for the wounded.") == ["14"]


@pytest.mark.parametrize(
    "text",
    [
        "After weeks of fighting, the army took Dor on Sunday.",
        "On Sunday the army took Dor after nearly three weeks of heavy fighting.",
        "Rebels seized the town of Dor after a two-week siege, residents said on Monday. It fell on Sunday.",
    ],
)
def test_what_comes_when_something_ends_did_not_last_as_long(text: str) -> None:
    first = warmonitor.read(text, published="2021-06-16")[0].when
    assert first is not None
    assert (first.latest - first.earliest).days < 2


def test_how_long_something_lasted_dates_what_lasted() -> None:
    shelled = warmonitor.read("The army shelled Dor for three days.", published="2021-06-16")[0].when
    assert shelled is not None
    assert (shelled.latest - shelled.earliest).days == 3
