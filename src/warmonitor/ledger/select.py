"""A `Filter` as conditions of SQL: SQLAlchemy's, but for the few words in `dialect`.

Names are matched in Python, by the same folding as everywhere else, over the distinct names that a ledger holds; SQL then looks for the
numbers found. There are few distinct names beside many claims, and the folding rules may improve without a file being rewritten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, false, func, intersect, or_, select, union_all

from warmonitor.ground.countries import country
from warmonitor.ground.fold import fold, fold_lines, loose, loose_lines

from .dialect import among, lasts_longer, unindexed
from .query import Filter
from .schema import claims, gazetteer, names, parties, places, readings, reports

Fetch = Callable[[Select[Any]], Sequence[Row[Any]]]
Condition = ColumnElement[bool]
Numbers = Select[tuple[int]]

_dated, _undated = claims.alias("dated"), claims.alias("undated")
_readings, _editions = readings.alias("their_readings"), reports.alias("their_editions")
_newer = readings.alias("newer")
_newer_edition = reports.alias("newer_edition")

LONG = 31
"""Claims that last more days stand in an index of their own, `claims_long`."""
_LASTS_LONG = lasts_longer(_dated.c.earliest, _dated.c.latest, LONG)

CLAIMS = claims.join(readings, readings.c.seq == claims.c.reading).join(reports, reports.c.seq == readings.c.edition)
"""Claims with the reading they belong to and the edition of the report that was read."""


def newest_reading() -> Condition:
    """The reading is the newest by its reader of its report."""
    return ~exists().where(
        _newer.c.report == readings.c.report, _newer.c.reader == readings.c.reader, _newer.c.seq > readings.c.seq
    )


def newest_edition() -> Condition:
    """The row of `reports` is the newest edition of its report."""
    return ~exists().where(_newer_edition.c.first_seq == reports.c.first_seq, _newer_edition.c.seq > reports.c.seq)


def claim_conditions(wanted: Filter, fetch: Fetch) -> list[Condition]:
    """What must hold of a row of `CLAIMS` for `wanted`; `fetch` runs the look-ups of names."""
    conditions = [newest_reading(), *_found(wanted, fetch), *report_conditions(wanted, fetch)]
    few = any((wanted.since, wanted.until, wanted.place, wanted.actor, wanted.source, wanted.report))
    type_ = unindexed(claims.c.type) if few else claims.c.type
    if wanted.type is not None:
        conditions.append(type_ == wanted.type.value)
    if wanted.types is not None:
        conditions.append(type_.in_([wanted_.value for wanted_ in wanted.types]))
    if wanted.min_confidence is not None:
        conditions.append(claims.c.confidence >= wanted.min_confidence)
    if wanted.after is not None:
        conditions.append(claims.c.reading > wanted.after)
    if wanted.begun is not None:
        conditions.append(or_(claims.c.earliest.is_(None), claims.c.earliest <= wanted.begun))
    if wanted.source is not None:
        conditions.append(_source(wanted.source, fetch))
    return conditions


def _found(wanted: Filter, fetch: Fetch) -> Iterator[Condition]:
    """What indices find, brought together before any claim is looked at."""
    sets: list[list[Numbers]] = []
    named = wanted.place is not None or wanted.actor is not None
    if named and wanted.since is not None and wanted.until is None and wanted.as_known_at is None:
        yield _since(wanted.since)  # all since a day may be most of the ledger: names find fewer
    elif wanted.since is not None or wanted.until is not None:
        sets.append(_days(wanted))
    if wanted.place is not None:
        sets.append(_place(wanted.place, fetch))
    if wanted.actor is not None:
        sets.append([_named(wanted.actor, ("actor", "target"), fetch)])
    if len(sets) == 1:
        yield claims.c.seq.in_(union_all(*sets[0]))
    elif sets:
        yield claims.c.seq.in_(intersect(*(select(union_all(*some).subquery().c[0]) for some in sets)))


def _since(day: date) -> Condition:
    """What `_days` finds where there is no last day, asked of each claim."""
    dated = and_(claims.c.earliest.is_not(None), unindexed(claims.c.latest) >= day)
    return or_(dated, and_(claims.c.earliest.is_(None), reports.c.published >= day))


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


def _days(wanted: Filter) -> list[Numbers]:
    """Three look-ups, each by its own index, instead of one OR over all claims: claims of about these days, claims that last long, and claims
    without days of reports published then.
    """
    dated: list[Condition] = [_dated.c.earliest.is_not(None)]
    long: list[Condition] = [_LASTS_LONG]
    published: list[Condition] = []
    if wanted.since is not None:
        dated += [_dated.c.latest >= wanted.since, _dated.c.earliest >= _before(wanted.since, LONG)]
        long.append(_dated.c.latest >= wanted.since)
        published.append(_editions.c.published >= wanted.since)
    last = min((day for day in (wanted.until, wanted.begun) if day is not None), default=None)
    if last is not None:
        dated.append(_dated.c.earliest <= last)
        long.append(unindexed(_dated.c.earliest) <= last)
    if (known := min((day for day in (wanted.until, wanted.as_known_at) if day is not None), default=None)) is not None:
        published.append(_editions.c.published <= known)
    editions = select(_editions.c.seq).where(*published)
    of_reports = select(_readings.c.seq).where(_readings.c.edition.in_(editions))
    found: list[Numbers] = [
        select(_dated.c.seq).where(*dated),
        select(_undated.c.seq).where(_undated.c.earliest.is_(None), _undated.c.reading.in_(of_reports)),
    ]
    if wanted.since is not None:
        found.append(select(_dated.c.seq).where(*long))
    return found


def _before(day: date, days: int) -> date:
    return date.fromordinal(max(day.toordinal() - days, 1))


def _any_of(column: ColumnElement[str | None], words: Sequence[str]) -> Condition:
    """`column IN words`, for any number of them."""
    return or_(false(), *(column.in_(words[i : i + 500]) for i in range(0, len(words), 500)))


def alike(names: Iterable[str | None], wanted: str) -> tuple[set[str], set[str]]:
    """Those names that are `wanted`, folded or in another transliteration; and those, more, in which it stands as whole words.

    All are folded at once, as there may be many.
    """
    key, sound = fold(wanted), loose(wanted)
    distinct = sorted({name for name in names if name})
    if not distinct or not key:
        return set(), set()
    folded = fold_lines("\n".join(name.replace("\n", " ").replace("\r", " ") for name in distinct))
    lines = list(zip(distinct, folded.split("\n"), loose_lines(folded).split("\n"), strict=True))
    same = {name for name, line, heard in lines if line == key or (heard == sound != "")}
    return same, same | {name for name, line, _ in lines if key in line and f" {key} " in f" {line} "}


def _named(name: str, roles: Sequence[str], fetch: Fetch) -> Numbers:
    """The claims in which a party of this name or entity id has one of `roles`."""
    rows = fetch(select(parties))
    _, known = alike((text for row in rows for text in (row.text, row.neutral)), name)
    found = [row.seq for row in rows if row.text in known or row.neutral in known or row.entity == name]
    return select(names.c.claim).where(among(names.c.party, found), names.c.role.in_(roles))


def _source(name: str, fetch: Fetch) -> Condition:
    speakers = exists().where(names.c.claim == claims.c.seq, names.c.role == "speaker")
    return or_(claims.c.seq.in_(_named(name, ("speaker",), fetch)), and_(_outlet(name, fetch), ~speakers))


def _outlet(name: str, fetch: Fetch) -> Condition:
    rows = fetch(select(reports.c.outlet).distinct())
    _, known = alike((row.outlet for row in rows), name)
    return _any_of(reports.c.outlet, sorted(known))


def _place(name: str, fetch: Fetch) -> list[Numbers]:
    """Claims with a place whose words say `name`, or that is taken to be `name` or to lie in it."""
    regions_of = select(*(gazetteer.c[c] for c in ("seq", "name", "admin1", "admin2", "country")))
    known, land = [tuple(row) for row in fetch(regions_of)], country(name)
    words = [text for (text,) in fetch(_distinct_words())]
    same, said = alike(chain(words, *(regions for _, *regions in known)), name)
    if land is not None:
        same.add(land.iso)
    found = [seq for seq, *regions in known if not same.isdisjoint(regions)]
    said.intersection_update(words)
    either = (among(places.c.place, found), _any_of(places.c.text, sorted(said)))
    return [select(places.c.claim).where(hit) for hit in either]


def _distinct_words() -> Select[tuple[str]]:
    """The distinct words of places, by hopping over their index: as many steps as there are words, not claims."""
    first = select(func.min(places.c.text).label("text")).cte("words", recursive=True)
    following = select(func.min(places.c.text)).where(places.c.text > first.c.text).scalar_subquery()
    hops = first.union_all(select(following).where(first.c.text.is_not(None)))
    return select(hops.c.text).where(hops.c.text.is_not(None))
