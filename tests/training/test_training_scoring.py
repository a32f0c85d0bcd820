"""The threshold of what is told."""

from __future__ import annotations

import numpy as np
import pytest
from training.scoring import best_threshold


def test_the_threshold_is_the_middle_of_those_that_are_as_good() -> None:
    p = np.array([0.1] * 100 + [0.9] * 100)  # whatever lies between parts the right from the wrong
    threshold, f1 = best_threshold(p, p > 0.5, 100)
    assert f1 == 1.0
    assert threshold == pytest.approx(0.46, abs=0.021)  # the middle of all that are tried


def test_a_threshold_that_is_better_than_chance_stands() -> None:
    p = np.array([0.3] * 50 + [0.9] * 100)
    threshold, f1 = best_threshold(p, p > 0.5, 100)
    assert (f1, threshold > 0.3) == (1.0, True)
