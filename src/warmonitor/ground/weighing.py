"""What speaks for a place being the one that a report means: a log-linear model, weighed by hand, in natural-log odds; every point is given as a reason.

What a name says by itself (`alone`) is weighed once. What the report's other names say (`Company`) depends on what they are taken to be, so it is
weighed again after each round of choosing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import numpy as np

from warmonitor.ground.fold import fold, likeness
from warmonitor.ground.gazetteer import Match
from warmonitor.ground.geometry import EARTH_KM, REGIONS
from warmonitor.ground.placewords import Reading
from warmonitor.model.where import Place

NOTHING = 2.5
"""Log odds of "a place that is in no gazetteer": what a candidate must beat, alone, to be chosen."""

TIERS = (0.0, -1.0, -2.2, -4.0)
TIERS_AT_HOME = (0.0, -0.5, -1.0, -2.5)
UNLIKE_AT_HOME = 8.0  # off for names that share their consonants and nothing else
UNLIKE = 6.0  # off for a spelling that has nothing in common with the place's
TIER_WORDS = ("its name", "another name of it", "a transliteration of its name", "the consonants of its name")
PER_TENFOLD = 1.2  # people
FEWEST = 50  # people that a place without a known number counts as
KIND = {"country": 1.0, "admin1": -1.0, "admin2": -2.5}
WORTH_LISTING = 5000  # people that a place of a pack or of our table of towns counts as at least
SEAT = -0.8  # a region, where nothing asks for one and a town in it has its name
CURATED = 6.5  # seas, continents, regions of the table, whatever their size
ASKED = {
    "city": {"country": -3.0, "admin1": -3.0, "admin2": -2.0, "area": -2.0, "water": -3.0},
    "district": {"country": -3.0, "admin1": -2.0, "area": -1.0, "water": -3.0, "city": -1.0, "district": 1.0},
    "admin1": {"admin1": 4.0, "area": 1.0, "country": -2.0, "city": -4.0},
    "admin2": {"admin2": 5.0, "city": -1.5, "country": -2.0, "area": 0.5},
    "side": {"admin1": 2.0, "area": 2.0, "country": 1.0, "city": -0.5},
    "water": {"water": 5.0, "city": -5.0, "country": -4.0, "admin1": -3.0, "admin2": -3.0},
    "land": {"area": 3.0, "city": -3.0, "country": -4.0, "admin1": -2.0},
    "region": {"admin1": 3.0, "admin2": 2.0, "area": 2.0, "country": 1.0, "city": -1.0},
}
"""Of the kind that the words ask for, what each kind of place gets."""

BARE = -6.0  # a part of the words, where all of them are a name
NAMESAKE_OF_SEAT = -0.7  # the town of an institution that is called after it
LISTED, HOME, AWAY, CAPITAL = 2.0, 3.0, -1.5, 1.2
RENAMED = 0.5  # a place of the gazetteer to which the pack only adds names
INSIDE, OUTSIDE, NONE_INSIDE, CONTAINS, TOLD = 6.0, -2.0, -6.0, 3.0, 4.0
COUNTRY_SHARE, REGION_SHARE, NEARNESS, ELSEWHERE = 3.0, 2.5, 3.0, 3.0
NEAR_KM = 80.0

PEOPLE = ((2.5, "its people are named"),)  # as much as for "none of these": they may act abroad

Points = tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Home:
    """The countries of the conflict; `capitals`: ids of the gazetteer's capitals."""

    conflict: tuple[str, ...] = ()
    capitals: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Option:
    """One place that a name may mean, and what speaks for it by itself."""

    place: Place
    points: Points
    whole: bool = True  # all the words are its name

    @property
    def weight(self) -> float:
        return sum(p for p, _ in self.points)


@dataclass(slots=True)
class Slot:
    """A name to be chosen for: its options, the folded name it shares with others (`group`), and the options' chances after the last round."""

    group: str
    options: Sequence[Option]
    chances: np.ndarray = field(default_factory=lambda: np.zeros(0))


def alone(match: Match, reading: Reading, home: Home, *, listed: bool = False, bare: float = 0.0) -> Points:
    """What the name, its kind and the place's size say. `bare`: points for a name that is only a part of the words."""
    place = match.place
    near_home = listed or place.country in home.conflict
    points = [(_name_fits(match, near_home), TIER_WORDS[match.tier]), _size(place)]
    if bare:
        points.append((bare, "only a part of the words"))
    if kind := KIND.get(place.kind):
        points.append((kind, place.kind))
    if asked := ASKED.get(reading.kind or "", {}).get(place.kind):
        points.append(
            (asked, f"a {reading.kind}, as the words ask" if asked > 0 else f"no {reading.kind}, as the words ask")
        )
    if listed and match.tier < 3:
        points.append((LISTED if place.id.startswith("pack:") else RENAMED, "listed in the conflict pack"))
    if place.country in home.conflict:
        points.append((HOME, "in a country of the conflict"))
    elif home.conflict and place.kind not in ("country", "water") and not place.id.startswith("region:"):
        points.append((AWAY, "in a country that the conflict does not touch"))
    if place.id in home.capitals:
        points.append((CAPITAL, "a capital"))
    return tuple(points)


def _name_fits(match: Match, near_home: bool) -> float:
    """Points for how well the name fits. At home transliterations are expected, elsewhere only look-alikes are close enough."""
    if near_home:
        points = TIERS_AT_HOME[match.tier]
        return (
            points
            if match.tier < 3
            else round(points - UNLIKE_AT_HOME * (1.0 - likeness(match.name, match.place.name)), 2)
        )
    if match.tier <= 1:
        return TIERS[match.tier]
    alike = SequenceMatcher(None, fold(match.name), fold(match.place.name), autojunk=False).ratio()
    return round(TIERS[match.tier] - UNLIKE * (1.0 - alike), 2)


