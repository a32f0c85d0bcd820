"""A `Filter` as conditions of SQL.

Names are matched in Python, by the same folding as everywhere else, over the distinct names that a ledger holds; SQL then looks for the
numbers found. There are few distinct names beside many claims, and the folding rules may improve without a file being rewritten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, exists, func, or_, select

from warmonitor.ground.fold import fold, loose

from .query import Filter
from .schema import claims, gazetteer, names, parties, places, readings, reports

Fetch = Callable[[Select[Any]], Sequence[Row[Any]]]
Condition = ColumnElement[bool]

_newer = readings.alias("newer")
_newer_edition = reports.alias("newer_edition")

CLAIMS = claims.join(readings, readings.c.seq == claims.c.reading).join(reports, reports.c.seq == readings.c.edition)
"""Claims with the reading they belong to and the edition of the report that was read."""


def newest_reading() -> Condition:
    """The reading is the newest by its reader of its report."""
    return ~exists().where(
        _newer.c.report == readings.c.report, _newer.c.reader == readings.c.reader, _newer.c.seq > readings.c.seq
    )


def newest_edition() -> Condition:
    return ~exists().where(_newer_edition.c.first_seq == reports.c.first_seq, _newer_edition.c.seq > reports.c.seq)


def claim_conditions(wanted: Filter, fetch: Fetch) -> list[Condition]:
    """What must hold of a row of `CLAIMS` for `wanted`; `fetch` runs the look-ups of names."""
    conditions = [newest_reading(), *_days(wanted), *report_conditions(wanted, fetch)]
    if wanted.type is not None:
        conditions.append(claims.c.type == wanted.type.value)
    if wanted.min_confidence is not None:
        conditions.append(claims.c.confidence >= wanted.min_confidence)
    if wanted.after is not None:
        conditions.append(claims.c.reading > wanted.after)
    if wanted.place is not None:
        conditions.append(_place(wanted.place, fetch))
    if wanted.actor is not None:
        conditions.append(claims.c.seq.in_(_named(wanted.actor, ("actor", "target"), fetch)))
    if wanted.source is not None:
        conditions.append(_source(wanted.source, fetch))
    return conditions


def report_conditions(wanted: Filter, fetch: Fetch) -> list[Condition]:
    """What `wanted` asks of a row of `reports`, whatever its claims are."""
    conditions: list[Condition] = []
    if wanted.report is not None:
        conditions.append(reports.c.id == wanted.report)
    if wanted.outlet is not None:
        conditions.append(_outlet(wanted.outlet, fetch))
    if wanted.as_known_at is not None:
        published, recorded = reports.c.published, reports.c.recorded_at
        known = and_(published.is_(None), recorded < _next_day(wanted.as_known_at))
        conditions.append(or_(published <= wanted.as_known_at, known))
    return conditions


def _next_day(day: date) -> str:
    """What was recorded on `day` or before sorts before this."""
    return date.fromordinal(min(day.toordinal() + 1, date.max.toordinal())).isoformat()


def _days(wanted: Filter) -> Iterable[Condition]:
    undated = claims.c.earliest.is_(None)
    if wanted.since is not None:
        yield or_(claims.c.latest >= wanted.since, and_(undated, reports.c.published >= wanted.since))
    if wanted.until is not None:
        yield or_(claims.c.earliest <= wanted.until, and_(undated, reports.c.published <= wanted.until))


def _among(column: ColumnElement[Any], values: Sequence[int] | Sequence[str]) -> Condition:
    """`column IN values`; numbers are written out, as there may be more of them than a database takes parameters."""
    if values and isinstance(values[0], str):
        return or_(*(column.in_(values[i : i + 500]) for i in range(0, len(values), 500)))
    return column.in_(bindparam(None, list(values), expanding=True, literal_execute=True))


def says(name: str, wanted: str) -> bool:
    """Whether `wanted` stands in `name` as whole words, folded, or is all of it in another transliteration."""
    key = fold(wanted)
    return bool(key) and (f" {key} " in f" {fold(name)} " or loose(name) == loose(wanted))


def _named(name: str, roles: Sequence[str], fetch: Fetch) -> Select[tuple[int]]:
    """The claims in which a party of this name or entity id has one of `roles`."""
    found = [
        p.seq
        for p in fetch(select(parties))
        if p.entity == name or says(p.text, name) or (p.neutral is not None and says(p.neutral, name))
    ]
    return select(names.c.claim).where(_among(names.c.party, found), names.c.role.in_(roles))


def _source(name: str, fetch: Fetch) -> Condition:
    speakers = exists().where(names.c.claim == claims.c.seq, names.c.role == "speaker")
    return or_(claims.c.seq.in_(_named(name, ("speaker",), fetch)), and_(_outlet(name, fetch), ~speakers))


def _outlet(name: str, fetch: Fetch) -> Condition:
    rows = fetch(select(reports.c.outlet).distinct().where(reports.c.outlet.is_not(None)))
    return _among(reports.c.outlet, [row.outlet for row in rows if says(row.outlet, name)])


def _place(name: str, fetch: Fetch) -> Condition:
    """Claims with a place whose words say `name`, or that is taken to be `name` or to lie in it."""
    key, known = (fold(name), loose(name)), fetch(select(gazetteer))

    def is_it(other: str | None) -> bool:
        return other is not None and bool(key[0]) and (fold(other) == key[0] or loose(other) == key[1])

    countries = {row.country for row in known if row.kind == "country" and row.country and is_it(row.name)}
    seqs = [
        row.seq
        for row in known
        if is_it(row.name)
        or is_it(row.admin1)
        or is_it(row.admin2)
        or row.country in countries
        or fold(row.country or "") == key[0]
    ]
    words = [row.text for row in fetch(_distinct_words()) if says(row.text, name)]
    hit = or_(_among(places.c.place, seqs), _among(places.c.text, words))
    return claims.c.seq.in_(select(places.c.claim).where(hit))


def _distinct_words() -> Select[tuple[str]]:
    """The distinct words of places, by hopping over their index: as many steps as there are words, not claims."""
    first = select(func.min(places.c.text).label("text")).cte("words", recursive=True)
    following = select(func.min(places.c.text)).where(places.c.text > first.c.text).scalar_subquery()
    hops = first.union_all(select(following).where(first.c.text.is_not(None)))
    return select(hops.c.text).where(hops.c.text.is_not(None))
