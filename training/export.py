"""From a checkpoint to the shipped files: ONNX graphs, int8, with the vocabulary and the labels beside them.

python -m training.export CHECKPOINT FOLDER
"""

from __future__ import annotations

import argparse
import copy
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from training import names
from training.documents import NAME_TYPES
from training.labels import MAX_PIECES, WINDOW, Labels
from training.model import HIDDEN, Reader, Roles, Split, sentence_mask
from training.weights import base_folder, restore
from training.windows import Pieces, features, pack

VERSION = "en-10"
INPUTS = ("input_ids", "attention_mask", "word_first", "word_last", "shape", "word_mask", "start_bias")
START_PRIOR = 2.0
"""What the run-time takes off the sentence-start logit of a word that stands behind no final mark and no line break."""
LARGEST = 16
"""So many inputs of a layer's inner matrix are multiplied apart (`Split`): what rounding to eight bits does to the vectors of words
fell by a fifth, from 10.6 to 8.3 % of their length."""
SENTENCES = Path(__file__).parent / "data" / "names.jsonl"
"""Our own sentences, on which one sees which inputs grow large."""
OUTPUTS = ("upos", "xpos", "sent_start", "head", "dep", "arc", "names", "mentions", "claims", "vectors")


class ReaderGraph(nn.Module):
    """The reader with its decisions inside: sentence starts bound the arcs, an arc and its relation are chosen together. `root`: number of that relation."""

    def __init__(self, reader: Reader, root: int) -> None:
        super().__init__()
        self.reader, self.root = reader, root

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        batch = dict(zip(INPUTS, inputs, strict=True))
        out = self.reader(batch)
        out["sent_start"] = out["sent_start"] + batch["start_bias"]
        same = sentence_mask((out["sent_start"] > 0).long(), batch["word_mask"])
        arc = out["arc"] + (1 - same).to(out["arc"].dtype) * -10000.0
        out |= dict(zip(("head", "dep", "arc"), self.reader.parser.decide(out["form"], arc, self.root), strict=True))
        out |= {k: out[k].argmax(-1) for k in ("upos", "xpos")}
        out |= {"names": out["names"][:, :, : len(NAME_TYPES)], "mentions": out["names"][:, :, len(NAME_TYPES) :]}
        return tuple(out[k] for k in OUTPUTS)


def example() -> tuple[Tensor, ...]:
    batch, pieces, words = 2, 14, 9
    first = torch.arange(1, words + 1).expand(batch, -1).contiguous()
    ones = torch.ones(batch, words, dtype=torch.int64)
    ids = torch.randint(1000, 2000, (batch, pieces))
    return ids, torch.ones_like(ids), first, first + 1, ones, ones, torch.zeros(batch, words)


def export(modules: nn.ModuleList, folder: Path, root: int) -> None:
    """Write float graphs `model.float.onnx` and `roles.float.onnx`; `root` is the number of that relation."""
    reader, roles = modules
    assert isinstance(reader, Reader) and isinstance(roles, Roles)
    words = {0: "batch", 1: "words"}
    dynamic: dict[str, dict[int, str]] = {k: {0: "batch", 1: "pieces"} if k in INPUTS[:2] else words for k in INPUTS}
    dynamic |= dict.fromkeys(OUTPUTS, words) | {"arc": {0: "batch", 1: "words", 2: "heads"}}
    common: dict[str, Any] = {"opset_version": 17, "dynamo": False}
    with torch.no_grad():
        torch.onnx.export(
            ReaderGraph(reader, root).eval(), example(), str(folder / "model.float.onnx"), input_names=list(INPUTS), output_names=list(OUTPUTS),
            dynamic_axes=dynamic, **common,
        )  # fmt: skip
        ones = torch.ones(3, 9, dtype=torch.int64)  # claims of one window, whose vectors come once
        torch.onnx.export(
            roles.eval(), (torch.randn(1, 9, HIDDEN), ones, torch.zeros(3, dtype=torch.int64), ones[:, :5]), str(folder / "roles.float.onnx"),
            input_names=["vectors", "claim_mask", "type", "asked"], output_names=["roles", "stance", "types"],
            dynamic_axes={"vectors": {1: "words"}, "claim_mask": {0: "claims", 1: "words"}} | {k: {0: "claims"} for k in ("type", "stance", "types")}
            | {k: {0: "claims", 1: "asked"} for k in ("asked", "roles")},
            **common,
        )  # fmt: skip


