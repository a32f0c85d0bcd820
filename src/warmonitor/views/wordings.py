"""What each outlet calls each actor, each change of hands and each death."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from warmonitor.model import Voice
from warmonitor.reconcile.evidence import Evidence, Registry
from warmonitor.reconcile.names import plain
from warmonitor.reconcile.wording import wording

from .captions import origin, told_as
from .escape import one_line
from .parts import Line, line_of

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

HEADS = {
    "actor": "What they are called",
    "change": "Words for places changing hands",
    "death": "Words for people losing their lives",
}


@dataclass(frozen=True, slots=True)
class Used:
    """One word of one outlet, or of a speaker whom it quotes: `about` is actor, change or death, `subject` who is called so, did so or died.

    `sides`: names of those sides whose sources call an actor so, as far as a pack tells.
    """

    about: str
    subject: str
    outlet: str
    voice: str
    speaker: str
    word: str
    count: int
    examples: tuple[Line, ...]
    sides: tuple[str, ...] = ()


def used(evidence: Evidence, actor: str | None = None) -> tuple[Used, ...]:
    """The words that the claims use, of one `actor` (a neutral name, or any name used) or of all; by subject and outlet, the most used first."""
    claims = {c.id: c for c in evidence.claims}
    spelt = _spellings(evidence)
    return tuple(
        Used(
            row.about, one_line(spelt.get(row.subject, row.subject)), one_line(row.outlet), row.voice.value, one_line(row.speaker), one_line(row.word), row.count,
            tuple(line_of(claims[i], evidence.reports.get(claims[i].report_id)) for i in row.examples),
            _sides(row.word, evidence.pack) if row.about == "actor" else (),
        )
        for row in wording(evidence, actor)
    )  # fmt: skip


def _sides(word: str, pack: Registry | None) -> tuple[str, ...]:
    return tuple(one_line(pack.camps[side].name) for side in pack.wording(word)) if pack is not None else ()


def _spellings(evidence: Evidence) -> Mapping[str, str]:
    """How those are mostly written who have no neutral name, and are known to reconciling by their folded one."""
    found: dict[str, Counter[str]] = {}
    for claim in evidence.claims:
        for mention in (*claim.actors, *claim.targets):
            found.setdefault(plain(mention.text).strip(), Counter())[mention.text] += 1
    return {folded: min(used, key=lambda text: (-used[text], text)) for folded, used in found.items()}


def render(rows: Sequence[Used], console: Console, *, examples: bool) -> None:
    """Prints one line for each outlet and voice with its words and how often it uses them; with `examples` a quote for each word."""
    from .printing import put

    for about, of_kind in groupby(rows, key=lambda r: r.about):
        put(console, *_section(about, list(of_kind), examples))


def _section(about: str, rows: Iterable[Used], examples: bool) -> Iterator[RenderableType]:
    from rich.text import Text

    from .printing import hanging, indented, quoted

    yield indented(Text(HEADS[about].upper(), style="bold cyan"), 0, above=1)
    for subject, of_one in groupby(rows, key=lambda r: r.subject):
        yield indented(Text(subject or _NOBODY[about], style="bold"), 2, above=1)
        for _, same in groupby(of_one, key=lambda r: (r.outlet, r.voice, r.speaker)):
            mine = list(same)
            words = ", ".join(
                f"“{r.word}” {r.count}" + (f" (a term of {', '.join(r.sides)})" if r.sides else "") for r in mine
            )
            yield indented(hanging(Text.assemble((whose(mine[0]), "green"), f": {words}"), 2), 4)
            for line in (r.examples[0] for r in mine if examples and r.examples):
                yield indented(hanging(quoted(line, told_as(line)), 2), 8)
                yield indented(hanging(Text(f"— {origin(line)}", style="dim"), 2), 8)


def whose(row: Used) -> str:
    """`The Wire`, or `a spokesman, quoted by The Wire`."""
    return f"{row.speaker}, quoted by {row.outlet}" if row.voice == Voice.QUOTED else row.outlet


_NOBODY = {"actor": "nobody named", "change": "done by nobody named", "death": "nobody named"}
