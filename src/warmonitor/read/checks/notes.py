"""Notes on claims: what came of holding a report's own figures against each other, the map, the calendar and the start of the war."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from warmonitor.lang.doc import Doc
from warmonitor.model import Claim, Reason, Report, Span, Where
from warmonitor.model.claim import CHECK
from warmonitor.read.grounding import Grounding

from .self_checks import Note, self_checks, totals
from .stated_distances import Stated, stated
from .war_age import ages


def with_notes(claims: Sequence[Claim], report: Report, doc: Doc, grounding: Grounding) -> list[Claim]:
    """The claims of one report, each with the notes on figures in its words, or else in its sentence, as reasons of the field `check`."""
    found = sorted(notes(claims, report, doc, grounding), key=lambda n: (n.start, n.end))
    return [_noted(claim, [*(n for n in found if _beside(claim, n, doc)), *totals(claim.counts)]) for claim in claims]


def notes(claims: Sequence[Claim], report: Report, doc: Doc, grounding: Grounding) -> Iterator[Note]:
    """The notes on the report's figures, those on the counts of single claims aside."""
    yield from self_checks(doc.text, report.published)
    yield from _distances(claims, report, doc, grounding)
    if grounding.pack is not None and grounding.pack.since is not None and report.published is not None:
        yield from war_ages(doc.text, report.published, grounding.pack.since, grounding.pack.countries)


def war_ages(text: str, published: date, began: date, home: tuple[str, ...] = ()) -> Iterator[Note]:
    """What the text says of the war's age, against the day on which it began."""
    years = (published - began).days / 365.25
    for age in ages(text, home):
        holds = age.least <= years <= age.most
        says = f"the war, begun on {began.isoformat()}, was {years:.1f} years old"
        yield Note(
            "war",
            holds,
            says + (", as stated" if holds else f", not “{text[age.start : age.end]}”"),
            age.start,
            age.end,
        )


def _distances(claims: Sequence[Claim], report: Report, doc: Doc, grounding: Grounding) -> Iterator[Note]:
    found = list(stated(doc))
    if not found or grounding.places is None:
        return
    names = {words: Span(report.id, *doc.chars(*words)) for one in found for words in (one.one, one.other)}
    beside = {
        (w.text, w.span): None for c in claims for w in c.where
    }  # chosen with them, so that a name means the same in both
    asked = [*((s.of(doc.text), s) for s in names.values()), *beside]
    chosen = dict(zip(names, grounding.choose(asked, doc.text), strict=False))
    for one in found:
        note = _distance(one, chosen[one.one], chosen[one.other])
        if note is not None:
            yield note


def _distance(told: Stated, one: Where, other: Where) -> Note | None:
    return told.note(one.place, other.place) if one.place and other.place else None


def _beside(claim: Claim, note: Note, doc: Doc) -> bool:
    """Whether a note stands in the claim's words, or in its sentences."""
    if note.start < claim.span.end and claim.span.start < note.end:
        return True
    first, last = doc.words_in(note.start, note.end)
    mine = doc.words_in(claim.span.start, claim.span.end)
    if first == last or mine[0] == mine[1]:
        return False
    return doc.sent_of[mine[0]] <= doc.sent_of[first] <= doc.sent_of[mine[1] - 1]


def _noted(claim: Claim, notes: Sequence[Note]) -> Claim:
    if not notes:
        return claim
    told = (
        Reason(CHECK, n.text, n.kind, Span(claim.report_id, n.start, n.end), 1.0 if n.holds else 0.0) for n in notes
    )
    return replace(claim, reasons=(*claim.reasons, *told))
