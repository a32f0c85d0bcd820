"""Conflict packs: what is particular to one war, as data in a YAML file that its users can edit.

A pack has `title`, `countries` (ISO codes, where the war is fought), `since` (its first day), and the tables

* `sides`: id → `name`, `allied`, `opposed` (other sides);
* `actors`: id → `name` (neutral, by ACLED's conventions), `kind` (ACLED inter code 1–8), `side`, `names`, `loaded` (term → sides whose sources use it),
  `since`, `until` (of several with one name the one is meant that there was on the day);
* `sources`: id → `name`, `names`, `country`, `side`, `type`, `ownership`, `reliability` (A–F, of the Admiralty scale; a starting point to be edited);
* `places`, `areas`, `roads`: region → name → `at` (latitude, longitude), `names`, `kind`, `km` (radius), `people` (population), `country`, or `same` (id of a
  place of the gazetteer, which gets the names).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import yaml

from warmonitor.ground.fold import fold, loose, skeleton
from warmonitor.ground.gazetteer import Match
from warmonitor.lang.tables import parse
from warmonitor.model.errors import UserError
from warmonitor.model.where import Place

T = TypeVar("T")

RELIABILITY = "ABCDEF"
"""The Admiralty scale: A completely reliable … E unreliable, F cannot be judged."""
TYPES = ("agency", "newspaper", "broadcaster", "monitor", "government", "armed group", "aid", "other")
OWNERSHIP = ("state", "public", "party", "private", "cooperative")


@dataclass(frozen=True, slots=True)
class Side:
    """A camp of the war."""

    id: str
    name: str
    allied: tuple[str, ...] = ()
    opposed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Who fights, governs or suffers. `name` neutral; `kind` ACLED's inter code; `loaded` terms with the sides whose sources use them."""

    id: str
    name: str
    kind: int
    side: str | None = None
    names: tuple[str, ...] = ()
    loaded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None

    def existed(self, on: date) -> bool:
        """Whether it was there on a day, as far as the pack says."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet or speaker; `type` is one of `TYPES`, `ownership` of `OWNERSHIP`."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    country: str | None = None
    side: str | None = None
    type: str = "other"
    ownership: str | None = None
    reliability: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A place that the pack lists; `same` is the id of the gazetteer's place that it names, if any."""

    place: Place
    names: tuple[str, ...] = ()
    same: str | None = None


