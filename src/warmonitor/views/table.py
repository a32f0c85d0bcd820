"""Claims as a table for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from warmonitor.model import Claim, Stance

from . import phrases
from .escape import one_line

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

NARROW = 120
"""Columns below which nine columns of a table are too narrow to be read."""

HEADS = ("claim", "days", "type", "place", "who", "to whom", "counts", "source", "report")


def row(claim: Claim) -> tuple[str, ...]:
    """The cells of one claim; `claim` is the part of its id after the #, which `explain` takes too."""
    stance = "" if claim.stance is Stance.ASSERTED else f", {claim.stance.value}"
    return (
        claim.id.rpartition("#")[2],
        phrases.days(claim.when.earliest, claim.when.latest) if claim.when else "–",
        claim.type.value + stance,
        ", ".join(phrases.places([claim])),
        ", ".join(n.name for n in phrases.named(claim.actors)),
        ", ".join(n.name for n in phrases.named(claim.targets)),
        ", ".join(map(phrases.count, claim.counts)),
        phrases.speakers(claim.attribution.speakers),
        one_line(claim.report_id),
    )


def render(claims: Iterable[Claim], console: Console) -> int:
    """Prints the table, or where it would be too narrow to be read a few lines for each claim; returns the number of claims."""
    from .printing import put

    if console.width < NARROW:
        rows = 0
        for claim in claims:
            put(console, *_stacked(claim))
            rows += 1
        return rows
    return _table(claims, console)


def _stacked(claim: Claim) -> Iterator[RenderableType]:
    from rich.text import Text

    from .printing import hanging, indented

    id_, days, type_, place, who, whom, counts, source, report = row(claim)
    told = (place, f"{who} → {whom}".strip() if whom else who, counts)
    yield hanging(Text.assemble((id_, "bold cyan"), f"  {days}  {type_}"), 2)
    if any(told):
        yield indented(hanging(Text(" · ".join(part for part in told if part)), 2), 2)
    yield indented(hanging(Text(f"— {' · '.join(part for part in (source, report) if part)}", style="dim"), 2), 2)


def _table(claims: Iterable[Claim], console: Console) -> int:
    from rich.text import Text

    from .printing import plain_table, put

    table = plain_table(*HEADS, fixed=("claim", "days", "type"))
    rows = 0
    for claim in claims:
        table.add_row(*map(Text, row(claim)))
        rows += 1
    if rows:
        put(console, table)
    return rows
