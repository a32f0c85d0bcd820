"""The scorer built in: against SciPy on random costs, against the codebook's own scorer where the data is at hand, and by hand."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.evaluate import claims as evaluate
from warmonitor.evaluate.assignment import assign
from warmonitor.evaluate.files import as_json
from warmonitor.evaluate.mistakes import by_kind, mistakes


@given(st.integers(1, 7), st.integers(1, 7), st.randoms(use_true_random=False))
def test_assignment_is_the_one_that_scipy_takes(rows: int, columns: int, chance: random.Random) -> None:
    scipy = pytest.importorskip("scipy.optimize")
    grid = [[chance.choice([0.0, -1.0, -2.0, -10.5, -11.25]) for _ in range(columns)] for _ in range(rows)]
    assert assign(grid) == [(int(i), int(j)) for i, j in zip(*scipy.linear_sum_assignment(grid), strict=True)]


def claim(quote: str, **fields: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {key: [] for key in ("actor", "target", "place", "count", "source")}
    told = {"report": "r", "quote": quote, "type": "air_strike", "when": None, "stance": "asserted"}
    return empty | told | fields


REPORT = {"id": "r", "text": "Jets bombed Qasr on Friday. Shells hit Mina."}


def test_a_coding_scores_full_marks_against_itself() -> None:
    gold = [claim("Jets bombed Qasr", actor=["Jets"]), claim("Shells hit Mina", type="shelling")]
    figures = evaluate.score([REPORT], gold, gold)
    assert figures.detection.f1 == figures.claim_score == figures.perfect_claims_f1 == 1.0


def test_an_attribute_and_a_type_are_wrong() -> None:
    gold = [claim("Jets bombed Qasr", place=["Qasr"]), claim("Shells hit Mina", type="shelling")]
    predicted = [claim("bombed Qasr on Friday", place=["Mina"]), claim("Shells hit Mina", type="bombing")]
    figures = evaluate.score([REPORT], gold, predicted)
    assert figures.detection.f1 == 0.5 and figures.detection_any_type.f1 == 1.0
    assert figures.attributes["place"] == 0.0 and figures.attributes["stance"] == 1.0


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("the Syrian army", "Syrian Army", True),
        ("Maarat al-Numan", "Numan", True),
        ("Idlib city", "Hama city", False),
        ("the group", "group", True),
    ],
)
def test_names(a: str, b: str, same: bool) -> None:
    assert evaluate.same_name(a, b) is same


def test_figures_are_those_of_the_codebooks_scorer(shared: Path) -> None:
    pytest.importorskip("scipy")
    spec = importlib.util.spec_from_file_location("codebook_score", shared / "claims" / "score.py")
    assert spec and spec.loader
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    chance = random.Random(7)
    for name in ("seeds", "dev"):
        reports, gold = (reference.jsonl(shared / "claims" / f"{name}.{kind}.jsonl") for kind in ("reports", "claims"))
        predicted = [spoilt(row, gold, chance) for row in gold for _ in range(chance.choice([0, 1, 1, 2]))]
        expected, _ = reference.score(reports, gold, predicted)
        found = evaluate.score(reports, gold, predicted)
        assert json.loads(json.dumps(as_json(found))) == json.loads(json.dumps(expected))
        told = by_kind(mistakes(reports, gold, predicted))
        lost = sum(sum(told[kind].values()) for kind in ("missed", "wrong type"))
        assert found.detected == found.gold - lost


def spoilt(row: dict[str, Any], others: list[dict[str, Any]], chance: random.Random) -> dict[str, Any]:
    wrong = copy.deepcopy(row)
    for key in ("type", "actor", "source", "place", "target", "count", "when", "stance"):
        if chance.random() < 0.2:
            wrong[key] = chance.choice(others)[key]
    return wrong


def test_days_agree_within_one() -> None:
    day, later, too_late = (date(2016, 11, d) for d in (20, 21, 22))
    assert evaluate.same_days((day, day), (day, later)) and not evaluate.same_days((day, day), (day, too_late))
    assert evaluate.same_days(None, None) and not evaluate.same_days(None, (day, day))
