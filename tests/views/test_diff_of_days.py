"""What changed between two days on which one could have asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.build import claim, on, report, said

from warmonitor.model import Claim, EventType, Mention, Stance, Where
from warmonitor.reconcile import Evidence
from warmonitor.views.diff import compare

FIRST, SECOND = date(2021, 3, 5), date(2021, 3, 7)
TAKEN, LEFT = EventType.TERRITORY_GAINED, EventType.TERRITORY_LEFT


def of(id: str, quote: str, type_: EventType, by: str, **fields: Any) -> Claim:
    return claim(id, quote, type_, where=(Where("Qasr"),), when=on(FIRST), attribution=said(by), **fields)


@pytest.mark.parametrize(
    ("later", "kinds"),
    [
        ((LEFT, "the army admitted that its troops had left Qasr"), ["corrected"]),
        ((TAKEN, "the army denied that rebels had taken Qasr"), []),
    ],
)
def test_who_denied_it_and_says_so_no_longer_has_corrected_himself(
    later: tuple[EventType, str], kinds: list[str]
) -> None:
    type_, quote = later
    first = [
        of("a#1", "rebels took Qasr, they said", TAKEN, "rebels", actors=(Mention("rebels"),)),
        of("b#1", "the army denied that rebels took Qasr", TAKEN, "the army", actors=(Mention("rebels"),), stance=Stance.DENIED),
    ]  # fmt: skip
    who, stance = ("the army", Stance.ASSERTED) if type_ is LEFT else ("rebels", Stance.DENIED)
    came = of("c#1", quote, type_, "the army", actors=(Mention(who),), stance=stance)
    reports = {n: report(n, outlet=n, published=SECOND if n == "c" else FIRST) for n in "abc"}
    before = Evidence(first, {n: reports[n] for n in "ab"})
    found = compare(before, Evidence([*first, came], reports), FIRST, SECOND)
    assert [change.kind for change in found.changes] == kinds
    assert [note for change in found.changes for note in change.notes] == ["the army: denied → left by the army"] * len(
        kinds
    )


HIT = EventType.SHELLING


@pytest.mark.parametrize(
    ("earlier", "notes"),
    [
        (
            of("a#1", "shells may have hit a mill in Qasr", HIT, "the UN", stance=Stance.POSSIBLE),
            "possible → by rebels",
        ),
        (of("a#1", "shells hit a mill in Qasr", HIT, "the UN"), "happened → by rebels"),
        (of("a#1", "rebels shelled a mill in Qasr", HIT, "the UN", actors=(Mention("rebels"),)), None),
    ],
)
def test_who_is_sure_now_or_names_who_did_it_says_something_new(earlier: Claim, notes: str | None) -> None:
    later = of("b#1", "it was rebels that shelled the mill in Qasr", HIT, "the UN", actors=(Mention("rebels"),))
    reports = {n: report(n, outlet="Post", published=day) for n, day in (("a", FIRST), ("b", SECOND))}
    before, after = Evidence([earlier], {"a": reports["a"]}), Evidence([earlier, later], reports)
    found = compare(before, after, FIRST, SECOND)
    assert [c.kind for c in found.changes] == (["corrected"] if notes else [])
    assert [note for c in found.changes for note in c.notes] == ([f"the UN: {notes}"] if notes else [])