def split(reader: Reader, vocab: Path) -> None:
    """Put a `Split` for the inner matrix of each layer, the one that rounding hurts."""
    pieces, blocks = Pieces(vocab), [*reader.encoder.layers, *reader.form_layers]
    largest = [torch.zeros(HIDDEN) for _ in blocks]

    def see(seen: Tensor, inputs: tuple[Tensor, ...]) -> None:
        torch.maximum(seen, inputs[0].abs().amax((0, 1)), out=seen)

    hooks = [
        b.up.register_forward_pre_hook(lambda _, inputs, seen=seen: see(seen, inputs))
        for b, seen in zip(blocks, largest, strict=True)
    ]
    with torch.no_grad():
        for document in names.own(SENTENCES):
            for window in pack(document, pieces, MAX_PIECES, None):
                fed = {k: torch.from_numpy(v)[None] for k, v in features(window.forms, window.breaks, pieces).items()}
                reader.words(fed | {"attention_mask": torch.ones_like(fed["input_ids"])})
    for block, seen, hook in zip(blocks, largest, hooks, strict=True):
        hook.remove()
        block.up = Split(block.up, seen.topk(LARGEST).indices.sort().values)


def quantise(folder: Path) -> None:
    """Dynamic int8 of the matrices and embeddings, but for what is multiplied apart. The role graph is small and stays float."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    graph = onnx.load(folder / "model.float.onnx").graph
    apart = [node.name for node in graph.node if node.op_type == "MatMul" and node.input[1].endswith(".apart")]
    quantize_dynamic(
        folder / "model.float.onnx", folder / "model.onnx", weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=apart,
    )  # fmt: skip
    halve(folder / "model.onnx")
    shutil.copyfile(folder / "roles.float.onnx", folder / "roles.onnx")


def halve(path: Path) -> None:
    """Keep what is multiplied apart in half precision; it is made float again once, when the graph is loaded."""
    model = onnx.load(path)
    for array in [i for i in model.graph.initializer if i.name.endswith(".apart")]:
        half = numpy_helper.from_array(numpy_helper.to_array(array).astype(np.float16), f"{array.name}_half")
        model.graph.initializer.remove(array)
        model.graph.initializer.append(half)
        model.graph.node.insert(0, helper.make_node("Cast", [half.name], [array.name], to=TensorProto.FLOAT))
    onnx.save(model, path)


def ship(modules: nn.ModuleList, labels: Labels, vocab: Path, folder: Path) -> None:
    """All four files of the model in `folder`, with the float graphs beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    modules = copy.deepcopy(modules).cpu().eval()
    assert isinstance(modules[0], Reader)
    split(modules[0], vocab)
    export(modules, folder, labels.deps["root"])
    quantise(folder)
    shutil.copyfile(vocab, folder / "vocab.txt")
    data = labels.data | {"version": VERSION, "start_prior": START_PRIOR, "max_pieces": WINDOW}
    (folder / "labels.json").write_text(json.dumps(data, ensure_ascii=False, indent=None), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("checkpoint", type=Path, help="a file that training wrote, labels.json beside it")
    parser.add_argument("folder", type=Path, help="where the four files go")
    given = parser.parse_args()
    labels = Labels.read(given.checkpoint.parent / "labels.json")
    ship(restore(given.checkpoint, labels), labels, base_folder() / "vocab.txt", given.folder)


if __name__ == "__main__":
    main()
