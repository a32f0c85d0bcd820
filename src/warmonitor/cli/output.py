"""Where a command writes what it makes: standard output, or a file that appears when it is complete."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from errno import EISDIR
from pathlib import Path
from typing import TextIO, TypeVar

from warmonitor.model import UserError

STANDARD = "-"
_DATABASE = b"SQLite format 3\0"
_JOURNALS = ("-journal", "-wal", "-shm")

T = TypeVar("T")


def write_to(path: str, write: Callable[[TextIO], T]) -> T:
    """What `write` returns, after it wrote to standard output (`-`) or to the file at `path`, in UTF-8.

    The file is complete before it appears under its name, so that a full disk leaves no half one. What is no file, such as a pipe, is written to as
    it is. Raises UserError where nothing can be written, and for a database: a ledger is not to be lost to a slip of the hand.
    """
    if path == STANDARD:
        return write(sys.stdout)
    asked, target = Path(path), Path(os.path.realpath(path))  # a link keeps leading where it led
    try:
        if _is_database(target):
            raise UserError(
                f"{path}: this is a database, perhaps your ledger, and is not written over; name another file"
            )
        if asked.exists() and not asked.is_file() and not asked.is_dir():
            with asked.open("w", encoding="utf-8", newline="") as out:
                return write(out)
        if not target.name:
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        return _whole(target, write)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UserError(f"{path}: cannot be written ({error.strerror or error})") from error


def _is_database(path: Path) -> bool:
    """Whether a file is an SQLite database, or would lie beside one as its journal."""
    name = next((path.name.removesuffix(end) for end in _JOURNALS if path.name.endswith(end)), path.name)
    base = path.with_name(name) if name else path
    if not base.is_file():
        return False
    with base.open("rb") as file:
        return file.read(len(_DATABASE)) == _DATABASE


def _whole(target: Path, write: Callable[[TextIO], T]) -> T:
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as out:
            written = write(out)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return written
