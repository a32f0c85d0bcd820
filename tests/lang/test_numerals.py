"""The one table of number words, and that all who read numbers read them alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.ground.calendar.numbers import number, ordinal
from warmonitor.ground.calendar.rules import rulebook
from warmonitor.lang.numerals import numerals
from warmonitor.read.counts.numbers import spell, value

TABLE = numerals()
COUNTED = TABLE.ones | TABLE.tens | {"hundred": 100}


def test_the_tables_run_through_without_a_gap() -> None:
    assert list(TABLE.ones.values()) == list(range(20)) and list(TABLE.tens.values()) == list(range(20, 100, 10))
    assert list(TABLE.ordinals.values()) == list(range(21)) and list(TABLE.scales.values()) == sorted(
        TABLE.scales.values()
    )
    assert (TABLE.ones["nineteen"], TABLE.ordinals["twelfth"], TABLE.later_ordinals["thirtieth"]) == (19, 12, 30)


def test_no_word_stands_in_two_tables() -> None:
    tables = (
        TABLE.ones,
        TABLE.tens,
        TABLE.misspelt,
        TABLE.factors,
        TABLE.parts,
        TABLE.vague,
        TABLE.ordinals,
        TABLE.later_ordinals,
    )
    words = [word for table in tables for word in table]
    assert len(words) == len(set(words)) and all(word == word.lower() for word in words)


@pytest.mark.parametrize("word", COUNTED)
def test_a_word_is_the_same_number_in_a_count_and_in_a_length_of_time(word: str) -> None:
    assert number([word]) == str(COUNTED[word])
    assert value(f"a {word}" if word == "hundred" else word) == COUNTED[word]
    assert (word in rulebook().classes["NUM"]) is (word != "zero")


@given(st.integers(1, 99))
def test_what_counts_spell_lengths_of_time_read(n: int) -> None:
    assert number(spell(n).replace("-", " - ").split()) == str(n)


def test_ordinals() -> None:
    assert [ordinal(word) for word in ("first", "twentieth", "thirtieth", "22nd", "many")] == [1, 20, 30, 22, None]
    assert set(rulebook().classes["ORD"]) == set(TABLE.ordinals) - {"zeroth"}
