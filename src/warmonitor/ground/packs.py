"""Conflict packs: what is particular to one war, as data, and who is found in it by which names. `packfile` reads them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from warmonitor.ground.fold import fold, fold_lines, loose, loose_lines, skeleton
from warmonitor.ground.gazetteer import Match
from warmonitor.model.where import Place

T = TypeVar("T")

RELIABILITY = "ABCDEF"
"""The Admiralty scale: A completely reliable … E unreliable, F cannot be judged."""
TYPES = ("agency", "newspaper", "broadcaster", "monitor", "government", "armed group", "aid", "other")
OWNERSHIP = ("state", "public", "party", "private", "cooperative")


class Side(NamedTuple):
    """A camp of the war."""

    id: str
    name: str
    allied: tuple[str, ...] = ()
    opposed: tuple[str, ...] = ()


class Actor(NamedTuple):
    """Who fights, governs or suffers. `name` neutral; `kind` ACLED's inter code; `loaded` terms with the sides whose sources use them.

    `countries`: ISO codes, where it acts; () where the pack does not say.
    """

    id: str
    name: str
    kind: int
    side: str | None = None
    names: tuple[str, ...] = ()
    loaded: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    since: date | None = None
    until: date | None = None
    countries: tuple[str, ...] = ()

    def existed(self, on: date) -> bool:
        """Whether it was there on a day, as far as the pack says."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


class Source(NamedTuple):
    """An outlet or speaker; `type` is one of `TYPES`, `ownership` of `OWNERSHIP`."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    country: str | None = None
    side: str | None = None
    type: str = "other"
    ownership: str | None = None
    reliability: str | None = None


class Listed(NamedTuple):
    """A place that the pack lists; `same` is the id of the gazetteer's place that it names, if any."""

    place: Place
    names: tuple[str, ...] = ()
    same: str | None = None


@dataclass(frozen=True, eq=False)
class Pack:
    """One or several packs; look-up folds case, diacritics, articles and transliteration.

    `behind` names the pack that is asked for whomever this one does not know; its countries, places and days are not this war's.
    """

    name: str
    title: str
    countries: tuple[str, ...] = ()
    since: date | None = None
    sides: Mapping[str, Side] = field(default_factory=dict)
    actors: Mapping[str, Actor] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    listed: tuple[Listed, ...] = ()
    behind: str | None = None

    @classmethod
    def load(cls, name: str | Path) -> Pack:
        """The pack of that name that ships, or the YAML file at that path.

        Raises UserError where there is none (naming those that ship) or where the file breaks the format (naming file and key).
        """
        from warmonitor.ground.packfile import load  # which knows this module, and needs YAML

        return load(name)

    @classmethod
    def merge(cls, packs: Iterable[Pack]) -> Pack:
        """One pack of several; where two define one id, the later counts, but sides stay allied and opposed as any of them says.

        ValueError where there is none.
        """
        every = list(packs)
        if len(every) == 1:
            return every[0]
        if not every:
            raise ValueError("no packs to merge")
        return cls(
            name="+".join(p.name for p in every),
            title="; ".join(p.title for p in every),
            countries=tuple(dict.fromkeys(c for p in every for c in p.countries)),
            since=min((p.since for p in every if p.since), default=None),
            sides={k: _one_side([p.sides[k] for p in every if k in p.sides]) for p in every for k in p.sides},
            actors={k: v for p in every for k, v in p.actors.items()},
            sources={k: v for p in every for k, v in p.sources.items()},
            listed=tuple(x for p in every for x in p.listed),
        )

    def relation(self, a: str | None, b: str | None) -> str | None:
        """How two sides stand: "same", "allied", "opposed", or None where the pack does not say."""
        if a is None or b is None:
            return None
        if a == b:
            return "same"
        for one, other in ((a, b), (b, a)):
            side = self.sides.get(one)
            if side and other in side.opposed:
                return "opposed"
            if side and other in side.allied:
                return "allied"
        return self.general.relation(a, b) if self.general else None

    def actor(self, name: str, on: date | None = None, where: Collection[str] = (), /) -> Actor | None:
        """The actor called `name`, by any of its names or loaded terms; None where there is none or a misspelt `name` fits several.

        Of several with that name those are meant that there were on a day, of these those that act in a country of `where` (or anywhere, as far as the pack
        says), and then the first. None where none was there on the day, or where they act in different countries and none of these is in `where`.
        """
        found, known = self._called(name)
        if not known:
            return self.general.actor(name, on, where) if self.general else None
        if len(found) > 1:
            elsewhere = where and len({a.countries for a in found}) > 1  # the last one left may be another war's
            found = [a for a in found if on is None or a.existed(on)]
            if elsewhere or len({a.countries for a in found}) > 1:
                found = [a for a in found if not a.countries or not set(where).isdisjoint(a.countries)]
        return next(iter(found), None)

    def _called(self, name: str) -> tuple[Sequence[Actor], bool]:
        """Those called so, and whether the pack knows the name: whom it has as a source stays one. Looked up once, for few names make up most of a ledger."""
        if name not in self._asked:
            found = _find(name, self._actor_names)
            self._asked[name] = found, bool(found) or bool(_find(name, self._source_names))
        return self._asked[name]

    @cached_property
    def _asked(self) -> dict[str, tuple[Sequence[Actor], bool]]:
        return {}

    def known(self, id: str, /) -> Actor | None:
        """The actor with this id."""
        return self.actors.get(id) or (self.general.known(id) if self.general else None)

    @cached_property
    def general(self) -> Pack | None:
        """The pack behind this one, read when it is first asked."""
        return Pack.load(self.behind) if self.behind else None

    @cached_property
    def camps(self) -> Mapping[str, Side]:
        """All sides by id, those of the general pack too."""
        return {**(self.general.sides if self.general else {}), **self.sides}

    def source(self, name: str, /) -> Source | None:
        """The outlet or speaker called `name`; None where there is none."""
        found = next(iter(_find(name, self._source_names)), None)
        return found or (self.general.source(name) if self.general else None)

    def wording(self, name: str, /) -> tuple[str, ...]:
        """The sides whose sources call an actor `name`, where that is a loaded term; () elsewhere."""
        key, called = _key(name), _find(name, self._actor_names)
        if not called:
            return self.general.wording(name) if self.general else ()
        return next((sides for actor in called for term, sides in actor.loaded.items() if _key(term) == key), ())

    def named(self, name: str) -> list[Match]:
        """Listed places called `name`, best tier first; those that stand for a place of the gazetteer carry its id."""
        found: dict[str, Match] = {}
        keys = (fold(name), "~" + loose(name), "=" + skeleton(name))
        for tier, key in zip((0, 2, 3), keys, strict=True):
            for listed in self._place_names.get(key, ()) if len(key) > 2 + (tier == 3) else ():
                own = tier == 0 and fold(listed.place.name) != key
                found.setdefault(listed.place.id, Match(listed.place, 1 if own else tier, name))
        return list(found.values())

    @cached_property
    def _place_names(self) -> Mapping[str, list[Listed]]:
        found: dict[str, dict[int, Listed]] = defaultdict(dict)
        for number, listed in enumerate(self.listed):
            for name in (listed.place.name, *listed.names):
                for key in (fold(name), "~" + loose(name), "=" + skeleton(name)):
                    found[key][number] = listed
        return {key: list(them.values()) for key, them in found.items()}

    @cached_property
    def _actor_names(self) -> Mapping[str, Sequence[Actor]]:
        return _index((a, (a.name, *a.names, *a.loaded)) for a in self.actors.values())

    @cached_property
    def _source_names(self) -> Mapping[str, Sequence[Source]]:
        return _index((s, (s.name, *s.names)) for s in self.sources.values())


