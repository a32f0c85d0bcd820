"""Claims as rows of the tables that `migrations` makes, and back, exactly. No database here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any, NamedTuple

from warmonitor.model import (
    Attribution,
    Candidate,
    Claim,
    Count,
    DateSource,
    Decision,
    EventType,
    Judgement,
    Mention,
    Place,
    Reader,
    Reason,
    Relation,
    Report,
    Span,
    Stance,
    Voice,
    When,
    Where,
)

Values = dict[str, Any]
Party = tuple[str, str | None, str | None, str | None]  # text, neutral, entity, side

ROLES: dict[str, Callable[[Claim], Sequence[Mention]]] = {
    "actor": lambda claim: claim.actors,
    "target": lambda claim: claim.targets,
    "speaker": lambda claim: claim.attribution.speakers,
}

PARTS = {
    "names": "claim, role, nth",
    "places": "claim, nth",
    "candidates": "claim, nth, rank",
    "counts": "claim, nth",
    "restatements": "claim, nth",
    "reasons": "claim, nth",
}
"""The tables of parts of claims with their primary keys, which are their order."""


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(iso: str | None) -> date | None:
    return None if iso is None else date.fromisoformat(iso)


def _ends(span: Span | None, prefix: str = "") -> Values:
    return {f"{prefix}starts": span.start if span else None, f"{prefix}ends": span.end if span else None}


def claim_rows(
    claim: Claim, seq: int, reading: int, nth: int, parties: Mapping[Party, int], places: Mapping[Place, int]
) -> Iterator[tuple[str, Values]]:
    """The rows that hold `claim`; `parties` and `places` give the sequence numbers of names and known places."""
    yield "claims", {"seq": seq, "reading": reading, "nth": nth, **_claim_row(claim)}
    for role, of in ROLES.items():
        for n, m in enumerate(of(claim)):
            values = {"role": role, "nth": n, "party": parties[party(m)], "words": m.words}
            yield "names", {"claim": seq, **values, **_ends(m.span)}
    for n, where in enumerate(claim.where):
        yield from _place_rows(where, seq, n, places)
    for n, c in enumerate(claim.counts):
        values = {"what": c.what, "who": c.who, "low": c.low, "high": c.high, **_ends(c.span), "rule": c.rule}
        yield "counts", {"claim": seq, "nth": n, **values}
    for n, span in enumerate(claim.more):
        yield "restatements", {"claim": seq, "nth": n, **_ends(span)}
    for n, r in enumerate(claim.reasons):
        values = {"field": r.field, "value": r.value, "rule": r.rule, "score": r.score, "example": r.example}
        yield "reasons", {"claim": seq, "nth": n, **values, **_ends(r.span)}


def _claim_row(claim: Claim) -> Values:
    """The columns of `claims` that a claim fills itself."""
    when, said = claim.when, claim.attribution
    earliest, latest, anchor = (when.earliest, when.latest, when.anchor) if when else (None, None, None)
    return {
        "id": claim.id, "short": claim.id.rpartition("#")[2], "type": claim.type.value, "stance": claim.stance.value,
        "confidence": claim.confidence, "quote": claim.quote, **_ends(claim.span),
        "earliest": _iso(earliest), "latest": _iso(latest), "time_acled": when and when.acled, "time_ucdp": when and when.ucdp,
        **_ends(when.span if when else None, "time_"), "time_value": when and when.value, "time_anchor": _iso(anchor),
        "time_rule": when and when.rule, "voice": said.voice.value, **_ends(said.cue, "cue_"), **_ends(said.content, "content_"),
        "attribution_rule": said.rule,
    }  # fmt: skip


def _place_rows(where: Where, seq: int, nth: int, places: Mapping[Place, int]) -> Iterator[tuple[str, Values]]:
    key = {"claim": seq, "nth": nth}
    values = {
        "text": where.text, "place": places[where.place] if where.place else None, "relation": where.relation.value, "acled": where.acled,
        "ucdp": where.ucdp, "distance_km": where.distance_km, "bearing": where.bearing, "radius_km": where.radius_km,
    }  # fmt: skip
    yield "places", {**key, **values, **_ends(where.span)}
    for rank, candidate in enumerate(where.candidates):
        values = {"rank": rank, "place": places[candidate.place], "score": candidate.score}
        yield "candidates", {**key, **values, "reasons": json.dumps(candidate.reasons, ensure_ascii=False)}


def spans(claim: Claim) -> Iterator[Span]:
    """Every span that a claim holds."""
    optional = [claim.when.span if claim.when else None, claim.attribution.cue, claim.attribution.content]
    for of in ROLES.values():
        optional += [mention.span for mention in of(claim)]
    optional += [where.span for where in claim.where]
    optional += [count.span for count in claim.counts]
    optional += [reason.span for reason in claim.reasons]
    yield claim.span
    yield from claim.more
    yield from (span for span in optional if span is not None)


def check(claim: Claim, report_id: str, text: str, reader: Reader) -> None:
    """ValueError where `claim` is not one that `reader` can have found in the report."""
    if claim.report_id != report_id or claim.reader != reader:
        raise ValueError(
            f"claim {claim.id} is of report {claim.report_id} by {claim.reader}, not of {report_id} by {reader}"
        )
    for span in spans(claim):
        if span.report_id != report_id or span.end > len(text):
            raise ValueError(f"claim {claim.id}: {span} does not lie in the {len(text)} characters of {report_id}")
    if claim.span.of(text) != claim.quote:
        raise ValueError(f"claim {claim.id}: the quote is not what stands at {claim.span.start}: {claim.quote!r}")


def check_numbers(rows: Iterable[Values]) -> None:
    """ValueError for a number that a database would change: not a number, or an integer beyond 64 bits."""
    for row in rows:
        for name, value in row.items():
            if (type(value) is int and not -(2**63) <= value < 2**63) or (type(value) is float and value != value):
                raise ValueError(f"{name} {value} cannot be stored")


class Known(NamedTuple):
    """What claims point to: parties and known places by sequence number, report ids and readers by reading."""

    parties: Mapping[int, Party]
    places: Mapping[int, Place]
    readings: Mapping[int, tuple[str, Reader]]


# Rows are taken apart at once, in the order of their table's columns: asking a row for one column after another takes most of the time of loading.

_TYPES = {member.value: member for member in EventType}
_STANCES = {member.value: member for member in Stance}
_VOICES = {member.value: member for member in Voice}
_RELATIONS = {member.value: member for member in Relation}
Cells = Sequence[Any]
"""A row by its columns."""
Spans = Callable[[int | None, int | None], Span | None]
"""The span of a claim's report from two columns, None where they hold nothing."""


