"""Entity linking: the names and places of a report's claims taken to known things."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial
from hashlib import blake2b
from typing import Any

from warmonitor.ground.actors import known_as, nation, sits
from warmonitor.ground.geometry import in_part
from warmonitor.ground.packs import Pack
from warmonitor.ground.places import CONTEXT, PlaceResolver, Query
from warmonitor.ground.toponyms import whole_names
from warmonitor.lang.doc import Doc
from warmonitor.model import Claim, EventType, Mention, Reason, Relation, Report, Span, Where
from warmonitor.read.lexicon import any_of, words_of
from warmonitor.read.own_forces import own_forces
from warmonitor.read.roles.naming import named
from warmonitor.read.roles.participants import Part
from warmonitor.read.roles.unlisted import apart
from warmonitor.read.speech.wordorder import is_dateline

GROUP_WORDS = 3  # on either side of a place that may be part of a group's name


class Grounding:
    """A place resolver and a conflict pack; each may be missing, and then words stay words."""

    def __init__(self, places: PlaceResolver | None = None, pack: Pack | None = None) -> None:
        self.places, self.pack = places, pack
        self._home = pack.countries if pack else ()

    @property
    def version(self) -> tuple[str, ...]:
        """The pack's name with a digest of what it and the one behind it say, and one of what was added to the gazetteer.

        So reports are read again after any of them has changed.
        """
        said = repr((self.pack, self.pack.general)) if self.pack else ""
        pack = (f"{self.pack.name}-{blake2b(said.encode(), digest_size=4).hexdigest()}",) if self.pack else ()
        added = self.places.gazetteer.version if self.places else ""
        return (*pack, f"places-{added}") if added else pack

    def words(self, parts: Sequence[Part], doc: Doc, report: str) -> tuple[Where, ...]:
        """Places as written, each once, not yet resolved."""
        found: dict[str, Where] = {}
        for part in parts:
            relation = Relation.PART if part.part else Relation.IN
            for words in apart(doc, part.words, self._is_place):
                text = named(doc, words)
                found.setdefault(text, Where(text, Span(report, *doc.chars(*words)), relation))
        return tuple(found.values())

    def _is_place(self, name: str) -> bool:
        """Whether the war has a place that is spelt so: one of the pack's, or of the gazetteer's in its countries."""
        listed = self.pack.named(name) if self.pack else []
        known = self.places.gazetteer.matches(name, countries=self._home) if self.places and self._home else []
        return any(m.tier < 2 for m in listed) or any(m.tier < 2 and m.place.country in self._home for m in known)

    def ground(self, claims: Sequence[Claim], report: Report, doc: Doc | None = None) -> list[Claim]:
        """The claims of one report with places chosen together, and actors and speakers by their neutral names.

        With the parsed report, its other place names help in choosing.
        """
        spans = {w.span for c in claims for w in c.where if w.span is not None}
        groups = {s for s in spans if self._is_group(s, report.text)}
        if groups:
            claims = [replace(c, where=tuple(w for w in c.where if w.span not in groups)) for c in claims]
        places = self._resolved(claims, report, doc)
        lands, states = _countries(places.values()), self._states(claims)
        seat = self._seat(claims, report, doc)
        days = (c.when.latest if c.when else report.published for c in claims)
        named = _named(claims)
        actor = cache(partial(self._called, seat))  # claims tell of the same few again and again
        return [
            self._grounded(c, places, day, lands, states, report, named, actor)
            for c, day in zip(claims, days, strict=True)
        ]

    def _states(self, claims: Sequence[Claim]) -> frozenset[str]:
        """The countries whose people, forces or offices somebody in the claims is: where there are two, "the army" may be of either."""
        named = (m.text for c in claims for m in (*c.actors, *c.targets, *c.attribution.speakers))
        return frozenset(iso for name in set(named) if (iso := nation(name, self.pack)))

    def _seat(self, claims: Sequence[Claim], report: Report, doc: Doc | None) -> tuple[str, ...]:
        """The country of the place that a report opens with, where a claim is told by a government whose country is not: it may be of that one."""
        if doc is None or not any(sits(m.text) for c in claims for m in c.attribution.speakers):
            return ()
        opening = next((e for e in doc.ents if e.label == "place" and is_dateline(doc, (e.start, e.end))), None)
        if opening is None:
            return ()
        name, span = doc.quote(opening.start, opening.end), Span(report.id, *doc.chars(opening.start, opening.end))
        return _countries(self.choose([(name.title() if name.isupper() else name, span)], report.text))

    def _is_of_a_state(self, mention: Mention) -> bool:
        return nation(mention.neutral or mention.text, self.pack) is not None

    def _is_group(self, span: Span, text: str) -> bool:
        """Whether the words are, or are part of, the name of a group that the pack knows ("Hurras al-Din", "UN"), though names of places alone may be actors too."""
        if self.pack is None:
            return False
        words = text[span.start : span.end]
        if words.isupper() and (known := self.pack.actor(words) or self.pack.source(words)):
            return words in (known.name, *known.names)
        before = text[max(0, span.start - CONTEXT) : span.start].split()[-GROUP_WORDS:]
        after = text[span.end : span.end + CONTEXT].split()[:GROUP_WORDS]
        name = text[span.start : span.end].split()
        runs = (
            [*before[len(before) - i :], *name, *after[:j]]
            for i in range(len(before) + 1)
            for j in range(len(after) + 1)
        )
        return any(
            len(run) > 1 and _is_name(run[0]) and _is_name(run[-1]) and self.pack.actor(" ".join(run)) is not None
            for run in runs
        )

    def _resolved(
        self, claims: Sequence[Claim], report: Report, doc: Doc | None
    ) -> dict[tuple[str, Span | None], Where]:
        if self.places is None:
            return {}
        wanted = {(w.text, w.span): None for c in claims for w in c.where}
        others = _others(doc, report.id, [span for _, span in wanted if span]) if doc is not None and wanted else []
        return dict(zip(wanted, self.choose([*wanted, *others], report.text), strict=False))

    def choose(self, names: Sequence[tuple[str, Span | None]], text: str) -> list[Where]:
        """The places that these words of a text mean, chosen together; without a resolver they stay words."""
        if self.places is None:
            return [Where(name, span) for name, span in names]
        return self.places.resolve(
            [replace(Query.at(text, span), text=name) if span else Query(name) for name, span in names]
        )

    def _called(
        self, seat: tuple[str, ...], text: str, day: date | None, lands: tuple[str, ...], here: str | None
    ) -> dict[str, Any]:
        """`known_as` of a name in this war; `seat`: where who governs may sit."""
        away = sits(text) and here not in (seat or (here,))
        return known_as(text, self.pack, self._home, day, lands, None if away else here)

    def _grounded(
        self,
        claim: Claim,
        places: dict[tuple[str, Span | None], Where],
        day: date | None,
        lands: tuple[str, ...],
        states: frozenset[str],
        report: Report,
        named: frozenset[Span],
        actor: Callable[[str, date | None, tuple[str, ...], str | None], dict[str, Any]],
    ) -> Claim:
        """`lands`: the countries of the report's places, for a claim that has no place of its own; `states`: those of which somebody in the report is.

        `named`: where in the report somebody has a name. `actor`: `_called` in this report.
        """
        where = tuple(_told(claim, w, places.get((w.text, w.span), w)) for w in claim.where)
        lands = _countries(where) or lands
        here = lands[0] if len(states.union(lands)) == 1 and lands else None

        def known(mention: Mention) -> Mention:
            found = actor(mention.text, day, lands, here)
            return replace(mention, **found) if found else mention

        grounded = replace(
            claim,
            actors=tuple(map(known, claim.actors)),
            targets=tuple(map(known, claim.targets)),
            where=where,
            attribution=replace(claim.attribution, speakers=tuple(map(known, claim.attribution.speakers))),
            reasons=(*claim.reasons, *(_place_reason(w) for w in where)),
        )
        return own_forces(grounded, report.text, known, named, report.outlet, self._is_of_a_state)


def _named(claims: Iterable[Claim]) -> frozenset[Span]:
    """Where those who act or suffer in the claims are called by a name."""
    return frozenset(m.span for c in claims for m in (*c.actors, *c.targets) if m.span and _is_name(m.words or m.text))


def _countries(places: Iterable[Where]) -> tuple[str, ...]:
    """ISO codes of the countries that places lie in."""
    return tuple(sorted({w.place.country for w in places if w.place is not None and w.place.country}))


def _told(claim: Claim, written: Where, found: Where) -> Where:
    """What the words of a place mean, of which the claim may mean a part only: of who takes a town's airport, the town in part."""
    site = claim.type in _GROUND and found.place is not None and found.place.kind == "city"
    part = written.relation is Relation.PART or (site and (_is_site(found) or _after_site(claim, found)))
    return in_part(found) if part else found


