"""Fits the weights with which a claim takes its days (`ground/calendar/claims.py`): `python training/when.py CLAIMS-FOLDER [--parses FILE …]`.

Maximum likelihood of the options whose days agree with the gold (start and end within a day), L2-penalised, by L-BFGS; weights below a
threshold are dropped. Gold claims earlier in a report count as told, some of them with the fitted model's own days in a second round, so
that the model meets its own errors.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from warmonitor.ground.calendar.claims import ClaimDays, Option, Told
from warmonitor.lang.doc import Doc
from warmonitor.model import EventType

OUT = Path(__file__).resolve().parents[1] / "src" / "warmonitor" / "lang" / "en" / "when.json"
Example = tuple[list[Option], list[bool]]


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def agree(days: tuple[date, date] | None, gold: Mapping[str, str] | None) -> bool:
    """The scorer's `same_when`."""
    if days is None or gold is None:
        return days is gold
    return all(abs((date.fromisoformat(gold[k]) - d).days) <= 1 for k, d in zip(("start", "end"), days, strict=True))


def reports(
    folder: Path, name: str, parses: Mapping[str, Doc]
) -> Iterator[tuple[Doc, date | None, list[dict[str, Any]]]]:
    claims = defaultdict(list)
    for claim in records(folder / f"{name}.claims.jsonl"):
        claims[claim["report"]].append(claim)
    for report in records(folder / f"{name}.reports.jsonl"):
        doc = parses[report["id"]]
        published = report.get("published")
        found = [c for c in claims[report["id"]] if c["quote"] in doc.text]
        found.sort(key=lambda c: doc.text.find(c["quote"]))
        yield doc, date.fromisoformat(published) if published else None, found


def examples(
    doc: Doc, published: date | None, claims: Sequence[Mapping[str, Any]], weight: Mapping[str, float] | None, seed: int
) -> Iterator[Example]:
    """One example a claim. With `weight`, half of the reports tell earlier claims as the model reads them instead of as coded."""
    days = ClaimDays(doc, published)
    own = weight is not None and seed % 2 == 0
    for claim in claims:
        start = doc.text.find(claim["quote"])
        first, last = doc.words_in(start, start + len(claim["quote"]))
        if first >= last:
            continue
        type_ = EventType(claim["type"])
        options = days.options(first, last, type_)
        right = [agree(o.days, claim["when"]) for o in options]
        if any(right):
            yield options, right
        gold = claim["when"] and (date.fromisoformat(claim["when"]["start"]), date.fromisoformat(claim["when"]["end"]))
        told = options[best(options, weight)].days if own and weight else gold
        days.told.append(Told(start, start + len(claim["quote"]), type_, told))


def best(options: Sequence[Option], weight: Mapping[str, float]) -> int:
    return int(np.argmax([sum(weight.get(f, 0.0) for f in o.features) for o in options]))


def fit(data: Sequence[Example], *, penalty: float, least: int, crossed: float = 0.5) -> dict[str, float]:
    """Weights of the features that occur in at least `least` examples; those of an option and a clause together (`crossed`) are held smaller."""
    seen = Counter(f for options, _ in data for f in {f for o in options for f in o.features})
    index = {f: n for n, f in enumerate(sorted(f for f, n in seen.items() if n >= least))}
    scale = np.array([crossed if "&" in f else 1.0 for f in index])
    rows, cols, group, right = [], [], [], []
    for n, (options, good) in enumerate(data):
        for option, ok in zip(options, good, strict=True):
            row = len(group)
            known = [index[f] for f in option.features if f in index]
            rows.extend([row] * len(known))
            cols.extend(known)
            group.append(n)
            right.append(ok)
    x = csr_matrix((scale[cols], (rows, cols)), shape=(len(group), len(index)))
    g, y = np.array(group), np.array(right)
    starts = np.flatnonzero(np.r_[True, g[1:] != g[:-1]])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        s = x @ w
        top = np.maximum.reduceat(s, starts)
        e = np.exp(s - top[g])
        total = np.add.reduceat(e, starts)
        good = np.add.reduceat(e * y, starts)
        p, q = e / total[g], e * y / good[g]
        return float((np.log(total) - np.log(good)).sum() + penalty / 2 * w @ w), x.T @ (p - q) + penalty * w

    found = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    fitted = found.x * scale
    return {f: round(float(fitted[n]), 3) for f, n in index.items() if abs(fitted[n]) >= 0.02}


def accuracy(folder: Path, name: str, parses: Mapping[str, Doc], weight: Mapping[str, float]) -> tuple[float, int]:
    """Share of the gold claims of a set that get the right days, earlier claims as the model reads them."""
    right = total = 0
    for doc, published, claims in reports(folder, name, parses):
        days = ClaimDays(doc, published)
        for claim in claims:
            start = doc.text.find(claim["quote"])
            first, last = doc.words_in(start, start + len(claim["quote"]))
            type_ = EventType(claim["type"])
            options = days.options(first, last, type_)
            chosen = options[best(options, weight)].days
            days.told.append(Told(start, start + len(claim["quote"]), type_, chosen))
            right += agree(chosen, claim["when"])
            total += 1
    return right / total, total


def parsed(folder: Path, name: str) -> dict[str, Doc]:
    from warmonitor.lang import load

    pipeline = load("en")
    return {r["id"]: pipeline.parse(r["text"]) for r in records(folder / f"{name}.reports.jsonl")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds train.claims.jsonl, train.reports.jsonl, written.* and dev.*")
    parser.add_argument("--parses", type=Path, help="folder with docs-NAME.pkl, parses made before")
    parser.add_argument("--penalty", type=float, default=1.0)
    parser.add_argument("--least", type=int, default=3)
    parser.add_argument("--folds", type=int, default=0, help="also cross-validate over reports")
    options = parser.parse_args()
    names = ("train", "written", "dev")
    docs = {
        n: pickle.loads((options.parses / f"docs-{n}.pkl").read_bytes())
        if options.parses
        else parsed(options.folder, n)
        for n in names
    }
    sets = [entry for n in names[:2] for entry in reports(options.folder, n, docs[n])]
    weight: dict[str, float] | None = None
    for round_ in range(2):
        data = [e for n, entry in enumerate(sets) for e in examples(*entry, weight, n + round_)]
        weight = fit(data, penalty=options.penalty, least=options.least)
        print(
            f"round {round_}: {len(data)} claims, {len(weight)} weights",
            *(f"{n} {accuracy(options.folder, n, docs[n], weight)[0]:.4f}" for n in names),
        )
    assert weight is not None
    OUT.write_text(json.dumps(weight, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
