"""Incidents in the form of ACLED's files: all 31 columns, its types, codes and naming rules. docs/acled.md tells what each column holds and from what."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from itertools import combinations
from typing import TextIO

from warmonitor.ground.geometry import located, point
from warmonitor.model import Claim, Count, EventType, Grade, Incident, Report, Stance, Where
from warmonitor.reconcile.evidence import Registry
from warmonitor.reconcile.names import plain
from warmonitor.reconcile.people import FIGHTERS, PART, PEOPLE, counted, together
from warmonitor.views import phrases
from warmonitor.views.escape import cell, one_line
from warmonitor.views.standing import standing

from .acled_codes import (
    CIVILIANS,
    VIOLENT,
    Land,
    Party,
    body,
    civilians,
    doer,
    event,
    in_arms,
    interaction,
    land,
    party,
    scale,
    unidentified,
)

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1",
    "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location",
    "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
MONTHS = (
    "January February March April May June July August September October November December".split()
)  # whatever the locale
LONGEST = 31  # days; ACLED codes what is known to the month
FIGHTS = (EventType.ARMED_CLASH, EventType.TERRITORY_GAINED, EventType.TERRITORY_LEFT, EventType.ADVANCE)
_OTHER_SIDE = {
    EventType.TERRITORY_LEFT: EventType.TERRITORY_GAINED,
    EventType.TERRITORY_GAINED: EventType.TERRITORY_LEFT,
}
_MEANS = (EventType.CASUALTIES, EventType.DESTRUCTION)
_UNARMED = (EventType.AGREEMENT, EventType.ACCESS, EventType.DISPLACEMENT)


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows were written, of how many incidents; the others are no events in ACLED's sense, or did not happen by anybody's word."""

    rows: int
    incidents: int
    left_out: int


def write(
    incidents: Iterable[Incident],
    claims: Iterable[Claim],
    reports: Mapping[str, Report],
    out: TextIO,
    *,
    pack: Registry | None = None,
) -> Written:
    """Writes a head line and one row for each town of each incident; `pack` gives actors' names and codes and sources' scales."""
    by_id = {claim.id: claim for claim in claims}
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    written = kept = left_out = 0
    for incident in incidents:
        members = [by_id[c] for c in incident.claims if c in by_id]
        before = written
        for row in rows(incident, members, reports, pack):
            table.writerow([cell(row.get(column)) for column in COLUMNS])
            written += 1
        kept, left_out = kept + (written > before), left_out + (written == before)
    return Written(written, kept, left_out)


def rows(
    incident: Incident, claims: Sequence[Claim], reports: Mapping[str, Report], pack: Registry | None = None
) -> Iterator[dict[str, object]]:
    """The rows of one incident, each a mapping from columns to values.

    None where nobody says, or stands by it, that it happened, or where ACLED has no such event.
    """
    said = [c for c in claims if c.stance in (Stance.ASSERTED, Stance.POSSIBLE)]
    if not said or incident.grade is Grade.DISCOUNTED:
        return
    said = standing(said, incident, reports, pack)
    places = located(w for c in said for w in c.where)
    here = _land(places, pack)
    first, second = _parties(incident, said, here, pack)
    if incident.type in FIGHTS:
        second = [p for p in second if p.inter != CIVILIANS]  # who is caught in a fight is no party to it
    first, second = _facing(first, second, incident.type, pack)
    if "culprit" in incident.differ and _disputed(incident, said, here, pack):
        first = []
    coded = event(incident.type, said, first[0] if first else None, second[0] if second else None)
    time = _time(incident, said)
    if coded is None or time is None:
        return
    kind = coded[0]
    if kind in VIOLENT and not first:
        first = [unidentified(here)]
    if kind == "Violence against civilians" and not second:
        second = [civilians(here)]
    common = {
        **time,
        "disorder_type": "Political violence" if kind in VIOLENT else kind,
        "event_type": kind,
        "sub_event_type": coded[1],
        **_actors(first, second),
        "civilian_targeting": "Civilian targeting"
        if kind in VIOLENT and second and second[0].inter == CIVILIANS
        else "",
        **_sources(claims, reports, here, pack),
        "notes": _notes(incident, claims, reports),
    }
    towns: Sequence[Where | None] = [*places, *_unresolved(said)] or [None]
    shares = _shared(fatalities(incident, said), len(towns))
    for where, deaths in zip(towns, shares, strict=True):
        place = where.place.id if where and where.place else plain(where.text) if where else ""
        there = land(where.place.country) if where and where.place and where.place.country else here
        yield {
            "event_id_cnty": _event_id(incident, place, there),
            **common,
            **_location(where, said, there),
            "fatalities": deaths,
        }


