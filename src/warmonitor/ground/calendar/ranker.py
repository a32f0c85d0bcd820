"""A small network that chooses among options: which of several days a claim has."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

import numpy as np


class Ranker:
    """Several networks of one hidden layer, averaged.

    Each sums the vectors of an option's features and of its context's (float32 [features, hidden]), rectifies, and weighs the result; the options'
    scores, softmaxed, are probabilities. Unknown features count nothing.
    """

    def __init__(
        self, option: dict[str, int], context: dict[str, int], layers: Sequence[tuple[np.ndarray, ...]]
    ) -> None:
        self._option, self._context, self._layers = option, context, layers

    @classmethod
    def of(cls, arrays: Mapping[str, np.ndarray]) -> Ranker:
        """From its arrays: the feature names `option` and `context`, and of each network `of_option`, `of_context`, `linear`, `out` and `bias`."""
        option, context = ({str(n): i for i, n in enumerate(arrays[k])} for k in ("option", "context"))
        parts = [np.asarray(arrays[n], dtype=np.float32) for n in ("of_option", "of_context", "linear", "out", "bias")]
        return cls(option, context, list(zip(*parts, strict=True)))

    def scores(self, options: Sequence[Collection[str]], context: Collection[str]) -> np.ndarray:
        """Of each option its probability, float64 [options]."""
        known = np.zeros((len(options), len(self._option)), np.float32)
        for row, features in zip(known, options, strict=True):
            row[[self._option[f] for f in features if f in self._option]] = 1.0
        around = [self._context[f] for f in context if f in self._context]
        total = np.zeros(len(options))
        for of_option, of_context, linear, out, bias in self._layers:
            hidden = known @ of_option + of_context[around].sum(axis=0)
            score = np.maximum(hidden, 0.0) @ out + known @ linear + bias
            likely = np.exp(score - score.max())
            total += likely / likely.sum()
        return total / len(self._layers)


@lru_cache(maxsize=2)
def ranker(language: str = "en") -> Ranker:
    """The fitted ranker of claims' days, `lang/<language>/when.npz`."""
    with files("warmonitor.lang").joinpath(language, "when.npz").open("rb") as file, np.load(file) as found:
        return Ranker.of(found)
