"""The brief: what is said to have happened, by whom, in the order of what matters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from warmonitor.model import Claim, EventType, Incident, Report, Stance
from warmonitor.reconcile.evidence import Evidence, published
from warmonitor.reconcile.independence import groups
from warmonitor.reconcile.interest import costs
from warmonitor.reconcile.positions import AFFIRMING
from warmonitor.reconcile.sources import Speaker, same_speaker
from warmonitor.reconcile.statements import beaten, kind

from . import phrases
from .doubts import doubts
from .escape import one_line
from .gathering import gather
from .holding import board
from .parts import Brief, Change, Entry, Line, Section, line_of
from .setting import told_sets
from .standing import standing

if TYPE_CHECKING:
    from warmonitor.ledger import Filter, Ledger
    from warmonitor.reconcile.evidence import Registry


CHANGED = (EventType.TERRITORY_GAINED, EventType.TERRITORY_LEFT)
AGAIN = timedelta(days=30)
"""A place that is said to be taken so long after it was is taken a second time."""
SECTIONS: tuple[tuple[str, str, tuple[EventType, ...]], ...] = (
    ("changed_hands", "Places said to have changed hands", CHANGED),
    ("held", "Places said to be held", (EventType.TERRITORY_HELD,)),
    ("advances", "Advances, sieges and fighting", (EventType.ADVANCE, EventType.ARMED_CLASH, EventType.DEPLOYMENT)),
    (
        "strikes",
        "Strikes and shelling",
        (EventType.AIR_STRIKE, EventType.SHELLING, EventType.BOMBING, EventType.CHEMICAL_ATTACK, EventType.DESTRUCTION),
    ),
    (
        "killed_and_injured",
        "Killed, injured and detained",
        (EventType.CASUALTIES, EventType.VIOLENCE_AGAINST_CIVILIANS, EventType.ABDUCTION_OR_ARREST),
    ),
    ("displacement_and_access", "Displacement and access", (EventType.DISPLACEMENT, EventType.ACCESS)),
    ("agreements", "Agreements", (EventType.AGREEMENT,)),
)
NOT_ASSERTED = ("expected_or_denied", "Only expected or denied")
HELD = ("control", "Who is said to hold which place, by the latest word")
SETS = ("sets", "Numbers of places and their names")
DIFFER = ("differ", "Where sources differ")
UNRESOLVED = ("unresolved", "What could not be resolved")


def brief(
    ledger: Ledger, filter: Filter, *, pack: Registry | None = None, asked: Mapping[str, str] | None = None
) -> Brief:
    """The brief of what `filter` lets through of the ledger. `pack` tells on whose side sources stand."""
    from warmonitor import reconcile

    evidence = gather(ledger, filter, pack)
    return compose(evidence, reconcile.incidents(evidence), asked or {}, on=filter.until)


def compose(
    evidence: Evidence, incidents: Iterable[Incident], asked: Mapping[str, str], *, on: date | None = None
) -> Brief:
    """The brief of these claims and incidents; a claim in no incident is one of its own. The same input gives the same brief.

    `on`: the day of the table of who holds what; without it the latest word counts.
    """
    writer = _Writer(evidence)
    told = sorted(_told(evidence.claims, incidents), key=writer.rank)
    sections: list[Section] = []
    for key, title, types in SECTIONS:
        mine = [story for story in told if story.type in types and story.asserted]
        sections.append(Section(key, title, tuple(writer.entry(story) for story in mine)))
        if types is CHANGED:
            sections.append(Section(*HELD, held=board(evidence, on)))
            sections.append(Section(*SETS, tuple(told_sets(evidence))))
    sections[0] = sections[0]._replace(changes=writer.changes(told))
    rest = tuple(writer.entry(story) for story in told if not story.asserted)
    sections.append(Section(*NOT_ASSERTED, rest))
    sections = [_with_tolls(s, sections) if s.key == "killed_and_injured" else s for s in sections]
    sections.append(Section(*DIFFER, tuple(writer.differences())))
    sections.append(Section(*UNRESOLVED, tuple(doubts(evidence))))
    return _head(evidence, asked, tuple(sections))


class _Story:
    """An incident with its claims at hand; `incident` is None for a claim that stands alone.

    `said`: the claims that it happened; all of them where nobody says so (it is not `asserted`). `days`: the first and the last of them.
    """

    def __init__(self, claims: tuple[Claim, ...], incident: Incident | None) -> None:
        said = tuple([c for c in claims if c.stance in AFFIRMING])
        self.claims, self.incident = claims, incident
        self.type = incident.type if incident else claims[0].type
        self.said, self.asserted = said or claims, bool(said)
        self.days = _days(self.said)


def _days(claims: Iterable[Claim]) -> tuple[date | None, date | None]:
    known = [c.when for c in claims if c.when]
    return (min([w.earliest for w in known]), max([w.latest for w in known])) if known else (None, None)


def _told(claims: Sequence[Claim], incidents: Iterable[Incident]) -> list[_Story]:
    by_id = {claim.id: claim for claim in claims}
    stories: list[_Story] = []
    used: set[str] = set()
    for incident in incidents:
        members = tuple(by_id[i] for i in incident.claims if i in by_id)
        if members:
            stories.append(_Story(members, incident))
            used.update(c.id for c in members)
    return stories + [_Story((c,), None) for c in claims if c.id not in used]


class _Writer:
    """Turns incidents into numbered entries."""

    def __init__(self, evidence: Evidence) -> None:
        self.reports = evidence.reports
        self.beaten = beaten(evidence.claims, evidence.pack)
        self.sources = evidence.sources
        self.written: list[tuple[Entry, _Story]] = []
        self._behind: dict[str, list[tuple[Speaker, tuple[Claim, ...]]]] = {}

    def rank(self, story: _Story) -> tuple[object, ...]:
        """Best attested first, then latest, then by place and id, so that the order never depends on arrival."""
        _, latest = story.days
        return (
            -len(self.behind(story)),
            -(latest or date.min).toordinal(),
            phrases.places(story.said),
            min(c.id for c in story.claims),
        )

    def behind(self, story: _Story) -> list[tuple[Speaker, tuple[Claim, ...]]]:
        """The independent sources that say it; a claim is told in one story."""
        key = story.claims[0].id
        if key not in self._behind:
            self._behind[key] = groups(story.said, self.sources)
        return self._behind[key]

    def entry(self, story: _Story) -> Entry:
        said = story.said
        earliest, latest = story.days
        actors, targets = _parties(said)
        counts = phrases.span_of_counts(standing(said, story.incident, self.reports, self.sources.pack))
        behind = self.behind(story)
        places = phrases.places([c for c in said if c.type is story.type] or said)
        entry = Entry(
            number=len(self.written) + 1,
            title=", ".join(places) or "Place not stated",
            summary=summary_of(story.type, said, counts, (actors, targets)),
            type=story.type,
            earliest=earliest,
            latest=latest,
            places=places,
            actors=actors,
            targets=targets,
            counts=counts,
            independent=len(behind),
            sources=tuple(phrases.source(speaker.name, speaker.ownership) for speaker, _ in behind),
            grade=story.incident.grade.value if story.incident else None,
            reasons=tuple(map(one_line, story.incident.reasons)) if story.incident else (),
            positions=_positions(story.incident),
            lines=self._lines(story),
        )
        self.written.append((entry, story))
        return entry

    def _lines(self, story: _Story) -> tuple[Line, ...]:
        incident = story.incident
        owning_up = {i for p in incident.positions if p.against_interest for i in p.claims} if incident else set()
        costly = {c.id for c in story.claims if c.id in owning_up and costs(c, self.sources)}
        lines = [line_of(c, self.reports.get(c.report_id), c.id in costly) for c in story.claims]
        return tuple(lines if len(lines) == 1 else sorted(lines, key=_line_order))

    def changes(self, told: Sequence[_Story]) -> tuple[Change, ...]:
        """One row for each place, new holder (or leaver) and time of it, rows of one place together, of all entries so far, a battle's too; `told` is searched for denials."""
        rows: dict[tuple[str, str], list[tuple[Claim, int]]] = {}
        for entry, story in self.written:
            for claim in story.said:
                if claim.type not in CHANGED or claim.id in self.beaten:
                    continue
                for place in (phrases.place(w) for w in claim.where if kind(claim, w) is not None):
                    rows.setdefault((place, _change_of(claim)), []).append((claim, entry.number))
        denials: dict[str, list[Claim]] = {}
        for claim in (c for s in told if s.type in CHANGED for c in s.claims if c.stance is Stance.DENIED):
            for place in phrases.places([claim]):
                denials.setdefault(place, []).append(claim)
        found = [self._change(*of, run, denials.get(of[0], ())) for of, said in rows.items() for run in _runs(said)]
        best: dict[str, tuple[int, int]] = {}
        for c in found:
            best[c.place] = min(best.get(c.place, (0, 0)), (-c.independent, -(c.latest or date.min).toordinal()))
        return tuple(
            sorted(found, key=lambda c: (best[c.place], c.place, -c.independent, c.earliest or date.max, c.what))
        )

    def _change(self, place: str, what: str, said: Sequence[tuple[Claim, int]], denials: Iterable[Claim]) -> Change:
        """One row; `denials`: of changes of hands of the place."""
        claims = tuple(claim for claim, _ in said)
        earliest, latest = _Story(claims, None).days
        denied = any(_meet(c, earliest, latest) and not self._left_behind(c, claims) for c in denials)
        numbers = tuple(sorted({number for _, number in said}))
        return Change(place, what, earliest, latest, len(groups(claims, self.sources)), denied, numbers)

    def _left_behind(self, denial: Claim, claims: Iterable[Claim]) -> bool:
        """Whether who denied it says in a later report that it came so."""
        deniers = self.sources.speakers(denial)
        later = (c for c in claims if published(c, self.reports) > published(denial, self.reports))
        return any(same_speaker(s, d) for c in later for s in self.sources.speakers(c) for d in deniers)

    def differences(self) -> list[Entry]:
        """One entry for each incident on which its sources do not agree."""
        found = []
        for entry, story in self.written:
            if not (story.incident and story.incident.differ):
                continue
            says = [f"{one_line(p.source)}: {one_line(p.says)}" for p in story.incident.positions if p.says]
            found.append(
                Entry(
                    number=0,
                    title=f"{entry.title}: {phrases.LABELS[story.type]}",
                    summary=f"differ on {phrases.differ(story.incident.differ)} (see {entry.number})",
                    earliest=entry.earliest,
                    latest=entry.latest,
                    type=story.type,
                    notes=tuple(says),
                    independent=entry.independent,
                    lines=entry.lines,
                )
            )
        return found


