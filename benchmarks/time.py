"""Scores time tagging on histories with TIMEX2 gold, and its speed: `python benchmarks/time.py [GOLD.jsonl] [--errors N]`."""

from __future__ import annotations

import argparse
import runpy
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from warmonitor.evaluate.files import rows
from warmonitor.ground.calendar.rules import rulebook
from warmonitor.ground.calendar.run import Mode, times

SHARED = Path(__file__).resolve().parents[2] / "shared" / "time"


def tagged(record: Mapping[str, Any], mode: Mode) -> dict[str, Any]:
    """A record `{doc, text, dct, …}` with its time expressions, as `score.py` reads it."""
    published = date.fromisoformat(record["dct"]) if record.get("dct") else None
    spans = [
        {"start": t.start, "end": t.end, "type": t.type.value, "value": t.value} | ({"mod": t.mod} if t.mod else {})
        for t in times(record["text"], published=published, mode=mode)
    ]
    return {"doc": record["doc"], "text": record["text"], "dct": record.get("dct"), "timexes": spans}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path, default=SHARED / "wikiwars-dev.jsonl")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="also print the first N errors")
    parser.add_argument("--mode", choices=["auto", "news", "narrative"], default="auto")
    options = parser.parse_args()
    score = runpy.run_path(str(SHARED / "score.py"))["score"]
    gold = {record["doc"]: record for record in rows(options.gold, "doc", "text")}
    rulebook()
    start = time.process_time()
    predicted = {doc: tagged(record, options.mode) for doc, record in gold.items()}
    seconds = time.process_time() - start
    errors: list[tuple[object, ...]] = []
    figures = score(gold, predicted, errs=errors)
    for key in ("strict", "relaxed", "type", "value"):
        print(f"{key:8}", " ".join(f"{k} {100 * v:5.1f}" for k, v in figures[key].items()))
    print(f"{figures['words'] / seconds:,.0f} words/s on one core")
    for error in errors[: options.errors]:
        print(*error, sep="\t")


if __name__ == "__main__":
    main()
