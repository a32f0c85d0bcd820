"""Kinds of sites: the list and what is found by it."""

from __future__ import annotations

import re

import pytest

from warmonitor.reconcile.sites import KINDS, sites


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_names_its_kind_alone(kind: str) -> None:
    marked = re.findall(r"\[(.+?)\]", KINDS[kind][1])
    assert marked
    assert all(sites(word) == {kind} for word in marked)
    assert sites(re.sub(r"[\[\]]", "", KINDS[kind][1])) == {kind}


def test_no_word_is_of_two_kinds() -> None:
    found = [word for words, _ in KINDS.values() for word in words.split()]
    assert len(found) == len(set(found))


def test_other_words_name_no_site() -> None:
    assert sites("Jets hit three villages, the Army Command said") == frozenset()


def test_a_word_before_a_comma_is_found() -> None:
    assert sites("two shells on the market, one on Mill Bridge.") == {"bridge", "trade"}
