"""The places that a report names, chosen together: names to ranked candidates of pack and gazetteer, and a choice where one is sure enough.

Every candidate carries the reasons of its score: how well the name fits, the kind that the words ask for, whether the pack lists it, whether the
report's other places lie in its country and near it, how many people live there.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from warmonitor.ground.countries import table
from warmonitor.ground.gazetteer import Gazetteer, Match
from warmonitor.ground.packs import Pack
from warmonitor.model.span import Span
from warmonitor.model.where import Candidate, Place, Relation, Where

SURE = 0.5
"""From this score a candidate is chosen; below it the place stays unresolved with its candidates."""

_TIER = (0.45, 0.40, 0.30, 0.15)  # own name, another name, transliteration, consonants
_TIER_WORDS = ("its name", "another name of it", "a transliteration of its name", "the consonants of its name")
_KM = {"km": 1.0, "kilomet": 1.0, "mile": 1.609344}
_REGION_KINDS = frozenset({"admin1", "admin2", "area", "country"})


@dataclass(frozen=True, slots=True)
class Query:
    """A place as written, and some sixty characters of the text on either side."""

    text: str
    span: Span | None = None
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of a place say beside its name: the relation to it, the kind asked for, a distance in km and a bearing."""

    name: str
    relation: Relation = Relation.IN
    kind: str | None = None  # city, region or None for any
    km: float | None = None
    bearing: str | None = None


@cache
def _rules() -> dict[str, Any]:
    """The patterns of `data/placewords.yml`, compiled."""
    data = table("placewords.yml")
    return {
        key: [re.compile(row["pattern"], re.I) for row in data[key]]
        for key in ("distance", "outskirts", "near", "part", "typed")
    } | {
        "kinds": {word: kind for kind, words in data["kinds"].items() for word in words},
        "bearings": data["bearings"],
        "before": {key: re.compile(pattern, re.I) for key, pattern in data["before"].items()},
    }


def read_words(text: str, before: str = "") -> Reading:
    """Relation, kind and bare name of a place as written.

    >>> read_words("outskirts of Maarat al-Numan")
    Reading(name='Maarat al-Numan', relation=<Relation.OUTSKIRTS: 'outskirts'>, kind='city', km=None, bearing=None)
    >>> read_words("Aleppo province").kind
    'region'
    """
    rules = _rules()
    reading = Reading(re.sub(r"^(?:the|The)\s+", "", text.strip()))
    for pattern in rules["distance"]:
        if match := pattern.search(reading.name):
            unit = next(v for k, v in _KM.items() if match["unit"].lower().startswith(k))
            km = float(match["n"].replace(",", "")) * unit
            bearing = rules["bearings"].get(match["bearing"].lower().replace("-", "").removesuffix("ern"))
            return replace(_typed(match["name"], reading), relation=Relation.DISTANCE, km=round(km, 1), bearing=bearing)
    for relation in (Relation.OUTSKIRTS, Relation.NEAR):
        for pattern in rules[relation.value]:
            if match := pattern.match(reading.name):
                return replace(_typed(match["name"], Reading(match["name"], relation)), kind="city")
    for pattern in rules["part"]:
        if match := pattern.match(reading.name):
            return replace(_typed(match["name"], Reading(match["name"], Relation.PART)), kind="region")
    found = _typed(reading.name, reading)
    for relation, pattern in rules["before"].items():
        if pattern.search(before):
            return replace(found, relation=Relation(relation))
    return found


def _typed(name: str, reading: Reading) -> Reading:
    """The name without the word for its kind ("the town of X", "X province"), and that kind."""
    name = re.sub(r"^(?:the|The)\s+", "", name.strip())
    for pattern in _rules()["typed"]:
        if match := pattern.match(name):
            kind = _rules()["kinds"].get(match["type"].lower(), reading.kind)
            return replace(reading, name=match["name"].strip(), kind=kind)
    return replace(reading, name=name)


class PlaceResolver:
    """Chooses places for the names of one report at a time."""

    def __init__(self, gazetteer: Gazetteer, pack: Pack | None = None) -> None:
        self.gazetteer, self.pack = gazetteer, pack

    def resolve(self, queries: Sequence[Query], *, country_hint: Sequence[str] = ()) -> list[Where]:
        """One `Where` a query, in order. `country_hint`: ISO codes that the report is likely about (its dateline, say)."""
        readings = [read_words(q.text, q.before) for q in queries]
        home = tuple(dict.fromkeys((*(self.pack.countries if self.pack else ()), *country_hint)))
        matches = [self._matches(q, r, home) for q, r in zip(queries, readings, strict=True)]
        alone = [_ranked(r, m, _Report(home, None, ())) for r, m in zip(readings, matches, strict=True)]
        report = _Report(home, _main_country(alone), _anchors(alone))
        found = []
        for query, reading, match in zip(queries, readings, matches, strict=True):
            ranked = _inside(_ranked(reading, match, report), query.after, self)
            found.append(_where(query, reading, ranked))
        return found

    def _matches(self, query: Query, reading: Reading, home: tuple[str, ...]) -> list[tuple[Match, bool]]:
        """Matches of the words as written and of the bare name, each with whether the pack lists it."""
        found: dict[str, tuple[Match, bool]] = {}
        for name in dict.fromkeys((query.text, reading.name)):
            listed = self.pack.named(name) if self.pack else []
            for match in listed:
                full = self.gazetteer.place(match.place.id) if match.place.lat is None else None
                found.setdefault(match.place.id, (replace(match, place=full) if full else match, True))
        for name in dict.fromkeys((query.text, reading.name)):
            for match in self.gazetteer.matches(name, countries=home):
                found.setdefault(match.place.id, (match, False))
        people = self.gazetteer.people(reading.name)
        if people is not None:
            found.setdefault(people.id, (Match(people, 1, reading.name), False))
        return list(found.values())


