"""A feed-forward network that ranks and chooses among options: which of several days a claim has."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np


class Ranker:
    """Several networks of one hidden layer, averaged.

    Each sums the vectors of an option's features and of its context's (float32 [features, hidden]) and what the encoder's vectors of the clause and of the
    option's expression are mapped to (float32 [hidden, H]), rectifies, and weighs the result; the options' scores, softmaxed, are probabilities.
    Unknown features and missing vectors count nothing.
    """

    def __init__(self, option: dict[str, int], context: dict[str, int], parts: Sequence[np.ndarray]) -> None:
        self._option, self._context = option, context
        self._of_option, self._of_context, self._linear, self._out, self._bias, self._clause, self._expression = parts

    @classmethod
    def of(cls, arrays: Mapping[str, np.ndarray]) -> Ranker:
        """From its arrays: the feature names `option` and `context`, and of each network `of_option`, `of_context`, `linear`, `out`, `bias`, `clause` and `expression`."""
        option, context = ({str(n): i for i, n in enumerate(arrays[k])} for k in ("option", "context"))
        names = ("of_option", "of_context", "linear", "out", "bias", "clause", "expression")
        parts = [np.asarray(arrays[n], dtype=np.float32) for n in names]
        for n in (0, 2):  # a row of nothing behind the others, so that every option has one at least
            parts[n] = np.concatenate([parts[n], np.zeros_like(parts[n][:, :1])], axis=1)
        for n in (0, 1):  # [features, networks x hidden]: all networks in one sum
            parts[n] = np.ascontiguousarray(parts[n].swapaxes(0, 1)).reshape(parts[n].shape[1], -1)
        for n in (5, 6):  # [H, networks x hidden]
            parts[n] = np.ascontiguousarray(parts[n].transpose(2, 0, 1)).reshape(parts[n].shape[2], -1)
        return cls(option, context, [*parts[:2], np.ascontiguousarray(parts[2].T), *parts[3:]])

    def scores(
        self,
        options: Sequence[Collection[str]],
        context: Collection[str],
        clause: np.ndarray | None = None,
        expressions: Sequence[np.ndarray | None] = (),
    ) -> np.ndarray:
        """Of each option its probability, float64 [options]; `clause` and `expressions` (one an option) are float32 [H]."""
        if not options:
            return np.zeros(0)
        known = [[self._option[f] for f in features if f in self._option] for features in options]
        rows = np.fromiter((n for row in known for n in (len(self._option), *row)), np.intp)
        first = np.cumsum([0, *(len(row) + 1 for row in known[:-1])])
        around = [self._context[f] for f in context if f in self._context]
        hidden = np.add.reduceat(self._of_option[rows], first) + self._of_context[around].sum(axis=0)
        width = self._clause.shape[0]  # vectors of another width are another model's and tell nothing here
        if clause is not None and len(clause) == width:
            hidden += clause @ self._clause
        for i, vector in enumerate(expressions):
            if vector is not None and len(vector) == width:
                hidden[i] += vector @ self._expression
        hidden = np.maximum(hidden, 0.0).reshape(len(known), *self._out.shape)
        score = (hidden * self._out).sum(axis=2) + np.add.reduceat(self._linear[rows], first) + self._bias
        likely = np.exp(score - score.max(axis=0))
        return np.asarray((likely / likely.sum(axis=0)).mean(axis=1), np.float64)


@cache
def ranker() -> Ranker:
    """The fitted ranker of claims' days, `lang/en/when.npz`."""
    with files("warmonitor.lang").joinpath("en", "when.npz").open("rb") as file, np.load(file) as found:
        return Ranker.of(found)
