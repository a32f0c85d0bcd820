"""What the store says in SQLite's own words or by SQLite's own order. A store over another database would say this otherwise, and only this."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import Column, ColumnElement, func, literal_column, select

T = TypeVar("T")
PARAMETERS = 900  # SQLite before 3.32 takes no more than 999
_LAST = "\U0010ffff"  # sorts after every other character


def among(column: ColumnElement[int], numbers: Sequence[int]) -> ColumnElement[bool]:
    """`column IN numbers`, handed over as one parameter however many they are: spelling out thousands takes longer than looking them up."""
    listed = func.json_each(json.dumps(numbers)).table_valued("value")
    return column.in_(select(listed.c.value))


def begins_with(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """The column's text begins with `text`, by a range of its index, which is in the order of code points."""
    return column.between(text, text + _LAST)


def unindexed(column: Column[T]) -> ColumnElement[T]:
    """The column for a condition by which the planner shall not look up (a unary plus): what else is asked leaves fewer rows."""
    return literal_column(f"+{column.table.name}.{column.name}", column.type)


def lasts_longer(first: Column[date], last: Column[date], days: int) -> ColumnElement[bool]:
    """`last` is more than `days` days after `first`; spelt as the index `claims_long` spells it, which is not used otherwise."""
    return func.julianday(last) - func.julianday(first) > literal_column(str(days))
