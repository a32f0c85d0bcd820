"""Properties of all that is told: the same for any order of arrival, and as before once every judgement is taken back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reconcile.drawn import START, judged, ledgers

from warmonitor import judging
from warmonitor.ledger import Filter, Ledger
from warmonitor.model import Claim, Decision, EventType, Judgement, Reader
from warmonitor.reconcile import Evidence, incidents
from warmonitor.reconcile.contradictions import contradictions
from warmonitor.views.brief import compose
from warmonitor.views.diff import compare
from warmonitor.views.gathering import gather, telling
from warmonitor.views.holding import board, states
from warmonitor.views.numbers import series
from warmonitor.views.render_json import plain, render
from warmonitor.views.wordings import used

DAYS = (START, START + timedelta(days=3))


def known(evidence: Evidence, day: date) -> Evidence:
    """What had been published by a day."""
    reports = {k: r for k, r in evidence.reports.items() if r.published and r.published <= day}
    return replace(evidence, reports=reports, claims=[c for c in evidence.claims if c.report_id in reports])


def told(evidence: Evidence) -> dict[str, Any]:
    """Everything that the views tell of some evidence, as JSON has it."""
    found = incidents(evidence)
    return {
        "brief": json.loads(render(compose(evidence, found, {}))),
        "contradictions": plain(contradictions(evidence, found)),
        "board": plain(board(evidence)),
        "held": [
            plain(list(states(evidence, viewpoint=v, on=on)))
            for v in ("all", "cautious", "side:state", "source:Army Command")
            for on in (None, *DAYS)
        ],
        "history": plain(list(states(evidence, "Wadi Sor"))),
        "wording": plain(used(evidence)),
        "series": plain(series(evidence, ("killed", "injured"))),
        "diff": plain(compare(known(evidence, DAYS[0]), known(evidence, DAYS[1]), *DAYS)),
    }


@settings(max_examples=25, deadline=None)
@given(judged(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(evidence: Evidence, random: Any) -> None:
    claims, judgements, reports = list(evidence.claims), list(evidence.judgements), list(evidence.reports.items())
    for order in (claims, judgements, reports):
        random.shuffle(order)
    assert told(replace(evidence, claims=claims, judgements=judgements, reports=dict(reports))) == told(evidence)


@settings(max_examples=25, deadline=None)
@given(judged())
def test_taking_every_judgement_back_restores_all(evidence: Evidence) -> None:
    late = datetime(2022, 1, 1, tzinfo=UTC)
    undoing = [Judgement(f"u{j.id}", j.decision, j.claims, "someone", late, undoes=j.id) for j in evidence.judgements]
    back = replace(evidence, judgements=[*evidence.judgements, *undoing])
    assert told(back) == told(replace(evidence, judgements=()))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ledgers(), st.data())
def test_a_ledger_tells_the_same_in_any_order_and_after_unlinking(
    tmp_path: Path, evidence: Evidence, data: st.DataObject
) -> None:
    orders = [data.draw(st.permutations(sorted(evidence.reports))) for _ in range(2)]
    first, second = (filled(tmp_path, evidence, order) for order in orders)
    with first, second:
        before = told(gather(first, Filter(), evidence.pack))
        assert told(gather(second, Filter(), evidence.pack)) == before
        ids = sorted(c.id for c in evidence.claims)
        for number in range(data.draw(st.integers(0, 3)) if len(ids) > 1 else 0):
            a, b = data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True))
            at = datetime(2022, 1, 1, 0, number, tzinfo=UTC)
            judging.link(first, a, b, same=data.draw(st.booleans()), by="someone", at=at)
        for judgement in judging.standing(first):
            judging.unlink(first, judgement.id, by="someone", at=datetime(2022, 2, 1, tzinfo=UTC))
        assert not judging.standing(first)
        assert told(gather(first, Filter(), evidence.pack)) == before


def filled(folder: Path, evidence: Evidence, order: list[str]) -> Ledger:
    """A new ledger with the reports recorded in this order."""
    path = Path(mkdtemp(dir=folder)) / "x.db"
    ledger, reader, now = Ledger.open(path), Reader("drawn", "1"), datetime(2021, 6, 1, tzinfo=UTC)
    with ledger.transaction():
        for name in order:
            ledger.add_report(evidence.reports[name], now)
            mine: list[Claim] = [replace(c, reader=reader) for c in evidence.claims if c.report_id == name]
            ledger.add_reading(name, reader, mine, now)
    return ledger


@settings(max_examples=60, deadline=None)
@given(judged())
def test_what_tells_nothing_of_holding_changes_no_state(evidence: Evidence) -> None:
    few = replace(evidence, claims=telling(evidence.claims, evidence.judgements))
    for viewpoint in ("all", "cautious", "side:state"):
        assert list(states(few, viewpoint=viewpoint)) == list(states(evidence, viewpoint=viewpoint))


@settings(max_examples=10, deadline=None)
@given(ledgers())
def test_a_correction_may_make_a_claim_tell(evidence: Evidence) -> None:
    fights = [replace(c, type=EventType.ARMED_CLASH, quote="fighting went on") for c in evidence.claims]
    assert telling(fights, ()) == []
    at = datetime(2021, 4, 1, tzinfo=UTC)
    taken = Judgement("j", Decision.CORRECT, (fights[0].id,), "someone", at, correction='{"type": "territory_gained"}')
    assert telling(fights, (taken,)) == fights[:1]
