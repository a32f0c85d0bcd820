"""How near the shipped reader comes to a gold coding: the figures that the codebook's scorer prints.

    python benchmarks/quality.py --reports ../shared/claims/dev.reports.jsonl --gold ../shared/claims/dev.claims.jsonl
    python benchmarks/quality.py --reports … --gold … --pack syria --json --keep predicted.jsonl

Needs no SciPy: the scorer is `warmonitor.evaluate`, tested equal to the codebook's own.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from warmonitor.evaluate.claims import Figures, score, table
from warmonitor.evaluate.files import as_json, predict, rows


def measure(reports: str, gold: str, packs: list[str], min_confidence: float = 0.0, keep: str | None = None) -> Figures:
    """Reads the reports and scores what was found; `keep`: where to write it."""
    texts = rows(reports, "id", "text")
    found = list(predict(texts, packs, min_confidence))
    if keep:
        Path(keep).write_text("".join(json.dumps(c, ensure_ascii=False) + "\n" for c in found), encoding="utf-8")
    return score(texts, rows(gold, "report", "quote", "type"), found)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--reports", required=True)
    p.add_argument("--gold", required=True)
    p.add_argument("--pack", action="append", default=[])
    p.add_argument("--min-confidence", type=float, default=0.0)
    p.add_argument("--keep", help="write the predicted claims here")
    p.add_argument("--json", action="store_true")
    o = p.parse_args()
    figures = measure(o.reports, o.gold, o.pack, o.min_confidence, o.keep)
    if o.json:
        print(json.dumps(as_json(figures), indent=1))
        return
    print("\n".join(table(figures)))


if __name__ == "__main__":
    main()
