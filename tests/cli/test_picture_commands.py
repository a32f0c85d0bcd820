"""The commands on the picture, on a small ledger of claims coded by hand."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from warmonitor.cli import main
from warmonitor.ledger import Filter, Ledger
from warmonitor.model import DateSource, Reader, Report
from warmonitor.model.coding import from_coding

CODER = Reader("coder", "1")
PACK = """\
title: A war made up
sides:
  crown: {name: The Crown, opposed: [league]}
  league: {name: The League, opposed: [crown]}
actors:
  guard: {name: Crown Guard, kind: 1, side: crown, names: [the guard, royal troops]}
  riders: {name: League Riders, kind: 2, side: league, names: [the riders, bandits]}
sources:
  herald: {name: Royal Herald, side: crown}
  voice: {name: League Voice, side: league}
"""
ROWS: list[dict[str, Any]] = [
    {"report": "h1", "outlet": "Royal Herald", "published": "2031-05-02",
     "text": "Royal troops liberated Qasr on Thursday and killed 12 bandits.",
     "claims": [
         {"quote": "Royal troops liberated Qasr on Thursday", "type": "territory_gained", "actor": ["Royal troops"], "target": ["bandits"], "place": ["Qasr"],
          "when": "2031-05-01"},
         {"quote": "killed 12 bandits", "type": "casualties", "target": ["bandits"], "place": ["Qasr"], "when": "2031-05-01", "count": ["killed", "bandits", 12]},
     ]},
    {"report": "v1", "outlet": "League Voice", "published": "2031-05-03",
     "text": "The riders still hold Qasr. Some 400 people fled Mina in April. They hold the quarry.",
     "claims": [
         {"quote": "The riders still hold Qasr", "type": "territory_held", "actor": ["The riders"], "place": ["Qasr"], "when": "2031-05-02"},
         {"quote": "Some 400 people fled Mina in April", "type": "displacement", "target": ["people"], "place": ["Mina"], "when": "2031-04-12",
          "count": ["displaced", "people", 400]},
     ]},
    {"report": "h2", "outlet": "Royal Herald", "published": "2031-05-05",
     "text": "The toll of bandits killed in Qasr on Thursday rose to 15. Royal troops left Mina on Sunday.",
     "claims": [
         {"quote": "bandits killed in Qasr on Thursday rose to 15", "type": "casualties", "target": ["bandits"], "place": ["Qasr"], "when": "2031-05-01",
          "count": ["killed", "bandits", 15]},
         {"quote": "Royal troops left Mina on Sunday", "type": "territory_left", "actor": ["Royal troops"], "place": ["Mina"], "when": "2031-05-04"},
     ]},
]  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    path = str(tmp_path / "made.db")
    (tmp_path / "pack.yml").write_text(PACK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WARMONITOR_LEDGER", path)
    with Ledger.open(path) as made, made.transaction():
        for row in ROWS:
            day = date.fromisoformat(row["published"])
            report = Report(
                row["report"], row["text"], row["outlet"], published=day, date_source=DateSource.GIVEN, language="en"
            )
            now = datetime(2031, 6, 1, tzinfo=UTC)
            made.add_report(report, now)
            claims = [from_coding(_coded(row["report"], c), row["text"], CODER) for c in row["claims"]]
            made.add_reading(report.id, CODER, claims, now)
    return path


def _coded(report: str, claim: dict[str, Any]) -> dict[str, Any]:
    counts = [dict(zip(("what", "who", "low"), claim["count"], strict=True))] if "count" in claim else []
    return {
        "actor": [], "target": [], "source": [], "stance": "asserted", "report": report, **claim,
        "when": {"start": claim["when"], "end": claim["when"]}, "count": [c | {"high": c["low"]} for c in counts],
    }  # fmt: skip


def out(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    capsys.readouterr()
    assert main(list(arguments)) == status
    return capsys.readouterr().out


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    return json.loads(out(capsys, *arguments, "--json"))


def states(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, tuple[str, str | None]]:
    rows = found(capsys, "control", "--pack", "pack.yml", *arguments)["states"]
    return {row["place"].strip("“”"): (row["status"], row["holder"]) for row in rows}


def test_control_of_all_places_from_each_viewpoint(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert states(capsys) == {"Mina": ("unknown", None), "Qasr": ("contested", "League Riders")}
    assert states(capsys, "--on", "2031-05-01") == {"Qasr": ("held", "Crown Guard")}
    assert states(capsys, "--as-known-at", "2031-05-02") == {"Qasr": ("held", "Crown Guard")}
    assert states(capsys, "--viewpoint", "side:the league") == {"Qasr": ("held", "League Riders")}
    assert states(capsys, "--viewpoint", "source:Royal Herald")["Qasr"] == ("held", "Crown Guard")
    assert states(capsys, "--viewpoint", "cautious") == {"Mina": ("unknown", None)}


def test_control_of_one_place_has_its_history_with_quotes(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    history = found(capsys, "control", "Qasr", "--pack", "pack.yml")["states"]
    assert [(s["status"], s["holder"], s["since"], s["until"]) for s in history] == [
        ("held", "Crown Guard", "2031-05-01", "2031-05-02"),
        ("contested", "League Riders", "2031-05-02", None),
    ]
    assert history[1]["against"] == ["Crown Guard"]
    assert {line["quote"] for line in history[1]["lines"]} == {
        "Royal troops liberated Qasr on Thursday",
        "The riders still hold Qasr",
    }
    told = out(capsys, "control", "Qasr", "--pack", "pack.yml")
    assert "contested (League Riders; Crown Guard)  since 2 May 2031" in told
    assert "1 May 2031 – 2 May 2031" in told and "“The riders still hold Qasr”" in told
    assert out(capsys, "control", "Qasir", "--pack", "pack.yml").splitlines()[2:] == told.splitlines()[2:]
    assert "Nothing said of Atlantis" in out(capsys, "control", "Atlantis")


def test_a_denial_is_never_quoted_as_if_it_told(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = "The riders denied that royal troops had taken Qasr."
    quote = {
        "quote": "royal troops had taken Qasr",
        "type": "territory_gained",
        "actor": ["royal troops"],
        "place": ["Qasr"],
        "source": ["The riders"],
    }
    with Ledger.open(ledger) as made, made.transaction():
        report = Report("v2", text, "League Voice", published=date(2031, 5, 4), date_source=DateSource.GIVEN)
        now = datetime(2031, 6, 1, tzinfo=UTC)
        made.add_report(report, now)
        claim = from_coding(_coded("v2", {**quote, "when": "2031-05-01", "stance": "denied"}), text, CODER)
        made.add_reading("v2", CODER, [claim], now)
    shown = "denied  “royal troops had taken Qasr”"
    assert shown in out(capsys, "control", "Qasr", "--pack", "pack.yml")
    assert shown in out(capsys, "wording", "royal troops", "--pack", "pack.yml")
    days = ("2031-05-03", "2031-05-04", "--pack", "pack.yml")
    assert shown in out(capsys, "diff", *days)
    assert "> **denied** “royal troops had taken Qasr”" in out(capsys, "diff", *days, "--format", "md")


@pytest.mark.parametrize(
    ("arguments", "note"),
    [
        (["brief", "--place", "Qazr"], "of a place “Qazr”; is it Qasr?"),
        (["claims", "--actor", "royal trucks"], "of an actor “royal trucks”; is it Royal troops"),
        (["control", "--viewpoint", "source:Royal Herld"], "of a source “Royal Herld”; is it Royal Herald?"),
        (["wording", "Elves"], "of an actor “Elves”"),
        (["series", "--outlet", "League Voise"], "of an outlet “League Voise”; is it League Voice?"),
        (["diff", "2031-05-02", "2031-05-03", "--place", "Mian"], "of a place “Mian”; is it Mina?"),
        (["export", "--to", "csv", "--place", "Qazr"], "of a place “Qazr”"),
        (["map", "--place", "Qazr", "-o", "-"], "of a place “Qazr”"),
    ],
)
def test_a_name_that_the_ledger_does_not_know_is_noted_with_those_like_it(
    arguments: list[str], note: str, ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(arguments) == 0
    assert f"note: the ledger knows nothing {note}" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["diff", "2031-04-01", "2031-04-02"], ["brief", "--as-known-at", "2031-04-02"]])
def test_undated_reports_that_a_day_leaves_out_are_noted(
    arguments: list[str], ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with Ledger.open(ledger) as made, made.transaction():
        made.add_report(Report("u1", "Mina fell on Friday.", language="en"), datetime(2031, 6, 1, tzinfo=UTC))
    capsys.readouterr()
    assert main(arguments) == 0
    assert "note: 1 undated report left out: whether it was there by 2031-04-02" in capsys.readouterr().err


def test_event_types_are_taken_however_they_are_written(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = out(capsys, "claims", "--type", "territory_gained")
    assert wanted and all(
        out(capsys, "claims", "--type", t) == wanted for t in ("Territory gained", "territory-gained")
    )


def test_a_known_name_of_which_nothing_is_found_is_not_noted(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["claims", "--place", "Qasr", "--type", "agreement"]) == 0
    assert capsys.readouterr().err == "No claims.\n"


def test_claims_on_a_narrow_terminal_are_stacked(
    ledger: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    told = out(capsys, "claims")
    assert max(map(len, told.splitlines())) <= 60 and told.count("Qasr") == 4
    assert "\n  “Qasr” · Royal troops → bandits\n  — h1\n" in told


def test_who_has_no_neutral_name_is_called_as_mostly_written(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Royal troops" in {row["subject"] for row in found(capsys, "wording")}


def test_wording_tells_outlets_apart(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = {(r["about"], r["outlet"], r["word"]): r["count"] for r in found(capsys, "wording", "--pack", "pack.yml")}
    assert rows["actor", "Royal Herald", "bandits"] == 3
    assert rows["actor", "League Voice", "riders"] == 1
    assert rows["change", "Royal Herald", "liberated"] == 1
    told = out(capsys, "wording", "the riders", "--pack", "pack.yml")
    assert "“bandits” 3" in told and "“The riders still hold Qasr”" in told and "Crown" not in told


def test_series_names_rule_and_period(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    moved, killed = found(capsys, "series", "--rule", "highest", "--by", "day", "--pack", "pack.yml")
    assert (moved["what"], moved["rule"], moved["by"]) == ("displaced", "highest", "day")
    assert [(t["period"], t["low"], t["high"]) for t in moved["totals"]] == [("2031-04-12", 400, 400)]
    assert [(n["source"], n["low"]) for n in killed["numbers"]] == [("Royal Herald", 15)]
    assert "by month; of an incident's independent sources the median" in out(capsys, "series", "--what", "displaced")


def test_diff_tells_new_from_corrected(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    changed = found(capsys, "diff", "2031-05-03", "2031-05-05", "--pack", "pack.yml")
    assert (changed["reports"], changed["claims"]) == (1, 2)
    assert [(c["kind"], c["notes"]) for c in changed["changes"]] == [
        ("corrected", ["Royal Herald: killed fighters 12 → 15"]),
        ("new", []),
    ]
    assert [(p["place"], p["before"], p["after"]) for p in changed["places"]] == [
        ("“Mina”", None, "unknown (left by Crown Guard)")
    ]
    text = out(capsys, "diff", "2031-05-03", "2031-05-05", "--format", "md")
    assert text.startswith("# Known on 5 May 2031 and not yet on 3 May 2031: 1 report, 2 claims\n")
    assert "## Corrected since" in text and "## New since" in text
    assert "CORRECTED SINCE" in out(capsys, "diff", "2031-05-03", "2031-05-05")


def test_link_overrules_and_unlink_restores(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    from warmonitor.reconcile import incidents
    from warmonitor.views.gathering import gather

    def grouped() -> set[frozenset[str]]:
        with Ledger.open(ledger) as opened:
            return {frozenset(i.claims) for i in incidents(gather(opened, Filter()))}

    before = grouped()
    lines = [json.loads(line) for line in out(capsys, "claims", "--json").splitlines()]
    first, second = (next(r["id"] for r in lines if r["quote"].startswith(q)) for q in ("Royal troops lib", "Some 400"))
    made = found(capsys, "link", first, second, "--same", "--by", "A. Coder", "--why", "the same rout")
    assert (made["decision"], made["by"], made["note"]) == ("same", "A. Coder", "the same rout")
    assert any({first, second} <= group for group in grouped())
    assert made["id"] in out(capsys, "unlink")
    assert f"{made['id']} taken back" in out(capsys, "unlink", made["id"][:6])
    assert grouped() == before
    assert "No judgement stands." in out(capsys, "unlink")
    with Ledger.open(ledger) as opened:
        assert len(list(opened.judgements())) == 2
    different = out(capsys, "link", first, second, "--different")
    assert re.fullmatch(r"kept apart: \S+ and \S+ \(judgement [0-9a-f]{8}\)\n", different)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["control", "--viewpoint", "mine"], "cautious"),
        (["control", "--viewpoint", "side:crown"], "--pack"),
        (["control", "--viewpoint", "side:moon", "--pack", "pack.yml"], "crown, league"),
        (["control", "--viewpoint", "source:"], "source:NAME"),
        (["control", "--on", "soon"], "'soon' is no day"),
        (["series", "--rule", "mean"], "median"),
        (["series", "--what", "sheep"], "displaced"),
        (["diff", "2031-05-03", "2031-05-03"], "earlier day first"),
        (["link", "ffffffffffff", "ffffffffffff", "--same"], "no such claim"),
        (["link", "a", "b"], "--same"),
        (["unlink", "ffff"], "no such judgement"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    arguments: list[str], says: str, ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(arguments) == 2
    streams = capsys.readouterr()
    assert streams.out == "" and says in streams.err
    assert re.fullmatch(r"warmonitor: [^\n]+\n", streams.err)


def test_a_claim_is_not_linked_with_itself_nor_a_judgement_taken_back_twice(
    ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = [json.loads(line)["id"] for line in out(capsys, "claims", "--json").splitlines()]
    assert main(["link", ids[0], ids[0], "--same"]) == 2
    made = found(capsys, "link", ids[0], ids[1], "--same")
    assert main(["unlink", made["id"]]) == 0
    assert main(["unlink", made["id"]]) == 2
