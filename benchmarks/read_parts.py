"""Counts and stance alone, on the quotes of a gold coding: `python benchmarks/read_parts.py ../shared/claims/train [--errors N] [--rough]`.

The argument is the common part of two files, `SET.reports.jsonl` and `SET.claims.jsonl`. With `--rough` the documents carry words only
(no parse), which needs no model.
"""

from __future__ import annotations

import argparse
import collections
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from warmonitor.evaluate.files import rows
from warmonitor.lang.doc import Doc
from warmonitor.lang.tokenize import tokenize
from warmonitor.model import EventType
from warmonitor.read.counts.claimed import counts
from warmonitor.read.stance import stance

Row = dict[str, Any]


class Error(NamedTuple):
    part: str
    row: Row
    gold: Any
    found: Any


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


def load(reports: list[Row], *, plain: bool) -> dict[str, Doc]:
    if plain:
        return {r["id"]: rough(r["text"]) for r in reports}
    from warmonitor.lang import load as load_pipeline
    from warmonitor.read.veil import parsed

    pipeline = load_pipeline("en")
    return {r["id"]: parsed(pipeline, r["text"]) for r in reports}


def measure_counts(coded: list[tuple[Row, Doc, int, int]]) -> Iterator[Error]:
    """Prints how often the counts are right; gives the wrong ones."""
    right = with_count = with_right = 0
    for row, doc, start, end in coded:
        gold = key((c["what"], c["low"], c["high"]) for c in row["count"])
        found = counts(doc, start, end, EventType(row["type"]), row["report"])
        if gold == key((c.what, c.low, c.high) for c in found):
            right += 1
            with_right += bool(gold)
        else:
            yield Error("count", row, [(c["what"], c["who"], c["low"], c["high"]) for c in row["count"]], found)
        with_count += bool(gold)
    print(
        f"count     {right / len(coded):.4f} of {len(coded)}; of {with_count} with a count {with_right / max(1, with_count):.4f}"
    )


def measure_stance(coded: list[tuple[Row, Doc, int, int]]) -> Iterator[Error]:
    """Prints how often the stance is right, and recall and precision of each; gives the wrong ones."""
    pairs: collections.Counter[tuple[str, str]] = collections.Counter()
    for row, doc, start, end in coded:
        said, rule, where = stance(doc, start, end, EventType(row["type"]))
        pairs[row["stance"], said.value] += 1
        if said.value != row["stance"]:
            before = doc.quote(max(0, start - 12), start) if start else ""
            yield Error("stance", row, row["stance"], (said.value, rule, doc.quote(*where) if where else "", before))
    print(f"stance    {sum(n for (g, f), n in pairs.items() if g == f) / len(coded):.4f}")
    for name in ("asserted", "denied", "expected", "possible"):
        gold = sum(n for (g, _), n in pairs.items() if g == name)
        found = sum(n for (_, f), n in pairs.items() if f == name)
        hits = pairs[name, name]
        print(f"  {name:9} recall {hits / max(gold, 1):.3f} of {gold}, precision {hits / max(found, 1):.3f} of {found}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", type=Path)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the first N errors of each part")
    parser.add_argument(
        "--skip", type=int, default=0, metavar="N", help="errors to leave out before the first one printed"
    )
    parser.add_argument("--rough", action="store_true", help="words only, no model")
    parser.add_argument("--part", choices=["count", "stance"], help="only this one")
    options = parser.parse_args()
    docs = load(rows(f"{options.set}.reports.jsonl", "id", "text"), plain=options.rough)
    coded = list(claims(rows(f"{options.set}.claims.jsonl", "report", "quote", "type"), docs))
    for part, measure in (("count", measure_counts), ("stance", measure_stance)):
        if options.part in (None, part):
            began = time.perf_counter()
            errors = list(measure(coded))
            print(f"  {(time.perf_counter() - began) / len(coded) * 1e6:.0f} µs a claim")
            for error in errors[options.skip :][: options.errors]:
                row = error.row
                print(f"\n{row['type']} {row['report']}: {row['quote']}\n  gold  {error.gold}\n  found {error.found}")


if __name__ == "__main__":
    main()