def fatalities(incident: Incident, claims: Sequence[Claim]) -> int:
    """The killed by ACLED's rule, the most conservative of what is reported: of each source its highest number, of these the lowest; 0 where none is given.

    Where some sources count fighters and some others, the higher of both. `claims` hold only the numbers by which their sources stand.
    """
    by_id = {claim.id: claim for claim in claims}
    told = [[n for c in p.claims if c in by_id for n in _killed(by_id[c])] for p in incident.positions]
    return max(_least(told, FIGHTERS), _least(told, PEOPLE) or _least(told, PART))


def _killed(claim: Claim) -> list[Count]:
    """The numbers of killed that a claim gives, and how many they are where it counts by kinds alone."""
    summed = together(claim.counts, "killed", claim.quote)
    return [n for n in (*claim.counts, summed) if n is not None and n.what == "killed"]


def _least(told: Iterable[Sequence[Count]], of: str) -> int:
    """The lowest of what the sources count of fighters, or of others; of a source's numbers the highest, as the others are mostly parts of it."""
    each = [max((_meant(n) for n in mine if counted(n.who) == of), default=0) for mine in told]
    return min((n for n in each if n), default=0)


def _meant(count: Count) -> int:
    """The lowest number that is told, or the one of "about 170", which stands as 153 to 187: a tenth to either side."""
    if count.high is None or count.low == count.high:
        return count.low
    middle = (count.low + count.high) / 2
    about = abs(0.9 * middle - count.low) < 1 and abs(1.1 * middle - count.high) < 1
    return round(middle) if about else count.low


