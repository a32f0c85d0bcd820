"""Cross-document event coreference: claims about one event, across reports, become one incident."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..model import Claim, EventType, Incident, Report, Stance
from .blocks import entries, sharing
from .cluster import FORBIDDEN, cluster
from .evidence import Evidence, Registry
from .features import LINK, PRIOR, Feature, features, forbidden, likeness
from .grades import grade
from .judged import effective, links
from .positions import differ, positions, voices
from .profile import ECHOES, Profile, profile
from .sources import Sources

FEW = 2000
"""Up to so many claims are linked without NumPy."""

_ORDER = {type_: n for n, type_ in enumerate(EventType)}


def incidents(evidence: Evidence) -> list[Incident]:
    """The incidents of the claims, by day and id; every claim that was not rejected stands in exactly one.

    The same whatever the order of the claims, reports and judgements.
    """
    claims = effective(evidence.claims, evidence.judgements)
    profiles = profiled(claims, evidence.reports, evidence.pack)
    sources = evidence.sources
    found = [
        assemble([profiles[i] for i in group], sources) for group in grouped(profiles, *links(evidence.judgements))
    ]
    return sorted(found, key=by_day)


def by_day(incident: Incident) -> tuple[date, str]:
    """The order in which incidents are told: by their first day, those without one last."""
    return incident.earliest or date.max, incident.id


class Comparison(NamedTuple):
    """Two claims compared: the features with their contributions, or what forbids that they are one event."""

    features: tuple[Feature, ...]
    prior: float
    forbidden: str | None

    @property
    def total(self) -> float:
        """Above 0 the two are more likely one event than two, as far as they alone tell."""
        return FORBIDDEN if self.forbidden else self.prior + sum(f.weight for f in self.features)


def compared(a: Claim, b: Claim, evidence: Evidence) -> Comparison:
    """Why two claims were taken for one event or not, feature by feature."""
    first, second = profiled((a, b), evidence.reports, evidence.pack)
    return Comparison(features(first, second), PRIOR, forbidden(first, second))


def profiled(claims: Iterable[Claim], reports: Mapping[str, Report], pack: Registry | None) -> list[Profile]:
    """Profiles of the claims, sorted by claim id; of claims with one id the last stands."""
    unique = {c.id: c for c in claims}
    return [profile(unique[i], reports.get(unique[i].report_id), pack) for i in sorted(unique)]


def grouped(
    profiles: Sequence[Profile], same: Iterable[tuple[str, str]] = (), different: Iterable[tuple[str, str]] = ()
) -> list[list[int]]:
    """Positions of the profiles (sorted by claim id) in groups, one for each event."""
    at = {p.claim.id: i for i, p in enumerate(profiles)}
    apart = {_ordered(at[a], at[b]) for a, b in different if a in at and b in at}
    must = [_ordered(at[a], at[b]) for a, b in same if a in at and b in at]
    known: dict[tuple[int, int], float] = {}

    def like(i: int, j: int) -> float:
        if (i, j) not in known:
            barred = (i, j) in apart or forbidden(profiles[i], profiles[j])
            known[i, j] = FORBIDDEN if barred else likeness(profiles[i], profiles[j])
        return known[i, j]

    edges = [(i, j) for i, j in _worth_comparing(profiles) if like(i, j) > LINK]
    return cluster(range(len(profiles)), edges, like, threshold=LINK, must=must, apart=apart)


def _worth_comparing(profiles: Sequence[Profile]) -> Iterable[tuple[int, int]]:
    if len(profiles) <= FEW:
        return sharing(map(entries, profiles))
    from .index import Columns, Index, candidates  # NumPy's import takes as long as reconciling a thousand claims

    index = Index()
    index.fill((i, entries(p)) for i, p in enumerate(profiles))
    return candidates(index, Columns(profiles))


def assemble(members: Sequence[Profile], sources: Sources) -> Incident:
    """The incident that the given claims make."""
    found = voices(members, sources)
    differing = differ(found)
    graded, reasons = grade(found, differing)
    days = [p.claim.when for p in members if p.claim.when and (p.point or not any(m.point for m in members))]
    return Incident(
        id=incident_id(p.claim.id for p in members),
        type=_type(members),
        claims=tuple(sorted(p.claim.id for p in members)),
        places=_places(members),
        earliest=min((w.earliest for w in days), default=None),
        latest=max((w.latest for w in days), default=None),
        positions=positions(found),
        independent_sources=len(found),
        differ=differing,
        grade=graded,
        reasons=reasons,
    )


def incident_id(claims: Iterable[str]) -> str:
    """12 hexadecimal digits that follow from the incident's first claim, so that a growing incident mostly keeps its id."""
    return hashlib.blake2b(min(claims).encode(), digest_size=6).hexdigest()


def _type(members: Sequence[Profile]) -> EventType:
    """The type that most claims have; means before what they did, what happened before what is planned."""
    types = [p.type for p in members]
    if len(set(types)) == 1:
        return types[0]
    counted = Counter(types)
    told = {p.type for p in members if p.claim.stance is not Stance.EXPECTED} or set(counted)
    return min(told, key=lambda t: (t in ECHOES, -counted[t], _ORDER[t]))


def _places(members: Sequence[Profile]) -> tuple[str, ...]:
    """Names of the places, towns before areas, the most named first."""
    names = [s.name for p in members for s in p.spots]
    if len(names) < 2:
        return tuple(names)
    seen = Counter(names)
    wide = {s.name: s.wide for p in members for s in p.spots}
    return tuple(sorted(seen, key=lambda n: (wide[n], -seen[n], n)))


def _ordered(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)
