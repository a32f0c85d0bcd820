"""Who is known in an invented war: one real conflict pack, made by hand."""

from __future__ import annotations

from collections.abc import Iterable

from warmonitor.ground.packs import Actor, Listed, Pack, Side, Source
from warmonitor.model import Place


def pack(*known: Actor | Source, countries: tuple[str, ...] = (), places: Iterable[Place] = ()) -> Pack:
    """A pack of these actors, sources and places; each side that they name goes by its id."""
    return Pack(
        "test", "A test",
        countries=countries,
        listed=tuple(map(Listed, places)),
        sides={k.side: Side(k.side, k.side) for k in known if k.side},
        actors={k.id: k for k in known if isinstance(k, Actor)},
        sources={k.id: k for k in known if isinstance(k, Source)},
    )  # fmt: skip
