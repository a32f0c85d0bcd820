"""Figures of a report against each other."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.lang.doc import Doc
from warmonitor.lang.tokenize import tokenize
from warmonitor.model import EventType
from warmonitor.read.checks.self_checks import self_checks, totals
from warmonitor.read.counts.claimed import counts
from warmonitor.read.lexicon import lexicon


@pytest.mark.parametrize("row", lexicon("checks")["examples"], ids=lambda row: row["text"])
def test_examples_of_the_rule_file(row: dict[str, Any]) -> None:
    (note,) = self_checks(row["text"], row.get("published"))
    assert (note.kind, note.holds) == (row["kind"], row["holds"])


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("killing nine people including three children", True),
        ("killing nine people including ten children", False),
        ("killing at least nine people including ten children", True),
    ],
)
def test_parts_against_the_whole(text: str, holds: bool) -> None:
    doc = Doc.of(tokenize(text).words, text=text)
    (note,) = totals(counts(doc, 0, len(doc), EventType.SHELLING, "r"))
    assert note.holds is holds


@pytest.mark.parametrize(
    "text", ["33 km (18 hours) away", "12 km (12 km)", "on Friday, 31 June 2020", "on Friday, 3 May", "nine people",
             "33 kmſ (20 miles)", "33 km (20 mıles)", "on Friday, 5 ſeptember 2021"],
)  # fmt: skip
def test_nothing_to_check(text: str) -> None:
    assert self_checks(text) == []


@pytest.mark.parametrize("unit", ["1", "1,", "1.", "1 km (", "1 km (1"])
def test_a_page_of_figures_is_read_in_one_go(unit: str) -> None:
    """Where every figure of a run were tried anew, this would take minutes."""
    (note,) = self_checks(unit * 30_000 + " and 33 km (20 miles)")
    assert note.holds


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_only_the_right_weekday_holds(day: date, shift: int) -> None:
    data = lexicon("checks")
    told = data["weekdays"][(day + timedelta(days=shift)).weekday()].capitalize()
    (note,) = self_checks(f"It fell on {told}, {day.day} {data['months'][day.month - 1].capitalize()} {day.year}.")
    assert note.holds is (shift == 0)


@given(st.integers(1, 5000))
def test_a_rounded_conversion_holds(km: int) -> None:
    (note,) = self_checks(f"It lies {km} km ({round(km / 1.609344)} miles) away.")
    assert note.holds


@pytest.mark.parametrize(
    ("part", "key", "word"),
    [(p, k, w) for p in ("measures", "dates") for k, words in lexicon("checks")[p].items() for w in words],
)
def test_a_word_of_measures_and_dates_has_an_example(part: str, key: str, word: str) -> None:
    written = {"about": rf"\({word} \d", "articles": rf"day {word} \d"}[key]
    assert any(re.search(written, row["text"]) for row in lexicon("checks")["examples"])
