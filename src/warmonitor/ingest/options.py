"""What the caller asks of ingest, and what comes out beside reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Options:
    """`published` and `outlet` overrule what the sources say. `max_bytes` bounds what is read at once: one text, page, JSON array or download."""

    published: date | None = None
    outlet: str | None = None
    max_bytes: int = 64 << 20
    allow_network: bool = True


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be read: one line that says what, where, and what to do."""

    origin: str
    line: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the user should know about what was read, or left out, all the same."""

    origin: str
    line: str
