"""Copies of what was added to the user's gazetteer, so that one built anew (for a new version, or because the file was deleted) has it again.

They lie in `gazetteer-added` beside the gazetteer, one folder for each source. A gazetteer that the user named is never built anew, and has none.
"""

from __future__ import annotations

import json
import logging
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

from warmonitor.ground.gazetteer import Progress, default_path
from warmonitor.model.errors import UserError

from .tables import read_table

FOLDER, RECORD = "gazetteer-added", "source.json"
_log = logging.getLogger("warmonitor")


@dataclass(frozen=True, slots=True)
class Kept:
    """A source that was added from `origin`, and the file to add it from again."""

    name: str
    origin: str
    file: Path


def keep(gazetteer: Path, name: str, file: Path, origin: str) -> None:
    """Copies the file of a source that was added to the gazetteer, in place of what was kept under its name; a failure is only told."""
    home = _home(gazetteer)
    if home is None:
        return
    try:
        home.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=home, prefix=".") as draft:
            new, old = Path(draft, "new"), Path(draft, "old")
            new.mkdir()
            copy = f"places{file.suffix}"
            shutil.copyfile(file, new / copy)
            record = json.dumps({"name": name, "origin": origin, "file": copy}, ensure_ascii=False)
            (new / RECORD).write_text(record, encoding="utf-8")
            if _place(home, name).exists():
                _place(home, name).rename(old)
            new.rename(_place(home, name))
    except OSError as error:
        _log.warning(
            "%s: added, but no copy of it could be kept (%s); add it again after the next version", name, error
        )


def drop(gazetteer: Path, name: str) -> None:
    """Forgets a source that was taken out."""
    home = _home(gazetteer)
    if home is not None:
        shutil.rmtree(_place(home, name), ignore_errors=True)


def restore(draft: Path, gazetteer: Path, tell: Progress) -> None:
    """Adds to `draft`, which is to be the gazetteer, what was added to the one before; what cannot be had is told, one line each."""
    from .store import add

    home = _home(gazetteer)
    if home is None:
        return
    known = list(kept(home))
    unkept = [] if home.is_dir() else _before(gazetteer)
    for source in (*known, *unkept):
        try:
            if not source.file.is_file():
                raise UserError(f"{source.origin} is no longer there")
            add(draft, source.name, read_table(source.file), origin=source.origin, progress=tell)
        except (UserError, OSError) as error:
            again = f"`warmonitor gazetteer add FILE --name {source.name}` adds it again"
            _log.warning("%s: left out of the gazetteer that was built anew: %s; %s", source.name, error, again)
        else:
            if source in unkept:
                keep(gazetteer, source.name, source.file, source.origin)


def kept(home: Path) -> Iterator[Kept]:
    """The sources in a folder of copies, by name; a folder that holds no record is passed over."""
    found = []
    for record in home.glob(f"*/{RECORD}"):
        with suppress(OSError, ValueError, KeyError, TypeError):
            row = json.loads(record.read_text(encoding="utf-8"))
            found.append(Kept(row["name"], row["origin"], record.parent / row["file"]))
    yield from sorted(found, key=lambda k: k.name)


def _before(gazetteer: Path) -> list[Kept]:
    """What the gazetteer of the version before tells of its sources: before copies were kept, that was all."""
    from .store import sources

    others = [p for p in gazetteer.parent.glob("gazetteer-*.sqlite") if p != gazetteer]
    if not others:
        return []
    try:
        return [Kept(s.name, s.origin, Path(s.origin)) for s in sources(max(others, key=lambda p: p.stat().st_mtime))]
    except (sqlite3.DatabaseError, OSError):
        return []


def _home(gazetteer: Path) -> Path | None:
    """The folder of copies; None for another gazetteer than the user's."""
    return gazetteer.parent / FOLDER if gazetteer.absolute() == default_path().absolute() else None


def _place(home: Path, name: str) -> Path:
    return home / blake2b(name.encode(), digest_size=8).hexdigest()
