"""Displacement figures of excerpts: quantity, unit and term, by the shipped reading of quantities.

    python benchmarks/displacement.py EXCERPTS.jsonl [--errors]

EXCERPTS.jsonl has {"id", "text", "gold": {"Quantity", "Unit", "Term"}} a line (IDMC's IDETECT).
"""

from __future__ import annotations

import argparse

from warmonitor.evaluate.files import rows
from warmonitor.lang import load
from warmonitor.read.counts.displaced import figure, unglued


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("excerpts")
    parser.add_argument("--errors", action="store_true", help="print the excerpts whose quantity or unit is wrong")
    options = parser.parse_args()
    given = rows(options.excerpts, "id", "text", "gold")
    right = dict.fromkeys(("Quantity", "Unit", "Term"), 0)
    for row, doc in zip(given, load("en").pipe(unglued(r["text"]) for r in given), strict=True):
        found, gold = figure(doc), row["gold"]
        read = {"Quantity": float(found.quantity), "Unit": found.unit, "Term": found.term} if found else {}
        for key in right:
            right[key] += read.get(key) == gold[key]
        if options.errors and any(read.get(k) != gold[k] for k in ("Quantity", "Unit")):
            print(row["id"], {k: gold[k] for k in right}, read, row["text"][:260], sep=" | ")
    print(f"{len(given)} excerpts:", ", ".join(f"{k.lower()} {n / len(given):.3f}" for k, n in right.items()))


if __name__ == "__main__":
    main()
