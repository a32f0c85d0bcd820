"""Thresholds of the claim head from the reports kept aside for it: python -m training.tune --data ../shared --model FOLDER.

One pair for all types is chosen by detection F1 with `claims/score.py` on the "tune" reports; a type with enough claims there moves its own
by what its F1 gains, half way. Written into the model folder's `labels.json`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from itertools import product
from pathlib import Path

import numpy as np

from training.documents import EVENT_TYPES
from training.evaluate import Read, coded, detection, read_reports, scorer
from training.session import Session

Pairs = list[tuple[float, float]]
ENOUGH = 15
"""Claims of a type in the tuning reports from which its own threshold may differ."""


def tune(session: Session, reads: list[Read], data: Path) -> Pairs:
    """(score that a claim needs, score at which another begins) for each event type."""
    score = scorer(data)
    grid = list(product(np.arange(0.4, 0.95, 0.05).round(2).tolist(), (0.5, 0.6, 0.7, 0.8)))
    figures = {pair: detection(session, reads, [pair] * len(EVENT_TYPES), score) for pair in grid}
    best = max(grid, key=lambda pair: figures[pair]["f1"])
    gold = Counter(c["type"] for r in reads for c in r.gold)
    pairs: Pairs = []
    for kind in EVENT_TYPES:
        own = max(grid, key=lambda p: (p[1] == best[1], figures[p].get(f"F1 {kind}", 0.0), -abs(p[0] - best[0])))
        need = (best[0] + own[0]) / 2 if gold[kind] >= ENOUGH else best[0]
        pairs.append((round(need, 3), best[1]))
    return pairs


def write(model: Path, data: Path) -> Pairs:
    """Tune, and write the thresholds into the model folder's `labels.json`."""
    session = Session(model)
    pairs = tune(session, read_reports(session, coded(data, "tune")), data)
    path = model / "labels.json"
    labels = json.loads(path.read_text(encoding="utf-8"))
    labels["thresholds"] = {"claims": pairs}
    path.write_text(json.dumps(labels, ensure_ascii=False), encoding="utf-8")
    return pairs


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--model", type=Path, required=True)
    given = parser.parse_args()
    pairs = write(given.model, given.data)
    print(
        " ".join(f"{kind} {need:.2f}" for kind, (need, _) in zip(EVENT_TYPES, pairs, strict=True)), "begin", pairs[0][1]
    )


if __name__ == "__main__":
    main()
