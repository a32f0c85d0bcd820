"""How many were displaced, killed, injured over time: every source's number, and totals that say what they leave out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from warmonitor.model import Incident
from warmonitor.reconcile import incidents
from warmonitor.reconcile.evidence import Evidence
from warmonitor.reconcile.people import FAMILIES, FIGHTERS, PEOPLE
from warmonitor.reconcile.series import figures, totals

from . import phrases
from .captions import origin, told_as
from .escape import one_line
from .parts import Line, line_of

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WHAT = ("displaced", "killed", "injured", "detained", "hosted")
SHOWN = WHAT[:3]
WHO = (PEOPLE, FIGHTERS, FAMILIES)


@dataclass(frozen=True, slots=True)
class Number:
    """One independent source's number for one incident; `high` is None where it is open above."""

    incident: str
    places: tuple[str, ...]
    since: date | None
    until: date | None
    source: str
    low: int
    high: int | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An incident that was not added, as it may contain one that was, or lie within it."""

    incident: str
    places: tuple[str, ...]
    since: date | None
    until: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Sum:
    """The incidents of one period added up, each rolled up over its sources by the rule."""

    period: str
    low: int
    high: int | None
    incidents: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One thing counted over time. `totals` follow from `numbers` by `rule`: lowest, highest or median of the independent sources of an incident."""

    what: str
    who: str
    rule: str
    by: str
    numbers: tuple[Number, ...]
    totals: tuple[Sum, ...]


def series(
    evidence: Evidence,
    what: Sequence[str] = SHOWN,
    who: Sequence[str] = WHO,
    *,
    rule: str = "median",
    by: str = "month",
) -> tuple[Series, ...]:
    """A series for each of `what` (displaced, killed, injured…) and `who` (people, fighters, families, or the words counted) that has any number."""
    found = incidents(evidence)
    made = (_series(evidence, found, w, of, rule, by) for w in what for of in who)
    return tuple(s for s in made if s.numbers)


def _series(evidence: Evidence, found: Sequence[Incident], what: str, who: str, rule: str, by: str) -> Series:
    claims, of = {c.id: c for c in evidence.claims}, {i.id: i for i in found}
    numbers = [
        Number(
            f.incident, _places(of[f.incident]), f.since, f.until, one_line(f.source), f.low, f.high,
            tuple(line_of(claims[c], evidence.reports.get(claims[c].report_id)) for c in f.claims),
        )
        for f in figures(evidence, found, what, who)
    ]  # fmt: skip
    sums = [
        Sum(
            t.period, t.low, t.high, t.incidents,
            tuple(LeftOut(i, _places(of[i]), of[i].earliest, of[i].latest, why) for i, why in t.left_out),
        )
        for t in totals(evidence, found, what, who, rule=rule, by=by)
    ]  # fmt: skip
    ordered = sorted(numbers, key=lambda n: (n.since or date.max, n.until or date.max, n.incident, n.source))
    return Series(what, who, rule, by, tuple(ordered), tuple(sums))


def _places(incident: Incident) -> tuple[str, ...]:
    return tuple(phrases.latin(p) for p in incident.places)


def render(found: Iterable[Series], console: Console) -> None:
    """Prints for each series the totals with what they leave out, then every source's number with its quote."""
    from .printing import put

    for one in found:
        put(console, *_parts(one))


def _parts(one: Series) -> Iterator[RenderableType]:
    from rich.text import Text

    from .printing import hanging, indented, quoted

    title = one.what if one.who == "people" else f"{one.what}, {one.who}"
    yield indented(Text(title.upper(), style="bold cyan"), 0, above=1)
    yield indented(Text(f"by {one.by}; of an incident's independent sources the {one.rule}", style="dim"), 2)
    for total in one.totals:
        yield indented(Text(f"{total.period}  {_added(total)}", style="bold"), 2)
        for out in total.left_out:
            amounts = ", ".join(
                dict.fromkeys(phrases.number(n.low, n.high) for n in one.numbers if n.incident == out.incident)
            )
            yield indented(hanging(Text(f"· not added: {amounts}: {_where(out)}; it {out.reason}", style="dim"), 2), 4)
    number = None
    for n in one.numbers:
        if n.incident != number:
            number = n.incident
            yield indented(Text(_where(n), style="green"), 2, above=1)
        yield indented(Text.assemble((phrases.number(n.low, n.high), "bold"), f"  {n.source}"), 4)
        for line in n.lines[:1]:
            yield indented(hanging(quoted(line, told_as(line)), 2), 6)
            yield indented(hanging(Text(f"— {origin(line)}", style="dim"), 2), 6)


def _added(total: Sum) -> str:
    """`53 in 2 incidents`; where all was left out there is no number, not even 0."""
    if not total.incidents:
        return "nothing that can be added"
    return f"{phrases.number(total.low, total.high)} in {phrases.plural(len(total.incidents), 'incident')}"


def _where(of: Number | LeftOut) -> str:
    return f"{phrases.days(of.since, of.until)}, {', '.join(of.places) or 'place not stated'} ({of.incident})"
