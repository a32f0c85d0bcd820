"""OpenStreetMap: GeoJSON (also of other makers, with a `name`) and the JSON that the Overpass API answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from warmonitor.ground.gazetteer_rows import Row, region_names
from warmonitor.model.errors import UserError

from .table import Surroundings

MAX_BYTES = 1 << 30
PLACES = {
    "city": "city", "town": "city", "village": "city", "hamlet": "city", "isolated_dwelling": "city", "farm": "city", "locality": "area",
    "suburb": "district", "quarter": "district", "neighbourhood": "district", "borough": "district", "city_block": "district",
    "island": "area", "islet": "area", "archipelago": "area", "region": "area", "sea": "water", "ocean": "water",
    "state": "admin1", "province": "admin1", "county": "admin2", "district": "admin2", "municipality": "admin2", "country": "country",
}  # fmt: skip
"""Values of `place` to kinds of ours."""
LEVELS = {"2": "country", "4": "admin1", "6": "admin2"}
OTHERS = (
    ("highway", "road"),
    ("waterway", "water"),
    ("water", "water"),
    ("natural", "area"),
    ("barrier", "crossing"),
    ("landuse", "area"),
)
PEOPLE = {"city": 100_000, "town": 10_000, "village": 500}
"""What a place without a number of people counts as; the wiki of OpenStreetMap names these sizes."""
NAMES = (
    "name:en",
    "int_name",
    "name",
    "alt_name:en",
    "alt_name",
    "old_name",
    "official_name:en",
    "official_name",
    "short_name",
    "loc_name",
)


class OsmTable:
    """Elements of one JSON file, read whole."""

    format = "osm"

    def __init__(self, path: Path) -> None:
        if path.stat().st_size > MAX_BYTES:
            raise UserError(f"{path}: larger than {MAX_BYTES >> 30} GB; cut it into regions, or add a GeoNames dump")
        try:
            data = json.loads(path.read_text("utf-8-sig"))
        except (ValueError, UnicodeDecodeError) as error:
            raise UserError(f"{path}: not readable as JSON: {error}") from error
        found = _features(data)
        if found is None:
            raise UserError(f"{path}: neither GeoJSON (`features`) nor an answer of Overpass (`elements`)")
        self.path, self.left_out, self._elements = path, 0, []
        for element in found:
            if (known := _known(*element)) is not None:
                self._elements.append(known)
            else:
                self.left_out += 1

    def populations(self) -> Iterator[int]:
        """People of each place."""
        for _, tags, _, _ in self._elements:
            yield _people(tags)

    def rows(self, around: Surroundings) -> Iterator[Row]:
        """The places, each in the country and region of the nearest town that the gazetteer has."""
        for ref, tags, lat, lon in self._elements:
            country, region = around.nearest(lat, lon)
            country = _country(tags) or country
            kind = kind_of(tags)
            names = [part for key in NAMES for part in str(tags.get(key) or "").split(";") if part.strip()]
            own = names[0].strip()
            more = [own, *region_names(own)] if kind in ("admin1", "admin2") else [own]
            if kind == "admin1":
                region = own
            yield Row(
                ref, own, kind, country, region, own if kind == "admin2" else None, lat, lon, _people(tags), None, more,
                [n.strip() for n in names[1:]],
            )  # fmt: skip


def kind_of(tags: Mapping[str, Any]) -> str:
    """Our kind of an element; "other" where its tags tell nothing."""
    if (kind := PLACES.get(str(tags.get("place")))) is not None:
        return kind
    if tags.get("boundary") == "administrative":
        return LEVELS.get(str(tags.get("admin_level")), "area")
    return next((kind for key, kind in OTHERS if key in tags), "other")


def _people(tags: Mapping[str, Any]) -> int:
    digits = "".join(c for c in str(tags.get("population") or "").split(".")[0] if c.isdigit())[:10]
    return int(digits) if digits else PEOPLE.get(str(tags.get("place")), 0)


def _country(tags: Mapping[str, Any]) -> str | None:
    for key in ("ISO3166-1", "ISO3166-1:alpha2", "is_in:country_code", "addr:country", "country_code"):
        code = str(tags.get(key) or "").upper()
        if len(code) == 2 and code.isalpha():
            return code
    return None


_Element = tuple[str, dict[str, Any], float, float]


def _known(ref: str, tags: Any, point: tuple[float, float] | None) -> _Element | None:
    if not isinstance(tags, dict) or point is None or not any(str(tags.get(k) or "").strip() for k in NAMES):
        return None
    lat, lon = point
    return (ref, tags, lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def _features(data: Any) -> Iterator[tuple[str, Any, tuple[float, float] | None]] | None:
    """(id, tags, point) of each element; None where the file is of neither form."""
    if not isinstance(data, dict):
        return None
    if isinstance(data.get("elements"), list):
        return (
            (f"osm:{e.get('type', 'node')}/{e.get('id', n)}", e.get("tags"), _numbers(e) or _numbers(e.get("center")))
            for n, e in enumerate(data["elements"])
            if isinstance(e, dict) and "tags" in e
        )
    if isinstance(data.get("features"), list):
        return (_feature(n, f) for n, f in enumerate(data["features"]) if isinstance(f, dict))
    return None


def _feature(number: int, feature: dict[str, Any]) -> tuple[str, Any, tuple[float, float] | None]:
    tags = feature.get("properties")
    ref = feature.get("id") or (tags or {}).get("@id") or (tags or {}).get("osm_id") or number
    geometry = feature.get("geometry")
    return f"osm:{ref}", tags, _middle(geometry.get("coordinates")) if isinstance(geometry, dict) else None


def _numbers(at: Any) -> tuple[float, float] | None:
    try:
        return float(at["lat"]), float(at["lon"])
    except (KeyError, TypeError, ValueError):
        return None


def _middle(coordinates: Any) -> tuple[float, float] | None:
    """The middle of the box around a geometry of any depth, (latitude, longitude)."""
    points: list[tuple[float, float]] = []
    stack = [coordinates]
    while stack and len(points) < 100_000:
        at = stack.pop()
        if isinstance(at, list) and len(at) >= 2 and all(isinstance(x, int | float) for x in at[:2]):
            points.append((float(at[1]), float(at[0])))
        elif isinstance(at, list):
            stack.extend(at)
    if not points:
        return None
    lats, lons = zip(*points, strict=True)
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
