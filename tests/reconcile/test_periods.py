"""Periods by which a series adds up."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reconcile.test_people_counted import told

from warmonitor.reconcile import incidents
from warmonitor.reconcile.series import PERIODS, period_of, totals


@pytest.mark.parametrize(
    ("by", "name", "first"),
    [
        ("day", "2031-05-01", date(2031, 5, 1)),
        ("week", "2031-W18", date(2031, 4, 28)),
        ("month", "2031-05", date(2031, 5, 1)),
        ("year", "2031", date(2031, 1, 1)),
    ],
)
def test_a_day_lies_in_its_period(by: str, name: str, first: date) -> None:
    assert period_of(date(2031, 5, 1), by) == (name, first)
    (total,) = totals(evidence := told(("Relief Committee", 132, "people")), incidents(evidence), "killed", by=by)
    assert (total.period, total.low) == (name, 132)


def test_a_week_may_belong_to_the_year_before() -> None:
    assert period_of(date(2021, 1, 3), "week") == ("2020-W53", date(2020, 12, 28))


@given(st.dates(), st.dates(), st.sampled_from(sorted(PERIODS)))
def test_the_days_of_a_period_have_its_name_and_names_run_with_the_days(a: date, b: date, by: str) -> None:
    (name, first), (other, _) = period_of(a, by), period_of(b, by)
    assert first <= a and period_of(first, by) == (name, first)
    assert (name < other) == (first < period_of(b, by)[1])
