"""Reports that are copies of one text: reprinted under another headline, with a new dateline, with the last paragraphs cut.

MinHash (Broder 1997) over runs of five words finds the pairs worth comparing, and the runs themselves decide, so that the result is exact for
every pair that is compared. A few lines over NumPy: the package datasketch would do, but it brings SciPy, twice as heavy as all else here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from warmonitor.model import Report

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Runs = NDArray[np.uint64]

RUN = 5
BANDS, ROWS = 48, 2
"""A pair with half of its runs in common is missed once in a million times ((1 - 0.5²)⁴⁸), one with four fifths never in practice."""
KEPT, LENGTH = 0.9, 0.5
"""A text is a cut copy where 0.9 of its runs stand in one at most twice as long. A round-up that quotes a whole short report is no copy of it."""


def _drawn(numbers: int) -> Runs:
    """Numbers as good as drawn, and always the same: SplitMix64 (Steele, Lea, Flood 2014). NumPy's own draws take longer to import than all else here."""
    mixed = np.arange(1, numbers + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


_FACTORS, _TERMS = np.split(_drawn(2 * BANDS * ROWS), 2)
_FACTORS |= np.uint64(1)


def copies(reports: Iterable[Report], *, threshold: float = 0.8) -> list[frozenset[str]]:
    """Groups of ids of reports that are copies of each other, directly or through others; reports without a copy are in none.

    Two texts are copies where they share `threshold` of all their runs of five words (Jaccard), or one is a cut copy of the other. Case, punctuation
    and headers before the article do not count. The groups, and their order, do not depend on the order of `reports`. Texts of fewer
    than ten words have copies only where all their words are the same.
    """
    texts = {report.id: found for report in reports if len(found := runs(report.text[report.body :]))}
    group = {id_: id_ for id_ in texts}

    def first(id_: str) -> str:
        while group[id_] != id_:
            group[id_] = group[group[id_]]
            id_ = group[id_]
        return id_

    for a, b in _candidates(texts):
        if first(a) != first(b) and alike(texts[a], texts[b], threshold):
            low, high = sorted((first(a), first(b)))
            group[high] = low
    members = defaultdict[str, set[str]](set)
    for id_ in texts:
        members[first(id_)].add(id_)
    return sorted((frozenset(ids) for ids in members.values() if len(ids) > 1), key=lambda ids: sorted(ids))


def runs(text: str) -> Runs:
    """The distinct runs of five words as sorted numbers; all words as one run where there are fewer than ten."""
    words = re.findall(r"\w+", text.casefold())
    if not words:
        return np.zeros(0, dtype=np.uint64)
    size = RUN if len(words) >= 2 * RUN else len(words)
    codes = np.array([_code(word) for word in words], dtype=np.uint64)
    rolled = np.zeros(len(codes) - size + 1, dtype=np.uint64)
    for n in range(size):
        rolled = rolled * np.uint64(0x9E3779B97F4A7C15) + codes[n : n + len(rolled)]
    rolled.sort()
    return rolled[np.r_[True, rolled[1:] != rolled[:-1]]]  # np.unique would import masked arrays


@lru_cache(maxsize=1 << 16)
def _code(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def alike(a: Runs, b: Runs, threshold: float) -> bool:
    """Whether two texts are copies, from their runs."""
    shared = len(np.intersect1d(a, b, assume_unique=True))
    short, long = sorted((len(a), len(b)))
    return shared >= threshold * (short + long - shared) or (shared >= KEPT * short and short >= LENGTH * long)


def _candidates(texts: dict[str, Runs]) -> Iterator[tuple[str, str]]:
    """Pairs that may be copies: those with the smallest numbers of a band in common. Of many equal texts, each is paired with the next only."""
    names = sorted(texts)
    if len(names) < 2:
        return
    keys = np.stack([_signature(texts[id_]) for id_ in names])
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


def _equal(keys: Runs) -> Iterator[list[int]]:
    """Where equal keys stand, in order, for each key that stands in several places."""
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[order], prepend=keys[order[0]] + np.uint64(1)))
    lengths = np.diff(starts, append=len(keys))
    for start, length in zip(starts[lengths > 1].tolist(), lengths[lengths > 1].tolist(), strict=True):
        yield order[start : start + length].tolist()


def _signature(text: Runs) -> Runs:
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
