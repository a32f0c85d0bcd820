"""Scores the choice of places: gold mentions or raw text, by `score.py` of the shared folder.

python benchmarks/geo.py geovirus|lgl [--raw] [--errors N] [--write PRED.jsonl]
"""

from __future__ import annotations

import argparse
import json
import runpy
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from warmonitor.evaluate.files import rows
from warmonitor.ground.gazetteer import Gazetteer
from warmonitor.ground.places import PlaceResolver, Query
from warmonitor.ground.toponyms import queries
from warmonitor.model import Span, Where

SHARED = Path(__file__).resolve().parents[2] / "shared" / "geo"

Record = dict[str, Any]


def gold_mentions(record: Record) -> list[Query]:
    """The marked toponyms of a text as queries."""
    return [_query(record, t["start"], t["end"]) for t in record["toponyms"]]


def raw(pipeline: Any) -> Callable[[Record], list[Query]]:
    """What the language pipeline takes for places, as queries."""

    def found(record: Record) -> list[Query]:
        return queries(pipeline.parse(record["text"]), record["doc"])

    return found


def _query(record: Record, start: int, end: int) -> Query:
    return Query.at(record["text"], Span(record["doc"], start, end), name_only=True)


def predicted(record: Record, wheres: list[Where]) -> Record:
    """A text with its places in the scorer's form; coordinates are null where a place stayed unresolved."""
    toponyms = [
        {
            "start": w.span.start,
            "end": w.span.end,
            "surface": w.text,
            "lat": w.place.lat if w.place else None,
            "lon": w.place.lon if w.place else None,
            "place": w.place.id if w.place else None,
        }
        for w in wheres
        if w.span is not None
    ]
    return {"doc": record["doc"], "text": record["text"], "toponyms": toponyms}


def mistakes(gold: dict[str, Record], wheres: dict[str, list[Where]], scorer: dict[str, Any]) -> Iterator[str]:
    """Gold toponyms that are further than 161 km from where they were put, with what was chosen."""
    for doc, record in gold.items():
        given = {(w.span.start, w.span.end): w for w in wheres[doc] if w.span}
        for toponym in record["toponyms"]:
            where = given.get((toponym["start"], toponym["end"]))
            place = where.place if where else None
            if place and place.lat is not None:
                km = scorer["km"](toponym["lat"], toponym["lon"], place.lat, place.lon)
                if km <= 161:
                    continue
                chosen = f"{place.id} {place.name}, {place.admin1}, {place.country} {place.kind}: {km:.0f} km"
            else:
                chosen = "unresolved" if where else "not recognised"
            start, end = toponym["start"], toponym["end"]
            context = record["text"][max(0, start - 50) : end + 50].replace("\n", " ")
            at = f"{toponym['lat']:.1f},{toponym['lon']:.1f}"
            yield f"{toponym['surface']}\t{toponym.get('fcode', toponym.get('name'))} {at}\t{chosen}\t{context}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", help="geovirus, lgl or a file of that form")
    parser.add_argument("--raw", action="store_true", help="places as the language pipeline finds them")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="also print the first N mistakes")
    parser.add_argument("--write", type=Path, metavar="FILE", help="keep the predictions for score.py")
    options = parser.parse_args()
    file = Path(options.gold) if options.gold.endswith(".jsonl") else SHARED / f"{options.gold}.jsonl"
    gold = {record["doc"]: record for record in rows(file, "doc", "text", "toponyms")}
    if options.raw:
        from warmonitor.lang import load

        names = {doc: raw(load("en"))(record) for doc, record in gold.items()}
    else:
        names = {doc: gold_mentions(record) for doc, record in gold.items()}
    resolver = PlaceResolver(Gazetteer.open())
    start = time.process_time()
    wheres = {doc: resolver.resolve(asked) for doc, asked in names.items()}
    seconds = time.process_time() - start
    scorer = runpy.run_path(str(SHARED / "score.py"))
    predictions = {doc: predicted(record, wheres[doc]) for doc, record in gold.items()}
    if options.write:
        options.write.write_text("".join(json.dumps(p) + "\n" for p in predictions.values()), encoding="utf-8")
    show(scorer["score"](gold, predictions, options.raw), seconds, options.raw)
    for line in list(mistakes(gold, wheres, scorer))[: options.errors]:
        print(line)


def show(figures: Record, seconds: float, raw_text: bool) -> None:
    """The figures in a few lines: shares in per cent, distances in km."""
    if raw_text:
        for key in ("recognition", "end_to_end161"):
            print(f"{key:14}", " ".join(f"{k} {100 * v:5.1f}" for k, v in figures[key].items()))
    else:
        print(f"accuracy@161 of all gold mentions {100 * figures['acc161_of_gold']:.1f}")
    for key in ("resolved", "all_matched"):
        of = figures[key]
        print(f"{key:14} n {of['n']} acc@161 {100 * of['acc161']:.1f} median {of['median']:.1f} km")
    print(f"{figures['gold']} gold toponyms; choosing took {seconds:.1f} s")


if __name__ == "__main__":
    main()
