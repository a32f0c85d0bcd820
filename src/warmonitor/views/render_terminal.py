"""The brief for a terminal: as wide as the window, coloured where that works, without any markup taken from reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from warmonitor.model import Stance

from . import phrases
from .captions import backing, counted, marks, origin
from .parts import Brief, Change, Entry, Line, Section

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

SHOWN = 12  # entries of a section before the rest is only counted
NARROW = 60  # columns below which the table of places becomes a list


def render(brief: Brief, console: Console, *, limit: int = SHOWN) -> None:
    """Prints the brief; at most `limit` entries of each section (0: all of them)."""
    for part in _head(brief):
        console.print(part)
    for section in brief.sections:
        if section.entries or section.changes or section.also:
            for part in _section(section, console.width, limit):
                console.print(part)


def _head(brief: Brief) -> Iterable[RenderableType]:
    yield Text("What is said to have happened", style="bold")
    yield Text(counted(brief), style="dim")
    if brief.asked:
        yield Text("Asked: " + ", ".join(f"{name} {value}" for name, value in brief.asked.items()), style="dim")
    if not any(s.entries for s in brief.sections):
        yield Text("\nNothing found.")


def _section(section: Section, width: int, limit: int) -> Iterable[RenderableType]:
    yield Text()
    yield Text(section.title.upper(), style="bold cyan")
    if section.changes:
        shown = section.changes[:limit] if limit else section.changes
        yield Padding(_changes(shown) if width >= NARROW else _change_list(shown), (1, 0, 0, 2))
    for row in section.also:
        yield Padding(Text(f"· {row}"), (0, 0, 0, 2))
    shown_entries = section.entries[:limit] if limit else section.entries
    for entry in shown_entries:
        yield from _entry(entry)
    if left := len(section.entries) - len(shown_entries):
        yield Text(f"\n  … {left} more: --limit 0 shows all; --since, --place and --type narrow the brief", style="dim")


def _changes(changes: Iterable[Change]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, pad_edge=False, header_style="dim")
    table.add_column("place", overflow="fold", ratio=None)
    table.add_column("said to be", overflow="fold")
    table.add_column("days", no_wrap=True)
    table.add_column("sources", justify="right", no_wrap=True)
    table.add_column("see", justify="right", no_wrap=True)
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
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _change_list(changes: Iterable[Change]) -> Text:
    rows = [
        f"{c.place} {c.what}, {phrases.days(c.earliest, c.latest)}, {phrases.plural(c.independent, 'source')}"
        f"{', denied' if c.denied else ''} (see {', '.join(map(str, c.entries))})"
        for c in changes
    ]
    return Text("\n".join(rows))


def _entry(entry: Entry) -> Iterable[RenderableType]:
    title = Text()
    if entry.number:
        title.append(f"{entry.number:>3}  ", style="cyan")
    title.append(entry.title, style="bold")
    if entry.type is not None:
        title.append(f"  {phrases.days(entry.earliest, entry.latest)}", style="green")
    indent = 5 if entry.number else 0
    yield Padding(_hanging(title, indent), (1, 0, 0, 0 if entry.number else 5))
    about = Text(entry.summary)
    yield Padding(about, (0, 0, 0, 5))
    if standing := backing(entry):
        yield Padding(Text(standing, style="dim"), (0, 0, 0, 5))
    for note in entry.notes:
        yield Padding(_hanging(Text(f"· {note}"), 2), (0, 0, 0, 5))
    for line in entry.lines:
        yield from _line(line, entry)


def _line(line: Line, entry: Entry) -> Iterable[RenderableType]:
    quote = Text()
    if mark := marks(line, entry):
        quote.append(f"{mark}  ", style="bold red" if line.stance is Stance.DENIED else "yellow")
    quote.append(f"“{line.quote}”", style="italic")
    yield Padding(quote, (0, 0, 0, 7))
    yield Padding(_hanging(Text(f"— {origin(line)}", style="dim"), 2), (0, 0, 0, 7))


def _hanging(text: Text, indent: int) -> RenderableType:
    """`text` whose further lines start `indent` columns in."""
    if not indent:
        return text
    grid = Table.grid(padding=0)
    grid.add_column(width=indent, no_wrap=True)
    grid.add_column(overflow="fold")
    head, rest = text[:indent], text[indent:]
    grid.add_row(head, rest)
    return grid
