"""The keys that a scenario may have: one that is misspelt, or says nothing, would check nothing, and pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

CASE = frozenset("name who places reports copies as_known_at claims judgements then".split())
NEEDED = frozenset("name claims then".split())
DECISIONS = frozenset("same different reject".split())
CLAIM = frozenset("id report type quote actor target place when count source stance relation voice confidence".split())
ROWS = {
    "who": frozenset("id side names reliability type".split()),
    "places": frozenset("at kind admin1 admin2 country name km".split()),
    "reports": frozenset("outlet published text".split()),
    "claims": CLAIM,
    "judgements": DECISIONS | {"undoes"},
}
"""By part of a scenario, what each of its rows may say."""

THEN = frozenset(
    "incidents sources differ grade range against_interest contradictions control sets totals wording".split()
)
WHOLE = frozenset("incidents contradictions against_interest".split())
"""What is checked where it is empty, too: then there is none."""
CHECKED = {
    "control": frozenset("place from day is holder left since last".split()),
    "sets": frozenset("named unnamed surplus".split()),
    "totals": frozenset("what period rule by bounds left_out".split()),
    "wording": frozenset("outlet voice about word count".split()),
}
"""By part of `then`, what each of its rows may say."""


def wrong(case: dict[str, Any]) -> list[str]:
    """What is no part of the format, one line each: keys it does not know, and judgements that decide nothing or more than one thing."""
    found = [f"no {key}" for key in sorted(NEEDED - set(case))]
    found += _unknown("scenario", case, CASE)
    for part, keys in ROWS.items():
        for name, row in _rows(case.get(part) or ()):
            found += _unknown(f"{part} {name}", row, keys)
    for number, row in enumerate(case.get("judgements") or ()):
        if len(row) != 1:
            found.append(f"judgements {number}: one of {', '.join(sorted(ROWS['judgements']))}")
    then = case.get("then") or {}
    found += ["then: nothing to check"] if not then else _unknown("then", then, THEN)
    found += [f"then {part}: nothing to check" for part in then if part not in WHOLE and not then[part]]
    for part, keys in CHECKED.items():
        for name, row in _rows(then.get(part) or ()):
            found += _unknown(f"then {part} {name}", row, keys)
    return found


def _rows(part: Any) -> Iterator[tuple[object, dict[str, Any]]]:
    """The rows of a list or of a mapping by name; a row left empty says nothing."""
    for name, row in part.items() if isinstance(part, dict) else enumerate(part):
        yield name, row or {}


def _unknown(where: str, row: dict[str, Any], keys: frozenset[str]) -> list[str]:
    return [f"{where}: no key {key!r}" for key in row if key not in keys]
