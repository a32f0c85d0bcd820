"""Fails where reading falls below a floor of floors.toml, or where a floor was lowered; sets whose files are not here are passed over.

python benchmarks/check_floors.py                 check
python benchmarks/check_floors.py --raise         check, and raise each floor to what was measured, less 0.01
python benchmarks/check_floors.py --allow-lower   do not compare with the last commit
"""

from __future__ import annotations

import argparse
import math
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import control
import evenhanded
from quality import measure

ROOT = Path(__file__).parents[1]
FLOORS = ROOT / "benchmarks" / "floors.toml"
SLACK = 0.01

Floors = Mapping[str, Mapping[str, Any]]


def figures(entry: Mapping[str, Any]) -> dict[str, float]:
    """What can be a floor.

    Of a set of reports the figures of its reading, of our own sentences the share that reads alike with sides swapped, of the examples how
    much of the table of who holds what is right.
    """
    if "held_precision" in entry:
        told, right, wanted = control.measure()
        return {"held_precision": right / max(1, told), "held_recall": right / wanted}
    if "reports" not in entry:
        return {"alike": evenhanded.measure()[0]}
    found = measure(str(ROOT / entry["reports"]), str(ROOT / entry["gold"]), list(entry.get("packs", [])))
    return {
        "hits": found.detected,
        "detection_f1": found.detection.f1,
        "any_type_f1": found.detection_any_type.f1,
        "claim_score": found.claim_score,
        **found.attributes,
    }


def numbers(entry: Mapping[str, Any]) -> dict[str, float]:
    return {key: value for key, value in entry.items() if isinstance(value, int | float)}


def lowered(now: Floors, before: Floors) -> Iterator[str]:
    """Floors that were higher in the last commit, or stood there and are gone."""
    for name, entry in before.items():
        for key, floor in numbers(entry).items():
            current = now.get(name, {}).get(key)
            if current is None or current < floor:
                yield f"{name}.{key}: {floor} in the last commit, {current} now"


def committed() -> Floors:
    """The floors of the last commit; none outside of a repository."""
    shown = subprocess.run(
        ["git", "show", "HEAD:benchmarks/floors.toml"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return tomllib.loads(shown.stdout) if shown.returncode == 0 else {}


def raised(text: str, name: str, found: Mapping[str, float]) -> str:
    """`text` of floors.toml with the floors of one set raised to what was found, less the slack."""

    def higher(match: re.Match[str]) -> str:
        key, floor = match[1], float(match[2])
        if key not in found:
            return match[0]
        best = found[key] if key == "hits" else math.floor((found[key] - SLACK) * 1000) / 1000
        return f"{key} = {max(best, floor):g}"

    head, section, rest = text.partition(f"[{name}]\n")
    body, following, tail = rest.partition("\n[")
    return head + section + re.sub(r"^(\w+) = ([\d.]+)$", higher, body, flags=re.MULTILINE) + following + tail


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--raise", action="store_true", dest="lift")
    p.add_argument("--allow-lower", action="store_true")
    o = p.parse_args()
    text = FLOORS.read_text(encoding="utf-8")
    floors: Floors = tomllib.loads(text)
    broken = [] if o.allow_lower else list(lowered(floors, committed()))
    for name, entry in floors.items():
        if not all((ROOT / entry[key]).is_file() for key in ("reports", "gold") if key in entry):
            print(f"{name}: not here, passed over")
            continue
        found = figures(entry)
        for key, floor in numbers(entry).items():
            verdict = "ok" if found[key] >= floor else "BELOW"
            print(f"{name}.{key}: {found[key]:.4g}, floor {floor:g} {verdict}")
            if found[key] < floor:
                broken.append(f"{name}.{key}: {found[key]:.4g} is below {floor:g}")
        if o.lift:
            text = raised(text, name, found)
    if o.lift:
        FLOORS.write_text(text, encoding="utf-8")
    print("\n".join(broken), end="\n" if broken else "", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
