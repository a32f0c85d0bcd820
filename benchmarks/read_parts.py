"""Counts and stance alone, on the quotes of a gold coding: `python benchmarks/read_parts.py ../shared/claims/train [--errors N] [--rough]`.

The argument is the common part of two files, `SET.reports.jsonl` and `SET.claims.jsonl`. With `--rough` the documents carry words only
(no parse), which needs no model.
"""

from __future__ import annotations

import argparse
import collections
import json
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from warmonitor.lang.doc import Doc
from warmonitor.lang.tokenize import tokenize
from warmonitor.model import EventType
from warmonitor.read.counts import counts
from warmonitor.read.stance import stance

Row = dict[str, Any]


def jsonl(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def rough(text: str) -> Doc:
    """Words and, at full stops, sentences; no parse."""
    words, starts, ends = tokenize(text)
    cuts = [i + 1 for i, w in enumerate(words) if w in (".", "!", "?")] + [len(words)]
    sents = [(a, b) for a, b in zip([0, *cuts], cuts, strict=False) if a < b]
    n = len(words)
    heads = tuple(a for a, b in sents for _ in range(a, b))
    return Doc(text, tuple(words), tuple(starts), tuple(ends), (), (), (), heads, ("dep",) * n, tuple(sents))


def claims(gold: Iterable[Row], docs: Mapping[str, Doc]) -> Iterator[tuple[Row, Doc, int, int]]:
    """Gold claims with the words of their quotes; claims whose quote is not found are left out."""
    for row in gold:
        doc = docs[row["report"]]
        at = doc.text.find(row["quote"])
        if at >= 0:
            yield row, doc, *doc.words_in(at, at + len(row["quote"]))


def key(found: Iterable[tuple[str, int, int | None]]) -> list[tuple[str, int, int]]:
    return sorted((what, low, -1 if high is None else high) for what, low, high in found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("set", type=Path)
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    parser.add_argument(
        "--skip", type=int, default=0, metavar="N", help="errors to leave out before the first one printed"
    )
    parser.add_argument("--rough", action="store_true", help="words only, no model")
    parser.add_argument("--part", choices=["count", "stance"], help="only this one's errors")
    options = parser.parse_args()
    reports = jsonl(Path(f"{options.set}.reports.jsonl"))
    if options.rough:
        docs = {r["id"]: rough(r["text"]) for r in reports}
    else:
        from warmonitor.lang import load

        pipeline = load("en")
        docs = {r["id"]: pipeline.parse(r["text"]) for r in reports}
    rows = list(claims(jsonl(Path(f"{options.set}.claims.jsonl")), docs))
    errors: list[tuple[str, Row, Any]] = []
    count_right = with_count = with_right = 0
    began = time.perf_counter()
    for row, doc, start, end in rows:
        gold = key((c["what"], c["low"], c["high"]) for c in row["count"])
        found = counts(doc, start, end, EventType(row["type"]))
        right = gold == key((c.what, c.low, c.high) for c in found)
        count_right += right
        if gold:
            with_count += 1
            with_right += right
        if not right:
            errors.append(("count", row, [(c.what, c.who, c.low, c.high, c.rule) for c in found]))
    confusion: collections.Counter[tuple[str, str]] = collections.Counter()
    for row, doc, start, end in rows:
        said, rule, where = stance(doc, start, end, EventType(row["type"]))
        confusion[row["stance"], said.value] += 1
        if said.value != row["stance"]:
            errors.append(
                (
                    "stance",
                    row,
                    (
                        said.value,
                        rule,
                        doc.quote(*where) if where else "",
                        doc.quote(max(0, start - 12), start) if start else "",
                    ),
                )
            )
    took = time.perf_counter() - began
    print(
        f"count   {count_right / len(rows):.4f} of {len(rows)}; of {with_count} with a count {with_right / with_count:.4f}; {took / len(rows) * 1e6:.0f} µs a claim"
    )
    for name in ("asserted", "denied", "expected", "possible"):
        hits = confusion[name, name]
        gold_n = sum(n for (g, _), n in confusion.items() if g == name)
        found_n = sum(n for (_, f), n in confusion.items() if f == name)
        print(
            f"  {name:9} recall {hits / max(gold_n, 1):.3f} of {gold_n}, precision {hits / max(found_n, 1):.3f} of {found_n}"
        )
    print(f"stance  {sum(n for (g, f), n in confusion.items() if g == f) / len(rows):.4f}")
    shown = [e for e in errors if options.part in (None, e[0])][options.skip :][: options.errors]
    for part, row, found in shown:
        gold = [(c["what"], c["who"], c["low"], c["high"]) for c in row["count"]] if part == "count" else row["stance"]
        print(f"\n{row['type']} {row['report']}: {row['quote']}\n  gold  {gold}\n  found {found}")
    if options.errors:
        print(collections.Counter(e[1]["type"] for e in errors if options.part in (None, e[0])).most_common())


if __name__ == "__main__":
    main()
