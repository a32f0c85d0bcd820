"""The day that a text names. Half a date, and a date that can be read two ways, are none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.ingest.dates import completed, day
from warmonitor.lang.tables import table

WORDS = table("warmonitor.lang", "en", "dates.yml")
JAN26, AUG29 = date(2020, 1, 26), date(2019, 8, 29)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("2020-01-26", JAN26),
        ("2020/1/26", JAN26),
        ("2020.01.26", JAN26),
        ("20200126", JAN26),
        (" 2020-01-26T14:05:00+02:00 ", JAN26),
        ("2020-01-26 14:05", JAN26),
        ("2020-01-26T23:59:59.123Z", JAN26),
        ("26 January 2020", JAN26),
        ("26th of January, 2020", JAN26),
        ("January 26, 2020", JAN26),
        ("Jan. 26, 2020", JAN26),
        ("JANUARY 26TH, 2020", JAN26),
        ("Sunday, 26 January 2020", JAN26),
        ("Sun, 26 Jan 2020 10:00:00 GMT", JAN26),
        ("January 26, 2020 at 5:30 p.m.", JAN26),
        ("Sept 3, 2019", date(2019, 9, 3)),
        ("26/01/2020", JAN26),
        ("01/26/2020", JAN26),
        ("5.5.2017", date(2017, 5, 5)),
        ("01/02/2020", None),
        ("2020-13-45", None),
        ("2020-02-30", None),
        ("26-01.2020", None),
        ("January 2020", None),
        ("26 January", None),
        ("2020", None),
        ("yesterday", None),
        ("1579996800", None),
        ("99999999", None),
        ("0020-01-26", None),
        ("2020-01-26 or so", None),
        ("", None),
    ],
)
def test_days(text: str, known: date | None) -> None:
    assert day(text) == known


@pytest.mark.parametrize("row", WORDS["examples"], ids=lambda row: row["text"])
def test_examples_of_the_words_of_dates(row: dict[str, Any]) -> None:
    assert day(row["text"]) == row["day"]


@given(
    st.dates(date(1800, 1, 1), date(2199, 12, 31)),
    st.sampled_from(("%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%B %d, %Y", "%A, %d %b %Y", "%Y-%m-%dT%H:%M:%SZ")),
)
def test_every_day_in_every_unambiguous_form(known: date, form: str) -> None:
    assert day(known.strftime(form)) == known


@given(st.text(max_size=60) | st.from_regex(r"[0-9 ./A-Z:-]{1,30}"))
def test_anything_is_a_day_or_none(text: str) -> None:
    assert day(text) is None or isinstance(day(text), date)


@pytest.mark.parametrize(
    ("half", "name", "text", "known"),
    [
        ("Aug. 29", "wire-20190829.txt", "", AUG29),
        ("29 August", "https://wire.example/2019/08/30/troops", "", AUG29),
        ("Sunday, 26 January", "wire.txt", "Posted in the night of 26 January 2020.", JAN26),
        ("31 December", "2020-01-02_wire.txt", "", date(2019, 12, 31)),
        ("29 August", "2019-08-28.txt", "", None),  # filed before it came out
        ("29 August", "2019-12-28.txt", "The war began on 15 August 2018.", None),
        ("29 August", "wire.txt", "On 29 August 2018 and on 29 August 2019 shells fell.", None),
        ("30 February", "2019-02-28.txt", "", None),
    ],
)
def test_the_other_half_of_a_date_stands_beside_it(half: str, name: str, text: str, known: date | None) -> None:
    assert completed(half, name, text) == known