def _positions(incident: Incident | None) -> tuple[str, ...]:
    """What each independent source says, where they do not all say the same."""
    said = incident.positions if incident else ()
    if len(said) < 2 or len({p.says for p in said}) < 2:
        return ()
    return tuple(f"{one_line(p.source)}: {one_line(p.says)}" for p in said)


Parties = tuple[tuple[phrases.Named, ...], tuple[phrases.Named, ...]]
"""The actors and the targets of claims."""


def _parties(said: Iterable[Claim]) -> Parties:
    return phrases.named([m for c in said for m in c.actors]), phrases.named([m for c in said for m in c.targets])


def summary_of(first: EventType, said: Sequence[Claim], counts: str, parties: Parties | None = None) -> str:
    """What happened in few words, with the `counts`; an incident of several types (one left, the other took) has a part for each, `first` first.

    `parties`: those of all the claims, where they are at hand.
    """
    types = dict.fromkeys((first, *[c.type for c in said]))
    of_type = ([c for c in said if c.type is type_] for type_ in types)
    told = [(first, parties or _parties(said))] if len(types) == 1 else [(m[0].type, _parties(m)) for m in of_type if m]
    parts = [phrases.summary(type_, *them) for type_, them in told]
    return "; ".join([*parts, counts] if counts else parts)


