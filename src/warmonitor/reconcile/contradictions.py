"""Contradictions by name: who says what against whom, and why the two can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..model import Incident
from .evidence import Evidence
from .incidents import profiled
from .judged import effective
from .positions import Voice, blame, none_hurt, outright, says, span, tolls_at_odds, voices
from .profile import Number


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source says, and in which claims."""

    source: str
    says: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements on one incident that cannot both be. `about`: toll, culprit, day or happened; `note` names the ground of comparison."""

    incident: str
    about: str
    a: Statement
    b: Statement
    note: str


def contradictions(evidence: Evidence, incidents: Iterable[Incident]) -> list[Contradiction]:
    """The contradictions within incidents, in their order; none is named between claims that do not compare."""
    profiles = {
        p.claim.id: p
        for p in profiled(effective(evidence.claims, evidence.judgements), evidence.reports, evidence.pack)
    }
    sources = evidence.sources
    found: list[Contradiction] = []
    for incident in incidents:
        if incident.differ:
            members = [profiles[c] for c in incident.claims if c in profiles]
            found += within(incident.id, voices(members, sources))
    return found


def within(incident: str, found: Sequence[Voice]) -> list[Contradiction]:
    """The contradictions among the sources of one incident."""
    told = [
        *_tolls(incident, found),
        *_unhurt(incident, found),
        *_culprits(incident, found),
        *_happened(incident, found),
    ]
    return list(dict.fromkeys(told))


def _tolls(incident: str, found: Sequence[Voice]) -> Iterable[Contradiction]:
    told: set[frozenset[Statement]] = set()
    for odds in tolls_at_odds(found):
        a, b = _number(odds.a, odds.mine), _number(odds.b, odds.yours)
        if frozenset((a, b)) not in told:
            told.add(frozenset((a, b)))
            note = "one counts for only some of the other's places" if odds.scope else "same days, unit and scope"
            yield Contradiction(incident, "toll", a, b, note)


def _unhurt(incident: str, found: Sequence[Voice]) -> Iterable[Contradiction]:
    for a in found:
        for b in found:
            if none_hurt(a, b):
                yield Contradiction(
                    incident, "toll", _all(a), _all(b), "one counts people where the other says nobody was hurt"
                )


def _culprits(incident: str, found: Sequence[Voice]) -> Iterable[Contradiction]:
    for a, b in combinations(found, 2):
        if (note := blame(a, b)) is not None:
            yield Contradiction(incident, "culprit", _all(a), _all(b), note)


def _happened(incident: str, found: Sequence[Voice]) -> Iterable[Contradiction]:
    for a in found:
        for b in found:
            if outright(a, b):
                yield Contradiction(incident, "happened", _all(a), _all(b), "one affirms what the other denies")


def _all(voice: Voice) -> Statement:
    return Statement(voice.speaker.name, says(voice), tuple(p.claim.id for p in voice.now))


def _number(voice: Voice, number: Number) -> Statement:
    of = "" if number.who == "people" else f" {number.who}"
    claims = tuple(p.claim.id for p in voice.now if number in p.numbers)
    return Statement(voice.speaker.name, f"{number.what} {span(number.low, number.high)}{of}", claims)
