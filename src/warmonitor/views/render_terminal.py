"""The brief for a terminal: as wide as the window, coloured where that works, without any markup taken from reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from rich.text import Text

from . import phrases
from .captions import backing, counted, distinct, marks, origin
from .parts import Brief, Change, Entry, Held, Line, Section
from .printing import hanging, indented, plain_table, put, quoted

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

SHOWN = 12  # entries of a section before the rest is only counted
LINES = 5  # quotes of an entry before the rest is only counted
NARROW = 60  # columns below which the table of places becomes a list


def render(brief: Brief, console: Console, *, limit: int = SHOWN) -> None:
    """Prints the brief; at most `limit` entries of each section and the first quotes of each (0: all of both)."""
    sections = (_section(section, console.width, limit) for section in brief.sections if not section.empty)
    put(console, *_head(brief), *chain.from_iterable(sections))


def _head(brief: Brief) -> Iterator[RenderableType]:
    yield Text("What is said to have happened", style="bold")
    yield Text(counted(brief), style="dim")
    if brief.asked:
        yield Text("Asked: " + ", ".join(f"{name} {value}" for name, value in brief.asked.items()), style="dim")
    if all(s.empty for s in brief.sections):
        yield Text("\nNothing found.")


def _section(section: Section, width: int, limit: int) -> Iterator[RenderableType]:
    yield Text()
    yield Text(section.title.upper(), style="bold cyan")
    if section.changes:
        shown = section.changes[: 2 * limit] if limit else section.changes
        yield indented(_changes(shown) if width >= NARROW else _change_list(shown), 2, above=1)
    if section.held:
        held = section.held[: 2 * limit] if limit else section.held
        yield indented(_held(held) if width >= NARROW else _held_list(held), 2, above=1)
        if left := len(section.held) - len(held):
            yield indented(Text(f"… {left} more: --limit 0 or `warmonitor control` shows all", style="dim"), 4)
    if section.also:
        yield Text()
    for row in section.also[:limit] if limit else section.also:
        yield indented(hanging(Text(f"· {row}"), 2), 2)
    if limit and len(section.also) > limit:
        yield indented(Text(f"… {len(section.also) - limit} more", style="dim"), 4)
    entries = section.entries[:limit] if limit else section.entries
    for entry in entries:
        yield from _entry(entry, LINES if limit else None)
    if left := len(section.entries) - len(entries):
        yield Text()
        yield indented(
            Text(f"… {left} more: --limit 0 shows all; --since, --place and --type narrow the brief", style="dim"), 5
        )


def _changes(changes: Iterable[Change]) -> Table:
    table = plain_table("place", "said to be", "days", "sources", "see", fixed=("days", "sources"))
    for change in changes:
        denied = " · denied" if change.denied else ""
        see = ", ".join(map(str, change.entries))
        cells = (
            change.place,
            change.what + denied,
            phrases.days(change.earliest, change.latest),
            str(change.independent),
            see,
        )
        table.add_row(*map(Text, cells))
    return table


def _change_list(changes: Iterable[Change]) -> Text:
    rows = [
        f"{c.place} {c.what}, {phrases.days(c.earliest, c.latest)}, {phrases.plural(c.independent, 'source')}"
        f"{', denied' if c.denied else ''} (see {', '.join(map(str, c.entries))})"
        for c in changes
    ]
    return Text("\n".join(rows))


def _held(states: Iterable[Held]) -> Table:
    table = plain_table("place", "said to be", "since", "sources", "seen otherwise", fixed=("since", "sources"))
    for s in states:
        since = phrases.day(s.since) if s.since else "–"
        table.add_row(*map(Text, (s.place, s.state, since, str(len(s.sources)), s.otherwise)))
    return table


def _held_list(states: Iterable[Held]) -> Text:
    otherwise = ((s, f" ({s.otherwise})" if s.otherwise else "") for s in states)
    return Text("\n".join(f"{s.place} {s.state}{views}" for s, views in otherwise))


def _entry(entry: Entry, shown: int | None) -> Iterator[RenderableType]:
    title = Text(f"{entry.number:>3}  " if entry.number else "     ", style="cyan")
    title.append(entry.title, style="bold")
    if entry.type is not None:
        title.append(f"  {phrases.days(entry.earliest, entry.latest)}", style="green")
    yield indented(hanging(title, 5), 0, above=1)
    yield indented(Text(entry.summary), 5)
    if standing := backing(entry):
        yield indented(Text(standing, style="dim"), 5)
    for note in (*entry.positions, *entry.notes):
        yield indented(hanging(Text(f"· {note}"), 2), 5)
    lines = distinct(entry.lines)
    for line in lines[:shown]:
        yield from _line(line, entry)
    if shown and (left := len(lines) - shown) > 0:
        yield indented(Text(f"… {phrases.plural(left, 'more quote')}", style="dim"), 7)


def _line(line: Line, entry: Entry) -> Iterator[RenderableType]:
    yield indented(quoted(line, marks(line, entry)), 7)
    yield indented(hanging(Text(f"— {origin(line)}", style="dim"), 2), 7)
