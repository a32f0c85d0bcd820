"""Toponym resolution for a whole report at once: names to ranked candidates of pack and gazetteer, and a choice where one is sure enough.

Every candidate carries the reasons of its score, in log odds: how well the name fits, the kind that the words ask for, its size, whether the pack lists
it, what the next words say to hold it, and how it lies to the report's other places. The score is the chance that it is meant, 0 to 1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from warmonitor.ground import weighing
from warmonitor.ground.containers import Held, held, inside, owned, regions_named
from warmonitor.ground.countries import countries, country
from warmonitor.ground.fold import fold, likeness
from warmonitor.ground.gazetteer import Gazetteer, Match
from warmonitor.ground.geometry import distance_km, middle, precision
from warmonitor.ground.packs import Pack
from warmonitor.ground.placewords import Reading, cut_off, read_words
from warmonitor.ground.weighing import Company, Home, Option, Points, Slot
from warmonitor.model.span import Span
from warmonitor.model.where import Candidate, Place, Relation, Where

SURE = 0.4
"""From this chance a candidate is chosen; below it the place stays unresolved with its candidates."""
ALIKE, ALIKE_IN_ABJAD = 0.8, 0.6
"""So much of a name (`fold.likeness`) a place must share that shares its consonants; less where the script leaves most vowels out, so that
each transliteration puts in its own."""

CONTEXT = 60  # characters on either side of a name that tell how it is meant
HEAT = (2.0, 1.5, 1.2, 1.0)
"""Rounds of choosing: at first unlikely places keep a chance, so that two of them that lie together may win over two that do not."""
SHOWN = 5  # candidates kept
_CAPITALISED = re.compile(r"\b[A-Z]\w{3,}")
ONE_PLACE_KM = 12.0  # candidates of one kind and name so near are one place in two sources


@dataclass(frozen=True, slots=True)
class Query:
    """A place as written, and some sixty characters of the text on either side.

    `name_only`: the place that bears the name is asked for, not where something between it and another happened.
    """

    text: str
    span: Span | None = None
    before: str = ""
    after: str = ""
    name_only: bool = False

    @classmethod
    def at(cls, text: str, span: Span, *, name_only: bool = False) -> Query:
        """The words of a text at `span`, with what stands on either side of them."""
        before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
        return cls(text[span.start : span.end], span, before, after, name_only)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query as read: what is said to hold it, and the name of what it is said to hold."""

    text: str
    reading: Reading
    held: Held | None = None
    holds: str | None = None


class _Found(NamedTuple):
    """A place that a name may mean: whether the pack lists it, and the points for a name that is only a part of the words."""

    match: Match
    listed: bool = False
    bare: float = 0.0


