"""Who is said to hold a place, from which viewpoint, since when.

The rules: the latest word counts, an older claim is superseded and not contradicted (a town retaken the next day is the retaker's); sources
that differ about the same
days make a place contested; a siege or an advance is no capture; what is expected, denied or only possible changes no hands, but a denial
of a capture makes it
contested; a claim about an area passes to its places only where the source says all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from ..model import Claim, Control, EventType, Mention, Where
from . import statements
from .evidence import Evidence
from .holding import Camps, Word, judge, same_days
from .independence import one_source
from .interest import against_interest
from .judged import effective
from .names import tokens
from .places import Lie, Spot, lie, spot
from .sources import Sources, Speaker, same_speaker

CAUTIOUS = "cautious"
ALL = "all"


def control(
    evidence: Evidence, *, viewpoint: str = ALL, as_of: date | None = None, place: str | None = None
) -> list[Control]:
    """For each place (or `place` alone) who is said to hold it on `as_of` (default: by the latest word), by place name.

    `viewpoint`: `all`; `cautious` (two independent sources, or one against its interest); `source:NAME`; `side:NAME`. An unknown source
    or side sees nothing.
    What was known on a day follows from handing in only what had been published by then.
    """
    atlas = Atlas.of(evidence)
    names = list(atlas.places) if place is None else atlas.named(place)
    found = [atlas.control(n, viewpoint, as_of) for n in names]
    return [c for c in found if c is not None]


def history(evidence: Evidence, place: str, *, viewpoint: str = ALL, as_of: date | None = None) -> list[Control]:
    """The successive states of one place up to `as_of`, oldest first, each until the next; of each place where several bear the name."""
    atlas = Atlas.of(evidence)
    return [s for name in atlas.named(place) for s in atlas.history(name, viewpoint, as_of)]


class Atlas:
    """The words said on the holding of every place."""

    def __init__(self, sources: Sources, claims: Iterable[Claim]) -> None:
        self.sources = sources
        self.places: dict[str, Spot] = {}
        self.wheres: dict[str, Where] = {}
        self._words: dict[str, list[Word]] = {}
        self._areas: list[tuple[Spot, Word]] = []
        self._alias: dict[str, str] = {}
        self._spelt: dict[str, set[str]] = {}
        told = [(where, word) for claim in claims for where in claim.where for word in self._read(claim, where)]
        for where, word in sorted(
            told, key=lambda t: t[0].place is None
        ):  # known places first: names may then mean them
            self._file(where, word)
        self._pass_on()

    @classmethod
    def of(cls, evidence: Evidence) -> Atlas:
        claims = {c.id: c for c in effective(evidence.claims, evidence.judgements)}
        ordered = [claims[i] for i in sorted(claims)]
        beaten = statements.beaten(ordered, evidence.pack)
        return cls(Sources.of(evidence), [c for c in ordered if c.id not in beaten])

    def words(self, name: str) -> list[Word]:
        return sorted(self._words.get(name, ()), key=lambda w: (w.order, w.speaker.key))

    def ordered(self, key: Callable[[str], str], names: Iterable[str] | None = None) -> list[str]:
        """The places, or those of `names`, by what `key` makes of their names."""
        return sorted(self.places if names is None else names, key=lambda n: (key(n), n))

    def named(self, asked: str) -> list[str]:
        """The places that go by a name: by id, by the gazetteer's name or one that a report gives; only where none does, by how names sound."""
        same = [n for n, p in self.places.items() if asked in (p.id, n) or tokens(asked) in map(tokens, self._spelt[n])]
        wanted = spot(Where(asked))
        return same or [
            n for n, p in self.places.items()
            if any(lie(s, wanted) is Lie.SAME for s in (p, *map(_by_name_alone, self._spelt[n])))
        ]  # fmt: skip

    def control(self, name: str, viewpoint: str, as_of: date | None) -> Control | None:
        """The state of one place from one viewpoint; None where nobody whom it trusts has said anything by then."""
        seen = [w for w in self.words(name) if (as_of is None or w.day is None or w.day <= as_of)]
        seen = [w for w in seen if self._trusted(w, viewpoint, seen)]
        if self.places[name].wide and all(w.kind in ("part", "entered") for w in seen):
            return None  # that there is fighting in a province tells nothing of who holds it
        return judge(name, viewpoint, seen, Camps(self.sources.pack)) if seen else None

    def history(self, name: str, viewpoint: str, as_of: date | None) -> list[Control]:
        """The successive states of one place, oldest first; days on which nothing changes hands are one state."""
        days = sorted({w.day for w in self.words(name) if w.day and (as_of is None or w.day <= as_of)})
        states: list[Control] = []
        asked: list[date | None] = [*days] or [as_of]
        for state in (s for d in asked if (s := self.control(name, viewpoint, d)) is not None):
            last = states[-1] if states else None
            if last and (last.status, last.holder, last.left) == (state.status, state.holder, state.left):
                states[-1] = _with_last(last, state)
            else:
                if last:
                    later = (
                        state.since if state.since and state.since > (last.since or date.min) else state.last_asserted
                    )
                    states[-1] = _until(last, later)
                states.append(state)
        return states

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
        """Whether an independent source says the same of the same days, or the source says it against its interest.

        That one party left bears out that another took the place.
        """
        if word.kind == "denied" or against_interest(word.claim, word.speaker, self.sources.pack):
            return True
        camps = Camps(self.sources.pack)
        return any(
            _agree(word, other, camps) and same_days(word, other)
            and not one_source(word.claim, word.speaker, other.claim, other.speaker, self.sources)
            for other in seen
        )  # fmt: skip

    def _read(self, claim: Claim, where: Where) -> Iterable[Word]:
        """The words that a claim has on the holding of one of its places."""
        kind = statements.kind(claim, where)
        country = where.place is not None and where.place.kind == "country"
        if kind is None or (country and not statements.of_all(claim)):
            return  # nobody takes or leaves a country in passing
        day = claim.when.latest if claim.when else self._published(claim)
        since = claim.when.earliest if claim.when else None
        actor, name = statements.holder(claim.actors, self.sources.pack)
        for speaker in self.sources.speakers(claim):
            if kind == "left":
                yield Word(kind, None, name, since, day, claim, speaker, left=actor)
            else:
                yield Word(kind, actor, name, since, day, claim, speaker)

    def _published(self, claim: Claim) -> date | None:
        report = self.sources.reports.get(claim.report_id)
        held = claim.type is EventType.TERRITORY_HELD
        return report.published if report and held else None

    def _file(self, where: Where, word: Word) -> None:
        here = spot(where)
        name = self._name(here)
        self.places.setdefault(name, here)
        self.wheres.setdefault(name, where)
        self._spelt.setdefault(name, {name}).add(where.text)
        self._words.setdefault(name, []).append(word)
        if here.wide and statements.of_all(word.claim) and word.kind in ("took", "held"):
            self._areas.append((here, word))

    def _name(self, here: Spot) -> str:
        """One name for a place under all its spellings: the gazetteer's, else that of the first claim that names it."""
        key = here.id or f"{'area ' if here.wide else ''}{' '.join(sorted(here.bones))}"
        if key not in self._alias:
            meant = None if here.id else self._meant(here)
            fresh = here.name if here.name not in self.places else f"{here.name} ({here.id or 'another'})"
            self._alias[key] = meant or fresh
        return self._alias[key]

    def _meant(self, here: Spot) -> str | None:
        """The one known place that reports call by the name of a place that was not resolved; None where several are, or none."""
        mine = tokens(here.name)
        found = [
            n for n, p in self.places.items() if p.id and p.wide == here.wide and mine in map(tokens, self._spelt[n])
        ]
        return found[0] if len(found) == 1 else None

    def _pass_on(self) -> None:
        """What is said of all of an area holds of the places known to lie in it."""
        for area, word in self._areas:
            for name, inner in self.places.items():
                if not inner.wide and area.name != inner.name and _inside(inner, area):
                    self._words[name].append(word)


def _by_name_alone(name: str) -> Spot:
    return spot(Where(name))


def _agree(word: Word, other: Word, camps: Camps) -> bool:
    """Whether another word says the same, or that somebody else left what this one says was taken."""
    if word.kind in ("took", "held") and other.kind == "left":
        return other.left is None or not camps.share(word.holder, other.left)
    return other.kind == word.kind and other.holder == word.holder


def _is_source(speaker: Speaker, wanted: str, sources: Sources) -> bool:
    return same_speaker(speaker, sources.named(Mention(wanted)))


def _inside(inner: Spot, area: Spot) -> bool:
    if area.kind == "country":
        return area.country is not None and area.country == inner.country
    return bool(inner.admin1) and inner.admin1 in (area.name, area.admin1 if area.kind == "admin1" else None)


def _with_last(old: Control, new: Control) -> Control:
    claims = tuple(dict.fromkeys((*old.claims, *new.claims)))
    return replace(old, until=None, last_asserted=new.last_asserted, claims=claims)


def _until(old: Control, day: date | None) -> Control:
    return replace(old, until=day)
