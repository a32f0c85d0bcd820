"""The event types of the codebook, and what other coding schemes call them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """One event type in other schemes; None where a scheme has no such event.

    ACLED event and sub-event types: ACLED codebook 2023. UCDP type of violence: 1 state-based, 2 non-state, 3 one-sided (the actors decide between 1
    and 2). PLOVER event types: PLOVER manual, 2023. HXL tag and attributes: HXL standard 1.1.
    """

    acled_event: str | None
    acled_sub_event: str | None
    ucdp: tuple[int, ...]
    plover: str | None
    hxl: str


CROSSWALK: dict[EventType, Crosswalk] = {
    EventType.TERRITORY_GAINED: Crosswalk(
        "Battles", "Government regains territory", (1, 2), "ASSAULT", "#event+territory+gained"
    ),
    EventType.TERRITORY_HELD: Crosswalk(None, None, (), None, "#status+territory+held"),
    EventType.TERRITORY_LEFT: Crosswalk(
        "Strategic developments", "Non-violent transfer of territory", (), "RETREAT", "#event+territory+left"
    ),
    EventType.ADVANCE: Crosswalk("Battles", "Armed clash", (1, 2), "MOBILIZE", "#event+advance"),
    EventType.ARMED_CLASH: Crosswalk("Battles", "Armed clash", (1, 2), "ASSAULT", "#event+clash"),
    EventType.AIR_STRIKE: Crosswalk(
        "Explosions/Remote violence", "Air/drone strike", (1, 2, 3), "ASSAULT", "#event+airstrike"
    ),
    EventType.SHELLING: Crosswalk(
        "Explosions/Remote violence", "Shelling/artillery/missile attack", (1, 2, 3), "ASSAULT", "#event+shelling"
    ),
    EventType.BOMBING: Crosswalk(
        "Explosions/Remote violence", "Remote explosive/landmine/IED", (1, 2, 3), "ASSAULT", "#event+bombing"
    ),
    EventType.CHEMICAL_ATTACK: Crosswalk(
        "Explosions/Remote violence", "Chemical weapon", (1, 3), "ASSAULT", "#event+chemical"
    ),
    EventType.VIOLENCE_AGAINST_CIVILIANS: Crosswalk(
        "Violence against civilians", "Attack", (3,), "ASSAULT", "#event+civilians"
    ),
    EventType.ABDUCTION_OR_ARREST: Crosswalk(
        "Violence against civilians", "Abduction/forced disappearance", (), "COERCE", "#event+abduction"
    ),
    EventType.CASUALTIES: Crosswalk(None, None, (1, 2, 3), None, "#affected+casualties"),
    EventType.DISPLACEMENT: Crosswalk(None, None, (), None, "#affected+displaced"),
    EventType.DEPLOYMENT: Crosswalk(
        "Strategic developments", "Headquarters or base established", (), "MOBILIZE", "#event+deployment"
    ),
    EventType.ACCESS: Crosswalk("Strategic developments", "Other", (), "SANCTION", "#access"),
    EventType.AGREEMENT: Crosswalk("Strategic developments", "Agreement", (), "AGREE", "#event+agreement"),
    EventType.DESTRUCTION: Crosswalk(
        "Strategic developments", "Looting/property destruction", (), "ASSAULT", "#event+destruction"
    ),
}
