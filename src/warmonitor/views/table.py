"""Claims as a table for the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from warmonitor.model import Claim, Stance

from . import phrases
from .escape import one_line

if TYPE_CHECKING:
    from rich.console import Console

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
    """Prints the table and returns the number of rows."""
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
