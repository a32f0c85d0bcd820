"""Which mistakes of an older reading a newer one mends, and which it makes: what a change of rules did, where scores hide what cancels out.

python benchmarks/quality.py --reports R --gold G --keep older.jsonl        before the change
python benchmarks/quality.py --reports R --gold G --keep newer.jsonl        after it
python benchmarks/mended.py --reports R --gold G older.jsonl newer.jsonl [--show "wrong source"]
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence

from warmonitor.evaluate.claims import Row
from warmonitor.evaluate.files import rows
from warmonitor.evaluate.mistakes import Mistake, mistakes

Key = tuple[str, str, str, str, int]
"""A mistake's kind, and report, quote, type and start (-1: not told) of the coded claim, or of the one that was made up."""


def keyed(found: Iterable[Mistake]) -> dict[Key, Mistake]:
    """The mistakes of a reading, by what tells that another reading makes the same."""
    claims = ((m, m.gold or m.predicted or {}) for m in found)
    return {(m.kind, c["report"], c["quote"], c["type"], c.get("start", -1)): m for m, c in claims}


def changes(
    reports: Sequence[Row], gold: Sequence[Row], older: Sequence[Row], newer: Sequence[Row]
) -> tuple[list[Mistake], list[Mistake]]:
    """(mended, made): the mistakes of the older coding that the newer one does not make, and the other way round."""
    before, after = (keyed(mistakes(reports, gold, predicted)) for predicted in (older, newer))
    return [m for k, m in before.items() if k not in after], [m for k, m in after.items() if k not in before]


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--reports", required=True)
    p.add_argument("--gold", required=True)
    p.add_argument("older", help="claims that were found before, as JSON Lines")
    p.add_argument("newer", help="claims that are found now")
    p.add_argument("--show", help='print the mistakes of this kind ("wrong source")')
    o = p.parse_args()
    reports, gold = rows(o.reports, "id", "text"), rows(o.gold, "report", "quote", "type")
    older, newer = (rows(path, "report", "quote", "type") for path in (o.older, o.newer))
    told = dict(zip(("mended", "made"), changes(reports, gold, older, newer), strict=True))
    counts = {how: Counter(m.kind for m in found) for how, found in told.items()}
    for kind in sorted(set().union(*counts.values())):
        print(f"{kind:16}", *(f"{how} {n[kind]:4}" for how, n in counts.items()))
    for how, found in told.items():
        for m in (m for m in found if m.kind == o.show):
            print(f"\n{how}: {m.how}\n  {m.context}")


if __name__ == "__main__":
    main()