@dataclass(frozen=True, slots=True)
class _Report:
    """What the whole report tells of one of its places."""

    home: tuple[str, ...]
    country: str | None
    anchors: tuple[Place, ...]


def _ranked(reading: Reading, matches: Sequence[tuple[Match, bool]], report: _Report) -> list[Candidate]:
    found = [_scored(reading, match, listed, report) for match, listed in matches]
    return sorted(found, key=lambda c: (-c.score, -c.place.population, c.place.id))[:8]


def _scored(reading: Reading, match: Match, listed: bool, report: _Report) -> Candidate:
    place = match.place
    parts = [(_TIER[match.tier], _TIER_WORDS[match.tier])]
    if listed:
        parts.append((0.3, "listed in the conflict pack"))
    if place.population > 0:
        parts.append((min(0.2, 0.03 * math.log10(place.population)), f"{place.population:,} people"))
    region = place.kind in _REGION_KINDS
    if reading.kind is not None:
        fits = region == (reading.kind == "region")
        parts.append(
            (0.15, f"a {reading.kind}, as the words ask") if fits else (-0.12, f"no {reading.kind}, as the words ask")
        )
    if place.kind == "country":
        parts.append((0.15, "a country"))
    if place.country in report.home:
        parts.append((0.2, "in a country of the conflict"))
    elif report.country and place.country == report.country:
        parts.append((0.2, "in the country of the report's other places"))
    if not region and any(a.id != place.id and distance_km(a, place) < 150 for a in report.anchors):
        parts.append((0.1, "near other places of the report"))
    score = max(0.0, min(1.0, sum(p for p, _ in parts)))
    return Candidate(place, round(score, 3), tuple(f"{words} {p:+.2f}" for p, words in parts))


def _main_country(ranked: Sequence[Sequence[Candidate]]) -> str | None:
    """The country where most of the report's likeliest places lie, where that is more than one."""
    votes = Counter(r[0].place.country for r in ranked if r and r[0].score >= 0.4 and r[0].place.country)
    best = votes.most_common(1)
    return best[0][0] if best and best[0][1] > 1 else None


def _anchors(ranked: Sequence[Sequence[Candidate]]) -> tuple[Place, ...]:
    """Places that are sure by themselves: nothing else comes near their score."""
    sure = [r[0].place for r in ranked if r and r[0].score >= 0.6 and (len(r) == 1 or r[0].score - r[1].score >= 0.15)]
    return tuple(p for p in dict.fromkeys(sure) if p.lat is not None and p.kind not in ("country", "admin1"))[:12]


_CONTAINED = re.compile(
    r"^\W{0,2}\s*(?:in|of|,)\s+(?:the\s+)?(?:\w+ern\s+)?(?:province of\s+|governorate of\s+)?"
    r"(?P<name>[A-Z][\w’'-]*(?:\s+(?:al-)?[A-Z][\w’'-]*){0,3})"
)


def _inside(ranked: list[Candidate], after: str, resolver: PlaceResolver) -> list[Candidate]:
    """Candidates that lie in the region named right after ("X in Hama province", "X, Iraq") moved up."""
    match = _CONTAINED.match(after)
    if match is None or len(ranked) < 2:
        return ranked
    name = _typed(match["name"], Reading(match["name"])).name
    regions = {p.country for p in resolver.gazetteer.lookup(name, limit=5) if p.kind == "country"}
    moved = []
    for candidate in ranked:
        inside = candidate.place.country in regions or (candidate.place.admin1 or "").casefold() == name.casefold()
        if inside:
            reasons = (*candidate.reasons, f"in {name}, as the next words say +0.25")
            candidate = replace(candidate, score=min(1.0, round(candidate.score + 0.25, 3)), reasons=reasons)
        moved.append(candidate)
    return sorted(moved, key=lambda c: (-c.score, -c.place.population, c.place.id))


def _where(query: Query, reading: Reading, ranked: Sequence[Candidate]) -> Where:
    best = ranked[0].place if ranked and ranked[0].score >= SURE else None
    acled, ucdp, radius = precision(best, reading.relation) if best else (None, None, None)
    return Where(
        text=query.text, span=query.span, relation=reading.relation, place=best, candidates=tuple(ranked[:5]), acled=acled, ucdp=ucdp,
        distance_km=reading.km, bearing=reading.bearing, radius_km=radius,
    )  # fmt: skip


def precision(place: Place, relation: Relation) -> tuple[int, int, float]:
    """ACLED geo-precision (1–3), UCDP where_prec (1–7) and a radius in km of an event with this relation to a place."""
    vague = relation is not Relation.IN
    if place.kind == "country":
        return 3, 6, place.radius_km or 300.0
    if place.kind in ("admin1", "area"):
        return (2 if vague else 3), 4, place.radius_km or 50.0
    if place.kind == "admin2":
        return 2, 3, place.radius_km or 25.0
    if vague:
        return 2, 2, 15.0
    return 1, 1, place.radius_km or 5.0


def distance_km(a: Place, b: Place) -> float:
    """Great-circle distance of two places; infinite where one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    p, q = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(h)))
