"""A report's figures held against each other: kilometres against miles, weekday against date, parts against total.

Each check gives a note, also where the figures agree: that a report's numbers hold together is worth knowing too. Names of days and examples
stand in `lang/en/checks.yml`, units in `units.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from warmonitor.lang.numerals import numerals, units
from warmonitor.model import Count
from warmonitor.read.lexicon import lexicon

TOLERANCE = 0.1
"""Two measures agree within this share of the greater, or within one unit of the second: writers round."""


@dataclass(frozen=True, slots=True)
class Note:
    """Characters `start` to `end` of the text (or of its first figure) hold together or do not; `text` says why, in one line."""

    kind: str
    holds: bool
    text: str
    start: int
    end: int


def measures(text: str) -> Iterator[Note]:
    """Measures given twice: "33 km (20 miles)"."""
    for match in _measured().finditer(text):
        first, unit, second, other = match.group(1, 2, 3, 4)
        (dimension, factor), (same, factor2) = units()[_word(unit)], units()[_word(other)]
        if dimension != same or factor == factor2:
            continue
        stated = _figure(second)
        meant = _figure(first) * factor / factor2
        holds = abs(stated - meant) <= max(1.0, TOLERANCE * max(stated, meant))
        says = f"{first} {_word(unit)} is {meant:.3g} {_word(other)}"
        yield Note("measures", holds, f"{says}, as stated" if holds else f"{says}, not {second}", *match.span())


def weekdays(text: str, published: date | None = None) -> Iterator[Note]:
    """Weekdays beside dates: "Sunday, 26 January 2020". A date without a year takes the year that brings it nearest to `published`."""
    names: list[str] = lexicon("checks")["weekdays"]
    for match in _dated().finditer(text):
        day = _day(match, published)
        if day is None:
            continue
        told, fell = match["weekday"], names[day.weekday()].capitalize()
        holds = told.lower() == fell.lower()
        says = f"{day.isoformat()} was a {fell}"
        yield Note("weekday", holds, f"{says}, as stated" if holds else f"{says}, not a {told}", *match.span())


def totals(counts: Sequence[Count]) -> Iterator[Note]:
    """Parts ("including 3 children") against the whole before them, for the counts of one claim in text order."""
    whole: Count | None = None
    parts: list[Count] = []
    for count in (*counts, None):
        if count is not None and count.rule.endswith("subset") and whole is not None and count.what == whole.what:
            parts.append(count)
            continue
        if whole is not None and whole.span is not None and parts:
            yield _total(whole, parts)
        whole, parts = count, []


def _total(whole: Count, parts: Sequence[Count]) -> Note:
    least = sum(p.low for p in parts)
    holds = whole.high is None or least <= whole.high
    says = f"the parts come to {least} {whole.what}, the whole to {whole.low if whole.high is None else whole.high}"
    span = whole.span
    assert span is not None
    return Note("total", holds, says + (" or more" if whole.high is None else ""), span.start, span.end)


def self_checks(text: str, published: date | None = None) -> list[Note]:
    """The notes on a whole text, in text order; those on the counts of a claim come from `totals`."""
    return sorted((*measures(text), *weekdays(text, published)), key=lambda n: n.start)


@cache
def _measured() -> re.Pattern[str]:
    # What is looked up afterwards is matched in ASCII: else "ſ" would pass for an s and be on no list.
    written = (
        r"\s+".join(rf"(?a:{re.escape(w)})" for w in unit.split()) for unit in sorted(units(), key=len, reverse=True)
    )
    words = "|".join(written)
    one = (
        rf"(?<![\d,])(\d[\d,]*(?:\.\d+)?)[\s-]?({words})\b"  # never from within a number: a long one would take minutes
    )
    about = "|".join(map(re.escape, lexicon("checks")["measures"]["about"]))
    return re.compile(rf"{one}\s*\(\s*(?:(?:{about})\s+)?{one}\s*\)", re.IGNORECASE)


@cache
def _dated() -> re.Pattern[str]:
    data: dict[str, Any] = lexicon("checks")
    weekday, month = "|".join(data["weekdays"]), "|".join(data["months"])
    th, article = numerals().endings, "|".join(data["dates"]["articles"])
    either = rf"(?:(?P<d1>\d{{1,2}}){th}?\s+(?P<m1>(?a:{month}))|(?P<m2>(?a:{month}))\s+(?P<d2>\d{{1,2}}){th}?)"
    spelt = rf"(?:(?:{article})\s+)?{either}\b(?:,?\s+(?P<year>\d{{4}})\b)?"
    dotted = r"(?P<d3>\d{1,2})\.(?P<m3>0?[1-9]|1[0-2])\.(?P<y3>\d{4})\b"
    return re.compile(rf"\b(?P<weekday>{weekday})(?:,?\s+|\s*\()(?:{spelt}|{dotted})", re.IGNORECASE)


def _day(match: re.Match[str], published: date | None) -> date | None:
    """The day that a matched date means; None where no year can be known, or no such day is."""
    name = match["m1"] or match["m2"]
    month = lexicon("checks")["months"].index(name.lower()) + 1 if name else int(match["m3"])
    number = int(match["d1"] or match["d2"] or match["d3"])
    if year := match["year"] or match["y3"]:
        years = [int(year)]
    elif published is not None:
        years = [published.year - 1, published.year, published.year + 1]
    else:
        return None
    days = []
    for year in years:
        try:
            days.append(date(year, month, number))
        except ValueError:  # 29 February
            continue
    return min(days, key=lambda d: abs((d - published).days) if published else 0, default=None)


def _figure(text: str) -> float:
    return float(text.replace(",", ""))


def _word(unit: str) -> str:
    return " ".join(unit.lower().split())
