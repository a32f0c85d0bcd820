"""What the words of a place say beside its name: how the event lies to it, what kind of place it is, how far off and in which direction.

The patterns stand in `data/placewords.yml`, each with examples.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from warmonitor.ground.calendar.numbers import number
from warmonitor.ground.countries import country, table
from warmonitor.lang.numerals import kilometres
from warmonitor.model.where import Relation

_PART = re.compile(r"<([A-Z]+)>")
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
    "piece",
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
    parts = data["parts"] | {"UNIT": f"(?a:{'|'.join(kilometres())})"}  # in ASCII: "kmſ" is in no table

    def filled(pattern: str) -> str:
        return _PART.sub(lambda m: filled(parts[m[1]]), pattern)

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(filled(pattern), re.I)

    before = data["before"]
    return {key: [compiled(row["pattern"]) for row in data[key]] for key in PATTERNS} | {
        "kinds": {word: kind for kind, words in data["kinds"].items() for word in words},
        "bearings": data["bearings"],
        "borders": data["borders"],
        "before": {key: compiled(row["pattern"] + before["tail"]) for key, row in before.items() if key != "tail"},
        "pair": [tuple(re.compile(filled(row[side])) for side in ("before", "after")) for row in data["pair"]],
        "held_by": [re.compile(filled(row["pattern"])) for row in data["held_by"]],
        "cut_off": re.compile(rf"\b(?:{'|'.join(data['cut_off']['words'])}) $"),
        "lead": compiled(data["lead"]["pattern"]),
        "trail": re.compile(filled(data["trail"]["pattern"])),
    }


def borders() -> tuple[str, ...]:
    """Words for a border."""
    return tuple(_rules()["borders"])


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
    if (road := _road(text, after)) is not None:
        return road
    longer = _part_of(_longer(text, reading, before, after), text, after)
    if longer.relation is not Relation.IN:
        return longer
    told = (Relation(key) for key, pattern in _rules()["before"].items() if pattern.search(before))
    return replace(longer, relation=next(told, Relation.IN))


def _longer(text: str, reading: Reading, before: str, after: str) -> Reading:
    """The name read with the words before and after it that belong to it."""
    lead, trail = _rules()["lead"].search(before), _rules()["trail"].match(after)
    for first, last in ((lead, trail), (lead, None), (None, trail)):
        longer = _read(f"{first[0] if first else ''}{text}{last[0] if last else ''}")
        if longer.name == reading.name and longer != reading:
            return replace(longer, phrase=f"{first[0].strip()} {text}") if first else longer
    return reading


def _road(text: str, after: str) -> Reading | None:
    """ "Dor-Asmar | road"."""
    trail = _rules()["trail"].match(after)
    return _pair(text + trail[0]) if trail else None


def _part_of(reading: Reading, text: str, after: str) -> Reading:
    """With what the next words say to hold it or to lie beside it: "Asmar | district of Dor", "Asmar district | of Dor", "Asmar | , a village near Dor"."""
    ways = (after, f" {text.split()[-1]}{after}" if reading.kind and text.strip() else "")
    match = next((m for p in _rules()["held_by"] for way in ways if (m := p.match(way))), None)
    return (
        reading if match is None else replace(reading, within=match["name"], beside=bool(match.groupdict().get("near")))
    )


def cut_off(before: str) -> str:
    """The capitalised word right before a name that may belong to it ("Middle | Juba"); "" where there is none."""
    match = _rules()["cut_off"].search(before)
    return match[0] if match else ""


def _other(before: str, after: str) -> str | None:
    """The other name of "between A and B"."""
    for on_the_left, on_the_right in _rules()["pair"]:
        left, right = on_the_left.search(before), on_the_right.match(after)
        if left and right:
            name: str = {**left.groupdict(), **right.groupdict()}["name"]
            return name
    return None


def _read(text: str) -> Reading:
    """The words alone; what is too long to be a place is left as it is, and not remembered."""
    return _read_short(text) if len(text) <= LONGEST else Reading(text)


@lru_cache(maxsize=4096)
def _read_short(text: str) -> Reading:
    name = _without_country(_ARTICLE.sub("", text.strip()))
    if match := _first("held", name, full=True):
        name = _ARTICLE.sub("", match["name"])
    if (match := _first("bearing", name, full=True)) and text.strip().lower().startswith("the "):
        inner = typed(match["name"])  # "the north of Syria" is a part of it, "north of Dor" is not
        return replace(inner, relation=Relation.PART, kind=inner.kind or "side")
    ways = (_several, _distant, _border, _pair, _beside, _bearing, _vague)
    found = next((reading for way in ways if (reading := way(name)) is not None), None)
    return found or _piece(name) or typed(name)


def _without_country(name: str) -> str:
    """Without the country in front of a place: "Syria's Idlib" (also without its apostrophe), "Syrian Idlib"."""
    first, _, rest = name.partition(" ")
    owner = _OWNER.fullmatch(first)
    if owner and country(first) is None and country(owner[1]) is not None:
        return rest or owner[1]
    people = rest[:1].isupper() and not rest.lower().startswith(borders())
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
    km = float(number(match["n"].rstrip(".,").lower().replace("-", " ").split()) or 0)
    km *= kilometres()[match["unit"].lower()]
    said = (match.groupdict().get("bearing") or "").lower().replace("-", "").removesuffix("ern")
    inner = _border(match["name"]) or _vague(_ARTICLE.sub("", match["name"])) or typed(match["name"])
    where = {"relation": Relation.DISTANCE, "km": round(km, 1), "bearing": _rules()["bearings"].get(said)}
    return replace(inner, kind=inner.kind or "city", **where)


def _beside(name: str) -> Reading | None:
    """ "Dor in Homs province", "Dor near Homs": the place, and the words for the other."""
    match = _first("beside", name, full=True)
    if match is None:
        return None
    return replace(typed(match["name"]), within=match["outer"], beside=bool(match.groupdict().get("near")))


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


def _piece(name: str) -> Reading | None:
    """ "the old souks of Dor": a part of it, where the words are neither a kind of place nor an institution."""
    match = _first("piece", name, full=True) if typed(name) == Reading(name) else None
    if match is None:
        return None
    inner = _read(match["name"])
    return replace(inner, relation=Relation.PART) if inner.relation is Relation.IN else inner


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
