"""Neutral names for actors: by the conflict pack, else general ones made of a country and a role ("Military Forces of Sudan").

The conventions are ACLED's ("Military Forces of X (years)", "Unidentified Armed Group (X)"). What neither knows stays as the source wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from warmonitor.ground.countries import Country, countries, country, table
from warmonitor.ground.fold import fold
from warmonitor.ground.packs import Pack
from warmonitor.model.names import Mention


@cache
def _around() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Words before a name, words behind it for its members, and the endings of an owner."""
    lists = table("actors.yml")
    before, members, owners = ("|".join(map(re.escape, lists[key]["words"])) for key in ("before", "members", "owners"))
    return re.compile(rf"^(?:{before})\s+", re.I), re.compile(rf"\s+(?:{members})$", re.I), re.compile(f"(?:{owners})$")


@cache
def _roles(key: str) -> tuple[tuple[str, str], ...]:
    """(folded words, neutral name with a place for the country) of one of the lists, longest words first."""
    rows = [(fold(word), row["name"]) for row in table("roles.yml") for word in row.get(key, ())]
    return tuple(sorted(rows, key=lambda r: -len(r[0])))


def ground_actor(
    mention: Mention, pack: Pack | None = None, home: Sequence[str] = (), on: date | None = None
) -> Mention:
    """The mention with its neutral name, id and side where pack or country table know them; unchanged elsewhere.

    `home`: ISO codes of the countries of the war; where there is exactly one, "the army" is that country's. `on`: the day of which is told.
    """
    actor = (
        next((a for name in _forms(mention.text) if (a := pack.actor(name, on)) is not None), None) if pack else None
    )
    if actor is not None:
        return replace(mention, neutral=actor.name, entity=actor.id, side=actor.side)
    general = general_actor(mention.text, home)
    return replace(mention, neutral=general) if general else mention


def _forms(text: str) -> list[str]:
    """The name as written and without articles, then without the word for what its members are."""
    before, members, _ = _around()
    forms = [text.strip()]
    while (shorter := before.sub("", forms[-1])) != forms[-1]:
        forms.append(shorter)
    bare = members.sub("", forms[-1])
    return [*forms, bare] if bare and bare != forms[-1] and bare[:1].isupper() else forms


def general_actor(text: str, home: Sequence[str] = ()) -> str | None:
    """A general actor for a country's forces, government, police, rebels or civilians; None where the words name none.

    >>> general_actor("Sudanese troops"), general_actor("the army of Chad"), general_actor("the army", ["SY"]), general_actor("the Harbour Brigade")
    ('Military Forces of Sudan', 'Military Forces of Chad', 'Military Forces of Syria', None)
    """
    before, _, owner = _around()
    bare = before.sub("", text.strip())
    words = bare.split()
    for n in range(min(3, len(words)), 0, -1):
        known = country(owner.sub("", " ".join(words[:n])))
        if known is not None:
            rest = fold(" ".join(words[n:]))
            return _named(rest, known, "words", "of_a_country") if rest else None
    role, _, land = bare.rpartition(" of ")
    if role and (known := country(before.sub("", land))) is not None:
        return _named(fold(role), known, "words")
    if len(home) == 1 and home[0] in countries():
        return _named(fold(bare), countries()[home[0]], "words")
    return None


def _named(role: str, known: Country, *lists: str) -> str | None:
    """The country's actor in this role, by the words of some lists of `roles.yml`."""
    return next(
        (name.format(country=known.name) for key in lists for words, name in _roles(key) if role == words), None
    )
