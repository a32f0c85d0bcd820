"""What the words of a place say beside its name: how the event lies to it, what kind of place it is, how far off and in which direction.

The patterns stand in `data/placewords.yml`, each with examples.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from warmonitor.ground.countries import country, table
from warmonitor.model.where import Relation

KM = {"km": 1.0, "kilomet": 1.0, "mile": 1.609344}
_OWNER = re.compile(r"([A-Z]\w+?)(?:[’'`]s|s|[’'])")
_ARTICLE = re.compile(r"^(?:the|The)\s+")
LONGEST = 200  # characters of words that may name a place
PATTERNS = (
    "held",
    "several",
    "between",
    "border",
    "beside",
    "bearing",
    "distance",
    "outskirts",
    "near",
    "part",
    "typed",
    "institutions",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The bare name, the relation to it, the kind asked for (city, district, admin1, admin2, region, side of either, None for any), km and a bearing.

    `other`: the second place of "between A and B"; `after`: the name of an institution's town, for when the whole is no place; `within`: words for
    what holds the place, or what it lies `beside`; `phrase`: a longer name that begins before the words ("northern | Hama").
    """

    name: str
    relation: Relation = Relation.IN
    kind: str | None = None
    km: float | None = None
    bearing: str | None = None
    other: str | None = None
    after: str | None = None
    within: str | None = None
    beside: bool = False
    phrase: str | None = None


@cache
def _rules() -> dict[str, Any]:
    """The patterns of the table, compiled."""
    data = table("placewords.yml")
    return {key: [re.compile(row["pattern"], re.I) for row in data[key]] for key in PATTERNS} | {
        "kinds": {word: kind for kind, words in data["kinds"].items() for word in words},
        "bearings": data["bearings"],
        "before": {key: re.compile(pattern, re.I) for key, pattern in data["before"].items()},
        "pair": {key: re.compile(pattern) for key, pattern in data["pair"].items()},
        "lead": re.compile(data["lead"]["pattern"], re.I),
        "trail": re.compile(data["trail"]["pattern"]),
    }


def read_words(text: str, before: str = "", after: str = "") -> Reading:
    """Relation, kind and bare name of a place as written; `before` and `after`: the words on either side.

    >>> read_words("outskirts of Maarat al-Numan").relation
    <Relation.OUTSKIRTS: 'outskirts'>
    >>> read_words("Aleppo province").kind
    'admin1'
    """
    reading = _read(text)
    if reading.relation is not Relation.IN or reading.within is not None:
        return reading
    if other := _other(before, after):
        return replace(reading, relation=Relation.BETWEEN, other=other)
    for relation, pattern in _rules()["before"].items():
        if pattern.search(before):
            return replace(reading, relation=Relation(relation))
    if lead := _rules()["lead"].search(before):
        longer = _read(f"{lead[0]}{text}")
        if longer.name == reading.name:
            return replace(longer, phrase=f"{lead[0].strip()} {text}")
    if trail := _rules()["trail"].match(after):
        longer = _read(f"{text}{trail[0]}")
        if longer.name == reading.name:
            return longer
    return reading


def _other(before: str, after: str) -> str | None:
    """The other name of "between A and B"."""
    pair = _rules()["pair"]
    first = pair["after"].match(after) if pair["before"].search(before) else None
    match: re.Match[str] | None = first or pair["both"].search(before)
    return match["name"] if match else None


def _read(text: str) -> Reading:
    """The words alone; what is too long to be a place is left as it is."""
    if len(text) > LONGEST:
        return Reading(text)
    name = _without_country(_ARTICLE.sub("", text.strip()))
    if match := _first("held", name, full=True):
        name = _ARTICLE.sub("", match["name"])
    if (match := _first("bearing", name, full=True)) and text.strip().lower().startswith("the "):
        inner = typed(match["name"])  # "the north of Syria" is a part of it, "north of Dor" is not
        return replace(inner, relation=Relation.PART, kind=inner.kind or "side")
    ways = (_several, _pair, _distant, _border, _beside, _bearing, _vague)
    found = next((reading for way in ways if (reading := way(name)) is not None), None)
    return found or typed(name)


