"""Neutral names for actors: by the conflict pack, else general ones made of a country and a role ("Military Forces of Sudan").

The conventions are ACLED's ("Military Forces of X (years)", "Unidentified Armed Group (X)"). What neither knows stays as the source wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from warmonitor.ground.countries import Country, countries, country, table
from warmonitor.ground.fold import fold
from warmonitor.ground.packs import Pack


class _Around(NamedTuple):
    """Patterns of what stands around a name: words before it, what kind of group it is, those who belong to it, who backs it, the endings of an owner.

    `formation`: a part of an army with whose it is.
    """

    before: re.Pattern[str]
    kinds: re.Pattern[str]
    belonging: re.Pattern[str]
    backed: re.Pattern[str]
    members: re.Pattern[str]
    owners: re.Pattern[str]
    formation: re.Pattern[str]


@cache
def _around() -> _Around:
    words = {key: "|".join(map(re.escape, row["words"])) for key, row in table("actors.yml").items()}
    return _Around(
        re.compile(rf"^(?:{words['before']})\s+", re.I),
        re.compile(rf"^(?:(?:{words['kinds']})\s+)+", re.I),
        re.compile(rf"^(?:(?:{words['kinds']})\s+)*(?:{words['belonging']})\s+(?:the\s+)?", re.I),
        re.compile(rf"^\S+(?:{words['backed']})\s+", re.I),
        re.compile(rf"\s+(?:{words['members']})$", re.I),
        re.compile(f"(?:{words['owners']})$"),
        re.compile(
            rf"(?:.*\bof (?:the )?)?(?P<owner>\S.*?)(?:{words['owners']})\s+(?:[\w-]+\s+){{0,3}}(?:{words['formations']})\b.*",
            re.I,
        ),
    )


_QUOTED = re.compile(r"^[\"“](?:[a-z][\w-]* )*(?P<name>[^\"“”]+)[\"”]?$")
"""A name in quotation marks, with what it is called there before it: "“war criminal | Roe|”"."""


_BRACKETS = re.compile(r"^(?P<name>.+?)\s*\((?P<short>[^()]+)\)$")
"""A name with another one behind it in brackets: "Rapid Support Forces (RSF)"."""


_PARTY = re.compile(r"^(?P<owner>.+?)['’]s?\s+(?P<role>.+)$")
"""Somebody who has something: "the Front's general command", "the Forces' army"."""


STATE = 1
"""ACLED's inter code of state forces."""

CIVILIANS = 7
"""ACLED's inter code of civilians."""


@cache
def _roles(key: str) -> tuple[tuple[str, str], ...]:
    """(folded words, neutral name with a place for the country) of one of the lists, longest words first."""
    rows = [(fold(word), row["name"]) for row in table("roles.yml") for word in row.get(key, ())]
    return tuple(sorted(rows, key=lambda r: -len(r[0])))


@cache
def _of_kind(kind: int) -> frozenset[str]:
    """The words, folded, for those with one of ACLED's inter codes."""
    return frozenset(fold(word) for row in table("roles.yml") if row["kind"] == kind for word in row["words"])


def known_as(
    text: str,
    pack: Pack | None = None,
    home: Sequence[str] = (),
    on: date | None = None,
    where: Sequence[str] = (),
    here: str | None = None,
) -> dict[str, Any]:
    """The fields of a mention that pack or country table know of who is called so; empty where they know none.

    `home`: ISO codes of the countries of the war; where there is exactly one, "the army" is that country's. `on`: the day of which is told. `where`: the
    countries where it happened, which tell apart whom one name means. `here`: the country whose army "the army" must be, if the pack has that.
    """
    called = _whole_army(text)
    general = general_actor(called, home)
    if pack is not None:
        names = _forms(text)  # "Russia's Africa Corps" is known by itself
        names += _forms(called) if called != text else []
        state = general or (state_actor(called, here) if here else None)
        if state is not None and not any(map(pack.source, names)):
            names.append(state)
        actor = next((a for name in names if (a := pack.actor(name, on, where)) is not None), None)
        if actor is not None:
            return {"neutral": actor.name, "entity": actor.id, "side": actor.side}
    return {"neutral": general} if general else {}


def _whole_army(text: str) -> str:
    """Of a part of an army with its owner, who owns it: "Russia's Battlegroup North" is Russia's army, "the army's 91st Brigade" the army; other names as they are."""
    found = _around().formation.fullmatch(text.strip())
    if found is None or fold(found["owner"]).rpartition(" ")[2] in _of_kind(CIVILIANS):
        return text  # "the People's Liberation Army Brigade"
    return f"{found['owner']} army" if country(found["owner"]) else found["owner"]


def _forms(text: str) -> list[str]:
    """The name as written, then what is left of it without articles, members, owners, and each of two names of which one stands in brackets."""
    forms = [text.strip()]
    for form in forms:  # grows while it is gone through
        forms += dict.fromkeys(f for f in _peeled(form) if f and f not in forms)
    return forms


