"""Containment of places, as a report tells it: "X, Texas", "X in Hama province", "X (Iraq)"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from warmonitor.ground.countries import country, table
from warmonitor.ground.fold import fold
from warmonitor.ground.gazetteer import Gazetteer
from warmonitor.ground.placewords import typed
from warmonitor.model.where import Place


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What opens the name of a holder, the name, and what goes on with a list (`data/placewords.yml`)."""
    rules = table("placewords.yml")["holder"]
    return re.compile(rules["opening"]), re.compile(rules["name"]), re.compile(rules["list"])


@dataclass(frozen=True, slots=True)
class Held:
    """The regions that one name may mean, the name, and where it stands, in characters after the place.

    `listed`: it may just as well be the next of a list ("Dor, Asmar and Hama").
    """

    name: str
    regions: tuple[Place, ...]
    start: int
    listed: bool = False

    @property
    def wide(self) -> bool:
        """Whether it is nothing but countries and first-level regions, of which every place is known to lie in one."""
        return all(r.kind in ("country", "admin1") for r in self.regions)

    @property
    def a_country(self) -> bool:
        """Whether it may be a country: borders of those in a report need not be today's."""
        return any(r.kind == "country" for r in self.regions)

    def holds(self, place: Place) -> bool:
        """Whether `place` lies in one of the regions (and is none of them itself)."""
        return any(inside(place, region) for region in self.regions)


def inside(place: Place, region: Place) -> bool:
    """Whether `place` lies in `region`, by the names of its regions."""
    if place.id == region.id or place.country != region.country or region.country is None:
        return False
    if region.kind == "country":
        return True
    if fold(place.admin1 or "") != fold(region.admin1 or ""):
        return False
    if region.kind == "admin1":
        return place.kind != "country"
    return place.kind not in ("country", "admin1") and fold(place.admin2 or "") == fold(region.admin2 or region.name)


def held(after: str, gazetteer: Gazetteer) -> Held | None:
    """What the words right after a place say to hold it; None where they name no country or region."""
    opens, named, listed = _patterns()
    opening = opens.match(after)
    match = named.match(after, opening.end()) if opening else None
    if match is None:
        return None
    words = match[0].split()
    for length in range(len(words), 0, -1):
        name = " ".join(words[:length])
        if regions := tuple(regions_named(name, gazetteer)):
            end = match.start() + len(name)
            return Held(name, regions, match.start(), after.lstrip()[:1] == "," and bool(listed.match(after, end)))
    return None


@cache
def _of_a_people() -> re.Pattern[str]:
    return re.compile(table("placewords.yml")["people"]["pattern"])


def owned(before: str, gazetteer: Gazetteer) -> Held | None:
    """The country of a place, where the words before it tell whose town it is: "the central Malian town of | Moura"; None where they don't."""
    match = _of_a_people().search(before)
    whose = country(match["people"]) if match else None
    if match is None or whose is None or match["people"] not in whose.people:
        return None
    place = gazetteer.place(f"country:{whose.iso}")
    return Held(match["people"], (place,), -1) if place is not None else None


def regions_named(name: str, gazetteer: Gazetteer) -> Iterable[Place]:
    """Countries and regions called `name`, its abbreviation ("Tex.", "N.S.W.") too."""
    if (short := gazetteer.abbreviated(name)) is not None:
        yield short
        return
    for bare in dict.fromkeys((name, typed(name).name)):
        for match in gazetteer.matches(bare, limit=20):
            if match.tier <= 1 and match.place.kind in ("country", "admin1", "admin2"):
                yield match.place
