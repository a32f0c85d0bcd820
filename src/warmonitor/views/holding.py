"""Who is said to hold which place: one place with its history, or all places of a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from warmonitor.model import Claim, Control, UserError
from warmonitor.reconcile.control import Atlas
from warmonitor.reconcile.evidence import Evidence
from warmonitor.reconcile.independence import groups
from warmonitor.reconcile.trust import ALL, CAUTIOUS

from . import phrases
from .captions import distinct, origin, told_as
from .escape import one_line
from .parts import Held, Seen, line_of

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from warmonitor.ledger import Filter, Ledger
    from warmonitor.reconcile.evidence import Registry


class Holdings(NamedTuple):
    """What was asked, and the states found: of one place its history, the oldest first, else one for each place."""

    place: str | None
    viewpoint: str
    on: date | None
    as_known_at: date | None
    states: tuple[Held, ...]


def holdings(
    ledger: Ledger,
    wanted: Filter,
    place: str | None = None,
    *,
    viewpoint: str = ALL,
    on: date | None = None,
    pack: Registry | None = None,
) -> Holdings:
    """Who holds `place`, with its history up to `on`; without `place` who holds every place on that day. UserError for an unknown viewpoint."""
    from .gathering import gather_ground

    view = seen_from(viewpoint, pack)
    evidence = gather_ground(ledger, wanted, pack, place=place, on=on)
    return Holdings(place, view, on, wanted.as_known_at, tuple(states(evidence, place, viewpoint=view, on=on)))


def states(
    evidence: Evidence, place: str | None = None, *, viewpoint: str = ALL, on: date | None = None
) -> Iterator[Held]:
    """The states that `holdings` tells of, from evidence at hand; by place, the oldest first."""
    atlas = Atlas.of(evidence)
    claims = {c.id: c for c in evidence.claims}
    for name in atlas.ordered(_shown(atlas), None if place is None else atlas.named(place)):
        now = atlas.control(name, viewpoint, on)
        found = atlas.history(name, viewpoint, on) if place is not None else [now] if now else []
        yield from (_held(state, name, atlas, claims, evidence) for state in found)


def board(evidence: Evidence, on: date | None = None) -> tuple[Held, ...]:
    """Who holds every place on a day, with how it looks cautiously and from each side that says anything of it."""
    atlas = Atlas.of(evidence)
    claims = {c.id: c for c in evidence.claims}
    found = []
    for name in atlas.ordered(_shown(atlas)):
        sides = sorted({w.speaker.side for w in atlas.words(name) if w.speaker.side})
        now = atlas.control(name, ALL, on)
        others = ((v, atlas.control(name, v, on)) for v in (CAUTIOUS, *(f"side:{s}" for s in sides)))
        if now is not None:
            seen = tuple(Seen(v, _held(s, name, atlas, claims, evidence).state) for v, s in others if s is not None)
            found.append(_held(now, name, atlas, claims, evidence)._replace(views=seen))
    return tuple(found)


def _shown(atlas: Atlas) -> Callable[[str], str]:
    return lambda name: phrases.place(atlas.wheres[name]).strip("“").casefold()


def _held(state: Control, name: str, atlas: Atlas, claims: dict[str, Claim], evidence: Evidence) -> Held:
    where = atlas.wheres[name]
    said = [claims[i] for i in state.claims]
    behind = groups(said, atlas.sources)
    lines = distinct(line_of(c, evidence.reports.get(c.report_id)) for c in said)
    at = (where.place.lat, where.place.lon) if where.place else (None, None)
    return Held(
        place=phrases.place(where),
        id=where.place.id if where.place else None,
        lat=at[0],
        lon=at[1],
        status=state.status.value,
        holder=one_line(state.holder) if state.holder else None,
        against=tuple(map(one_line, state.against)),
        left=one_line(state.left) if state.left else None,
        since=state.since,
        until=state.until,
        last_asserted=state.last_asserted,
        sources=tuple(phrases.source(speaker.name, speaker.ownership) for speaker, _ in behind),
        lines=lines,
    )


def seen_from(viewpoint: str, pack: Registry | None) -> str:
    """The viewpoint as reconciling knows it; UserError where there is none such. Sides are asked for by id or name, in any case."""
    kind, _, name = viewpoint.partition(":")
    if viewpoint.casefold() in (ALL, CAUTIOUS):
        return viewpoint.casefold()
    if kind == "source" and name.strip():
        return f"source:{name.strip()}"
    if kind != "side" or not name.strip():
        raise UserError(f"{viewpoint!r} is no viewpoint; there are all, cautious, source:NAME and side:NAME")
    if pack is None or not pack.camps:
        raise UserError(f"{viewpoint}: sides come from a conflict pack; give one, such as --pack syria")
    for id_, side in pack.camps.items():
        if name.strip().casefold() in (id_.casefold(), side.name.casefold()):
            return f"side:{id_}"
    if pack.sides:
        raise UserError(f"{name!r} is no side of {one_line(pack.title)}; there are {', '.join(pack.sides)}")
    from difflib import get_close_matches  # here, as few viewpoints are mistaken

    like = get_close_matches(name.casefold(), pack.camps, 3, 0.5)
    hint = f"did you mean {' or '.join(like)}, or" if like else "sides come from a conflict pack: do you miss"
    raise UserError(f"{viewpoint}: no side is called so; {hint} a pack, such as --pack syria?")


def render(found: Holdings, console: Console) -> None:
    """Prints a table of all places, or one place with every state and its quotes."""
    from rich.text import Text

    from .printing import put

    put(console, Text(title(found), style="bold"))
    if not found.states:
        put(console, Text("Nothing said." if found.place is None else f"Nothing said of {one_line(found.place)}."))
    elif found.place is None:
        put(console, _table(found.states))
    else:
        put(console, *_history(found.states))


def _table(states: Iterable[Held]) -> RenderableType:
    from rich.text import Text

    from .printing import plain_table

    table = plain_table(
        "place", "said to be", "since", "last asserted", "sources", fixed=("since", "last asserted", "sources")
    )
    for s in states:
        table.add_row(*map(Text, cells(s)))
    return table


def _history(states: Sequence[Held]) -> Iterator[RenderableType]:
    from rich.text import Text

    from .printing import hanging, indented, quoted

    place = ""
    for s in reversed(states):
        if s.place != place:
            place = s.place
            yield indented(Text(place, style="bold cyan"), 0, above=1)
        yield indented(Text.assemble((s.state, "bold"), f"  {span(s)}"), 2, above=1)
        yield indented(
            Text(f"{phrases.plural(len(s.sources), 'independent source')}: {'; '.join(s.sources)}", style="dim"), 2
        )
        for line in s.lines:
            yield indented(quoted(line, told_as(line)), 4)
            yield indented(hanging(Text(f"— {origin(line)}", style="dim"), 2), 4)


def title(found: Holdings) -> str:
    """`Who is said to hold Qasr, cautious, on 3 May 2021, as known on 5 May 2021`."""
    parts = [f"Who is said to hold {one_line(found.place) if found.place else 'which place'}"]
    parts += [f"viewpoint {one_line(found.viewpoint)}"] if found.viewpoint != ALL else []
    parts += [f"on {phrases.day(found.on)}"] if found.on else []
    parts += [f"as known on {phrases.day(found.as_known_at)}"] if found.as_known_at else []
    return ", ".join(parts)


def cells(s: Held) -> tuple[str, ...]:
    """A row of the table: place, state, since, last asserted, independent sources."""
    days = (phrases.day(d) if d else "–" for d in (s.since, s.last_asserted))
    return s.place, s.state, *days, str(len(s.sources))


def span(s: Held) -> str:
    """`since 3 May 2021, last asserted 5 May 2021`, `3–5 May 2021`."""
    if s.until is not None:
        return f"{phrases.day(s.since)} – {phrases.day(s.until)}" if s.since else f"until {phrases.day(s.until)}"
    since = f"since {phrases.day(s.since)}" if s.since else "since an unknown day"
    return since + (f", last asserted {phrases.day(s.last_asserted)}" if s.last_asserted else "")
