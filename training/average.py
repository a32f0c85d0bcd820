"""The mean of checkpoints of one network: python -m training.average OUT CHECKPOINT [CHECKPOINT …] [--weights W …].

Runs that began with the same weights end in one basin, and their mean is better than any of them, at the cost of one: Wortsman et al. (2022), "Model soups",
https://arxiv.org/abs/2203.05482.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch

from training.labels import Labels
from training.weights import restore


def average(checkpoints: Sequence[Path], weights: Sequence[float], out: Path) -> None:
    """Write the mean of `checkpoints`, each counting by its weight, as a checkpoint that training goes on from; `labels.json` lies beside the last one.

    Raises:
        ValueError: not as many weights as checkpoints, or weights that do not sum to something above 0.
    """
    if len(weights) != len(checkpoints) or sum(weights) <= 0:
        raise ValueError(f"{len(checkpoints)} checkpoints want as many weights with a sum above 0, not {list(weights)}")
    said = (checkpoints[-1].parent / "labels.json").read_text(encoding="utf-8")
    labels = Labels.read(checkpoints[-1].parent / "labels.json")
    shares = [w / sum(weights) for w in weights]
    states = [restore(path, labels).state_dict() for path in checkpoints]
    mean = {k: sum(s * state[k] for s, state in zip(shares, states, strict=True)) for k in states[0]}
    out.parent.mkdir(parents=True, exist_ok=True)
    (out.parent / "labels.json").write_text(said, encoding="utf-8")
    torch.save({"mean": mean}, out)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path, help="the checkpoint to write; labels.json goes beside it")
    parser.add_argument("checkpoints", type=Path, nargs="+", help="files that training wrote, labels.json beside each")
    parser.add_argument("--weights", type=float, nargs="+", help="how much each counts (default: all the same)")
    given = parser.parse_args()
    weights = given.weights or [1.0] * len(given.checkpoints)
    try:
        average(given.checkpoints, weights, given.out)
    except ValueError as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
