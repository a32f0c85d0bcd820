"""The spatial relation of two claims' places: by coordinates where they are resolved, else by their names."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from warmonitor.lang.wordlists import headings_of, words_of

from ..ground.countries import country
from ..ground.geometry import km_between
from ..model import Place, Relation, Where
from .names import plain, skeleton, skeletons, tokens

NEAR_KM = 7.0  # a town and its villages; beyond it two events have two places
WIDE_KINDS = frozenset(("country", "admin1", "admin2", "area", "road", "water"))
_REGIONS = words_of("places", "regions")
_WIDE = _REGIONS | words_of("places", "parts")
_GENERIC = _WIDE | words_of("places", "generic")
_TOPONYMS = headings_of("places", "toponyms")
_FACILITIES = headings_of("places", "facilities")
_COMPASS = headings_of("places", "compass")


class Lie(StrEnum):
    """How one place lies to another."""

    SAME = "same place"
    WITHIN = "one within the other"
    INLAND = "one in the country that is the other"
    NEAR = "near each other"
    UNKNOWN = "not known to be apart"
    APART = "apart"


class Spot(NamedTuple):
    """One place of a claim, prepared for comparing.

    `region`: it means, or may mean, the region that it names (a province; a city whose name the province bears).
    `bones`: skeletons of the telling words of its name, `joined` the skeleton of all its words in one (Salah al-Din, Salaheddin). `wide`: more than a town.
    """

    name: str
    id: str | None
    bones: frozenset[str]
    joined: str
    wide: bool
    lat: float | None = None
    lon: float | None = None
    radius: float = 0.0
    admin1: str | None = None
    country: str | None = None
    kind: str = ""
    region: bool = False
    admin2: str | None = None


def spot(where: Where) -> Spot:
    """What `where` names, with the bones of its name; coordinates only where a place was chosen."""
    return _spot(where.text, where.place, where.relation is Relation.BETWEEN, where.radius_km)


@lru_cache(maxsize=1 << 14)
def _spot(text: str, place: Place | None, between: bool, radius_km: float | None) -> Spot:
    """Few places make up most of a ledger."""
    bones, joined, wide = _bones(text)
    if place is None:
        return Spot(text, None, bones, joined, wide or country(text) is not None)
    if place.kind == "city" and (site := facility(text)) and not facility(place.name):
        at = (place.lat, place.lon, radius_km or 0.0, place.admin1, place.country, "site")
        return Spot(text, f"{place.id} {site}", bones, joined, False, *at)
    bones, joined, _ = _bones(place.name)
    wide = wide or place.kind in WIDE_KINDS or between
    radius = radius_km or place.radius_km or 0.0
    region = place.kind == "admin1" or bool(_REGIONS & set(plain(text).split())) or _bears(place)
    admin1 = place.admin1 or (place.name if place.kind == "admin1" else None)
    at = (place.lat, place.lon, radius, admin1, place.country, place.kind)
    return Spot(place.name, place.id, bones, joined, wide, *at, region, place.admin2)


def _bears(place: Place) -> bool:
    """Whether a place has the name of its region: reports say "Homs" for what happened around it."""
    return place.admin1 is not None and _bones(place.admin1)[0] == _bones(place.name)[0]


@lru_cache(maxsize=1 << 16)
def _bones(name: str) -> tuple[frozenset[str], str, bool]:
    words = [w for w in tokens(name) if w not in _GENERIC] or list(tokens(name))
    telling = [w for w in words if w not in _TOPONYMS] or words
    wide = bool(_WIDE & set(plain(name).split()))
    return frozenset(skeletons(" ".join(telling))), skeleton("".join(words)) + (facility(name) or ""), wide


@lru_cache(maxsize=1 << 16)
def facility(name: str) -> str | None:
    """The kind of place beside a town that a name is of: "Dor airbase" is not Dor."""
    words = re.sub(r"\bair (base|port|field)", r"air\1", plain(name)).split()
    return next((_FACILITIES[w] for w in words if w in _FACILITIES), None)


def lie(a: Spot, b: Spot) -> Lie:
    """How two places lie to each other; by names alone only two countries, Upper and Lower Kivra, its east and west are `APART` (else one may lie in the other)."""
    if a.id is not None and a.id == b.id:
        return Lie.SAME
    return _by_map(a, b) or _by_name(a, b)


def _by_name(a: Spot, b: Spot) -> Lie:
    here, there = country(a.name), country(b.name)
    if here is not None and there is not None and here != there:
        return Lie.APART
    if (towards := _points(a.name)) and _across(towards, _points(b.name)):
        return Lie.APART if _middle(a.name) == _middle(b.name) else Lie.UNKNOWN
    if _opposed(a.name, b.name):
        return Lie.APART if a.bones == b.bones else Lie.UNKNOWN
    if a.bones == b.bones or a.joined == b.joined:
        return Lie.WITHIN if a.wide != b.wide or facility(a.name) != facility(b.name) else Lie.SAME
    if a.bones <= b.bones or b.bones <= a.bones or a.joined in b.bones or b.joined in a.bones:
        return Lie.WITHIN
    return Lie.UNKNOWN


def _opposed(a: str, b: str) -> bool:
    """Whether each name has a word with which many names begin, or each a number, and none is in both: Upper and Lower Kivra, Camps 12 and 14."""
    return any(mine and yours and not mine & yours for mine, yours in zip(_marks(a), _marks(b), strict=True))


@lru_cache(maxsize=1 << 16)
def _points(name: str) -> str:
    """The letters of the points of the compass that a name tells: "ne" of north-eastern Zar."""
    return "".join(_COMPASS.get(word, "") for word in tokens(name))


@lru_cache(maxsize=1 << 16)
def _middle(name: str) -> frozenset[str]:
    """The bones of what lies between the east and the west of it."""
    return _bones(" ".join(word for word in tokens(name) if word not in _COMPASS) or name)[0]


def _across(mine: str, yours: str) -> bool:
    """Whether two parts lie towards opposite points."""
    return any((p in mine and q in yours) or (q in mine and p in yours) for p, q in ("ns", "ew"))


@lru_cache(maxsize=1 << 16)
def _marks(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """By what two places of one name are told apart: first words of names, and numbers."""
    words = tokens(name)
    return frozenset([_TOPONYMS[w] for w in words if w in _TOPONYMS]), frozenset([w for w in words if w.isdigit()])


def _by_map(a: Spot, b: Spot) -> Lie | None:
    """By country, region and distance; None where the map does not tell."""
    if a.id is None or b.id is None:
        return None
    km = _km(a, b)
    if a.country and b.country and a.country != b.country:
        towns = a.kind == b.kind == "city" and _by_name(a, b) is Lie.UNKNOWN
        # what is no town, or has one name in both countries, may be mapped on either side of the border
        return Lie.APART if km is None or km > (NEAR_KM if towns else 2 * NEAR_KM) else Lie.NEAR
    for outer, inner in ((a, b), (b, a)):
        if outer.kind == "country":
            return Lie.INLAND
        if outer.wide and _in_region(inner, outer):
            return Lie.WITHIN
    if _in_region(a, b) or _in_region(b, a):  # "Homs" may mean the city or all around it
        return Lie.UNKNOWN
    if "admin1" in (a.kind, b.kind) and a.admin1 and b.admin1 and a.admin1 != b.admin1:
        return Lie.APART
    if a.kind == b.kind == "admin2" and _by_name(a, b) is Lie.UNKNOWN:
        return Lie.APART
    if km is None:
        return None
    if km <= max(NEAR_KM, a.radius + b.radius):
        named = _by_name(a, b)
        towns = a.kind == b.kind == "city"  # none is a part of the other, even where one name contains the other's
        return Lie.NEAR if named in (Lie.UNKNOWN, Lie.APART) or (towns and named is Lie.WITHIN) else named
    return None if a.wide or b.wide else Lie.APART


def _in_region(inner: Spot, outer: Spot) -> bool:
    return bool(outer.region and inner.admin1 and inner.admin1 in (outer.name, outer.admin1))


def _km(a: Spot, b: Spot) -> float | None:
    """Great-circle distance in kilometres; None without coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return km_between(a.lat, a.lon, b.lat, b.lon)


_ORDER = (Lie.SAME, Lie.NEAR, Lie.WITHIN, Lie.INLAND, Lie.UNKNOWN, Lie.APART)


def closest(mine: tuple[Spot, ...], yours: tuple[Spot, ...]) -> Lie | None:
    """The closest way in which any two of the places lie; None where one side names none."""
    if len(mine) == len(yours) == 1:
        return lie(mine[0], yours[0])
    return min((lie(a, b) for a in mine for b in yours), key=_ORDER.index, default=None)
