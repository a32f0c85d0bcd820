"""Printing to a terminal or a file through rich, without the spaces that rich leaves at the ends of lines."""

from __future__ import annotations

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text


def put(console: Console, part: RenderableType) -> None:
    """Prints `part`, wrapped to the console's width."""
    for line in console.render_lines(part, pad=False):
        text = Text.assemble(*((segment.text, segment.style or "") for segment in line if not segment.control))
        text.rstrip()
        console.print(text, soft_wrap=True)


def indented(part: RenderableType, columns: int, above: int = 0) -> Padding:
    """`part` so many columns in, below so many empty lines."""
    return Padding(part, (above, 0, 0, columns), expand=False)


def hanging(text: Text, columns: int) -> RenderableType:
    """`text` whose second and further lines start so many columns further in."""
    grid = Table.grid(padding=0)
    grid.add_column(width=columns, no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(text[:columns], text[columns:])
    return grid


def plain_table(*heads: str, fixed: tuple[str, ...] = ()) -> Table:
    """A table without lines; the columns named in `fixed` are never wrapped."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, pad_edge=False, header_style="dim")
    for head in heads:
        table.add_column(head, overflow="fold", no_wrap=head in fixed)
    return table
