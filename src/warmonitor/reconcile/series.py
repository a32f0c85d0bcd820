"""Displacement and casualties over time: what each source counts, and totals that say what they leave out.

Numbers of different claims are added only where their events cannot overlap; a total of a week is never added to the day's toll that it contains.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_high, median_low
from typing import NamedTuple

from ..model import Incident
from .counts import all_over, of_disease, of_many, told_as_part, told_as_stock
from .evidence import Evidence
from .features import told_apart
from .incidents import profiled
from .judged import effective
from .people import FAMILIES, FIGHTERS, PART, PEOPLE, counted, together
from .places import Lie, Spot, closest, lie
from .positions import Voice, voices
from .profile import POINT_DAYS, Number, Profile
from .profile import who as named
from .stages import UNDOING

Bounds = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """One independent source's number for one incident, over its days."""

    source: str
    incident: str
    since: date | None
    until: date | None
    low: int
    high: int | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """The sum over the incidents of one period under a rule; `left_out` are incidents that overlap counted ones or are longer than it, with the reason."""

    period: str
    rule: str
    low: int
    high: int | None
    incidents: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]


PERIODS = {"day": POINT_DAYS, "week": 7, "month": 28, "year": 365}
"""The days from which on an event that began before a period is none of its own."""


def period_of(day: date, by: str) -> tuple[str, date]:
    """The name and first day of the period that a day lies in; weeks are those of ISO 8601, from Monday.

    >>> period_of(date(2021, 1, 3), "week")
    ('2020-W53', datetime.date(2020, 12, 28))
    """
    if by == "week":
        year, week, weekday = day.isocalendar()
        return f"{year:04}-W{week:02}", day - timedelta(days=weekday - 1)
    first = day.replace(month=1, day=1) if by == "year" else day.replace(day=1) if by == "month" else day
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[by]], first


def _lowest(numbers: Sequence[Number]) -> Bounds:
    return min(n.low for n in numbers), min((n.high for n in numbers if n.high is not None), default=None)


def _highest(numbers: Sequence[Number]) -> Bounds:
    return max(n.low for n in numbers), None if any(n.high is None for n in numbers) else max(
        n.high or 0 for n in numbers
    )


def _median(numbers: Sequence[Number]) -> Bounds:
    highs = sorted((n.high is None, n.high or 0) for n in numbers)
    open_, high = median_high(highs)
    return median_low([n.low for n in numbers]), None if open_ else high


RULES: Mapping[str, Callable[[Sequence[Number]], Bounds]] = {"lowest": _lowest, "highest": _highest, "median": _median}
"""How the independent sources of one incident are rolled up into one pair of bounds."""


def figures(evidence: Evidence, incidents: Iterable[Incident], what: str, who: str = "people") -> list[Figure]:
    """Every independent source's number of `what` for every incident, by incident and source; nothing is added up."""
    return [
        Figure(v.speaker.name, incident.id, incident.earliest, incident.latest, n.low, n.high, _of(v, n))
        for incident, found, _ in _told(evidence, incidents)
        for v, n in _numbers(found, what, who)
    ]


def totals(
    evidence: Evidence,
    incidents: Iterable[Incident],
    what: str,
    who: str = "people",
    *,
    rule: str = "median",
    by: str = "month",
) -> list[Total]:
    """Sums of `what` by `day`, `week`, `month` or `year` of the incidents' last day; each incident rolled up by `rule` (a key of `RULES`) over its sources.

    How many are displaced by then (IDMC's stock) or returned is not added to how many fled (the flow), how many were freed not to how many were taken,
    nor are the parts of a number to the whole, or those who died of disease and hunger to whom the fighting killed.
    Of two incidents that overlap in days and place, and of which one may contain the other, the one over more days is left out, and said so,
    of those of one time the one of a single town where another counts it among others, and no fewer;
    and so is what began before its period and is as long: the dead of a war are none of its last month's.
    KeyError where there is no such rule or period.
    """
    roll, longest = RULES[rule], PERIODS[by]
    rows: dict[tuple[str, date], list[_Row]] = {}
    for incident, found, members in _told(evidence, incidents):
        numbers = [n for _, n in _numbers(found, what, who)]
        if numbers:
            period = period_of(incident.latest, by) if incident.latest else ("undated", date.min)
            tell = [p for p in members if p.numbers]
            part = all(told_as_part(p.claim, evidence.reports.get(p.claim.report_id)) for p in tell)
            rows.setdefault(period, []).append(_Row(incident, tell, roll(numbers), part, _no_flow(what, tell)))
    return [_total(*period, rule, rows[period], longest) for period in sorted(rows)]


