"""What the words of a claim say on the holding of one of its places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations

from ..model import Claim, EventType, Mention, Relation, Stance, Where
from .english import any_of, headings_of, pattern_of, words_of
from .evidence import Registry
from .places import spot
from .profile import party
from .stages import stages

_NEARLY = any_of("holding", "nearly")
_ALL_OF = re.compile(
    rf"\b{''.join(rf'(?<!{word} )' for word in words_of('holding', 'nearly'))}{any_of('holding', 'all')}\b",
    re.IGNORECASE,
)
_PART_OF = re.compile(rf"\b(?:{any_of('holding', 'part')}|{_NEARLY} all of)\b", re.IGNORECASE)
_REST_OF, _SIEGE, _ENTERED, _WITHIN = (pattern_of("holding", name) for name in ("rest", "siege", "entered", "within"))
_SIDES = rf"{any_of('holding', 'sides')}(?:ern)?"
_SIDES_OF = rf"(?:the\s+)?(?:{_SIDES}\s+(?:part\s+)?(?:of\s+)?)?"
_TOWN_OF = r"(?:the\s+)?(?:(?:town|village|city)\s+of\s+)?"
_BUILDINGS = any_of("holding", "buildings")
_PIECE = re.compile(
    rf"\b{any_of('holding', 'pieces')}\s+(?:(?:in|of|around|inside|within)\s+)?{_SIDES_OF}$"
    rf"|\b{_BUILDINGS}\s+(?:in|of|at|inside)\s+{_SIDES_OF}{_TOWN_OF}$"
    rf"|\b(?:the|in)\s+{_SIDES}\s+of\s+$|\b{any_of('holding', 'shares')}\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Before a place of which a part is meant."""
_OWN = r"['’]s?\s+(?:[\w-]+\s+){0,2}?"
_PIECE_AFTER = re.compile(
    rf"{_OWN}(?:{any_of('holding', 'pieces')}|{any_of('holding', 'shares')}|{_BUILDINGS}|{_SIDES})\b"
    r"|\s+(?:(?:city|town)\s+)?(?:centre|center|outskirts|suburbs|neighbou?rhoods)\b"
    rf"|,?\s+(?:or\s+)?(?:at\s+least\s+)?{any_of('holding', 'shares')}\s+of\s+(?:it|which)\b",
    re.IGNORECASE,
)
"""After it: "Dor's northern districts", "Dor city centre", "Dor, or most of it"."""
_LAST_AFTER = re.compile(r"['’]s?\s+(?:last|remaining|final)\b", re.IGNORECASE)
_ASIDE_AFTER = re.compile(
    rf"(?:{_OWN}|\s+)(?:{'|'.join(sorted(headings_of('places', 'facilities')))})\b|{_OWN}{any_of('holding', 'lands')}\b",
    re.IGNORECASE,
)
"""After a place beside which another is meant: "Dor airport", "Dor's oil fields"."""
_ONLY_NAMES = re.compile(r"(?:[\s,]|\b(?:and|or|the|towns?|cit(?:y|ies)|villages?|of)\b|\b[A-Z][\w'’-]*+)*")
"""What may stand in a list of names."""
_BESIDE = re.compile(
    rf"\b{any_of('holding', 'lands')}\s+(?:in|at|around|inside|within|near|on|to|from)\s+{_SIDES_OF}(?:countryside\s+of\s+)?$"
    r"|(?:\bbetween|(?:^|[,;.])(?>[^,;.]*?\bbetween\b)\s[^,;.]*\sand)\s+(?:the\s+)?(?:(?:towns?|villages?|cit(?:y|ies))\s+of\s+)?$"
    rf"|\b{any_of('holding', 'near')}\s+(?:the\s+)?$|(?<!\bthe )(?<!\bin )\b{_SIDES}\s+of\s+$",
    re.IGNORECASE,
)
"""Before a place that only tells where others lie: "a string of towns in the north of Hama", "between A and B". The towns of A and B are A and B."""
_APPOSED = re.compile(rf"^{_SIDES}\s+of\s", re.IGNORECASE)
_TOWNS_OF = re.compile(
    rf"\b{any_of('holding', 'towns')}\s+(?:of|across|throughout|along|in)\s+(?:the\s+)?$", re.IGNORECASE
)
_HANDING, _TO = pattern_of("holding", "handing"), re.compile(r"\bto\b", re.IGNORECASE)

_LIFTING = (EventType.ADVANCE, EventType.ACCESS, EventType.AGREEMENT, EventType.ARMED_CLASH)
"""Types under which it is told that a siege ended."""

_TAKING = {EventType.TERRITORY_GAINED: "took", EventType.TERRITORY_HELD: "held", EventType.TERRITORY_LEFT: "left"}


