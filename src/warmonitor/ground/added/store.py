"""Adding tables to the gazetteer file, and taking them out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from warmonitor.ground.gazetteer import SCHEMA, Progress
from warmonitor.ground.gazetteer_build import name_keys, uncollected
from warmonitor.ground.gazetteer_rows import Row
from warmonitor.model.errors import UserError

from .kept import drop, keep
from .table import Surroundings, Table

BATCH = 100_000  # rows folded and written together: some 150 MB


@dataclass(frozen=True, slots=True)
class Source:
    """A source in the gazetteer; `origin` is the file or address that it came from."""

    name: str
    format: str
    origin: str
    places: int


@dataclass(frozen=True, slots=True)
class Added:
    """What `add` did; `left_out` rows had no name or no coordinates, `replaced` places of the source were there before."""

    source: Source
    left_out: int
    replaced: int


def add(path: Path, name: str, table: Table, *, origin: str, progress: Progress | None = None) -> Added:
    """Writes the places of `table` into the gazetteer at `path` under `name`, in place of those that it held under it.

    Of what goes into the user's gazetteer the file is kept too, so that one that is built anew has it again.
    Raises UserError where the gazetteer cannot be written, or where the table has no place at all.
    """
    tell = progress or (lambda what, share: None)
    with uncollected(), _open(path) as connection:
        replaced = _delete(connection, name)
        first = int(connection.execute("SELECT coalesce(max(id), 0) + 1 FROM place").fetchone()[0])
        tell("reading", 0.0)
        order = _order(np.fromiter(table.populations(), dtype=np.int64))
        if not len(order):
            raise UserError(f"{origin}: no places in it")
        _write(connection, table.rows(_surroundings(connection)), first + order, tell)
        last = first + len(order) - 1
        tell("words of names", 0.9)
        connection.execute(
            "INSERT INTO words (rowid, name) SELECT id, name FROM place WHERE id BETWEEN ? AND ?", (first, last)
        )
        connection.execute(
            "INSERT INTO source VALUES (?,?,?,?,?,?)", (name, table.format, origin, first, last, len(order))
        )
    keep(path, name, table.path, origin)
    tell("done", 1.0)
    return Added(Source(name, table.format, origin, len(order)), table.left_out, replaced)


def remove(path: Path, name: str) -> int:
    """Takes a source out; how many places it had. Raises UserError where there is none of that name."""
    with _open(path) as connection:
        known = [row[0] for row in connection.execute("SELECT name FROM source")]
        if name not in known:
            there = f"there are {', '.join(sorted(known))}" if known else "nothing was added to it"
            raise UserError(f"{name}: no such source in the gazetteer; {there}")
        taken = _delete(connection, name)
    drop(path, name)
    return taken


def sources(path: Path) -> list[Source]:
    """The sources that were added, by name."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        found = connection.execute("SELECT name, format, origin, places FROM source ORDER BY name")
        return [Source(*row) for row in found]


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    """The file in one transaction, which is kept where the block ends well."""
    try:
        with closing(sqlite3.connect(path, timeout=10, isolation_level=None)) as connection:
            connection.executescript("PRAGMA cache_size = -400000; PRAGMA synchronous = NORMAL")
            if connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone() != (SCHEMA,):
                raise UserError(f"{path}: made by another version of warmonitor; delete it and it is built anew")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise
    except (sqlite3.DatabaseError, OSError) as error:
        raise UserError(f"{path}: the gazetteer cannot be written: {error}") from error


def _delete(connection: sqlite3.Connection, name: str) -> int:
    row = connection.execute("SELECT first, last, places FROM source WHERE name = ?", (name,)).fetchone()
    if row is None:
        return 0
    block = row[:2]
    connection.execute(
        "INSERT INTO words (words, rowid, name) SELECT 'delete', id, name FROM place WHERE id BETWEEN ? AND ?", block
    )
    connection.execute("DELETE FROM name WHERE place BETWEEN ? AND ?", block)
    connection.execute("DELETE FROM place WHERE id BETWEEN ? AND ?", block)
    connection.execute("DELETE FROM source WHERE name = ?", (name,))
    return int(row[2])


def _order(populations: np.ndarray) -> np.ndarray:
    """Of each row its place in the order of population, the greatest first."""
    order = np.empty(len(populations), dtype=np.int64)
    order[np.argsort(-populations, kind="stable")] = np.arange(len(populations))
    return order


def _surroundings(connection: sqlite3.Connection) -> Surroundings:
    regions = {
        (ref[7:9], ref[10:]): name
        for ref, name in connection.execute("SELECT ref, name FROM place WHERE ref GLOB 'admin1:??.*' ORDER BY id DESC")
    }
    near = (
        "SELECT country, admin1 FROM place WHERE kind = 'city' AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ? "
        "ORDER BY (lat - ?) * (lat - ?) + (lon - ?) * (lon - ?) LIMIT 1"
    )

    def nearest(lat: float, lon: float) -> tuple[str | None, str | None]:
        box = (lat - 0.3, lat + 0.3, lon - 0.3, lon + 0.3)
        return connection.execute(near, (*box, lat, lat, lon, lon)).fetchone() or (None, None)

    return Surroundings(regions, nearest)


def _write(connection: sqlite3.Connection, rows: Iterator[Row], ids: np.ndarray, tell: Progress) -> None:
    """Places in batches; their names are gathered aside and written in order of the key, which a file of any size takes well."""
    connection.execute("CREATE TEMP TABLE unsorted (key TEXT, place INTEGER, how INTEGER)")
    done = 0
    while batch := list(islice(rows, BATCH)):
        numbers = ids[done : done + len(batch)].tolist()
        connection.executemany(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                (i, r.ref, r.name, r.kind, r.country, r.admin1, r.admin2, r.lat, r.lon, r.population, r.radius_km)
                for i, r in zip(numbers, batch, strict=True)
            ),
        )
        connection.executemany(
            "INSERT INTO unsorted VALUES (?,?,?)",
            ((key, numbers[n], how) for key, n, how in name_keys(batch, all_scripts=True)),
        )
        done += len(batch)
        tell(f"{done:,} places", 0.1 + 0.6 * done / len(ids))
    tell("names", 0.7)
    connection.execute("INSERT OR IGNORE INTO name SELECT key, place, how FROM unsorted ORDER BY key, place, how")
    connection.execute("DROP TABLE unsorted")