_THE = re.compile(r"(?m)^(?:the|a|an|some|several) ")
_CAPITALS = re.compile(r"(?m)^[A-Z\d/-]+$")
_YEARS = re.compile(r"(?m)\((?:\d{4}-(?:\d{4})?|[^)\n]*\d{4})\)$")


def _one_side(known: Sequence[Side]) -> Side:
    """A side as several packs know it."""
    allied, opposed = (tuple(dict.fromkeys(x for s in known for x in getattr(s, how))) for how in ("allied", "opposed"))
    return known[-1]._replace(allied=allied, opposed=opposed)


@lru_cache(maxsize=1 << 16)
def _key(name: str) -> str:
    return _THE.sub("", fold(_YEARS.sub("", name)))


def _index(entries: Iterable[tuple[T, Iterable[str]]]) -> Mapping[str, Sequence[T]]:
    """Names to entries, by strict keys and (with "~") loose ones; capitals such as "KIA" are no transliteration, and have no loose key."""
    named = [(entry, " ".join(name.split())) for entry, names in entries for name in names]
    if not named:
        return {}
    lines = "\n".join([name for _, name in named])  # all at once: commands wait
    capitals, keys = set(_CAPITALS.findall(lines)), _THE.sub("", fold_lines(_YEARS.sub("", lines)))
    found: dict[str, list[T]] = {}
    for (entry, name), key, bare in zip(named, keys.split("\n"), loose_lines(keys).split("\n"), strict=True):
        for kept in (key,) if name in capitals else (key, "~" + bare):
            them = found.setdefault(kept, [])
            if not them or them[-1] is not entry:  # names of one entry stand together
                them.append(entry)
    return found


def _find(name: str, index: Mapping[str, Sequence[T]]) -> Sequence[T]:
    """Those called `name`; nobody where only its loose key is known, and several share it."""
    key = _key(name)
    if key in index:
        return index[key]
    bare = loose(key) if not _CAPITALS.fullmatch(name) else ""
    found = index.get("~" + bare, ()) if len(bare) > 3 else ()
    return found if len(found) == 1 else ()
