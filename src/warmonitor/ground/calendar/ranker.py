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
        of_option, self._of_context, linear, self._out, self._bias, self._clause, self._expression = parts
        self._of_option = np.concatenate([of_option, linear], axis=1)  # summed together

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
        mapped: dict[int, np.ndarray] | None = None,
    ) -> np.ndarray:
        """Of each option its probability, float64 [options]; `clause` and `expressions` (one an option) are float32 [H].

        `mapped`: what expressions are mapped to, by their ids; kept by whoever asks of the same ones again.
        """
        if not options:
            return np.zeros(0)
        rows, first = self._rows(options)
        around = [self._context[f] for f in context if f in self._context]
        sums = np.add.reduceat(self._of_option[rows], first)
        hidden = sums[:, : self._out.size] + self._of_context[around].sum(axis=0)
        width = self._clause.shape[0]  # vectors of another width are another model's and tell nothing here
        if clause is not None and len(clause) == width:
            hidden += clause @ self._clause
        told = [(i, v) for i, v in enumerate(expressions) if v is not None and len(v) == width]
        if told:
            hidden[[i for i, _ in told]] += self._mapped([v for _, v in told], {} if mapped is None else mapped)
        hidden = np.maximum(hidden, 0.0).reshape(len(options), *self._out.shape)
        score = (hidden * self._out).sum(axis=2) + sums[:, self._out.size :] + self._bias
        likely = np.exp(score - score.max(axis=0))
        return np.asarray((likely / likely.sum(axis=0)).mean(axis=1), np.float64)

    def _rows(self, options: Sequence[Collection[str]]) -> tuple[list[int], list[int]]:
        """The rows of the options' known features one after the other, each option's behind a row of nothing, and where each begins."""
        rows: list[int] = []
        first: list[int] = []
        index = self._option
        for features in options:
            first.append(len(rows))
            rows.append(len(index))
            rows += [index[f] for f in features if f in index]
        return rows, first

    def _mapped(self, vectors: Sequence[np.ndarray], known: dict[int, np.ndarray]) -> np.ndarray:
        """What vectors are mapped to, float32 [vectors, networks x hidden]; `known` ones are looked up, the others added to it."""
        for vector in vectors:
            if id(vector) not in known:
                known[id(vector)] = vector @ self._expression
        return np.stack([known[id(vector)] for vector in vectors])


@cache
def ranker() -> Ranker:
    """The fitted ranker of claims' days, `lang/en/when.npz`."""
    with files("warmonitor.lang").joinpath("en", "when.npz").open("rb") as file, np.load(file) as found:
        return Ranker.of(found)
