"""Number expressions."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.lang.tokenize import tokenize
from warmonitor.read.counts.numbers import Number, numbers, spell, tenth, value


def bounds(text: str) -> list[tuple[int, int | None]]:
    return [(n.low, n.high) for n in numbers(tokenize(text).words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("35 people", [(35, 35)]),
        ("at least 35 people", [(35, None)]),
        ("no fewer than twenty-nine guards", [(29, None)]),
        ("more than 35 people", [(36, None)]),
        ("well over two dozen people", [(25, None)]),
        ("about 400,000 people", [(360000, 440000)]),
        ("nearly 75 people", [(68, 82)]),
        ("some 34 people", [(31, 37)]),
        ("almost a dozen people", [(11, 13)]),
        ("an estimated 200000 people", [(180000, 220000)]),
        ("between 30 and 40 people", [(30, 40)]),
        ("15 to 20 boats", [(15, 20)]),
        ("two or three boats", [(2, 3)]),
        ("the toll rose from 12 to 15", [(12, 12), (15, 15)]),
        ("up to 300 people", [(0, 300)]),
        ("as many as 1,300 people", [(0, 1300)]),
        ("fewer than 30 people", [(0, 29)]),
        ("30 or more people", [(30, None)]),
        ("dozens of people", [(24, 99)]),
        ("tens of thousands of people", [(20000, 99999)]),
        ("hundreds of thousands fled", [(200000, 999999)]),
        ("thousands fled and millions more went hungry", [(2000, 9999), (2000000, 9999999)]),
        ("several people", [(3, 9)]),
        ("several hundred men", [(300, 999)]),
        ("a few dozen men", [(24, 99)]),
        ("several dozen men", [(24, 99)]),
        ("in 2011 at least 40 men", [(2011, 2011), (40, None)]),
        ("“well over” 40 men", [(41, None)]),
        ("as high as 40", [(0, 40)]),
        ("a couple of boats", [(2, 2)]),
        ("1.9 million people", [(1900000, 1900000)]),
        ("half a million people", [(500000, 500000)]),
        ("more than a quarter of a million people", [(250001, None)]),
        ("300 000 people", [(300000, 300000)]),
        ("two hundred and fifty people and 3 dogs", [(250, 250), (3, 3)]),
        ("at least another 20 people", [(20, None)]),
        ("they took control of over 3 hills", [(4, None)]),
        ("took over 3 hills", [(3, 3)]),
        ("no people at all", []),
        ("a man and a woman", []),
    ],
)
def test_expressions(text: str, expected: list[tuple[int, int | None]]) -> None:
    assert bounds(text) == expected


def test_where_a_number_stands() -> None:
    assert numbers("the raid left at least 35 dead".split()) == [Number(3, 6, 5, 35, None, "from")]


def test_only_words_in_range_are_read() -> None:
    words = "at least 35 of 60 men".split()
    assert [(n.low, n.high) for n in numbers(words, 2, 3)] == [(35, 35)]


@given(st.integers(0, 10**12 - 1))
def test_words_and_back(n: int) -> None:
    assert value(spell(n)) == n


@given(st.integers(0, 10**12 - 1))
def test_digits_with_and_without_commas(n: int) -> None:
    assert value(f"{n:,}") == value(str(n)) == n


@given(st.integers(1, 10**9))
def test_about_is_ten_per_cent_each_side(n: int) -> None:
    low, high = tenth(n)
    assert high is not None
    assert 0 <= 10 * low - 9 * n < 10 and 0 <= 11 * n - 10 * high < 10


@given(
    st.lists(
        st.sampled_from(
            "at least more than 12 two hundred and a dozen dozens of thousands million - to or half , nearly up".split()
        ),
        max_size=12,
    )
)
def test_numbers_never_overlap_and_stay_ordered(words: list[str]) -> None:
    found = numbers(words)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= n.start <= n.first < n.end <= len(words) for n in found)
    assert all(n.low >= 0 and (n.high is None or n.high >= n.low) for n in found)
