# LEAD TO THE HELPER WORKING HERE (delete this line when done): issue 2 demands "SQLite through SQLAlchemy Core"; PostgreSQL is to come behind the same interface. So SQLAlchemy stays for schema, statements, migrations: undo its removal (git checkout of src/warmonitor/ledger is allowed to you). Gain speed elsewhere: fewer statements, fewer fetched children, batched reports, raw rows via exec_driver_sql/tuples in the one hot reading path only.
"""Claims as rows of the tables in `schema`, and back, exactly. No database here."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

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

from . import schema
from .schema import Row, Table

Values = dict[str, Any]
Party = tuple[str, str | None, str | None, str | None]  # text, neutral, entity, side

ROLES: dict[str, Callable[[Claim], Sequence[Mention]]] = {
    "actor": lambda claim: claim.actors,
    "target": lambda claim: claim.targets,
    "speaker": lambda claim: claim.attribution.speakers,
}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _ends(span: Span | None, prefix: str = "") -> Values:
    return {f"{prefix}starts": span.start if span else None, f"{prefix}ends": span.end if span else None}


def claim_rows(
    claim: Claim, seq: int, reading: int, nth: int, parties: Mapping[Party, int], places: Mapping[Place, int]
) -> Iterator[tuple[Table, Values]]:
    """The rows that hold `claim`; `parties` and `places` give the sequence numbers of names and known places."""
    when, said = claim.when, claim.attribution
    yield (
        schema.claims,
        {
            "seq": seq, "id": claim.id, "short": claim.id.rpartition("#")[2], "reading": reading, "nth": nth, "type": claim.type.value,
            "stance": claim.stance.value, "confidence": claim.confidence, "quote": claim.quote, **_ends(claim.span),
            "earliest": _iso(when.earliest if when else None), "latest": _iso(when.latest if when else None), "time_acled": when and when.acled, "time_ucdp": when and when.ucdp,
            **_ends(when.span if when else None, "time_"), "time_value": when and when.value, "time_anchor": _iso(when.anchor if when else None),
            "time_rule": when and when.rule, "voice": said.voice.value, **_ends(said.cue, "cue_"), **_ends(said.content, "content_"),
            "attribution_rule": said.rule,
        },
    )  # fmt: skip
    for role, of in ROLES.items():
        for n, m in enumerate(of(claim)):
            yield (
                schema.names,
                {"claim": seq, "role": role, "nth": n, "party": parties[party(m)], "words": m.words, **_ends(m.span)},
            )
    for n, where in enumerate(claim.where):
        yield from _place_rows(where, seq, n, places)
    for n, c in enumerate(claim.counts):
        values = {"what": c.what, "who": c.who, "low": c.low, "high": c.high, **_ends(c.span), "rule": c.rule}
        yield schema.counts, {"claim": seq, "nth": n, **values}
    for n, span in enumerate(claim.more):
        yield schema.restatements, {"claim": seq, "nth": n, **_ends(span)}
    for n, r in enumerate(claim.reasons):
        values = {
            "field": r.field,
            "value": r.value,
            "rule": r.rule,
            **_ends(r.span),
            "score": r.score,
            "example": r.example,
        }
        yield schema.reasons, {"claim": seq, "nth": n, **values}


def _place_rows(where: Where, seq: int, nth: int, places: Mapping[Place, int]) -> Iterator[tuple[Table, Values]]:
    key = {"claim": seq, "nth": nth}
    yield (
        schema.places,
        {
            **key, "text": where.text, "place": places[where.place] if where.place else None, "relation": where.relation.value,
            "acled": where.acled, "ucdp": where.ucdp, "distance_km": where.distance_km, "bearing": where.bearing, "radius_km": where.radius_km,
            **_ends(where.span),
        },
    )  # fmt: skip
    for rank, candidate in enumerate(where.candidates):
        reasons = json.dumps(candidate.reasons, ensure_ascii=False)
        yield (
            schema.candidates,
            {**key, "rank": rank, "place": places[candidate.place], "score": candidate.score, "reasons": reasons},
        )


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


@dataclass(frozen=True, slots=True)
class Known:
    """What claims point to: parties and known places by sequence number, report ids and readers by reading."""

    parties: Mapping[int, Party]
    places: Mapping[int, Place]
    readings: Mapping[int, tuple[str, Reader]]


def claims_of(rows: Sequence[Row], children: Mapping[Table, Sequence[Row]], known: Known) -> Iterator[Claim]:
    """The claims that `rows` of the table `claims` hold, in their order; `children` are in the order of their primary keys, which begin with the claim."""
    parts: dict[Table, defaultdict[int, list[Row]]] = {table: defaultdict(list) for table in schema.CHILDREN}
    for table, found in children.items():
        of = parts[table]
        for row in found:
            of[row[0]].append(row)
    for row in rows:
        yield _claim(row, {table: of.get(row[0], ()) for table, of in parts.items()}, known)


def _claim(row: Row, parts: Mapping[Table, Sequence[Row]], known: Known) -> Claim:
    (
        _, id_, _, reading, _, type_, stance, confidence, quote, starts, ends, earliest, latest, acled, ucdp, time_starts, time_ends, time_value,
        time_anchor, time_rule, voice, cue_starts, cue_ends, content_starts, content_ends, attribution_rule,
    ) = row  # fmt: skip
    report, reader = known.readings[reading]
    mentions: dict[str, list[Mention]] = {role: [] for role in ROLES}
    for _, role, _, named, words, begins, closes in parts[schema.names]:
        text, neutral, entity, side = known.parties[named]
        mentions[role].append(Mention(text, _span(report, begins, closes), words, neutral, entity, side))
    first, last = _day(earliest), _day(latest)
    at = _span(report, time_starts, time_ends)
    when = When(first, last, acled, ucdp, at, time_value, _day(time_anchor), time_rule) if first and last else None
    cue, content = _span(report, cue_starts, cue_ends), _span(report, content_starts, content_ends)
    return Claim(
        id=id_,
        report_id=report,
        type=EventType(type_),
        span=Span(report, starts, ends),
        quote=quote,
        actors=tuple(mentions["actor"]),
        targets=tuple(mentions["target"]),
        where=tuple(_where(w, report, parts[schema.candidates], known) for w in parts[schema.places]),
        when=when,
        counts=tuple(
            Count(what, who, low, high, _span(report, begins, closes), rule)
            for _, _, what, who, low, high, begins, closes, rule in parts[schema.counts]
        ),
        attribution=Attribution(tuple(mentions["speaker"]), cue, content, Voice(voice), attribution_rule),
        stance=Stance(stance),
        confidence=confidence,
        reader=reader,
        more=tuple(Span(report, begins, closes) for _, _, begins, closes in parts[schema.restatements]),
        reasons=tuple(
            Reason(field, value, rule, _span(report, begins, closes), score, example)
            for _, _, field, value, rule, begins, closes, score, example in parts[schema.reasons]
        ),
    )


def _span(report: str, starts: int | None, ends: int | None) -> Span | None:
    return None if starts is None or ends is None else Span(report, starts, ends)


def _where(row: Row, report: str, candidates: Sequence[Row], known: Known) -> Where:
    _, nth, text, place, relation, acled, ucdp, distance_km, bearing, radius_km, starts, ends = row
    return Where(
        text=text,
        span=_span(report, starts, ends),
        relation=Relation(relation),
        place=None if place is None else known.places[place],
        candidates=tuple(
            Candidate(known.places[meant], score, tuple(json.loads(reasons)))
            for _, of, _, meant, score, reasons in candidates
            if of == nth
        ),
        acled=acled,
        ucdp=ucdp,
        distance_km=distance_km,
        bearing=bearing,
        radius_km=radius_km,
    )


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


def party_of(row: Row) -> Party:
    _, text, neutral, entity, side = row
    return (text, neutral, entity, side)


def place_row(place: Place) -> Values:
    return {f.name: getattr(place, f.name) for f in fields(place)}


def place_of(row: Row) -> Place:
    return Place(**dict(zip(schema.gazetteer.columns[1:], row[1:], strict=True)))


def report_row(report: Report) -> Values:
    """The columns of `reports` that a report fills itself."""
    return {
        "id": report.id, "outlet": report.outlet, "title": report.title, "url": report.url, "published": _iso(report.published),
        "date_source": report.date_source.value, "language": report.language, "retrieved_at": report.retrieved_at and report.retrieved_at.isoformat(),
        "origin": report.origin, "body": report.body, "text": report.text,
    }  # fmt: skip


def report_of(row: Row) -> Report:
    """The report that one row of `reports` holds."""
    _, _, id_, outlet, title, url, published, source, language, retrieved_at, origin, body, text, _ = row
    retrieved = datetime.fromisoformat(retrieved_at) if retrieved_at else None
    return Report(id_, text, outlet, title, url, _day(published), DateSource(source), language, retrieved, origin, body)


def judgement_row(judgement: Judgement) -> Values:
    """The columns of `judgements` that a judgement fills itself."""
    return {
        "id": judgement.id,
        "decision": judgement.decision.value,
        "by": judgement.by,
        "at": judgement.at.isoformat(),
        "note": judgement.note,
        "correction": judgement.correction,
        "undoes": judgement.undoes,
    }


def judgement_of(row: Row, claims: Iterable[str]) -> Judgement:
    """The judgement that one row of `judgements` holds, on `claims`."""
    _, id_, decision, by, at, note, correction, undoes = row
    return Judgement(id_, Decision(decision), tuple(claims), by, datetime.fromisoformat(at), note, correction, undoes)


def newer_edition(stored: Report, report: Report) -> bool:
    """Whether `report`, with the text of `stored`, knows a better day of publication: a first one, or another one given by the user."""
    if report.published is None or report.published == stored.published:
        return False
    return stored.published is None or report.date_source is DateSource.GIVEN
