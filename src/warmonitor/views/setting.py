""" "Six towns": numbers of places beside the names that reports give for them."""

from __future__ import annotations

from collections.abc import Iterator

from warmonitor.reconcile.evidence import Evidence
from warmonitor.reconcile.sets import Named, PlaceSet, sets

from . import phrases
from .escape import one_line
from .parts import Entry, line_of


def told_sets(evidence: Evidence) -> Iterator[Entry]:
    """An entry for each claim that counts places: which of them are named, by whom, how many are not, which are more than were said."""
    claims = {c.id: c for c in evidence.claims}
    for found in sorted(sets(evidence), key=lambda s: s.claim):
        mine = claims[found.claim]
        behind = [mine, *(claims[i] for n in (*found.named, *found.surplus) for i in n.claims)]
        yield Entry(
            number=0,
            title=_title(found),
            summary=_summary(found),
            type=found.type,
            earliest=mine.when.earliest if mine.when else None,
            latest=mine.when.latest if mine.when else None,
            notes=(*map(_note, found.named), *(f"{_note(n)} (beyond the number)" for n in found.surplus)),
            lines=tuple(line_of(c, evidence.reports.get(c.report_id)) for c in {c.id: c for c in behind}.values()),
        )


def _title(found: PlaceSet) -> str:
    where = f", {', '.join(phrases.latin(a) for a in found.areas)}" if found.areas else ""
    return f"{phrases.number(found.low, found.high)} places {phrases.LABELS[found.type]}{where}"


def _summary(found: PlaceSet) -> str:
    """`according to A; 5 named, 1 not named`."""
    low, high = found.unnamed
    open_ = phrases.number(low, high)
    parts = [f"{len(found.named)} named", f"{open_} not named" if high != 0 else "", ""]
    parts += [f"{len(found.surplus)} more than were said"] if found.surplus else []
    return f"according to {one_line(found.source)}; " + ", ".join(filter(None, parts))


def _note(named: Named) -> str:
    return f"{phrases.latin(named.place)}: named by {', '.join(map(one_line, named.sources))}"
