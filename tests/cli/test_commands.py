"""The commands from end to end on the example reports, in one process."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from warmonitor.cli import GROUPS, main, parser

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("ledger") / "examples.db")
    assert main(["read", str(EXAMPLES), "--ledger", path]) == 0
    return path


def out(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    capsys.readouterr()
    assert main(list(arguments)) == status
    return capsys.readouterr().out


def test_every_command_of_a_group_is_listed_with_it() -> None:
    (commands,) = (action.choices for action in parser()._actions if isinstance(action.choices, dict))
    assert list(commands) == [name for names in GROUPS.values() for name in names]


def wrong(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line that a mistake gives; a traceback or a second line fails."""
    capsys.readouterr()
    try:
        status = main(list(arguments))
    except SystemExit as stop:
        status = int(stop.code or 0)
    streams = capsys.readouterr()
    assert status == 2
    assert streams.out == ""
    assert re.fullmatch(r"warmonitor: [^\n]+\n", streams.err)
    return streams.err


def test_reading_ends_with_its_tally(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = out(capsys, "read", str(EXAMPLES), "--ledger", ledger)
    match = re.fullmatch(
        r"(\d+) reports read \((\d+) already in the ledger\), 0 claims found, 1 undated, 0 failed\n", found
    )
    assert match and match[1] == match[2] and int(match[1]) >= 12


@pytest.mark.parametrize("form", ["terminal", "md", "html", "json"])
def test_brief_in_every_format_quotes_its_reports(ledger: str, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = out(capsys, "brief", "--ledger", ledger, "--format", form, "--limit", "0")
    assert "lco-2019-08-31" in found and "undated" in found.lower()
    if form == "json":
        sections = {s["key"]: s for s in json.loads(found)["sections"]}
        assert sections["changed_hands"]["entries"] and sections["displacement_and_access"]["entries"]


def test_json_is_short_for_the_format(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    short, long = (out(capsys, "brief", "--ledger", ledger, *more) for more in (["--json"], ["--format", "json"]))
    assert json.loads(short) == json.loads(long)


def test_filters_narrow_the_brief(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    whole = json.loads(out(capsys, "brief", "--ledger", ledger, "--format", "json"))
    early = json.loads(out(capsys, "brief", "--ledger", ledger, "--format", "json", "--as-known-at", "2019-08-29"))
    assert 0 < early["claims"] < whole["claims"]
    assert early["last"] <= "2019-08-29"
    assert early["asked"] == {"as known at": "29 Aug 2019"}
    moved = json.loads(out(capsys, "brief", "--ledger", ledger, "--format", "json", "--type", "displacement"))
    assert {e["type"] for s in moved["sections"] for e in s["entries"] if e["type"]} == {"displacement"}


def test_claims_as_table_and_as_lines(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [json.loads(line) for line in out(capsys, "claims", "--ledger", ledger, "--json").splitlines()]
    assert len(lines) > 50
    assert set(lines[0]) >= {
        "id",
        "report",
        "quote",
        "start",
        "end",
        "type",
        "actor",
        "target",
        "place",
        "when",
        "count",
        "source",
        "stance",
    }
    table = out(capsys, "claims", "--ledger", ledger)
    assert all(line["id"].rpartition("#")[2] in table for line in lines)


def test_export_gives_ids_back_and_quotes_that_stand_in_the_text(
    ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "claims.jsonl"
    out(capsys, "export", "--to", "claims", "--ledger", ledger, "-o", str(file))
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    given = {
        r["id"]: r["text"]
        for r in map(json.loads, (EXAMPLES / "reports.jsonl").read_text(encoding="utf-8").splitlines())
    }
    assert given.keys() <= {row["report"] for row in rows}
    for row in rows:
        if row["report"] in given:
            assert given[row["report"]][row["start"] : row["end"]] == row["quote"]
    assert len({row["id"] for row in rows}) == len(rows)
    assert [p.name for p in tmp_path.iterdir()] == ["claims.jsonl"]


def test_export_as_csv(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(out(capsys, "export", "--to", "csv", "--ledger", ledger))))
    assert len(rows) > 50 and all(row["quote"] and row["report"] for row in rows)


def test_show_marks_the_claims(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    by_id = out(capsys, "show", "lco-2019-08-31", "--ledger", ledger)
    assert "[1 " in by_id and "lco-2019-08-31#" in by_id
    by_file = out(capsys, "show", "2020-01-26-six-towns.txt", "--ledger", ledger)
    assert "six towns" in by_file
    as_json = json.loads(out(capsys, "show", "neva-2020", "--ledger", ledger, "--json"))
    assert as_json["id"] == "neva-2020-01-29" and as_json["claims"]


def test_explain_names_every_field(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    claim = json.loads(out(capsys, "claims", "--ledger", ledger, "--json").splitlines()[3])
    found = out(capsys, "explain", claim["id"].rpartition("#")[2], "--ledger", ledger)
    for field in ("type", "actor", "target", "place", "when", "count", "source", "stance", "confidence"):
        assert re.search(rf"^{field} ", found, re.MULTILINE)
    fields = json.loads(out(capsys, "explain", claim["id"], "--ledger", ledger, "--json"))["fields"]
    assert fields[0]["field"] == "type" and fields[0]["value"] == claim["type"]


def test_a_report_of_a_day_to_come_is_doubted_and_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("r.txt").write_text("The army shelled Qasr, residents said.", encoding="utf-8")
    assert main(["read", "r.txt", "--json", "--published", "2999-01-01"]) == 0
    streams = capsys.readouterr()
    assert json.loads(streams.out)["type"] == "shelling" and "which is yet to come" in streams.err


def test_read_as_json_keeps_no_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    assert main(["read", str(EXAMPLES / "2020-01-26-six-towns.txt"), "--json"]) == 0
    streams = capsys.readouterr()
    rows = [json.loads(line) for line in streams.out.splitlines()]
    assert rows and "1 report read" in streams.err
    assert list(tmp_path.iterdir()) == []
    sure = max(row["confidence"] for row in rows) - 0.001
    fewer = out(capsys, "read", str(EXAMPLES / "2020-01-26-six-towns.txt"), "--json", "--min-confidence", str(sure))
    assert 0 < len(fewer.splitlines()) < len(rows)


def test_a_bad_file_fails_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "good.txt").write_text(
        "BEIRUT, March 3, 2021 - Rebels captured the town of Qasr on Tuesday, residents said."
    )
    capsys.readouterr()
    assert main(["read", str(tmp_path), "--ledger", str(tmp_path / "x.db")]) == 1
    streams = capsys.readouterr()
    assert re.search(r"^failed: .*empty\.txt: ", streams.err, re.MULTILINE)
    assert streams.out.startswith("1 report read, ") and streams.out.endswith(" 1 failed\n")


def test_published_resolves_weekdays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "report.txt"
    file.write_text("Rebels captured the town of Qasr on Tuesday, residents said.")
    rows = [
        json.loads(line) for line in out(capsys, "times", str(file), "--published", "2021-03-03", "--json").splitlines()
    ]
    assert [(row["words"], row["earliest"], row["latest"]) for row in rows] == [("Tuesday", "2021-03-02", "2021-03-02")]
    assert "Tuesday" in out(capsys, "times", str(file))


def test_date_proposes_with_reasons_and_changes_nothing(
    ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "undated.txt"
    file.write_text(
        "Army units captured Khwain and Zarzur, residents said on Friday. They had been shelled since 2014."
    )
    before = Path(ledger).read_bytes()
    told = json.loads(out(capsys, "date", str(file), "--ledger", ledger, "--pack", "syria", "--json"))
    assert told["published"] is None and told["proposed"] == ["2019-08-30", "2019-08-31"]
    assert [(c["words"], c["days"][0][0]) for c in told["clues"]] == [("2014", "2014-01-01")]
    assert told["suggested"]["shared"] and Path(ledger).read_bytes() == before
    text = out(capsys, "date", str(file), "--ledger", ledger, "--pack", "syria")
    assert "--published 2019-08-30" in text and "Friday or Saturday" in text
    dated = out(capsys, "date", "2020-01-26-six-towns.txt", "--ledger", ledger, "--pack", "syria")
    assert "fits its words" in dated


def test_date_without_a_ledger_goes_by_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WARMONITOR_LEDGER", raising=False)
    Path("undated.txt").write_text("The bridge fell on 3 May 2018. A vote is to be held on 9 May 2018.")
    told = json.loads(out(capsys, "date", "undated.txt", "--known-by", "2026-01-01", "--json"))
    assert told["allowed"] == [["2018-05-03", "2018-05-09"]] and told["suggested"] is None


def test_eval_scores_a_coding(ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    coded = tmp_path / "claims.jsonl"
    coded.write_text(
        out(capsys, "claims", "--ledger", ledger, "--outlet", "Jasmine State News Agency", "--json"), encoding="utf-8"
    )
    reports = tmp_path / "reports.jsonl"
    texts = [
        line for line in (EXAMPLES / "reports.jsonl").read_text(encoding="utf-8").splitlines() if '"jasmine' in line
    ]
    reports.write_text("\n".join(texts), encoding="utf-8")
    figures = json.loads(out(capsys, "eval", str(reports), str(coded), "--predicted", str(coded), "--json"))
    assert figures["detection"]["f1"] == figures["claim_score"] == 1.0 and figures["gold"] > 5
    read = json.loads(out(capsys, "eval", str(reports), str(coded), "--json"))
    assert read["detection"]["f1"] == 1.0
    kept = coded.read_text(encoding="utf-8").splitlines()[1:]
    (tmp_path / "fewer.jsonl").write_text("\n".join(kept), encoding="utf-8")
    table = out(capsys, "eval", str(reports), str(coded), "--predicted", str(tmp_path / "fewer.jsonl"), "--errors", "3")
    assert "mistakes by kind" in table and re.search(r"^  missed +1  \w+ 1$", table, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["brief", "--since", "yesterday"], "'yesterday' is no day"),
        (["brief", "--since", "2020-02-01", "--until", "2020-01-01"], "--since"),
        (["claims", "--type", "picnic"], "territory_gained"),
        (["claims", "--min-confidence", "7"], "0 to 1"),
        (["read", "x.txt", "--published", "2020-13-01"], "2020-01-26"),
        (["brief", "--format", "pdf"], "--help"),
        (["brief", "--jsn"], "there is no --jsn; try `warmonitor brief --help`"),
        (["frobnicate"], "--help"),
        (["breif"], "did you mean `warmonitor brief`?"),
        (["--ledger", "x.db", "brief"], "--ledger stands before the command"),
        (["read", "nowhere.txt", "nor/here.txt"], "nowhere.txt, nor/here.txt: there is no such file"),
        (["read", ".", "--min-confidence", "0.5"], "--json"),
        (["export", "--to", "csv", "--of", "incidents"], "--to geojson"),
        (["brief", "--place", " "], "an empty name"),
        (["brief", "--limit", "-1"], "0 or more"),
        ([], "--help"),
        (["show", "no-such-report"], "no such report"),
        (["show", "reports.jsonl"], "several reports"),
        (["explain", "ffffffffffff"], "no such claim"),
        (["eval", "nowhere.jsonl", "nowhere.jsonl"], "nowhere.jsonl"),
        (["export", "--to", "claims", "-o", "/nowhere/claims.jsonl"], "/nowhere/claims.jsonl"),
        (["brief", "--pack", "atlantis"], "atlantis"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    arguments: list[str], says: str, ledger: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WARMONITOR_LEDGER", ledger)
    assert says in wrong(capsys, *arguments)


def test_a_missing_ledger_is_not_made_by_asking(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "none.db"
    assert "none.db" in wrong(capsys, "brief", "--ledger", str(path))
    assert not path.exists()


@pytest.mark.parametrize(
    ("command", "where", "kept"),
    [
        ("brief", "telling.open_ledger", False),
        ("read", "reading._tally", True),
        ("read --json", "reading._tally", False),
    ],
)
def test_ctrl_c_is_one_line(
    command: str,
    where: str,
    kept: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"warmonitor.cli.{where}", interrupted)
    more = [str(EXAMPLES)] if command.startswith("read") else []
    capsys.readouterr()
    assert main([*command.split(), *more, "--ledger", str(tmp_path / "new.db")]) == 130
    line = capsys.readouterr().err
    assert line.count("\n") == 1 and ("what was read is kept" in line) is kept
