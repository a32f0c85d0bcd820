"""Who holds what in the example reports, read from their texts: `python benchmarks/control.py [--rows]`.

Compares `control` after reading with the tables in tests/golden/examples.control.yml, for every day and viewpoint there: how many of the states told are
right, how many of the right ones are told. What reconciling makes of claims coded by hand is tested (tests/golden/test_examples.py); what is missing here
was read wrongly. `--rows` prints every wrong and missing state.
"""

from __future__ import annotations

import argparse
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from warmonitor import api
from warmonitor.ledger import Filter, Ledger
from warmonitor.views.holding import holdings

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", action="store_true")
    told, right, wanted = measure(rows=parser.parse_args().rows)
    print(f"states told {told}, right {right} (precision {right / max(1, told):.3f}, recall {right / wanted:.3f})")


def measure(*, rows: bool = False) -> tuple[int, int, int]:
    """How many states are told, how many of them are right, and how many are to be told; with `rows` the others are printed."""
    tables = yaml.safe_load((ROOT / "tests/golden/examples.control.yml").read_text(encoding="utf-8"))
    told = right = wanted = 0
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "examples.db") as ledger:
        for _ in api.read_sources([str(EXAMPLES)], api.open_reader(["syria"]), ledger=ledger):
            pass
        for day, views in tables.items():
            for viewpoint, states in views.items():
                gold = {(place, state) for state, places in states.items() for place in places}
                found = seen(ledger, day, viewpoint)
                told, right, wanted = told + len(found), right + len(found & gold), wanted + len(gold)
                if rows:
                    show(f"{day} {viewpoint}", found, gold)
    return told, right, wanted


def seen(ledger: Ledger, day: date, viewpoint: str) -> set[tuple[str, str]]:
    pack: Any = api.open_pack(["syria", str(EXAMPLES / "outlets.yml")])
    found = holdings(ledger, Filter(as_known_at=day), viewpoint=viewpoint, on=day, pack=pack)
    return {(s.place.partition(" (")[0].strip("“”"), s.state) for s in found.states}


def show(title: str, found: set[tuple[str, str]], gold: set[tuple[str, str]]) -> None:
    for mark, rows in (("wrong  ", found - gold), ("missing", gold - found)):
        for place, state in sorted(rows):
            print(f"{title:28} {mark} {place}: {state}")


if __name__ == "__main__":
    main()
