"""Under which types one event may be told, and how near two types are to each other."""

from __future__ import annotations

from warmonitor.lang.wordlists import pattern_of

from ..model import EventType as T
from ..model import Relation
from .profile import ECHOES, STRIKES, Profile

NO_CAPTURE = "a siege and a capture"

OUTSIDE = frozenset((Relation.NEAR, Relation.OUTSKIRTS, Relation.DISTANCE, Relation.TOWARDS))
"""Where those who come near a place are not within it."""

RARE = frozenset((T.CHEMICAL_ATTACK,))
"""Types so rare that two claims of one week are mostly of one event."""

BY_MISSILE = {T.AIR_STRIKE, T.SHELLING}
MISSILE = pattern_of("events", "missile")
HARMS = ("killed", "injured")

KIN: dict[frozenset[T], str] = {
    **{frozenset((means, echo)): "kin" for means in STRIKES for echo in ECHOES},
    ECHOES: "far kin",
    frozenset((T.CHEMICAL_ATTACK, T.AIR_STRIKE)): "far kin",
    frozenset((T.CHEMICAL_ATTACK, T.SHELLING)): "far kin",
    frozenset((T.AIR_STRIKE, T.SHELLING)): "far kin",
    frozenset((T.SHELLING, T.BOMBING)): "far kin",
    frozenset((T.AIR_STRIKE, T.BOMBING)): "far kin",
    frozenset((T.BOMBING, T.ARMED_CLASH)): "far kin",
    frozenset((T.VIOLENCE_AGAINST_CIVILIANS, T.ARMED_CLASH)): "far kin",
    frozenset((T.TERRITORY_GAINED, T.TERRITORY_LEFT)): "kin",
    frozenset((T.TERRITORY_GAINED, T.ADVANCE)): "kin",
    frozenset((T.TERRITORY_GAINED, T.ARMED_CLASH)): "kin",
    frozenset((T.TERRITORY_GAINED, T.TERRITORY_HELD)): "far kin",
    frozenset((T.TERRITORY_LEFT, T.ARMED_CLASH)): "kin",
    frozenset((T.ADVANCE, T.ARMED_CLASH)): "far kin",
    frozenset((T.ADVANCE, T.ACCESS)): "far kin",
    frozenset((T.ARMED_CLASH, T.ACCESS)): "far kin",
    frozenset((T.DISPLACEMENT, T.TERRITORY_LEFT)): "kin",
    frozenset((T.DISPLACEMENT, T.AGREEMENT)): "far kin",
    frozenset((T.VIOLENCE_AGAINST_CIVILIANS, T.ABDUCTION_OR_ARREST)): "far kin",
}
"""Types under which one event is told: by its means or by what it did. Other types never meet in one incident."""

FAMILIES: dict[T, tuple[str, ...]] = {
    **dict.fromkeys((*STRIKES, *ECHOES), ("harm",)),
    T.ARMED_CLASH: ("harm", "ground"),
    **dict.fromkeys((T.TERRITORY_GAINED, T.TERRITORY_HELD, T.ADVANCE, T.ACCESS), ("ground",)),
    T.TERRITORY_LEFT: ("ground", "people"),
    **dict.fromkeys((T.DISPLACEMENT, T.AGREEMENT), ("people",)),
    T.DEPLOYMENT: ("deployment",),
    T.ABDUCTION_OR_ARREST: ("detention", "harm"),
}
"""Types that may meet share a family; claims are compared within families."""


def compared_types(a: Profile, b: Profile) -> str:
    """How the types of two claims compare, as a value of the feature `type`."""
    if a.type == b.type:
        return "same, a rare kind" if a.type in RARE else "same"
    if _short_of(a, b) or _short_of(b, a):
        return "far kin"
    if "closed" in a.stages | b.stages:
        return NO_CAPTURE if T.TERRITORY_GAINED in (a.type, b.type) else "far kin"
    if {a.type, b.type} == BY_MISSILE and MISSILE.stands_in(a.claim.quote) and MISSILE.stands_in(b.claim.quote):
        return "kin"
    if _of_the_unarmed(a, b) or _of_the_unarmed(b, a):
        return "kin"
    return KIN.get(frozenset((a.type, b.type)), "far kin")


def _of_the_unarmed(attack: Profile, violence: Profile) -> bool:
    """Whether one tells as an attack by arms what the other tells as violence against civilians: it counts none but people who do not fight."""
    if attack.type is not T.ARMED_CLASH or violence.type is not T.VIOLENCE_AGAINST_CIVILIANS:
        return False
    return bool(attack.numbers) and all(n.what in HARMS and n.who != "fighters" for n in attack.numbers)


def _short_of(near: Profile, taken: Profile) -> bool:
    """Whether one comes near a place that the other is said to have taken: the outskirts reached on Monday are no capture."""
    if near.type is not T.ADVANCE or taken.type is not T.TERRITORY_GAINED:
        return False
    return bool(near.claim.where) and all(w.relation in OUTSIDE for w in near.claim.where)
