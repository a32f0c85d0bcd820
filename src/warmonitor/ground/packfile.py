"""The file of a conflict pack: YAML or JSON that its users can edit, checked key by key; every complaint names the file and the key.

JSON is for what every command waits for: it is read in a thirtieth of the time. A pack has `title`, `about` (notes for who edits it), `countries`
(ISO codes, where the war is fought), `since` (its first day), and the tables

* `sides`: id → `name`, `allied`, `opposed` (other sides); those of `packs/world.json` ("sudan", "rsf") are known without;
* `actors`: id → `name` (neutral, by ACLED's conventions), `kind` (ACLED inter code 1–8), `side`, `names`, `loaded` (term → sides whose sources use it),
  `countries` (ISO codes, where it acts), `since`, `until` (of several with one name the one is meant that acts there and that there was on the day);
* `sources`: id → `name`, `names`, `country`, `side`, `type`, `ownership`, `reliability` (A–F, of the Admiralty scale; a starting point to be edited);
* `places`, `areas`, `roads`: region → name → `at` (latitude, longitude), `names`, `kind`, `km` (radius), `people` (population), `country`, or `same` (id of a
  place of the gazetteer, which gets the names).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from math import isfinite
from pathlib import Path
from typing import Any

from warmonitor.ground.countries import countries
from warmonitor.ground.fold import fold
from warmonitor.ground.packs import OWNERSHIP, RELIABILITY, TYPES, Actor, Listed, Pack, Side, Source
from warmonitor.lang.tables import parse
from warmonitor.model.errors import UserError
from warmonitor.model.where import Place

GENERAL = "world"
"""The pack of all wars, which is always there."""

KEYS = {
    "pack": {"title", "about", "countries", "since", "sides", "actors", "sources", "places", "areas", "roads"},
    "sides": {"name", "allied", "opposed"},
    "actors": {"name", "kind", "side", "names", "loaded", "since", "until", "countries"},
    "sources": {"name", "names", "country", "side", "type", "ownership", "reliability"},
    "places": {"at", "names", "kind", "km", "people", "same", "country"},
}
"""By table, the keys that it may have."""

SUFFIXES = (".yml", ".yaml", ".json")
_SHIPPED = Path(__file__).parents[1] / "packs"

KINDS = {"places": "city", "areas": "area", "roads": "road"}
"""Tables of places, and of which kind those are that do not tell."""

PLACE_KINDS = ("admin1", "admin2", "area", "city", "crossing", "district", "other", "road", "water")


def load(name: str | Path) -> Pack:
    """See `Pack.load`."""
    file = Path(name)
    if file.suffix in SUFFIXES:
        if not file.is_file():
            raise UserError(f"{name}: no such pack file; those that ship are {', '.join(shipped())}")
        return _read(str(file.resolve()), file.stat().st_mtime_ns)
    if str(name) not in shipped():
        raise UserError(
            f"{name}: no such conflict pack; there are {', '.join(shipped())}, or give the path of a .yml file"
        )
    return _read(str(next(f for f in _files() if f.stem == str(name))), 0)


def shipped() -> list[str]:
    """Names of the packs that come with warmonitor."""
    return sorted(f.stem for f in _files())


def _files() -> list[Path]:
    return [f for f in _SHIPPED.iterdir() if f.suffix in SUFFIXES]


@lru_cache(maxsize=16)
def _read(file: str, stamp: int) -> Pack:
    try:
        text = Path(file).read_text("utf-8")
        data = json.loads(text) if file.endswith(".json") else _yaml(text)
    except (ValueError, OSError, RecursionError) as error:
        raise UserError(f"{file}: not a readable {_format(file)} file: {' '.join(str(error).split())}") from error
    return _pack(Path(file).stem, _Table(file, "", data, "pack"))


def _yaml(text: str) -> Any:
    import yaml  # here, as most commands have no pack of their own to read

    try:
        return parse(text)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error


def _format(file: str) -> str:
    return "JSON" if file.endswith(".json") else "YAML"


class _Table:
    """A table of the file; `where`: the keys that lead to it, `keys`: which of `KEYS` it may have (None: any)."""

    def __init__(self, file: str, where: str, data: Any, keys: str | None = None) -> None:
        self.file, self.where = file, where
        if not isinstance(data, dict | None):
            raise UserError(f"{file}: {where}: must be a table of keys, not {type(data).__name__}")
        self.data: dict[str, Any] = data or {}
        if keys and self.data.keys() <= KEYS[keys]:
            return
        for key in self.data:
            if not isinstance(key, str):
                raise UserError(f"{file}: {where}: the key {key!r} must be text (put it in quotes)")
            if keys and key not in KEYS[keys]:
                raise self.fail(key, f"unknown key; known are {', '.join(sorted(KEYS[keys]))}")

    def fail(self, key: str, what: str) -> UserError:
        return UserError(f"{self.file}: {self.path(key)}: {what}")

    def path(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key

    def table(self, key: str, keys: str | None = None) -> _Table:
        return _Table(self.file, self.path(key), self.data.get(key), keys)

    def tables(self, key: str, keys: str | None = None) -> Iterator[tuple[str, _Table]]:
        """The tables in the table at `key`, by name."""
        outer = self.table(key)
        return ((name, outer.table(name, keys)) for name in outer.data)

    def text(self, key: str) -> str:
        found = self.data.get(key)
        if not isinstance(found, str) or not found.strip():
            raise self.fail(key, f"must be text, not {found!r}")
        return found

    def texts(self, key: str, known: Iterable[str] | None = None) -> tuple[str, ...]:
        """A list of texts, all of them among the `known` ones."""
        found = self.data.get(key) or ()
        if not isinstance(found, list | tuple):
            raise self.fail(key, f"must be a list [a, b], not {found!r}")
        for n, text in enumerate(found):
            if not isinstance(text, str) or not text.strip():
                raise self.fail(f"{key}[{n}]", f"must be text, not {text!r}")
            self._among(key, text, known)
        return tuple(found)

    def one_of(self, key: str, known: Iterable[str], default: str | None = None) -> Any:
        found = self.data.get(key, default)
        self._among(key, found, known)
        return found

    def _among(self, key: str, found: Any, known: Iterable[str] | None) -> None:
        if known is not None and found is not None and found not in (every := list(known)):
            raise self.fail(key, f"{found!r} is not known here; known are {', '.join(every)}")

    def country(self, key: str, default: str | None = None) -> str | None:
        found = self.data.get(key, default)
        self._code(key, found)
        return found

    def countries(self, key: str) -> tuple[str, ...]:
        found = self.data.get(key)
        for n, code in enumerate(found if isinstance(found, list) else ()):
            self._code(f"{key}[{n}]", code)
        return self.texts(key)

    def _code(self, key: str, found: Any) -> None:
        if found is False:  # what YAML makes of it
            raise self.fail(key, "NO, for Norway, must stand in quotes")
        if found is not None and not (isinstance(found, str) and found in countries()):
            raise self.fail(key, f"{found!r} is no ISO code of a country, such as SY")

    def days(self) -> tuple[date | None, date | None]:
        """Its first and its last day, in this order."""
        since, until = self.day("since"), self.day("until")
        if since is not None and until is not None and until < since:
            raise self.fail("until", f"{until} is before since, {since}")
        return since, until

    def day(self, key: str) -> date | None:
        found = self.data.get(key)
        if isinstance(found, str):  # as JSON has it
            try:
                return date.fromisoformat(found)
            except ValueError:
                pass
        if not isinstance(found, date | None) or isinstance(found, datetime):
            raise self.fail(key, f"must be a day YYYY-MM-DD, not {found!r}")
        return found

    def number(self, key: str) -> float | None:
        found = self.data.get(key)
        if not isinstance(found, int | float | None) or not isfinite(found or 0):
            raise self.fail(key, f"must be a number, not {found!r}")
        return found

    def point(self, key: str) -> tuple[float, float] | None:
        at = self.data.get(key)
        if at is None:
            return None
        if not (isinstance(at, list) and len(at) == 2 and all(isinstance(x, int | float) for x in at)):
            raise self.fail(key, f"must be [latitude, longitude] in degrees, not {at!r}")
        if not (-90 <= at[0] <= 90 and -180 <= at[1] <= 180):
            raise self.fail(key, f"{at} is off the globe; latitude comes first")
        return at[0], at[1]


def _pack(name: str, top: _Table) -> Pack:
    ids = top.table("sides").data
    sides = {
        k: Side(k, t.text("name"), t.texts("allied", ids), t.texts("opposed", ids))
        for k, t in top.tables("sides", "sides")
    }
    fought = top.countries("countries")
    home = fought[0] if fought else None
    return Pack(
        name=name,
        title=top.text("title"),
        countries=fought,
        since=top.day("since"),
        sides=sides,
        actors={key: _actor(key, table, sides) for key, table in top.tables("actors", "actors")},
        sources={key: _source(key, table, sides) for key, table in top.tables("sources", "sources")},
        listed=tuple(
            _place(place, region, table, kind, home)
            for section, kind in KINDS.items()
            for region, _ in top.tables(section)
            for place, table in top.table(section).tables(region, "places")
        ),
    )


def _actor(key: str, table: _Table, sides: Mapping[str, Side]) -> Actor:
    loaded = table.table("loaded") if "loaded" in table.data else None
    kind: Any = table.data.get("kind")
    if kind not in range(1, 9):
        raise table.fail("kind", f"must be an ACLED inter code from 1 to 8, not {kind!r}")
    return Actor(
        key, table.text("name"), kind, _side(table, sides), table.texts("names"), {term: loaded.texts(term, sides) for term in loaded.data} if loaded else {},
        *table.days(), table.countries("countries"),
    )  # fmt: skip


def _side(table: _Table, sides: Mapping[str, Side]) -> str | None:
    """Whose side somebody is on: one of the file, or one of the pack of all wars, which stands behind it."""
    found = table.data.get("side")
    if not isinstance(found, str) or found in sides:
        known: str | None = table.one_of("side", sides)
        return known
    others = load(GENERAL).sides
    if found in others:
        return found
    from difflib import get_close_matches  # here, as few sides are mistaken

    like = get_close_matches(found, others, 3)
    hint = f", and those of {GENERAL}.json, such as {', '.join(like)}" if like else f", and those of {GENERAL}.json"
    raise table.fail("side", f"{found!r} is not known here; known are {', '.join(sides) or 'none of its own'}{hint}")


def _source(key: str, table: _Table, sides: Mapping[str, Side]) -> Source:
    return Source(
        key, table.text("name"), table.texts("names"), table.country("country"), _side(table, sides), table.one_of("type", TYPES, "other"),
        table.one_of("ownership", OWNERSHIP), table.one_of("reliability", RELIABILITY),
    )  # fmt: skip


def _place(name: str, region: str, table: _Table, kind: str, home: str | None) -> Listed:
    same = table.text("same") if table.data.get("same") is not None else None
    at = table.point("at")
    if at is None and same is None:
        raise UserError(f"{table.file}: {table.where}: needs `at: [latitude, longitude]` or `same: gn:…`")
    slug = "-".join(x for x in (fold(region), fold(name)) if x).replace(" ", "-")
    place = Place(
        id=same or f"pack:{slug}",
        name=name,
        kind=table.one_of("kind", PLACE_KINDS, kind),
        country=table.country("country", home),
        admin1=None if region == "anywhere" else region,
        lat=at[0] if at else None,
        lon=at[1] if at else None,
        population=int(table.number("people") or 0),
        radius_km=table.number("km"),
    )
    return Listed(place, table.texts("names"), same)
