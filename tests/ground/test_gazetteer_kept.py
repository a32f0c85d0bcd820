"""What was added to the user's gazetteer outlives a gazetteer that is built anew."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from warmonitor.cli.terminal import Status
from warmonitor.ground import gazetteer as gazetteers
from warmonitor.ground import gazetteer_build
from warmonitor.ground.added import add, read_table, remove, sources
from warmonitor.ground.added.kept import FOLDER, kept
from warmonitor.ground.gazetteer import Gazetteer, default_path
from warmonitor.ground.gazetteer_rows import Gathered, Row

CSV = "name,lat,lon\n{},35.9,36.6\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's cache folder, and a gazetteer of one country to build in it."""
    syria = Row("country:SY", "Syria", "country", "SY", None, None, 35, 38, 18_000_000, 240, ["Syria"])
    monkeypatch.setenv("WARMONITOR_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(gazetteer_build, "gather", lambda: Gathered([syria], [], {}))
    return tmp_path / "cache"


def put(path: Path, name: str, town: str) -> Path:
    """Adds a table of one town to the user's gazetteer; the table."""
    path.write_text(CSV.format(town), encoding="utf-8")
    add(Gazetteer.open().path, name, read_table(path), origin=str(path))
    return path


def new_version(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (gazetteers, gazetteer_build):
        monkeypatch.setattr(module, "SCHEMA", "next")
    monkeypatch.setattr("warmonitor.ground.added.store.SCHEMA", "next")


def found(name: str) -> int:
    return len(Gazetteer.open().lookup(name))


def test_a_new_version_has_what_was_added_though_the_files_are_gone(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name, town in (("north", "Asmar"), ("south", "Dor")):
        put(tmp_path / f"{name}.csv", name, town).unlink()
    before = default_path()
    new_version(monkeypatch)
    assert found("Asmar") == found("Dor") == 1 and default_path() != before
    assert [(s.name, s.places) for s in sources(default_path())] == [("north", 1), ("south", 1)]
    assert sources(default_path()) == sources(before) and not caplog.records


def test_a_deleted_gazetteer_comes_back_with_the_last_of_what_was_added(folder: Path, tmp_path: Path) -> None:
    put(tmp_path / "a.csv", "a", "Asmar")
    put(tmp_path / "a.csv", "a", "Dor")
    default_path().unlink()
    assert (found("Asmar"), found("Dor")) == (0, 1)


def test_what_was_taken_out_stays_out(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a.csv", "a", "Asmar")
    remove(default_path(), "a")
    assert list(kept(folder / FOLDER)) == []
    new_version(monkeypatch)
    assert found("Asmar") == 0 and sources(default_path()) == []


def test_before_copies_were_kept_the_files_named_by_the_old_gazetteer_are_added(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("warmonitor.ground.added.store.keep", lambda *what: None)
    put(tmp_path / "a.csv", "here", "Asmar")
    gone = put(tmp_path / "b.csv", "gone", "Dor")
    gone.unlink()
    new_version(monkeypatch)
    assert (found("Asmar"), found("Dor")) == (1, 0)
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    line = record.getMessage()
    assert line.startswith("gone: ") and f"{gone} is no longer there" in line and "--name gone" in line
    assert "\n" not in line
    assert [k.name for k in kept(folder / FOLDER)] == ["here"]


def test_a_broken_copy_is_told_and_the_rest_is_built(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put(tmp_path / "a.csv", "a", "Asmar")
    put(tmp_path / "b.csv", "b", "Dor")
    (copy,) = (k.file for k in kept(folder / FOLDER) if k.name == "a")
    copy.write_text("one,two\n1,2\n")
    (folder / FOLDER / "stray").mkdir()
    default_path().unlink()
    assert (found("Asmar"), found("Dor")) == (0, 1)
    assert [r.getMessage().split(":")[0] for r in caplog.records] == ["a"]


def test_a_gazetteer_that_the_user_named_keeps_nothing(folder: Path, tmp_path: Path) -> None:
    mine, table = tmp_path / "mine.sqlite", tmp_path / "a.csv"
    gazetteer_build.build(mine)
    table.write_text(CSV.format("Asmar"))
    add(mine, "a", read_table(table), origin="a.csv")
    assert len(Gazetteer.open(mine).lookup("Asmar")) == 1
    assert not folder.exists() and not (tmp_path / FOLDER).exists()


def test_the_line_stands_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    Status().step("names", 0.5)
    logging.getLogger("warmonitor").warning("%s: left out", "north")
    assert capsys.readouterr().err == "north: left out\n"
