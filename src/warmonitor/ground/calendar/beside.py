"""Expressions that stand right behind a date which says what they mean: "on 8 July 1950, two days after the landing", "6 August, ten days earlier"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from .context import Context
from .numbers import number
from .periods import of_range
from .rules import rulebook
from .tagger import Found
from .timex import Kind, Timex
from .values import Moment, days_of

COUNTED = {"ago", "earlier", "later"}
DAYS_ON = {"ref +1 D", "ref -1 D"}  # values of "the next day" and "the day before"
_PARTS = {"MO": "06:00", "MI": "12:00", "AF": "13:00", "EV": "18:00", "NI": "21:00"}  # about when they begin
_OF_EVENTS = {"day_after_event", "day_before_event"}


def told_by(timex: Timex) -> Moment | None:
    """The day, month or year that an expression tells."""
    return Moment.parse(timex.value) if timex.type in {Kind.DATE, Kind.TIME} and "-W" not in timex.value else None


def told_beside(found: Found, timex: Timex, last: Timex, text: str, context: Context) -> Timex | None:
    """The expression with the value of the date before it, where it says more of that one; else None."""
    between = text[last.end : timex.start].strip()
    told = told_by(last)
    if told is None:
        return None
    if of_event(found) and told.date and between == ",":
        return replace(timex, type=last.type, value=last.value, earliest=last.earliest, latest=last.latest)
    if found.value.startswith(("event", "dayof")) and between in {",", ", and", "and", "(", "-", "–", "—"}:
        return valued(timex, told.format())
    if found.rule.name in COUNTED and between == "," and _reckons(found, told, context):
        return valued(timex, told.format(unit_of(found) or "D"))
    return None


def past_midnight(found: Found, timex: Timex, told: Sequence[Timex], text: str) -> Timex:
    """The end of a range of hours, of the next day where it is told without a day and is earlier than its beginning: "from 10 p.m. to 7 a.m."."""
    first = next((t for t in reversed(told[-2:]) if t.type is Kind.TIME), None)
    if first is None or not found.value.startswith(("clock", "part")) or first.value[:10] != timex.value[:10]:
        return timex
    if not of_range(text[told[-1].end : timex.start], first.link):
        return timex
    day, begun, ended = Moment.parse(timex.value), _hour(first.value), _hour(timex.value)
    if day is None or day.date is None or not begun or not ended or ended >= begun:
        return timex
    return valued(timex, day.plus(1, "D").format() + timex.value[10:])


def past_new_year(found: Found, timex: Timex, told: Sequence[Timex], text: str) -> Timex:
    """The last day of a range, of the next year where it is told without a year and is earlier than the first: "from 19 December to 6 January"."""
    if not told or found.parts.get("Y") or "MONTH" not in found.parts:
        return timex
    first, last = told_by(told[-1]), told_by(timex)
    if first is None or last is None or first.date is None or last.date is None or first.year != last.year:
        return timex
    back = last.date < first.date and of_range(text[told[-1].end : timex.start], told[-1].link)
    return valued(timex, last.plus(1, "Y").format()) if back else timex


def _hour(value: str) -> str:
    """When a time of day begins, "" where that is not known."""
    found = re.search(r"T(?:(\d\d:\d\d)|([A-Z]{2}))", value)
    return "" if found is None else found[1] or _PARTS.get(found[2], "")


def of_event(found: Found) -> bool:
    """Whether an expression counts from an event that its sentence names: "a day after the ambush"."""
    return found.rule.name in _OF_EVENTS


def meant(found: Found, timex: Timex, behind: Timex) -> Timex:
    """The expression with the value that the date behind it gives; as it is where that tells no day."""
    told = told_by(behind)
    if told is None or (of_event(found) and told.date is None):
        return timex
    if not of_event(found):
        return valued(timex, told.format(unit_of(found) or "D"))
    _, amount, unit = found.value.split()
    return valued(timex, told.plus(int(amount), unit).format())


def valued(timex: Timex, value: str) -> Timex:
    """The expression with another value, and the days of that."""
    earliest, latest = days_of(value) or (None, None)
    return replace(timex, value=value, earliest=earliest, latest=latest)


def unit_of(found: Found) -> str | None:
    """The unit that an expression counts in, where it is a day, week, month or year."""
    unit = rulebook().lookup("UNIT", found.parts["UNIT"][0]) if "UNIT" in found.parts else None
    return unit if unit in {"D", "W", "M", "Y"} else None


def _reckons(found: Found, told: Moment, context: Context) -> bool:
    """Whether a length of time leads to a date from that of publication, or from the date told before it."""
    amount, unit = number([w.lower() for w in found.parts["N"]]), unit_of(found)
    if unit is None or amount is None or amount == "X" or math.isinf(float(amount)):
        return False
    steps = float(amount) if found.rule.name == "later" else -float(amount)
    step = (round(12 * steps), "M") if unit == "Y" and steps % 1 else (round(steps), unit)
    bases = (context.before, None if context.narrative else context.now)
    return any(b and b.plus(*step).format(unit) == told.format(unit) for b in bases)
