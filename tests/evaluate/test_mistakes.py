"""Mistakes are told apart by kind and way."""

from __future__ import annotations

from typing import Any

import pytest

from warmonitor.evaluate.mistakes import by_kind, examples, how, mistakes, table

TEXT = "Jets bombed Qasr on Friday. Shells hit Mina, killing two. Nobody came."
REPORT = {"id": "r", "text": TEXT}


def claim(quote: str, **fields: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {key: [] for key in ("actor", "target", "place", "count", "source")}
    told = {"report": "r", "quote": quote, "type": "air_strike", "when": None, "stance": "asserted"}
    return empty | told | fields


def days(start: str, end: str) -> dict[str, str]:
    return {"start": start, "end": end}


def killed(low: int) -> dict[str, Any]:
    return {"what": "killed", "who": "people", "low": low, "high": low}


@pytest.mark.parametrize(
    ("key", "gold", "predicted", "way"),
    [
        ("source", ["SANA"], [], "empty"),
        ("source", [], ["SANA"], "extra"),
        ("source", ["a soldier", "SANA"], ["SANA"], "fewer"),
        ("source", ["SANA"], ["a soldier", "SANA"], "extra"),
        ("source", ["SANA"], ["SANA", "the SANA agency"], "extra"),
        ("place", ["Qasr"], ["Mina"], "other"),
        ("count", [killed(2)], [killed(2), killed(3)], "extra"),
        ("count", [killed(2), killed(3)], [killed(3)], "fewer"),
        ("count", [killed(2)], [killed(3)], "other"),
        ("when", days("2020-01-01", "2020-01-09"), days("2020-01-03", "2020-01-03"), "narrower"),
        ("when", days("2020-01-03", "2020-01-03"), days("2020-01-01", "2020-01-09"), "wider"),
        ("when", days("2020-01-03", "2020-01-03"), days("2020-02-03", "2020-02-03"), "other"),
        ("when", days("2020-01-03", "2020-01-03"), None, "empty"),
        ("stance", "denied", "asserted", "denied as asserted"),
    ],
)
def test_ways_of_being_wrong(key: str, gold: Any, predicted: Any, way: str) -> None:
    assert how(key, claim("x", **{key: gold}), claim("x", **{key: predicted})) == way


def test_kinds() -> None:
    gold = [claim("Jets bombed Qasr", place=["Qasr"]), claim("Shells hit Mina", type="shelling"), claim("on Friday")]
    predicted = [claim("bombed Qasr"), claim("Shells hit Mina", type="bombing"), claim("Nobody came", type="access")]
    found = list(mistakes([REPORT], gold, predicted))
    told = {kind: ways for kind, ways in by_kind(found).items() if ways}
    assert told == {
        "missed": {"air_strike": 1},
        "spurious": {"access": 1},
        "wrong type": {"shelling as bombing": 1},
        "wrong place": {"empty": 1},
    }
    assert "  wrong type         1  shelling as bombing 1" in list(table(told))
    assert [m.kind for m in examples([*found, *found], 1)] == ["missed", "spurious", "wrong type", "wrong place"]
    (missed,) = (m for m in found if m.kind == "missed")
    assert missed.context == "…Jets bombed Qasr [on Friday]. Shells hit Mina, killing two. Nobody came.…"