def _size(place: Place) -> tuple[float, str]:
    if place.id.startswith("region:"):
        return CURATED, "a part of the world"
    people = max(place.population, WORTH_LISTING if place.id.startswith(("pack:", "town:")) else FEWEST)
    return round(
        PER_TENFOLD * math.log10(people), 2
    ), f"{place.population:,} people" if place.population else "size unknown"


def chances(weights: np.ndarray, heat: float = 1.0) -> np.ndarray:
    """Of each option the probability that it is meant, beside that none is; `heat` over 1 leaves unlikely ones a better chance."""
    if not len(weights):
        return weights
    top = max(float(weights.max()), NOTHING)
    odds = np.exp((weights - top) / heat)
    found: np.ndarray = odds / (odds.sum() + math.exp((NOTHING - top) / heat))
    return found


class Company:
    """The other names of a report, weighted by what they are now taken to be."""

    def __init__(self, slots: Sequence[Slot], home: Home) -> None:
        self.slots = slots
        self._places = [option.place for slot in slots for option in slot.options]
        self._at = _unit_vectors(self._places)
        self._starts = np.cumsum([0, *(len(slot.options) for slot in slots)])
        numbers = {group: n for n, group in enumerate(dict.fromkeys(slot.group for slot in slots))}
        self._group = np.array([numbers[s.group] for s in slots for _ in s.options], dtype=int)
        same = Counter(slot.group for slot in slots)
        self._share = np.array([1.0 / same[s.group] for s in slots for _ in s.options])
        at_home = set(home.conflict)
        self._abroad = np.array(
            [0.3 if p.country in at_home else 1.0 for p in self._places]
        )  # being at home has counted
        self._could_be_elsewhere = np.array([p.country is not None and p.kind != "country" for p in self._places])
        self._small = np.array([_is_small(p) for p in self._places], dtype=bool)
        self._country = _numbered([p.country for p in self._places])
        self._region = _numbered([(p.country, p.admin1) if p.admin1 else None for p in self._places])

    def points(self) -> list[list[Points]]:
        """Of each slot's options, what the other names say."""
        if not self._places:
            return [[] for _ in self.slots]
        chance = np.concatenate([slot.chances for slot in self.slots]) * self._share
        countries, most = self._shares(chance, *self._country)
        regions, _ = self._shares(chance, *self._region)
        countries, elsewhere = self._abroad * countries, self._could_be_elsewhere * (countries - most)
        told = {
            "other places of the report lie in its country": COUNTRY_SHARE * countries,
            "other places of the report lie in its region": REGION_SHARE * regions,
            "near other places of the report": NEARNESS * self._near(chance),
            "other places of the report lie in another country": ELSEWHERE * elsewhere,
        }
        points = [
            tuple((round(x, 2), words) for words, x in zip(told, row, strict=True) if abs(x) >= 0.05)
            for row in zip(*(x.tolist() for x in told.values()), strict=True)
        ]
        return [points[a:b] for a, b in zip(self._starts, self._starts[1:], strict=False)]

    def _shares(self, chance: np.ndarray, column: np.ndarray, none: int | None) -> tuple[np.ndarray, np.ndarray]:
        """Of each option the share of the other groups' chances that has its key (country, region), and the greatest share that any key has.

        `column`, `none`: as `_numbered` gives them for the keys.
        """
        own = np.zeros((int(self._group.max()) + 1, int(column.max()) + 1))
        np.add.at(own, (self._group, column), chance)
        shares = (own.sum(axis=0) - own) / (own.sum() - own.sum(axis=1) + 0.5)[:, None]
        if none is not None:
            shares[:, none] = 0.0
        return shares[self._group, column], shares.max(axis=1)[self._group]

    def _near(self, chance: np.ndarray) -> np.ndarray:
        """Of each small place how much of the other groups lies near it, 0 to 1."""
        anchors = np.flatnonzero(self._small & (chance > 0.03))
        cosine = np.clip(self._at @ self._at[anchors].T, -1.0, 1.0)
        pull = np.exp(-EARTH_KM / NEAR_KM * np.arccos(cosine)) * chance[anchors]
        pull[self._group[:, None] == self._group[anchors][None, :]] = 0.0
        found: np.ndarray = np.where(self._small, 1.0 - np.exp(-1.5 * np.nan_to_num(pull).sum(axis=1)), 0.0)
        return found


def _numbered(keys: Sequence[object]) -> tuple[np.ndarray, int | None]:
    """Of each key its number, from 0 on, and that of None where it is among them."""
    numbers = {key: n for n, key in enumerate(dict.fromkeys(keys))}
    return np.array([numbers[key] for key in keys], dtype=int), numbers.get(None)


def _is_small(place: Place) -> bool:
    """Whether a place is small enough for distances to it to tell anything."""
    return place.lat is not None and (
        place.kind not in REGIONS or (place.kind != "country" and (place.radius_km or 0) < 60)
    )


def _unit_vectors(places: Sequence[Place]) -> np.ndarray:
    """Points of the unit sphere, [n, 3]; not-a-number where a place has no coordinates."""
    lat = np.radians(np.array([math.nan if p.lat is None else p.lat for p in places]))
    lon = np.radians(np.array([math.nan if p.lon is None else p.lon for p in places]))
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
