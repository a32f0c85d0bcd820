"""Whole outputs for hand-made claims. After a wanted change: WARMONITOR_GOLDEN=write pytest tests/golden, and read the difference."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console
from tests.golden import case

from warmonitor.export import acled, geojson
from warmonitor.export import claims as claims_export
from warmonitor.export import incidents as incidents_export
from warmonitor.export import table as table_export
from warmonitor.reconcile.evidence import Evidence
from warmonitor.views import (
    explain,
    holding,
    numbers,
    render_diff,
    render_html,
    render_json,
    render_markdown,
    render_terminal,
    show,
    table,
    wordings,
)
from warmonitor.views.brief import compose
from warmonitor.views.diff import Diff, compare
from warmonitor.views.parts import Brief

HERE = Path(__file__).parent


def brief() -> Brief:
    return compose(case.evidence(), case.incidents(), {"since": "1 May 2031", "place": "North"})


def printed(print_to: Callable[[Console], object], width: int = 80) -> str:
    out = io.StringIO()
    print_to(Console(file=out, width=width, highlight=False, markup=False, emoji=False, legacy_windows=False))
    return out.getvalue()


def exported(write: Callable[[io.StringIO], object]) -> str:
    out = io.StringIO()
    write(out)
    return out.getvalue()


def known(day: date) -> Evidence:
    """What had been published by a day."""
    whole = case.evidence()
    reports = {k: r for k, r in whole.reports.items() if r.published and r.published <= day}
    return replace(whole, reports=reports, claims=[c for c in whole.claims if c.report_id in reports])


def diff() -> Diff:
    first, second = date(2031, 5, 2), date(2031, 5, 3)
    return compare(known(first), known(second), first, second)


def held(place: str | None) -> holding.Holdings:
    states = tuple(holding.states(case.evidence(), place, on=date(2031, 5, 3)))
    return holding.Holdings(place, "all", date(2031, 5, 3), None, states)


def addresses() -> dict[str, str]:
    return {r.id: r.url or "" for r in case.reports().values()}


OUTPUTS: dict[str, Callable[[], str]] = {
    "brief.txt": lambda: printed(lambda c: render_terminal.render(brief(), c)),
    "brief-narrow.txt": lambda: printed(lambda c: render_terminal.render(brief(), c, limit=1), width=50),
    "brief.md": lambda: render_markdown.render(brief()),
    "brief.html": lambda: render_html.render(brief(), addresses=addresses()),
    "brief.json": lambda: render_json.render(brief()),
    "claims.txt": lambda: printed(lambda c: table.render(case.claims(), c), width=120),
    "show.txt": lambda: printed(lambda c: show.render(case.reports()["wire-1"], case.claims()[5:9], c)),
    "show-hostile.txt": lambda: printed(lambda c: show.render(case.reports()["bad-1"], case.claims()[10:], c)),
    "explain.txt": lambda: printed(lambda c: explain.render(case.explained(), case.reports()["rebel-1"], c), width=100),
    "control.txt": lambda: printed(lambda c: holding.render(held(None), c), width=100),
    "control-place.txt": lambda: printed(lambda c: holding.render(held("Tell Aswad"), c), width=100),
    "wording.txt": lambda: printed(
        lambda c: wordings.render(wordings.used(case.evidence()), c, examples=True), width=100
    ),
    "series.txt": lambda: printed(lambda c: numbers.render(numbers.series(case.evidence()), c), width=100),
    "diff.txt": lambda: printed(lambda c: render_diff.terminal(diff(), c), width=100),
    "diff.md": lambda: render_diff.as_markdown(diff()),
    "export.jsonl": lambda: exported(lambda out: claims_export.write(case.claims(), out)),
    "incidents.jsonl": lambda: exported(lambda out: incidents_export.write(case.incidents(), case.claims(), out)),
    "claims.geojson": lambda: exported(
        lambda out: geojson.write(geojson.of_claims(case.claims(), case.reports().get), out)
    ),
    "incidents.geojson": lambda: exported(
        lambda out: geojson.write(geojson.of_incidents(case.incidents(), case.claims()), out)
    ),
    "acled.csv": lambda: exported(lambda out: acled.write(case.incidents(), case.claims(), case.reports(), out)),
    "export.csv": lambda: exported(lambda out: table_export.write(case.claims(), case.reports().get, out)),
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_output_is_the_one_kept(name: str) -> None:
    found = OUTPUTS[name]()
    file = HERE / name
    if os.environ.get("WARMONITOR_GOLDEN") == "write":
        file.write_text(found, encoding="utf-8", newline="")
    assert found == file.read_bytes().decode()


def test_the_order_of_arrival_does_not_matter() -> None:
    evidence, incidents = case.evidence(), case.incidents()
    turned = compose(
        type(evidence)(evidence.claims[::-1], dict(reversed([*evidence.reports.items()])), copies=evidence.copies),
        incidents[::-1],
        {"since": "1 May 2031", "place": "North"},
    )
    assert render_json.render(turned) == render_json.render(brief())


@pytest.mark.parametrize("name", [n for n in OUTPUTS if n.endswith((".txt", ".md", ".html", ".csv", ".geojson"))])
def test_nothing_that_acts_gets_through(name: str) -> None:
    found = OUTPUTS[name]()
    assert not set(found) & {"\x1b", "\x00", "\u202e", "\x9b"}
    if name.endswith((".html", ".md")):
        assert "<script>" not in found and "javascript:" not in found


def test_every_line_of_the_brief_has_report_and_quote() -> None:
    rows = json.loads(render_json.render(brief()))
    lines = [line for section in rows["sections"] for entry in section["entries"] for line in entry["lines"]]
    assert len(lines) >= len(case.claims())
    assert all(line["report"] and line["quote"] for line in lines)


def test_every_claim_is_in_the_brief() -> None:
    rows = json.loads(render_json.render(brief()))
    shown = {line["claim"] for s in rows["sections"] for e in s["entries"] for line in e["lines"]}
    assert {c.id for c in case.claims()} <= shown
