"""From the shipped graphs back to weights that training goes on from: python -m training.shipped FOLDER CHECKPOINT.

Checkpoints are big and are kept by nobody; the int8 graphs are in every wheel. Rounded to 8 bits, the weights make the same graphs again, but for the last bit.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from training.labels import Labels
from training.weights import network

WORDS = {"MatMulInteger": "_quantized", "MatMul": ""}
"""A matrix product of the int8 and of the float graph, and how the name of its weights ends."""


class Graph:
    """An exported graph's arrays by name, dequantised, and the module that each matrix product belongs to."""

    def __init__(self, path: Path) -> None:
        self.nodes = list(onnx.load(path).graph.node)
        self.arrays: dict[str, np.ndarray] = {
            i.name: numpy_helper.to_array(i) for i in onnx.load(path).graph.initializer
        }
        self.users = {name: node for node in reversed(self.nodes) for name in node.input}

    def weights(self, prefix: str) -> dict[str, np.ndarray]:
        """Every parameter that the graph names, or whose bias it names; names without `prefix`."""
        names = {name.removesuffix("_quantized") for name in self.arrays if "::" not in name}
        found = {name: self.array(name) for name in names if not name.endswith(("_scale", "_zero_point"))}
        found |= {f"{module}.weight": array.T for module, array in self._products()}
        return {name.removeprefix(prefix): array for name, array in found.items() if name.startswith(prefix)}

    def array(self, name: str) -> np.ndarray:
        """The float array `name`, from its int8 form where it has one."""
        if name in self.arrays:
            return self.arrays[name]
        whole, scale, zero = (self.arrays[name + end] for end in ("_quantized", "_scale", "_zero_point"))
        found: np.ndarray = (whole.astype(np.float32) - zero) * scale
        return found

    def scalars(self, module: str) -> np.ndarray:
        """What a module multiplies tensors with, in order: its mix of layers, whose softmax was folded."""
        products = [n for n in self.nodes if n.op_type == "Mul" and n.name.startswith(f"/reader/{module}/Mul")]
        return np.array([self.arrays[name] for n in products for name in n.input if name in self.arrays])

    def _products(self) -> Iterator[tuple[str, np.ndarray]]:
        """(module, its matrix as multiplied from the right); products whose sum with a bias nobody named are the arcs'."""
        for node in self.nodes:
            name = node.input[1] if len(node.input) > 1 else ""
            end = WORDS.get(node.op_type)
            if end is None or name not in self.arrays or "::" not in name:
                continue
            yield self._biased(node.output[0]) or "reader.parser.arc", self.array(name.removesuffix(end))

    def _biased(self, output: str) -> str | None:
        """The module whose bias is added to `output`, which may have to be scaled first."""
        while (user := self.users.get(output)) is not None and user.op_type in ("Cast", "Mul"):
            output = user.output[0]
        biases = [n for n in user.input if n.endswith(".bias")] if user is not None and user.op_type == "Add" else []
        return biases[0].removesuffix(".bias") if biases else None


def put_together(state: dict[str, np.ndarray]) -> None:
    """Put the columns that a matrix multiplies apart (`training.model.Split`) back into it."""
    for module in [name.removesuffix(".apart_half") for name in state if name.endswith(".apart_half")]:
        columns, largest = state.pop(f"{module}.apart_half"), state.pop(f"{module}.largest")
        state.pop(f"{module}.keep")
        whole = state[f"{module}.weight"].copy()
        whole[:, largest] = columns.T
        state[f"{module}.weight"] = whole


def checkpoint(folder: Path) -> nn.ModuleList:
    """The networks as they ship.

    Raises:
        RuntimeError: a parameter is not to be found in the graphs, or of another shape.
    """
    labels = Labels.read(folder / "labels.json")
    reader, roles = network(labels)
    graph = Graph(folder / "model.onnx")
    state = graph.weights("reader.")
    put_together(state)
    for mix in ("form", "meaning"):
        state[f"{mix}.weights"] = np.log(graph.scalars(mix))
    for module, arrays in ((reader, state), (roles, Graph(folder / "roles.onnx").weights(""))):
        module.load_state_dict({k: torch.tensor(v, dtype=torch.float32) for k, v in arrays.items()})
    return nn.ModuleList([reader, roles])


def restore(folder: Path, file: Path) -> None:
    """Write the shipped networks as a checkpoint that `training.train` starts from."""
    torch.save({"mean": checkpoint(folder).state_dict()}, file)
    if file.parent != folder:
        shutil.copyfile(folder / "labels.json", file.parent / "labels.json")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="the four shipped files, src/warmonitor/lang/en")
    parser.add_argument("checkpoint", type=Path, help="the file to write, for training.train --start")
    given = parser.parse_args()
    given.checkpoint.parent.mkdir(parents=True, exist_ok=True)
    restore(given.folder, given.checkpoint)


if __name__ == "__main__":
    main()
