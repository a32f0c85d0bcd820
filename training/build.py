"""From the data folder to the files that ship, in one command: python -m training.build --data ../shared.

Two runs (the second starts from the first, and learns from its opinion of the uncoded reports too), then thresholds. Broken off, the same
command goes on where it was. Afterwards `python -m training.evaluate --model training/runs/ship` measures.
"""

from __future__ import annotations

import argparse
import json
import shutil
from dataclasses import replace
from pathlib import Path

import torch

from training import tune
from training.train import HERE, Options, base_folder, train

SHIPPED = ("model.onnx", "roles.onnx", "vocab.txt", "labels.json")
RUNS = HERE / "runs"


def build(options: Options, minutes: tuple[float, float], target: Path) -> None:
    """Fill `target` with the four files (and the float graphs, for comparison)."""
    first = train(replace(options, out=RUNS / "first", minutes=minutes[0]))
    second = train(
        replace(
            options,
            out=RUNS / "second",
            minutes=minutes[1],
            start=RUNS / "first" / "last.pt",
            teacher=first,
            encoder_lr=0.8 * options.encoder_lr,
            head_lr=0.8 * options.head_lr,
            batch_pieces=int(0.7 * options.batch_pieces),
        )
    )
    tune.write(second, options.data)
    shutil.copytree(second, target, dirs_exist_ok=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--minutes", type=float, nargs=2, default=(70.0, 42.0), help="of the two runs")
    parser.add_argument("--target", type=Path, default=RUNS / "ship")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--limit", type=int, default=0, help="documents of each source, for a trial")
    given = parser.parse_args()
    options = Options(given.data, RUNS, base_folder(), device=given.device, limit=given.limit)
    build(options, tuple(given.minutes), given.target)
    print(json.dumps({f: (given.target / f).stat().st_size for f in SHIPPED}))


if __name__ == "__main__":
    main()
