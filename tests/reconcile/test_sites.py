"""Kinds of sites: the list and what is found by it."""

from __future__ import annotations

import re

import pytest

from warmonitor.read.lexicon import lexicon
from warmonitor.reconcile.sites import sites

KINDS = lexicon("sites")


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_names_its_kind_alone(kind: str) -> None:
    marked = re.findall(r"\[(.+?)\]", KINDS[kind]["example"])
    assert marked
    assert all(sites(word) == {kind} for word in marked)
    assert sites(re.sub(r"[\[\]]", "", KINDS[kind]["example"])) == {kind}


def test_no_word_is_of_two_kinds() -> None:
    words = [word for entry in KINDS.values() for word in entry["words"].split()]
    assert len(words) == len(set(words))


def test_other_words_name_no_site() -> None:
    assert sites("Jets hit three villages, the Army Command said") == frozenset()