def claims_of(rows: Sequence[Cells], parts: Mapping[str, Sequence[Cells]], known: Known) -> Iterator[Claim]:
    """The claims that `rows` of the table `claims` hold, in their order; `parts` are in the order of their primary keys."""
    grouped = [_by_claim(parts[table]) for table in PARTS]
    for row in rows:
        yield _claim(row, [of.get(row[0], ()) for of in grouped], known)


def _by_claim(parts: Iterable[Cells]) -> dict[int, list[Cells]]:
    """The rows of a table of parts by their first column, the claim."""
    found: dict[int, list[Cells]] = {}
    for row in parts:
        found.setdefault(row[0], []).append(row)
    return found


def _claim(row: Cells, parts: Sequence[Sequence[Cells]], known: Known) -> Claim:
    """`parts`: the claim's rows in each of `PARTS`."""
    names, places, candidates, counts, restatements, reasons = parts
    (
        _, id_, _, reading, _, type_, stance, confidence, quote, starts, ends, earliest, latest, acled, ucdp, time_starts, time_ends, value, anchor,
        time_rule, voice, cue_starts, cue_ends, content_starts, content_ends, attribution_rule,
    ) = row  # fmt: skip
    report, reader = known.readings[reading]

    def span(starts: int | None, ends: int | None) -> Span | None:
        return None if starts is None or ends is None else Span(report, starts, ends)

    mentions = _mentions(names, known, span)
    days = earliest and (date.fromisoformat(earliest), date.fromisoformat(latest))
    when = days and When(*days, acled, ucdp, span(time_starts, time_ends), value, _day(anchor), time_rule)
    speakers, cue, content = tuple(mentions["speaker"]), span(cue_starts, cue_ends), span(content_starts, content_ends)
    return Claim(
        id=id_,
        report_id=report,
        type=_TYPES[type_],
        span=Span(report, starts, ends),
        quote=quote,
        actors=tuple(mentions["actor"]),
        targets=tuple(mentions["target"]),
        where=tuple([_where(place, candidates, known, span) for place in places]),
        when=when,
        counts=tuple(
            [Count(what, who, low, high, span(*at), rule) for _, _, what, who, low, high, *at, rule in counts]
        ),
        attribution=Attribution(speakers, cue, content, _VOICES[voice], attribution_rule),
        stance=_STANCES[stance],
        confidence=confidence,
        reader=reader,
        more=tuple([Span(report, starts, ends) for _, _, starts, ends in restatements]),
        reasons=tuple([_reason(reason, span) for reason in reasons]),
    )


