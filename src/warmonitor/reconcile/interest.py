"""Whether a claim hurts the side that its source stands on: such a claim weighs more."""

from __future__ import annotations

from ..model import Claim, EventType, Stance
from .evidence import Registry
from .names import plain
from .profile import ATTACKS, FIGHTERS, PEOPLE, party
from .sites import sites
from .sources import Speaker


def against_interest(claim: Claim, speaker: Speaker, pack: Registry | None) -> str | None:
    """Why an asserted claim hurts its speaker's own side, None where it does not or where no side is known.

    A side is hurt by losing or leaving a place, by the enemy's gains, by losses among its own fighters, and by harm that its own forces
    do to civilians, counted or told by what was hit: a hospital, a wedding.
    """
    if speaker.side is None or claim.stance is not Stance.ASSERTED:
        return None
    did = {p for m in claim.actors if (p := party(m, pack))}
    suffered = {p for m in claim.targets if (p := party(m, pack))}
    mine = speaker.side
    if claim.type is EventType.TERRITORY_LEFT and mine in did:
        return f"{speaker.name} on its own side's withdrawal"
    if (
        claim.type in (EventType.TERRITORY_GAINED, EventType.TERRITORY_HELD)
        and did
        and mine not in did
        and mine in suffered
    ):
        return f"{speaker.name} on a place that its own side lost"
    if claim.type in (EventType.ARMED_CLASH, EventType.CASUALTIES) and mine in suffered and _fighters_fell(claim):
        return f"{speaker.name} on its own side's losses"
    if claim.type in ATTACKS and mine in did and _hurts_civilians(claim):
        return f"{speaker.name} on harm that its own side did"
    return None


def _fighters_fell(claim: Claim) -> bool:
    return any(c.what in ("killed", "injured", "detained", "fighters") for c in claim.counts)


CIVIL = frozenset(("care", "school", "worship", "trade", "feast"))
"""Kinds of sites of which nobody boasts to have struck one."""


def _hurts_civilians(claim: Claim) -> bool:
    """Whether others than fighters are counted as hurt, or a strike is said to have hit civilians or a site of theirs."""
    if any(c.what in ("killed", "injured") and not _are_fighters(c.who) for c in claim.counts):
        return True
    words = " ".join(m.text for m in claim.targets)
    return not _are_fighters(words) and bool(PEOPLE & set(plain(words).split()) or CIVIL & sites(words))


def _are_fighters(who: str) -> bool:
    return bool(FIGHTERS & set(plain(who).split()))
