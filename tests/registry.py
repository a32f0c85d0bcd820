"""Who is known in an invented war: one real conflict pack, made by hand."""

from __future__ import annotations

from warmonitor.ground.packs import Actor, Pack, Side, Source


def pack(*known: Actor | Source, countries: tuple[str, ...] = ()) -> Pack:
    """A pack of these actors and sources; each side that they name goes by its id."""
    return Pack(
        "test", "A test",
        countries=countries,
        sides={k.side: Side(k.side, k.side) for k in known if k.side},
        actors={k.id: k for k in known if isinstance(k, Actor)},
        sources={k.id: k for k in known if isinstance(k, Source)},
    )  # fmt: skip
