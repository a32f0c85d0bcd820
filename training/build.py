"""From the data folder to the files that ship, in one command: python -m training.build --data ../shared.

It goes on from what ships (`training.shipped`): everything is learnt once more, with the shipped model's trees on the coded reports so that reading claims
does not spoil the parser on them; the mean of that and of what ships (`training.average`) then learns syntax and names alone, on an encoder that stays as
it is, and what ships is the mean of before and after. Then the small models that stand on the encoder's scores are fitted on reports that it has not seen:
how sure a claim is, who fills its roles, and its days. `--fresh` begins with MiniLM instead, and with a run that learns a parser and tagger of names.
Broken off, the same command goes on where it was.
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

from training import export, shipped
from training.average import average
from training.labels import Labels
from training.train import HERE, Options, train
from training.weights import base_folder, restore

SHIPPED = ("model.onnx", "roles.onnx", "vocab.txt", "labels.json")
RUNS = HERE / "runs"
PACKAGE = HERE.parent / "src" / "warmonitor" / "lang" / "en"
FITTED = (("training.scoring",), ("training.fillers",), ("training.when",))


def build(options: Options, minutes: tuple[float, float, float], target: Path, *, fresh: bool, keep: float) -> None:
    """Fill `target` with the four files (and the float graphs, for comparison); `keep`: the share of what ships in the mean."""
    everything = replace(options, out=options.out / "all", minutes=minutes[1])
    if fresh:
        syntax = replace(options, out=options.out / "syntax", minutes=minutes[0], reading=False, noise=0.7)
        parser = train(syntax)
        everything = replace(everything, parser=parser, start=syntax.out / "last.pt", noise=0.7)
    else:
        parser = before(options.out / "before")
        everything = replace(
            everything, parser=parser, start=parser / "last.pt", noise=0.5, encoder_lr=6e-5, head_lr=5e-4
        )
    train(everything)
    learnt = everything.out / "last.pt"
    if not fresh and keep > 0:
        kept, learnt = parser / "last.pt", options.out / "mean" / "last.pt"
        average((kept, everything.out / "last.pt"), (keep, 1 - keep), learnt)
    last = replace(options, out=options.out / "finish", minutes=minutes[2], start=learnt, noise=0.2)
    train(replace(last, reading=False, finish=True, encoder_lr=1.5e-4, head_lr=6e-4))
    both = options.out / "both" / "last.pt"
    average((learnt, last.out / "last.pt"), (0.5, 0.5), both)
    labels = Labels.read(both.parent / "labels.json")
    export.ship(restore(both, labels), labels, options.base / "vocab.txt", target)


def before(folder: Path) -> Path:
    """A copy of what ships and its weights in `folder`, made once: what is built takes its place in the package."""
    if not (folder / "last.pt").exists():
        folder.mkdir(parents=True, exist_ok=True)
        for name in SHIPPED:
            shutil.copyfile(PACKAGE / name, folder / name)
        shipped.restore(folder, folder / "last.pt")
    return folder


def install(built: Path, data: Path) -> None:
    """Put a built model into the package and fit there what stands on it."""
    for name in SHIPPED:
        shutil.copyfile(built / name, PACKAGE / name)
    for module in FITTED:  # each in a process of its own, for it reads what the one before has written
        subprocess.run([sys.executable, "-m", *module, str(data)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument(
        "--minutes", type=float, nargs=3, default=(24.0, 72.0, 20.0), help="of the runs; the first is of --fresh alone"
    )
    parser.add_argument("--fresh", action="store_true", help="begin with MiniLM, not with what ships")
    parser.add_argument(
        "--keep", type=float, default=0.5, help="share of what ships in the mean of it and of what is learnt, 0 to 1"
    )
    parser.add_argument("--runs", type=Path, default=RUNS, help="where checkpoints go; a new folder begins anew")
    parser.add_argument("--target", type=Path, help="where the files go (default: ship in --runs)")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    for name in ("limit", "threads"):
        parser.add_argument(f"--{name}", type=int, default=getattr(Options, name))
    given = parser.parse_args()
    if not 0 <= given.keep <= 1:
        parser.error(f"--keep is a share from 0 to 1, not {given.keep:g}")
    options = Options(
        given.data,
        given.runs,
        base_folder(),
        device=given.device,
        limit=given.limit,
        batch_pieces=1150,
        threads=given.threads,
    )
    target = given.target or given.runs / "ship"
    build(options, tuple(given.minutes), target, fresh=given.fresh, keep=given.keep)
    install(target, given.data)
    print(json.dumps({f: (target / f).stat().st_size for f in SHIPPED}))


if __name__ == "__main__":
    main()
