"""Distances, directions and how exactly a place is known: what the relation of an event to a place comes to on the ground."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from warmonitor.model.where import Place, Relation, Where

EARTH_KM = 6371.0088
BEARINGS = {"n": 0, "ne": 45, "e": 90, "se": 135, "s": 180, "sw": 225, "w": 270, "nw": 315}
REGIONS = frozenset({"country", "admin1", "admin2", "area"})
"""Kinds of places that hold others."""


def km_between(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Great-circle distance of two points in km."""
    p, q = math.radians(lat), math.radians(lat2)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(lon2 - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def distance_km(a: Place, b: Place) -> float:
    """Great-circle distance of two places; infinite where one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    return km_between(a.lat, a.lon, b.lat, b.lon)


def moved(lat: float, lon: float, km: float, degrees: float) -> tuple[float, float]:
    """The point `km` away from another in a direction (0 north, 90 east)."""
    p, way, angle = math.radians(lat), math.radians(degrees), km / EARTH_KM
    q = math.asin(max(-1.0, min(1.0, math.sin(p) * math.cos(angle) + math.cos(p) * math.sin(angle) * math.cos(way))))
    turn = math.atan2(math.sin(way) * math.sin(angle) * math.cos(p), math.cos(angle) - math.sin(p) * math.sin(q))
    return round(math.degrees(q), 4), round((lon + math.degrees(turn) + 180) % 360 - 180, 4)


def point(where: Where) -> tuple[float, float] | None:
    """Latitude and longitude of the event itself: "33 km south of X" lies 33 km south of X. None where the place is not known or lies off the globe."""
    place = where.place
    if place is None or place.lat is None or place.lon is None or abs(place.lat) > 90 or abs(place.lon) > 180:
        return None
    if aside(where):
        return moved(place.lat, place.lon, where.distance_km or 0.0, BEARINGS[where.bearing or "n"])
    return place.lat, place.lon


def aside(where: Where) -> bool:
    """Whether the event is told to lie off the named place, by a distance and a direction."""
    return where.relation is Relation.DISTANCE and bool(where.distance_km) and where.bearing in BEARINGS


def located(wheres: Iterable[Where]) -> list[Where]:
    """Where one event is told to have been: each known place once, as it is told most exactly (by its radius), in the order of names.

    Regions and countries stay only where no town is among them.
    """
    known: dict[str, tuple[Place, Where]] = {}
    for where in sorted(wheres, key=lambda w: math.inf if w.radius_km is None else w.radius_km):
        if where.place is not None and point(where) is not None:
            known.setdefault(where.place.id, (where.place, where))
    towns = [(place, where) for place, where in known.values() if place.kind not in REGIONS]
    return [where for _, where in sorted(towns or known.values(), key=lambda item: (item[0].name, item[0].id))]


def middle(a: Place, b: Place) -> Place | None:
    """What lies between two places: an area around the middle of the line, half their distance in radius. None without coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    lon = b.lon + 360 * round((a.lon - b.lon) / 360)
    east = ((a.lon + lon) / 2 + 180) % 360 - 180
    shared = {
        field: getattr(a, field) if getattr(a, field) == getattr(b, field) else None for field in ("country", "admin1")
    }
    return Place(
        f"between:{'+'.join(sorted((a.id, b.id)))}", f"between {a.name} and {b.name}", "area", shared["country"], shared["admin1"],
        round((a.lat + b.lat) / 2, 4), round(east, 4), radius_km=max(2.0, round(distance_km(a, b) / 2, 1)),
    )  # fmt: skip


def precision(
    place: Place, relation: Relation, km: float | None = None, bearing: str | None = None
) -> tuple[int, int, float]:
    """ACLED geo-precision (1–3), UCDP where_prec (1–7) and a radius in km of an event with this relation to a place.

    ACLED: 1 the named town, 2 near it or a part of a region, 3 a region or more. UCDP: 1 the exact point, 2 within some 25 km of it, 3 second-level
    region, 4 first-level region, 5 a line or a vague area (river, road, border, between two towns), 6 a country, 7 waters and what lies in no country.
    """
    wide = place.radius_km
    if relation is Relation.DISTANCE and km is not None and place.kind != "country":
        radius = max(3.0, round(km / 4, 1)) if bearing else km
        vague = place.id.startswith("border:")
        return 2, 5 if vague else 2 if radius <= 25 else 3, radius
    if place.kind == "country":
        return 3, 6, wide or 300.0
    if place.kind == "water" or (place.country is None and place.kind == "area" and relation is not Relation.BETWEEN):
        return 3, 5 if place.country else 7, wide or 50.0
    if place.id.startswith(("between:", "border:")) or place.kind == "road":
        return 2 if (wide or 0) <= 25 else 3, 5, wide or 25.0
    if place.kind in ("admin1", "area"):
        part = relation is not Relation.IN
        return (2 if part else 3), 4, round((wide or 50.0) * (0.5 if part else 1.0), 1)
    if place.kind == "admin2":
        return 2, 3, wide or 25.0
    if relation is Relation.PART:
        return 1, 1, wide or 5.0
    if relation is not Relation.IN:
        return 2, 2, {Relation.OUTSKIRTS: 7.0, Relation.TOWARDS: 20.0}.get(relation, 15.0)
    return 1, 1, wide or (2.0 if place.kind == "district" else 5.0)


def in_part(where: Where) -> Where:
    """The place, of which only a part is meant: "the south of the city", said where the city's name stands elsewhere."""
    if where.relation is not Relation.IN:
        return where
    if where.place is None:
        return replace(where, relation=Relation.PART)
    acled, ucdp, radius = precision(where.place, Relation.PART)
    return replace(where, relation=Relation.PART, acled=acled, ucdp=ucdp, radius_km=radius)
