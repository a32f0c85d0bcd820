"""A proposal for the day of an undated report, as text and as JSON: its days, and the words behind each reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from warmonitor.dating import FIRST, Clue, Days, Proposal, Shared
from warmonitor.model import Claim

from . import phrases
from .escape import one_line

if TYPE_CHECKING:
    from rich.console import Console

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHOWN = 8  # reasons of each kind
SPANS = 4  # stretches of days that the words allow, the latest
QUOTES = 3  # claims of the ledger shown for each that is shared


def render(told: Proposal, console: Console) -> None:
    """Prints what the words allow, what the ledger speaks for, and the proposal."""
    from rich.text import Text

    from .printing import hanging, indented, put

    report = told.report
    known = f"published {phrases.day(report.published)} ({report.date_source.value})" if report.published else "undated"
    put(console, Text(f"{one_line(report.origin or report.id)}: {known}", style="bold"))
    put(console, Text(f"Its words allow: {_spans(told.allowed.spans) or 'no day'}"))
    for line in _clues(told):
        put(console, indented(hanging(Text(f"· {line}"), 2), 2))
    if told.suggested is not None:
        put(console, Text(f"The ledger speaks for: {phrases.days(*told.suggested.days)}"))
        for depth, line in _shared(told.suggested.shared):
            put(console, indented(hanging(Text(f"· {line}"), 2), depth))
    put(console, Text(_closing(told), style="bold"))


def _clues(told: Proposal) -> Iterator[str]:
    allowed = told.allowed
    for clue in allowed.clues[:SHOWN]:
        yield f"{one_line(clue.why)}: {_spans(clue.spans)}"
    if allowed.weekdays:
        words = ", ".join(dict.fromkeys(told.report.text[a:b] for a, b in allowed.weekday_words))
        likely = " or ".join(WEEKDAYS[d - 1] for d in allowed.weekdays)
        yield f"“{one_line(words)}” are its weekdays: likely published on a {likely}"
    for clue in allowed.aside[:SHOWN]:
        yield f"does not fit, and was not used: {one_line(clue.why)}"


def _shared(found: Sequence[Shared]) -> Iterator[tuple[int, str]]:
    """Lines with how far in they stand."""
    for one in found[:SHOWN]:
        days = ", ".join(phrases.day(d) for d in sorted(one.days))
        yield (
            2,
            f"“{one_line(one.claim.quote)}” — told too in {phrases.plural(len(_reports(one)), 'dated report')}: {days}",
        )
        for other in one.others[:QUOTES]:
            yield 4, f"“{one_line(other.quote)}” ({other.report_id})"


def _reports(one: Shared) -> set[str]:
    return {o.report_id for o in one.others}


def _closing(told: Proposal) -> str:
    if told.fits is not None:
        return "The day that it has fits its words." if told.fits else "The day that it has does not fit its words."
    if told.days is None and told.suggested is not None:
        return "No proposal: the ledger shares too little with it, and its weekdays do not fit."
    if told.days is None or told.days[0] <= FIRST:
        return "No proposal: too little in it tells a day."
    first = told.days[0].isoformat()
    return (
        f"Proposed: {_span(told.days)}. Nothing was changed; to use it:\n  warmonitor read FILE --published {first}"
        if (told.days[1] - told.days[0]).days <= 7
        else f"Proposed: {_span(told.days)}. Too wide to read it with; nothing was changed."
    )


def _spans(spans: Sequence[Days]) -> str:
    """The stretches of days; of many the latest, and how many there are before."""
    before = len(spans) - SPANS
    shown = "; ".join(map(_span, spans[-SPANS:]))
    return f"{phrases.plural(before, 'earlier stretch', 'earlier stretches')}; {shown}" if before > 0 else shown


def _span(days: Days) -> str:
    if days[0] <= FIRST:
        return f"until {phrases.day(days[1])}"
    return phrases.days(*days)


def as_json(told: Proposal) -> dict[str, Any]:
    """The proposal with every reason and the words behind it, days in ISO 8601."""
    text = told.report.text
    return {
        "report": told.report.id,
        "origin": told.report.origin,
        "published": _iso(told.report.published),
        "fits": told.fits,
        "proposed": _both(told.days),
        "allowed": [_both(s) for s in told.allowed.spans],
        "clues": [_clue(c, text) for c in told.allowed.clues],
        "aside": [_clue(c, text) for c in told.allowed.aside],
        "weekdays": [WEEKDAYS[d - 1] for d in told.allowed.weekdays],
        "suggested": None
        if told.suggested is None
        else {
            "days": _both(told.suggested.days),
            "best": _iso(told.suggested.best),
            "support": told.suggested.support,
            "shared": [
                {
                    "quote": s.claim.quote,
                    "why": s.why,
                    "days": {d.isoformat(): w for d, w in sorted(s.days.items())},
                    "claims": [_claim(o) for o in s.others],
                }
                for s in told.suggested.shared
            ],
        },
    }


def _clue(clue: Clue, text: str) -> dict[str, Any]:
    where = {"start": clue.start, "end": clue.end, "words": text[clue.start : clue.end]}
    return {"kind": clue.kind, "why": clue.why, **where, "days": [_both(s) for s in clue.spans]}


def _claim(claim: Claim) -> dict[str, Any]:
    days = _both((claim.when.earliest, claim.when.latest)) if claim.when else None
    return {"id": claim.id, "report": claim.report_id, "quote": claim.quote, "days": days}


def _both(days: Days | None) -> list[str] | None:
    return [d.isoformat() for d in days] if days else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
