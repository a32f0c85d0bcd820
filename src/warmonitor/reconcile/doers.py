"""Who did what two claims tell of, compared: one, two of one side, or one who took what the other left."""

from __future__ import annotations

from ..model import EventType as T
from .parties import Stand, stand
from .places import Lie, closest
from .profile import ATTACKS, ECHOES, Profile, days_apart, shared, states, usual
from .stages import taken_back

RETAKEN = "taken by the other side on another day"
"""A place that both sides took changed hands twice."""

LEFT_AGAIN = "taken and left by one"
"""Who takes a place and who leaves it are two."""

BLAMES_ANOTHER = "who is accused names another"
"""Whom somebody says to have struck a place, and who says that others did, speak of one strike, by whatever means each says it was done."""

OWN_MOVE = "each side for itself"
"""Of two sides that leave a place, come nearer to it or send troops there, each does so by itself."""

BLAMED = ATTACKS | ECHOES
"""Types of what one side is blamed for."""

MOVES = frozenset((T.DEPLOYMENT, T.ADVANCE, T.TERRITORY_LEFT))
"""Types of what a side does with its own forces."""


def compared_actors(a: Profile, b: Profile) -> str:
    """How those who did it compare, as a value of the feature `actor`."""
    found = _named(a, b)
    if {a.type, b.type} == {T.TERRITORY_GAINED, T.TERRITORY_LEFT}:
        took, left = (a, b) if a.type == T.TERRITORY_GAINED else (b, a)
        others = found in ("different", "other side") and not took.targets
        if others or shared(took.targets, left.actors):
            return "one took what the other left"
        return LEFT_AGAIN if found == "shared" else found
    if a.type is b.type in MOVES and (found == "other side" or (found == "different" and _named_apart(a, b))):
        return OWN_MOVE
    if found not in ("different", "other side"):
        return found
    if _taken_anew(a, b, found):
        return RETAKEN
    return BLAMES_ANOTHER if _blames_another(a, b) or _blames_another(b, a) else found


def captures(a: Profile, b: Profile) -> bool:
    """Whether both tell of a capture on a day: who takes a town again some days later lost it between."""
    return a.type is b.type is T.TERRITORY_GAINED and a.point and b.point


def _taken_anew(a: Profile, b: Profile, how: str) -> bool:
    """Whether one side took a place from the other that had taken it: on another day, or on the same as a report tells it."""
    if not captures(a, b):
        return False
    back = [taken_back(p.claim) for p in (a, b)]
    if how == "different":
        return a.claim.report_id == b.claim.report_id and back[0] != back[1]
    return days_apart(a, b) > 0 or (a.claim.report_id == b.claim.report_id and any(back))


def _blames_another(accused: Profile, accuser: Profile) -> bool:
    """Whether who speaks in one claim of harm is said in the other to have done it at that place, and names others."""
    if not {accused.type, accuser.type} <= BLAMED or closest(accused.spots, accuser.spots) is not Lie.SAME:
        return False
    own = [any(stand(s, d) is Stand.ONE for s in accused.speakers) for d in (*accuser.doers, *accused.doers)]
    return any(own[: len(accuser.doers)]) and not any(own[len(accuser.doers) :])


def _named(a: Profile, b: Profile) -> str:
    """Whether those who did it are one, by name or by side; government forces and rebel forces share but a word."""
    found = share(a.actors, b.actors)
    if a.type is b.type is T.AGREEMENT or found in ("one unnamed", "both unnamed"):
        return found  # an agreement takes two sides, and others broker it
    side = _side(a, b)
    if found == "shared":
        return "other side" if usual(a.actors & b.actors) and (side == "other side" or _two(a, b)) else found
    return side or found


def _named_apart(a: Profile, b: Profile) -> bool:
    """Whether all who did it have names of their own, and these are of two: a brigade may be an army's, the Northern Front is not the Southern one."""
    return all(d.proper and d.names for p in (a, b) for d in p.doers) and _two(a, b)


def _two(a: Profile, b: Profile) -> bool:
    """Whether the names of all who did it tell two apart: northern troops and southern troops."""
    return {stand(x, y) for x in a.doers for y in b.doers} == {Stand.OTHER}


def _side(a: Profile, b: Profile) -> str | None:
    """Whether two who share no telling name stand on one side, by their countries or parties; None where that is not known."""
    mine, yours = states(a.actors), states(b.actors)
    if mine and yours and not mine & yours:
        return "other side"
    if not (a.parties and b.parties):
        return None
    return "same side" if a.parties & b.parties else "other side"


def share(mine: frozenset[str], yours: frozenset[str]) -> str:
    """Whether two lists of keys have one in common that tells, or are empty."""
    if not mine or not yours:
        return "one unnamed" if mine or yours else "both unnamed"
    return "shared" if shared(mine, yours) else "different"
