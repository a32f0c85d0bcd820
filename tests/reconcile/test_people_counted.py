"""Whom numbers count, and which of them a series adds."""

from datetime import date

import pytest
from tests.build import claim, report

from warmonitor.model import Attribution, Claim, Count, EventType, Mention, Span, When, Where
from warmonitor.reconcile import Evidence, incidents
from warmonitor.reconcile.counts import told_as_part
from warmonitor.reconcile.features import features
from warmonitor.reconcile.people import counted
from warmonitor.reconcile.profile import profile
from warmonitor.reconcile.series import figures, totals


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("villagers", "people"), ("Kenyans", "people"), ("", "people"), ("civilians", "people"), ("members of one family", "people"),
        ("insurgents and their families", "people"),
        ("militants", "fighters"), ("mercenaries", "fighters"), ("its men", "fighters"), ("men", "people"),
        ("defenders", "fighters"), ("human rights defenders", "people"), ("families", "families"), ("children", "part"), ("women and girls", "part"),
    ],
)  # fmt: skip
def test_whom_words_count(words: str, kind: str) -> None:
    assert counted(words) == kind


def told(*numbers: tuple[str, int, str]) -> Evidence:
    """One strike of which each source counts some dead."""
    return Evidence(
        [
            Claim(
                f"r{n}#1", f"r{n}", EventType.AIR_STRIKE, Span(f"r{n}", 0, 1), f"Jets struck the bakery of Qasr and {killed} {who} died",
                where=(Where("Qasr"),), when=When.of(date(2031, 5, 1), date(2031, 5, 1)), attribution=Attribution((Mention(by),)),
                counts=(Count("killed", who, killed, killed),),
            )
            for n, (by, killed, who) in enumerate(numbers)
        ]
    )  # fmt: skip


def counts(evidence: Evidence, who: str) -> list[int]:
    return [f.low for f in figures(evidence, incidents(evidence), "killed", who)]


def test_villagers_are_people_and_are_added() -> None:
    evidence = told(("Relief Committee", 132, "villagers"))
    assert counts(evidence, "people") == [132] and counts(evidence, "fighters") == []
    (total,) = totals(evidence, incidents(evidence), "killed")
    assert (total.low, total.high) == (132, 132)


def test_children_stand_for_the_dead_only_where_nobody_counts_them_all() -> None:
    assert counts(told(("Relief Committee", 29, "children")), "people") == [29]
    both = told(("Relief Committee", 29, "children"), ("Harbour Ministry", 50, "people"))
    assert counts(both, "people") == [50] and counts(both, "children") == [29]


def test_families_are_no_people() -> None:
    evidence = told(("Relief Committee", 30, "families"))
    assert counts(evidence, "people") == [] and counts(evidence, "families") == [30]


def test_what_another_puts_the_figure_at_is_not_added() -> None:
    of_kinds = Count("killed", "people", 1_100, 1_100), Count("killed", "", 2_300, 2_300)
    quote = "1,100 people died in Qasr; partners put the figure at 2,300"
    evidence = Evidence([claim("r#1", quote, EventType.CASUALTIES, where=(Where("Qasr"),), counts=of_kinds)])
    assert counts(evidence, "people") == [2_300]


@pytest.mark.parametrize("dead", ["died of cholera", "starved to death", "died in a measles outbreak"])
def test_the_dead_of_disease_and_hunger_are_none_of_the_fighting(dead: str) -> None:
    when = When.of(date(2031, 5, 1), date(2031, 5, 1))
    many = (Count("killed", "people", 9, 9),)
    evidence = Evidence(
        [claim("r#1", f"Nine people {dead}", EventType.CASUALTIES, where=(Where("Qasr"),), when=when, counts=many)]
    )
    (total,) = totals(evidence, incidents(evidence), "killed")
    assert total.low == 0 and [why for _, why in total.left_out] == ["tells of disease or hunger, not of fighting"]


@pytest.mark.parametrize(("target", "value"), [("families", "shared, a usual one"), ("Mill Bakery", "shared")])
def test_that_two_claims_name_families_tells_little(target: str, value: str) -> None:
    first, second = (profile(claim(f"{r}#1", targets=(Mention(target),)), None, None) for r in "ab")
    assert {f.name: f.value for f in features(first, second)}["target"] == value


@pytest.mark.parametrize("low, high, value", [(25, 25, "equal"), (24, 99, "compatible")])
def test_dozens_are_no_figure_that_two_claims_share(low: int, high: int, value: str) -> None:
    told = Count("killed", "people", low, high)
    first, second = (
        profile(claim(c, "people died", EventType.AIR_STRIKE, counts=(told,)), report(c, "people died"), None)
        for c in "ab"
    )
    assert {f.name: f.value for f in features(first, second)}["count"] == value


@pytest.mark.parametrize(
    ("told", "part"),
    [
        ("Of these, 300 came to Dor", True),
        ("Some 6,300 of them have arrived in Dor", True),
        ("Some 6,300 people have arrived in Dor, two of them wounded", False),
        ("43 per cent of them are children; 140 are unaccompanied", True),
        ("They arrived in Dor (4,200), Sahl (3,900) and Tor (3,400)", True),
        ("The Red Cross said | 130 of the displaced were in Dor", True),
        ("The Red Cross said | 130 people were in Dor, which is none of them", False),
    ],
)
def test_a_part_is_told_behind_its_whole(told: str, part: bool) -> None:
    before = "An estimated 11,500 people fled from Qasr. "
    said, _, told = told.rpartition("| ")
    arrived = claim("r#1", told, EventType.DISPLACEMENT, at=len(before + said))
    assert told_as_part(arrived, report("r", f"{before}{said}{told}.")) is part


def test_who_is_counted_by_the_name_of_a_side_fights_on_it() -> None:
    dead = (Count("killed", "Taliban", 69, 69),)
    taken = claim("r#1", "killed 69 Taliban", targets=(Mention("Taliban", side="taliban"),), counts=dead)
    unknown = claim("r#1", "killed 69 Taliban", targets=(Mention("Taliban"),), counts=dead)
    assert [profile(c, None, None).numbers[0].who for c in (taken, unknown)] == ["fighters", "taliban"]


@pytest.mark.parametrize(("target", "kind"), [("mujahideen", "fighters"), ("villagers", "people")])
def test_six_of_them_are_of_those_hit(target: str, kind: str) -> None:
    dead = (Count("killed", "them", 6, 6),)
    fell = claim("r#1", "six of them were martyred", targets=(Mention(target),), counts=dead)
    assert counted(profile(fell, None, None).numbers[0].who) == kind


@pytest.mark.parametrize(
    ("words", "target", "kind"),
    [("men", "rebels", "fighters"), ("men", "village", "people"), ("its own", "army", "fighters")],
)
def test_men_of_whom_nothing_is_told_are_of_those_hit(words: str, target: str, kind: str) -> None:
    lost = (Count("killed", words, 31, 31),)
    fell = claim("r#1", f"lost 31 {words}", targets=(Mention(target),), counts=lost)
    assert counted(profile(fell, None, None).numbers[0].who) == kind