class PlaceResolver:
    """Chooses places for the names of one report at a time."""

    def __init__(self, gazetteer: Gazetteer, pack: Pack | None = None) -> None:
        self.gazetteer, self.pack = gazetteer, pack

    def resolve(self, queries: Sequence[Query]) -> list[Where]:
        """One `Where` a query, in order."""
        home = Home(self.pack.countries if self.pack else (), self.gazetteer.capitals)
        asked = self._asked(queries)
        slots: dict[_Asked, Slot] = {}
        for one in asked:
            for part in _parts(one):
                if part not in slots:
                    slots[part] = Slot(fold(part.reading.name), self._options(part, home))
        _tell_namesakes(slots)
        ranked = dict(zip(slots, _chosen([*slots.values(), *self._peoples(queries)], home), strict=False))
        return [
            _where(query, [_Answer(part.reading, slots[part], ranked[part]) for part in _parts(one)])
            for query, one in zip(queries, asked, strict=True)
        ]

    def _peoples(self, queries: Sequence[Query]) -> list[Slot]:
        """The countries whose people stand beside a name ("the Syrian army moved towards Palmyra"), as likely as not where it happened."""
        words = {w for q in queries for w in _CAPITALISED.findall(f"{q.before} {q.after}")}
        named = {c.iso for w in words if (c := country(w)) is not None and w in c.people}
        places = (self.gazetteer.place(f"country:{iso}") for iso in sorted(named))
        return [Slot(f"people:{p.id}", [Option(p, weighing.PEOPLE)]) for p in places if p is not None]

    def _asked(self, queries: Sequence[Query]) -> list[_Asked]:
        asked = [self._asked_alone(q) for q in queries]
        starts = {(q.span.report_id, q.span.start): n for n, q in enumerate(queries) if q.span}
        for n, query in enumerate(queries):
            region = asked[n].held
            if region is None or query.span is None or region.listed:
                continue
            other = starts.get((query.span.report_id, query.span.end + region.start))
            if other is not None:
                asked[other] = replace(asked[other], holds=asked[n].reading.name)
        return asked

    def _asked_alone(self, query: Query) -> _Asked:
        query = self._whole(query)
        reading = read_words(query.text, query.before, query.after)
        if query.name_only and reading.other is not None:
            reading = replace(reading, other=None, relation=Relation.NEAR)
        words = query.text if query.name_only else reading.phrase or query.text
        if reading.within is None:
            found = held(query.after, self.gazetteer)
            return _Asked(
                words, reading, found if found and not found.listed else owned(query.before, self.gazetteer) or found
            )
        outer = read_words(reading.within).name
        regions = () if reading.beside else tuple(regions_named(outer, self.gazetteer))
        return _Asked(words, reading, Held(outer, regions, -1) if regions else None)

    def _whole(self, query: Query) -> Query:
        """With the word before it, where a place bears both: "Middle | Juba"."""
        word = cut_off(query.before)
        if not word or not any(m.tier == 0 for m in self.gazetteer.matches(word + query.text)):
            return query
        return replace(query, text=word + query.text, before=query.before.removesuffix(word))

    def _options(self, asked: _Asked, home: Home) -> list[Option]:
        found = [
            Option(
                one.match.place,
                weighing.alone(one.match, asked.reading, home, listed=one.listed, bare=one.bare),
                one.match.name != asked.reading.name,
            )
            for one in self._matches(asked, home.conflict)
        ]
        found = [self._contained(option, asked) for option in _marked(found, asked.held)]
        found = found if asked.reading.kind else _seats_first(found)
        return _apart(sorted(found, key=lambda o: (-o.weight, -o.place.population, o.place.id)))

    def _contained(self, option: Option, asked: _Asked) -> Option:
        """With a point where the place holds what the words say it to hold ("Dor, Texas": the Texas that has a Dor)."""
        if asked.holds is None or option.place.kind not in ("country", "admin1", "admin2"):
            return option
        if any(inside(m.place, option.place) for m in self.gazetteer.matches(asked.holds) if m.tier <= 1):
            return replace(option, points=(*option.points, (weighing.CONTAINS, f"there is a {asked.holds} in it")))
        return option

    def _matches(self, asked: _Asked, home: tuple[str, ...]) -> list[_Found]:
        """What the words as written and the bare name may mean."""
        reading, text = asked.reading, _whole(asked.text)
        if reading.name.islower():  # "the country", "several towns"
            return []
        if (short := self.gazetteer.abbreviated(text)) is not None:
            return [_Found(Match(short, 0, text))]
        found: dict[str, _Found] = {}
        strict = False
        for name in dict.fromkeys(n for n in (text, reading.name, reading.after) if n):
            bare = weighing.BARE if strict else weighing.NAMESAKE_OF_SEAT if name == reading.after else 0.0
            for match, listed in (*self._listed(name), *self._known(name, home, asked.held)):
                if match.tier <= 1 or name != text or text == reading.name:
                    found.setdefault(match.place.id, _Found(match, listed, bare))
            strict = strict or any(one.match.tier <= 1 for one in found.values())
        people = self.gazetteer.people(text) or self.gazetteer.people(reading.name)
        if people is not None:
            found.setdefault(people.id, _Found(Match(people, 1, reading.name)))
        return _sensible(list(found.values()), home)

    def _listed(self, name: str) -> list[tuple[Match, bool]]:
        matches = self.pack.named(name) if self.pack else []
        full = [self.gazetteer.place(m.place.id) if m.place.lat is None else None for m in matches]
        return [(m._replace(place=place) if place else m, True) for m, place in zip(matches, full, strict=True)]

    def _known(self, name: str, home: tuple[str, ...], region: Held | None) -> list[tuple[Match, bool]]:
        """Of a common name also those in the countries of what is said to hold it, which may be small ones."""
        more = {r.country for r in region.regions if r.country} - set(home) if region is not None else set()
        matches = self.gazetteer.matches(name, countries=(*home, *sorted(more)), limit=40)
        return [
            (match, False) for match in matches if match.tier < 3 or (match.place.country in home and _alike(match))
        ]


