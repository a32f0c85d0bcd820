"""What a source says in few words."""

import pytest

from warmonitor.reconcile.positions import _toll
from warmonitor.reconcile.profile import Number


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (Number("killed", "people", 8, 8), "killed 8"),
        (Number("injured", "children", 12, None), "injured 12 or more children"),
        (Number("places", "town", 6, 6), "6 towns"),
        (Number("places", "town", 1, 1), "1 town"),
        (Number("fighters", "fighters", 24, 99), "24–99 fighters"),
    ],
)
def test_a_toll_is_told_with_what_is_counted(number: Number, told: str) -> None:
    assert _toll(number) == told
