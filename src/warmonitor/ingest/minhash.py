"""Pairs of very many texts that may be copies, by MinHash (Broder 1997).

A few lines over NumPy: the package datasketch would do, but it brings SciPy, twice as heavy as all else here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from array import array

    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]

BANDS, ROWS = 48, 2
"""A pair with half of its runs in common is missed once in a million times ((1 - 0.5²)⁴⁸), one with four fifths never in practice."""


def _drawn(numbers: int) -> Keys:
    """Numbers as good as drawn, and always the same: SplitMix64 (Steele, Lea, Flood 2014). NumPy's own draws take longer to import than all else here."""
    mixed = np.arange(1, numbers + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


_FACTORS, _TERMS = np.split(_drawn(2 * BANDS * ROWS), 2)
_FACTORS |= np.uint64(1)


def candidates(texts: Mapping[str, array[int]]) -> Iterator[tuple[str, str]]:
    """Pairs that may be copies: those with the smallest numbers of a band in common. Of many equal texts, each is paired with the next only.

    `texts` gives for each id the distinct runs of words as numbers of 64 bits, at least one.
    """
    names = sorted(texts)
    if len(names) < 2:
        return
    keys = np.stack([_signature(np.frombuffer(texts[id_], np.uint64)) for id_ in names])
    buckets = [[names[n] for n in some] for band in keys.T for some in _equal(band)]
    seen = set[tuple[str, str]]()
    for ids in buckets:
        equal = defaultdict[bytes, list[str]](list)
        for id_ in ids:
            equal[texts[id_].tobytes()].append(id_)
        pairs = [pair for same in equal.values() for pair in pairwise(same)]
        leaders = [same[0] for same in equal.values()]
        pairs += [(a, b) for n, a in enumerate(leaders) for b in leaders[n + 1 :]]
        fresh = [pair for pair in pairs if pair not in seen]
        seen.update(fresh)
        yield from fresh


def _equal(keys: Keys) -> Iterator[list[int]]:
    """Where equal keys stand, in order, for each key that stands in several places."""
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[order], prepend=keys[order[0]] + np.uint64(1)))
    lengths = np.diff(starts, append=len(keys))
    for start, length in zip(starts[lengths > 1].tolist(), lengths[lengths > 1].tolist(), strict=True):
        yield order[start : start + length].tolist()


def _signature(text: Keys) -> Keys:
    """One key for each band: its smallest numbers under different random orders of all runs, put together."""
    smallest = np.full(BANDS * ROWS, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(text), 1024):  # bounds memory for long texts
        mixed = text[start : start + 1024, None] * _FACTORS + _TERMS
        mixed ^= mixed >> np.uint64(29)  # without it, the order of the lowest bits would be that of the runs
        smallest = np.minimum(smallest, mixed.min(axis=0))
    key = np.zeros(BANDS, dtype=np.uint64)
    for row in smallest.reshape(BANDS, ROWS).T:
        key = key * np.uint64(0x9E3779B97F4A7C15) + row
    return key