@dataclass(frozen=True)
class Pack:
    """One or several packs; look-up folds case, diacritics, articles and transliteration."""

    name: str
    title: str
    countries: tuple[str, ...] = ()
    since: date | None = None
    sides: Mapping[str, Side] = field(default_factory=dict)
    actors: Mapping[str, Actor] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    listed: tuple[Listed, ...] = ()

    @classmethod
    def load(cls, name: str | Path) -> Pack:
        """The pack of that name that ships, or the YAML file at that path.

        Raises UserError where there is none (naming those that ship) or where the file breaks the format (naming file and key).
        """
        file = Path(name)
        if file.suffix in (".yml", ".yaml"):
            if not file.is_file():
                raise UserError(f"{name}: no such pack file; those that ship are {', '.join(shipped())}")
            return _read(str(file.resolve()), file.stat().st_mtime_ns)
        if str(name) not in shipped():
            raise UserError(
                f"{name}: no such conflict pack; there are {', '.join(shipped())}, or give the path of a .yml file"
            )
        return _read(str(_folder() / f"{name}.yml"), 0)

    @classmethod
    def merge(cls, packs: Iterable[Pack]) -> Pack:
        """One pack of several; where two define one id, the later counts, but sides stay allied and opposed as any of them says.

        ValueError where there is none.
        """
        every = list(packs)
        if len(every) == 1:
            return every[0]
        if not every:
            raise ValueError("no packs to merge")
        return cls(
            name="+".join(p.name for p in every),
            title="; ".join(p.title for p in every),
            countries=tuple(dict.fromkeys(c for p in every for c in p.countries)),
            since=min((p.since for p in every if p.since), default=None),
            sides={k: _one_side([p.sides[k] for p in every if k in p.sides]) for p in every for k in p.sides},
            actors={k: v for p in every for k, v in p.actors.items()},
            sources={k: v for p in every for k, v in p.sources.items()},
            listed=tuple(x for p in every for x in p.listed),
        )

    def relation(self, a: str | None, b: str | None) -> str | None:
        """How two sides stand: "same", "allied", "opposed", or None where the pack does not say."""
        if a is None or b is None:
            return None
        if a == b:
            return "same"
        for one, other in ((a, b), (b, a)):
            side = self.sides.get(one)
            if side and other in side.opposed:
                return "opposed"
            if side and other in side.allied:
                return "allied"
        return None

    def actor(self, name: str, on: date | None = None, /) -> Actor | None:
        """The actor called `name`, by any of its names or loaded terms; None where there is none or a misspelt `name` fits several.

        Of several with that name the first, or of those the first that there was on a day.
        """
        found = _find(name, self._actor_names)
        return next((a for a in found if on is not None and a.existed(on)), next(iter(found), None))

    def source(self, name: str, /) -> Source | None:
        """The outlet or speaker called `name`; None where there is none."""
        return next(iter(_find(name, self._source_names)), None)

    def wording(self, name: str, /) -> tuple[str, ...]:
        """The sides whose sources call an actor `name`, where that is a loaded term; () elsewhere."""
        actor, key = self.actor(name), _key(name)
        return next((sides for term, sides in actor.loaded.items() if _key(term) == key), ()) if actor else ()

    def named(self, name: str) -> list[Match]:
        """Listed places called `name`, best tier first; those that stand for a place of the gazetteer carry its id."""
        found: dict[str, Match] = {}
        keys = (fold(name), "~" + loose(name), "=" + skeleton(name))
        for tier, key in zip((0, 2, 3), keys, strict=True):
            for listed in self._place_names.get(key, ()) if len(key) > 2 + (tier == 3) else ():
                own = tier == 0 and fold(listed.place.name) != key
                found.setdefault(listed.place.id, Match(listed.place, 1 if own else tier, name))
        return list(found.values())

    @cached_property
    def _place_names(self) -> Mapping[str, list[Listed]]:
        found: dict[str, dict[int, Listed]] = defaultdict(dict)
        for number, listed in enumerate(self.listed):
            for name in (listed.place.name, *listed.names):
                for key in (fold(name), "~" + loose(name), "=" + skeleton(name)):
                    found[key][number] = listed
        return {key: list(them.values()) for key, them in found.items()}

    @cached_property
    def _actor_names(self) -> Mapping[str, Sequence[Actor]]:
        return _index((a, (a.name, *a.names, *a.loaded)) for a in self.actors.values())

    @cached_property
    def _source_names(self) -> Mapping[str, Sequence[Source]]:
        return _index((s, (s.name, *s.names)) for s in self.sources.values())


_THE = re.compile(r"^(?:the|a|an|some|several) ")
_YEARS = re.compile(r"\s*\((?:\d{4}-(?:\d{4})?|[^)]*\d{4})\)$")


def _one_side(known: Sequence[Side]) -> Side:
    """A side as several packs know it."""
    allied, opposed = (tuple(dict.fromkeys(x for s in known for x in getattr(s, how))) for how in ("allied", "opposed"))
    return replace(known[-1], allied=allied, opposed=opposed)


def _key(name: str) -> str:
    return _THE.sub("", fold(_YEARS.sub("", name)))


def _index(entries: Iterable[tuple[T, Iterable[str]]]) -> Mapping[str, Sequence[T]]:
    """Names to entries, by strict keys and (with "~") loose ones."""
    found: dict[str, dict[int, T]] = defaultdict(dict)
    for entry, names in entries:
        for key in map(_key, names):
            found[key][id(entry)] = found["~" + loose(key)][id(entry)] = entry
    return {key: list(them.values()) for key, them in found.items()}


