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
from datetime import date

from ..model import Claim, Control, EventType, Mention, Relation, Stance, Where
from .evidence import Evidence, Registry
from .holding import Camps, Word, judge, same_days
from .incidents import profiled
from .independence import one_source
from .interest import against_interest
from .judged import effective
from .places import Lie, Spot, lie, spot
from .profile import party
from .sources import Sources, Speaker, same_speaker

CAUTIOUS = "cautious"
ALL = "all"
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
        return judge(name, viewpoint, seen, Camps(self.sources.pack)) if seen else None

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
            other.kind == word.kind and other.holder == word.holder and same_days(word, other)
            and not one_source(word.claim, word.speaker, other.claim, other.speaker, self.sources)
            for other in seen
        )  # fmt: skip

    def _read(self, claim: Claim, where: Where) -> Iterable[Word]:
        """The words that a claim has on the holding of one of its places."""
        kind = _kind(claim, where)
        country = where.place is not None and where.place.kind == "country"
        if kind is None or (country and kind == "part"):
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


def _kind(claim: Claim, where: Where) -> str | None:
    """What a claim says on the holding of one place; None where nothing."""
    asserted = claim.stance is Stance.ASSERTED
    if claim.type in (EventType.TERRITORY_GAINED, EventType.TERRITORY_HELD, EventType.TERRITORY_LEFT):
        if claim.stance is Stance.DENIED:
            return "denied" if claim.type is not EventType.TERRITORY_LEFT else None
        if not asserted or where.relation not in (Relation.IN, Relation.PART):
            return None
        if _is_part(claim, where):
            return "part" if claim.type is not EventType.TERRITORY_LEFT else None
        return {EventType.TERRITORY_GAINED: "took", EventType.TERRITORY_HELD: "held"}.get(claim.type, "left")
    if not asserted or where.relation is not Relation.IN:
        return None
    if claim.type is EventType.ADVANCE:
        return "besieged" if _SIEGE.search(claim.quote) else "entered" if _ENTERED.search(claim.quote) else None
    if claim.type is EventType.ARMED_CLASH and _ENTERED.search(claim.quote):
        return "entered"
    return None


def _is_part(claim: Claim, where: Where) -> bool:
    """Whether only a part of the place is meant; what is gained in an area is a part of it unless the words say all."""
    if _ALL_OF.search(claim.quote):
        return False
    if where.relation is Relation.PART or _PART_OF.search(claim.quote):
        return True
    return spot(where).wide and claim.type is not EventType.TERRITORY_HELD


def _holder(mentions: Sequence[Mention], pack: Registry | None) -> tuple[str | None, str | None]:
    """Who holds, as a key by which sources' names for one party agree, and as a name to show."""
    if not mentions:
        return None, None
    parties = sorted({p for m in mentions if (p := party(m, pack))})
    known = pack.actor(mentions[0].text) if pack is not None and mentions[0].neutral is None else None
    name = mentions[0].neutral or getattr(known, "name", None) or mentions[0].text
    return ("+".join(parties) if parties else name.casefold()), name


def _is_source(speaker: Speaker, wanted: str, sources: Sources) -> bool:
    return same_speaker(speaker, sources.named(Mention(wanted)))


def _inside(inner: Spot, area: Spot) -> bool:
    if area.kind == "country":
        return area.country is not None and area.country == inner.country
    return bool(inner.admin1) and inner.admin1 in (area.name, area.admin1 if area.kind == "admin1" else None)


def _with_last(old: Control, new: Control) -> Control:
    claims = tuple(dict.fromkeys((*old.claims, *new.claims)))
    return Control(old.place, old.viewpoint, old.status, old.holder, old.since, None, new.last_asserted, claims)


def _until(old: Control, day: date) -> Control:
    return Control(old.place, old.viewpoint, old.status, old.holder, old.since, day, old.last_asserted, old.claims)
