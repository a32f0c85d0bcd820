"""What is particular to a ledger in one SQLite file: what the user may do to it, and what may happen to it."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from tests.ledger.examples import COURIER, DIED, FELL, LOST, NOW, READER, SANA, TAKEN, UNDATED, fill, fill_all

from warmonitor.ledger import Filter, Ledger, migrations
from warmonitor.ledger.select import claims_passing
from warmonitor.model import UserError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "test.ledger"


@pytest.fixture
def filled(path: Path) -> Path:
    with Ledger.open(path) as ledger:
        fill_all(ledger)
    return path


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    """What a plain SQLite tool shows."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def tables(path: Path) -> list[str]:
    return [str(name) for (name,) in rows(path, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]


# The file


def test_a_ledger_is_one_plain_file(filled: Path) -> None:
    assert [p.name for p in filled.parent.iterdir()] == [filled.name]
    assert filled.read_bytes()[68:72] == b"WMon"
    assert rows(filled, "PRAGMA journal_mode") == [("delete",)]
    assert rows(filled, "PRAGMA foreign_key_check") == []


def test_while_it_is_open_a_copy_has_all_that_was_committed(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path) as ledger:
        fill(ledger, (SANA, [TAKEN]))
        copy = shutil.copy(path, tmp_path / "copy.ledger")
    with Ledger.open(copy, create=False) as ledger:
        assert list(ledger.claims()) == [TAKEN]


def test_others_read_while_a_transaction_is_open(path: Path) -> None:
    with Ledger.open(path) as writer, Ledger.open(path, wait=0) as reader:
        fill(writer, (SANA, [TAKEN]))
        with writer.transaction():
            writer.add_report(COURIER, NOW)
            assert list(reader.claims()) == [TAKEN]
            assert [r.id for r in reader.reports()] == ["sana-1"]
        assert [r.id for r in reader.reports()] == ["sana-1", "courier-1"]


def test_a_ledger_that_may_only_be_read_is_read(filled: Path) -> None:
    filled.chmod(0o444)
    filled.parent.chmod(0o555)
    try:
        with Ledger.open(filled, create=False) as ledger:
            assert list(ledger.claims()) == [TAKEN, LOST, DIED, FELL]
    finally:
        filled.parent.chmod(0o755)


# For people with other tools


def test_claims_are_readable(filled: Path) -> None:
    claims = rows(
        filled,
        "SELECT report, type, actors, places, known_places, happened_from, counts, said_by, quote FROM claims_readable",
    )
    assert claims == [
        (
            "sana-1",
            "territory_gained",
            "Army units",
            "Saraqib",
            "Sarāqib",
            "2020-01-23",
            None,
            "SANA",
            "Army units took Saraqib",
        ),
        ("courier-1", "territory_left", "Rebels", "Idlib", "Idlib", None, None, None, "Rebels lost Idlib"),
        (
            "courier-1",
            "casualties",
            None,
            "Dana",
            "?",
            "2020-01-20",
            "killed 12 or more people",
            "residents",
            "At least 12 people died in Dana",
        ),
        (
            "undated-1",
            "shelling",
            None,
            "Sarāqib",
            "Sarāqib",
            None,
            None,
            "the Syrian Observatory",
            "Shells fell on Sarāqib",
        ),
    ]


def test_lists_are_in_the_order_of_the_report(path: Path) -> None:
    from dataclasses import replace

    from warmonitor.model import Mention

    names = ("Zulu", "Alpha", "Mike")
    with Ledger.open(path) as ledger:
        fill(ledger, (SANA, [replace(TAKEN, actors=tuple(map(Mention, names)))]))
    assert rows(path, "SELECT actors FROM claims_readable") == [("; ".join(names),)]


def test_every_view_can_be_opened(filled: Path) -> None:
    views = [str(name) for (name,) in rows(filled, "SELECT name FROM sqlite_master WHERE type = 'view'")]
    assert len(views) >= 7
    for view in views:
        assert rows(filled, f"SELECT * FROM {view}"), view


def test_nothing_can_be_changed_or_deleted(filled: Path) -> None:
    connection = sqlite3.connect(filled)
    for table in tables(filled):
        if table == "meta" or not connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
            continue
        column = connection.execute(f"SELECT name FROM pragma_table_info('{table}') LIMIT 1").fetchone()[0]
        for statement in (f"DELETE FROM {table}", f'UPDATE {table} SET "{column}" = "{column}"'):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)
    connection.close()


