"""Who is who by names alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.reconcile.parties import Stand, called, government, kind, stand

ONE = [
    ("M23", "M23 rebels"),
    ("M23", "the M23 movement"),
    ("RSF fighters", "the Rapid Support Forces"),
    ("Houthis", "Houthi militia"),
    ("Ukrainian troops", "Ukraine's army"),
    ("Kyiv's forces", "Ukrainian infantry"),
    ("the army", "Ukrainian soldiers"),
    ("Sudanese Armed Forces", "the Sudanese army"),
    ("the Armed Forces of Ukraine", "Ukrainian marines"),
    ("rebels", "Houthi rebels"),
    ("Saudi-led coalition", "the Saudi coalition"),
    ("al-Shabaab", "Al Shabab militants"),
    ("Ethiopian National Defence Force", "Ethiopian federal troops"),
    ("Karen National Liberation Army", "KNLA soldiers"),
]
OTHER = [
    ("Ukrainian troops", "Russian troops"),
    ("Arakan Army", "Myanmar army"),
    ("Arakan Army", "Kachin Independence Army"),
    ("M23", "ADF"),
    ("Karen fighters", "Karenni fighters"),
    ("Syrian National Army", "Islamic State"),
    ("ADF rebels", "M23 rebels"),
    ("rebels", "the army"),
    ("RSF", "the Sudanese army"),
    ("Hamas", "Israeli forces"),
    ("Bosnian Serb army", "Bosnian army"),
    ("Turkish-backed rebels", "Turkish troops"),
    ("Saudi-led coalition", "Yemeni troops"),
    ("Congolese rebels", "Rwandan rebels"),
    ("anti-government fighters", "pro-government fighters"),
]
UNKNOWN = [
    ("gunmen", "M23"),
    ("Saudi-led coalition", "Saudi jets"),
    ("local militia", "Oromo Liberation Army"),
    ("FARDC", "the army"),
    ("FARDC", "Congolese soldiers"),
    ("Attackers", "Ukrainian troops"),
    ("Suspected jihadists", "government forces"),
    ("tribesmen", "attackers"),
]


@pytest.mark.parametrize(
    "one, other, how",
    [(*pair, Stand.ONE) for pair in ONE]
    + [(*pair, Stand.OTHER) for pair in OTHER]
    + [(*pair, None) for pair in UNKNOWN],
)
def test_two_names(one: str, other: str, how: Stand | None) -> None:
    assert stand(called(one), called(other)) is how
    assert stand(called(other), called(one)) is how


@pytest.mark.parametrize(
    "name, of",
    [
        ("army", "state"), ("junta troops", "state"), ("security forces", "state"), ("government-backed militia", "state"),
        ("armed men", "rebel"), ("anti-regime gunmen", "rebel"), ("rebel army", "rebel"), ("Free Army", None), ("Wagner soldiers", None),
    ],
)  # fmt: skip
def test_whose_side_by_the_words(name: str, of: str | None) -> None:
    assert kind(name) == of


def test_a_backer_is_not_the_state_that_fights() -> None:
    assert government("Turkish-backed forces") is None
    assert called("Turkish-backed Syrian rebels").land == "Syria"


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_names_are_taken(one: str, other: str) -> None:
    assert stand(called(one), called(one)) is Stand.ONE
    assert stand(called(one), called(other)) is stand(called(other), called(one))
