"""Who is said to hold a place, from which viewpoint, since when.

The rules: the latest word counts, an older claim is superseded and not contradicted (a town retaken the next day is the retaker's);
sources that differ about the same days make a place contested; a siege or an advance is no capture; what is expected, denied or only
possible changes no hands, but a denial of a capture makes it contested; a claim about an area passes to its places only where the
source says all of it.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from ..model import Claim, Control, ControlStatus, EventType, Mention, Where
from . import extent, statements
from .evidence import Evidence, Registry, published
from .holding import Camps, Holder, Word, changes, judge
from .judged import effective
from .names import tokens
from .parties import learnt
from .places import Lie, Spot, lie, spot
from .sources import Sources
from .trust import ALL, Heard, heard


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
        self.camps = Camps(sources.pack)
        claims = list(claims)
        self._kinds = learnt((m.text, c.quote) for c in claims for m in (*c.actors, *c.targets))
        self._words: dict[str, list[Word]] = {}
        self._heard: dict[tuple[str, str], tuple[list[Heard], list[Heard]]] = {}
        self._areas: list[tuple[Spot, Word, str]] = []
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
        return cls(evidence.sources, [c for c in ordered if c.id not in beaten])

    def words(self, name: str) -> list[Word]:
        return sorted(self._words.get(name, ()), key=_in_time)

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
        seen = self._seen(name, viewpoint, as_of)
        return self._ruled(name, viewpoint, seen, changes(seen, self.camps))

    def _ruled(self, name: str, viewpoint: str, seen: Sequence[Word], told: Sequence[Word]) -> Control | None:
        if self.places[name].wide and all(w.kind in ("part", "entered", "relieved") for w in seen):
            return None  # that there is fighting in a province tells nothing of who holds it
        return judge(name, viewpoint, seen, told, self.camps) if seen else None

    def _seen(self, name: str, viewpoint: str, as_of: date | None) -> list[Word]:
        """The trusted words on a place by a day; who is said later to have held or besieged it since before is heard as of that time."""
        trusted, early = self._trusted(name, viewpoint)
        seen = [w for known, w in trusted if as_of is None or known <= as_of]
        for known, word in early:
            if as_of is not None and word.day is not None and word.day <= as_of < known:
                insort(seen, word, key=_in_time)
        return seen

    def history(self, name: str, viewpoint: str, as_of: date | None) -> list[Control]:
        """The successive states of one place, oldest first; days on which nothing changes hands are one state."""
        trusted, _ = self._trusted(name, viewpoint)
        of_day: dict[date, list[Word]] = {}
        for known, word in trusted:
            of_day.setdefault(known, []).append(word)
        states: list[Control] = []
        holder: Holder | None = None
        for day in sorted(d for d in of_day if as_of is None or d <= as_of):
            if states and states[-1].status is ControlStatus.HELD and self._goes_on(holder, day, of_day[day]):
                states[-1] = _asserted(states[-1], day, of_day[day])
                continue
            seen = self._seen(name, viewpoint, day)
            told = changes(seen, self.camps)
            if (state := self._ruled(name, viewpoint, seen, told)) is not None:
                _append(states, state)
                holder = told[-1].holder if told else None
        return states

    def _goes_on(self, holder: Holder | None, day: date, words: Iterable[Word]) -> bool:
        """Whether the words of a day say nothing but that the holder holds it still."""
        return all(w.kind in ("took", "held") and w.day == day and self.camps.same(w.holder, holder) for w in words)

    def _trusted(self, name: str, viewpoint: str) -> tuple[list[Heard], list[Heard]]:
        """The words on a place that a viewpoint trusts; and those of them that tell of the time before, as of the first day of which they tell."""
        key = (name, viewpoint)
        if key not in self._heard:
            trusted = heard(self.words(name), viewpoint, self.sources)
            held = [
                (known, w)
                for known, w in trusted
                if w.kind in ("held", "besieged") and w.since is not None and w.day is not None and w.since < w.day
            ]
            self._heard[key] = trusted, [(known, w._replace(day=w.since)) for known, w in held]
        return self._heard[key]

    def _read(self, claim: Claim, where: Where) -> Iterable[Word]:
        """The words that a claim has on the holding of one of its places."""
        kind = statements.kind(claim, where)
        country = where.place is not None and where.place.kind == "country"
        if kind is None or (country and not statements.of_all(claim)):
            return  # nobody takes or leaves a country in passing
        day = claim.when.latest if claim.when else self._published(claim)
        since = claim.when.earliest if claim.when else None
        day = since if statements.held_before(claim) else day
        told = published(claim, self.sources.reports)
        actor, name = self._holder(claim.actors)
        for speaker in self.sources.speakers(claim):
            if kind == "left":
                yield Word(kind, None, name, since, day, claim, speaker, actor, told)
                if heirs := statements.heirs(claim):
                    yield Word("took", *self._holder(heirs), since, day, claim, speaker, told=told)
            elif kind == "denied" and claim.type is EventType.TERRITORY_LEFT:
                yield Word(kind, None, None, since, day, claim, speaker, actor, told)
            else:
                yield Word(kind, actor, name, since, day, claim, speaker, told=told)
                if kind == "entered" and statements.fought(claim):
                    yield Word(kind, *self._holder(claim.targets), since, day, claim, speaker, told=told)

    def _holder(self, mentions: Sequence[Mention]) -> tuple[Holder | None, str | None]:
        """As parties and as a name; of a group whose kind other words tell, that kind."""
        found, name = statements.holder(mentions, self.sources.pack)
        return found and frozenset(p if p.kind else p._replace(kind=self._kinds.get(p.names)) for p in found), name

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
        if here.wide and statements.of_all(word.claim) and word.kind in ("took", "held", "part"):
            out = extent.left_out(word.claim.quote, where.text)
            if word.kind != "part":
                self._areas.append((here, word, out))
            elif out:  # "all but Sahl" is a part, yet all that is not left out
                held = word.claim.type is EventType.TERRITORY_HELD
                self._areas.append((here, word._replace(kind="held" if held else "took"), out))

    def _name(self, here: Spot) -> str:
        """One name for a place under all its spellings: the gazetteer's, else that of the first claim that names it."""
        key = here.id or f"{'area ' if here.wide else ''}{here.joined}"
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

    def _list(self, pack: Registry) -> None:
        """Take in the places that a registry lists in the areas of which all is told, and that no claim names."""
        ids = {p.id for p in self.places.values() if p.id}
        for known in pack.listed:
            where = Where(known.place.name, place=known.place)
            here = spot(where)
            if not ids & {known.place.id, known.same} and any(_inside(here, area) for area, _, _ in self._areas):
                name = self._name(here)
                self.places[name], self.wheres[name], self._spelt[name] = here, where, {name, here.name}

    def _pass_on(self) -> None:
        """What is said of all of an area holds of the places known to lie in it."""
        if self._areas and self.sources.pack is not None:
            self._list(self.sources.pack)
        towns = {p.name for p in self.places.values() if not p.wide}
        for area, word, out in self._areas:
            for name, inner in self.places.items():
                if inner.wide or not _inside(inner, area):
                    continue
                region = inner.admin1 if area.kind == "country" else inner.admin2
                called = self._spelt[name] | ({region} if region and region not in towns else set())
                if not (out and extent.tells(out, called)):
                    self._words.setdefault(name, []).append(word)


