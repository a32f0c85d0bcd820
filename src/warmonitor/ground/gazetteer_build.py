"""Writing the gazetteer file, once for each user.

Everything is done on whole columns (one folding pass over a million names), so that it takes seconds. The file appears under its name only when it is
whole: it is written beside it first, then renamed; two processes that build at once both succeed, and the last one stays.
"""

from __future__ import annotations

import gc
import re
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from warmonitor.ground.fold import fold, fold_lines, loose_lines, skeleton_lines
from warmonitor.ground.gazetteer import SCHEMA, Progress
from warmonitor.ground.gazetteer_rows import Gathered, Row, gather
from warmonitor.model.errors import UserError

_LATIN = re.compile(r"[A-Za-z]")
_ARTICLED = re.compile(r"^[aeu][a-z]{1,2}[- '‘’`]")


def build(path: Path, progress: Progress | None = None) -> None:
    """Write the gazetteer to `path`, its folder too, with what was added to the user's one before. Raises UserError where the disk or the packages do not allow it."""
    from warmonitor.ground.added.kept import restore

    tell = progress or (lambda what, share: None)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with uncollected(), tempfile.TemporaryDirectory(dir=path.parent, prefix="gazetteer-") as folder:
            draft = Path(folder) / path.name
            tell("reading GeoNames", 0.0)
            write(draft, gather(), tell)
            restore(draft, path, tell)
            draft.replace(path)
    except (OSError, sqlite3.OperationalError) as error:
        raise UserError(
            f"{path}: the gazetteer cannot be written ({error}); set WARMONITOR_CACHE to a folder with 200 MB to spare"
        ) from error
    tell("done", 1.0)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looking for garbage: of millions of small objects and no cycles there is none, and the looking takes a quarter to half of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


_DDL = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -200000; PRAGMA temp_store = MEMORY;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE source ( -- what was added: its places have the numbers `first` to `last`
  name TEXT PRIMARY KEY, format TEXT NOT NULL, origin TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, places INTEGER NOT NULL
);
CREATE TABLE place (
  id INTEGER PRIMARY KEY, -- in each source in order of population, greatest first
  ref TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, admin1 TEXT, admin2 TEXT,
  lat REAL, lon REAL, population INTEGER NOT NULL, radius_km REAL
);
CREATE TABLE name ( -- key: a folded name; "~" and a loose key; "=", country and a skeleton
  key TEXT NOT NULL, place INTEGER NOT NULL, how INTEGER NOT NULL, PRIMARY KEY (key, place)
) WITHOUT ROWID;
CREATE TABLE people (key TEXT PRIMARY KEY, ref TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE abbreviation (key TEXT PRIMARY KEY, ref TEXT NOT NULL) WITHOUT ROWID; -- as written: "Tex.", "NSW"
CREATE TABLE capital (ref TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(name, content='place', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
"""


def write(path: Path, gathered: Gathered, tell: Progress) -> None:
    """The file itself; `path` must not exist yet."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_DDL)
        with connection:
            connection.execute("INSERT INTO meta VALUES ('schema', ?)", (SCHEMA,))
            insert(connection, gathered.rows, tell, first=1)
            people = ((fold(word), row.ref) for row in gathered.rows for word in row.people)
            connection.executemany("INSERT OR IGNORE INTO people VALUES (?,?)", people)
            connection.executemany("INSERT INTO abbreviation VALUES (?,?)", gathered.abbreviations.items())
            connection.executemany("INSERT OR IGNORE INTO capital VALUES (?)", ((ref,) for ref in gathered.capitals))
            connection.execute("CREATE INDEX place_ref ON place (ref)")
            connection.execute("CREATE INDEX place_lat ON place (lat) WHERE kind = 'city'")
    finally:
        connection.close()


def insert(connection: sqlite3.Connection, rows: Sequence[Row], tell: Progress, *, first: int) -> int:
    """Adds rows with their names and words; the most populous gets the number `first`. Returns the last number."""
    rows = sorted(rows, key=lambda r: -r.population)
    tell("folding names", 0.3)
    keys = name_keys(rows)
    tell("writing the gazetteer", 0.6)
    connection.executemany(
        "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        (
            (first + i, r.ref, r.name, r.kind, r.country, r.admin1, r.admin2, r.lat, r.lon, r.population, r.radius_km)
            for i, r in enumerate(rows)
        ),
    )
    last = first + len(rows) - 1
    keys.sort()
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", ((key, first + n, how) for key, n, how in keys))
    connection.execute(
        "INSERT INTO words (rowid, name) SELECT id, name FROM place WHERE id BETWEEN ? AND ?", (first, last)
    )
    return last


def name_keys(rows: Sequence[Row], *, all_scripts: bool = False) -> list[tuple[str, int, int]]:
    """(key, row number, how) of every Latin name in all three tiers, with repeats; how: 0 its own name, 1 another; a name that is both is its own.

    `all_scripts`: names in other letters too, as they are written.
    """
    names, owners, hows = [], [], []
    for i, row in enumerate(rows):
        for name, how in _named(row):
            if (
                (all_scripts or _LATIN.search(name))
                and "\n" not in name
                and (how == 0 or not name[0].islower() or _ARTICLED.match(name))
            ):
                names.append(name)
                owners.append(i)
                hows.append(how)
    best: dict[tuple[str, int], int] = {}
    for key, owner, how in zip(fold_lines("\n".join(names)).split("\n"), owners, hows, strict=True):
        if key and best.get((key, owner), 2) > how:
            best[key, owner] = how
    pairs = [pair for pair in best if not all_scripts or _LATIN.search(pair[0])]
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


def _named(row: Row) -> Iterator[tuple[str, int]]:
    yield row.name, 0
    for name in row.names:
        yield name, 0
    for name in row.others:
        yield name, 1


def main() -> None:
    """Build the user's gazetteer anew: `python -m warmonitor.ground.gazetteer_build`."""
    from warmonitor.ground.gazetteer import default_path

    build(default_path(), lambda what, share: print(f"{share:4.0%} {what}", flush=True))
    print(default_path(), default_path().stat().st_size >> 20, "MB")


if __name__ == "__main__":
    main()