def _no_flow(what: str, told: Sequence[Profile]) -> str | None:
    """Why claims count what is no part of how many fled, fell or were taken in a period; None where they count that."""
    if what == "displaced" and all(told_as_stock(p.claim) for p in told):
        return "tells how many are displaced by then, not how many fled"
    if what in ("killed", "injured") and all(of_disease(p.claim) for p in told):
        return "tells of disease or hunger, not of fighting"
    return "tells of those who returned or were freed" if all(p.stages & UNDOING for p in told) else None


def _numbers(found: Sequence[Voice], what: str, who: str) -> list[tuple[Voice, Number]]:
    """What each source counts of `what`: of people, fighters or families its largest number; else of those whom the words mean.

    Villagers, students and Kenyans are people; children and women are a part of them, and stand for them only where nobody counts more.
    """
    tolls = [(v, [n for (kind, _), n in v.tolls().items() if kind == what]) for v in found]
    wanted = (who, PART) if who == PEOPLE else (who,)
    if who not in (PEOPLE, FIGHTERS, FAMILIES):
        return [(v, n) for v, numbers in tolls for n in numbers if n.who == named(who)]
    told = [
        (v, [*((counted(v.whom(n)), n) for n in numbers), *((counted(n.who), n) for n, _ in _sums(v, what))])
        for v, numbers in tolls
    ]
    of = {
        kind: [(v, max(mine, key=_size)) for v, numbers in told if (mine := [n for k, n in numbers if k == kind])]
        for kind in wanted
    }
    return next((of[kind] for kind in wanted if of[kind]), [])


def _sums(voice: Voice, what: str) -> list[tuple[Number, Profile]]:
    """What a source counts by kinds beside each other, "eight women and six children", added up, with the claim; not where it has taken back one of them."""
    last = voice.tolls()
    told = [p for p in voice.now if all(last.get((n.what, n.who)) in p.numbers for n in p.numbers if n.what == what)]
    sums = ((together(p.claim.counts, what, p.claim.quote), p) for p in told)
    return [(Number(what, c.who, c.low, c.high), p) for c, p in sums if c is not None]


def _size(number: Number) -> tuple[int, int]:
    return number.low, number.high if number.high is not None else number.low


class _Row(NamedTuple):
    """An incident of a period, with those of its claims that count and their number."""

    incident: Incident
    members: list[Profile]
    bounds: Bounds
    part: bool  # of a number that its reports tell before
    no_flow: str | None  # why it is none of a period's

    def within(self, other: _Row) -> bool:
        """Whether the number is told as a part of the other's."""
        reports = {p.claim.report_id for p in other.members}
        return (
            not other.part
            and self.bounds[0] <= other.bounds[0]
            and any(p.claim.report_id in reports for p in self.members)
        )

    def holds(self, others: Sequence[_Row]) -> bool:
        """Whether it counts as many as all of the others together, each of the same days and of some of its towns, or of the area all over which it counts."""
        areas = [s for p in self.members for s in p.spots if s.wide]
        return self._middle >= sum(r.bounds[0] for r in others) and all(
            (r.incident.earliest, r.incident.latest) == (self.incident.earliest, self.incident.latest)
            and (set() < _names(r.towns) < _names(self.towns) or (self._sums_up(r) and r.lies_in(areas)))
            for r in others
        )

    @property
    def _middle(self) -> float:
        """Its number, or what it is about."""
        low, high = self.bounds
        return low if high is None else (low + high) / 2

    def _sums_up(self, other: _Row) -> bool:
        """Whether its number is of all of an area together: by its words, or over a longer time, or as the source that counts a part of it, too."""
        if all(map(all_over, self.members)) or all(of_many(p) and not p.point for p in self.members):
            return True
        return all(any(p.told_by == q.told_by for q in other.members) for p in self.members)

    def lies_in(self, areas: Sequence[Spot]) -> bool:
        """Whether each of its places lies in one of the areas."""
        spots = [s for p in self.members for s in p.spots]
        return bool(spots) and all(any(lie(s, area) in (Lie.WITHIN, Lie.INLAND) for area in areas) for s in spots)

    @property
    def towns(self) -> list[Spot]:
        return [s for p in self.members for s in p.spots if not s.wide]