def _in_time(word: Word) -> tuple[tuple[date, int, str], str]:
    return word.order, word.speaker.key


def _by_name_alone(name: str) -> Spot:
    return spot(Where(name))


def _inside(inner: Spot, area: Spot) -> bool:
    if area.kind == "country":
        return area.country is not None and area.country == inner.country
    if area.kind == "admin2":
        return inner.admin2 == area.name and inner.admin1 == area.admin1
    return bool(inner.admin1) and inner.admin1 in (area.name, area.admin1 if area.kind == "admin1" else None)


def _append(states: list[Control], state: Control) -> None:
    """Add a state to those before it; one that says what the last says goes on with it."""
    last = states[-1] if states else None
    if last is not None and (last.status, last.holder, last.left) == (state.status, state.holder, state.left):
        claims = tuple(dict.fromkeys((*last.claims, *state.claims)))
        states[-1] = replace(last, last_asserted=state.last_asserted, claims=claims)
        return
    if last is not None:
        later = state.since if state.since and state.since > (last.since or date.min) else state.last_asserted
        states[-1] = replace(last, until=later)
    states.append(state)


def _asserted(state: Control, day: date, words: Iterable[Word]) -> Control:
    """The state, said again on a later day."""
    claims = tuple(dict.fromkeys((*state.claims, *(w.claim.id for w in words))))
    return replace(state, last_asserted=day, claims=claims)
