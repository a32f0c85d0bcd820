"""Who is said to hold a place, from which viewpoint, since when.

The rules: the latest word counts, an older claim is superseded and not contradicted (a town retaken the next day is the retaker's); sources
that differ about the same
days make a place contested; a siege or an advance is no capture; what is expected, denied or only possible changes no hands, but a denial
of a capture makes it
contested; a claim about an area passes to its places only where the source says all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ..model import Claim, Control, ControlStatus, EventType, Relation, Stance, Where
from .evidence import Evidence, Registry
from .incidents import profiled
from .independence import one_source
from .interest import against_interest
from .judged import effective
from .places import Lie, Spot, lie, spot
from .profile import party
from .sources import Sources, Speaker

CAUTIOUS = "cautious"
ALL = "all"
SAME_NEWS = 2
"""Days within which two statements on a place are about the same change and can contradict each other."""

_ALL_OF = re.compile(
    r"\b(all of|the whole of|the entire|entire|whole|entirety of|every (?:town|village) (?:in|of)|full control (?:of|over))\b",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"\b(parts? of|much of|most of|half of|districts? of|neighbou?rhoods? (?:in|of)|outskirts|suburbs?|edges? of|areas? (?:in|of|around)|"
    r"(?:northern|southern|eastern|western) (?:part|side|half)|streets?|pockets?|positions)\b",
    re.IGNORECASE,
)
_SIEGE = re.compile(r"\b(besieg\w*|sieges?|encircl\w*|surround\w*|cut off)\b", re.IGNORECASE)
_ENTERED = re.compile(
    r"\b(enter(?:s|ed|ing)?|storm(?:s|ed|ing)?|inside|street (?:fighting|battles)|broke into|clashes in)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """What one source says of one place: `holder` holds it (None: left by `left`), from `since`, said of `day`."""

    kind: str  # took, held, left, besieged, entered, part, denied
    holder: str | None
    name: str | None
    since: date | None
    day: date | None
    claim: Claim
    speaker: Speaker
    left: str | None = None

    @property
    def order(self) -> tuple[date, int, str]:
        """On one day a place is held first, then left, then taken."""
        return (self.day or date.min, {"held": 0, "left": 1}.get(self.kind, 2), self.claim.id)


def control(
    evidence: Evidence, *, viewpoint: str = ALL, as_of: date | None = None, place: str | None = None
) -> list[Control]:
    """For each place (or `place` alone) who is said to hold it on `as_of` (default: by the latest word), by place name.

    `viewpoint`: `all`; `cautious` (two independent sources, or one against its interest); `source:NAME`; `side:NAME`. An unknown source
    or side sees nothing.
    What was known on a day follows from handing in only what had been published by then.
    """
    atlas = Atlas.of(evidence)
    names = [n for n in atlas.places if place is None or atlas.matches(n, place)]
    found = [atlas.control(n, viewpoint, as_of) for n in names]
    return [c for c in found if c is not None]


def history(evidence: Evidence, place: str, *, viewpoint: str = ALL) -> list[Control]:
    """The successive states of one place, oldest first, each until the next."""
    atlas = Atlas.of(evidence)
    states: list[Control] = []
    for name in (n for n in atlas.places if atlas.matches(n, place)):
        days = sorted({w.day for w in atlas.words(name) if w.day})
        mine: list[Control] = []
        for day in days:
            state = atlas.control(name, viewpoint, day)
            if state is None:
                continue
            if mine and (mine[-1].status, mine[-1].holder) == (state.status, state.holder):
                mine[-1] = _with_last(mine[-1], state)
            else:
                if mine:
                    mine[-1] = _until(
                        mine[-1], state.since if state.since and state.since > (mine[-1].since or date.min) else day
                    )
                mine.append(state)
        states += mine
    return states


class Atlas:
    """The words said on the holding of every place."""

    def __init__(self, sources: Sources, claims: Iterable[Claim]) -> None:
        self.sources = sources
        self.places: dict[str, Spot] = {}
        self._words: dict[str, list[Word]] = {}
        self._areas: list[tuple[Spot, Word]] = []
        self._alias: dict[str, str] = {}
        for claim in claims:
            for where in claim.where:
                for word in self._read(claim, where):
                    self._file(spot(where), word)
        self._pass_on()

    @classmethod
    def of(cls, evidence: Evidence) -> Atlas:
        claims = effective(evidence.claims, evidence.judgements)
        ordered = [p.claim for p in profiled(claims, evidence.reports, evidence.pack)]
        return cls(Sources.of(evidence), ordered)

    def words(self, name: str) -> list[Word]:
        return sorted(self._words.get(name, ()), key=lambda w: (w.order, w.speaker.key))

    def matches(self, name: str, asked: str) -> bool:
        mine = self.places[name]
        return asked in (mine.id, name) or lie(mine, spot(Where(asked))) is Lie.SAME

    def control(self, name: str, viewpoint: str, as_of: date | None) -> Control | None:
        """The state of one place from one viewpoint; None where nobody whom it trusts has said anything by then."""
        seen = [w for w in self.words(name) if (as_of is None or w.day is None or w.day <= as_of)]
        seen = [w for w in seen if self._trusted(w, viewpoint, seen)]
        return judge(name, viewpoint, seen, self.sources) if seen else None

    def _trusted(self, word: Word, viewpoint: str, seen: Sequence[Word]) -> bool:
        kind, _, wanted = viewpoint.partition(":")
        if kind == "side":
            return word.speaker.side == wanted
        if kind == "source":
            return _is_source(word.speaker, wanted, self.sources)
        if kind == CAUTIOUS:
            return self._borne_out(word, seen)
        return kind == ALL

    def _borne_out(self, word: Word, seen: Sequence[Word]) -> bool:
        """Whether an independent source says the same of the same days, or the source says it against its interest."""
        if word.kind == "denied" or against_interest(word.claim, word.speaker, self.sources.pack):
            return True
        return any(
            other.kind == word.kind and other.holder == word.holder and _same_days(word, other)
            and not one_source(word.claim, word.speaker, other.claim, other.speaker, self.sources)
            for other in seen
        )  # fmt: skip

    def _read(self, claim: Claim, where: Where) -> Iterable[Word]:
        """The words that a claim has on the holding of one of its places."""
        kind = _kind(claim, where)
        if kind is None:
            return
        day = claim.when.latest if claim.when else self._published(claim)
        since = claim.when.earliest if claim.when else None
        actor, name = _holder(claim.actors, self.sources.pack)
        for speaker in self.sources.speakers(claim):
            if kind == "left":
                yield Word(kind, None, None, since, day, claim, speaker, left=actor)
            else:
                yield Word(kind, actor, name, since, day, claim, speaker)

    def _published(self, claim: Claim) -> date | None:
        report = self.sources.reports.get(claim.report_id)
        held = claim.type is EventType.TERRITORY_HELD
        return report.published if report and held else None

    def _file(self, where: Spot, word: Word) -> None:
        name = self._name(where)
        self.places.setdefault(name, where)
        self._words.setdefault(name, []).append(word)
        if where.wide and _ALL_OF.search(word.claim.quote) and word.kind in ("took", "held"):
            self._areas.append((where, word))

    def _name(self, where: Spot) -> str:
        """One name for a place under all its spellings: the gazetteer's, else that of the first claim that names it."""
        key = where.id or f"{'area ' if where.wide else ''}{' '.join(sorted(where.bones))}"
        return self._alias.setdefault(
            key, where.name if where.name not in self.places else f"{where.name} ({where.id or 'another'})"
        )

    def _pass_on(self) -> None:
        """What is said of all of an area holds of the places known to lie in it."""
        for area, word in self._areas:
            for name, inner in self.places.items():
                if not inner.wide and area.name != inner.name and _inside(inner, area):
                    self._words[name].append(word)


