"""What docs/ledger.md says is so."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from tests.ledger.examples import fill_all

from warmonitor.ledger import Ledger

PAGE = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "warmonitor.db"
    with Ledger.open(path) as ledger:
        fill_all(ledger)
    return path


def test_the_queries_find_something(file: Path) -> None:
    connection = sqlite3.connect(file)
    found = [connection.execute(query).fetchall() for query in QUERIES]
    connection.close()
    assert [len(rows) for rows in found] == [1, 1, 2, 1]
    assert found[0][0][:3] == ("Sarāqib", "Army units", "SANA")
    assert found[1] == [("residents", 12, None, 1)]
    assert [row[2] for row in found[2]] == ["Dana", "Syria"]


def test_every_table_and_view_is_told_of(file: Path) -> None:
    connection = sqlite3.connect(file)
    made = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    connection.close()
    assert made <= set(re.findall(r"`(\w+)`", PAGE))


def test_the_python_runs(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(file.parent)
    (script,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(script, {})
    assert "Army units took Saraqib" in capsys.readouterr().out
