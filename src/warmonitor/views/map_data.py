"""What the map page knows: places, claims, incidents, and who is said to hold what by day, by what was known and from which viewpoint. Plain data for JSON.

Days are proleptic Gregorian ordinals (1 January of year 1 is 1). A report without a day of publication counts as known only at the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from warmonitor.ground.geometry import REGIONS, aside, located, point
from warmonitor.model import Claim, Control, Incident, Mention, Place, Stance, Where
from warmonitor.reconcile.control import Atlas
from warmonitor.reconcile.evidence import Evidence
from warmonitor.reconcile.holding import Word
from warmonitor.reconcile.incidents import assemble, profiled
from warmonitor.reconcile.independence import groups
from warmonitor.reconcile.profile import party
from warmonitor.reconcile.trust import ALL, CAUTIOUS

from . import phrases
from .escape import one_line, web_address
from .standing import standing

SOURCES = 30
"""Sources that the viewpoint can be switched to: those with most to say on who holds what."""

TOWNS = 1500
"""Towns drawn for orientation, the most populous."""

Json = dict[str, Any]


class Replayed(Atlas):
    """An atlas of which only the words published by the day `known` are heard; None hears all."""

    known: date | None = None

    def hear(self, known: date | None) -> None:
        """From now on only what was published by then."""
        self.known = known
        self._heard.clear()

    def words(self, name: str) -> list[Word]:
        return [w for w in super().words(name) if self.known is None or self._by(w, self.known)]

    def published(self, name: str) -> list[date]:
        """The days on which something was published on a place."""
        return sorted({day for w in super().words(name) if (day := self._day(w)) is not None})

    def _by(self, word: Word, day: date) -> bool:
        published = self._day(word)
        return published is not None and published <= day

    def _day(self, word: Word) -> date | None:
        report = self.sources.reports.get(word.claim.report_id)
        return report.published if report else None


def map_data(
    evidence: Evidence,
    incidents: Sequence[Incident],
    *,
    towns: Iterable[Place] = (),
    sides: Mapping[str, str] | None = None,
    asked: Mapping[str, str] | None = None,
) -> Json:
    """Everything that the page shows. `towns`: known towns around, drawn faintly; `sides`: names of a pack's sides by id.

    Its `days` are those on which something begins, ends or changes hands: the slider goes from one to the next, however many years lie between.
    """
    made = _Maker(evidence)
    control = made.control(sides or {})
    told = [row for i in incidents if (row := made.incident(i)) is not None]
    turns = {state[0] for view in control for row in view["states"] for _, states in row["known"] for state in states}
    days = sorted({d for row in told for d in (row["from"], row["to"]) if d} | {d for d in turns if d})
    known = sorted({r["day"] for r in made.reports.values() if r["day"]})
    return {
        "asked": dict(asked or {}),
        "days": days,
        "known": known,
        "box": box(evidence),
        "types": {t.value: phrases.LABELS[t] for t in phrases.LABELS},
        "places": list(made.places.values()),
        "reports": list(made.reports.values()),
        "claims": list(made.claims.values()),
        "incidents": told,
        "views": control,
        "camps": made.camps,
        "towns": [[_r(t.lon), _r(t.lat), phrases.latin(t.name), t.population] for t in _largest(towns)],
    }


class _Maker:
    """Numbers places, reports and claims as they are met, so that the page can refer to them."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.of = {c.id: c for c in evidence.claims}
        self.profiles = {p.claim.id: p for p in profiled(evidence.claims, evidence.reports, evidence.pack)}
        self.sources = evidence.sources
        self.places: dict[tuple[str, tuple[float, float]], Json] = {}
        self.reports: dict[str, Json] = {}
        self.claims: dict[str, Json] = {}
        self.camps: dict[str, str] = {}  # holder → side, so that one side has one colour

    def place(self, where: Where) -> int | None:
        """The number of a place; None for one that cannot be drawn. A point aside of a town is a place of its own, with its radius."""
        place, at = where.place, point(where)
        if place is None or at is None or abs(at[0]) > 85:
            return None
        if (place.id, at) not in self.places:
            off = aside(where)
            around = [phrases.latin(p) for p in (place.admin1, place.country) if p and p != place.name]
            self.places[place.id, at] = {
                "n": len(self.places), "name": (phrases.lying(where) if off else "") + phrases.latin(place.name), "in": ", ".join(around),
                "at": [_r(at[1]), _r(at[0])], "wide": place.kind in REGIONS,
                "radius": where.radius_km if off else place.radius_km if place.id.startswith("between:") else None,
            }  # fmt: skip
        return int(self.places[place.id, at]["n"])

    def claim(self, claim: Claim) -> int:
        if claim.id not in self.claims:
            report = self.evidence.reports.get(claim.report_id)
            if claim.report_id not in self.reports:
                published = report.published if report else None
                self.reports[claim.report_id] = {
                    "n": len(self.reports), "id": claim.report_id, "outlet": one_line(report.outlet or "") if report else "",
                    "day": published.toordinal() if published else None, "url": web_address(report.url) if report else None,
                }  # fmt: skip
            self.claims[claim.id] = {
                "n": len(self.claims), "id": claim.id, "report": self.reports[claim.report_id]["n"], "type": claim.type.value,
                "stance": claim.stance.value, "quote": one_line(claim.quote), "by": phrases.speakers(claim.attribution.speakers),
                "when": phrases.days(claim.when.earliest, claim.when.latest) if claim.when else "",
                "counts": ", ".join(map(phrases.count, claim.counts)),
            }  # fmt: skip
        return int(self.claims[claim.id]["n"])

    def incident(self, incident: Incident) -> Json | None:
        """One incident with the places of the claims that it happened; None where none of them can be drawn.

        `known`: its grade as it stood after each day on which something on it was published.
        """
        members = [self.of[c] for c in incident.claims if c in self.of]
        said = [c for c in members if c.stance is not Stance.DENIED] or members
        numbers = [n for w in located(w for c in said for w in c.where) if (n := self.place(w)) is not None]
        if not numbers:
            return None
        return {
            "id": incident.id, "type": incident.type.value, "places": numbers,
            "from": incident.earliest.toordinal() if incident.earliest else None, "to": incident.latest.toordinal() if incident.latest else None,
            "when": phrases.days(incident.earliest, incident.latest), "claims": [self.claim(c) for c in members],
            "known": self._grades(incident, members),
        }  # fmt: skip

    def _grades(self, incident: Incident, members: Sequence[Claim]) -> list[list[Any]]:
        """Day of publication (None: all is known) and how it stood then; one entry for each day on which something came in."""
        days = {c.id: self._day(c) for c in members}
        told = sorted({d for d in days.values() if d is not None})
        rows = []
        for day in told[:-1] if None not in days.values() else told:
            by_then = [c for c in members if (d := days[c.id]) is not None and d <= day]
            then = assemble([self.profiles[c.id] for c in by_then], self.sources)
            rows.append([day, *self._graded(then, by_then)])
        last = told[-1] if told and None not in days.values() else None
        return [*rows, [last, *self._graded(incident, members)]]

    def _graded(self, incident: Incident, claims: Sequence[Claim]) -> list[Any]:
        """Grade, sources that say that it happened, what all differ on, tolls, and what it is where nobody says so."""
        said = [c for c in claims if c.stance in (Stance.ASSERTED, Stance.POSSIBLE)]
        counts = phrases.span_of_counts(standing(said, incident, self.evidence.reports, self.evidence.pack))
        only = "" if said else "only denied" if all(c.stance is Stance.DENIED for c in claims) else "only expected"
        return [
            incident.grade.value,
            len(groups(said or claims, self.sources)),
            phrases.differ(incident.differ),
            counts,
            only,
        ]

    def _day(self, claim: Claim) -> int | None:
        report = self.evidence.reports.get(claim.report_id)
        return report.published.toordinal() if report and report.published else None

    def control(self, sides: Mapping[str, str]) -> list[Json]:
        """The viewpoints, each with the states of the places that it sees."""
        atlas = Replayed.of(self.evidence)
        assert isinstance(atlas, Replayed)
        words = {name: atlas.words(name) for name in atlas.places}
        spoken = Counter((w.speaker.key, w.speaker.name) for ws in words.values() for w in ws)
        heard = {w.speaker.side for ws in words.values() for w in ws if w.speaker.side}
        views = [(ALL, "all sources"), (CAUTIOUS, "cautious: borne out by a second source, or against interest")]
        views += [(f"side:{s}", f"side: {sides.get(s, s)}") for s in sorted(heard)]
        names: dict[str, str] = {}
        for key, name in sorted(spoken, key=lambda k: (-spoken[k], k)):
            names.setdefault(key, name)
        views += [(f"source:{n}", f"source: {one_line(n)}") for n in sorted(list(names.values())[:SOURCES])]
        return [{"id": v, "name": one_line(title), "states": self._states(atlas, v)} for v, title in views]

    def _states(self, atlas: Replayed, viewpoint: str) -> list[Json]:
        found = []
        for name in sorted(atlas.places):
            number = self.place(atlas.wheres[name])
            if number is None:
                continue
            versions: list[list[Any]] = []
            for known in [*atlas.published(name), None]:
                atlas.hear(known)
                states = self._run(atlas, name, viewpoint)
                if not versions or versions[-1][1] != states:
                    versions.append([known.toordinal() if known else None, states])
            atlas.hear(None)
            if any(states for _, states in versions):
                found.append({"place": number, "known": versions})
        return found

    def _run(self, atlas: Replayed, name: str, viewpoint: str) -> list[list[Any]]:
        """The states of a place day by day: from which day, status, holder, who left, since, last asserted, claims, who else is said to be there."""
        days: list[date | None] = [*sorted({w.day for w in atlas.words(name) if w.day})] or [None]
        states: list[list[Any]] = []
        for day in days:
            state = atlas.control(name, viewpoint, day)
            if state is not None:
                row = self._state(state)
                if not states or states[-1][1:] != row:
                    states.append([day.toordinal() if day else None, *row])
        return states

    def _state(self, state: Control) -> list[Any]:
        since, last = (d.toordinal() if d else None for d in (state.since, state.last_asserted))
        holder, left = (one_line(n) if n else None for n in (state.holder, state.left))
        against = [one_line(n) for n in state.against]
        if holder is not None and (side := party(Mention(holder), self.evidence.pack)):
            self.camps[holder] = side
        return [state.status.value, holder, left, since, last, [self.claim(self.of[c]) for c in state.claims], against]


def _largest(towns: Iterable[Place]) -> list[Place]:
    known = {t.id: t for t in towns if t.lat is not None and t.lon is not None}
    return sorted(known.values(), key=lambda t: (-t.population, t.id))[:TOWNS]


def _r(degrees: float | None) -> float:
    return round(degrees or 0.0, 4)


def box(evidence: Evidence) -> tuple[float, float, float, float] | None:
    """South, west, north and east of the towns that the claims name, those at the far ends left out; None where none is known."""
    points = [
        at for c in evidence.claims for w in c.where
        if w.place and w.place.kind not in ("country", "admin1") and (at := point(w)) is not None
    ]  # fmt: skip
    if not points:
        return None
    lats, lons = sorted(p[0] for p in points), sorted(p[1] for p in points)
    cut = len(points) // 20
    last = len(points) - 1 - cut
    return lats[cut] - 0.3, lons[cut] - 0.3, lats[last] + 0.3, lons[last] + 0.3
