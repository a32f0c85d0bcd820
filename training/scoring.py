"""Fit the model of how sure a candidate claim is: python -m training.scoring ../shared

Takes the reports that the encoder did not see ("tune" and "test" of `training.claims.part`), reads candidates with the shipped model, asks
the scorer's matching which of them are gold claims, fits a logistic regression with a ridge penalty by Newton's method, chooses the
threshold with the best detection F1, and prints calibration and F1 of five folds over reports. Writes `lang/en/claims.json`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from training import coded
from warmonitor.evaluate.claims import matches
from warmonitor.lang import load as pipeline
from warmonitor.lang.doc import Doc
from warmonitor.read.candidates import Candidate, scored
from warmonitor.read.cues import cued
from warmonitor.read.logistic import fitted
from warmonitor.read.scoring import all_features, combined, lowest
from warmonitor.read.veil import parsed as read_text

TARGET = Path(__file__).parents[1] / "src/warmonitor/lang/en/claims.json"
PENALTY, FOLDS = 3.0, 5
NEAR = 0.003
"""F1s that differ by less tell nothing apart: over 0.32 to 0.52 the curve of one model went up and down by so much, and its best point was chance."""
BLANK: dict[str, Any] = {
    "actor": [],
    "target": [],
    "place": [],
    "when": None,
    "count": [],
    "source": [],
    "stance": "asserted",
}


@dataclass(frozen=True, slots=True)
class Example:
    report: str
    values: dict[str, float]
    right: bool


def examples(shared: Path) -> tuple[list[Example], int]:
    """Candidates of the held-out reports with whether they are claims, and the number of gold claims."""
    rows = coded.held_out(shared / "claims")
    found: list[Example] = []
    for (report, gold), doc in zip(rows, parsed(r["text"] for r, _ in rows), strict=True):
        candidates = combined(scored(doc, lowest()), cued(doc))
        guesses = [coding(report["id"], doc, c) for c in candidates]
        hits = {j for _, j in matches(gold, guesses, report["text"])}
        found += [
            Example(report["id"], v, j in hits) for j, v in enumerate(all_features(doc, candidates, pipeline("en")))
        ]
    return found, sum(len(gold) for _, gold in rows)


def parsed(texts: Iterable[str]) -> Iterator[Doc]:
    """Documents as reading gets them: one report at a time, since an int8 model's scores hang on what it is run with."""
    return (read_text(pipeline("en"), text) for text in texts)


def cue_table(shared: Path) -> dict[str, tuple[int, int]]:
    """Of each cue, how often its clause was a gold claim of its type in the reports that the encoder was trained on, and how often it was met."""
    rows = coded.everything(shared / "claims", seen=True)
    right: Counter[str] = Counter()
    met: Counter[str] = Counter()
    for (report, gold), doc in zip(rows, parsed(r["text"] for r, _ in rows), strict=True):
        candidates = cued(doc)
        guesses = [coding(report["id"], doc, c) for c in candidates]
        hits = {j for _, j in matches(gold, guesses, report["text"])}
        names = [c.rule.removeprefix("cue: ") for c in candidates]
        met.update(names)
        right.update(names[j] for j in hits)
    return {name: (right[name], n) for name, n in sorted(met.items())}


def coding(report: str, doc: Doc, candidate: Candidate) -> dict[str, Any]:
    """A candidate as a claim with nothing but its quote and type."""
    a, b = doc.chars(*candidate.words)
    return {"report": report, "quote": doc.text[a:b], "start": a, "end": b, "type": candidate.type.value, **BLANK}


def fit(rows: list[Example], names: list[str], ridge: float = PENALTY) -> np.ndarray:
    """Weights float64 [features] of a ridge-penalised logistic regression, by Newton's method."""
    x = np.array([[e.values.get(n, 0.0) for n in names] for e in rows])
    y = np.array([e.right for e in rows], float)
    weights = np.zeros(len(names))
    penalty = np.where(np.array(names) == "bias", 0.0, ridge)
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + penalty * weights
        hessian = (x.T * (p * (1 - p))) @ x + np.diag(penalty + 1e-6)
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def predict(rows: list[Example], names: list[str], weights: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-np.array([[e.values.get(n, 0.0) for n in names] for e in rows]) @ weights)))


def best_threshold(p: np.ndarray, right: np.ndarray, gold: int) -> tuple[float, float]:
    """(threshold, F1): of the thresholds whose detection F1 is as good as the best but for chance (`NEAR`), the middle one."""
    tries = [(t, 2 * right[p >= t].sum() / (max(1, (p >= t).sum()) + gold)) for t in np.arange(0.2, 0.71, 0.02)]
    best = max(f1 for _, f1 in tries)
    good = [t for t, f1 in tries if f1 >= best - NEAR]
    threshold, f1 = min(tries, key=lambda pair: abs(pair[0] - (good[0] + good[-1]) / 2))
    return round(float(threshold), 2), float(f1)


def calibration_error(p: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over equal-width bins (Guo et al. 2017)."""
    which = np.minimum((p * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(p[which == b].mean() - right[which == b].mean()) * (which == b).mean()
            for b in range(bins)
            if (which == b).any()
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("shared", type=Path, nargs="?", default=Path("../shared"), help="the folder of the shared data")
    fit_and_write(parser.parse_args().shared)


def fit_and_write(shared: Path) -> None:
    """The cues first, for features of candidates count them; then the weights and the threshold. Prints figures of the five folds."""
    cues = cue_table(shared)
    write({"weights": {}, "threshold": 0.5, "cues": cues})
    rows, gold = examples(shared)
    names = sorted({n for e in rows for n in e.values})
    reports = sorted({e.report for e in rows})
    held = np.zeros(len(rows))
    for fold in range(FOLDS):
        mine = set(reports[fold::FOLDS])
        inside = [i for i, e in enumerate(rows) if e.report in mine]
        weights = fit([e for e in rows if e.report not in mine], names)
        held[inside] = predict([rows[i] for i in inside], names, weights)
    right = np.array([e.right for e in rows])
    threshold, f1 = best_threshold(held, right, gold)
    shown = held >= threshold
    print(f"{len(rows)} candidates, {gold} gold claims; five folds: F1 {f1:.4f} at {threshold}; {shown.sum()} reported")
    print(
        f"expected calibration error {calibration_error(held, right):.4f}, of those reported {calibration_error(held[shown], right[shown]):.4f}"
    )
    weights = fit(rows, names)
    write(
        {
            "weights": {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)},
            "threshold": threshold,
            "cues": cues,
        }
    )


def write(model: dict[str, Any]) -> None:
    TARGET.write_text(json.dumps(model, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    fitted.cache_clear()


if __name__ == "__main__":
    main()
