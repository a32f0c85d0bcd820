"""A `diff.Diff` for a terminal and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from . import phrases
from .captions import origin, told_as
from .diff import KINDS, Change, Diff, Turn
from .escape import markdown

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

HOLDING = "Places said to be held otherwise"
NOTHING = "Nothing is told otherwise."


def head(diff: Diff) -> str:
    """`Known on 30 Aug 2019 and not yet on 29 Aug 2019: 2 reports, 14 claims`."""
    came = f"{phrases.plural(diff.reports, 'report')}, {phrases.plural(diff.claims, 'claim')}"
    again = f"; {phrases.plural(diff.repeated, 'incident')} only told again" if diff.repeated else ""
    return f"Known on {phrases.day(diff.second)} and not yet on {phrases.day(diff.first)}: {came}{again}"


def title(change: Change) -> str:
    return f"{change.title}  {phrases.days(change.earliest, change.latest)}"


def turned(turn: Turn) -> str:
    """`Qasr: held by A → held by B`."""
    return f"{turn.place}: {turn.before or 'nothing said'} → {turn.after or 'nothing said'}"


def terminal(diff: Diff, console: Console) -> None:
    """Prints the difference."""
    from .printing import put

    put(console, *_parts(diff))


def _parts(diff: Diff) -> Iterator[RenderableType]:
    from rich.text import Text

    from .printing import hanging, indented, quoted

    yield Text(head(diff), style="bold")
    if not diff.places and not diff.changes:
        yield Text(NOTHING)
    if diff.places:
        yield indented(Text(HOLDING.upper(), style="bold cyan"), 0, above=1)
    for turn in diff.places:
        yield indented(hanging(Text(f"· {turned(turn)}"), 2), 2)
    for kind, changes in groupby(diff.changes, key=lambda c: c.kind):
        yield indented(Text(KINDS[kind].upper(), style="bold cyan"), 0, above=1)
        for change in changes:
            yield indented(Text(title(change), style="bold"), 2, above=1)
            yield indented(Text(f"{change.summary} · {change.grade}"), 2)
            for note in change.notes:
                yield indented(hanging(Text(f"· {note}", style="yellow"), 2), 2)
            for line in change.lines:
                yield indented(quoted(line, told_as(line)), 4)
                yield indented(hanging(Text(f"— {origin(line)}", style="dim"), 2), 4)


def as_markdown(diff: Diff) -> str:
    """The whole difference as one Markdown text."""
    return "\n".join(_markdown(diff)).rstrip() + "\n"


def _markdown(diff: Diff) -> Iterator[str]:
    yield f"# {markdown(head(diff))}"
    if not diff.places and not diff.changes:
        yield f"\n{NOTHING}"
    if diff.places:
        yield f"\n## {HOLDING}\n"
        yield from (f"- {markdown(turned(turn))}" for turn in diff.places)
    for kind, changes in groupby(diff.changes, key=lambda c: c.kind):
        yield f"\n## {KINDS[kind]}"
        for change in changes:
            yield f"\n### {markdown(title(change))}\n"
            yield markdown(f"{change.summary} · {change.grade}")
            yield from (f"- {markdown(note)}" for note in change.notes)
            for line in change.lines:
                mark = f"**{markdown(said)}** " if (said := told_as(line)) else ""
                yield f"\n> {mark}“{markdown(line.quote)}”  \n> — {markdown(origin(line))}"