def _without_country(name: str) -> str:
    """Without the country in front of a place: "Syria's Idlib" (also without its apostrophe), "Syrian Idlib"."""
    first, _, rest = name.partition(" ")
    owner = _OWNER.fullmatch(first)
    if owner and country(first) is None and country(owner[1]) is not None:
        return rest or owner[1]
    people = rest[:1].isupper() and not rest.lower().startswith(("border", "frontier"))
    known = country(first) if people else None
    return rest if known is not None and first in known.people else name


def _several(name: str) -> Reading | None:
    """ "towns and villages in northern Hama": a part of the area."""
    match = _first("several", name, full=True)
    if match is None:
        return None
    inner = _read(match["name"])
    if inner.relation is Relation.IN and inner.kind in (None, "region", "admin1", "admin2"):
        return replace(inner, relation=Relation.PART, kind=inner.kind or "region")
    return inner


def _pair(name: str) -> Reading | None:
    match = _first("between", name, full=True)
    if match is None:
        return None
    return Reading(typed(match["name"]).name, Relation.BETWEEN, other=typed(match["other"]).name)


def _border(name: str) -> Reading | None:
    match = _first("border", name, full=True)
    return Reading(match["name"], Relation.NEAR, "region") if match else None


def _distant(name: str) -> Reading | None:
    match = next((m for p in _rules()["distance"] if (m := p.search(name))), None)
    if match is None:
        return None
    unit = next(v for k, v in KM.items() if match["unit"].lower().startswith(k))
    km = float(match["n"].rstrip(".,").replace(",", "")) * unit
    said = (match.groupdict().get("bearing") or "").lower().replace("-", "").removesuffix("ern")
    inner = _border(match["name"]) or typed(match["name"])
    where = {"relation": Relation.DISTANCE, "km": round(km, 1), "bearing": _rules()["bearings"].get(said)}
    return replace(inner, kind=inner.kind or "city", **where)


def _beside(name: str) -> Reading | None:
    """ "Dor in Homs province", "Dor near Homs": the place, and the words for the other."""
    match = _first("beside", name, full=True)
    if match is None:
        return None
    beside = match["how"].lower() not in ("in", "inside", "within", "of", "on", "at") and not match["how"].endswith("s")
    return replace(typed(match["name"]), within=match["outer"], beside=beside)


def _bearing(name: str) -> Reading | None:
    match = _first("bearing", name, full=True)
    if match is None:
        return None
    inner = typed(match["name"])
    way = _rules()["bearings"].get(match["bearing"].lower().replace("-", ""))
    return replace(inner, relation=Relation.NEAR, kind=inner.kind or "city", bearing=None if match["second"] else way)


def _vague(name: str) -> Reading | None:
    """Outskirts, near, part of."""
    for relation in (Relation.OUTSKIRTS, Relation.NEAR):
        if match := _first(relation.value, name):
            inner = typed(match["name"])
            return replace(inner, relation=relation, kind=inner.kind or "city")
    if match := _first("part", name):
        inner = typed(match["name"])
        groups = match.groupdict()
        asked = "city" if groups.get("urban") else inner.kind or ("side" if groups.get("side") else "region")
        return replace(inner, relation=Relation.PART, kind=asked)
    return None


def typed(name: str) -> Reading:
    """The name without the word for its kind ("the town of X", "X province"), and that kind."""
    name = _ARTICLE.sub("", name.strip())
    if match := _first("typed", name):
        kind = _rules()["kinds"].get(match["type"].lower())
        return Reading(_ARTICLE.sub("", match["name"].strip()), kind=kind)
    if match := _first("institutions", name, full=True):
        return Reading(name, after=_ARTICLE.sub("", match["name"].strip()))
    return Reading(name)


def _first(key: str, name: str, *, full: bool = False) -> re.Match[str] | None:
    return next((m for p in _rules()[key] if (m := (p.fullmatch(name) if full else p.match(name)))), None)
