"""Who a party of a war is by its name alone: whose state's forces, of the state's side or of those who fight it, and whether two names are of one party."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from warmonitor.lang.wordlists import any_of, headings_of, lists, pattern_of, words_of

from ..ground.countries import Country, countries, country
from .names import common, initials, plain, spelling, stem, tokens

STATE, REBELS = words_of("parties", "state"), words_of("parties", "rebels")
HEADS = words_of("sources", "heads")
OFFICES = words_of("sources", "offices") | HEADS
SEATS = headings_of("sources", "seats")

_RIVALS = pattern_of("parties", "rivals")
_ADJECTIVES = words_of("parties", "adjectives")
ARMIES, _UNITS = words_of("parties", "armies"), words_of("parties", "units")
ANYBODY = (
    ARMIES | _UNITS | STATE | REBELS | words_of("parties", "fighters") | words_of("parties", "people") | words_of("parties", "members")
    | words_of("parties", "unnamed")
)  # fmt: skip
"""Words that name nobody: any party of a war has soldiers, and fights with an army's units."""

_ANY = ANYBODY | words_of("parties", "usual names")

_WITH_STATE, _AGAINST_STATE = pattern_of("parties", "with the state"), pattern_of("parties", "against the state")
_BACKED = words_of("parties", "backed")
_POINTS = words_of("parties", "points")
_POSSESSIVE = re.compile(r"\w['’]s?\s")
_INITIALS = tuple(sorted(words_of("parties", "initials")))
_OF_COUNTRY = re.compile(
    rf"^(?:the )?(?P<office>(?:\w+ ){{1,3}}?)(?P<person>(?-i:(?:[A-Z][\w.'’-]*\s){{0,3}}?)){any_of('parties', 'of')} (?:the )?(?P<land>[^(]+?)(?: \(.*)?$",
    re.IGNORECASE,
)
"""The person after the office: "President Jane Roe of Peru"."""


_AT_SEAT = re.compile(
    rf"^(?:the )?(?P<whose>(?:[\w-]+ ){{0,2}}?){any_of('parties', 'institutions')} in (?P<seat>.+)$", re.IGNORECASE
)


class Party(NamedTuple):
    """Somebody who acts in a war. `side`: as a registry or the reader knows it; all else is read from the name.

    `state`: the country whose state's forces they are; `kind`: `state` or `rebel`, None where the words tell neither; `land`: the country by which they
    are called; `names`: stems of the words that tell them from others of their kind, `proper` where one is written with a capital; `short`: their initials;
    `acronym`: the name is initials itself; `own`: it is no other's name in the possessive; `backer`: the country that leads or backs them; `points`: where they come from, of
    "northern troops".
    """

    text: str
    side: str | None = None
    state: str | None = None
    kind: str | None = None
    land: str | None = None
    names: frozenset[str] = frozenset()
    proper: bool = False
    short: str = ""
    acronym: bool = False
    own: bool = True
    backer: str | None = None
    points: frozenset[str] = frozenset()


class Stand(StrEnum):
    """How two names stand to each other."""

    ONE = "of one party"
    OTHER = "of two parties"


def government(name: str) -> str | None:
    """The country whose state speaks or fights: "U.S. officials" and "U.S. President Jane Roe" are no two independent sources. None for anybody else.

    >>> government("French Foreign Ministry"), government("Peru"), government("Peruvian doctors")
    ('France', 'Peru', None)
    >>> government("the Armed Forces of Peru"), government("Peruvian federal troops"), government("Peruvian rebels")
    ('Peru', 'Peru', None)
    """
    known = state(name)
    return known.name if known is not None else None


@lru_cache(maxsize=1 << 14)
def state(name: str) -> Country | None:
    """The country whose state `government` names."""
    of = _OF_COUNTRY.match(name)
    if of is not None and set(plain(of["office"]).split()) <= OFFICES | STATE | words_of("parties", "before forces"):
        return country(of["land"])
    at = _AT_SEAT.match(name)
    if at is not None and set(plain(at["whose"]).split()) <= OFFICES | _ADJECTIVES:
        return _seated(at["seat"].split())
    words = re.sub(r"^(?:the|an?)\s+", "", name, flags=re.IGNORECASE).split()
    for n in range(min(3, len(words)), 0, -1):
        known = country(" ".join(words[:n]).removesuffix("’s").removesuffix("'s")) or _seated(words[:n])
        if known is not None:
            if n == len(words):
                return known
            what = next((w for w in map(plain, words[n:]) if w not in _ADJECTIVES), "")
            whose = {plain(words[n]), what} & (OFFICES | STATE | _UNITS) and not _RIVALS.stands_in(name)
            return known if whose else None
    return None


def forces(land: Country) -> list[str]:
    """The names by which reports call a state's forces."""
    return [f"{land.people[0]} {noun}" for noun in lists()["parties"]["forces by country"]["phrases"] if land.people]


def _seated(words: list[str]) -> Country | None:
    """The country whose state is called by where it sits: the Kremlin, Ankara."""
    return countries().get(SEATS.get(plain("".join(words)), ""))


