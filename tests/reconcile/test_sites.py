"""Kinds of sites that words name."""

from __future__ import annotations

from warmonitor.reconcile.sites import sites


def test_other_words_name_no_site() -> None:
    assert sites("Jets hit three villages, the Army Command said") == frozenset()


def test_one_or_several() -> None:
    assert sites("a school") == sites("two schools") == {"school"}


def test_a_word_before_a_comma_is_found() -> None:
    assert sites("two shells on the market, one on Mill Bridge.") == {"bridge", "trade"}
