"""Where commands write: standard output, files, what is no file."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import TextIO

import pytest

from warmonitor.cli.output import write_to
from warmonitor.model import UserError


def words(out: TextIO) -> int:
    return out.write("“Words” of a report\n")


def test_a_file_is_utf_8_and_told_how_much_went_in(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    assert write_to(str(path), words) == 20
    assert path.read_bytes() == "“Words” of a report\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_dash_is_standard_output(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    write_to("-", words)
    assert capsys.readouterr().out == "“Words” of a report\n" and not list(tmp_path.iterdir())


def test_what_stops_half_way_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    def half(out: TextIO) -> int:
        out.write("half")
        raise OSError(28, "No space left on device")

    path = tmp_path / "a.txt"
    path.write_text("before")
    with pytest.raises(UserError, match=r"a\.txt: cannot be written \(No space left"):
        write_to(str(path), half)
    assert path.read_text() == "before" and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("linked", [False, True])
def test_a_database_is_not_written_over(tmp_path: Path, linked: bool) -> None:
    path, asked = tmp_path / "war.db", tmp_path / ("link" if linked else "war.db")
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE t (a)")
    if linked:
        asked.symlink_to(path)
    before = path.read_bytes()
    with pytest.raises(UserError, match="is a database, perhaps your ledger"):
        write_to(str(asked), words)
    assert path.read_bytes() == before


@pytest.mark.parametrize("end", ["-journal", "-wal", "-shm"])
def test_the_journal_of_a_database_is_not_written_over(tmp_path: Path, end: str) -> None:
    (tmp_path / "war.db").write_bytes(b"SQLite format 3\0 and more")
    with pytest.raises(UserError, match="is a database, perhaps your ledger"):
        write_to(str(tmp_path / f"war.db{end}"), lambda out: out.write("x"))
    write_to(str(tmp_path / f"notes{end}"), lambda out: out.write("x"))
    assert (tmp_path / f"notes{end}").read_text(encoding="utf-8") == "x"


def test_a_link_keeps_leading_where_it_led(tmp_path: Path) -> None:
    path, link = tmp_path / "a.txt", tmp_path / "link"
    link.symlink_to(path)
    write_to(str(link), words)
    assert link.is_symlink() and path.read_text(encoding="utf-8").startswith("“Words”")


def test_what_is_no_file_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_to(str(pipe), words)
    assert os.read(reader, 100).decode().startswith("“Words”") and pipe.is_fifo()
    os.close(reader)


def test_a_link_to_an_open_pipe_as_dev_stdout_is_one_is_written_to(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    link = tmp_path / "stdout"
    link.symlink_to(f"/proc/self/fd/{writer}")
    if not link.exists():
        pytest.skip("no /proc here")
    write_to(str(link), words)
    assert os.read(reader, 100).decode().startswith("“Words”")
    os.close(reader)
    os.close(writer)


def test_a_folder_is_told_in_one_line(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere" / "a.txt", Path(tmp_path.anchor)):
        with pytest.raises(UserError, match=f"{path}: cannot be written"):
            write_to(str(path), words)
