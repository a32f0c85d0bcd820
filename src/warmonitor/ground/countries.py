"""Countries by name and by demonym, from our own small table; no gazetteer needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from warmonitor.ground.fold import fold


@dataclass(frozen=True, slots=True)
class Country:
    """`iso`: ISO 3166-1 alpha-2; `people`: demonyms, adjective first; latitude and longitude of its middle."""

    iso: str
    name: str
    names: tuple[str, ...]
    people: tuple[str, ...]
    lat: float
    lon: float


def table(name: str) -> Any:
    """A YAML table of `ground/data`, parsed."""
    return yaml.load((resources.files("warmonitor.ground") / "data" / name).read_text("utf-8"), yaml.CSafeLoader)


@cache
def countries() -> dict[str, Country]:
    """All countries by ISO code."""
    return {
        iso: Country(iso, row["name"], tuple(row.get("names", ())), tuple(row.get("people", ())), *row["at"])
        for iso, row in table("countries.yml").items()
    }


@cache
def _words() -> dict[str, Country]:
    """Folded names and demonyms; where two countries share one ("Congolese"), the first in the table has it."""
    found: dict[str, Country] = {}
    for country in countries().values():
        for word in (country.name, *country.names, *country.people):
            found.setdefault(fold(word), country)
    return found


def country(word: str) -> Country | None:
    """The country with this name or demonym ("Syria", "Syrian", "the United States"); None where there is none."""
    key = fold(word)
    return _words().get(key) or _words().get(key.removeprefix("the "))
