"""The brief as a question to a real ledger, filled by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.golden import case

import warmonitor
from warmonitor.cli import main
from warmonitor.ledger import Filter, Ledger
from warmonitor.model import EventType
from warmonitor.views.parts import Brief, Section


@pytest.fixture
def path(tmp_path: Path) -> Path:
    now = datetime(2031, 5, 4, tzinfo=UTC)
    with Ledger.open(tmp_path / "x.db") as ledger, ledger.transaction():
        for key, report in case.reports().items():
            ledger.add_report(report, now)
            ledger.add_reading(key, case.READER, [c for c in case.claims() if c.report_id == key], now)
    return tmp_path / "x.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger.open(path, create=False) as opened:
        yield opened


def sections(brief: Brief) -> dict[str, Section]:
    return {s.key: s for s in brief.sections}


def test_everything_is_told_once(ledger: Ledger) -> None:
    brief = warmonitor.brief(ledger, Filter())
    told = [
        line.claim
        for s in brief.sections
        if s.key not in ("differ", "unresolved")
        for e in s.entries
        for line in e.lines
    ]
    assert sorted(filter(None, told)) == sorted(c.id for c in case.claims())
    assert brief.undated == 1 and brief.reports == 6


def test_copies_are_one_source(ledger: Ledger) -> None:
    brief = warmonitor.brief(ledger, Filter(type=EventType.TERRITORY_LEFT))
    (entry,) = sections(brief)["changed_hands"].entries
    assert entry.independent == 1 and len(entry.lines) == 2


def test_what_came_later_is_not_known(ledger: Ledger) -> None:
    brief = warmonitor.brief(ledger, Filter(as_known_at=date(2031, 5, 2)))
    assert {line.report for s in brief.sections for e in s.entries for line in e.lines} == {
        "state-1",
        "rebel-1",
        "wire-1",
    }


def test_only_expected_stands_apart(ledger: Ledger) -> None:
    found = sections(warmonitor.brief(ledger, Filter()))
    assert [e.type for e in found["expected_or_denied"].entries] == [EventType.AGREEMENT]
    assert not found["agreements"].entries


def test_numbers_of_entries_are_unique_and_referred_to(ledger: Ledger) -> None:
    brief = warmonitor.brief(ledger, Filter())
    numbers = [e.number for s in brief.sections for e in s.entries if e.number]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert {n for s in brief.sections for c in s.changes for n in c.entries} <= set(numbers)


def test_nothing_found_is_said(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", "--ledger", str(path), "--place", "Nowhere"]) == 0
    assert "Nothing found." in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"this is no ledger", b"SQLite format 3\x00 or so"])
def test_a_file_that_is_no_ledger_is_told_in_one_line(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "y.db"
    file.write_bytes(content)
    assert main(["brief", "--ledger", str(file)]) == 2
    streams = capsys.readouterr()
    assert streams.err.count("\n") == 1 and "y.db" in streams.err and not streams.out
    assert file.read_bytes() == content
