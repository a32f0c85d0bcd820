"""Reading many sources: what fails alone, what is read again, what a killed run leaves behind. With a reader made for the test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.readers import Echo

from warmonitor import api
from warmonitor.ingest import Failure, Notice, Options
from warmonitor.ledger import Filter, Ledger
from warmonitor.model import EventType, Reader, UserError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for n in range(40):
        (tmp_path / f"r{n:02}.txt").write_text(
            f"Town{n} was reached by the column, a witness told our reporter number {n}."
        )
    return tmp_path


def reading(
    source: Path, ledger: Ledger, echo: Echo, options: Options | None = None
) -> Iterator[api.Found | Failure | Notice]:
    """A source read by the reader that was made for the test."""
    return api.read_sources([str(source)], echo, options or Options(), ledger=ledger)  # type: ignore[arg-type]


def run(folder: Path, ledger: Ledger, echo: Echo) -> list[api.Found | Failure]:
    return [o for o in reading(folder, ledger, echo) if isinstance(o, api.Found | Failure)]


def test_a_second_run_reads_nothing_again(folder: Path) -> None:
    echo = Echo()
    with Ledger.open(folder / "x.db") as ledger:
        assert not any(o.known for o in run(folder, ledger, echo))
        assert len(echo.calls) == 40
        assert all(o.known for o in run(folder, ledger, echo))
        assert len(echo.calls) == 40


def test_a_new_version_of_the_reader_reads_all_again(folder: Path) -> None:
    with Ledger.open(folder / "x.db") as ledger:
        run(folder, ledger, Echo())
        newer = Echo()
        newer.reader = Reader("echo", "2")
        run(folder, ledger, newer)
        assert len(newer.calls) == 40
        assert len(list(ledger.claims())) == 40


def test_a_report_that_cannot_be_read_fails_alone(folder: Path) -> None:
    (folder / "r05.txt").write_text("This one is poison to the reader of ours.")
    with Ledger.open(folder / "x.db") as ledger:
        outcomes = run(folder, ledger, Echo())
        failures = [o for o in outcomes if isinstance(o, Failure)]
        assert [Path(f.origin).name for f in failures] == ["r05.txt"] and "RuntimeError" in failures[0].line
        assert len(list(ledger.claims())) == 39


def test_what_was_given_out_is_committed_when_the_run_is_killed(folder: Path) -> None:
    with Ledger.open(folder / "x.db") as ledger:
        outcomes = reading(folder, ledger, Echo())
        given = [next(outcomes) for _ in range(api.BATCH + 1)]
        del outcomes
    with Ledger.open(folder / "x.db", create=False) as ledger:
        kept = {r.id for r in ledger.reports()}
        assert {o.report.id for o in given if isinstance(o, api.Found)} <= kept
        echo = Echo()
        run(folder, ledger, echo)
        assert len(list(ledger.claims())) == 40 and len(echo.calls) == 40 - len(kept)


def test_another_text_under_a_known_id_is_refused_alone(tmp_path: Path) -> None:
    rows = '{{"id": "a", "text": "The column reached {} this morning."}}\n{{"id": "{}", "text": "Nobody came to the square."}}'
    with Ledger.open(tmp_path / "x.db") as ledger:
        for town, other in (("Qasr", "b"), ("Mina", "c")):
            (tmp_path / "r.jsonl").write_text(rows.format(town, other))
            outcomes = list(reading(tmp_path / "r.jsonl", ledger, Echo()))
        assert [type(o) for o in outcomes] == [Failure, api.Found]
        assert {r.id for r in ledger.reports()} == {"a", "b", "c"}
        assert "Qasr" in next(ledger.reports(Filter(report="a"))).text


def test_a_day_given_later_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "r.txt"
    file.write_text("The column reached Qasr on Friday, a witness said.")
    with Ledger.open(tmp_path / "x.db") as ledger:
        list(reading(file, ledger, Echo()))
        dated = Options(published=date(2021, 3, 6))
        first, again = (next(reading(file, ledger, Echo(), dated)) for _ in range(2))
        assert isinstance(first, api.Found) and not first.known
        assert isinstance(again, api.Found) and again.known


def test_read_is_a_function_beside_the_stage_of_its_name() -> None:
    import warmonitor.read.reader

    assert callable(warmonitor.read) and warmonitor.read is api.read
    with pytest.raises(UserError):
        warmonitor.read("The army took Qasr.", published="the day before")
    with pytest.raises(UserError):
        warmonitor.read("   ")
    found = warmonitor.read("The army captured the town of Qasr on Friday, residents said.", published="2021-03-07")
    assert EventType.TERRITORY_GAINED in {c.type for c in found}
