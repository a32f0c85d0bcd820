"""A report's text with its claims marked in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from warmonitor.model import Claim, Report
from warmonitor.model.coding import to_coding

from . import phrases
from .escape import one_line, visible
from .parts import checks_of
from .phrases import Named

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text that lies in the same claims throughout; `starts`, `ends`: the numbers of claims that start before or end after it."""

    text: str
    inside: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def pieces(text: str, claims: Sequence[Claim]) -> list[Piece]:
    """`text` cut wherever a claim starts or ends; claims are numbered from 1 as given. Joined, the pieces are the text."""
    spans = [(n, max(0, c.span.start), min(len(text), c.span.end)) for n, c in enumerate(claims, 1)]
    cuts = sorted({0, len(text), *(p for _, start, end in spans for p in (start, end) if p <= len(text))})
    return [
        Piece(
            text[a:b],
            tuple(n for n, start, end in spans if start <= a and b <= end),
            tuple(n for n, start, end in spans if start == a and end > a),
            tuple(n for n, start, end in spans if end == b and start < b),
        )
        for a, b in pairwise(cuts)
    ]


def render(report: Report, claims: Sequence[Claim], console: Console) -> None:
    """Prints head, text with numbered marks, and the claims by number."""
    from rich.text import Text

    from .printing import hanging, indented, put

    ordered = sorted(claims, key=lambda c: (c.span.start, c.span.end, c.id))
    put(console, Text(one_line(report.title or report.id), style="bold"))
    published = phrases.day(report.published) + f" ({report.date_source.value})" if report.published else "undated"
    head = [report.outlet, published, report.id, report.url, report.origin]
    put(console, Text(" · ".join(one_line(part) for part in head if part), style="dim"))
    put(console, Text())
    body = Text()
    for piece in pieces(report.text, ordered):
        body.append("".join(f"[{n} " for n in piece.starts), style="bold cyan")
        body.append(visible(piece.text), style="underline" if piece.inside else "")
        body.append("]" * len(piece.ends), style="bold cyan")
    put(console, body)
    if not ordered:
        put(console, Text("\nNo claims were found in it."))
    for n, claim in enumerate(ordered, 1):
        put(console, Text())
        put(console, hanging(Text(f"{n:>3}  ", style="cyan").append(about(claim), style="bold"), 5))
        put(console, indented(Text(details(claim), style="dim"), 5))
        for check in checks_of(claim):
            put(
                console,
                indented(
                    Text(f"{'✓' if check.holds else '✗'} {check.text}", style="dim" if check.holds else "yellow"), 5
                ),
            )


def about(claim: Claim) -> str:
    """`Khwain (Idlib, SY): taken by …; 12 killed`."""
    actors: tuple[Named, ...] = phrases.named(claim.actors)
    counts = ", ".join(map(phrases.count, claim.counts))
    where = ", ".join(phrases.places([claim])) or "place not stated"
    return f"{where}: {phrases.summary(claim.type, actors, phrases.named(claim.targets))}" + (
        f"; {counts}" if counts else ""
    )


def details(claim: Claim) -> str:
    """Day, speaker, stance, confidence and id."""
    when = phrases.days(claim.when.earliest, claim.when.latest) if claim.when else "day unknown"
    speaker = phrases.speakers(claim.attribution.speakers) or "in its own words"
    return " · ".join((when, speaker, claim.stance.value, f"confidence {claim.confidence:.2f}", claim.id))


def as_json(report: Report, claims: Sequence[Claim]) -> dict[str, Any]:
    """The report's fields, and its claims in the codebook's format, each with the checks of the figures beside it."""
    return {
        "id": report.id,
        "outlet": report.outlet,
        "published": report.published.isoformat() if report.published else None,
        "date_source": report.date_source.value,
        "title": report.title,
        "url": report.url,
        "text": report.text,
        "claims": [
            to_coding(c) | {"checks": [check._asdict() for check in checks_of(c)]}
            for c in sorted(claims, key=lambda c: (c.span.start, c.span.end, c.id))
        ],
    }
