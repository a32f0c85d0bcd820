"""Share of gold claims that get the right days, with gold quotes as clauses: `python benchmarks/claim_when.py [NAME …] [--errors N]`.

NAME: a set under shared/claims (default dev). Right: both none, or start and end within a day, as score.py has it.
"""

from __future__ import annotations

import argparse
import runpy
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from warmonitor.evaluate.files import rows
from warmonitor.ground.calendar.claims import ClaimDays
from warmonitor.lang import load
from warmonitor.model import EventType
from warmonitor.read.days import scores_of_time
from warmonitor.read.veil import parsed

SHARED = Path(__file__).resolve().parents[2] / "shared" / "claims"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=["dev"])
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="also print the first N errors of each set")
    options = parser.parse_args()
    same_when = runpy.run_path(str(SHARED / "score.py"))["same_when"]
    for name in options.names:
        right, errors = measure(name, same_when)
        print(f"{name}: {len(right)} claims, when {sum(right) / len(right):.4f}")
        for error in errors[: options.errors]:
            print("  " + error)


def measure(name: str, same_when: Callable[[Any, Any], bool]) -> tuple[list[bool], list[str]]:
    pipeline = load("en")
    gold: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for claim in rows(SHARED / f"{name}.claims.jsonl", "report", "quote"):
        gold[claim["report"]].append(claim)
    right: list[bool] = []
    errors: list[str] = []
    for report in rows(SHARED / f"{name}.reports.jsonl", "id", "text"):
        doc = parsed(pipeline, report["text"])
        claims = sorted(gold[report["id"]], key=lambda c: report["text"].find(c["quote"]))
        spans = []
        for claim in claims:
            start = report["text"].find(claim["quote"])
            spans.append((*doc.words_in(start, start + len(claim["quote"])), EventType(claim["type"])))
        published = date.fromisoformat(report["published"]) if report["published"] else None
        roles = pipeline.roles(doc, [(range(a, b), kind) for a, b, kind in spans])
        scores = [scores_of_time(r, pipeline, doc) for r in roles]
        days = ClaimDays(doc, published)
        for claim, span, told in zip(claims, spans, scores, strict=True):
            choice = days.of(*span, told)
            found = choice.when and {"start": choice.when.earliest.isoformat(), "end": choice.when.latest.isoformat()}
            right.append(same_when(claim["when"], found))
            if not right[-1]:
                errors.append(f"{published} gold {claim['when']} got {found} ({choice.rule}) | {claim['quote']}")
    return right, errors


if __name__ == "__main__":
    main()
