"""The days that dated reports give to what an undated one tells too."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests import build
from tests.build import on

from warmonitor.model import Claim, Count, EventType, Mention, Place, Report, Where
from warmonitor.reconcile.dating import shared, suggested

DAY = date(2031, 5, 2)
ALL = [(date(2000, 1, 1), date(2040, 1, 1))]


def claim(
    report: str, place: str, day: date | None = None, type_: EventType = EventType.TERRITORY_GAINED, killed: int = 0, side: str = "north",
    kind: str = "city",
) -> Claim:  # fmt: skip
    return build.claim(
        f"{report}#{place}-{type_}", f"they took {place}", type_, where=(Where(place, place=Place(f"gn:{place}", place, kind)),),
        actors=(Mention("they", side=side),), when=on(day) if day else None, counts=(Count("killed", "people", killed, killed),) if killed else (),
    )  # fmt: skip


def reports(**days: date) -> dict[str, Report]:
    return {i: build.report(i, published=d) for i, d in days.items()}


def test_two_events_of_one_day_speak_for_it_and_the_next() -> None:
    mine = [claim("u", "Amra"), claim("u", "Qasr")]
    dated = [claim("a", "Amra", DAY), claim("b", "Qasr", DAY), claim("b", "Asmar", DAY + timedelta(days=40))]
    found = shared(mine, dated, reports(a=DAY, b=DAY))
    told = suggested(found, ALL)
    assert told is not None and told.best == DAY
    assert {s.claim.id for s in told.shared} == {c.id for c in mine}


def test_the_latest_of_what_it_tells_decides() -> None:
    mine = [claim("u", "Amra"), claim("u", "Qasr")]
    dated = [claim("a", "Amra", DAY - timedelta(days=7)), claim("b", "Qasr", DAY)]
    told = suggested(shared(mine, dated, reports(a=DAY - timedelta(days=7), b=DAY)), ALL)
    assert told is not None and told.days[0] == DAY


def test_what_clashes_or_is_too_wide_is_not_shared() -> None:
    mine = claim("u", "Amra", killed=12)
    for other in (
        claim("a", "Amra", DAY, killed=30),
        claim("a", "Amra", DAY, side="south"),
        claim("a", "Amra", DAY, EventType.DISPLACEMENT),
        claim("a", "Qasr", DAY, killed=12),
    ):
        assert shared([mine], [other], reports(a=DAY)) == []
    wide = claim("u", "North", kind="admin1")
    assert shared([wide], [claim("a", "North", DAY, kind="admin1")], reports(a=DAY)) == []


def test_days_that_the_text_rules_out_are_not_suggested() -> None:
    found = shared([claim("u", "Amra")], [claim("a", "Amra", DAY)], reports(a=DAY))
    assert suggested(found, [(date(2000, 1, 1), DAY - timedelta(days=1))]) is None
    assert suggested([], ALL) is None


def test_a_town_that_is_taken_over_and_over_says_little() -> None:
    often = [claim(f"r{n}", "Amra", DAY + timedelta(days=30 * n)) for n in range(6)]
    once = suggested(shared([claim("u", "Amra")], often[:1], reports(r0=DAY)), ALL)
    told = suggested(shared([claim("u", "Amra")], often, reports(**{f"r{n}": DAY for n in range(6)})), ALL)
    assert once is not None and told is not None and told.support < once.support / 3


@given(st.permutations(range(4)))
def test_the_order_of_the_ledger_does_not_matter(order: list[int]) -> None:
    mine = [claim("u", "Amra"), claim("u", "Qasr")]
    dated = [claim(f"r{n}", ("Amra", "Qasr")[n % 2], DAY + timedelta(days=n)) for n in range(4)]
    known = reports(**{f"r{n}": DAY for n in range(4)})
    told = [suggested(shared(mine, [dated[i] for i in way], known), ALL) for way in (range(4), order)]
    assert told[0] is not None and told[1] is not None
    assert (told[0].days, told[0].best, told[0].support) == (told[1].days, told[1].best, told[1].support)
