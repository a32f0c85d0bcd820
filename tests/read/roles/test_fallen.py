"""Who is hit where somebody tells how many of their own they lost."""

from __future__ import annotations

import pytest

import warmonitor


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("The army lost 31 men in the fighting for Vovchansk.", ["army"]),
        ("Azerbaijan lost 12 of its own in the assault on Shusha.", ["Azerbaijan"]),
        ("Al-Shabaab had 23 dead in the attack on the base at El Adde.", ["Al-Shabaab"]),
        ("The rebels lost 40 men killed at Bunagana.", ["rebels"]),
    ],
)
def test_who_loses_people_is_hit_and_did_nothing(text: str, targets: list[str]) -> None:
    (claim,) = warmonitor.read(text, published="2021-06-16")
    assert (claim.actors, [m.text for m in claim.targets]) == ((), targets)


def test_who_killed_and_lost_some_acts() -> None:
    (claim,) = warmonitor.read("Islamist rebels killed 18 soldiers at Palma and lost four men.", published="2021-06-16")
    assert [m.text for m in claim.actors] == ["Islamist rebels"]


def test_a_town_that_lost_people_is_no_target() -> None:
    (claim,) = warmonitor.read("The town of Nikopol lost 12 people in the shelling.", published="2021-06-16")
    assert [m.text for m in claim.targets] == ["people"]
