"""An inverted index of blocking keys: the candidate pairs among very many claims, and of those that come in later.

The entries of `blocks` stand in sorted NumPy arrays.

For some thousand claims `blocks.sharing` does as well, and its import takes no time.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..model import EventType
from . import blocks
from .blocks import CELL, limit, vague
from .features import FEW_DAYS, WEEK
from .kin import KIN
from .profile import Profile

if TYPE_CHECKING:  # its import takes longer than all else here
    import numpy.typing as npt

    Entries = npt.NDArray[np.uint64]
    Numbers = npt.NDArray[np.int32]


class Index:
    """Entries and the numbers of the claims that have them: a sorted array, and a small dictionary of what came after it."""

    def __init__(self) -> None:
        self._entries: Entries = np.empty(0, np.uint64)
        self._numbers: Numbers = np.empty(0, np.int32)
        self._late: dict[int, set[int]] = {}
        self._gone: set[int] = set()  # numbers that the array holds no longer

    def fill(self, of: Iterable[tuple[int, Collection[int]]]) -> None:
        """Forget everything, and take in numbers with their entries at once; the numbers must rise."""
        found, owners = _listed(of)
        order = np.argsort(found, kind="stable")
        self._entries, self._numbers = found[order], owners[order]
        self._late.clear()
        self._gone.clear()

    def add(self, number: int, of: Iterable[int]) -> None:
        for entry in of:
            self._late.setdefault(entry, set()).add(number)

    def remove(self, number: int, of: Iterable[int]) -> None:
        self._gone.add(number)
        for entry in of:
            self._late.get(entry, set()).discard(number)

    def having(self, entry: int) -> set[int]:
        """The numbers that have an entry."""
        wanted = np.uint64(entry)
        start, end = (int(np.searchsorted(self._entries, wanted, side)) for side in ("left", "right"))
        listed = set(self._numbers[start:end].tolist()) if end > start else set()
        return (listed - self._gone if self._gone else listed) | self._late.get(entry, set())

    def sharing(self, key: int) -> tuple[set[int], set[int]]:
        """Those who are loud under a key, and those who are not."""
        return self.having(key << 1 | 1), self.having(key << 1)

    def partners(self, of: Iterable[int]) -> set[int]:
        """The numbers to compare with a claim of these entries (itself among them)."""
        found: set[int] = set()
        for entry in of:
            loud, quiet = self.sharing(entry >> 1)
            if len(loud) + len(quiet) <= limit(entry >> 1):
                found |= loud
                if entry & 1:
                    found |= quiet
        return found


def _listed(of: Iterable[tuple[int, Collection[int]]]) -> tuple[Entries, Numbers]:
    found, owners = array("Q"), array("i")
    for number, mine in of:
        found.extend(mine)
        owners.extend([number] * len(mine))
    return np.frombuffer(found, np.uint64) if found else np.empty(0, np.uint64), (
        np.frombuffer(owners, np.int32) if owners else np.empty(0, np.int32)
    )


CHUNK = 1 << 21  # pairs looked at together


def candidates(index: Index, columns: Columns) -> Iterator[tuple[int, int]]:
    """Every pair of claims of a filled index that is worth comparing, the smaller number first, each once, in order."""
    kept = [_distinct(batch, columns) for batch in _batches(index)]
    packed = _unique(np.concatenate(kept)) if kept else np.empty(0, np.int64)
    for start in range(0, len(packed), CHUNK):
        part = packed[start : start + CHUNK]
        yield from zip((part >> 32).tolist(), (part & 0xFFFFFFFF).tolist(), strict=True)


def _batches(index: Index) -> Iterator[npt.NDArray[np.int64]]:
    """Pairs that share a key, packed two numbers to one; a pair may come several times."""
    keys, numbers = index._entries >> np.uint64(1), index._numbers
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else np.empty(0, np.int64)
    sizes = np.diff(np.r_[starts, len(keys)])
    limits = np.where(keys[starts] & np.uint64(1), blocks.NARROW, blocks.LARGEST) if len(keys) else sizes
    counting = (sizes > 1) & (sizes <= limits)
    for size in _unique(sizes[counting]).tolist():  # all runs of one size together
        a, b = np.triu_indices(size, 1)
        begin = starts[counting & (sizes == size)]
        step = max(1, CHUNK // len(a))
        for at in range(0, len(begin), step):
            rows = begin[at : at + step, None] + np.arange(size)
            loud = (index._entries[rows] & np.uint64(1)).astype(bool)
            mine = numbers[rows].astype(np.int64)
            some = loud[:, a] | loud[:, b]
            first, second = mine[:, a][some], mine[:, b][some]
            yield np.minimum(first, second) << 32 | np.maximum(first, second)


class Columns:
    """What forbids most pairs, as arrays over the claims' numbers: type, days, and the place where a claim names exactly one that is on the map."""

    def __init__(self, profiles: Sequence[Profile | None]) -> None:
        order = {t: n for n, t in enumerate(EventType)}
        self.type = np.array([order[p.type] if p else 0 for p in profiles], np.int8)
        self.since = np.array([_begun(p) if p else _NO_DAY for p in profiles], np.int32)
        self.until = np.array([p.until if p and p.until is not None else _NO_DAY for p in profiles], np.int32)
        certain = [p.spots[0] if p and len(p.spots) == 1 and not vague(p.spots[0]) else None for p in profiles]
        self.lat = np.array([s.lat if s else np.nan for s in certain], np.float32)
        self.lon = np.array([s.lon if s else np.nan for s in certain], np.float32)

    def possible(self, a: npt.NDArray[np.int64], b: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Whether pairs may be one event, as far as the columns tell; what they leave is compared in full."""
        kinds = _MEET[self.type[a], self.type[b]]
        gap = np.maximum(self.since[a], self.since[b]) - np.minimum(self.until[a], self.until[b])
        dated = (self.since[a] != _NO_DAY) & (self.since[b] != _NO_DAY)
        apart = np.abs(self.lat[a] - self.lat[b]) > CELL[0]  # false where a place is not certain
        moved = (self.type[a] == _MOVED) & (self.type[b] == _MOVED)
        met: npt.NDArray[np.bool_] = kinds & ~(dated & (gap > FEW_DAYS)) & (~apart | moved)
        return met


def _begun(p: Profile) -> int:
    """The first day of a claim; of one whose day is that of an admission so much earlier that what it admits is as near as others are."""
    return _NO_DAY if p.since is None else p.since - (WEEK - FEW_DAYS) * p.late


_NO_DAY = -(1 << 30)
_MOVED = list(EventType).index(EventType.DISPLACEMENT)
_MEET = np.array([[a is b or frozenset((a, b)) in KIN for b in EventType] for a in EventType])


def _unique(values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The values, sorted, each once; NumPy's own would import masked arrays."""
    ordered = np.sort(values)
    return ordered[np.r_[True, ordered[1:] != ordered[:-1]]] if len(ordered) else ordered


def _distinct(packed: npt.NDArray[np.int64], columns: Columns) -> npt.NDArray[np.int64]:
    packed = _unique(packed)
    return packed[columns.possible(packed >> 32, packed & 0xFFFFFFFF)]
