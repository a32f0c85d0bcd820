"""What a file of places is to the gazetteer that it goes into, and what that tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from warmonitor.ground.gazetteer_rows import Row


@dataclass(slots=True)
class Surroundings:
    """What the gazetteer that a table goes into knows: names of first-level regions by (country, GeoNames code), and who lies near a point."""

    regions: Mapping[tuple[str, str], str] = field(default_factory=dict)
    nearest: Callable[[float, float], tuple[str | None, str | None]] = lambda lat, lon: (None, None)


class Table(Protocol):
    """A file of places that can be read more than once."""

    format: str
    path: Path
    left_out: int  # rows without a name or coordinates, after `rows` has run

    def populations(self) -> Iterator[int]:
        """People of each row, in the order of `rows`."""

    def rows(self, around: Surroundings) -> Iterator[Row]:
        """The places."""
