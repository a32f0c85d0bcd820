"""Whose word on a place counts from a viewpoint, and from which day on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.build import claim, on, report, said
from tests.registry import pack

from warmonitor.ground.packs import Actor, Source
from warmonitor.model import Claim, EventType, Mention, Where
from warmonitor.reconcile import Evidence
from warmonitor.reconcile.control import Atlas
from warmonitor.reconcile.trust import heard

DAY = date(2031, 5, 1)
PACK = pack(
    Actor("army", "the army", 1, "state"), Actor("riders", "the riders", 2, "rebels"), Source("agency", "State Agency", side="state")
)  # fmt: skip
TAKEN, LEFT = EventType.TERRITORY_GAINED, EventType.TERRITORY_LEFT


def word(report_: str, by: str, day: int, actor: str = "the army", type_: EventType = TAKEN) -> Claim:
    return claim(
        f"{report_}#1", f"{actor} and Qasr, {by}", type_, actors=(Mention(actor),), where=(Where("Qasr"),), when=on(DAY + timedelta(day)),
        attribution=said(by),
    )  # fmt: skip


def counting(viewpoint: str, *claims: Claim) -> list[tuple[str, int]]:
    """Reports of the words that count, each with the day after the first from which it does."""
    reports = {c.report_id: report(c.report_id, c.quote) for c in claims}
    atlas = Atlas.of(Evidence(claims, reports, PACK))
    return [
        (w.claim.report_id, (known - DAY).days) for known, w in heard(atlas.words("Qasr"), viewpoint, atlas.sources)
    ]


ONE, OTHER = word("a", "State Agency", 0), word("b", "Mayor Idris Kalo", 1)


@pytest.mark.parametrize(
    ("viewpoint", "reports"),
    [
        ("all", [("a", 0), ("b", 1)]),
        ("side:state", [("a", 0)]),
        ("side:rebels", []),
        ("source:the mayor Idris Kalo", [("b", 1)]),
        ("source:Nobody", []),
        ("moon", []),
    ],
)
def test_whose_word_counts(viewpoint: str, reports: list[tuple[str, int]]) -> None:
    assert counting(viewpoint, ONE, OTHER) == reports


def test_cautiously_a_word_counts_once_another_source_bears_it_out() -> None:
    assert counting("cautious", ONE) == []
    assert counting("cautious", ONE, OTHER) == [("a", 1), ("b", 1)]


@pytest.mark.parametrize(
    "other",
    [
        word("b", "State Agency", 1),  # the same source
        word("b", "Mayor Idris Kalo", 9),  # another change
        word("b", "Mayor Idris Kalo", 1, actor="the riders"),  # another holder
        word("b", "Mayor Idris Kalo", 1, type_=LEFT),  # who took it cannot be who left it
    ],
)
def test_what_bears_nothing_out(other: Claim) -> None:
    assert counting("cautious", ONE, other) == []


def test_who_left_bears_out_who_took() -> None:
    assert counting("cautious", ONE, word("b", "Mayor Idris Kalo", 1, "the riders", LEFT)) == [("a", 1)]


def test_a_word_against_its_sources_interest_counts_at_once() -> None:
    assert counting("cautious", word("a", "State Agency", 0, type_=LEFT)) == [("a", 0)]