@lru_cache(maxsize=1 << 14)
def kind(name: str) -> str | None:
    """Whether words tell that somebody is of the state's side or of those who fight it, in any war.

    An army is the state's only where no name tells another one: the Liberation Army of a people fights it.

    >>> kind("the army"), kind("anti-government fighters"), kind("pro-government militia"), kind("Northern Liberation Army")
    ('state', 'rebel', 'state', None)
    """
    if _WITH_STATE.stands_in(name):
        return "state"
    words = set(plain(name).split())
    if words & REBELS or _AGAINST_STATE.stands_in(name):
        return "rebel"
    if words & (STATE - ARMIES):
        return "state"
    return "state" if words & ARMIES and not _names(name) else None


@lru_cache(maxsize=1 << 14)
def called(name: str, side: str | None = None) -> Party:
    """Somebody as the name tells, and of a side if that is known."""
    whose, proper = government(name), _names(name)
    of_kind = "state" if whose else kind(name)
    lands = [known.name for word in _words(name) if (known := country(word)) is not None]
    names = frozenset() if whose else proper
    if not (whose or names or of_kind):
        names = _stems(tokens(name)) or frozenset(map(_stem, tokens(name)))
    land = whose or (lands[-1] if lands else None)
    letters = any(len(word) < 7 and word.isupper() and word.isalpha() for word in _words(name))
    own = _POSSESSIVE.search(name) is None
    short = _stem(initials(name))
    text, points = " ".join(tokens(name)), _POINTS & set(name.split())
    return Party(text, side, whose, of_kind, land, names, bool(proper), short, letters, own, _backer(name), points)


def _backer(name: str) -> str | None:
    """The country in "Turkish-backed"."""
    said = (plain(word).split() for word in _words(name))
    known = (country(parts[0]) for parts in said if len(parts) > 1 and _BACKED & set(parts))
    return next((land.name for land in known if land is not None), None)


def _words(name: str) -> list[str]:
    """The words of a name as written; "Turkish-backed" is one, and no name of a country."""
    return [word.strip(".,'’") for word in name.split()]


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset([_stem(w) for w in words if w not in _ANY and not common(w)])


def _stem(word: str) -> str:
    """As names are compared: the letters of initials are no spelling of a sound."""
    return spelling(stem(word)) if len(word) > 4 else stem(word)


@lru_cache(maxsize=1 << 14)
def _names(name: str) -> frozenset[str]:
    """Stems of what names a party beside its country and its kind; empty where none of it is written with a capital, as in "local fighters"."""
    telling: set[str] = set()
    proper = False
    for word in _words(name):
        parts = tokens(word)
        stems = frozenset(map(_stem, parts)) if _BACKED & set(parts) else _stems(parts)
        telling |= stems
        proper = proper or (bool(stems) and any(c.isupper() or c.isdigit() for c in word))
    return frozenset(telling) if proper else frozenset()


def stand(a: Party, b: Party) -> Stand | None:
    """How two parties stand, by their sides where both are known, else by their names; None where these do not tell.

    >>> stand(called("Houthi fighters"), called("the Houthis")).name, stand(called("Peruvian troops"), called("Chilean troops")).name
    ('ONE', 'OTHER')
    >>> stand(called("northern troops"), called("southern troops")).name
    'OTHER'
    >>> stand(called("militiamen"), called("Houthi fighters"))
    """
    if a.side and b.side:
        return Stand.ONE if a.side == b.side else Stand.OTHER
    if a.side or b.side:
        return None
    if a.text == b.text:
        return Stand.ONE
    if a.points and b.points and not a.points & b.points:
        return Stand.OTHER
    if a.kind and b.kind and a.kind != b.kind:
        return Stand.OTHER
    if a.state and b.state:
        return Stand.ONE if a.state == b.state else Stand.OTHER
    if a.land and b.land and a.land != b.land:
        return Stand.OTHER
    if a.names and b.names:
        if a.names <= b.names or b.names <= a.names or a.short in b.names or b.short in a.names:
            return Stand.ONE
        return Stand.OTHER if a.proper and b.proper else None
    if a.kind is not None and a.kind == b.kind:
        return Stand.ONE
    return Stand.OTHER if _not_the_state(a, b) or _not_the_state(b, a) else None


def _not_the_state(named: Party, forces: Party) -> bool:
    """Whether a group with a name of its own is not the state's forces that the other is.

    Not told of initials that may be theirs (SAF, FARDC), of "Roe's men", and of a coalition that they lead.
    """
    if not (named.proper and named.kind is None and named.own and forces.kind == "state" and not forces.names):
        return False
    if named.backer is not None and named.backer == forces.land:
        return False
    if not named.acronym:
        return forces.land is not None or not ARMIES & set(named.text.split())
    return forces.land is not None and not named.text.startswith((forces.land[0].casefold(), *_INITIALS))


def learnt(told: Iterable[tuple[str, str]]) -> dict[frozenset[str], str]:
    """By the names of groups the kind that some words on them tell, from the groups' names and the clauses that name them.

    >>> learnt([("Houthis", "the Houthis took Dor"), ("Houthi", "Houthi rebels left Sahl"), ("Front", "the Front took Tor")])
    {frozenset({'huthi'}): 'rebel'}
    """
    kinds: dict[frozenset[str], set[str]] = {}
    for name, clause in told:
        party = called(name)
        if not party.proper or not party.names:
            continue
        before, _, after = clause.partition(name)
        beside = {plain(w) for w in (*before.split()[-1:], *after.split()[:1])} if name in clause else set()
        if of_kind := party.kind or ("rebel" if beside & REBELS else None):
            kinds.setdefault(party.names, set()).add(of_kind)
    return {names: next(iter(found)) for names, found in kinds.items() if len(found) == 1}
