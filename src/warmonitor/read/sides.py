"""What names a side, a speaker or a country: the lists of `lang/en/sides.yml` and `names.yml`, and the table of countries, as the veil looks them up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from warmonitor.ground.countries import countries
from warmonitor.lang.tokenize import tokenize

from .lexicon import lexicon


class Lists(NamedTuple):
    """`phrases`: by their first word, (all their words, kind), longest first. The others are sets of lower-case words."""

    phrases: dict[str, list[tuple[tuple[str, ...], str]]]
    forms: dict[str, str]
    bodies: frozenset[str]
    acts: frozenset[str]
    abroad: frozenset[str]
    openers: frozenset[str]
    tails: frozenset[str]
    mouths: frozenset[str]
    heads: frozenset[str]
    seats: frozenset[str]
    deeds: frozenset[str]
    beside_figures: frozenset[str]
    linked: frozenset[str]
    inside: frozenset[str]
    articles: frozenset[str]
    agents: frozenset[str]
    takers: frozenset[str]
    bound: frozenset[str]
    vague: frozenset[str]
    weapons: frozenset[str]
    single: frozenset[str]
    definite: frozenset[str]
    speaking: frozenset[str]
    before_vowels: frozenset[str]
    of_whom: frozenset[str]
    bound_to: frozenset[str]
    dating: frozenset[str]
    joining: frozenset[str]
    whence: frozenset[str]
    bordering: frozenset[str]
    of_country: frozenset[str]
    craft: frozenset[str]
    machines: frozenset[str]


@cache
def lists() -> Lists:
    """The lists, read once."""
    sides, names = lexicon("sides"), lexicon("names")
    sets = {key: row["words"].split() for key, row in sides.items() if key not in ("forms", "sentences")}
    kinds = {
        **_kinds("nations", (f"{c.name}s" for c in countries().values())),
        **_kinds("nation", (name for c in countries().values() for name in (c.name, *c.names))),
        **_kinds("nationals", (p for c in countries().values() for p in c.people if p.endswith("s"))),
        **_kinds("national", (p for c in countries().values() for p in c.people if not p.endswith("s"))),
        **_kinds("seat", sets["seats"]),
        **_kinds("name", names["parties"] + names["speakers"]),
        **_kinds("qualifier", sets["qualifiers"]),
        **_kinds("force", sets["forces"] + sets["one"]),
    }
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for words, kind in sorted(kinds.items(), key=lambda item: -len(item[0])):
        phrases[words[0]].append((words, kind))
    rest = (frozenset(sets[key]) for key in Lists._fields[2:])
    return Lists(dict(phrases), sides["forms"]["words"], *rest)


def _kinds(kind: str, names: Iterable[str]) -> dict[tuple[str, ...], str]:
    return {tuple(w.lower() for w in tokenize(str(name)).words): kind for name in names}
