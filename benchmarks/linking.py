"""Scores the linking of claims into incidents: `python benchmarks/linking.py [--pack syria] [--data PREFIX] [--ground]`.

Prints B-cubed and links across reports over the whole set and with each group of reports on its own (the gold never links across
groups, though some events return in several), then how often `differ` and the independent sources (± 1) are right: on the gold's
incidents, and on those found (the best overlapping one). `--ground`: find the places on the map first.
"""

from __future__ import annotations

import argparse
import json
import runpy
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from warmonitor.model import Claim, DateSource, Incident, Reader, Report
from warmonitor.model.coding import from_coding
from warmonitor.reconcile import Evidence, incidents
from warmonitor.reconcile.incidents import assemble, profiled
from warmonitor.reconcile.sources import Sources

SHARED = Path(__file__).resolve().parents[2] / "shared" / "claims"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", default=str(SHARED / "incidents-dev"), help="path up to `.reports.jsonl`, `.claims.jsonl` …"
    )
    parser.add_argument("--pack")
    parser.add_argument("--ground", action="store_true")
    options = parser.parse_args()
    gold, unsure = rows(options.data, "incidents"), rows(options.data, "unsure")
    evidence = read(options.data, options.pack, options.ground)
    score = runpy.run_path(str(SHARED / "score_incidents.py"))["score"]
    group = {claim: row["group"] for row in gold for claim in row["claims"]}
    whole = incidents(evidence)
    apart = [
        i
        for name in sorted(set(group.values()))
        for i in incidents(
            Evidence([c for c in evidence.claims if group[c.id] == name], evidence.reports, evidence.pack)
        )
    ]
    for title, found in (("whole set", whole), ("groups apart", apart)):
        figures = score(gold, [{"incident": i.id, "claims": list(i.claims)} for i in found], unsure)
        cubed, links = figures["b_cubed"], figures["links_across_reports"]
        print(
            f"{title:14} B-cubed F1 {cubed['f1']:.3f} (p {cubed['precision']:.3f} r {cubed['recall']:.3f})   links F1 {links['f1']:.3f}"
        )
        print(f"{'':14} differ and sources right: {right(gold, found):.3f}")
    print(f"{'gold incidents':14} differ and sources right: {right(gold, as_gold(gold, evidence)):.3f}")


def rows(prefix: str, kind: str) -> list[Any]:
    """The rows of a file of the set, objects or (of `unsure`) lists; none where the set has no such file."""
    path = Path(f"{prefix}.{kind}.jsonl")
    return (
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        if path.exists()
        else []
    )


def read(prefix: str, pack_name: str | None, ground: bool) -> Evidence:
    pack = None
    if pack_name:
        from warmonitor.ground.packs import Pack

        pack = Pack.load(pack_name)
    reports = {
        r["id"]: Report(
            r["id"],
            r["text"],
            r["outlet"],
            r["title"],
            published=date.fromisoformat(r["published"]),
            date_source=DateSource.GIVEN,
        )
        for r in rows(prefix, "reports")
    }
    claims = [from_coding(c, reports[c["report"]].text, Reader("coder", "1")) for c in rows(prefix, "claims")]
    return Evidence(grounded(claims, reports, pack) if ground else claims, reports, pack)


def grounded(claims: Sequence[Claim], reports: dict[str, Report], pack: Any) -> list[Claim]:
    from warmonitor.ground.gazetteer import Gazetteer
    from warmonitor.ground.places import PlaceResolver
    from warmonitor.read.grounding import Grounding

    grounding = Grounding(PlaceResolver(Gazetteer.open(), pack), pack)
    return [c for r in reports.values() for c in grounding.ground([c for c in claims if c.report_id == r.id], r)]


def right(gold: Iterable[dict[str, Any]], found: Sequence[Incident]) -> float:
    """Share of the gold's incidents across reports whose `differ` and sources are those of the best overlapping incident found."""
    asked = [row for row in gold if row["sources_independent"] is not None]
    hits = 0
    for row in asked:
        wanted = set(row["claims"])
        best = max(found, key=lambda i: (len(wanted & set(i.claims)) / len(wanted | set(i.claims)), i.id))
        about = set(best.differ) - {"happened"}  # the gold has no word for it
        hits += about == set(row["differ"]) and abs(best.independent_sources - row["sources_independent"]) <= 1
    return hits / len(asked)


def as_gold(gold: Iterable[dict[str, Any]], evidence: Evidence) -> list[Incident]:
    profiles = {p.claim.id: p for p in profiled(evidence.claims, evidence.reports, evidence.pack)}
    sources = Sources.of(evidence)
    return [assemble([profiles[c] for c in sorted(row["claims"])], sources) for row in gold]


if __name__ == "__main__":
    main()