def _shared(deaths: int, towns: int) -> list[int]:
    """A toll of several towns divided evenly among them, the first ones getting what is over."""
    return [deaths // towns + (n < deaths % towns) for n in range(towns)]


def _unresolved(claims: Sequence[Claim]) -> list[Where]:
    """The towns of lists that no place is known for, each once: "Qasr, Dor and Mina" are three rows, whether or not all are known."""
    lists = [c.where for c in claims if len(c.where) > 1]
    found: dict[str, Where] = {}
    for where in (w for towns in lists for w in towns if w.place is None and not w.text.islower()):
        found.setdefault(plain(where.text), where)
    return list(found.values())


def _event_id(incident: Incident, place: str, here: Land) -> str:
    """Three letters of the country and a number, as ACLED's look; ours follows from the incident and the place, and is no number of ACLED's."""
    digest = blake2b(f"{incident.id}\x1f{place}".encode(), digest_size=5).digest()
    return f"{here.iso3 or 'XXX'}{int.from_bytes(digest, 'big')}"


def _land(places: Sequence[Where], pack: Registry | None) -> Land:
    known = next((w.place.country for w in places if w.place and w.place.country), None)
    home: Sequence[str] = pack.countries if pack is not None else ()
    return land(known or (home[0] if len(home) == 1 else None))


def _time(incident: Incident, claims: Sequence[Claim]) -> dict[str, object] | None:
    """The day where one day is known (precision 1), the middle of a week (2) or of the month (3); nothing where no day is known.

    None for a longer span: a total, a campaign or a state of things is no event of ACLED's.
    """
    days = [c.when for c in claims if c.when and c.type is incident.type] or [c.when for c in claims if c.when]
    if not days:
        return {}
    best = min(days, key=lambda w: (w.acled, (w.latest - w.earliest).days, w.earliest))
    if (best.latest - best.earliest).days >= LONGEST:
        return None
    day = best.earliest
    if best.acled == 2:
        day += (best.latest - best.earliest) // 2
    elif best.acled == 3:
        day = _middle(best.earliest, best.latest)
    return {
        "event_date": f"{day.day:02} {MONTHS[day.month - 1]} {day.year}",
        "year": day.year,
        "time_precision": best.acled,
    }


def _middle(earliest: date, latest: date) -> date:
    """The middle of the month where a span lies in one, else of the span."""
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return earliest.replace(day=15)
    return earliest + timedelta(days=(latest - earliest).days // 2)


def _parties(
    incident: Incident, claims: Sequence[Claim], here: Land, pack: Registry | None
) -> tuple[list[Party], list[Party]]:
    """Who did it and to whom, each named once; those named by claims of the incident's own type before the others.

    Who left a place that another took stands against the taker.
    """
    ordered = sorted(claims, key=lambda c: (c.type is not incident.type, c.type in _MEANS, c.id))
    against = _OTHER_SIDE.get(incident.type)
    doers = [m for c in ordered if c.type is not against for m in c.actors]
    others = [m for c in ordered if c.type is against for m in c.actors] + [m for c in ordered for m in c.targets]
    armed = incident.type not in _UNARMED
    did = _by_name(doer(m, pack, here, incident.latest, armed=armed) for m in doers)
    suffered = _by_name(party(m, pack, here, incident.latest) for m in others)
    if incident.type in FIGHTS:
        did, suffered = (
            _by_name(in_arms(p, here, pack, incident.latest) for p in known.values()) for known in (did, suffered)
        )
    # A target without a code is a group in a fight, and else often a thing or a town: a market, a convoy.
    towns = {plain(w.text) for c in ordered for w in c.where}
    return list(did.values()), [
        p
        for name, p in suffered.items()
        if name not in did and (p.inter or incident.type in FIGHTS or (body(name) and plain(name) not in towns))
    ]


def _by_name(parties: Iterable[Party | None]) -> dict[str, Party]:
    """Parties by name, the first of each."""
    found: dict[str, Party] = {}
    for p in parties:
        if p is not None:
            found.setdefault(p.name, p)
    return found


def _disputed(incident: Incident, claims: Sequence[Claim], here: Land, pack: Registry | None) -> bool:
    """Whether two sources name culprits of whom none is the same: to take one of them would be to take a side."""
    by_id = {claim.id: claim for claim in claims}
    named = [
        {
            p.name
            for c in position.claims
            if c in by_id
            for m in by_id[c].actors
            if (p := doer(m, pack, here, incident.latest, armed=True))
        }
        for position in incident.positions
    ]
    return any(a and b and not a & b for a, b in combinations(named, 2))


def _facing(
    first: Sequence[Party], second: Sequence[Party], type_: EventType, pack: Registry | None
) -> tuple[list[Party], list[Party]]:
    """Those who fight or agree, each with its own: the first actor's enemies stand against it and its friends beside it.

    Of those who fell in a clash that nobody is said to have begun, the first fought the others.
    """
    if type_ is EventType.ARMED_CLASH and not first and len(second) > 1:
        first, second = second[:1], second[1:]
    if not first or type_ not in (*FIGHTS, EventType.AGREEMENT):
        return list(first), list(second)
    stand = {p: pack.relation(first[0].side, p.side) if pack is not None else None for p in (*first, *second)}
    against = [p for p in (*first[1:], *second) if stand[p] == "opposed"]
    if type_ is EventType.AGREEMENT and not second:
        against = list(first[1:2])
    if not against:
        return list(first), list(second)
    friends = [p for p in second if stand[p] in ("same", "allied")]
    beside = [*(p for p in first if p not in against), *friends]
    return beside, [*against, *(p for p in second if p not in (*against, *friends))]


def _actors(first: Sequence[Party], second: Sequence[Party]) -> dict[str, object]:
    """ACLED's six columns: two actors, and who stands beside each."""
    if not first:
        return {}
    one, two = first[0], second[0] if second else Party("", 0)
    return {
        "actor1": one.name,
        "assoc_actor_1": "; ".join(p.name for p in first[1:]),
        "inter1": one.inter or None,
        "actor2": two.name,
        "assoc_actor_2": "; ".join(p.name for p in second[1:]),
        "inter2": two.inter or None,
        "interaction": interaction(one.inter, two.inter) if two.inter or not two.name else None,
    }


def _location(where: Where | None, claims: Sequence[Claim], here: Land) -> dict[str, object]:
    known: dict[str, object] = {"iso": here.numeric, "region": here.region, "country": here.name}
    if where is None or where.place is None:
        written = where.text if where else next((w.text for c in claims for w in c.where), "")
        return {**known, "location": one_line(written)}
    place = where.place
    lat, lon = point(where) or (None, None)
    return {
        **known,
        "admin1": place.name if place.kind == "admin1" else place.admin1,
        "admin2": place.name if place.kind == "admin2" else place.admin2,
        "location": place.name,
        "latitude": lat,
        "longitude": lon,
        "geo_precision": where.acled,
    }


def _sources(
    claims: Sequence[Claim], reports: Mapping[str, Report], here: Land, pack: Registry | None
) -> dict[str, object]:
    """Who published it; with a pack the scale of those whom it knows."""
    outlets = sorted({r.outlet for c in claims if (r := reports.get(c.report_id)) and r.outlet})
    known = [s for o in outlets if (s := pack.source(o)) is not None] if pack is not None else []
    return {"source": "; ".join(map(one_line, outlets)), "source_scale": scale(known, here)}


def _notes(incident: Incident, claims: Sequence[Claim], reports: Mapping[str, Report]) -> str:
    """The words of the reports, each with who published and who said them; then where sources differ, the grade, and our incident's id."""
    parts = []
    for claim in sorted(claims, key=lambda c: (c.stance is not Stance.ASSERTED, c.report_id, c.span.start)):
        report = reports.get(claim.report_id)
        published = phrases.day(report.published) if report and report.published else ""
        outlet = one_line(report.outlet) if report and report.outlet else claim.report_id
        told = phrases.speakers(claim.attribution.speakers)
        where = ", ".join(part for part in (outlet, published, f"citing {told}" if told else "") if part)
        mark = "" if claim.stance is Stance.ASSERTED else f" [{claim.stance.value}]"
        parts.append(f"{where}{mark}: “{one_line(claim.quote)}”.")
    differ = f" Sources differ on {phrases.differ(incident.differ)}." if incident.differ else ""
    return f"{' '.join(dict.fromkeys(parts))}{differ} [{incident.grade.value}; incident {incident.id}]"
