"""Properties: one picture for any order of arrival, at once or piece by piece, and after every judgement is undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reconcile.drawn import judged, ledgers

from warmonitor.model import Judgement
from warmonitor.reconcile import Evidence, blocks, control, incidents
from warmonitor.reconcile.judged import links
from warmonitor.reconcile.picture import Picture


@settings(max_examples=60, deadline=None)
@given(judged(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(evidence: Evidence, random: Random) -> None:
    claims, judgements = list(evidence.claims), list(evidence.judgements)
    random.shuffle(claims)
    random.shuffle(judgements)
    shuffled = replace(
        evidence, claims=claims, judgements=judgements, reports=dict(reversed(list(evidence.reports.items())))
    )
    assert incidents(shuffled) == incidents(evidence)
    assert control(shuffled) == control(evidence)


@settings(max_examples=60, deadline=None)
@given(ledgers())
def test_every_claim_stands_in_one_incident(evidence: Evidence) -> None:
    told = [c for i in incidents(evidence) for c in i.claims]
    assert sorted(told) == sorted(c.id for c in evidence.claims)


@settings(max_examples=60, deadline=None)
@given(judged(), st.randoms(use_true_random=False), st.sampled_from((1, 2, 400)))
def test_piece_by_piece_is_the_same_as_at_once(evidence: Evidence, random: Random, largest: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "LARGEST", largest)
        patch.setattr(blocks, "NARROW", largest)
        at_once = incidents(evidence)
        growing = Picture(evidence.pack)
        claims = list(evidence.claims)
        random.shuffle(claims)
        for claim in claims:
            growing.add([claim], {claim.report_id: evidence.reports[claim.report_id]})
        for judgement in evidence.judgements:
            growing.add((), {}, judgements=[judgement])
        growing.add((), {}, copies=evidence.copies)
        assert growing.incidents() == at_once
        assert Picture.of(evidence).incidents() == at_once


@settings(max_examples=40, deadline=None)
@given(judged())
def test_undoing_every_judgement_restores_the_picture(evidence: Evidence) -> None:
    late = datetime(2021, 5, 1, tzinfo=UTC)
    undoing = [Judgement(f"u{j.id}", j.decision, j.claims, "someone", late, undoes=j.id) for j in evidence.judgements]
    back = replace(evidence, judgements=[*evidence.judgements, *undoing])
    assert incidents(back) == incidents(replace(evidence, judgements=()))


@settings(max_examples=40, deadline=None)
@given(judged())
def test_judgements_hold(evidence: Evidence) -> None:
    of = {claim: i.id for i in incidents(evidence) for claim in i.claims}  # rejected claims stand in none
    same, different = links(evidence.judgements)
    assert all(of[a] == of[b] for a, b in same if a in of and b in of)
    assert not any(of[a] == of[b] for a, b in different if a in of and b in of)