def _find(name: str, index: Mapping[str, Sequence[T]]) -> Sequence[T]:
    """Those called `name`; nobody where only its loose key is known, and several share it."""
    key = _key(name)
    if key in index:
        return index[key]
    bare = loose(key)
    found = index.get("~" + bare, ()) if len(bare) > 3 else ()
    return found if len(found) == 1 else ()


# ---------------------------------------------------------------------------------------------------------------- reading the file


def shipped() -> list[str]:
    """Names of the packs that come with warmonitor."""
    return sorted(f.stem for f in _folder().glob("*.yml"))


def _folder() -> Path:
    return Path(str(resources.files("warmonitor") / "packs"))


@lru_cache(maxsize=16)
def _read(file: str, stamp: int) -> Pack:
    try:
        data = parse(Path(file).read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise UserError(f"{file}: not a readable YAML file: {' '.join(str(error).split())}") from error
    return _Reader(file).pack(data)


_KEYS = {
    "pack": {"title", "countries", "since", "sides", "actors", "sources", "places", "areas", "roads"},
    "sides": {"name", "allied", "opposed"},
    "actors": {"name", "kind", "side", "names", "loaded", "since", "until"},
    "sources": {"name", "names", "country", "side", "type", "ownership", "reliability"},
    "places": {"at", "names", "kind", "km", "people", "same", "country"},
}
_PLACE_KINDS = {"city", "district", "area", "road", "crossing", "water", "other", "admin1", "admin2"}


class _Reader:
    """Checks a parsed pack file key by key; every complaint names the file and the key."""

    def __init__(self, file: str) -> None:
        self.file = file

    def fail(self, where: str, what: str) -> UserError:
        return UserError(f"{self.file}: {where}: {what}")

    def table(self, data: Any, where: str, keys: str | None = None) -> dict[str, Any]:
        if data is None:
            return {}
        if not isinstance(data, dict):
            raise self.fail(where, f"must be a table of keys, not {type(data).__name__}")
        for key in data:
            if not isinstance(key, str):
                raise self.fail(where, f"the key {key!r} must be text (put it in quotes)")
            if keys and key not in _KEYS[keys]:
                raise self.fail(
                    f"{where}.{key}" if where else key, f"unknown key; known are {', '.join(sorted(_KEYS[keys]))}"
                )
        return data

    def text(self, data: Any, where: str) -> str:
        if not isinstance(data, str) or not data.strip():
            raise self.fail(where, f"must be text, not {data!r}")
        return data

    def texts(self, data: Any, where: str) -> tuple[str, ...]:
        if data is None:
            return ()
        if not isinstance(data, list):
            raise self.fail(where, f"must be a list [a, b], not {data!r}")
        return tuple(self.text(x, f"{where}[{i}]") for i, x in enumerate(data))

    def day(self, data: Any, where: str) -> date | None:
        if data is not None and not isinstance(data, date):
            raise self.fail(where, f"must be a day YYYY-MM-DD, not {data!r}")
        return data

    def one_of(self, data: Any, known: Iterable[Any], where: str) -> Any:
        known = list(known)
        if data is not None and data not in known:
            raise self.fail(where, f"{data!r} is not known here; known are {', '.join(map(str, known))}")
        return data

    def pack(self, data: Any) -> Pack:
        top = self.table(data, "", "pack")
        sides = {k: self.side(k, v) for k, v in self.table(top.get("sides"), "sides").items()}
        for side in sides.values():
            for other in (*side.allied, *side.opposed):
                self.one_of(other, sides, f"sides.{side.id}")
        countries = self.texts(top.get("countries"), "countries")
        actors = {k: self.actor(k, v, sides) for k, v in self.table(top.get("actors"), "actors").items()}
        return Pack(
            name=Path(self.file).stem,
            title=self.text(top.get("title"), "title"),
            countries=countries,
            since=self.day(top.get("since"), "since"),
            sides=sides,
            actors=actors,
            sources={k: self.source(k, v, sides) for k, v in self.table(top.get("sources"), "sources").items()},
            listed=tuple(
                self.place(kind, region, name, about, countries)
                for section, kind in (("places", "city"), ("areas", "area"), ("roads", "road"))
                for region, names in self.table(top.get(section), section).items()
                for name, about in self.table(names, f"{section}.{region}").items()
            ),
        )

    def side(self, key: str, data: Any) -> Side:
        where = f"sides.{key}"
        row = self.table(data, where, "sides")
        allied, opposed = (
            self.texts(row.get("allied"), f"{where}.allied"),
            self.texts(row.get("opposed"), f"{where}.opposed"),
        )
        return Side(key, self.text(row.get("name"), f"{where}.name"), allied, opposed)

    def actor(self, key: str, data: Any, sides: Mapping[str, Side]) -> Actor:
        where = f"actors.{key}"
        row = self.table(data, where, "actors")
        loaded = {
            k: self.texts(v, f"{where}.loaded.{k}") for k, v in self.table(row.get("loaded"), f"{where}.loaded").items()
        }
        for term, users in loaded.items():
            for user in users:
                self.one_of(user, sides, f"{where}.loaded.{term}")
        if row.get("kind") not in range(1, 9):
            raise self.fail(f"{where}.kind", f"must be an ACLED inter code from 1 to 8, not {row.get('kind')!r}")
        return Actor(
            key,
            self.text(row.get("name"), f"{where}.name"),
            row["kind"],
            self.one_of(row.get("side"), sides, f"{where}.side"),
            self.texts(row.get("names"), f"{where}.names"),
            loaded,
            self.day(row.get("since"), f"{where}.since"),
            self.day(row.get("until"), f"{where}.until"),
        )

    def source(self, key: str, data: Any, sides: Mapping[str, Side]) -> Source:
        where = f"sources.{key}"
        row = self.table(data, where, "sources")
        return Source(
            key,
            self.text(row.get("name"), f"{where}.name"),
            self.texts(row.get("names"), f"{where}.names"),
            row.get("country"),
            self.one_of(row.get("side"), sides, f"{where}.side"),
            self.one_of(row.get("type", "other"), TYPES, f"{where}.type"),
            self.one_of(row.get("ownership"), OWNERSHIP, f"{where}.ownership"),
            self.one_of(row.get("reliability"), RELIABILITY, f"{where}.reliability"),
        )

    def place(self, kind: str, region: str, name: str, data: Any, countries: tuple[str, ...]) -> Listed:
        where = f"{kind}.{region}.{name}"
        row = self.table(data, where, "places")
        same, at = row.get("same"), row.get("at")
        if at is not None and not (
            isinstance(at, list) and len(at) == 2 and all(isinstance(x, int | float) for x in at)
        ):
            raise self.fail(f"{where}.at", f"must be [latitude, longitude] in degrees, not {at!r}")
        if at is not None and not (-90 <= at[0] <= 90 and -180 <= at[1] <= 180):
            raise self.fail(f"{where}.at", f"{at} is off the globe; latitude comes first")
        if at is None and same is None:
            raise self.fail(where, "needs `at: [latitude, longitude]` or `same: gn:…`")
        lat, lon = at or (None, None)
        slug = "-".join(x for x in (fold(region), fold(name)) if x).replace(" ", "-")
        place = Place(
            id=same or f"pack:{slug}",
            name=name,
            kind=self.one_of(row.get("kind", kind), sorted(_PLACE_KINDS), f"{where}.kind"),
            country=row.get("country", countries[0] if countries else None),
            admin1=None if region == "anywhere" else region,
            lat=lat,
            lon=lon,
            population=int(row.get("people", 0)),
            radius_km=row.get("km"),
        )
        return Listed(place, self.texts(row.get("names"), f"{where}.names"), same)
