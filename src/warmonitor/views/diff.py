"""What changed in the picture between two days on which one could have asked: new, corrected, withdrawn, further attested; places that changed hands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from warmonitor.model import Incident, UserError
from warmonitor.reconcile import incidents
from warmonitor.reconcile.evidence import Evidence
from warmonitor.reconcile.incidents import profiled
from warmonitor.reconcile.judged import effective
from warmonitor.reconcile.positions import Voice, says, voices
from warmonitor.reconcile.profile import Profile

from . import phrases
from .brief import summary_of
from .captions import distinct
from .escape import one_line
from .holding import states
from .parts import Held, Line, line_of
from .standing import standing

if TYPE_CHECKING:
    from warmonitor.ledger import Filter, Ledger
    from warmonitor.reconcile.evidence import Registry

KINDS = {
    "withdrawn": "Withdrawn since",
    "corrected": "Corrected since",
    "new": "New since",
    "further": "Told of further since",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One incident of which something else is known on the second day; `notes` say what, `lines` are what came in between."""

    kind: str  # a key of KINDS
    incident: str
    title: str
    summary: str
    earliest: date | None
    latest: date | None
    grade: str
    notes: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A place whose state is another one on the second day; None where nothing had been said."""

    place: str
    before: str | None
    after: str | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """What changed between what was known on `first` and what was known on `second`."""

    first: date
    second: date
    reports: int  # that came in between
    claims: int
    changes: tuple[Change, ...]
    places: tuple[Turn, ...]
    repeated: int  # incidents of which further reports say nothing else than was known


def diff(ledger: Ledger, first: date, second: date, wanted: Filter, *, pack: Registry | None = None) -> Diff:
    """Compares the picture as known on two days, over the claims that `wanted` lets through. UserError where the first day is not the earlier one."""
    from .gathering import gather

    if first >= second:
        raise UserError(f"{first} is not before {second}; give the earlier day first")
    before, after = (gather(ledger, replace(wanted, as_known_at=day), pack) for day in (first, second))
    return compare(before, after, first, second)


def compare(before: Evidence, after: Evidence, first: date, second: date) -> Diff:
    """The difference between two states of one ledger: what was known on `first` is part of what is known on `second`."""
    known = {c.id for c in before.claims}
    told = _Told(before), _Told(after)
    found = [c for i in incidents(after) if (c := _change(i, known, *told)) is not None]
    changes = [c for c in found if c.kind == "new" or c.notes]
    order = list(KINDS)
    changes.sort(key=lambda c: (order.index(c.kind), -(c.latest or date.min).toordinal(), c.title, c.incident))
    fresh = len(after.claims) - len(known & {c.id for c in after.claims})
    held = tuple(_turns(tuple(states(before, on=first)), tuple(states(after, on=second))))
    came = len(after.reports.keys() - before.reports.keys())
    return Diff(first, second, came, fresh, tuple(changes), held, len(found) - len(changes))


class _Told:
    """The claims of one day, ready to be asked what the sources of some of them say."""

    def __init__(self, evidence: Evidence) -> None:
        claims = effective(evidence.claims, evidence.judgements)
        self.evidence = evidence
        self.profiles: dict[str, Profile] = {p.claim.id: p for p in profiled(claims, evidence.reports, evidence.pack)}
        self.sources = evidence.sources

    def voices(self, claims: Iterable[str]) -> list[Voice]:
        return voices([self.profiles[c] for c in claims if c in self.profiles], self.sources)


def _change(incident: Incident, known: set[str], before: _Told, after: _Told) -> Change | None:
    old, fresh = [c for c in incident.claims if c in known], [c for c in incident.claims if c not in known]
    if not fresh:
        return None
    then, now = before.voices(old), after.voices(incident.claims)
    withdrawn = [f"{one_line(v.speaker.name)} takes it back" for v in now if v.withdrew and _affirmed(v, then)]
    corrected = [note for v in now for note in _corrected(v, then)]
    kind = "new" if not old else "withdrawn" if withdrawn else "corrected" if corrected else "further"
    claims = [after.profiles[c].claim for c in fresh]
    whole = [after.profiles[c].claim for c in incident.claims if c in after.profiles]
    lines = distinct(line_of(c, after.evidence.reports.get(c.report_id)) for c in claims)
    counts = phrases.span_of_counts(standing(whole, incident, after.evidence.reports, after.evidence.pack))
    return Change(
        kind=kind,
        incident=incident.id,
        title=", ".join(phrases.places(whole)) or "Place not stated",
        summary=summary_of(incident.type, whole, counts),
        earliest=incident.earliest,
        latest=incident.latest,
        grade=incident.grade.value,
        notes=() if kind == "new" else (*withdrawn, *corrected, *_joined(now, then)),
        lines=lines,
    )


def _affirmed(voice: Voice, then: Sequence[Voice]) -> bool:
    earlier = _earlier(voice, then)
    return earlier is not None and earlier.affirms


def _corrected(voice: Voice, then: Sequence[Voice]) -> Iterable[str]:
    """What a source says otherwise than it did: its numbers, that it happened after all or for certain, or who did it."""
    earlier = _earlier(voice, then)
    if earlier is None or voice.denies:
        return
    firmer = earlier.hedges and not voice.hedges
    if voice.affirms and (firmer or not earlier.affirms or (voice.blamed() and not earlier.blamed())):
        said = "possible" if firmer else one_line(says(earlier))
        yield f"{one_line(voice.speaker.name)}: {said} → {one_line(says(voice))}"
    was, now = earlier.tolls(), voice.tolls()
    for (what, who), number in sorted(now.items()):
        old = was.get((what, who))
        if old is not None and (old.low, old.high) != (number.low, number.high):
            of = "" if who == "people" else f" {voice.whom(number)}"
            bounds = (phrases.number(n.low, n.high) for n in (old, number))
            yield f"{one_line(voice.speaker.name)}: {what}{of} {' → '.join(bounds)}"


def _joined(now: Sequence[Voice], then: Sequence[Voice]) -> Iterable[str]:
    """The sources that had said nothing of it yet, and what they say."""
    return (f"now also {one_line(v.speaker.name)}: {one_line(says(v))}" for v in now if _earlier(v, then) is None)


def _earlier(voice: Voice, then: Sequence[Voice]) -> Voice | None:
    """What the same source had said by the first day: that which shares claims with it."""
    mine = {p.claim.id for p in voice.said}
    return next((v for v in then if any(p.claim.id in mine for p in v.said)), None)


def _turns(before: Sequence[Held], after: Sequence[Held]) -> Iterable[Turn]:
    was = {s.place: s for s in before}
    for s in after:
        old = was.get(s.place)
        if old is None or old.state != s.state:
            earlier = {line.claim for line in old.lines} if old else set()
            lines = tuple(line for line in s.lines if line.claim not in earlier)
            yield Turn(s.place, old.state if old else None, s.state, lines)
