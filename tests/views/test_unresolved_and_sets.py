"""What a brief says of what could not be resolved, and of numbers of places beside their names."""

from __future__ import annotations

from datetime import date

from tests.build import claim, on, report, said

from warmonitor.model import Candidate, Claim, Count, EventType, Mention, Place, Where
from warmonitor.reconcile import Evidence
from warmonitor.views.doubts import EXAMPLES, doubts
from warmonitor.views.parts import Entry
from warmonitor.views.setting import told_sets

DAY = date(2031, 5, 1)
HERE, THERE = (
    Candidate(Place(f"t:{n}", "Mina", "city", country, region), score)
    for n, country, region, score in ((1, "QX", "Coast", 0.412), (2, "QY", "West", 0.38))
)


def test_an_undated_report_tells_which_words_cannot_be_a_day() -> None:
    text = "Shells fell on Mina on Friday. Nobody died. They had fallen on Friday last week, too, and will tomorrow."
    (entry,) = doubts(Evidence([], {"r": report("r", text, "Post"), "s": report("s", "x", published=DAY)}))
    assert entry.title == "Undated report r"
    assert entry.summary.startswith("“on Friday”, “tomorrow” cannot be turned into a day; give the day")
    assert [line.quote for line in entry.lines] == [text[:30], text[44:]]
    (silent,) = doubts(Evidence([], {"r": report("r", "Shells fell on Mina.")}))
    assert silent.summary.startswith("its events have a day only where the text gives one; ") and silent.lines[0].quote


def test_places_that_were_not_resolved_are_told_with_what_they_may_be() -> None:
    known = claim("a#0", "known", where=(Where("Qasr", place=HERE.place),))
    unsure = [claim(f"a#{n}", f"quote {n}", where=(Where("Mina", candidates=(THERE, HERE)),)) for n in range(1, 6)]
    nobody = claim("b#1", "quote", where=(Where("Nowhere"),))
    first, last = doubts(Evidence([nobody, known, *unsure]))
    assert (first.title, last.title) == ("“Mina”", "“Nowhere”")
    assert (
        first.summary == "in 5 claims; no place was sure enough, it may be Mina (Coast, QX) 0.41; Mina (West, QY) 0.38"
    )
    assert last.summary == "in 1 claim; no place of this name is known"
    assert [len(e.lines) for e in (first, last)] == [EXAMPLES, 1]


def test_of_a_road_the_end_that_is_known_is_no_doubt() -> None:
    ends = (
        Candidate(Place("t:3", "Dor", "city", "QX", "Coast"), 0.97),
        Candidate(Place("t:4", "Tor", "city", "QX"), 0.004),
    )
    road = claim(
        "a#1", "the road from Dor to Zal", where=(Where("Dor", candidates=ends), Where("Zal", candidates=ends))
    )
    (entry,) = doubts(Evidence([road]))
    assert (entry.title, entry.summary) == ("“Zal”", "in 1 claim; no place of this name is known")


def taken(id_: str, by: str, *places: str, towns: int = 0) -> Claim:
    return claim(
        id_, f"the army took {' and '.join(places)} and {towns}", EventType.TERRITORY_GAINED, actors=(Mention("the army"),),
        where=tuple(map(Where, places)), when=on(DAY), attribution=said(by), counts=(Count("places", "towns", towns, towns),) if towns else (),
    )  # fmt: skip


def of(*claims: Claim) -> Entry:
    (entry,) = told_sets(Evidence(claims, {c.report_id: report(c.report_id, c.quote) for c in claims}))
    return entry


def test_a_number_of_towns_is_told_with_those_that_are_named() -> None:
    entry = of(taken("a#1", "Army Command", "Qasr", towns=3), taken("b#1", "Mayor Idris Kalo", "Mina"))
    assert entry.title == "3 places taken" and entry.summary == "according to Army Command; 2 named, 1 not named"
    assert entry.notes == ("Qasr: named by Army Command", "Mina: named by Mayor Idris Kalo")
    assert [line.claim for line in entry.lines] == ["a#1", "b#1"]


def test_names_beyond_the_number_are_told_apart() -> None:
    entry = of(taken("a#1", "Army Command", "Qasr", towns=1), taken("b#1", "Mayor Idris Kalo", "Mina"))
    assert entry.summary == "according to Army Command; 1 named, 1 more than were said"
    assert entry.notes[1] == "Mina: named by Mayor Idris Kalo (beyond the number)"
