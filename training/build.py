"""From the data folder to the files that ship, in one command: python -m training.build --data ../shared.

Three runs: first a parser and tagger of names; then everything, from there on, with the first one's trees on the coded reports so that reading
claims does not spoil the parser on them; then once more syntax and names alone, on an encoder that stays as it is. Then the small models that
stand on the encoder's scores are fitted on reports that it has not seen: how sure a claim is, who fills its roles, and its days. Broken off, the
same command goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import torch

from training.train import HERE, Options, base_folder, train

SHIPPED = ("model.onnx", "roles.onnx", "vocab.txt", "labels.json")
RUNS = HERE / "runs"
PACKAGE = HERE.parent / "src" / "warmonitor" / "lang" / "en"
FITTED = (("training.scoring",), ("training.fillers",), ("training.when",))


def build(options: Options, minutes: tuple[float, float, float], target: Path) -> None:
    """Fill `target` with the four files (and the float graphs, for comparison)."""
    parser = train(replace(options, out=RUNS / "syntax", minutes=minutes[0], reading=False, noise=0.7))
    both = replace(options, out=RUNS / "all", minutes=minutes[1], start=RUNS / "syntax" / "last.pt", noise=0.7)
    train(replace(both, parser=parser))
    last = replace(options, out=RUNS / "finish", minutes=minutes[2], start=RUNS / "all" / "last.pt", noise=0.4)
    found = train(replace(last, reading=False, finish=True, encoder_lr=1.5e-4, head_lr=6e-4))
    shutil.copytree(found, target, dirs_exist_ok=True)


def install(built: Path, data: Path) -> None:
    """Put a built model into the package and fit there what stands on it."""
    for name in SHIPPED:
        shutil.copyfile(built / name, PACKAGE / name)
    for module in FITTED:  # each in a process of its own, for it reads what the one before has written
        subprocess.run([sys.executable, "-m", *module, str(data)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--minutes", type=float, nargs=3, default=(24.0, 75.0, 15.0), help="of the runs")
    parser.add_argument("--target", type=Path, default=RUNS / "ship")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--limit", type=int, default=0, help="documents of each source, for a trial")
    given = parser.parse_args()
    options = Options(given.data, RUNS, base_folder(), device=given.device, limit=given.limit, batch_pieces=1100)
    build(options, tuple(given.minutes), given.target)
    install(given.target, given.data)
    print(json.dumps({f: (given.target / f).stat().st_size for f in SHIPPED}))


if __name__ == "__main__":
    main()
