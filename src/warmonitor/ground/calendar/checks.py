"""Self-checks of a report's own dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .rules import rulebook
from .timex import Timex

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class WrongWeekday:
    """A date whose weekday, as the report says it, is not the calendar's."""

    timex: Timex
    said: str
    right: str

    def __str__(self) -> str:
        return f"{self.timex.value[:10]} was a {self.right}, the report says {self.said}"


def wrong_weekdays(text: str, timexes: Sequence[Timex]) -> list[WrongWeekday]:
    """The dates with a weekday ("Friday 12 July 2013") that fell on another one."""
    names = rulebook().classes["WEEKDAY"] | {k.lower(): v for k, v in rulebook().classes["SHORTDAY"].items()}
    found = []
    for timex in timexes:
        if (
            timex.rule not in {"day_month_year", "month_day_year"}
            or timex.earliest is None
            or timex.earliest != timex.latest
        ):
            continue
        first = text[timex.start : timex.end].split()[0].strip(".,").lower()
        said = names.get(first)
        if said is not None and int(said) != timex.earliest.isoweekday():
            found.append(WrongWeekday(timex, _NAMES[int(said) - 1], _NAMES[timex.earliest.isoweekday() - 1]))
    return found