def judge(name: str, viewpoint: str, seen: Sequence[Word], sources: Sources) -> Control:
    """The state that follows from the words (oldest first) of those whom a viewpoint trusts."""
    changes = [w for w in seen if w.kind in ("took", "held", "left")]
    last_said = max((w.day for w in seen if w.day and w.kind != "denied"), default=None)
    if not changes:
        kinds = {w.kind for w in seen}
        status = (
            ControlStatus.CONTESTED
            if kinds & {"part", "entered"}
            else ControlStatus.BESIEGED
            if "besieged" in kinds
            else ControlStatus.UNKNOWN
        )
        return Control(name, viewpoint, status, None, None, None, last_said, tuple(w.claim.id for w in seen))
    newest = changes[-1]
    rivals = [w for w in _latest_each(changes, sources) if w.holder != newest.holder and _rivals(w, newest, changes)]
    doubts = [w for w in seen if w.kind == "denied" and w.holder == newest.holder and _after(w, newest)]
    inside = [w for w in seen if w.kind in ("entered", "part") and w.holder != newest.holder and _later(w, newest)]
    besieging = [w for w in seen if w.kind == "besieged" and w.holder != newest.holder and _later(w, newest)]
    agreeing = [w for w in changes if w.holder == newest.holder and _in_run(w, changes)]
    status = ControlStatus.HELD if newest.holder else ControlStatus.UNKNOWN
    if rivals or doubts or inside:
        status = ControlStatus.CONTESTED
    elif besieging:
        status = ControlStatus.BESIEGED
    names = [w.name for w in agreeing if w.name]
    since = min((w.since for w in agreeing if w.since), default=None)
    asserted = max((w.day for w in agreeing if w.day), default=last_said)
    told = dict.fromkeys(w.claim.id for w in (*agreeing, *rivals, *doubts, *inside, *besieging))
    return Control(
        name,
        viewpoint,
        status,
        min(names, key=lambda n: (-names.count(n), n), default=None),
        since,
        None,
        asserted,
        tuple(told),
    )


