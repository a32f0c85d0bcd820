"""What could not be resolved: undated reports, words for days without a day, places that nothing matched surely enough."""

from __future__ import annotations

from collections.abc import Iterator

from warmonitor.ground.fold import fold
from warmonitor.lang.wordlists import pattern_of
from warmonitor.model import Claim, Report, Where
from warmonitor.reconcile.evidence import Evidence

from . import phrases
from .captions import distinct
from .escape import one_line
from .parts import Entry, Line, line_of

EXAMPLES = 3  # quotes shown for a place that was not resolved
LIKELY, KNOWN = 0.05, 0.5
"""Chances below which a candidate is not worth a word, and above which it was chosen: it is the other end of a road, of which one is not known."""


def doubts(evidence: Evidence) -> Iterator[Entry]:
    """First the undated reports, then the places."""
    yield from _undated(evidence)
    yield from _places(evidence)


def _undated(evidence: Evidence) -> Iterator[Entry]:
    for report in sorted(evidence.reports.values(), key=lambda r: r.id):
        if report.published is not None:
            continue
        told = list(pattern_of("events", "days").finditer(report.text))
        words = {one_line(m[0]).casefold(): one_line(m[0]) for m in told}
        named = ", ".join(f"“{w}”" for w in words.values())
        yield Entry(
            number=0,
            title=f"Undated report {report.id}",
            summary=(f"{named} cannot be turned into a day" if words else "its events have a day only where the text gives one")
            + "; give the day of publication with --published",
            lines=distinct(_around(report, *m.span()) for m in told) or (_around(report, 0, min(len(report.text), 80)),),
        )  # fmt: skip


def _around(report: Report, start: int, end: int) -> Line:
    """The sentence around a word of the report, cut to what can be read at a glance."""
    left = max(report.text.rfind(stop, 0, start) for stop in (". ", "\n", "! ", "? "))
    right = min(
        (i for stop in (". ", "\n", "! ", "? ") if (i := report.text.find(stop, end)) >= 0),
        default=len(report.text) - 1,
    )
    sentence = one_line(report.text[left + 1 : right + 1])
    outlet = one_line(report.outlet) if report.outlet else None
    return Line(None, report.id, outlet, None, "", sentence if len(sentence) <= 240 else sentence[:239] + "…")


def _places(evidence: Evidence) -> Iterator[Entry]:
    open_: dict[str, list[tuple[Where, Claim]]] = {}
    for claim in sorted(evidence.claims, key=lambda c: c.id):
        for where in claim.where:
            if where.place is None:
                open_.setdefault(one_line(where.text), []).append((where, claim))
    for words, uses in sorted(open_.items(), key=lambda item: (-len(item[1]), item[0])):
        candidates = {c.place.id: c for where, _ in uses for c in where.candidates}
        if any(c.score > KNOWN and fold(c.place.name) == fold(words) for c in candidates.values()):
            continue  # the one end of a road that is known
        possible = (c for c in candidates.values() if LIKELY <= c.score <= KNOWN)
        best = sorted(possible, key=lambda c: (-c.score, c.place.id))[:3]
        may_be = "; ".join(f"{phrases.place(Where(words, place=c.place))} {c.score:.2f}" for c in best)
        yield Entry(
            number=0,
            title=f"“{words}”",
            summary=f"in {phrases.plural(len(uses), 'claim')}; "
            + (f"no place was sure enough, it may be {may_be}" if may_be else "no place of this name is known"),
            lines=tuple(
                dict.fromkeys(line_of(claim, evidence.reports.get(claim.report_id)) for _, claim in uses[:EXAMPLES])
            ),
        )
