"""Kinds of sites that words name."""

from __future__ import annotations

from warmonitor.reconcile.sites import sites, supplies


def test_other_words_name_no_site() -> None:
    assert sites("Jets hit three villages, the Army Command said") == frozenset()


def test_one_or_several() -> None:
    assert sites("a school") == sites("two schools") == {"school"}


def test_a_word_before_a_comma_is_found() -> None:
    assert sites("two shells on the market, one on Mill Bridge.") == {"bridge", "trade"}


def test_a_camp_of_those_who_fight_is_a_base() -> None:
    assert sites("an army camp") == sites("two training camps") == {"base"}
    assert sites("the camp of Dor") == {"camp"}


def test_supplies_are_told_apart() -> None:
    assert supplies("two trucks with flour and water") == {"aid", "water"}
