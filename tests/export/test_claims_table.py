"""Claims as rows of a spreadsheet."""

from __future__ import annotations

import csv
import io

from warmonitor.export import table
from warmonitor.model import Claim, Count, EventType, Place, Span, Where

QASR = Place("t:1", "Qasr", "city", "QX", "North", 35.1, 36.1)


def row(**fields: object) -> dict[str, str]:
    claim = Claim("r#1", "r", EventType.SHELLING, Span("r", 0, 1), 'a\n"b", ق', **fields)  # type: ignore[arg-type]
    out = io.StringIO()
    assert table.write([claim], lambda _: None, out) == 1
    (found,) = csv.DictReader(io.StringIO(out.getvalue()))
    return found


def test_known_places_stand_where_their_words_do() -> None:
    found = row(where=(Where("Dor"), Where("al-Qasr", place=QASR)))
    assert (found["places"], found["places_as_written"]) == ("?; Qasr", "Dor; al-Qasr")
    assert row(where=(Where("Dor"),))["places"] == ""


def test_all_counts_are_told_with_whom_they_count() -> None:
    found = row(counts=(Count("killed", "people", 101, None), Count("killed", "children", 16, 16)))
    assert (found["killed_low"], found["killed_high"]) == ("101", "")
    assert found["counts"] == "more than 100 killed (people); 16 killed (children)"


def test_a_quote_keeps_its_letters() -> None:
    assert row()["quote"].split() == ["a", '"b",', "ق"]
