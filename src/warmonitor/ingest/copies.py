"""Near-duplicates, or reports that are copies of one text: reprinted under another headline, with a new dateline, with the last paragraphs cut.

Runs of five words find the pairs worth comparing, and decide, so that the result is exact for every pair that is compared. Of some hundred texts
every pair is found that can be copies, of very many those that MinHash finds, whose import takes longer than comparing some hundred.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import chain, pairwise

from warmonitor.model import Report

RUN = 5
KEPT, LENGTH = 0.9, 0.5
"""A text is a cut copy where 0.9 of its runs stand in one at most twice as long. A round-up that quotes a whole short report is no copy of it."""

FEW = 200_000
"""Texts of up to so many runs in all are compared without MinHash."""


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

    for a, b in _candidates(texts, threshold):
        if first(a) != first(b) and alike(texts[a], texts[b], threshold):
            low, high = sorted((first(a), first(b)))
            group[high] = low
    members = defaultdict[str, set[str]](set)
    for id_ in texts:
        members[first(id_)].add(id_)
    return sorted((frozenset(ids) for ids in members.values() if len(ids) > 1), key=lambda ids: sorted(ids))


def runs(text: str) -> array[int]:
    """The distinct runs of five words in their order, as numbers of 64 bits; all words as one run where there are fewer than ten."""
    codes = list(map(_CODES.__getitem__, _words(text)))
    size = RUN if len(codes) >= 2 * RUN else len(codes)
    # Python's hashes of numbers, unlike those of words, are the same in every process.
    return array("q", list(dict.fromkeys(map(hash, zip(*(codes[n:] for n in range(size)), strict=False)))))


_LETTERS = bytes(ord(chr(n).lower()) if n < 128 and re.match(r"\w", chr(n)) else ord(" ") for n in range(256))
"""Of each byte of ASCII what stands for it in words: small letters, digits, the underscore; blanks between words."""


def _words(text: str) -> list[bytes]:
    """The words of a text in small letters; of ASCII alone they are found in a fifth of the time."""
    if text.isascii():
        return text.encode().translate(_LETTERS).split()
    return [word.encode("utf-8", "replace") for word in re.findall(r"\w+", text.casefold())]


class _Codes(dict[bytes, int]):
    """Numbers that follow from words, each kept when it was first asked for; they are asked too often for `lru_cache`."""

    def __missing__(self, word: bytes) -> int:
        if len(self) >= 1 << 16:
            self.clear()
        self[word] = code = int.from_bytes(blake2b(word, digest_size=8).digest(), "big")
        return code


_CODES = _Codes()


def alike(a: array[int], b: array[int], threshold: float) -> bool:
    """Whether two texts are copies, from their runs."""
    shared = len(set(a).intersection(b))
    short, long = sorted((len(a), len(b)))
    return shared >= threshold * (short + long - shared) or (shared >= KEPT * short and short >= LENGTH * long)


def _candidates(texts: Mapping[str, array[int]], threshold: float) -> Iterator[tuple[str, str]]:
    if sum(map(len, texts.values())) <= FEW:
        return sharing(texts, min(threshold, KEPT), min(threshold, KEPT * LENGTH))
    from .minhash import candidates

    return candidates(texts)


def sharing(texts: Mapping[str, array[int]], short: float, long: float) -> Iterator[tuple[str, str]]:
    """Pairs that may have in common `short` of the runs of the shorter text and `long` of the longer's; of equal texts, each is paired with the next only.

    A text's rarest runs are looked up, so many that its other ones are fewer than that (Chaudhuri, Ganti, Kaushik 2006): what all reports of an
    agency begin with is not among them, unless it is most of a report.
    """
    equal = defaultdict[bytes, list[str]](list)
    for id_ in sorted(texts):
        equal[texts[id_].tobytes()].append(id_)
    yield from chain.from_iterable(map(pairwise, equal.values()))
    leaders = sorted((same[0] for same in equal.values()), key=lambda id_: len(texts[id_]), reverse=True)
    seen, recurring = set[int](), set[int]()
    for id_ in leaders:
        recurring.update(seen.intersection(texts[id_]))
        seen.update(texts[id_])
    if not recurring:
        return
    again = {id_: recurring.intersection(texts[id_]) for id_ in leaders}
    often = Counter(chain.from_iterable(again.values()))
    having = defaultdict[int, list[str]](list)  # the texts before, which are as long or longer
    for id_ in leaders:
        rare = sorted(again[id_], key=lambda run: (often[run], run))
        asked, kept = (max(0, len(rare) + 1 - max(1, int(share * len(texts[id_])))) for share in (short, long))
        for other in dict.fromkeys(chain.from_iterable(having[run] for run in rare[:asked])):
            yield other, id_
        for run in rare[:kept]:
            having[run].append(id_)
