"""Claims that were given their days, which later ones take up; what a claim denies happened when that was told, and not on the day told last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from warmonitor.model import EventType

from .resolve import Days


@dataclass(frozen=True, slots=True)
class Told:
    """A claim already read: where it stands and the days it was given."""

    start: int
    end: int
    type: EventType
    days: Days | None


def denied(told: Sequence[Told], type_: EventType, chosen: Days | None, shared: Callable[[Told], int]) -> Days | None:
    """The days of the claim that one of `type_` denies, of those told before it in text order; `chosen` where none shares more words with it.

    `shared` counts the words that a claim has in common with the one that denies. Of equals the same type goes before another, then the last.
    """
    found = [(shared(t), t.type is type_, n) for n, t in enumerate(told) if t.days is not None]
    most = max(found, default=(0, False, 0))
    of_chosen = max((shared(t) for t in told if t.days == chosen), default=0)
    return told[most[2]].days if most[0] > of_chosen else chosen
