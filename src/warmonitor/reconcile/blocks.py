"""Which claims are worth comparing: those that share a key, so that the work grows with the claims and not with their square.

A key is a number of 63 bits that follows from its words. Under some keys (a word of the week) two claims are compared only if at least one of them is *loud*: too vague
to be found by its place. The lowest bit of an *entry* says whether the claim is loud under the key; under most keys every claim is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations
from zlib import crc32

from ..model import EventType
from .features import FAMILIES
from .places import Spot
from .profile import Profile

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
    loud = not p.spots or p.type is EventType.DISPLACEMENT or any(vague(s) for s in p.spots)
    families, days = FAMILIES[p.type], list(_days(p))
    plain = [(f"r|{f}|{p.claim.report_id}", 0) for f in families]
    places = [f"p|{f}|{name}" for f in families for name in _names(p)] + [
        f"g|{f}|{cell}" for f in families for cell in _cells(p)
    ]
    words = [f"w|{f}|{word}" for f in families for word in p.words | p.targets]
    words += [f"n|{f}|{n.what}|{n.low}" for f in families for n in p.numbers if n.low > 9]
    found = {_number(text, day) << 2 | 1 for text, day in plain}
    found |= {_number(text, day) << 2 | 1 for text in places for day in days}
    found |= {_number(text, day) << 2 | 2 | loud for text in words for day in days}
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


def vague(spot: Spot) -> bool:
    """Whether a place is too wide or too uncertain to tell by the map what is elsewhere."""
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


def sharing(of: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
    """Every pair of claims that is worth comparing, the smaller number first, each once, in order; `of` gives the entries of claims 0, 1, 2, …

    For many claims `index` does the same with less memory.
    """
    having = defaultdict[int, list[int]](list)
    for number, mine in enumerate(of):
        for entry in mine:
            having[entry >> 1].append(number << 1 | entry & 1)
    counting = (claims for key, claims in having.items() if 1 < len(claims) <= limit(key))
    return sorted({(a >> 1, b >> 1) for claims in counting for a, b in combinations(claims, 2) if (a | b) & 1})
