"""A ledger in one SQLite file.

The file uses SQLite's rollback journal with full synchronisation, not a write-ahead log. Either way a kill or a power cut loses nothing committed
and leaves nothing half done. But with the journal everything committed is in the one file: it can be copied whenever no transaction is open, lies on
a stick or a share, and is read from a folder where nothing may be written; a write-ahead log would leave the newest claims in a second file after
a kill. Other programs can read while a transaction is open, and wait only for the moment of its commit.
"""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from warmonitor.model import UserError

from . import migrations
from .sql import SqlLedger

APPLICATION_ID = int.from_bytes(b"WMon", "big")
"""Stands in the file's header, so that `file` and others can tell a ledger."""

_SETTINGS = (
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "synchronous = FULL",
    "trusted_schema = OFF",
)
# recursive_triggers: without it INSERT OR REPLACE would delete a row unseen by the triggers that keep the ledger append-only.

_WRITTEN = 65536
"""KiB of pages that a writer keeps: they are changed again and again, and spilled before the commit they would lock readers out. To a question few
pages come twice; to find memory for all takes a fifth of the time of asking.
"""


class SqliteDatabase:
    """A `Database` in one file."""

    error: type[Exception] = sqlite3.Error

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self._path = path

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            line = explain(self._path, error)
            if line is None:
                raise
            raise UserError(line) from error

    def begin(self) -> None:
        self.run(f"PRAGMA cache_size = -{_WRITTEN}", {})
        self.run("BEGIN IMMEDIATE", {})

    def run(self, statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        try:
            with self._explained():
                return self.connection.execute(statement, values).fetchall()
        except UnicodeEncodeError as error:  # what is asked for comes from the user; what is written, from a program
            raise UserError(
                f"{error.object[:60]!r}: half a character is in it (a surrogate), which no ledger can hold"
            ) from error

    def run_each(self, statement: str, values: Sequence[Mapping[str, Any]]) -> None:
        with self._explained():
            self.connection.executemany(statement, values)

    @property
    def in_transaction(self) -> bool:
        return self.connection.in_transaction

    def close(self) -> None:
        self.connection.close()


def explain(path: Path, error: sqlite3.Error) -> str | None:
    """One line that says what happened to the ledger at `path` and what to do; None where the user can do nothing about it."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else {
        sqlite3.SQLITE_BUSY: f"{path}: another program is using this ledger; wait for it, or close it, and try again",
        sqlite3.SQLITE_LOCKED: f"{path}: another program is using this ledger; wait for it, or close it, and try again",
        sqlite3.SQLITE_FULL: f"{path}: the disk is full; what was recorded before is safe: make room and run the same command again",
        sqlite3.SQLITE_IOERR: f"{path}: the disk cannot be read or written ({error}); what was recorded before is safe",
        sqlite3.SQLITE_READONLY: f"{path}: this ledger may only be read: allow writing to the file and its folder, or name another",
        sqlite3.SQLITE_CANTOPEN: f"{path}: this file cannot be opened: allow reading it, and writing to its folder",
        sqlite3.SQLITE_PERM: f"{path}: this file may not be opened",
        sqlite3.SQLITE_NOTADB: f"{path}: this is not a ledger; name another file",
        sqlite3.SQLITE_CORRUPT: f"{path}: this ledger is damaged; take a copy from before, or save what can be with: sqlite3 {path} .recover",
    }.get(code & 0xFF)  # fmt: skip


def open_file(path: Path, *, create: bool, wait: float) -> SqlLedger:
    """See `Ledger.open`."""
    _check_path(path, create)
    try:
        raw = sqlite3.connect(path, timeout=wait, isolation_level=None)
        try:
            _bring_up_to_date(raw, path, create)
            for setting in _SETTINGS:
                raw.execute(f"PRAGMA {setting}")
        except BaseException:
            raw.close()
            raise
    except sqlite3.DatabaseError as error:
        raise UserError(explain(path, error) or f"{path}: this ledger cannot be opened ({error})") from error
    return SqlLedger(SqliteDatabase(raw, path))


def _check_path(path: Path, create: bool) -> None:
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            raise UserError(f"{path}: this is a folder; name a file in it, such as {path / 'ledger.db'}")
    except FileNotFoundError:
        if not create:
            raise UserError(
                f"{path}: there is no ledger; make one with: warmonitor read REPORTS --ledger {path}"
            ) from None
        if not path.absolute().parent.is_dir():
            raise UserError(f"{path}: there is no folder {path.parent}; make it first") from None
    except (OSError, ValueError) as error:  # a name that no file can have
        raise UserError(f"{str(path)!r}: this file cannot be opened ({error})") from error


def _bring_up_to_date(raw: sqlite3.Connection, path: Path, create: bool) -> None:
    """Runs the steps that the file has not seen, all in one transaction. UserError where it is no ledger, or a newer one."""
    steps = migrations.steps("sqlite")
    if _version(raw, path, create) == len(steps):
        return
    raw.execute("BEGIN IMMEDIATE")
    try:
        for number in range(_version(raw, path, create), len(steps)):  # again, as somebody else may have been quicker
            for statement in migrations.statements(steps[number]):
                raw.execute(statement)
        raw.execute(
            "INSERT INTO meta VALUES ('schema', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (len(steps),),
        )
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        raw.execute(f"PRAGMA user_version = {len(steps)}")
        raw.execute("COMMIT")
    except BaseException:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raise


def _version(raw: sqlite3.Connection, path: Path, create: bool) -> int:
    """The steps that the file has seen: 0 for an empty one."""
    application, version = (raw.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    if application != APPLICATION_ID:
        if application or version or raw.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] or not create:
            raise UserError(f"{path}: this is not a ledger; name another file")
        return 0
    newest = len(migrations.steps("sqlite"))
    if version > newest:
        raise UserError(
            f"{path}: this ledger comes from a newer warmonitor (its tables are version {version}, this one knows {newest}): upgrade"
        )
    return int(version)
