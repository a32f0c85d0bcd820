"""The event types of the codebook, and what other coding schemes call them."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class EventType(StrEnum):
    """In the codebook's order, which the trained model's outputs follow."""

    TERRITORY_GAINED = "territory_gained"
    TERRITORY_HELD = "territory_held"
    TERRITORY_LEFT = "territory_left"
    ADVANCE = "advance"
    ARMED_CLASH = "armed_clash"
    AIR_STRIKE = "air_strike"
    SHELLING = "shelling"
    BOMBING = "bombing"
    CHEMICAL_ATTACK = "chemical_attack"
    VIOLENCE_AGAINST_CIVILIANS = "violence_against_civilians"
    ABDUCTION_OR_ARREST = "abduction_or_arrest"
    CASUALTIES = "casualties"
    DISPLACEMENT = "displacement"
    DEPLOYMENT = "deployment"
    ACCESS = "access"
    AGREEMENT = "agreement"
    DESTRUCTION = "destruction"


COUNTED = ("killed", "injured", "displaced", "hosted", "detained", "places", "strikes", "fighters", "other")


class Crosswalk(NamedTuple):
    """What other coding schemes call one event type; None (for UCDP: empty) where a scheme has no such event.

    `acled_event`, `acled_sub_event`: ACLED codebook 2023, where neither the words nor the actors tell more, which `export.acled_codes.event` sees
    to; an event without a sub-event is one whose actor decides. `ucdp`: UCDP GED's types of violence, 1 state-based, 2 non-state, 3 one-sided; the
    actors decide among those given. `plover`: event types of the PLOVER manual, 2023. `hxl`: tag and attributes of the HXL standard 1.1.
    """

    acled_event: str | None
    acled_sub_event: str | None
    ucdp: tuple[int, ...]
    plover: str | None
    hxl: str


_BATTLES, _REMOTE, _CIVILIANS, _STRATEGIC = (
    "Battles",
    "Explosions/Remote violence",
    "Violence against civilians",
    "Strategic developments",
)

CROSSWALK: dict[EventType, Crosswalk] = {
    EventType.TERRITORY_GAINED: Crosswalk(_BATTLES, None, (1, 2), "ASSAULT", "#event+territory+gained"),
    EventType.TERRITORY_HELD: Crosswalk(None, None, (), None, "#status+territory+held"),
    EventType.TERRITORY_LEFT: Crosswalk(_STRATEGIC, "Non-violent transfer of territory", (), "RETREAT", "#event+territory+left"),
    EventType.ADVANCE: Crosswalk(_BATTLES, "Armed clash", (1, 2), "MOBILIZE", "#event+advance"),
    EventType.ARMED_CLASH: Crosswalk(_BATTLES, "Armed clash", (1, 2), "ASSAULT", "#event+clash"),
    EventType.AIR_STRIKE: Crosswalk(_REMOTE, "Air/drone strike", (1, 2, 3), "ASSAULT", "#event+airstrike"),
    EventType.SHELLING: Crosswalk(_REMOTE, "Shelling/artillery/missile attack", (1, 2, 3), "ASSAULT", "#event+shelling"),
    EventType.BOMBING: Crosswalk(_REMOTE, "Remote explosive/landmine/IED", (1, 2, 3), "ASSAULT", "#event+bombing"),
    EventType.CHEMICAL_ATTACK: Crosswalk(_REMOTE, "Chemical weapon", (1, 3), "ASSAULT", "#event+chemical"),
    EventType.VIOLENCE_AGAINST_CIVILIANS: Crosswalk(_CIVILIANS, "Attack", (3,), "ASSAULT", "#event+civilians"),
    EventType.ABDUCTION_OR_ARREST: Crosswalk(_CIVILIANS, "Abduction/forced disappearance", (), "COERCE", "#event+abduction"),
    EventType.CASUALTIES: Crosswalk(None, None, (1, 2, 3), None, "#affected+casualties"),
    EventType.DISPLACEMENT: Crosswalk(None, None, (), None, "#affected+displaced"),
    EventType.DEPLOYMENT: Crosswalk(_STRATEGIC, "Change to group/activity", (), "MOBILIZE", "#event+deployment"),
    EventType.ACCESS: Crosswalk(_STRATEGIC, "Other", (), "SANCTION", "#access"),
    EventType.AGREEMENT: Crosswalk(_STRATEGIC, "Agreement", (), "AGREE", "#event+agreement"),
    EventType.DESTRUCTION: Crosswalk(_STRATEGIC, "Looting/property destruction", (), "ASSAULT", "#event+destruction"),
}  # fmt: skip
