"""Which claims are worth comparing: those that share a key, so that the work grows with the claims and not with their square."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from zlib import crc32

from .features import FAMILIES
from .profile import Profile

LARGEST = 400
"""A key shared by more claims than this tells nothing about them and is left out; their other keys remain."""

MARGIN = 2  # days
SKETCH = 4  # words
LONG = 31  # days; a longer span is keyed by its years


def listed(p: Profile) -> Iterator[str]:
    """The keys under which a claim is found."""
    yield from keys(p)
    yield from (f"{'timeless' if timeless(p) else 'dated'}|{key}" for key in _sketch(p))


def asked(p: Profile) -> Iterator[str]:
    """The keys by which a claim looks for others: by day, and where it or the other has no day at all, by place and word."""
    yield from keys(p)
    for key in _sketch(p):
        yield f"timeless|{key}"
        if timeless(p):
            yield f"dated|{key}"


def timeless(p: Profile) -> bool:
    """Whether nothing tells when: no time in the claim, no day of publication."""
    return p.since is None and p.published is None


def _sketch(p: Profile) -> list[str]:
    """Places with a few words, chosen alike in all claims (the smallest by checksum), so that claims of like words share some."""
    words = sorted(p.words | p.targets, key=lambda w: (crc32(w.encode()), w))[:SKETCH]
    return [f"{family}|{place}|{word}" for family in FAMILIES[p.type] for place in _names(p) for word in words]


def keys(p: Profile) -> Iterator[str]:
    """The keys of a claim: its report; place and day within its family of types; telling words and day where the place may be named otherwise."""
    days, names, words = tuple(_days(p)), _names(p), sorted(p.words | p.targets)
    for family in FAMILIES[p.type]:
        yield f"r|{p.claim.report_id}|{family}"
        for day in days:
            yield from (f"p|{family}|{place}|{day}" for place in names)
            yield from (f"w|{family}|{word}|{day}" for word in words)
            yield from (f"n|{family}|{n.what}|{n.low}|{day}" for n in p.numbers if n.low > 9)


def _names(p: Profile) -> list[str]:
    """The names of the places in parts and in one; a place near another is found by its words, not by the map."""
    return sorted({bone for spot in p.spots for bone in (*spot.bones, spot.joined)})


def _days(p: Profile) -> Iterator[str]:
    """Weeks that a claim touches, with a margin, so that a day's error does not part two claims; the year for a long span.

    A claim without a time is looked for around its publication.
    """
    since, until = (p.since, p.until) if p.since is not None and p.until is not None else (p.published, p.published)
    if since is None or until is None:
        return
    if until - since > LONG:
        yield f"long{until // 365}"
    else:
        yield from (f"week{w}" for w in range((since - MARGIN) // 7, (until + MARGIN) // 7 + 1))


def pairs(profiles: Sequence[Profile], blocks: Mapping[str, Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Positions of the claims to compare, the smaller first; a pair with an undated claim may come twice."""
    for i, p in enumerate(profiles):
        partners: set[int] = set()
        for key in asked(p):
            block = blocks.get(key, ())
            if len(block) <= LARGEST:
                partners.update(block)
        undated = timeless(p)
        yield from (
            (min(i, j), max(i, j))
            for j in sorted(partners)
            if j > i or (undated and j < i and not timeless(profiles[j]))
        )


def index(profiles: Iterable[Profile]) -> dict[str, list[int]]:
    """Each key to the positions of the claims that have it."""
    found: dict[str, list[int]] = {}
    for i, p in enumerate(profiles):
        for key in listed(p):
            found.setdefault(key, []).append(i)
    return found
