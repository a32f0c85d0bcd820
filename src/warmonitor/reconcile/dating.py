"""When an undated report may have come out, by the days that dated reports give to what it tells too."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..model import Claim, EventType, Report
from .names import content, plain
from .profile import meet

Days = tuple[date, date]

FRESH = 3.0
"""Days in which what happened loses two thirds of its worth as news."""
AFTER = 14  # days after what a report shares with others in which it may have come out
CLOSE = 0.85  # days with this share of the best support are proposed beside the best

KINDRED = (
    frozenset({EventType.TERRITORY_GAINED, EventType.TERRITORY_LEFT, EventType.ADVANCE}),
    frozenset(
        {EventType.AIR_STRIKE, EventType.SHELLING, EventType.BOMBING, EventType.DESTRUCTION, EventType.CASUALTIES}
    ),
)
"""Types that two reports may give to one event."""
STATES = frozenset({EventType.TERRITORY_HELD, EventType.ACCESS})
"""Types that last: that two reports tell of one says little about their days."""
WIDE = frozenset({"country", "admin1", "area"})


@dataclass(frozen=True, slots=True)
class Shared:
    """A claim of the undated report that dated claims tell too; `days` of these, with what speaks for each (0–1)."""

    claim: Claim
    others: tuple[Claim, ...]
    days: Mapping[date, float]
    why: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """The days that shared claims speak for, best first in `days` order of time; `support` counts claims, fresh and telling ones fully."""

    days: Days
    best: date
    support: float
    shared: tuple[Shared, ...]


def shared(claims: Iterable[Claim], dated: Sequence[Claim], reports: Mapping[str, Report]) -> list[Shared]:
    """What an undated report's claims share with dated ones: kindred type, a place smaller than a region, and sides and counts that do not clash.

    `dated`: claims of other reports, all of whose reports stand in `reports`. A town of which much is told over time speaks less for any one day.
    """
    by_place: dict[str, list[Claim]] = {}
    for other in dated:
        for key in _places(other):
            by_place.setdefault(key, []).append(other)
    found = []
    for claim in claims:
        near = {o.id: o for key in _places(claim) for o in by_place.get(key, ()) if _alike(claim, o)}
        days = _days(claim, list(near.values()), reports)
        if days:
            names = ", ".join(dict.fromkeys(w.place.name if w.place else w.text for w in claim.where))
            found.append(Shared(claim, tuple(near.values()), days, f"{claim.type.value} at {names}"))
    return found


def suggested(found: Sequence[Shared], spans: Sequence[Days]) -> Suggested | None:
    """The days, among those that the text allows, for which the shared claims speak; None where they speak for none."""
    days = {day + timedelta(days=n) for s in found for day in s.days for n in range(AFTER + 1)}
    days = {d for d in days if any(a <= d <= b for a, b in spans)}
    support = {day: sum(_speaks(s, day) for s in _distinct(found)) for day in days}
    if not support:
        return None
    best = max(sorted(support), key=lambda day: support[day])
    first = last = best
    while support.get(first - timedelta(days=1), 0.0) >= CLOSE * support[best]:
        first -= timedelta(days=1)
    while support.get(last + timedelta(days=1), 0.0) >= CLOSE * support[best]:
        last += timedelta(days=1)
    speaking = tuple(s for s in found if any(_speaks(s, day) > 0.1 for day in (first, best, last)))
    return Suggested((first, last), best, round(support[best], 2), speaking)


def _speaks(one: Shared, day: date) -> float:
    """How much a shared claim speaks for publication on a day: only what had happened by then does, fresh news most."""
    return max(
        (w * math.exp(-((day - told).days) / FRESH) for told, w in one.days.items() if 0 <= (day - told).days <= AFTER),
        default=0.0,
    )


def _distinct(found: Sequence[Shared]) -> list[Shared]:
    """One of those that share the same others: two claims on one event count once."""
    kept: dict[frozenset[str], Shared] = {}
    for one in found:
        kept.setdefault(frozenset(o.report_id for o in one.others) | {_first_place(one.claim)}, one)
    return list(kept.values())


def _first_place(claim: Claim) -> str:
    return min(_places(claim), default="")


def _places(claim: Claim) -> frozenset[str]:
    """Keys of the claim's towns (places smaller than regions, and those not known): the ids of chosen ones, and the words of all."""
    towns = [w for w in claim.where if w.place is None or w.place.kind not in WIDE]
    return frozenset({w.place.id for w in towns if w.place} | {"words:" + plain(w.text) for w in towns})


def _alike(claim: Claim, other: Claim) -> bool:
    """Whether two claims may tell of one event: kindred types, and neither sides nor counts that clash."""
    if {claim.type, other.type} & STATES:
        return False
    if claim.type is not other.type and not any(claim.type in k and other.type in k for k in KINDRED):
        return False
    mine, yours = ({m.side for m in c.actors if m.side} for c in (claim, other))
    if mine and yours and not mine & yours:
        return False
    for a in claim.counts:
        same = [b for b in other.counts if b.what == a.what]
        if same and not any(meet(a, b) for b in same):
            return False
    return True


def _days(claim: Claim, others: Sequence[Claim], reports: Mapping[str, Report]) -> dict[date, float]:
    """The last days that the others give to the event, each with the share of them that is near it, more where words and counts agree too."""
    told: dict[date, float] = {}
    for other in others:
        published = reports[other.report_id].published
        day = other.when.latest if other.when else published
        if day is None or (other.when and (other.when.latest - other.when.earliest).days > 7):
            continue
        told[day] = max(told.get(day, 0.0), _likeness(claim, other))
    every = sum(told.values())
    return {
        day: round(weight * sum(w for d, w in told.items() if abs((d - day).days) <= 3) / every, 3)
        for day, weight in told.items()
    }


def _likeness(claim: Claim, other: Claim) -> float:
    """0.5 for the type and place alone, up to 1 where the places, the counts and the words are the same."""
    a, b = _places(claim), _places(other)
    words, more = content(claim.quote), content(other.quote)
    likeness = (
        0.4
        + 0.2 * min(1.0, len(a & b) / min(len(a), len(b)))
        + 0.2 * len(words & more) / max(1, min(len(words), len(more)))
    )
    same_counts = {(c.what, c.low) for c in claim.counts} & {(c.what, c.low) for c in other.counts}
    likeness += 0.2 if same_counts else 0.1 if claim.type is other.type else 0.0
    return min(1.0, likeness)
