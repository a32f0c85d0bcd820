"""One time expression of a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

Tense = Literal["past", "present", "future"]


class Kind(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True)
class Timex:
    """Characters `start` to `end` of a text and what they mean, after TIMEX3.

    `value` is the TIMEX3 value, years before Christ as `BC0480`, "" where the context allows none. `mod` is TIMEX3's (START, MID, END,
    APPROX, MORE_THAN, LESS_THAN …). `rule` names the rule of the rule file. `earliest` and `latest` are the days meant, both inclusive and
    None together: a duration has them only where the words anchor it ("the past 24 hours"). `link` is how the words before tie it to its
    clause ("since", "until", "from", "by", "for", "in"…, "" where none does). `tense` is that of the clause, which decides between
    the last and the next Friday.
    """

    start: int
    end: int
    type: Kind
    value: str
    mod: str | None = None
    rule: str = ""
    tense: Tense = "past"
    earliest: date | None = None
    latest: date | None = None
    link: str = ""


def family(timex: Timex) -> str:
    """Day, part of a day, week, month, year, reference …: how coarse an expression is and how it was said."""
    if timex.rule.startswith(("weekday", "earlier_weekday")):
        return "weekday"
    if timex.value.endswith("REF"):
        return timex.value.lower()
    if timex.value.startswith("P"):
        return "duration"
    if timex.rule in {"clock", "dawn", "part_bare", "midnight"}:
        return "clock"
    if timex.rule in {"today", "yesterday", "tonight", "last_night", "overnight", "this_part"}:
        return timex.rule
    length = (timex.latest - timex.earliest).days + 1 if timex.earliest and timex.latest else 0
    return "day" if length <= 1 else "week" if length <= 7 else "month" if length <= 31 else "year"
