"""What a source said before and put otherwise later is no longer its word: in tolls, denials, maps and exports."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests import build
from tests.build import on, said

from warmonitor.model import (
    Claim,
    Count,
    Decision,
    EventType,
    Judgement,
    Mention,
    Place,
    Stance,
    Where,
)
from warmonitor.reconcile import Evidence, incidents
from warmonitor.views.brief import compose
from warmonitor.views.map_data import map_data
from warmonitor.views.parts import Brief, Entry
from warmonitor.views.standing import standing

DAY = date(2031, 5, 1)
QASR = Place("t:1", "Qasr", "city", "QX", "North", 35.1, 36.1)


def claim(report: str, type_: EventType, quote: str, by: str = "Relief Committee", **fields: Any) -> Claim:
    base: dict[str, Any] = {"where": (Where("Qasr", place=QASR),), "when": on(DAY), "attribution": said(by)}
    return build.claim(f"{report}#{quote[:20]}", quote, type_, **(base | fields))


def strike(report: str, killed: int, by: str = "Relief Committee", who: str = "people") -> Claim:
    counts = (Count("killed", who, killed, killed),)
    return claim(report, EventType.AIR_STRIKE, f"Jets struck the bakery of Qasr and killed {killed}", by, counts=counts)


def evidence(*claims: Claim) -> Evidence:
    """Report `b` comes out a day after `a`, `c` after `b`."""
    reports = {
        c.report_id: build.report(c.report_id, c.quote, f"Outlet {c.report_id}", DAY + timedelta(ord(c.report_id) - 96))
        for c in claims
    }
    return Evidence(claims, reports)


def told(*claims: Claim) -> Brief:
    given = evidence(*claims)
    return compose(given, incidents(given), {})


def only(brief: Brief, section: str) -> Entry:
    (entry,) = next(s for s in brief.sections if s.key == section).entries
    return entry


@pytest.mark.parametrize(("first", "later"), [(200, 105), (10, 14)])
def test_a_toll_that_its_source_corrects_is_the_corrected_one(first: int, later: int) -> None:
    entry = only(told(strike("a", first), strike("b", later)), "strikes")
    assert entry.counts == f"{later} killed" and entry.summary.endswith(f"; {later} killed")
    assert len(entry.lines) == 2  # the earlier words are still shown


def test_another_source_and_another_kind_of_number_stand_beside_it() -> None:
    both = told(strike("a", 20), strike("b", 12, "Harbour Observatory"))
    assert only(both, "strikes").counts == "12–20 killed"
    given = evidence(strike("a", 20), strike("b", 3, who="children"))
    (incident,) = incidents(given)
    assert [len(c.counts) for c in standing(given.claims, incident, given.reports)] == [1, 1]


def test_the_map_tells_the_toll_that_stood_on_each_day() -> None:
    given = evidence(strike("a", 200), strike("b", 105))
    (row,) = map_data(given, incidents(given))["incidents"]
    assert [version[4] for version in row["known"]] == ["200 killed", "105 killed"]


def test_a_denial_that_its_source_left_behind_marks_no_change_of_hands() -> None:
    army, front = (Mention("Harbour Army"),), (Mention("Hill Front"),)
    taken = claim("a", EventType.TERRITORY_GAINED, "The Hill Front took Qasr", "Hill Command", actors=front)
    denied = claim("b", EventType.TERRITORY_GAINED, "Qasr was not taken", "Harbour Command", actors=front, stance=Stance.DENIED)  # fmt: skip
    left = claim("c", EventType.TERRITORY_LEFT, "The Harbour Army has left Qasr", "Harbour Command", actors=army)
    rows = next(s for s in told(taken, denied, left).sections if s.key == "changed_hands").changes
    assert {r.what: r.denied for r in rows} == {"to Hill Front": True, "left by Harbour Army": False}


def test_of_who_owns_up_only_those_words_are_marked_that_own_up() -> None:
    army = (Mention("Peruvian army"),)
    took = claim("a", EventType.TERRITORY_GAINED, "The army took Qasr", "Peruvian defence ministry", actors=army)
    left = claim("a", EventType.TERRITORY_LEFT, "The army left Qasr", "Peruvian defence ministry", actors=army)
    same = Judgement("1", Decision.SAME, (took.id, left.id), "me", datetime(2031, 6, 1, tzinfo=UTC))
    given = replace(evidence(took, left), judgements=(same,))
    brief = compose(given, incidents(given), {})
    marked = {line.quote: line.against_interest for line in only(brief, "changed_hands").lines}
    assert marked == {took.quote: False, left.quote: True}


def test_a_place_taken_in_a_battle_is_among_those_that_changed_hands() -> None:
    army = (Mention("Harbour Army"),)
    fought = [
        claim(report, EventType.ARMED_CLASH, "The Harbour Army fought for Qasr", by, actors=army)
        for report, by in (("a", "Harbour Command"), ("b", "Mill Committee"))
    ]
    taken = claim(
        "c", EventType.TERRITORY_GAINED, "The Harbour Army took Qasr in battle", "Harbour Command", actors=army
    )
    sections = {s.key: s for s in told(*fought, taken).sections}
    (entry,) = sections["advances"].entries
    assert [(r.what, r.entries) for r in sections["changed_hands"].changes] == [("to Harbour Army", (entry.number,))]


def test_a_place_taken_twice_has_two_rows() -> None:
    army = (Mention("Harbour Army"),)
    days = (DAY, DAY + timedelta(days=3), DAY + timedelta(days=90), None)
    claims = [
        claim(report, EventType.TERRITORY_GAINED, f"The Harbour Army took Qasr {report}", actors=army, when=on(day) if day else None)
        for report, day in zip("abcd", days, strict=True)
    ]  # fmt: skip
    rows = next(s for s in told(*claims).sections if s.key == "changed_hands").changes
    assert [(r.what, r.earliest, r.latest) for r in rows] == [
        ("to Harbour Army", days[0], days[1]),
        ("to Harbour Army", days[2], days[2]),
    ]