def _mentions(rows: Iterable[Cells], known: Known, span: Spans) -> dict[str, list[Mention]]:
    """Who is named in each of `ROLES`."""
    found: dict[str, list[Mention]] = {role: [] for role in ROLES}
    for _, role, _, party, words, *at in rows:
        text, neutral, entity, side = known.parties[party]
        found[role].append(Mention(text, span(*at), words, neutral, entity, side))
    return found


def _reason(row: Cells, span: Spans) -> Reason:
    _, _, field, value, rule, starts, ends, score, example = row
    return Reason(field, value, rule, span(starts, ends), score, example)


def _where(row: Cells, candidates: Iterable[Cells], known: Known, span: Spans) -> Where:
    _, nth, text, place, relation, acled, ucdp, distance_km, bearing, radius_km, starts, ends = row
    meant = None if place is None else known.places[place]
    may = tuple([_candidate(c, known) for c in candidates if c[1] == nth])
    at = span(starts, ends)
    return Where(text, at, _RELATIONS[relation], meant, may, acled, ucdp, distance_km, bearing, radius_km)


def _candidate(row: Cells, known: Known) -> Candidate:
    _, _, _, place, score, reasons = row
    return Candidate(known.places[place], score, tuple(json.loads(reasons)))


def party(mention: Mention) -> Party:
    return (mention.text, mention.neutral, mention.entity, mention.side)


def places(claims: Iterable[Claim]) -> Iterator[Place]:
    """Every known place that the claims name or may name."""
    for claim in claims:
        for where in claim.where:
            if where.place is not None:
                yield where.place
            yield from (candidate.place for candidate in where.candidates)


def party_row(party: Party) -> Values:
    return dict(zip(("text", "neutral", "entity", "side"), party, strict=True))


def party_of(row: Cells) -> Party:
    _, text, neutral, entity, side = row
    return (text, neutral, entity, side)


def place_row(place: Place) -> Values:
    return {f.name: getattr(place, f.name) for f in fields(place)}


def place_of(row: Cells) -> Place:
    _, id_, name, kind, country, admin1, admin2, lat, lon, population, radius_km = row
    return Place(id_, name, kind, country, admin1, lat, lon, population, radius_km, admin2)


def report_row(report: Report) -> Values:
    """The columns of `reports` that a report fills itself."""
    return {
        "id": report.id, "outlet": report.outlet, "title": report.title, "url": report.url, "published": _iso(report.published),
        "date_source": report.date_source.value, "language": report.language, "retrieved_at": report.retrieved_at and report.retrieved_at.isoformat(),
        "origin": report.origin, "body": report.body, "text": report.text,
    }  # fmt: skip


class Edition(NamedTuple):
    """A report as it stands in one row of `reports`, whose first edition is row `first_seq`."""

    seq: int
    first_seq: int
    report: Report


def edition_of(row: Cells) -> Edition:
    seq, first_seq, id_, outlet, title, url, published, date_source, language, retrieved_at, origin, body, text, _ = row
    retrieved = retrieved_at and datetime.fromisoformat(retrieved_at)
    report = Report(
        id_, text, outlet, title, url, _day(published), DateSource(date_source), language, retrieved, origin, body
    )
    return Edition(seq, first_seq, report)


def judgement_row(judgement: Judgement) -> Values:
    """The columns of `judgements` that a judgement fills itself."""
    return {
        "id": judgement.id, "decision": judgement.decision.value, "by": judgement.by, "at": judgement.at.isoformat(), "note": judgement.note,
        "correction": judgement.correction, "undoes": judgement.undoes,
    }  # fmt: skip


def judgement_of(row: Cells, claims: Iterable[str]) -> Judgement:
    """The judgement that one row of `judgements` holds, on `claims`."""
    _, id_, decision, by, at, note, correction, undoes = row
    return Judgement(id_, Decision(decision), tuple(claims), by, datetime.fromisoformat(at), note, correction, undoes)


def newer_edition(stored: Report, report: Report) -> bool:
    """Whether `report`, with the text of `stored`, knows a better day of publication: a first one, or another one given by the user."""
    if report.published is None or report.published == stored.published:
        return False
    return stored.published is None or report.date_source is DateSource.GIVEN
