"""Time expressions: spans, news against narrative, undated texts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.ground.calendar import Kind, times
from warmonitor.ground.calendar.feasts import feast, islamic, orthodox_easter, western_easter
from warmonitor.ground.calendar.numbers import number
from warmonitor.ground.calendar.periods import periods
from warmonitor.ground.calendar.run import is_history
from warmonitor.ground.calendar.values import Moment, days_of

DAYS = st.dates(date(1990, 1, 1), date(2035, 12, 31))
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@given(DAYS, st.sampled_from(WEEKDAYS))
def test_a_weekday_is_the_latest_not_after_publication(published: date, name: str) -> None:
    timex = times(f"Two shells hit the mill on {name}, a doctor said.", published=published)[0]
    assert timex.earliest == timex.latest
    assert timex.earliest is not None
    assert timex.earliest.strftime("%A") == name
    assert timedelta(0) <= published - timex.earliest < timedelta(days=7)


@given(DAYS, st.sampled_from(WEEKDAYS))
def test_a_coming_weekday_is_not_before_publication(published: date, name: str) -> None:
    timex = times(f"The buses will leave on {name}.", published=published)[0]
    assert timex.earliest is not None
    assert timex.earliest.strftime("%A") == name
    assert timedelta(0) <= timex.earliest - published < timedelta(days=7)


@given(DAYS)
def test_a_full_date_is_read_whatever_the_day_of_publication(day: date) -> None:
    text = f"The bridge fell on {day.day} {day:%B} {day.year}."
    for published in (None, date(2020, 5, 5)):
        found = times(text, published=published)
        assert [(t.value, t.earliest, t.latest) for t in found] == [(day.isoformat(), day, day)]


@given(st.text(max_size=300))
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    for mode in ("news", "narrative", "auto"):
        found = times(text, published=date(2016, 5, 4), mode=mode)
        assert all(0 <= t.start < t.end <= len(text) for t in found)
        assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


@given(
    st.lists(
        st.sampled_from(
            "the last next two 31 3 May March Friday 2016 99 BC years days week of in since until between and ago later early mid - end first century 10:30 pm , . "
            "overnight Ramadan 1990s '99 13th few couple half month morning that same year a".split()
        ),
        max_size=25,
    )
)
def test_any_salad_of_time_words_is_read(words: list[str]) -> None:
    for published in (None, date(2016, 5, 4)):
        for mode in ("news", "narrative"):
            for t in times(" ".join(words), published=published, mode=mode):
                assert (t.earliest is None) == (t.latest is None)
                assert t.earliest is None or t.latest is None or t.earliest <= t.latest


def test_undated_text_keeps_relative_words_open_and_absolute_ones_read() -> None:
    found = times("On Friday, two weeks after 3 May 2014, rebels left; on 7 June they came back.")
    assert [(t.value, t.earliest) for t in found if t.type is Kind.DATE and t.earliest] == [
        ("2014-05-03", date(2014, 5, 3))
    ]
    assert next(t for t in found if t.rule == "weekday").value == "XXXX-WXX-5"


def test_narrative_follows_the_texts_own_run() -> None:
    text = "War came in August 1914. In January the front froze. Two years later it broke."
    assert [t.value for t in times(text, mode="narrative")] == ["1914-08", "1915-01", "1917"]


def test_history_is_told_from_news() -> None:
    history = "The war began in 1914. In 1915 Italy joined. In 1916 the front froze. In 1917 it broke."
    assert is_history(history.replace(".", " .").split(), date(2009, 1, 1))
    assert not is_history("On Friday and on Saturday shells fell , as in 2014 .".split(), date(2017, 1, 1))


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("It has been shelled since 3 May.", "since", date(2016, 5, 3), date(2016, 5, 20)),
        ("Since the start of the siege in March 2015, ten died.", "since", date(2015, 3, 1), date(2016, 5, 20)),
        ("They fought from 3 to 9 May.", "range", date(2016, 5, 3), date(2016, 5, 9)),
        ("Shelling between March and April 2015 cut the road.", "range", date(2015, 3, 1), date(2015, 4, 30)),
        ("On Saturday and Sunday ten died.", "range", date(2016, 5, 14), date(2016, 5, 15)),
        ("On Tuesday and Thursday ten died.", "at", date(2016, 5, 17), date(2016, 5, 17)),
        ("In the week ending on 15 May ten died.", "range", date(2016, 5, 9), date(2016, 5, 15)),
        ("In the 48 hours to Wednesday ten died.", "range", date(2016, 5, 16), date(2016, 5, 18)),
        ("They have fought for nearly a week.", "for", date(2016, 5, 14), date(2016, 5, 20)),
        ("It has been under siege for almost two years.", "for", date(2014, 5, 20), date(2016, 5, 20)),
        ("It fell in early 2014.", "at", date(2014, 1, 1), date(2014, 4, 1)),
    ],
)
def test_periods(text: str, kind: str, start: date, end: date) -> None:
    published = date(2016, 5, 20)
    period = periods(times(text, published=published), text, published)[0]
    assert (period.kind, period.earliest, period.latest) == (kind, start, end)


def test_feasts() -> None:
    assert western_easter(2018) == date(2018, 4, 1)
    assert western_easter(1282) == date(1282, 3, 29)  # the Sicilian Vespers fell on the day after
    assert orthodox_easter(2018) == date(2018, 4, 8)
    assert abs(islamic(1438, 9, 1) - date(2017, 5, 27)) <= timedelta(days=1)
    assert feast("easter-2", 2018) == (date(2018, 3, 30), date(2018, 3, 30))
    ramadan = feast("islamic:9/1/30", 2016)
    assert ramadan is not None
    assert abs(ramadan[0] - date(2016, 6, 6)) <= timedelta(days=1)


@pytest.mark.parametrize(
    ("value", "mod", "days"),
    [
        ("2016-02", None, (date(2016, 2, 1), date(2016, 2, 29))),
        ("2016-W01", None, (date(2016, 1, 4), date(2016, 1, 10))),
        ("2016-W31-WE", None, (date(2016, 8, 6), date(2016, 8, 7))),
        ("2015-Q4", None, (date(2015, 10, 1), date(2015, 12, 31))),
        ("2014", "END", (date(2014, 10, 2), date(2014, 12, 31))),
        ("199", None, (date(1990, 1, 1), date(1999, 12, 31))),
        ("BC0480", None, None),
        ("2015-02-30", None, None),
        ("P3D", None, None),
    ],
)
def test_days_of_values(value: str, mod: str | None, days: tuple[date, date] | None) -> None:
    assert days_of(value, mod) == days


@given(DAYS, st.integers(-4000, 4000))
def test_moments_move_by_days_as_dates_do(day: date, n: int) -> None:
    assert Moment.of(day).plus(n, "D").date == day + timedelta(days=n)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He was led in triumph on 1 January 104 BC and died six days later.", "BC0104-01-07"),
        ("They met on 3 January 1 BC. Ten days earlier it had rained.", "BC0002-12-24"),
        ("They met on 30 February 1918 and left two days later.", "1918-02-XX"),
    ],
)
def test_days_are_counted_before_christ_and_from_no_day_that_never_was(text: str, value: str) -> None:
    assert times(text, mode="narrative")[-1].value == value


@given(DAYS, st.integers(0, 400))
def test_months_there_and_back(day: date, n: int) -> None:
    there = Moment.of(day).plus(n, "M")
    back = there.plus(-n, "M")
    assert (back.year, back.month) == (day.year, day.month)


def test_numbers() -> None:
    assert [
        number(w.split()) for w in ("twenty - five", "two and a half", "a few", "a hundred", "two dozen", "nonsense")
    ] == [
        "25",
        "2.5",
        "X",
        "100",
        "24",
        None,
    ]