def _alike(match: Match) -> bool:
    """Whether a place that shares the consonants of a name shares enough besides: Kfar is Kafr, Kinigi is not Kenge."""
    of = countries().get(match.place.country or "")
    least = ALIKE_IN_ABJAD if of is not None and of.script == "abjad" else ALIKE
    return likeness(match.name, match.place.name) >= least


def _whole(text: str) -> str:
    return text.strip().removeprefix("the ").removeprefix("The ")


def _parts(asked: _Asked) -> list[_Asked]:
    """The places that a query names: one, the two of "between A and B", or a place and what holds it."""
    reading = asked.reading
    if reading.other is not None:
        return [_Asked(name, Reading(name, reading.relation)) for name in (reading.name, reading.other)]
    if reading.within is not None:
        return [asked, *_parts(_Asked(reading.within, read_words(reading.within)))[:2]]
    return [asked]


def _sensible(found: list[_Found], home: tuple[str, ...]) -> list[_Found]:
    """Without places of other countries that are only spelt like it, where some place has the very name; countries never go by likeness."""
    strict = any(one.match.tier <= 1 for one in found)
    return [
        one
        for one in found
        if (m := one.match).tier <= 1 or one.listed or m.place.country in home and m.place.kind != "country"
        or (not strict and m.place.kind == "city" and len(fold(m.name)) > 4)
    ]  # fmt: skip


def _marked(options: Sequence[Option], region: Held | None) -> Sequence[Option]:
    """With points for lying in the region that the next words name.

    Where no option does, the place is likely in no gazetteer, if the region is one of which every place is known to lie in it or not.
    """
    if region is None:
        return options
    some = any(region.holds(o.place) for o in options)
    if not some and (region.listed or not region.wide):
        return options
    share = 0.4 if region.listed else 1.0
    outside = weighing.OUTSIDE if some or region.a_country else weighing.NONE_INSIDE
    marked = []
    for option in options:
        holds = region.holds(option.place)
        points = (weighing.INSIDE if holds else outside) * share
        words = f"{'' if holds else 'not '}in {region.name}, as the words beside it say"
        marked.append(replace(option, points=(*option.points, (points, words))))
    return marked


def _seats_first(options: Sequence[Option]) -> list[Option]:
    """With points off for regions that are called like a town in them: "Idlib" alone is the town."""
    towns = [o.place for o in options if o.place.kind == "city"]
    point = (weighing.SEAT, "a town in it has the same name")
    return [
        replace(o, points=(*o.points, point))
        if o.place.kind == "admin1" and any(inside(t, o.place) for t in towns)
        else o
        for o in options
    ]


def _apart(options: Sequence[Option]) -> list[Option]:
    """Without places that stand in two sources, or as a city and its second-level region: the likelier stays."""
    kept: list[Option] = []
    for option in options:
        if len(kept) < 40 and not any(_one_place(option.place, other.place) for other in kept):
            kept.append(option)
    return kept


def _one_place(a: Place, b: Place) -> bool:
    if a.country != b.country or "country" in (a.kind, b.kind):
        return False
    if a.kind == b.kind:
        return a.id == b.id or (a.kind not in ("admin1", "admin2") and distance_km(a, b) < ONE_PLACE_KM)
    return {a.kind, b.kind} == {"city", "admin2"} and distance_km(a, b) < 30.0 and fold(a.name) == fold(b.name)


def _tell_namesakes(slots: dict[_Asked, Slot]) -> None:
    """What one mention is told to lie in counts for the other mentions of the name too: a name has one sense in a report."""
    told = {
        (slot.group, option.place.id)
        for asked, slot in slots.items()
        if asked.held is not None and not asked.held.listed
        for option in slot.options
        if asked.held.holds(option.place)
    }
    for asked, slot in slots.items():
        if asked.held is None or not any(asked.held.holds(o.place) for o in slot.options):
            slot.options = [
                replace(o, points=(*o.points, (weighing.TOLD, "as the report says where it names it again")))
                if (slot.group, o.place.id) in told else o
                for o in slot.options
            ]  # fmt: skip