def test_every_table_is_append_only(filled: Path) -> None:
    guarded = rows(filled, "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' GROUP BY 1 ORDER BY 1")
    assert guarded == [(table, 2) for table in tables(filled) if table != "meta"]


def test_days_are_stored_as_text(filled: Path) -> None:
    days = "SELECT earliest, latest, time_anchor, typeof(earliest) FROM claims WHERE id = "
    assert rows(filled, f"{days}'{TAKEN.id}'") == [("2020-01-23", "2020-01-23", None, "text")]
    assert rows(filled, "SELECT published FROM reports ORDER BY seq") == [("2020-01-24",), ("2020-01-26",), (None,)]


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(report="sana-1"),
        Filter(place="Saraqib"),
        Filter(source="SANA"),
        Filter(actor="Army units"),
        Filter(after=2),
    ],
    ids=str,
)
def test_questions_use_an_index(filled: Path, wanted: Filter) -> None:
    """No question about a few claims goes through all of them."""
    plan = planned(filled, wanted, "ANALYZE")
    assert not [step for step in plan if step.startswith("SCAN claims")], plan


def test_questions_of_days_go_by_their_indices(filled: Path) -> None:
    """Claims of about these days by their first day, long ones by an index of their own, those without days by their reports."""
    plan = planned(filled, Filter(place="Saraqib", since=date(2020, 1, 1), until=date(2020, 1, 31)))
    for index in (
        "claims_days (earliest>? AND earliest<?)",
        "claims_long (latest>?)",
        "reports_published (published>? AND published<?)",
    ):
        assert [step for step in plan if f"COVERING INDEX {index}" in step], plan


@pytest.mark.parametrize(
    "days",
    [
        {"since": date(2020, 1, 1)},
        {"until": date(2020, 1, 31)},
        {"since": date(2010, 1, 1), "until": date(2020, 1, 31)},
        {"since": date(2020, 1, 1), "begun": date(2020, 1, 31)},
    ],
    ids=str,
)
def test_many_days_are_asked_of_the_claims_that_names_find(filled: Path, days: dict[str, date]) -> None:
    plan = planned(filled, Filter(place="Saraqib", **days))  # type: ignore[arg-type]
    assert [step for step in plan if "place_days USING PRIMARY KEY" in step], plan
    assert not [step for step in plan if "claims_days" in step or "reports_published" in step], plan