def _runs(said: Iterable[tuple[Claim, int]]) -> list[list[tuple[Claim, int]]]:
    """What is told of one change of hands, apart from what is told of an earlier one; what has no day goes with the last."""
    dated = sorted(((c.when.earliest, c.when.latest, c, n) for c, n in said if c.when), key=lambda told: told[:2])
    runs, last = list[list[tuple[Claim, int]]](), date.min
    for earliest, latest, claim, number in dated:
        if not runs or earliest - last > AGAIN:
            runs.append([])
        runs[-1].append((claim, number))
        last = max(last, latest)
    without = [(c, n) for c, n in said if not c.when]
    return [*runs[:-1], [*(runs[-1] if runs else ()), *without]] if without else runs


def _change_of(claim: Claim) -> str:
    names = ", ".join(n.name for n in phrases.named(claim.actors)) or "unnamed forces"
    return f"left by {names}" if claim.type is EventType.TERRITORY_LEFT else f"to {names}"


def _meet(claim: Claim, earliest: date | None, latest: date | None) -> bool:
    """Whether the claim may be about these days; unknown days may be any."""
    if claim.when is None or earliest is None or latest is None:
        return True
    return claim.when.earliest <= latest and earliest <= claim.when.latest


def _line_order(line: Line) -> tuple[object, ...]:
    rank = (Stance.ASSERTED, Stance.POSSIBLE, Stance.DENIED, Stance.EXPECTED).index(line.stance)
    return rank, not line.against_interest, line.published or date.max, line.report, line.claim or ""


def _with_tolls(section: Section, sections: Sequence[Section]) -> Section:
    """`section` with the tolls of entries that stand elsewhere (a strike that killed people) named by their number."""
    kinds = ("killed", "injured")
    rows = [
        f"{entry.counts} · {phrases.LABELS[entry.type]}, {entry.title}, {phrases.days(entry.earliest, entry.latest)} (see {entry.number})"
        for other in sections
        if other.key not in (section.key, NOT_ASSERTED[0])
        for entry in other.entries
        if entry.type and any(kind in entry.counts for kind in kinds)
    ]
    return Section(section.key, section.title, section.entries, also=tuple(rows))


def _head(evidence: Evidence, asked: Mapping[str, str], sections: tuple[Section, ...]) -> Brief:
    reports: list[Report] = list(evidence.reports.values())
    published = [r.published for r in reports if r.published]
    return Brief(
        asked=dict(asked),
        reports=len(reports),
        outlets=len({r.outlet for r in reports if r.outlet}),
        claims=len(evidence.claims),
        undated=sum(r.published is None for r in reports),
        first=min(published, default=None),
        last=max(published, default=None),
        sections=sections,
    )