def _chosen(slots: Sequence[Slot], home: Home) -> list[list[Candidate]]:
    """Each slot's options ranked after some rounds in which the names tell each other where they are."""
    fixed = [np.array([o.weight for o in slot.options]) for slot in slots]
    for slot, weights in zip(slots, fixed, strict=True):
        slot.chances = weighing.chances(weights, HEAT[0])
    company = Company(slots, home)
    points: list[list[Points]] = []
    for heat in HEAT[1:]:
        points = company.points()
        for slot, weights, more in zip(slots, fixed, points, strict=True):
            slot.chances = weighing.chances(weights + np.array([sum(p for p, _ in of) for of in more]), heat)
    return [
        _ranked(slot, [(*o.points, *more) for o, more in zip(slot.options, of, strict=True)])
        for slot, of in zip(slots, points, strict=True)
    ]


def _ranked(slot: Slot, points: Sequence[Points]) -> list[Candidate]:
    found = [
        Candidate(option.place, round(float(chance), 3), tuple(f"{words} {p:+.2f}" for p, words in of if p))
        for option, chance, of in zip(slot.options, slot.chances, points, strict=True)
    ]
    return sorted(found, key=lambda c: (-c.score, -c.place.population, c.place.id))


@dataclass(frozen=True, slots=True)
class _Answer:
    """One place of a query: how its words were read, and its candidates, best first."""

    reading: Reading
    slot: Slot
    ranked: Sequence[Candidate]

    @property
    def sure(self) -> Place | None:
        return self.ranked[0].place if self.ranked and self.ranked[0].score >= SURE else None

    @property
    def relation(self) -> Relation:
        """The relation to the best place; that of an area which bears all the words as its name ("northern Hama") is IN."""
        best = self.ranked[0].place if self.ranked else None
        whole = any(o.whole and o.place == best and best.kind == "area" for o in self.slot.options)
        return (
            Relation.IN if whole and self.reading.relation in (Relation.PART, Relation.NEAR) else self.reading.relation
        )


def _where(query: Query, answers: Sequence[_Answer]) -> Where:
    first, *others = answers
    if first.reading.within is None:
        return _alone_or_between(query, answers)
    outer = others[0] if len(others) == 1 else None
    small = first.sure is not None and not (first.reading.beside and first.sure.kind in ("water", "road"))
    if small or (outer is not None and outer.sure is None):
        return _placed(query, first.sure, first.relation, first.reading, first.ranked[:SHOWN])
    if outer is None:
        return _alone_or_between(query, others)
    return _held(query, first, outer)


def _alone_or_between(query: Query, answers: Sequence[_Answer]) -> Where:
    first = answers[0]
    if len(answers) == 1:
        return _placed(query, first.sure, first.relation, first.reading, first.ranked[:SHOWN])
    place, candidates = _between(answers)
    return _placed(query, place, Relation.BETWEEN, first.reading, candidates)


def _placed(
    query: Query, place: Place | None, relation: Relation, reading: Reading, candidates: Sequence[Candidate]
) -> Where:
    acled, ucdp, radius = precision(place, relation, reading.km, reading.bearing) if place else (None, None, None)
    return Where(
        text=query.text, span=query.span, relation=relation, place=place, candidates=tuple(candidates), acled=acled, ucdp=ucdp,
        distance_km=reading.km, bearing=reading.bearing, radius_km=radius,
    )  # fmt: skip


def _held(query: Query, inner: _Answer, outer: _Answer) -> Where:
    """A place that is in no gazetteer, by what is said to hold it or to lie beside it."""
    best = outer.ranked[0]
    relation = outer.relation
    if relation is Relation.IN:
        region = best.place.kind in ("country", "admin1", "admin2", "area")
        relation = Relation.NEAR if inner.reading.beside else Relation.PART if region else Relation.IN
    known = inner.sure.name if inner.sure else f"{inner.reading.name}, which is in no gazetteer,"
    said = f"{known} is said to lie {'beside' if inner.reading.beside else 'in'} it"
    found = [replace(best, reasons=(said, *best.reasons)), *outer.ranked[1:2], *inner.ranked[:2]]
    return _placed(query, best.place, relation, outer.reading, found)


def _between(answers: Sequence[_Answer]) -> tuple[Place | None, Sequence[Candidate]]:
    """The stretch between two places, where both are known; the candidates of either stay where not."""
    one, other = answers
    stretch = middle(one.sure, other.sure) if one.sure and other.sure else None
    if stretch is None:
        return None, [c for answer in answers for c in answer.ranked[:2]]
    best = [answer.ranked[0] for answer in answers]
    reasons = tuple(f"{c.place.name}: {'; '.join(c.reasons)}" for c in best)
    return stretch, [Candidate(stretch, min(c.score for c in best), reasons)]
