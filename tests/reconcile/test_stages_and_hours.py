"""Steps of what happens in steps, times of day, numbers told loosely."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.model import EventType
from warmonitor.reconcile.hours import apart
from warmonitor.reconcile.profile import Number
from warmonitor.reconcile.stages import stages


def test_only_types_with_steps_have_them() -> None:
    assert stages(EventType.AIR_STRIKE, "jets struck those who fled") == frozenset()
    assert stages(EventType.AGREEMENT, "the truce signed on Monday collapsed") == {"made", "broken"}


def test_a_step_that_undoes_another_is_told_alone() -> None:
    assert stages(EventType.DISPLACEMENT, "most of the displaced returned") == {"returning"}
    assert stages(EventType.ADVANCE, "the army broke the siege of the besieged port") == {"lifted"}


def test_times_of_day_apart() -> None:
    night, dawn, morning, noon, afternoon, evening = (frozenset((n,)) for n in range(6))
    assert apart(morning, evening, one_report=False)
    assert apart(night, noon, one_report=False)
    assert not apart(night, morning, one_report=False)  # one's night is another's dawn
    assert apart(night, morning, one_report=True)
    assert apart(dawn, afternoon, one_report=False)
    assert apart(noon, evening, one_report=False)
    assert not apart(afternoon, evening, one_report=False)
    assert not apart(noon, afternoon, one_report=True)
    assert not apart(evening, night, one_report=False)  # over midnight
    assert not apart(frozenset(), evening, one_report=True)
    assert not apart(morning | evening, evening, one_report=True)


@pytest.mark.parametrize(
    "low, high, figure",
    [
        (80, 80, 80),
        (80, None, 80),
        (81, None, 80),
        (72, 88, 80),
        (83, None, 83),
        (24, 99, None),
        (3, 9, None),
        (1, None, 1),
    ],
)
def test_the_figure_in_the_words(low: int, high: int | None, figure: int | None) -> None:
    assert Number("killed", "people", low, high).figure == figure


def test_more_than_eighty_is_said_of_eighty() -> None:
    over = Number("killed", "people", 81, None)
    assert over.meets(Number("killed", "people", 80, 80))
    assert not over.meets(Number("killed", "people", 79, 79))
    assert not Number("killed", "people", 83, None).meets(Number("killed", "people", 82, 82))


NUMBERS = st.builds(
    lambda low, more: Number("killed", "people", low, None if more is None else low + more),
    st.integers(0, 200),
    st.none() | st.integers(0, 50),
)


@given(NUMBERS, NUMBERS)
def test_numbers_meet_each_other_or_not(a: Number, b: Number) -> None:
    assert a.meets(b) == b.meets(a)
    assert a.meets(a)