def _names(spots: Iterable[Spot]) -> set[str]:
    return {s.name for s in spots}


def _total(period: str, first: date, rule: str, rows: Sequence[_Row], longest: int) -> Total:
    """The total of a period; `first` is its first day, `longest` the days from which on an event that began before it is left out."""
    counted: list[_Row] = []
    left_out: list[tuple[str, str]] = []
    for row in sorted(
        rows, key=lambda r: (_days(r.incident), _width(r.members), any(map(of_many, r.members)), r.incident.id)
    ):
        whole = next((other for other in rows if row.part and row.within(other)), None)
        inside = [other for other in counted if _overlap(row, other)]
        if row.no_flow is not None:
            left_out.append((row.incident.id, row.no_flow))
        elif whole is not None:
            left_out.append((row.incident.id, f"is told as a part of {whole.incident.id}"))
        elif _days(row.incident) >= longest and _before(row.incident, first):
            left_out.append((row.incident.id, f"counts from {row.incident.earliest} on, longer than {period}"))
        elif not inside:
            counted.append(row)
        elif row.holds(inside):
            counted = [other for other in counted if other not in inside] + [row]
            left_out += [
                (r.incident.id, f"may be a part of {row.incident.id}: same days, some of its places") for r in inside
            ]
        else:
            left_out.append(
                (row.incident.id, f"may contain {inside[0].incident.id}: same days, places not known to be apart")
            )
    highs = [row.bounds[1] for row in counted]
    high = None if not counted or any(h is None for h in highs) else sum(h or 0 for h in highs)
    low = sum(row.bounds[0] for row in counted)
    return Total(period, rule, low, high, tuple(row.incident.id for row in counted), tuple(left_out))


def _before(incident: Incident, first: date) -> bool:
    """Whether an incident with known days began before a period's first day."""
    return incident.earliest is not None and incident.latest is not None and incident.earliest < first


def _overlap(a: _Row, b: _Row) -> bool:
    """Whether one event may contain the other: days in common, and one is wider in days or place and not known to be elsewhere."""
    mine, yours = a.incident, b.incident
    if mine.earliest is None or yours.earliest is None or mine.latest is None or yours.latest is None:
        return True
    if mine.earliest > yours.latest or yours.earliest > mine.latest:
        return False
    spots = tuple(tuple(s for p in row.members for s in p.spots) for row in (a, b))
    how = closest(*spots)
    if how is Lie.NEAR and all(s.kind == "city" for of in spots for s in of):
        return any(
            not p.point for row in (a, b) for p in row.members
        )  # a week's dead of a town may be those of all around it
    near = how in (None, Lie.SAME, Lie.NEAR, Lie.WITHIN, Lie.INLAND)
    if not near and (how is not Lie.UNKNOWN or not any(all(s.wide for s in of) for of in spots)):
        return False
    return not any(told_apart(x, y) for x in a.members for y in b.members)


def _told(evidence: Evidence, incidents: Iterable[Incident]) -> Iterable[tuple[Incident, list[Voice], list[Profile]]]:
    profiles = {
        p.claim.id: p
        for p in profiled(effective(evidence.claims, evidence.judgements), evidence.reports, evidence.pack)
    }
    sources = evidence.sources
    for incident in incidents:
        members = [profiles[c] for c in incident.claims if c in profiles]
        yield incident, voices(members, sources), members


def _of(voice: Voice, number: Number) -> tuple[str, ...]:
    sums = [p for n, p in _sums(voice, number.what) if n == number]
    return tuple(p.claim.id for p in voice.now if number in p.numbers or p in sums)


def _days(incident: Incident) -> int:
    return (incident.latest - incident.earliest).days if incident.earliest and incident.latest else 1 << 20


_RANKS = {"country": 3, "admin1": 2}
"""By kinds of wide places, which holds which; others are the least."""


def _width(members: Iterable[Profile]) -> int:
    spots = [s for p in members for s in p.spots]
    return len({s.name for s in spots}) + 1000 * max((_RANKS.get(s.kind, 1) for s in spots if s.wide), default=0)
