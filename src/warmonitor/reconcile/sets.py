""" "Six towns" against the towns that are named: which of them are known, how many are still unnamed, which are more than were said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from warmonitor.lang.wordlists import words_of

from ..model import Claim, EventType, Stance
from .evidence import Evidence
from .incidents import profiled
from .judged import effective
from .names import plain
from .parties import Stand, stand
from .places import Lie, Spot, lie
from .profile import TERRITORY, Profile
from .sources import Sources
from .statements import around

TOWNS, UNTOLD = words_of("holding", "towns"), frozenset(("people",))
"""Words for towns, and those of a count that says nothing of what it counts."""

MARGIN = 1  # day, by which two sources may date one advance differently


class Named(NamedTuple):
    """A place that belongs to a set, who names it, and in which claims."""

    place: str
    sources: tuple[str, ...]
    claims: tuple[str, ...]


class PlaceSet(NamedTuple):
    """A number of places that one claim speaks of, reconciled with the names. `unnamed` is (fewest, most; None where open)."""

    claim: str
    source: str
    type: EventType
    areas: tuple[str, ...]
    low: int
    high: int | None
    named: tuple[Named, ...]
    surplus: tuple[Named, ...]
    unnamed: tuple[int, int | None]


def sets(evidence: Evidence) -> list[PlaceSet]:
    """Every claim that counts towns ("six towns"), whatever befell them, with the places named by it, by its source and by others for its days.

    Those the same source names come first, then those that more sources name; names beyond the number are `surplus`.
    """
    said = [
        c for c in effective(evidence.claims, evidence.judgements) if c.stance in (Stance.ASSERTED, Stance.POSSIBLE)
    ]
    counting = {c.id for c in said if _counts_towns(c)}
    types = {c.type for c in said if c.id in counting}
    if EventType.TERRITORY_LEFT in types:
        types.add(EventType.TERRITORY_GAINED)  # the towns that one side lost are those that the other took
    profiles = profiled((c for c in said if c.type in types), evidence.reports, evidence.pack) if types else []
    sources, weeks = evidence.sources, _by_week(profiles)
    return [reconciled(p, _meeting(p, weeks), sources) for p in profiles if p.claim.id in counting]


def _counts_towns(claim: Claim) -> bool:
    """Whether a claim counts towns: of what is taken or held any places, else only what is called so, and not houses or positions."""
    counted = [set(plain(c.who).split()) for c in claim.counts if c.what == "places"]
    return any(claim.type in TERRITORY or words & TOWNS or words <= UNTOLD for words in counted)


def _by_week(profiles: Iterable[Profile]) -> dict[int, list[Profile]]:
    """The profiles under each week that they touch, with the margin."""
    weeks: dict[int, list[Profile]] = {}
    for p in profiles:
        for week in _weeks(p):
            weeks.setdefault(week, []).append(p)
    return weeks


def _meeting(p: Profile, weeks: Mapping[int, Sequence[Profile]]) -> list[Profile]:
    """The profiles that share a week with one, itself among them, in order of their ids."""
    found = {q.claim.id: q for week in _weeks(p) for q in weeks[week]} | {p.claim.id: p}
    return [found[i] for i in sorted(found)]


def _weeks(p: Profile) -> range:
    if p.since is None or p.until is None:
        return range(0)
    return range((p.since - MARGIN) // 7, (p.until + MARGIN) // 7 + 1)


def reconciled(counting: Profile, profiles: Sequence[Profile], sources: Sources) -> PlaceSet:
    """One set with the names that `profiles` give for it."""
    number = next(n for n in counting.numbers if n.what == "places")
    mine = {s.key for s in sources.speakers(counting.claim)}
    areas = [s for s in counting.spots if s.wide]
    found: list[tuple[bool, Spot, list[Profile]]] = []
    for p in profiles:
        if p is not counting and (
            not _comparable(p, counting) or any(n.what == "places" and not _towns(p) for n in p.numbers)
        ):
            continue
        own = p is counting or bool(mine & {s.key for s in sources.speakers(p.claim)})
        for spot in _towns(p):
            if p is counting or _in_areas(spot, areas):
                _add(found, own, spot, p)
    ranked = sorted(found, key=lambda f: (not f[0], -len(_speakers(f[2], sources)), f[1].name))
    names = [Named(spot.name, _speakers(ps, sources), tuple(sorted(p.claim.id for p in ps))) for _, spot, ps in ranked]
    within = len(names) if number.high is None else number.high
    named, surplus = tuple(names[:within]), tuple(names[within:])
    left = (max(0, number.low - len(named)), None if number.high is None else number.high - len(named))
    source = " and ".join(s.name for s in sources.speakers(counting.claim))
    return PlaceSet(
        counting.claim.id,
        source,
        counting.type,
        tuple(s.name for s in areas),
        number.low,
        number.high,
        named,
        surplus,
        left,
    )


def _towns(p: Profile) -> list[Spot]:
    """The towns that a claim names; of one that counts them not those by which it only tells where they lie ("three towns in Shan")."""
    counts = any(n.what == "places" for n in p.numbers)
    where = zip(p.spots, p.claim.where, strict=True)
    return [s for s, w in where if not s.wide and not (counts and around(p.claim, w))]


def _comparable(p: Profile, counting: Profile) -> bool:
    """Whether a claim is about the same kind of change by the same party in the same days."""
    if (
        not (p.type == counting.type or _from_losers(p, counting))
        or p.since is None
        or p.until is None
        or counting.since is None
        or counting.until is None
    ):
        return False
    if p.stages and counting.stages and not p.stages & counting.stages:
        return False  # those who came back are none of those who fled
    if p.type == counting.type and not _may_be_one(p, counting):
        return False
    return p.since <= counting.until + MARGIN and counting.since - MARGIN <= p.until


def _from_losers(p: Profile, lost: Profile) -> bool:
    """Whether a claim tells what others took, where the other counts what its party lost."""
    if p.type is not EventType.TERRITORY_GAINED or lost.type is not EventType.TERRITORY_LEFT:
        return False
    return not (p.parties & lost.parties or Stand.ONE in {stand(x, y) for x in p.doers for y in lost.doers})


def _may_be_one(p: Profile, counting: Profile) -> bool:
    """Whether the parties of two claims may be one."""
    if p.parties and counting.parties and not p.parties & counting.parties:
        return False
    return {stand(x, y) for x in p.doers for y in counting.doers} != {Stand.OTHER}


def _in_areas(spot: Spot, areas: Sequence[Spot]) -> bool:
    """Whether a place may lie in one of the areas: by the map, or because nothing tells that it does not."""
    return not areas or any(lie(spot, area) is not Lie.APART for area in areas)


def _add(found: list[tuple[bool, Spot, list[Profile]]], own: bool, spot: Spot, p: Profile) -> None:
    for i, (before, other, ps) in enumerate(found):
        if lie(spot, other) is Lie.SAME:
            found[i] = (before or own, other, [*ps, p])
            return
    found.append((own, spot, [p]))


def _speakers(profiles: Iterable[Profile], sources: Sources) -> tuple[str, ...]:
    return tuple(sorted({s.name for p in profiles for s in sources.speakers(p.claim)}))
