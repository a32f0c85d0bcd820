"""Copies of one text, and what only looks like one."""

from __future__ import annotations

import random
from array import array
from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import warmonitor.ingest.copies
from warmonitor.ingest.copies import KEPT, LENGTH, alike, copies, sharing
from warmonitor.model import Report

WORDS = "army town north rebels took shells said village road people fled near troops fell gate camp river hill aid convoy".split()


@pytest.fixture(autouse=True, scope="module", params=["as few", "as many"])
def _way(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test looks for pairs both ways: by the rarest runs, and by MinHash."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warmonitor.ingest.copies, "FEW", {"as few": 10**9, "as many": 0}[request.param])
        yield


def prose(seed: int, words: int = 200) -> str:
    chosen = random.Random(seed)
    return " ".join(chosen.choice(WORDS) + ("." if n % 12 == 11 else "") for n in range(words))


def group(**texts: str) -> list[set[str]]:
    return [set(ids) for ids in copies(Report(id_, text) for id_, text in texts.items())]


def test_a_reprint_is_a_copy() -> None:
    text = prose(1)
    reprint = "BEIRUT (Agency) - " + text.upper().replace(".", " .").replace("  ", "\n")
    assert group(a=text, b=reprint, c=prose(2)) == [{"a", "b"}]


def test_a_header_does_not_count() -> None:
    text = prose(1, 12)
    header = "date 2020-01-26 at a quarter past nine in the morning local time here "
    assert [set(g) for g in copies([Report("a", text), Report("b", header + text, body=len(header))])] == [{"a", "b"}]


def test_a_copy_with_the_end_cut_is_a_copy() -> None:
    text = prose(1)
    assert group(a=text, b=text[: len(text) * 2 // 3]) == [{"a", "b"}]


def test_a_round_up_that_quotes_a_short_report_is_no_copy() -> None:
    assert group(a=prose(1, 60), b=prose(2, 300) + " " + prose(1, 60)) == []


def test_two_reports_of_one_event_are_no_copies() -> None:
    shared = "Troops took the town of Ayn on Friday, residents said by telephone from the camp."
    assert group(a=f"{shared} {prose(1, 60)}", b=f"{shared} {prose(2, 60)}") == []


def test_short_texts_are_copies_only_word_by_word() -> None:
    assert group(a="Two towns fell.", b="two towns FELL", c="Two towns fell today.", d="…", e="–") == [{"a", "b"}]


def test_copies_of_copies_are_one_group() -> None:
    words = prose(1, 240).split()
    first, second, third = (" ".join(words[n : n + 200]) for n in (0, 18, 36))
    assert group(a=first, c=third) == []
    assert group(a=first, b=second, c=third) == [{"a", "b", "c"}]


def test_many_equal_texts_are_one_group_quickly() -> None:
    assert group(**{f"r{n}": prose(1, 50) for n in range(3000)}) == [{f"r{n}" for n in range(3000)}]


@settings(deadline=None)
@given(st.lists(st.sets(st.integers(0, 12), min_size=1), unique_by=frozenset, max_size=8), st.floats(0.3, 1.0))
def test_of_few_texts_no_pair_is_missed(drawn: list[set[int]], threshold: float) -> None:
    texts = {f"r{n}": array("q", sorted(runs)) for n, runs in enumerate(drawn)}
    found = set(map(frozenset, sharing(texts, min(threshold, KEPT), min(threshold, KEPT * LENGTH))))
    assert all({a, b} in found for a, b in combinations(texts, 2) if alike(texts[a], texts[b], threshold))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40)), max_size=12), st.randoms())
def test_the_order_of_reports_does_not_matter(cuts: list[tuple[int, int]], order: random.Random) -> None:
    reports = [Report(f"r{n}", prose(seed, 120)[cut * 6 :]) for n, (seed, cut) in enumerate(cuts)]
    found = copies(reports)
    order.shuffle(reports)
    assert copies(reports) == found
