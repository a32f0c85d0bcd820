"""Distances and directions between two places that a report states: "Qasr Amra, a mill town about 33 km (20 miles) south of the city of Tal Asmar".

The words stand in `lang/en/checks.yml`, units in `units.yml`. Whether they hold is told by the coordinates of the places.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from warmonitor.ground.geometry import BEARINGS, REGIONS, distance_km
from warmonitor.lang.doc import Doc
from warmonitor.lang.numerals import kilometres
from warmonitor.model import Place
from warmonitor.read.lexicon import lexicon
from warmonitor.read.phrases import Range

from .self_checks import Note

ROAD, SHORT = 1.65, 0.75
"""A road, one in the mountains even, is at most this much longer than the straight line; a distance told short is at least this share of it."""
LEEWAY_KM = 4.0
"""Towns are wide, and writers round."""
LEEWAY_DEGREES = 50.0
FAR = 200
"""Characters between a figure and a place beyond which it is not said of it."""


@dataclass(frozen=True, slots=True)
class Stated:
    """The words `start` to `end` (characters) say that the place at words `one` lies `km` in a direction (n, ne, …) from that at words `other`."""

    one: Range
    other: Range
    km: float
    bearing: str | None
    start: int
    end: int

    def note(self, one: Place, other: Place) -> Note | None:
        """Whether the coordinates of the two places agree; None where one is unknown or too wide for it to be told."""
        far = distance_km(one, other)
        if math.isinf(far) or {one.kind, other.kind} & REGIONS:
            return None
        way = _bearing(other, one)
        near = SHORT * far - LEEWAY_KM <= self.km <= ROAD * far + LEEWAY_KM
        turned = self.bearing is not None and far > LEEWAY_KM and _apart(way, BEARINGS[self.bearing]) > LEEWAY_DEGREES
        says = f"{one.name} lies {far:.0f} km {_named(way)} of {other.name} on the map"
        stated = f"{self.km:.0f} km" + (f" {_bearings()[self.bearing]}" if self.bearing else "")
        holds = near and not turned
        return Note("distance", holds, f"{says}, as stated" if holds else f"{says}, not {stated}", self.start, self.end)


def stated(doc: Doc) -> Iterator[Stated]:
    """The distances between two named places that a document states, in text order."""
    places = [(e.start, e.end) for e in doc.ents if e.label == "place"]
    if len(places) < 2:
        return
    for match in _figure().finditer(doc.text):
        first, last = doc.words_in(*match.span())
        one = next((p for p in reversed(places) if p[1] <= first and doc.sent_of[p[0]] == doc.sent_of[first]), None)
        other = next((p for p in places if p[0] >= last - 1 and doc.starts[p[0]] >= match.end()), None)
        if one is None or other is None or not _beside(doc, one, match.start(), other, match.end()):
            continue
        bearing = match["bearing"]
        km = float(match["n"].replace(",", "")) * kilometres()[match["unit"].lower()]
        yield Stated(
            one, other, km, _short(bearing) if bearing else None,
            doc.starts[one[0]], doc.ends[other[1] - 1],
        )  # fmt: skip


def _beside(doc: Doc, one: Range, start: int, other: Range, end: int) -> bool:
    """Whether nothing but linking words stands between the first place, the figure and the second place."""
    rules = lexicon("checks")["distance"]
    between = doc.text[doc.ends[one[1] - 1] : start], doc.text[end : doc.starts[other[0]]]
    before, after = (
        re.sub(r"\s+", " ", words) for words in between
    )  # the patterns try every way to part a run of blanks
    return max(len(before), len(after)) <= FAR and bool(
        re.fullmatch(rules["between"], before, re.IGNORECASE) and re.fullmatch(rules["place"], after, re.IGNORECASE)
    )


def _bearings() -> dict[str, str]:
    """A bearing (n, ne …) and its name in the report's language."""
    found: dict[str, str] = lexicon("checks")["distance"]["bearings"]
    return found


def _short(words: str) -> str | None:
    """The bearing of a name as written: "North East"; None for letters that only pass for those of one."""
    bare = re.sub(r"[\s-]", "", words.lower())
    return next((short for short, name in _bearings().items() if name.replace("-", "") == bare), None)


@cache
def _figure() -> re.Pattern[str]:
    unit = "|".join(kilometres())
    figure = rf"(?<![\d,])(?P<n>\d[\d,]*(?:\.\d+)?)[\s-]?(?P<unit>(?a:{unit}))\b(?:\s*\([^)]{{0,60}}\))?"
    return re.compile(rf"{figure}\s+(?:{lexicon('checks')['distance']['towards']})\b", re.IGNORECASE)


def _bearing(start: Place, end: Place) -> float:
    """The direction from one place to another, in degrees from north."""
    assert start.lat is not None and start.lon is not None and end.lat is not None and end.lon is not None
    p, q, turn = math.radians(start.lat), math.radians(end.lat), math.radians(end.lon - start.lon)
    east = math.sin(turn) * math.cos(q)
    north = math.cos(p) * math.sin(q) - math.sin(p) * math.cos(q) * math.cos(turn)
    return math.degrees(math.atan2(east, north)) % 360


def _apart(a: float, b: float) -> float:
    return abs((a - b + 180) % 360 - 180)


def _named(way: float) -> str:
    return _bearings()[min(BEARINGS, key=lambda b: _apart(way, BEARINGS[b]))]
