"""Why a claim says what it says: each field, the words it came from, the rule or score that decided it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from warmonitor.model import Claim, Report, Span, Where
from warmonitor.model.claim import CHECK
from warmonitor.model.coding import CODED

from . import phrases
from .captions import origin
from .escape import one_line
from .parts import line_of

if TYPE_CHECKING:
    from rich.console import Console

FIELDS = ("type", "actor", "target", "place", "when", "count", "source", "stance", "confidence")


@dataclass(frozen=True, slots=True)
class Why:
    """One field: its value, the words of the report, what decided it (a rule's name, with an example where it has one; a score)."""

    field: str
    value: str
    words: str = ""
    rule: str = ""
    score: float | None = None
    example: str | None = None


def explain(claim: Claim, report: Report | None) -> list[Why]:
    """Every field of the claim in the codebook's order, each with its reasons; a field without any says so by an empty rule, or that it was coded."""
    reasons: dict[str, list[Why]] = {}
    for r in claim.reasons:
        score = r.score if r.field != CHECK else None
        why = Why(r.field, one_line(r.value), _words(r.span, report), r.rule, score, r.example)
        reasons.setdefault(r.field, []).append(why)
    rows: list[Why] = []
    for field in (*FIELDS, *(f for f in reasons if f not in FIELDS)):
        mine = reasons.get(field, [])
        stated = [_merged(s, mine) for s in _stated(field, claim, report)]
        others = [r for r in mine if r.value and not any(_about(s, r) for s in stated)]
        rows += [*stated, *others] or [Why(field, "–")]
    coded = claim.reader.name == CODED
    return [replace(w, rule=CODED) if coded and not w.rule and w.value != "–" else w for w in rows]


def _about(stated: Why, reason: Why) -> bool:
    return bool(reason.value) and (
        reason.value.casefold() in stated.value.casefold() or stated.words == reason.words != ""
    )


def _merged(stated: Why, reasons: list[Why]) -> Why:
    """The value of the claim with the reason that is about it."""
    about = next((r for r in reasons if _about(stated, r)), reasons[0] if len(reasons) == 1 else None)
    if about is None:
        return stated
    return Why(
        stated.field,
        stated.value,
        about.words or stated.words,
        about.rule or stated.rule,
        about.score if about.score is not None else stated.score,
        about.example,
    )


def _stated(field: str, claim: Claim, report: Report | None) -> Iterator[Why]:
    """The claim's own values of one field, with the words that they carry."""
    if field == "type":
        yield Why(field, claim.type.value)
    elif field in ("actor", "target"):
        for mention in claim.actors if field == "actor" else claim.targets:
            neutral = f" → {mention.neutral}" if mention.neutral else ""
            yield Why(
                field, one_line(mention.text) + neutral, _words(mention.span, report) or one_line(mention.words or "")
            )
    elif field == "place":
        for where in claim.where:
            yield Why(field, _place(where), _words(where.span, report), *_chosen(where))
    elif field == "when" and claim.when:
        anchor = f", from {phrases.day(claim.when.anchor)}" if claim.when.anchor else ""
        value = f"{phrases.days(claim.when.earliest, claim.when.latest)} (ACLED {claim.when.acled}, UCDP {claim.when.ucdp}{anchor})"
        yield Why(field, value, _words(claim.when.span, report), claim.when.rule)
    elif field == "count":
        for count in claim.counts:
            yield Why(field, phrases.count(count), _words(count.span, report), count.rule)
    elif field == "source":
        said = claim.attribution
        value = phrases.speakers(said.speakers) or "the report itself"
        yield Why(field, value, _words(said.cue, report), said.rule)
    elif field == "stance":
        yield Why(field, claim.stance.value)
    elif field == "confidence":
        yield Why(field, f"{claim.confidence:.2f}", rule=f"{claim.reader.name} {claim.reader.version}".strip())


def _place(where: Where) -> str:
    if where.place is None:
        return f"“{one_line(where.text)}” (not resolved)"
    return f"{phrases.place(where)} [{where.place.id}]"


def _chosen(where: Where) -> tuple[str, float | None]:
    """The reasons and the score of the candidate that was chosen, or of the best one."""
    if not where.candidates:
        return "", None
    best = next((c for c in where.candidates if where.place and c.place.id == where.place.id), where.candidates[0])
    return ", ".join(best.reasons), best.score


def _words(span: Span | None, report: Report | None) -> str:
    return one_line(report.text[span.start : span.end]) if span and report else ""


def render(claim: Claim, report: Report | None, console: Console) -> None:
    """Prints the claim, its quote and the reasons."""
    from rich.text import Text

    from .printing import indented, plain_table, put

    put(console, Text(claim.id, style="bold"))
    put(console, indented(Text(f"“{one_line(claim.quote)}”", style="italic"), 2))
    put(console, indented(Text(f"— {origin(line_of(claim, report))}", style="dim"), 2))
    put(console, Text())
    table = plain_table("field", "value", "words", "decided by", fixed=("field",))
    for why in explain(claim, report):
        decided = why.rule + (f" ({why.score:.2f})" if why.score is not None else "")
        decided += f"; as in “{one_line(why.example)}”" if why.example else ""
        words = f"“{why.words}”" if why.words else ""
        table.add_row(*map(Text, (why.field, why.value, words, decided)))
    put(console, table)
