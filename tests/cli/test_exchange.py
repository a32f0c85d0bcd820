"""`import` and `export` from end to end."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from warmonitor.cli import main
from warmonitor.export.acled import COLUMNS
from warmonitor.ledger import Filter, Ledger

REPORTS = [
    {"id": "a", "outlet": "The Wire", "published": "2020-01-29", "text": "The army captured Maarat al-Numan on Tuesday. Six people were killed there."},
    {"id": "b", "outlet": "The Post", "published": "2020-01-30", "text": "Maarat al-Numan fell to the army on Tuesday, the Observatory said."},
]  # fmt: skip


def coded(id: str, quote: str, type: str = "territory_gained", **fields: object) -> dict[str, object]:
    base: dict[str, object] = {
        "id": id, "report": id[0], "quote": quote, "type": type, "actor": ["the army"], "target": [], "place": ["Maarat al-Numan"],
        "when": {"start": "2020-01-28", "end": "2020-01-28"}, "count": [], "source": [], "stance": "asserted",
    }  # fmt: skip
    return base | fields


CLAIMS = [
    coded("a#1", "The army captured Maarat al-Numan"),
    coded("a#2", "Six people were killed", "casualties", actor=[], count=[{"what": "killed", "who": "people", "low": 6, "high": 6}]),
    coded("b#1", "Maarat al-Numan fell to the army", source=["the Observatory"]),
]  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str, str]:
    for name, rows in (("r", REPORTS), ("c", CLAIMS)):
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return str(tmp_path / "r.jsonl"), str(tmp_path / "c.jsonl"), str(tmp_path / "x.db")


def bring(files: tuple[str, str, str], *more: str) -> int:
    reports, claims, ledger = files
    return main(["import", "--from", "claims", reports, claims, "--ledger", ledger, "--pack", "syria", *more])


def out(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


def test_importing_keeps_ids_grounds_names_and_twice_changes_nothing(
    files: tuple[str, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(files) == 0
    assert capsys.readouterr().out == "2 reports, 3 claims imported, 0 failed\n"
    with Ledger.open(files[2]) as ledger:
        before = list(ledger.claims())
        last = ledger.last()
    assert [c.id for c in before] == ["a#1", "a#2", "b#1"]
    place = before[0].where[0].place
    assert place is not None and place.country == "SY" and before[0].actors[0].entity
    assert bring(files) == 0
    assert "2 already" in capsys.readouterr().out
    with Ledger.open(files[2]) as ledger:
        assert ledger.last() == last and list(ledger.claims()) == before


def test_another_coding_of_a_report_replaces_the_one_before(files: tuple[str, str, str]) -> None:
    assert bring(files) == 0
    Path(files[1]).write_text(json.dumps(CLAIMS[0]) + "\n", encoding="utf-8")
    assert bring(files) == 0
    with Ledger.open(files[2]) as ledger:
        assert [c.id for c in ledger.claims(Filter(report="a"))] == ["a#1"]


def test_a_faulty_line_is_told_and_the_others_are_imported(
    files: tuple[str, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = [{**CLAIMS[0], "id": "a#9", "quote": "The navy"}, {**CLAIMS[0], "id": "z#1", "report": "z"}]
    with Path(files[1]).open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in wrong)
    assert bring(files) == 1
    streams = capsys.readouterr()
    assert re.findall(r"line (\d): ([^\n]+)", streams.err) == [
        ("4", "the quote does not stand in the text: 'The navy'"),
        ("5", f"there is no report z in {files[0]}"),
    ]
    assert streams.out.endswith("3 claims imported, 2 failed\n")


@pytest.mark.parametrize("missing", [0, 1])
def test_a_missing_file_is_wrong_usage(
    files: tuple[str, str, str], missing: int, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(files[missing]).unlink()
    assert bring(files) == 2
    assert re.fullmatch(r"warmonitor: [^\n]+\n", capsys.readouterr().err)
    assert not Path(files[2]).exists()


def test_incidents_name_their_claims_and_sources(
    files: tuple[str, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(files) == 0
    lines = out(capsys, "export", "--to", "incidents", "--ledger", files[2], "--pack", "syria").splitlines()
    rows = {tuple(row["claims"]): row for row in map(json.loads, lines)}
    assert sorted(c for claims in rows for c in claims) == ["a#1", "a#2", "b#1"]
    taken = next(row for claims, row in rows.items() if "a#1" in claims)
    assert "b#1" in taken["claims"] and taken["sources_independent"] == 2 and taken["differ"] == []


def test_filters_apply_to_every_format(files: tuple[str, str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(files) == 0
    common = ("--ledger", files[2], "--as-known-at", "2020-01-29")
    known = {
        "claims": len(out(capsys, "export", "--to", "claims", *common).splitlines()),
        "reports": len(out(capsys, "export", "--to", "reports", *common).splitlines()),
        "geojson": len(json.loads(out(capsys, "export", "--to", "geojson", *common))["features"]),
        "incidents": sum(len(json.loads(x)["claims"]) for x in out(capsys, "export", "--to", "incidents", *common).splitlines()),
    }  # fmt: skip
    assert known == {"claims": 2, "reports": 1, "geojson": 2, "incidents": 2}
    rows = list(csv.DictReader(io.StringIO(out(capsys, "export", "--to", "acled-csv", *common))))
    assert {r["source"] for r in rows} == {"The Wire"} and tuple(rows[0]) == COLUMNS


def test_what_is_exported_comes_back_the_same(
    files: tuple[str, str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(files) == 0
    kept = {}
    for name in ("reports", "claims"):
        kept[name] = str(tmp_path / f"{name}.out")
        assert main(["export", "--to", name, "--ledger", files[2], "-o", kept[name]]) == 0
    again = str(tmp_path / "again.db")
    assert bring((kept["reports"], kept["claims"], again)) == 0
    pictures = [
        out(capsys, "export", "--to", "incidents", "--pack", "syria", "--ledger", at) for at in (files[2], again)
    ]
    assert pictures[0] == pictures[1]


def test_the_map_is_one_page_with_the_claims_in_it(
    files: tuple[str, str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(files) == 0
    page = tmp_path / "map.html"
    assert main(["map", "--ledger", files[2], "--pack", "syria", "--place", "Idlib", "-o", str(page)]) == 0
    found = re.search(r'id="data">(.*?)</script>', page.read_text(encoding="utf-8"))
    assert found
    data = json.loads(found[1])
    assert {c["id"] for c in data["claims"]} == {"a#1", "a#2", "b#1"}
    assert data["asked"] == {"place": "Idlib"} and [v["id"] for v in data["views"]][:2] == ["all", "cautious"]
    assert main(["map", "--ledger", files[2], "-o", str(tmp_path / "no" / "map.html")]) == 2
