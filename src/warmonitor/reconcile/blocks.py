"""Which claims are worth comparing: those that share a key, so that the work grows with the claims and not with their square.

A key is a number of 63 bits that follows from its words. Under some keys (a word of the week) two claims are compared only if at least one of them is *loud*: too vague
to be found by its place. The lowest bit of an *entry* says whether the claim is loud under the key; under most keys every claim is.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from ..model import EventType
from .features import FAMILIES, FEW_DAYS, KIN
from .places import Spot
from .profile import Profile

if TYPE_CHECKING:  # its import takes longer than all else here
    import numpy.typing as npt

    Entries = npt.NDArray[np.uint64]
    Numbers = npt.NDArray[np.int32]

LARGEST = 400
"""A place and week, or a report, that more claims share than this tells nothing about them and is left out; their other keys remain."""

NARROW = 60
"""The same for a word or number of the week."""

MARGIN = 2  # days
SKETCH = 3  # words
LONG = 31  # days; a longer span is keyed by its years
CELL = 0.18, 0.36  # degrees of latitude and longitude; halves of them are more than towns lie apart that count as near
CERTAIN_KM = 6.0  # a place with a larger radius may be anywhere around

_64_BITS = (1 << 64) - 1


def entries(p: Profile) -> list[int]:
    """The entries under which a claim stands: its key twice, plus one where it is loud."""
    vague = not p.spots or p.type is EventType.DISPLACEMENT or any(_vague(s) for s in p.spots)
    families, days = FAMILIES[p.type], list(_days(p))
    plain = [(f"r|{f}|{p.claim.report_id}", 0) for f in families]
    places = [f"p|{f}|{name}" for f in families for name in _names(p)] + [
        f"g|{f}|{cell}" for f in families for cell in _cells(p)
    ]
    words = [f"w|{f}|{word}" for f in families for word in p.words | p.targets]
    words += [f"n|{f}|{n.what}|{n.low}" for f in families for n in p.numbers if n.low > 9]
    found = {_number(text, day) << 2 | 1 for text, day in plain}
    found |= {_number(text, day) << 2 | 1 for text in places for day in days}
    found |= {_number(text, day) << 2 | 2 | vague for text in words for day in days}
    found |= {_number(text, 0) << 2 | 2 | timeless(p) for text in _sketch(p)}
    return sorted(found)


def limit(key: int) -> int:
    """How many claims may share a key for it to count."""
    return NARROW if key & 1 else LARGEST


def timeless(p: Profile) -> bool:
    """Whether nothing tells when: no time in the claim, no day of publication."""
    return p.since is None and p.published is None


@lru_cache(maxsize=1 << 16)
def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def _number(text: str, day: int) -> int:
    """62 bits that follow from a text and a day."""
    return ((_digest(text) + day * 0x9E3779B97F4A7C15) * 0xD6E8FEB86659FD93 & _64_BITS) >> 2


def _sketch(p: Profile) -> list[str]:
    """Places with a few words, chosen alike in all claims (the smallest by checksum): by these a claim without any day is found."""
    words = sorted(p.words | p.targets, key=lambda w: (crc32(w.encode()), w))[:SKETCH]
    return [f"s|{family}|{place}|{word}" for family in FAMILIES[p.type] for place in _names(p) for word in words]


def _vague(spot: Spot) -> bool:
    return spot.wide or spot.region or spot.lat is None or spot.radius > CERTAIN_KM


def _names(p: Profile) -> set[str]:
    """The names of the places in parts and in one."""
    return {bone for spot in p.spots for bone in (*spot.bones, spot.joined)}


def _cells(p: Profile) -> set[str]:
    """Cells of four grids, each shifted by half a cell: two places near each other share one of them."""
    found = set()
    for spot in p.spots:
        if spot.lat is not None and spot.lon is not None and not spot.wide:
            rows = (spot.lat // CELL[0], f"+{(spot.lat + CELL[0] / 2) // CELL[0]}")
            columns = (spot.lon // CELL[1], f"+{(spot.lon + CELL[1] / 2) // CELL[1]}")
            found |= {f"{row}:{column}" for row in rows for column in columns}
    return found


def _days(p: Profile) -> range:
    """Weeks that a claim touches, with a margin, so that a day's error does not part two claims; for a long span its last year, below zero.

    A claim without a time is looked for around its publication.
    """
    since, until = (p.since, p.until) if p.since is not None and p.until is not None else (p.published, p.published)
    if since is None or until is None:
        return range(0)
    if until - since > LONG:
        return range(-(until // 365), -(until // 365) + 1)
    return range((since - MARGIN) // 7, (until + MARGIN) // 7 + 1)


class Index:
    """Entries and the numbers of the claims that have them: a sorted array, and a small dictionary of what came after it."""

    def __init__(self) -> None:
        self._entries: Entries = np.empty(0, np.uint64)
        self._numbers: Numbers = np.empty(0, np.int32)
        self._late: dict[int, set[int]] = {}
        self._gone: set[int] = set()  # numbers that the array holds no longer

    def fill(self, of: Iterable[tuple[int, Sequence[int]]]) -> None:
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


def _listed(of: Iterable[tuple[int, Sequence[int]]]) -> tuple[Entries, Numbers]:
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
    limits = np.where(keys[starts] & np.uint64(1), NARROW, LARGEST) if len(keys) else sizes
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
        self.since = np.array([p.since if p and p.since is not None else _NO_DAY for p in profiles], np.int32)
        self.until = np.array([p.until if p and p.until is not None else _NO_DAY for p in profiles], np.int32)
        certain = [p.spots[0] if p and len(p.spots) == 1 and not _vague(p.spots[0]) else None for p in profiles]
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
