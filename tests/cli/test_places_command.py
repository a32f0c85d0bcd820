"""`places` from end to end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from warmonitor.cli import main

TEXT = "Troops took a village 12 km north of Idlib on Friday, and shells fell on Homs province.\n"


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    return str(path)


def test_each_name_comes_with_its_place_its_reasons_and_its_precision(
    report: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["places", report, "--pack", "syria", "--json"]) == 0
    found = {row["words"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    idlib = found["Idlib"]
    assert TEXT[idlib["start"] : idlib["end"]] == "Idlib"
    assert (idlib["relation"], idlib["distance_km"], idlib["bearing"], idlib["acled"]) == ("distance", 12.0, "n", 2)
    assert idlib["at"][0] > idlib["place"]["lat"] and idlib["candidates"][0]["reasons"]
    (homs,) = (row for words, row in found.items() if words.startswith("Homs"))
    assert homs["place"]["kind"] == "admin1" and homs["ucdp"] == 4


def test_without_json_it_is_one_line_a_name(report: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["places", report]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 and "Idlib [city" in lines[0] and "(distance)" in lines[0]


def test_a_region_is_asked_for_by_its_english_name(
    report: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = str(tmp_path / "kivu.db")
    text = tmp_path / "kivu.txt"
    text.write_text("Date: 2024-02-08\n\nM23 rebels captured Sake in North Kivu on Wednesday.\n")
    assert main(["read", str(text), "--ledger", ledger]) == 0
    capsys.readouterr()
    for name in ("North Kivu", "Nord Kivu"):
        assert main(["claims", "--ledger", ledger, "--place", name, "--json"]) == 0
        assert "captured Sake" in capsys.readouterr().out