_GROUND = (EventType.TERRITORY_GAINED, EventType.TERRITORY_HELD, EventType.TERRITORY_LEFT, EventType.ADVANCE)
"""Types of claims about the ground that somebody holds or comes to."""


def _is_site(where: Where) -> bool:
    """Whether words tell a site by its town, and no gazetteer has it by its own name: "Dor airport"."""
    last = where.text.rpartition(" ")[2].lower()
    return where.place is not None and last in words_of("roles", "sites") and last not in where.place.name.lower()


def _after_site(claim: Claim, where: Where) -> bool:
    """Whether a site stands before the town that it is of or in, and no town is told beside it: "took the airport of | Dor"."""
    at = where.span.start - claim.span.start if where.span else 0
    if not 0 < at < len(claim.quote) or _town().search(claim.quote, 0, at):
        return False
    return _site_of().search(claim.quote, 0, at) is not None


@cache
def _site_of() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of('roles', 'sites_of')}\s+{any_of('roles', 'whose_sites')}\s+$", re.IGNORECASE)


@cache
def _town() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of('roles', 'towns')}\b", re.IGNORECASE)


def _others(doc: Doc, report: str, taken: Sequence[Span]) -> list[tuple[str, Span | None]]:
    """The place names of a report that no claim has."""
    found: list[tuple[str, Span | None]] = []
    for entity in whole_names(doc):
        if entity.label == "place":
            span = Span(report, *doc.chars(entity.start, entity.end))
            if not any(span.start < other.end and other.start < span.end for other in taken):
                found.append((doc.quote(entity.start, entity.end), span))
    return found


def _is_name(word: str) -> bool:
    """Whether a word can begin or end a name: "al-Sham" can, "the" and "in" cannot."""
    return word.removeprefix("al-")[:1].isupper() and word != "The" and word[-1].isalnum()


def _place_reason(where: Where) -> Reason:
    """Why a place was chosen, or which candidates it was left open between."""
    best = where.candidates[0] if where.candidates else None
    if where.place is not None and best is not None:
        return Reason(
            "place",
            f"{where.text} = {where.place.name} ({where.place.id})",
            "; ".join(best.reasons),
            where.span,
            best.score,
        )
    open_between = ", ".join(c.place.name for c in where.candidates) or "no candidate"
    return Reason("place", f"{where.text}: unresolved", open_between, where.span, best.score if best else None)