def planned(ledger: Path, wanted: Filter, *first: str) -> list[str]:
    """How SQLite goes about a question, after some commands."""
    connection = sqlite3.connect(ledger)
    try:
        asked = claims_passing(wanted, lambda statement: connection.execute(statement).fetchall())
        for command in first:
            connection.execute(command)
        return [str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {asked.text}", asked.values)]
    finally:
        connection.close()


# Migrations


def build(path: Path, version: int, steps: list[str] | None = None) -> None:
    """A ledger as the program of that version left it."""
    connection = sqlite3.connect(path)
    for step in (steps or migrations.steps("sqlite"))[:version]:
        connection.executescript(step)
    connection.execute(f"PRAGMA application_id = {int.from_bytes(b'WMon', 'big')}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    connection.close()


def test_an_old_ledger_is_brought_up_to_date_with_all_that_is_in_it(path: Path) -> None:
    build(path, 1)
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO reports (seq, first_seq, id, date_source, language, body, text, recorded_at)"
            " VALUES (1, 1, 'old-1', 'unknown', 'en', 0, 'Old text.', '2019-01-01T00:00:00+00:00')"
        )
    connection.close()
    with Ledger.open(path) as ledger:
        fill(ledger, (SANA, [TAKEN]))
        assert [r.id for r in ledger.reports()] == ["old-1", "sana-1"]
    newest = len(migrations.steps("sqlite"))
    assert rows(path, "PRAGMA user_version") == [(newest,)]
    assert rows(path, "SELECT * FROM meta") == [("schema", str(newest))]
    assert len(rows(path, "SELECT * FROM claims_readable")) == 1


def test_days_of_places_come_out_alike_written_and_brought_up_to_date(filled: Path) -> None:
    written = rows(filled, "SELECT * FROM place_days")
    assert written
    with sqlite3.connect(filled) as connection:
        connection.execute("DROP TABLE place_days")
        connection.execute("PRAGMA user_version = 3")
    connection.close()
    Ledger.open(filled).close()
    assert rows(filled, "SELECT * FROM place_days") == written


def test_a_step_that_fails_leaves_the_old_ledger_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(path, 1)
    before = path.read_bytes()
    broken = [*migrations.steps("sqlite")[:1], "CREATE TABLE new (x);\nSELECT nothing FROM nowhere;\n"]
    monkeypatch.setattr(migrations, "steps", lambda database: broken)
    with pytest.raises(UserError, match=r"test\.ledger"):
        Ledger.open(path)
    assert path.read_bytes() == before


def test_a_ledger_of_a_newer_version_is_refused(filled: Path) -> None:
    with sqlite3.connect(filled) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(UserError, match=r"test\.ledger: .* newer warmonitor .*99.* upgrade"):
        Ledger.open(filled)


def test_an_empty_file_becomes_a_ledger_only_where_one_may_be_made(path: Path) -> None:
    path.touch()
    with pytest.raises(UserError, match="not a ledger"):
        Ledger.open(path, create=False)
    with Ledger.open(path) as ledger:
        assert list(ledger.claims()) == []


def test_statements_are_told_apart() -> None:
    script = "CREATE TABLE a (x); -- one;\nCREATE TRIGGER t BEFORE DELETE ON a\nBEGIN\n  SELECT 1;\nEND;\nSELECT ';';\n"
    assert [s.split()[:2] for s in migrations.statements(script)] == [
        ["CREATE", "TABLE"],
        ["CREATE", "TRIGGER"],
        ["SELECT", "';';"],
    ]


# What the user can mend: one line each


def refused(path: Path | str, **options: bool) -> str:
    with pytest.raises(UserError) as raised:
        Ledger.open(path, **options)
    line = str(raised.value)
    assert "\n" not in line and str(path)[:50] in line
    return line


def test_what_is_no_ledger_is_refused(tmp_path: Path) -> None:
    text, other, binary = tmp_path / "notes.txt", tmp_path / "other.db", tmp_path / "photo.jpg"
    text.write_text("Army units took Saraqib. " * 100)
    binary.write_bytes(bytes(range(256)) * 40)
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE reports (id)")
    connection.close()
    for file in (text, other, binary):
        before = file.read_bytes()
        assert "not a ledger" in refused(file)
        assert file.read_bytes() == before


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "folder" in refused(tmp_path)
    assert "there is no folder" in refused(tmp_path / "nowhere" / "a.ledger")
    assert "there is no ledger" in refused(tmp_path / "a.ledger", create=False)
    assert not (tmp_path / "a.ledger").exists()
    assert "cannot be opened" in refused(tmp_path / ("x" * 300))
    with pytest.raises(UserError, match="cannot be opened"):
        Ledger.open("a\0b")
    with pytest.raises(UserError, match="PostgreSQL"):
        Ledger.open("postgresql://here/ledger")


def test_half_a_character_is_told_and_not_looked_up(path: Path) -> None:
    with Ledger.open(path) as ledger, pytest.raises(UserError, match="half a character"):
        ledger.claim("\udcff")


def test_a_damaged_ledger_says_so(filled: Path) -> None:
    with filled.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (filled.stat().st_size - 4096))
    with pytest.raises(UserError, match="damaged"), Ledger.open(filled) as ledger:
        list(ledger.claims())


