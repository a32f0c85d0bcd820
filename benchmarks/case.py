"""Event types of news snippets: the leading type of each against ACLED sub-events (CASE 2021, task 2), on the types that we cover.

    python benchmarks/case.py SNIPPETS.jsonl [--errors]

SNIPPETS.jsonl has {"id", "text", "label"} a line; labels of events that the codebook has no type for (protests, disasters, …) are left out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable

from warmonitor.evaluate.files import rows
from warmonitor.lang import load
from warmonitor.model import EventType
from warmonitor.read.snippets import leading
from warmonitor.read.veil import parse_all

T = EventType
TYPES: dict[str, EventType] = {
    "ABDUCT_DISSAP": T.ABDUCTION_OR_ARREST,
    "AGREEMENT": T.AGREEMENT,
    "AIR_STRIKE": T.AIR_STRIKE,
    "ARMED_CLASH": T.ARMED_CLASH,
    "ARREST": T.ABDUCTION_OR_ARREST,
    "ART_MISS_ATTACK": T.SHELLING,
    "ATTACK": T.VIOLENCE_AGAINST_CIVILIANS,
    "CHANGE_TO_GROUP_ACT": T.DEPLOYMENT,
    "CHEM_WEAP": T.CHEMICAL_ATTACK,
    "GOV_REGAINS_TERIT": T.TERRITORY_GAINED,
    "GRENADE": T.BOMBING,
    "HQ_ESTABLISHED": T.DEPLOYMENT,
    "NON_STATE_ACTOR_OVERTAKES_TER": T.TERRITORY_GAINED,
    "NON_VIOL_TERRIT_TRANSFER": T.TERRITORY_LEFT,
    "PROPERTY_DISTRUCT": T.DESTRUCTION,
    "REM_EXPLOS": T.BOMBING,
    "SEX_VIOL": T.VIOLENCE_AGAINST_CIVILIANS,
    "SUIC_BOMB": T.BOMBING,
}
"""ACLED's sub-events (as CASE abbreviates them) and the type of ours that covers each (CODEBOOK.md, table of types)."""


def weighted_f1(pairs: Iterable[tuple[str, str]]) -> float:
    """The F1 of each gold type, weighted by how often it is gold."""
    pairs = list(pairs)
    gold, read = Counter(g for g, _ in pairs), Counter(p for _, p in pairs)
    hits = Counter(g for g, p in pairs if g == p)
    return sum(n * 2 * hits[t] / (n + read[t]) for t, n in gold.items()) / len(pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("snippets")
    parser.add_argument("--errors", action="store_true", help="print the snippets whose type is wrong")
    options = parser.parse_args()
    snippets = [row for row in rows(options.snippets, "text", "label") if row["label"] in TYPES]
    nlp = load("en")
    pairs = [
        (TYPES[row["label"]].value, str(leading(doc, nlp) or "none"))
        for row, doc in zip(snippets, parse_all(nlp, (r["text"] for r in snippets)), strict=True)
    ]
    for (wanted, told), row in zip(pairs, snippets, strict=True):
        if options.errors and wanted != told:
            print(row["id"], row["label"], wanted, told, row["text"][:260], sep=" | ")
    gold, read = Counter(g for g, _ in pairs), Counter(p for _, p in pairs)
    for type_, n in gold.most_common():
        hits = sum(g == p == type_ for g, p in pairs)
        print(f"{type_:28} gold {n:4} read {read[type_]:4} right {hits:4}")
    print(f"{len(pairs)} snippets: weighted F1 {weighted_f1(pairs):.3f}")


if __name__ == "__main__":
    main()
