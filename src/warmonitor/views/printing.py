"""Printing to a terminal or a file through rich, without the spaces that rich leaves at the ends of lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import Segment, Segments
from rich.table import Table
from rich.text import Text

from warmonitor.model import Stance

from .parts import Line


def put(console: Console, *parts: RenderableType) -> None:
    """Prints `parts` one below the other, wrapped to the console's width."""
    lines = console.render_lines(Group(*parts), pad=False)
    printed = (segment for line in lines for segment in (*_trimmed(line), Segment.line()))
    console.print(Segments(printed), soft_wrap=True, end="")


def _trimmed(line: Iterable[Segment]) -> list[Segment]:
    """`line` without blanks at its end."""
    kept = [segment for segment in line if not segment.control]
    while kept:
        text, style, _ = kept.pop()
        if text := text.rstrip():
            return [*kept, Segment(text, style)]
    return kept


def quoted(line: Line, mark: str) -> Text:
    """A quote after what must be known before it is read."""
    quote = Text(f"{mark}  " if mark else "", style="bold red" if line.stance is Stance.DENIED else "yellow")
    return Text.assemble(quote, (f"“{line.quote}”", "italic"))


def indented(part: RenderableType, columns: int, above: int = 0) -> Padding:
    """`part` so many columns in, below so many empty lines."""
    return Padding(part, (above, 0, 0, columns))


@dataclass(frozen=True, slots=True)
class _Hanging:
    """Wrapped text; a table of two columns would do, but takes several times as long."""

    text: Text
    columns: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        start = self.text[: self.columns]
        rest = self.text[self.columns :].wrap(console, max(1, options.max_width - self.columns), overflow="fold")
        for line in rest:
            yield Text.assemble(start, line)
            start = Text(" " * self.columns)


def hanging(text: Text, columns: int) -> RenderableType:
    """`text` whose second and further lines start so many columns further in."""
    return _Hanging(text, columns)


def plain_table(*heads: str, fixed: tuple[str, ...] = ()) -> Table:
    """A table without lines; the columns named in `fixed` are never wrapped."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, pad_edge=False, header_style="dim")
    for head in heads:
        table.add_column(head, overflow="fold", no_wrap=head in fixed)
    return table