def _peeled(form: str) -> Iterator[str]:
    """What is left of a name without one thing around it; without what may tell others apart only where a name in capitals is left."""
    around = _around()
    yield around.before.sub("", form)
    if pair := _BRACKETS.match(form):
        yield from pair.groups()
    yield _QUOTED.sub(r"\g<name>", form)
    whose = _QUOTED.sub(r"\g<name>", around.belonging.sub("", form))
    if whose != form and _is_name(whose):
        yield f"{whose}'s forces"  # "forces of Roe"
    bare = (
        around.kinds.sub("", form),
        whose,
        around.backed.sub("", form),
        around.members.sub("", form),
    )
    yield from (name for name in (*bare, around.kinds.sub("", _owned(form))) if _is_name(name))
    yield from _of_owners(form)


def _of_owners(form: str) -> Iterator[str]:
    """What somebody owns in other words: "Syrias regime" and "Syria's regime" as "Syrian regime", "Assads regime", its apostrophe lost, as "Assad's regime".

    What a party has as states have it is the party: of "the Front's general command" the Front.
    """
    party = _PARTY.match(form)
    if party and country(party["owner"]) is None and fold(party["role"]) in _of_kind(STATE):
        yield party["owner"]
    owner, _, owned = form.partition(" ")
    known = country(_around().owners.sub("", owner)) if owned else None
    if known is not None and owner.endswith("s") and known.people:
        yield f"{known.people[0]} {owned}"
    elif owned and owner[:1].isupper() and re.fullmatch(r"\w+[^\W\ds]s", owner):
        yield f"{owner[:-1]}'s {owned}"


def _is_name(words: str) -> bool:
    """Whether they begin like a name: "Harbour Front", "al-Shabaab"."""
    return words.removeprefix("al-")[:1].isupper()


def _owned(form: str) -> str:
    """What a country has: "Yemen's Houthis", "Lebanese Hezbollah"."""
    words = form.split()
    known = (n for n in (2, 1) if len(words) > n and country(_around().owners.sub("", " ".join(words[:n]))))
    return " ".join(words[next(known, 0) :])


def general_actor(text: str, home: Sequence[str] = ()) -> str | None:
    """A general actor for a country's forces, government, police, rebels or civilians; None where the words name none.

    >>> general_actor("Sudanese troops"), general_actor("the army of Chad"), general_actor("the army", ["SY"]), general_actor("the Harbour Brigade")
    ('Military Forces of Sudan', 'Military Forces of Chad', 'Military Forces of Syria', None)
    """
    before, owner = _around().before, _around().owners
    bare = before.sub("", text.strip())
    words = bare.split()
    for n in range(min(3, len(words)), 0, -1):
        known = country(owner.sub("", " ".join(words[:n])))
        if known is not None:
            rest = fold(" ".join(words[n:]))
            return _named(rest, known, "words", "armed", "of_a_country") if rest else None
    role, _, land = bare.rpartition(" of ")
    if role and (known := country(before.sub("", land))) is not None:
        return _named(fold(role), known, "words", "armed")
    if len(home) == 1 and home[0] in countries():
        return _named(fold(bare), countries()[home[0]], "words", "armed")
    return None


def state_actor(text: str, here: str) -> str | None:
    """The forces or government of a country (ISO code) by words that mean no other's there.

    >>> state_actor("the army", "ML"), state_actor("troops", "ML")
    ('Military Forces of Mali', None)
    """
    return (
        _named(fold(_around().before.sub("", text.strip())), countries()[here], "words")
        if here in countries()
        else None
    )


def sits(text: str) -> bool:
    """Whether words without a country are for a government, which sits in its capital: who speaks there need not be of the country that is told of.

    >>> sits("the defence minister"), sits("the army"), sits("the Malian government")
    (True, False, False)
    """
    return fold(_around().before.sub("", text.strip())) in _sitting()


@cache
def _sitting() -> frozenset[str]:
    """Words for those who sit in their capital, folded."""
    return frozenset(fold(word) for row in table("roles.yml") if row.get("sits") for word in row["words"])


def nation(text: str, pack: Pack | None = None) -> str | None:
    """The ISO code of the country that somebody is named by, or whose forces or office the pack knows him to be.

    >>> nation("the Malian army"), nation("Russia"), nation("the army of Chad"), nation("the Harbour Front")
    ('ML', 'RU', 'TD', None)
    """
    bare = _around().before.sub("", text.strip())
    words, (_, of, land) = bare.split(), bare.rpartition(" of ")
    starts = (_around().owners.sub("", " ".join(words[:n])) for n in range(min(3, len(words)), 0, -1))
    named = next(filter(None, map(country, (*starts, *([land] if of else [])))), None)
    actor = pack.actor(text) if pack is not None and named is None else None
    if actor is not None and actor.kind == STATE and len(actor.countries) == 1:
        return actor.countries[0]
    return named.iso if named is not None else None


def _named(role: str, known: Country, *lists: str) -> str | None:
    """The country's actor in this role, by the words of some lists of `roles.yml`."""
    return next(
        (name.format(country=known.name) for key in lists for words, name in _roles(key) if role == words), None
    )
