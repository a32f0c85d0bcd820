"""Logistic regression over named features."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from warmonitor.read.logistic import probability

WEIGHTS = {"bias": -1.0, "likely": 2.0}


def test_a_feature_without_a_weight_counts_nothing() -> None:
    assert probability(WEIGHTS, {"bias": 1.0, "never seen": 9.0}) == probability(WEIGHTS, {"bias": 1.0})
    assert probability(WEIGHTS, {"bias": 2.0, "likely": 1.0}) == 0.5


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_more_of_what_speaks_for_it_is_never_less_likely(a: float, b: float) -> None:
    low, high = (probability(WEIGHTS, {"likely": value}) for value in sorted((a, b)))
    assert 0.0 < low <= high < 1.0
