"""Lengths of time between two events of one sentence: "the strike came two days after the jets hit a convoy"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from warmonitor.lang.doc import Doc

from .resolve import Days
from .rules import rulebook
from .timex import Timex

_LENGTH = re.compile(r"P(\d+)([DW])")


@dataclass(frozen=True, slots=True)
class Step:
    """The event at the word `event` was `days` days later than that at the word `main`, or earlier where negative; `timex` says so."""

    timex: Timex
    main: int
    event: int
    days: int

    def back(self) -> Step:
        """The same step, from the other event to the main one."""
        return Step(self.timex, self.event, self.main, -self.days)

    def reaches(self, days: Days) -> bool:
        """Whether the step ends within the calendar."""
        return days[0].toordinal() + self.days >= 1 and days[1].toordinal() + self.days <= date.max.toordinal()

    def from_main(self, days: Days) -> Days:
        """The days of the event, from those of the main one."""
        return days[0] + timedelta(self.days), days[1] + timedelta(self.days)


def steps(doc: Doc, timexes: Iterable[Timex]) -> Iterator[Step]:
    """The steps of whole days and weeks from one clause to the one that hangs on it by "after" or "before"."""
    after, before = (rulebook().words[key] for key in ("onwards", "backwards"))
    for timex in timexes:
        first, last = doc.words_in(timex.start, timex.end)
        length = _days(timex)
        for mark in (last - 1, last) if length and first < last < len(doc) else ():
            event = doc.heads[mark]
            if doc.words[mark].lower() not in after | before or event <= mark:
                continue
            main, event = (doc.heads[event], event) if doc.heads[event] != event else (event, _taken_up(doc, mark))
            sign = -1 if doc.words[mark].lower() in after else 1
            if event > mark:
                yield Step(timex, main, event, sign * length)


def _taken_up(doc: Doc, mark: int) -> int:
    """The noun behind "after" that was parsed as a part of the subject, a comma missing: "two days after the | raid | rebels left"; else `mark`."""
    behind = mark + 2 < len(doc) and doc.words[mark + 1].lower() in rulebook().words["pointing"]
    return mark + 2 if behind and doc.upos[mark + 2] == "NOUN" else mark


def _days(timex: Timex) -> int:
    """How many days an expression steps over; 0 where it does not count in days or weeks, or tells how long something lasted."""
    if timex.link:
        return 0
    if timex.rule in ("day_after_event", "day_before_event"):
        return 1
    found = _LENGTH.fullmatch(timex.value)
    return int(found[1]) * (7 if found[2] == "W" else 1) if found else 0
