"""Claims as lines of the codebook's format, and back."""

from __future__ import annotations

from datetime import date
from typing import Any

from .claim import Attribution, Claim, Count, Reader, Stance, claim_id
from .events import EventType
from .names import Mention
from .span import Span
from .when import When
from .where import Where

CODED = "coded"
"""The rule that decided what somebody coded, and the reader's name."""


def to_coding(claim: Claim) -> dict[str, Any]:
    """One claim as the codebook's JSON object, with `id`, `start`, `end` and `confidence` beside its ten keys."""
    return {
        "id": claim.id,
        "report": claim.report_id,
        "quote": claim.quote,
        "start": claim.span.start,
        "end": claim.span.end,
        "type": claim.type.value,
        "actor": [m.text for m in claim.actors],
        "target": [m.text for m in claim.targets],
        "place": [w.text for w in claim.where],
        "when": {"start": claim.when.earliest.isoformat(), "end": claim.when.latest.isoformat()}
        if claim.when
        else None,
        "count": [{"what": c.what, "who": c.who, "low": c.low, "high": c.high} for c in claim.counts],
        "source": [m.text for m in claim.attribution.speakers],
        "stance": claim.stance.value,
        "confidence": round(claim.confidence, 4),
    }


def from_coding(row: dict[str, Any], text: str, reader: Reader) -> Claim:
    """The claim that one object of the codebook's format states; its `id` is kept where it has one.

    Raises ValueError (also KeyError, TypeError for a missing or ill-typed key) where the object breaks the codebook.
    """
    report, quote, type_ = row["report"], row["quote"], EventType(row["type"])
    start = row.get("start")
    start = text.find(quote) if start is None else start
    if start < 0 or text[start : start + len(quote)] != quote:
        raise ValueError(f"the quote does not stand in the text: {quote!r}")
    span = Span(report, start, start + len(quote))
    when = row["when"]
    return Claim(
        id=row.get("id") or claim_id(report, reader.name, type_, span.start, span.end),
        report_id=report,
        type=type_,
        span=span,
        quote=quote,
        actors=tuple(Mention(name) for name in row["actor"]),
        targets=tuple(Mention(name) for name in row["target"]),
        where=tuple(Where(name) for name in row["place"]),
        when=When.of(date.fromisoformat(when["start"]), date.fromisoformat(when["end"]), rule=CODED) if when else None,
        counts=tuple(Count(c["what"], c["who"], c["low"], c["high"]) for c in row["count"]),
        attribution=Attribution(tuple(Mention(name) for name in row["source"])),
        stance=Stance(row["stance"]),
        confidence=float(row.get("confidence", 1.0)),
        reader=reader,
    )
