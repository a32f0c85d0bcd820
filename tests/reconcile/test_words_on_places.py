"""What the words around a place and the words for its fall say."""

from __future__ import annotations

import pytest

from warmonitor.model import Claim, EventType, Span, Where
from warmonitor.reconcile.sources import Sources
from warmonitor.reconcile.statements import beside
from warmonitor.reconcile.wording import words


@pytest.mark.parametrize(
    "quote, aside",
    [
        ("rebels cut the road between Dor and Sakera", True),
        ("rebels cut the road between the towns of Sakera and Dor", True),
        ("fighting between the army and the rebels ended with the rebels taking Sakera", False),
        ("after clashes between the army and rebels in Sakera, rebels hold it", False),
        ("rebels took farms near Sakera", True),
    ],
)
def test_a_place_that_only_tells_where_others_lie(quote: str, aside: bool) -> None:
    assert beside(_claim(quote), Where("Sakera")) is aside


@pytest.mark.parametrize(
    "quote, used",
    [
        ("Security forces secured the hill", ["secured"]),
        ("the fleet fled from Umqara", ["fled"]),
        ("a deadly attack in the clearing freed Dor", ["cleared", "freed"]),
    ],
)
def test_words_that_only_begin_alike(quote: str, used: list[str]) -> None:
    assert [use.word for use in words(_claim(quote), Sources({})) if use.about == "change"] == used


def _claim(quote: str) -> Claim:
    return Claim("c", "r", EventType.TERRITORY_GAINED, Span("r", 0, len(quote)), quote)
