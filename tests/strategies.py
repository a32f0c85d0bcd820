"""Hypothesis strategies for the types of the model: whatever the types allow, not only what looks like news."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TypeVar

from hypothesis import strategies as st

from warmonitor.model import (
    COUNTED,
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
    claim_id,
)

T = TypeVar("T")

# Any text that UTF-8 can hold. Half of it is made of the letters that break things: quotes, wildcards, newlines, bidirectional marks, NUL.
texts = st.text(st.characters(codec="utf-8"), max_size=40) | st.text(
    "ab '\"%_;\n\r\t\0é\u202e\U0001f600=<&", max_size=12
)
words = texts.filter(bool)
maybe = texts | st.none()
days = st.dates()
whole = st.integers(0, 2**63 - 1)
real = st.floats(allow_nan=False, allow_infinity=False)
share = st.floats(0, 1)
zones = st.sampled_from((UTC, timezone(timedelta(hours=3)), timezone(-timedelta(hours=9, minutes=30))))
instants = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=zones)  # noqa: DTZ001 – the zone is drawn
readers = st.builds(Reader, name=st.sampled_from(("warmonitor", "coder")), version=st.sampled_from(("1", "2", "")))

places = st.builds(
    Place, id=words, name=words, kind=words, country=maybe, admin1=maybe, admin2=maybe, lat=real | st.none(), lon=real | st.none(), population=whole,
    radius_km=real | st.none(),
)  # fmt: skip
candidates = st.builds(Candidate, place=places, score=real, reasons=st.lists(texts, max_size=3).map(tuple))


@st.composite
def reports(draw: st.DrawFn, ids: st.SearchStrategy[str] = words, text: st.SearchStrategy[str] = texts) -> Report:
    """Any report, its text not empty."""
    words_ = draw(text.filter(bool))
    published = draw(days | st.none())
    known = st.sampled_from([s for s in DateSource if s is not DateSource.UNKNOWN])
    return Report(
        id=draw(ids), text=words_, outlet=draw(maybe), title=draw(maybe), url=draw(maybe), published=published,
        date_source=DateSource.UNKNOWN if published is None else draw(known), language=draw(st.sampled_from(("en", "ar"))),
        retrieved_at=draw(instants | st.datetimes() | st.none()), origin=draw(maybe), body=draw(st.integers(0, len(words_))),
    )  # fmt: skip


def spans(report: Report) -> st.SearchStrategy[Span]:
    """Any span of the report's text."""
    ends = st.integers(1, len(report.text))
    return ends.flatmap(lambda end: st.integers(0, end - 1).map(lambda start: Span(report.id, start, end)))


def mentions(report: Report) -> st.SearchStrategy[Mention]:
    return st.builds(
        Mention, text=words, span=spans(report) | st.none(), words=maybe, neutral=maybe, entity=maybe, side=maybe
    )


def several(strategy: st.SearchStrategy[T], size: int = 3) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(strategy, max_size=size).map(tuple)


def wheres(report: Report) -> st.SearchStrategy[Where]:
    code = st.integers(1, 7) | st.none()
    return st.builds(
        Where, text=texts, span=spans(report) | st.none(), relation=st.sampled_from(Relation), place=places | st.none(),
        candidates=several(candidates), acled=code, ucdp=code, distance_km=real | st.none(), bearing=maybe, radius_km=real | st.none(),
    )  # fmt: skip


@st.composite
def whens(draw: st.DrawFn, report: Report) -> When:
    earliest, latest = sorted((draw(days), draw(days)))
    span, value = draw(spans(report) | st.none()), draw(maybe)
    if draw(st.booleans()):
        return When.of(earliest, latest, span=span, value=value, anchor=draw(days | st.none()), rule=draw(texts))
    return When(earliest, latest, draw(st.integers(1, 3)), draw(st.integers(1, 5)), span, value)


@st.composite
def counts(draw: st.DrawFn, report: Report) -> Count:
    low = draw(whole)
    high = draw(st.integers(low, 2**63 - 1) | st.none())
    return Count(draw(st.sampled_from(COUNTED)), draw(texts), low, high, draw(spans(report) | st.none()), draw(texts))


@st.composite
def claims(draw: st.DrawFn, report: Report, reader: Reader, nth: int = 0) -> Claim:
    """Any claim that `reader` may have found in `report`; claims with other `nth` have other ids."""
    span, type_ = draw(spans(report)), draw(st.sampled_from(EventType))
    anyone, somewhere = mentions(report), spans(report) | st.none()
    said = st.builds(
        Attribution,
        speakers=several(anyone),
        cue=somewhere,
        content=somewhere,
        voice=st.sampled_from(Voice),
        rule=texts,
    )
    reasons = st.builds(
        Reason, field=texts, value=texts, rule=texts, span=somewhere, score=real | st.none(), example=maybe
    )
    return Claim(
        id=claim_id(report.id, reader.name, type_, span.start, span.end, nth), report_id=report.id, type=type_, span=span, quote=span.of(report.text),
        actors=draw(several(anyone)), targets=draw(several(anyone)), where=draw(several(wheres(report))), when=draw(whens(report) | st.none()),
        counts=draw(several(counts(report))), attribution=draw(said), stance=draw(st.sampled_from(Stance)), confidence=draw(share), reader=reader,
        more=draw(several(spans(report))), reasons=draw(several(reasons)),
    )  # fmt: skip


@st.composite
def readings(draw: st.DrawFn, size: int = 3) -> tuple[Report, Reader, tuple[Claim, ...]]:
    """A report, a reader, and what it found."""
    report, reader = draw(reports()), draw(readers)
    return report, reader, tuple(draw(claims(report, reader, nth)) for nth in range(draw(st.integers(0, size))))


judgements = st.builds(
    Judgement, id=words, decision=st.sampled_from(Decision), claims=several(words), by=texts, at=instants, note=texts, correction=texts,
    undoes=maybe,
)  # fmt: skip
