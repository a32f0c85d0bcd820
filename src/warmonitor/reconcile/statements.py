"""What the words of a claim say on the holding of one of its places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from warmonitor.lang.wordlists import pattern_of

from ..model import Claim, EventType, Mention, Relation, Stance, Where
from . import extent
from .evidence import Registry
from .holding import Holder
from .parties import called
from .parties import kind as kind_of
from .places import spot
from .profile import called_so, doer
from .stages import stages

_SIEGE, _ENTERED, _WITHIN, _BEFORE = (pattern_of("holding", name) for name in ("siege", "entered", "within", "before"))
_HANDING, _TO = pattern_of("holding", "handing"), re.compile(r"\bto\b", re.IGNORECASE)

_LIFTING = (EventType.ADVANCE, EventType.ACCESS, EventType.AGREEMENT, EventType.ARMED_CLASH)
"""Types under which it is told that a siege ended."""

_TAKING = {EventType.TERRITORY_GAINED: "took", EventType.TERRITORY_HELD: "held", EventType.TERRITORY_LEFT: "left"}
_WHERE = (Relation.IN, Relation.PART)


def kind(claim: Claim, where: Where) -> str | None:
    """`took`, `held`, `left`, `part`, `denied`, `besieged`, `relieved` or `entered`; None where the claim says nothing on who holds that place."""
    if claim.type in _TAKING:
        told = _changing if claim.stance is Stance.ASSERTED else _denied
        return told(claim, where) if where.relation in _WHERE and _meant(claim, where) else None
    moved = _moved(claim) if claim.type in _LIFTING else None  # most tell of none, so nothing is asked of their places
    return moved if moved and where.relation is Relation.IN and _meant(claim, where) else None


def _meant(claim: Claim, where: Where) -> bool:
    """Whether a place is itself told of, and not only what lies beside or around it, or all else."""
    aside = around if any(c.what == "places" for c in claim.counts) else beside
    if aside(claim, where):
        return False
    if where.place is None and where.text.islower():
        return False  # "her whole street": no name by which a place could be told from another
    others = [w.text for w in claim.where if w is not where] if len(claim.where) > 1 else []
    return not (others and extent.excepted(claim.quote, where.text, others))


def _moved(claim: Claim) -> str | None:
    """What is said of a siege, or of forces that got into a place."""
    if claim.stance is not Stance.ASSERTED:
        return None
    if "lifted" in stages(EventType.ADVANCE, claim.quote):
        return "relieved"
    if claim.type is EventType.ADVANCE and _SIEGE.stands_in(claim.quote):
        return "besieged"
    if claim.type not in (EventType.ADVANCE, EventType.ARMED_CLASH):
        return None
    return "entered" if _ENTERED.stands_in(claim.quote) or _WITHIN.stands_in(claim.quote) else None


def held_before(claim: Claim) -> bool:
    """Whether somebody is said to have held a place before what is told came, and not that they hold it still: "they had held it since May"."""
    return claim.type is EventType.TERRITORY_HELD and _BEFORE.stands_in(claim.quote)


def fought(claim: Claim) -> bool:
    """Whether both sides of a fight are within a place: they fight in its streets."""
    return claim.type is EventType.ARMED_CLASH and _WITHIN.stands_in(claim.quote)


def tells(claim: Claim) -> bool:
    """Whether the claim may bear on who holds a place: most advances and clashes do not."""
    return claim.type in _TAKING or any(kind(claim, where) is not None for where in claim.where)


def _changing(claim: Claim, where: Where) -> str | None:
    if not _is_part(claim, where):
        return _TAKING[claim.type]
    return "part" if claim.type is not EventType.TERRITORY_LEFT else None


def _denied(claim: Claim, where: Where) -> str | None:
    """Who denies that someone left the place that the words name says that they hold it still; without a name of either, that it was not taken."""
    if claim.stance is not Stance.DENIED:
        return None
    leaving = claim.type is EventType.TERRITORY_LEFT and claim.actors
    return "held" if leaving and where.text in claim.quote else "denied"


def of_all(claim: Claim) -> bool:
    """Whether the words say that all of an area is meant."""
    return extent.of_all(claim.quote)


def beside(claim: Claim, where: Where) -> bool:
    """Whether the place is only named to say where another one lies, or where those who leave go."""
    leaving = claim.type is EventType.TERRITORY_LEFT
    return extent.beside(claim.quote, where.text) or (leaving and extent.aim(claim.quote, where.text))


def around(claim: Claim, where: Where) -> bool:
    """Whether towns that a claim counts lie in, near or around the place: "four towns of Sahl", of which Sahl is none."""
    return beside(claim, where) or (len(claim.where) == 1 and extent.towns_of(claim.quote, where.text))


def _is_part(claim: Claim, where: Where) -> bool:
    """Whether only a part of the place is meant; what is gained in an area is a part of it unless the words say all."""
    if claim.type is EventType.TERRITORY_GAINED and extent.rest(claim.quote, where.text):
        return spot(where).wide
    if where.relation is Relation.PART or extent.part(claim.quote, where.text):
        return True
    if claim.type is EventType.TERRITORY_HELD and extent.rest(claim.quote, where.text):
        return True  # another part is somebody else's
    return spot(where).wide and claim.type is not EventType.TERRITORY_HELD and not of_all(claim)


def beaten(claims: Iterable[Claim], pack: Registry | None) -> set[str]:
    """Ids of claims by which one sentence gives and takes a place at once: of "withdrew from X" read both as leaving and as taking X.

    Of two such claims by the same party the surer counts.
    """
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.type in _TAKING and claim.stance is Stance.ASSERTED:
            by_report.setdefault(claim.report_id, []).append(claim)
    found = set()
    for told in by_report.values():
        for a, b in combinations(told, 2):
            if a.span.overlaps(b.span) and not _on_two_days(a, b) and _contrary(a, b, pack):
                found.add(min(a, b, key=lambda c: (c.confidence, c.id)).id)
    return found


def _on_two_days(a: Claim, b: Claim) -> bool:
    """Whether the days of two claims are known and none is in both: "retook Dor on Sunday after losing it on Friday"."""
    if a.when is None or b.when is None:
        return False
    return a.when.latest < b.when.earliest or b.when.latest < a.when.earliest


def _contrary(a: Claim, b: Claim, pack: Registry | None) -> bool:
    leaving = EventType.TERRITORY_LEFT
    if (a.type is leaving) == (b.type is leaving):
        return False
    return holder(a.actors, pack)[0] == holder(b.actors, pack)[0]


def heirs(claim: Claim) -> tuple[Mention, ...]:
    """To whom a place is said to be handed over, by name or as "the army"; nobody where it is only left."""
    handed = _HANDING.search(claim.quote) if claim.type is EventType.TERRITORY_LEFT else None
    last = max((to.end() for to in _TO.finditer(claim.quote, handed.end())), default=None) if handed else None
    if last is None:
        return ()
    words = claim.quote[last:]
    whose = kind_of(re.split("[,.;]", words, maxsplit=1)[0]) or ""
    return tuple(m for m in claim.targets if m.text in words or whose == called(m.text).kind)


def holder(mentions: Sequence[Mention], pack: Registry | None) -> tuple[Holder | None, str | None]:
    """Who holds or left, as parties that are compared, and as a name to show."""
    if not mentions:
        return None, None
    known = called_so(mentions[0].text, pack) if mentions[0].neutral is None else None
    name = mentions[0].neutral or (known.name if known is not None else None) or mentions[0].text
    return frozenset(doer(m, pack) for m in mentions), name
