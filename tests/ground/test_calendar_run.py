"""How a text's run of dates goes on, feasts, and that no row of words breaks the calendar. Examples are invented, feasts real."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warmonitor.ground.calendar import feasts, times
from warmonitor.ground.calendar.rules import rulebook

NUMBERS = "1 2 5 12 31 99 1918 2014 0430 3rd 11th 1990s '99 480s 5pm 5:30 10.30 2014-05-01 2014/05/01 1.2.2014 30 2.5 999 9999 10,000"
WORDS = sorted(
    {w for table in rulebook().classes.values() for w in table} | rulebook()._literals | set(NUMBERS.split())
)


def last(text: str) -> str:
    return times(text, mode="narrative")[-1].value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The fort fell on 13 March 1975. It was to open a campaign planned for 1976. On 20 March they left.", "1975-03-20"),
        ("It was taken in August 1918. They could only go on until December. On 10 September they left.", "1918-09-10"),
        ("It was taken in April 2003, a year after the war over the hills, which had come two years earlier. On 9 May they left.", "2003-05-09"),
        ("In 1793 they met. The laws of the abbey (1790) were read. On 17 August they left.", "1793-08-17"),
        ("He was shot on 30 November 2004.\n\n2005: A new start\n\nOn 31 January they left.", "2005-01-31"),
        ("He was shot in May 1778.\n\nWar in the north, 1775-1780\n\nIn June they left.", "1775-06"),
        ("They met in the autumn of 1941. In spring they left.", "1942-SP"),
        ("It was shut in 1933, and quiet from 19 December to 6 January.", "1934-01-06"),
        ("They met in May 1941. It was under resolution 1483\n\nIn June they left.", "1941-06"),
        ("They met in May 1994. Between June and November 1995 the front moved: in July they left.", "1995-07"),
        ("They met in May 1941. In the winter of 1941-42 they starved. In February they left.", "1942-02"),
        ("It was shut in the winter of 1942. In November they left.", "1942-11"),
        ("It fell in 1543. In 1632 the gates were opened, and two years later the walls were gone.", "1634"),
        ("It fell in 1543. A book of 1632 tells of it. Two years later the walls were gone.", "1545"),
        ("It fell in 1815. Six years later the gates were opened. On 5 May he died.", "1821-05-05"),
        ("On Monday, 3 July 1950, he came. On Thursday he left.", "1950-07-06"),
        ("It fell in 1970. Half a century later it was shut.", "2020"),
        ("It fell in 1917. Eighteen months earlier it was shut.", "1916-XX"),
        ("On 3 May 1917 it rained. Two days earlier, at dawn, they left.", "1917-05-01TMO"),
    ],
)  # fmt: skip
def test_what_is_planned_looked_back_to_or_in_brackets_does_not_move_the_run(text: str, value: str) -> None:
    assert last(text) == value


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("islamic:10/1/3", "2011-08-30"), ("islamic:10/1/3", "2016-07-06"), ("islamic:10/1/3", "2020-05-24"), ("islamic:10/1/3", "2023-04-21"),
        ("islamic:12/10/4", "2019-08-11"), ("islamic:12/10/4", "2022-07-09"), ("passover/7", "2023-04-06"), ("passover/7", "1943-04-20"),
        ("rosh_hashanah", "2024-10-03"), ("rosh_hashanah+9", "1973-10-06"), ("rosh_hashanah+21", "2023-10-07"),
        ("easter", "1916-04-23"), ("orthodox_easter", "2022-04-24"),
    ],
)  # fmt: skip
def test_feasts_fell_on_these_days(name: str, day: str) -> None:
    wanted = date.fromisoformat(day)
    found = feasts.feast(name, wanted.year)
    assert found is not None and found[0] == wanted


@given(st.integers(700, 2200), st.integers(1, 12))
def test_islamic_months_have_29_or_30_days(year: int, month: int) -> None:
    hijri = int((year - 622) * 33 / 32)
    here = feasts.islamic(hijri, month, 1)
    following = feasts.islamic(hijri + month // 12, month % 12 + 1, 1)
    assert (following - here).days in (29, 30)


@given(st.integers(1, 9000))
def test_the_jewish_year_never_begins_on_a_sunday_wednesday_or_friday(year: int) -> None:
    assert feasts.rosh_hashanah(year).isoweekday() in (1, 2, 4, 6)


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from(WORDS), max_size=9),
    st.sampled_from(["", "In 480 BC it began. ", "On 29 February 2016 it began. "]),
)
def test_no_row_of_words_breaks_it(words: list[str], before: str) -> None:
    text = before + " ".join(words)
    for mode, published in (("news", None), ("news", date(2020, 2, 29)), ("narrative", None)):
        for timex in times(text, mode=mode, published=published):  # type: ignore[arg-type]
            assert 0 <= timex.start < timex.end <= len(text)
            assert timex.earliest is None or timex.latest is None or timex.earliest <= timex.latest


@pytest.mark.parametrize(
    "text",
    [
        "On 9999-12-31 at 23:00 it began; two hours later it ended, on Friday.", "On 0001-01-01 at 01:00 it began, three hours after it had on Friday.",
        "The last day was 0001-01-01 at 01:00; two hours earlier it began.", "8:00-" * 3000,
        f"On 8 July 1950, {'9' * 400} days earlier, it began.",
    ],
)  # fmt: skip
def test_neither_the_ends_of_the_calendar_nor_a_long_row_of_hours_ends_the_reading(text: str) -> None:
    for mode, published in (("news", date(9999, 12, 31)), ("narrative", None)):
        assert times(text, mode=mode, published=published)  # type: ignore[arg-type]


def test_the_last_week_of_a_month_long_ago_moves_a_history_on() -> None:
    assert (
        times("In AD 476 it began. In the last week of May it fell. On the 30th he fled.", mode="narrative")[-1].value
        == "0476-05-30"
    )


def test_the_night_of_a_weekday_in_the_plural_is_read() -> None:
    """As KeyError it once ended the reading."""
    found = times("Shells fell on the night of Fridays.", published=date(2020, 2, 29))
    assert [t.value for t in found] == ["2020-02-28TNI"]


@pytest.mark.parametrize(
    "text",
    ["In 300, he fell.", "In 300 he fell.", "In the autumn of 300, he fell.", "The year 300, a dry one, passed."],
)
def test_a_short_number_is_a_year_only_where_such_years_are_told(text: str) -> None:
    assert not times(text, mode="narrative")
    assert [t.value[:6] for t in times(f"It began in 305 BC. {text}", mode="narrative")][1:] == ["BC0300"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("18 May 2024\n\nShells fell this morning.", "2024-05-18TMO"),
        ("18 May 2024\n\n14:32 GMT\nShells fell yesterday.", "2024-05-17"),
        ("18 May 2024, 14:32 GMT\nShells fell yesterday.", "2024-05-17"),
        ("24 May\nShells fell.\n\n26 May:\nShells fell yesterday.", "2024-05-25"),
        ("Friday\nShells fell.\n\nThursday\nShells fell the day before.", "2024-05-29"),
        ("They left on 18 May 2024\nShells fell yesterday.", "2024-05-30"),
        ("18 May 2024 - 20 May 2024\nShells fell yesterday.", "2024-05-30"),
        ("May 2024\nShells fell yesterday.", "2024-05-30"),
    ],
)
def test_below_a_line_that_is_a_day_it_is_that_day(text: str, value: str) -> None:
    assert times(text, published=date(2024, 5, 31))[-1].value == value


def test_the_days_of_an_undated_chronicle_have_the_year_of_its_first() -> None:
    found = times("17 May 2024\nShells fell.\n\nFriday, 24 May\nShells fell yesterday.")
    assert [t.value for t in found] == ["2024-05-17", "2024-05-24", "2024-05-23"]
