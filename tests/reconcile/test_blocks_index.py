"""Which claims meet: the index, filled at once or added to, gives the same pairs as looking at every pair."""

from __future__ import annotations

import sys
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from tests.build import claim, on
from tests.reconcile.drawn import ledgers

from warmonitor.model import EventType, Place, Where
from warmonitor.reconcile import Evidence, blocks
from warmonitor.reconcile.blocks import entries, sharing
from warmonitor.reconcile.features import forbidden
from warmonitor.reconcile.incidents import incidents, profiled
from warmonitor.reconcile.index import Columns, Index, candidates
from warmonitor.reconcile.profile import Profile, profile


def meeting(profiles: list[Profile]) -> set[tuple[int, int]]:
    """Pairs by the rule as it is told: a key that counts, under which one of the two is loud."""
    of = [set(entries(p)) for p in profiles]
    shared = {key: sum((key << 1 in e) + (key << 1 | 1 in e) for e in of) for e in of for key in {x >> 1 for x in e}}

    def meet(a: set[int], b: set[int]) -> bool:
        keys = {x >> 1 for x in a} & {x >> 1 for x in b}
        return any(shared[k] <= blocks.limit(k) and (k << 1 | 1 in a or k << 1 | 1 in b) for k in keys)

    return {(i, j) for i, j in combinations(range(len(of)), 2) if meet(of[i], of[j])}


@pytest.mark.parametrize("largest", [2, 400])
@settings(max_examples=40, deadline=None)
@given(ledgers())
def test_every_pair_that_shares_a_key_is_a_candidate_once(largest: int, evidence: Evidence) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "LARGEST", largest)
        patch.setattr(blocks, "NARROW", largest)
        profiles = profiled(evidence.claims, evidence.reports, evidence.pack)
        index, late = Index(), Index()
        index.fill((n, entries(p)) for n, p in enumerate(profiles))
        half = len(profiles) // 2
        late.fill((n, entries(p)) for n, p in enumerate(profiles[:half]))
        for n, p in enumerate(profiles[half:], half):
            late.add(n, entries(p))
        found = list(candidates(index, Columns(profiles)))
        wanted = meeting(profiles)
        assert sharing(map(entries, profiles)) == sorted(wanted)
        assert found == sorted(set(found))
        assert set(found) <= wanted
        assert all(forbidden(profiles[i], profiles[j]) for i, j in wanted - set(found))
        for n, p in enumerate(profiles):
            partners = {m for pair in wanted if n in pair for m in pair} - {n}
            assert index.partners(entries(p)) - {n} == late.partners(entries(p)) - {n} == partners


@settings(max_examples=20, deadline=None)
@given(ledgers())
def test_many_claims_make_the_incidents_that_few_make(evidence: Evidence) -> None:
    few = incidents(evidence)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules["warmonitor.reconcile.incidents"], "FEW", 0)
        assert incidents(evidence) == few


def test_what_was_removed_meets_nobody() -> None:
    index = Index()
    index.fill([(0, [5, 9]), (1, [5])])
    index.remove(0, [5, 9])
    assert index.having(5) == {1} and index.having(9) == set()
    index.add(0, [9])
    assert index.having(5) == {1} and index.having(9) == {0}


def strike(name: str, place: Place) -> Profile:
    where = (Where(place.name, place=place),)
    return profile(claim(name, "hit", EventType.AIR_STRIKE, where=where, when=on(date(2021, 3, 4))), None, None)


def test_neighbours_on_the_map_meet_whatever_they_are_called() -> None:
    near = [
        strike(f"c{n}", Place(f"t:{n}", name, "city", "XX", None, 35.0 + n * 0.05, 36.6))
        for n, name in enumerate(("Sor", "Qara"))
    ]
    far = strike("c9", Place("t:9", "Marran", "city", "XX", None, 36.5, 36.6))
    profiles = [*near, far]
    index = Index()
    index.fill((n, entries(p)) for n, p in enumerate(profiles))
    assert list(candidates(index, Columns(profiles))) == [(0, 1)]
