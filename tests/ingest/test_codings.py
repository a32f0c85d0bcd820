"""Claims coded by others: what a line must be, and that a wrong one stops no other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from warmonitor.ingest import Failure
from warmonitor.ingest.codings import Row, claims, rows
from warmonitor.model import Claim, Reader, Report, UserError

TEXT = "Shells fell on Ayn Saba. The army denied it. Shells fell on Ayn Saba again, residents of Ayn Saba said."
REPORT = Report("r1", TEXT)
GOOD: dict[str, Any] = {
    "id": "r1#a", "report": "r1", "quote": "Shells fell on Ayn Saba", "type": "shelling", "actor": [], "target": [], "place": ["Ayn Saba"],
    "when": {"start": "2021-03-04", "end": "2021-03-04"}, "count": [{"what": "killed", "who": "people", "low": 2, "high": None}], "source": ["residents"],
    "stance": "asserted",
}  # fmt: skip


def coded(*fields: dict[str, Any]) -> list[Claim | Failure]:
    listed = [Row(f, f"c.jsonl, line {n}") for n, f in enumerate(fields, 1)]
    return list(claims(listed, REPORT, Reader("coded", "1"), set()))


def test_a_line_becomes_the_claim_that_it_states() -> None:
    (claim,) = coded(GOOD)
    assert isinstance(claim, Claim)
    assert (claim.id, claim.span.start, claim.counts[0].high) == ("r1#a", 0, None)
    assert claim.where[0].span is not None and claim.where[0].span.of(TEXT) == "Ayn Saba"


def test_a_quote_that_stands_twice_is_the_one_nearest_to_its_start() -> None:
    again = TEXT.rindex("Shells fell")
    (claim,) = coded({**GOOD, "start": again + 3})
    assert isinstance(claim, Claim) and claim.span.start == again
    assert claim.where[0].span is not None and claim.where[0].span.start == again + len("Shells fell on ")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"quote": "Rockets fell"}, "does not stand in the text"),
        ({"quote": ""}, "quote"),
        ({"quote": 5}, "quote"),
        ({"type": "earthquake"}, "type is 'earthquake'"),
        ({"type": []}, "type"),
        ({"stance": "maybe"}, "stance"),
        ({"place": "Ayn Saba"}, "place is no list"),
        ({"actor": [""]}, "actor is no list"),
        ({"when": "2021-03-04"}, "when is no pair"),
        ({"when": {"start": "2021-03-05", "end": "2021-03-04"}}, "when is no pair"),
        ({"count": {}}, "count is no list"),
        ({"count": [{"what": "killed", "who": "people", "low": 5, "high": 2}]}, "a count of it"),
        ({"count": [{"what": "killed", "who": "people", "low": True, "high": None}]}, "a count of it"),
        ({"count": [{"what": "killed", "who": "people", "low": 1, "high": 2**70}]}, "a count of it"),
        ({"confidence": 3}, "confidence"),
        ({"id": " x "}, "id is no id"),
    ],
)
def test_a_wrong_line_says_what_is_wrong_and_stops_no_other(change: dict[str, Any], said: str) -> None:
    wrong, right = coded({**GOOD, **change}, {**GOOD, "id": "r1#b"})
    assert isinstance(wrong, Failure) and said in wrong.line and wrong.origin == "c.jsonl, line 1"
    assert isinstance(right, Claim)


def test_an_id_that_comes_twice_is_a_failure_and_missing_ids_are_made() -> None:
    unnamed = {k: v for k, v in GOOD.items() if k != "id"}
    _, second, third, fourth = coded(GOOD, GOOD, unnamed, unnamed)
    assert isinstance(second, Failure) and "r1#a" in second.line
    assert isinstance(third, Claim) and isinstance(fourth, Claim) and len({third.id, fourth.id, "r1#a"}) == 3


def test_lines_that_are_no_claims_are_failures(tmp_path: Path) -> None:
    file = tmp_path / "c.jsonl"
    lines = ["{", "[]", json.dumps({"report": "r1"}), "", json.dumps(GOOD), json.dumps({**GOOD, "report": 4})]
    file.write_text("\n".join(lines), encoding="utf-8")
    found = list(rows(str(file)))
    assert [isinstance(f, Row) for f in found] == [False, False, False, True, False]
    assert [f.origin.rpartition(" ")[2] for f in found] == ["1", "2", "3", "5", "6"]
    with pytest.raises(UserError):
        list(rows(str(tmp_path / "none.jsonl")))


def test_a_file_of_something_else_is_one_failure(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_bytes(b"\x82 no claim\n" * 100)
    (found,) = rows(str(path))
    assert isinstance(found, Failure) and "not one of its first 20 records is a claim" in found.line
    path.write_text("\n")
    (found,) = rows(str(path))
    assert isinstance(found, Failure) and found.line == "there is no claim in it"