def kind(claim: Claim, where: Where) -> str | None:
    """`took`, `held`, `left`, `part`, `denied`, `besieged`, `relieved` or `entered`; None where the claim says nothing on who holds that place."""
    aside = around if any(c.what == "places" for c in claim.counts) else beside
    if where.relation not in (Relation.IN, Relation.PART) or aside(claim, where):
        return None
    if where.place is None and where.text.islower():
        return None  # "her whole street": no name by which a place could be told from another
    asserted = claim.stance is Stance.ASSERTED
    if claim.type in _TAKING:
        return _changing(claim, where) if asserted else _denied(claim, where)
    if not asserted or where.relation is Relation.PART:
        return None
    if "lifted" in stages(EventType.ADVANCE, claim.quote) and claim.type in _LIFTING:
        return "relieved"
    if claim.type is EventType.ADVANCE and _SIEGE.search(claim.quote):
        return "besieged"
    if claim.type not in (EventType.ADVANCE, EventType.ARMED_CLASH):
        return None
    return "entered" if _ENTERED.search(claim.quote) or _WITHIN.search(claim.quote) else None


def fought(claim: Claim) -> bool:
    """Whether both sides of a fight are within a place: they fight in its streets."""
    return claim.type is EventType.ARMED_CLASH and _WITHIN.search(claim.quote) is not None


def tells(claim: Claim) -> bool:
    """Whether the claim may bear on who holds a place: most advances and clashes do not."""
    return claim.type in _TAKING or any(kind(claim, where) is not None for where in claim.where)


def _changing(claim: Claim, where: Where) -> str | None:
    if not _is_part(claim, where):
        return _TAKING[claim.type]
    return "part" if claim.type is not EventType.TERRITORY_LEFT else None


def _denied(claim: Claim, where: Where) -> str | None:
    """Who denies that someone left the place that the words name says that they hold it still; without a name, that it was not taken."""
    if claim.stance is not Stance.DENIED:
        return None
    if claim.type is not EventType.TERRITORY_LEFT or not claim.actors:
        return "denied"
    return "held" if where.text in claim.quote else None


def of_all(claim: Claim) -> bool:
    """Whether the words say that all of an area is meant."""
    return _ALL_OF.search(claim.quote) is not None


def beside(claim: Claim, where: Where) -> bool:
    """Whether the place is only named to say where another one lies."""
    before, after = _about(claim.quote, where.text)
    if _APPOSED.search(where.text) or _ASIDE_AFTER.match(after):
        return True
    return bool(_BESIDE.search(before)) and not any(m.end() == len(before.rstrip()) for m in _REST_OF.finditer(before))


def around(claim: Claim, where: Where) -> bool:
    """Whether towns that a claim counts lie in, near or around the place: "four towns of Sahl", of which Sahl is none."""
    return beside(claim, where) or bool(_TOWNS_OF.search(_about(claim.quote, where.text)[0]) and len(claim.where) == 1)


def _is_part(claim: Claim, where: Where) -> bool:
    """Whether only a part of the place is meant; what is gained in an area is a part of it unless the words say all."""
    if _REST_OF.search(claim.quote) and claim.type is EventType.TERRITORY_GAINED:
        return spot(where).wide
    before, after = _about(claim.quote, where.text)
    if _LAST_AFTER.match(after) and claim.type is EventType.TERRITORY_GAINED:
        return spot(where).wide
    if where.relation is Relation.PART or _PIECE.search(before) or _PIECE_AFTER.match(after):
        return True
    if of_all(claim):
        return False
    if any(_reaches(before[m.end() :]) for m in _PART_OF.finditer(before)):
        return True
    return spot(where).wide and claim.type is not EventType.TERRITORY_HELD


def _reaches(between: str) -> bool:
    """Whether what is said of a part is said of the name after these words: they hold no comma save in a list of names."""
    return not re.search(r"[,;:]", between) or _ONLY_NAMES.fullmatch(between) is not None


@lru_cache(maxsize=1 << 14)
def _about(quote: str, name: str) -> tuple[str, str]:
    """What of the quote stands before the place's name and after it; all of it before a name that it does not give."""
    before, found, after = quote.partition(name)
    return (before, after) if found else (quote, "")


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
            if a.span.overlaps(b.span) and _contrary(a, b, pack):
                found.add(min(a, b, key=lambda c: (c.confidence, c.id)).id)
    return found


def _contrary(a: Claim, b: Claim, pack: Registry | None) -> bool:
    leaving = EventType.TERRITORY_LEFT
    if (a.type is leaving) == (b.type is leaving):
        return False
    return holder(a.actors, pack)[0] == holder(b.actors, pack)[0]


def heirs(claim: Claim) -> tuple[Mention, ...]:
    """To whom a place is said to be handed over; nobody where it is only left."""
    handed = _HANDING.search(claim.quote) if claim.type is EventType.TERRITORY_LEFT else None
    last = max((to.end() for to in _TO.finditer(claim.quote, handed.end())), default=None) if handed else None
    return tuple(m for m in claim.targets if last is not None and m.text in claim.quote[last:])


def holder(mentions: Sequence[Mention], pack: Registry | None) -> tuple[str | None, str | None]:
    """Who holds or left, as a key by which sources' names for one party agree, and as a name to show."""
    if not mentions:
        return None, None
    parties = sorted({p for m in mentions if (p := party(m, pack))})
    known = pack.actor(mentions[0].text) if pack is not None and mentions[0].neutral is None else None
    name = mentions[0].neutral or (known.name if known is not None else None) or mentions[0].text
    return ("+".join(parties) if parties else name.casefold()), name
