"""Blocking: only claims that share a blocking key are compared, so that the work grows with the claims and not with their square.

A key is made of a report, or of a week with a place, cell of the map, region, word or number, within a family of event types; it is held as a number of 63 bits.
Under some keys (a word of the week) two claims are compared only if at least one of them is *loud*: too vague to be found by its place. An *entry* is a key with
one bit more, the lowest, that says whether the claim is loud under it; under most keys every claim is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations
from zlib import crc32

from ..model import EventType
from .features import WEEK
from .kin import FAMILIES
from .places import Spot
from .profile import Profile

LARGEST = 400
"""A place and week, or a report, that more claims share than this tells nothing about them and is left out; their other keys remain."""

NARROW = 60
"""The same for a region, word or number of the week."""

MARGIN = 2  # days
SKETCH = 3  # words
LONG = 31  # days; a longer span is keyed by its years
CELL = 0.18, 0.36  # degrees of latitude and longitude; halves of them are more than towns lie apart that count as near
CERTAIN_KM = 6.0  # a place with a larger radius may be anywhere around

_CODE = (1 << 61) - 4
"""The bits of what a key is the sum of: up to four such terms have 63 bits, of which the lowest are free for these two:"""
_NARROW, _LOUD = 2, 1  # few claims may share the key (`limit`); this one is loud under it
_DAY = 0x9E3779B97F4A7C15  # what each day adds


def entries(p: Profile) -> set[int]:
    """The blocking keys of a claim, each as an entry: the key twice, plus one where the claim is loud under it."""
    days, words = [day * _DAY & _CODE for day in _days(p)], sorted(map(_word, p.words | p.targets))
    loud = not p.spots or p.type is EventType.DISPLACEMENT or any(map(vague, p.spots))
    numbers = [_code(f"{n.what}|{int(n.figure or n.low)}") for n in p.numbers if n.low > 9]
    drawn = [code for _, _, code in words[:SKETCH]]
    sketch, ever = [name + code for name in _names(p.spots) for code in (*drawn, *numbers)], timeless(p)
    found: set[int] = set()
    for family in FAMILIES[p.type]:
        of, places = _kinds(family), _of_places(p.spots, family)
        found.add(of["report"] + _code(p.claim.report_id) + _LOUD)
        for day in days:
            word, number = (of[kind] + day + _NARROW + loud for kind in ("word", "number"))
            found.update([code + day for code in places])
            found.update([word + code for _, _, code in words])
            found.update([number + code for code in numbers])
        found.update([of["sketch"] + code + _NARROW + ever for code in sketch])
    return found


@lru_cache(maxsize=1 << 14)
def _names(spots: tuple[Spot, ...]) -> frozenset[int]:
    """The codes of the names of places."""
    return frozenset(_code(bone) for spot in spots for bone in (*spot.bones, spot.joined))


@lru_cache(maxsize=1 << 14)
def _of_places(spots: tuple[Spot, ...], family: str) -> list[int]:
    """The entries of places, but for the day: by their names, by the cells of the map where they lie, and by their regions."""
    of = _kinds(family)
    at = [(s.lat, s.lon) for s in spots if s.lat is not None and s.lon is not None and not s.wide]
    cells = {cell for lat, lon in at for cell in _cells(lat, lon)}
    codes = [*(of["place"] + name for name in _names(spots)), *(of["cell"] + cell for cell in cells)]
    whole = {s.admin1 for s in spots if s.wide}  # these meet what is told of the region's towns
    regions = {of["region"] + _code(s.admin1): s.admin1 in whole for s in spots if s.admin1}
    return [*(code + _LOUD for code in codes), *(code + _NARROW + loud for code, loud in regions.items())]


def limit(key: int) -> int:
    """How many claims may share a key (without the bit for loudness) for it to count: more frequent ones are stop keys, which tell nothing."""
    return NARROW if key & 1 else LARGEST


def timeless(p: Profile) -> bool:
    """Whether nothing tells when: no time in the claim, no day of publication."""
    return p.since is None and p.published is None


@lru_cache(maxsize=1 << 16)
def _code(text: str) -> int:
    """A number that follows from a text. A key is the sum of the codes of its parts."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") & _CODE


@lru_cache
def _kinds(family: str) -> dict[str, int]:
    """The code of each kind of key within a family. By "sketch", places with a number or with the few words of the smallest checksum, a claim without any day is found."""
    return {
        kind: _code(f"{kind}|{family}") for kind in ("report", "place", "cell", "region", "word", "number", "sketch")
    }


@lru_cache(maxsize=1 << 16)
def _word(word: str) -> tuple[int, str, int]:
    """A word with what it is drawn by, its checksum, before it, and its code behind it."""
    return crc32(word.encode()), word, _code(word)


def vague(spot: Spot) -> bool:
    """Whether a place is too wide or too uncertain to tell by the map what is elsewhere."""
    return spot.wide or spot.region or spot.lat is None or spot.radius > CERTAIN_KM


@lru_cache(maxsize=1 << 14)
def _cells(lat: float, lon: float) -> list[int]:
    """Codes of cells of four grids, each shifted by half a cell: two places near each other share one of them."""
    rows = (lat // CELL[0], f"+{(lat + CELL[0] / 2) // CELL[0]}")
    columns = (lon // CELL[1], f"+{(lon + CELL[1] / 2) // CELL[1]}")
    return [_code(f"{row}:{column}") for row in rows for column in columns]


def _days(p: Profile) -> range:
    """Weeks that a claim touches, with a margin, so that a day's error does not part two claims; for a long span its last year, below zero.

    A claim without a time is looked for around its publication, one that may be an admission up to a week before it, too.
    """
    since, until = (p.since, p.until) if p.since is not None and p.until is not None else (p.published, p.published)
    if since is None or until is None:
        return range(0)
    if until - since > LONG:
        return range(-(until // 365), -(until // 365) + 1)
    return range((since - MARGIN - WEEK * p.late) // WEEK, (until + MARGIN) // WEEK + 1)


def sharing(of: Iterable[Iterable[int]]) -> list[tuple[int, int]]:
    """The candidate pairs: claims that share a blocking key, the smaller number first, each once, in order; `of` gives the entries of claims 0, 1, 2, …

    For many claims `index` does the same with less memory.
    """
    having = defaultdict[int, list[int]](list)
    for number, mine in enumerate(of):
        for entry in mine:
            having[entry].append(number)
    found = set[tuple[int, int]]()
    for entry, loud in having.items():
        if not entry & _LOUD:
            continue
        quiet = having.get(entry - _LOUD, ())
        if 1 < len(loud) + len(quiet) <= limit(entry >> 1):
            found.update(combinations(loud, 2), [(a, b) if a < b else (b, a) for a in loud for b in quiet])
    return sorted(found)
