"""Expressions that stand right behind a date which says what they mean: "on 8 July 1950, two days after the landing", "6 August, ten days earlier"."""

from __future__ import annotations

import math
from dataclasses import replace

from .context import Context
from .numbers import number
from .rules import rulebook
from .tagger import Found
from .timex import Kind, Timex
from .values import Moment, days_of

COUNTED = {"ago", "earlier", "later"}
DAYS_ON = {"ref +1 D", "ref -1 D"}  # values of "the next day" and "the day before"
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
        return valued(timex, told.format(unit_of(found) or "D"))
    if found.rule.name in COUNTED and between == "," and _reckons(found, told, context):
        return valued(timex, told.format(unit_of(found) or "D"))
    return None


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
