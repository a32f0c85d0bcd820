"""What a report has told before a claim, as far as it says who and where the claim is about: the fillers of earlier claims, and how often it names a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from warmonitor.model import EventType

if TYPE_CHECKING:
    from .nominals import Phrase

Before = Mapping[str, Sequence["Phrase"]]
"""Phrases by what they are to a claim: "place of the claim before", "actor of the last claim of its type", "place of the first claim" …"""

LAST, ALIKE, FIRST, EVER = (
    "of the claim before",
    "of the last claim of its type",
    "of the first claim",
    "of any claim before",
)


REMEMBERED = 128
"""So many phrases, the last ones, are remembered of all claims before: what a page told long ago matters little, and each is held against every claim."""


class Earlier:
    """The fillers of a report's claims so far; made empty, told of each claim in text order."""

    def __init__(self) -> None:
        self._last: dict[str, list[Phrase]] = {}
        self._alike: dict[tuple[str, EventType], list[Phrase]] = {}
        self._first: dict[str, list[Phrase]] = {}
        self._ever: dict[str, list[Phrase]] = {}

    def tell(self, type_: EventType, filled: Mapping[str, Sequence[Phrase]]) -> None:
        """The next claim, with the phrases that fill its roles."""
        self._last = {role: list(phrases) for role, phrases in filled.items()}
        for role, phrases in filled.items():
            if phrases:
                self._alike[role, type_] = list(phrases)
                self._first.setdefault(role, list(phrases))
                known = self._ever.setdefault(role, [])
                known += [p for p in phrases if p not in known]
                del known[:-REMEMBERED]

    def before(self, type_: EventType) -> Before:
        """What the claims so far are to a claim of this type."""
        found = {f"{role} {LAST}": phrases for role, phrases in self._last.items()}
        found |= {f"{role} {ALIKE}": phrases for (role, kind), phrases in self._alike.items() if kind is type_}
        found |= {f"{role} {FIRST}": phrases for role, phrases in self._first.items()}
        return found | {f"{role} {EVER}": list(phrases) for role, phrases in self._ever.items() if role == "place"}