def _kind(claim: Claim, where: Where) -> str | None:
    """What a claim says on the holding of one place; None where nothing."""
    asserted = claim.stance is Stance.ASSERTED
    if claim.type in (EventType.TERRITORY_GAINED, EventType.TERRITORY_HELD, EventType.TERRITORY_LEFT):
        if claim.stance is Stance.DENIED:
            return "denied" if claim.type is not EventType.TERRITORY_LEFT else None
        if not asserted or where.relation not in (Relation.IN, Relation.PART):
            return None
        partial = where.relation is Relation.PART or (
            _PART_OF.search(claim.quote) is not None and _ALL_OF.search(claim.quote) is None
        )
        if partial and not spot(where).wide:
            return "part" if claim.type is not EventType.TERRITORY_LEFT else None
        return {EventType.TERRITORY_GAINED: "took", EventType.TERRITORY_HELD: "held"}.get(claim.type, "left")
    if not asserted or where.relation is not Relation.IN:
        return None
    if claim.type is EventType.ADVANCE:
        return "besieged" if _SIEGE.search(claim.quote) else "entered" if _ENTERED.search(claim.quote) else None
    if claim.type is EventType.ARMED_CLASH and _ENTERED.search(claim.quote):
        return "entered"
    return None


def _holder(mentions: Sequence[object], pack: Registry | None) -> tuple[str | None, str | None]:
    """Who holds, as a key by which sources' names for one party agree, and as a name to show."""
    from ..model import Mention

    known = [m for m in mentions if isinstance(m, Mention)]
    if not known:
        return None, None
    parties = sorted({p for m in known if (p := party(m, pack))})
    name = known[0].neutral or known[0].text
    return ("+".join(parties) if parties else name.casefold()), name


def _is_source(speaker: Speaker, wanted: str, sources: Sources) -> bool:
    from ..model import Mention
    from .sources import same_speaker

    asked = sources.named(Mention(wanted))
    return same_speaker(speaker, asked)


def _same_days(a: Word, b: Word) -> bool:
    """Whether two words are about the same change: their days overlap or lie close."""
    if a.day is None or b.day is None:
        return a.day is b.day
    gap = max(a.since or a.day, b.since or b.day) - min(a.day, b.day)
    return gap.days <= SAME_NEWS


def _latest_each(changes: Sequence[Word], sources: Sources) -> list[Word]:
    """The last word of each source."""
    last: dict[str, Word] = {}
    for word in changes:
        last[word.speaker.key] = word
    return list(last.values())


def _rivals(word: Word, newest: Word, changes: Sequence[Word]) -> bool:
    """Whether a source's last word stands against the newest: it is of the day of the change or later, and no later change answers it."""
    if word.day is None or newest.day is None:
        return False
    start = min(
        (w.since or w.day for w in changes if w.holder == newest.holder and _in_run(w, changes) and w.day),
        default=newest.day,
    )
    if word.kind == "left" and word.left != newest.holder:
        return False
    if word.kind == "held" or (word.kind == "took" and newest.kind == "held"):
        return word.day >= start and word.day >= newest.day
    return word.day >= newest.day


def _in_run(word: Word, changes: Sequence[Word]) -> bool:
    """Whether no change to another holder came after this word."""
    holder = changes[-1].holder
    others = [w for w in changes if w.holder != holder and not _rival_of_today(w, changes[-1])]
    return not others or word.order > others[-1].order


def _rival_of_today(word: Word, newest: Word) -> bool:
    return word.day == newest.day and word.speaker.key != newest.speaker.key


def _after(denial: Word, newest: Word) -> bool:
    return denial.day is None or newest.day is None or denial.day >= (newest.since or newest.day)


def _later(word: Word, newest: Word) -> bool:
    """Whether a siege or a fight inside is told of the time since the place changed hands."""
    if word.day is None or newest.day is None:
        return newest.day is None
    return word.day >= newest.day if newest.kind == "held" else word.day > newest.day


def _inside(inner: Spot, area: Spot) -> bool:
    if area.kind == "country":
        return area.country is not None and area.country == inner.country
    return bool(inner.admin1) and inner.admin1 in (area.name, area.admin1 if area.kind == "admin1" else None)


def _with_last(old: Control, new: Control) -> Control:
    claims = tuple(dict.fromkeys((*old.claims, *new.claims)))
    return Control(old.place, old.viewpoint, old.status, old.holder, old.since, None, new.last_asserted, claims)


def _until(old: Control, day: date) -> Control:
    return Control(old.place, old.viewpoint, old.status, old.holder, old.since, day, old.last_asserted, old.claims)
