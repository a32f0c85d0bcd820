"""What the store says in SQLite's own words or by SQLite's own order. A store over another database would say this otherwise, and only this.

Columns are given as SQL, parameters by name: a statement says `:name` for a value.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

_LAST = "\U0010ffff"  # sorts after every other character


def among(column: str, parameter: str) -> str:
    """The column is one of the values that `listed` made the parameter of: one parameter however many they are, as spelling out thousands
    takes longer than looking them up.
    """
    return f"{column} IN (SELECT value FROM json_each(:{parameter}))"


def listed(values: Iterable[int] | Iterable[str]) -> str:
    """The value of a parameter of `among`. A text with a NUL, which ingest lets none have, is not found again: SQLite's JSON ends there."""
    return json.dumps(list(values))


def begins_with(column: str, parameter: str) -> str:
    """The column's text begins with the parameter, by a range of its index, which is in the order of code points."""
    return f"{column} BETWEEN :{parameter} AND :{parameter} || '{_LAST}'"


def unindexed(column: str) -> str:
    """The column for a condition by which the planner shall not look up (a unary plus): what else is asked leaves fewer rows."""
    return f"+{column}"


def lasts_longer(first: str, last: str, days: int) -> str:
    """`last` is more than `days` days after `first`; spelt as the index `claims_long` spells it, which is not used otherwise."""
    return f"julianday({last}) - julianday({first}) > {days}"
