"""The exported graphs run over training windows: how `evaluate` sees the model that ships (or its float twin)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort

from training.documents import EVENT_TYPES
from training.labels import Labels
from training.windows import Pieces, Window, features

Outputs = dict[str, np.ndarray]
CERTAIN = 100.0
"""Added to or taken from the logit of a sentence start that is known; no logit is as large."""


class Session:
    """`model.onnx` and `roles.onnx` of a folder; with `float_weights` the graphs before quantisation."""

    def __init__(self, folder: Path, *, float_weights: bool = False, threads: int = 2) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        suffix = ".float.onnx" if float_weights else ".onnx"
        self.model, self._roles = (
            ort.InferenceSession(folder / (name + suffix), options, providers=["CPUExecutionProvider"])
            for name in ("model", "roles")
        )
        self.pieces = Pieces(folder / "vocab.txt")
        self.labels = Labels.read(folder / "labels.json")
        self.window = int(self.labels.data["max_pieces"])

    def run(
        self, windows: Sequence[Window], batch: int = 8, names: Sequence[str] | None = None, *, sentences: bool = False
    ) -> list[Outputs]:
        """The outputs of each window, cut to its words; with `sentences` its sentences are given, not found."""
        order = sorted(range(len(windows)), key=lambda i: len(windows[i].forms))
        found: list[Outputs] = [{} for _ in windows]
        for at in range(0, len(order), batch):
            group = order[at : at + batch]
            for i, out in zip(group, self._batch([windows[i] for i in group], names, sentences), strict=True):
                found[i] = out
        return found

    def _batch(self, windows: Sequence[Window], names: Sequence[str] | None, sentences: bool) -> Iterator[Outputs]:
        rows = [features(w.forms, w.breaks, self.pieces) for w in windows]
        for row in rows:
            row["attention_mask"] = np.ones_like(row["input_ids"])
        feed = {}
        for key in rows[0]:
            width = max(len(r[key]) for r in rows)
            feed[key] = np.stack([np.pad(r[key], (0, width - len(r[key]))) for r in rows]).astype(np.int64)
        feed["start_bias"] = np.zeros(feed["word_mask"].shape, np.float32)
        for i, window in enumerate(windows if sentences else ()):
            feed["start_bias"][i, : len(window.starts)] = np.where(window.starts == 1, CERTAIN, -CERTAIN)
        names = list(names or [o.name for o in self.model.get_outputs()])
        results: dict[str, Any] = dict(zip(names, self.model.run(names, feed), strict=True))
        for i, window in enumerate(windows):
            n = len(window.forms)
            yield {k: v[i, :n, :n] if k == "arc" else v[i, :n] for k, v in results.items()}

    def types(self, vectors: np.ndarray, masks: np.ndarray) -> np.ndarray:
        """float32 [K, 18]: logits of what each of K spans claims, each event type and, last, nothing."""
        found: np.ndarray = self._roles.run(["types"], _fed(vectors, masks, np.full(len(masks), len(EVENT_TYPES))))[0]
        return found

    def roles(self, vectors: np.ndarray, masks: np.ndarray, types: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(roles [K, W, roles, 3], stance [K, 4]) of K claims in one window with vectors [W, H] and word masks [K, W]."""
        feed = _fed(vectors, masks, types)
        roles, stance = self._roles.run(["roles", "stance"], feed)
        return roles, stance


def _fed(vectors: np.ndarray, masks: np.ndarray, types: np.ndarray) -> dict[str, np.ndarray]:
    """The role graph's inputs, all words asked for."""
    count, width = masks.shape
    return {
        "vectors": vectors[None], "claim_mask": masks.astype(np.int64), "type": types.astype(np.int64),
        "asked": np.repeat(np.arange(width)[None], count, 0),
    }  # fmt: skip
