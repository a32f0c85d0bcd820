"""The numbered steps that make a ledger what it is today: one folder per database, one file of SQL per step.

A step that has been released is never edited: a change is a new step.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path


def steps(database: str) -> list[str]:
    """The SQL of each step, in order; step 1 is the first."""
    folder = Path(__file__).parent / database
    named = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    for number, file in enumerate(named, 1):
        if int(file.name[:4]) != number:
            raise RuntimeError(f"migration {file.name} stands where number {number} should be")
    return [file.read_text(encoding="utf-8") for file in named]


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one at a time: a driver that runs whole scripts would commit first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
