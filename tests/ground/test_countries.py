"""Countries by the names that news gives them."""

import pytest

from warmonitor.ground.countries import country


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("Chad", "TD"),
        ("Chadian", "TD"),
        ("the Republic of Chad", "TD"),
        ("Republic of the Congo", "CG"),  # not the other one, which is "Congo" too
        ("République du Congo", "CG"),
        ("République démocratique du Congo", "CD"),
        ("La République du Cameroun", "CM"),
        ("Republic of Dor", None),
        ("republic", None),
    ],
)
def test_countries_by_name(name: str, iso: str | None) -> None:
    found = country(name)
    assert (found.iso if found else None) == iso
