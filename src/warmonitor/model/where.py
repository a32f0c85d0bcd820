"""Places where something is said to have happened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .filling import filled
from .span import Span


class Relation(StrEnum):
    """How the event lies to the named place (spatial relation)."""

    IN = "in"
    NEAR = "near"
    OUTSKIRTS = "outskirts"
    DISTANCE = "distance"  # 33 km south of
    TOWARDS = "towards"
    BETWEEN = "between"
    PART = "part"  # part of, northern


@filled
@dataclass(frozen=True, slots=True)
class Place:
    """A known place, with coordinates in degrees (WGS 84).

    What stands before the colon of `id` tells where it is known from: `gn`, `osm`, `ocha` a gazetteer, `country`, `admin1`, `admin2`, `region`,
    `town`, `border` our own tables, `pack` a conflict pack; `between` was made of two others. docs/places.md has each form.
    """

    id: str
    name: str
    kind: str  # country, admin1, admin2, city, district, area, road, crossing, water, other
    country: str | None = None  # ISO 3166-1 alpha-2
    admin1: str | None = None  # name of the first-level region
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    radius_km: float | None = None
    admin2: str | None = None  # name of the second-level region (district, county)


@filled
@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate of toponym resolution: a place that the words may mean, its score (0–1) and the reasons that made it."""

    place: Place
    score: float
    reasons: tuple[str, ...] = ()


@filled
@dataclass(frozen=True, slots=True)
class Where:
    """A toponym as written, and the place it is resolved to; `place` is None where nothing was sure enough (`candidates` stay).

    `acled`: ACLED geo-precision, 1 the named town, 2 near it or a part of a region, 3 a region or more. `ucdp`: UCDP GED where_prec 1–7.
    `relation`, `distance_km` and `bearing` tell how the event lies to the place, `radius_km` how far around its point it may have been.
    """

    text: str
    span: Span | None = None
    relation: Relation = Relation.IN
    place: Place | None = None
    candidates: tuple[Candidate, ...] = ()
    acled: int | None = None
    ucdp: int | None = None
    distance_km: float | None = None
    bearing: str | None = None  # n, ne, e, …
    radius_km: float | None = None