def test_a_ledger_that_another_program_writes_to_is_waited_for_and_then_refused(filled: Path) -> None:
    other = sqlite3.connect(filled, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(UserError, match="another program"):
        Ledger.open(filled, wait=0.05)
    other.execute("ROLLBACK")
    with Ledger.open(filled, wait=0.05) as ledger:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError, match="another program"), ledger.transaction():
            pytest.fail("two programs write at once")
        other.execute("ROLLBACK")
        fill(ledger, (SANA, []))
    other.close()


def test_a_full_disk_loses_nothing_that_was_recorded(path: Path) -> None:
    with Ledger.open(path) as ledger:
        fill(ledger, (SANA, [TAKEN]))
        ledger._database.connection.execute("PRAGMA max_page_count = 1")  # type: ignore[attr-defined]  # no smaller than the file is
        from dataclasses import replace

        big = replace(COURIER, text="Rebels lost Idlib. At least 12 people died in Dana. " + "x" * 500_000)
        with pytest.raises(UserError, match="disk is full"):
            fill(ledger, (big, [LOST]))
        assert list(ledger.claims()) == [TAKEN]
        with pytest.raises(UserError, match="disk is full"), ledger.transaction():
            ledger.add_report(UNDATED, NOW)
            with pytest.raises(UserError):
                ledger.add_report(big, NOW)
            ledger.add_report(COURIER, NOW)  # the caller goes on, but the transaction is gone
        assert [r.id for r in ledger.reports()] == ["sana-1"]
        ledger._database.connection.execute("PRAGMA max_page_count = 1000000")  # type: ignore[attr-defined]
        fill(ledger, (COURIER, [LOST]))
        assert list(ledger.claims()) == [TAKEN, LOST]


def test_a_ledger_that_may_only_be_read_is_not_written_to(filled: Path) -> None:
    with Ledger.open(filled) as ledger:
        ledger._database.connection.execute("PRAGMA query_only = ON")  # type: ignore[attr-defined]  # as a read-only file does, for root too
        with pytest.raises(UserError, match="only be read"):
            fill(ledger, (UNDATED, []), (SANA, []))


# Kills

WRITER = """
import sys
from tests.ledger.examples import NOW, READER, claim, report
from warmonitor.ledger import Ledger
with Ledger.open(sys.argv[1]) as ledger:
    n = sum(1 for _ in ledger.reports())
    while True:
        found = report(f"r{n}", f"Town {n} fell. " + "Its people fled. " * 400)
        with ledger.transaction():
            ledger.add_report(found, NOW)
            ledger.add_reading(found.id, READER, [claim(found, f"Town {n} fell")] * 1, NOW)
        print(n, flush=True)
        n += 1
"""


def test_a_kill_at_any_moment_loses_nothing_committed(path: Path) -> None:
    for delay in (0.013, 0.007):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
        )
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(delay)
        os.kill(writer.pid, signal.SIGKILL)
        told = [int(line) for line in (first + writer.stdout.read()).split()]
        writer.wait()
        writer.stdout.close()
        with Ledger.open(path) as ledger:
            reports, claims = [r.id for r in ledger.reports()], [c.report_id for c in ledger.claims()]
            assert reports == claims == [f"r{n}" for n in range(len(reports))], "no report without its reading"
            assert len(reports) >= told[-1] + 1, "nothing told as recorded is lost"
            assert all(ledger.has_reading(id_, READER) for id_ in reports)
        assert rows(path, "PRAGMA integrity_check") == [("ok",)]
