"""A `Filter` as conditions of SQL, standard but for the few words in `dialect`.

Names are matched in Python, by the same folding as everywhere else, over the distinct names that a ledger holds; SQL then looks for the
numbers found. There are few distinct names beside many claims, and the folding rules may improve without a file being rewritten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple

from warmonitor.ground.countries import country
from warmonitor.ground.fold import fold, fold_lines, loose, loose_lines
from warmonitor.lang.wordlists import pattern_of

from .dialect import among, lasts_longer, listed, unindexed
from .query import Filter


class Sql(NamedTuple):
    """A piece of SQL, with the values of the parameters that it names, but for those that are named like a field of `Filter`."""

    text: str
    values: Mapping[str, Any] = MappingProxyType({})


Fetch = Callable[[str], Sequence[tuple[Any, ...]]]

LONG = 31
"""Claims that last more days stand in an index of their own, `claims_long`."""
SHORT = 366
"""So many days find fewer claims than a name may do."""

CLAIMS = """claims
JOIN readings ON readings.seq = claims.reading
JOIN reports ON reports.seq = readings.edition"""
"""Claims with the reading they belong to and the edition of the report that was read."""

NEWEST_READING = """NOT EXISTS (
  SELECT 1 FROM readings AS newer WHERE newer.report = readings.report AND newer.reader = readings.reader AND newer.seq > readings.seq
)"""
"""The reading is the newest by its reader of its report."""

NEWEST_EDITION = """NOT EXISTS (
  SELECT 1 FROM reports AS newer WHERE newer.first_seq = reports.first_seq AND newer.seq > reports.seq
)"""
"""The row of `reports` is the newest edition of its report."""

_DISTINCT_WORDS = """
WITH RECURSIVE words (text) AS (
  SELECT min(text) FROM places
  UNION ALL
  SELECT (SELECT min(places.text) FROM places WHERE places.text > words.text) FROM words WHERE words.text IS NOT NULL
)
SELECT text FROM words WHERE text IS NOT NULL"""
"""The distinct words of places, by hopping over their index: as many steps as there are words, not claims."""


def claims_passing(wanted: Filter, fetch: Fetch, column: str = "claims.seq") -> Sql:
    """Selects a column of those rows of `CLAIMS` that `wanted` lets through; `fetch` runs the look-ups of names."""
    parts = [Sql(NEWEST_READING), *_of_claims(wanted, fetch), *_of_reports(wanted, fetch)]
    return _where(f"SELECT {column} FROM {CLAIMS}", parts, wanted)


def reports_passing(wanted: Filter, fetch: Fetch) -> Sql:
    """Selects the numbers of those newest editions of reports that `wanted` lets through."""
    parts = [Sql(NEWEST_EDITION), *_of_reports(wanted, fetch)]
    if wanted.of_claims:
        having = claims_passing(wanted, fetch, "readings.report")
        parts.append(Sql(f"reports.first_seq IN ({having.text})", having.values))
    return _where("SELECT reports.seq FROM reports", parts, wanted)


def _where(select: str, parts: Iterable[Sql], wanted: Filter) -> Sql:
    """All parts hold. Days are text in every ledger."""
    values: dict[str, Any] = {name: getattr(wanted, name) for name in Filter.__slots__}
    values = reduce(lambda all_, part: {**all_, **part.values}, parts, values)
    days = {name: value.isoformat() for name, value in values.items() if isinstance(value, date)}
    return Sql(f"{select} WHERE {' AND '.join(part.text for part in parts)}", {**values, **days})


def _of_claims(wanted: Filter, fetch: Fetch) -> Iterator[Sql]:
    yield from _found(wanted, fetch)
    few = any((wanted.since, wanted.until, wanted.place, wanted.actor, wanted.source, wanted.report))
    type_ = unindexed("claims.type") if few else "claims.type"
    if wanted.type is not None:
        yield Sql(f"{type_} = :type", {"type": wanted.type.value})
    if wanted.types is not None:
        yield Sql(among(type_, "types"), {"types": listed(one.value for one in wanted.types)})
    if wanted.min_confidence is not None:
        yield Sql("claims.confidence >= :min_confidence")
    if wanted.after is not None:
        yield Sql("claims.reading > :after")
    if wanted.begun is not None:
        yield Sql("(claims.earliest IS NULL OR claims.earliest <= :begun)")
    if wanted.source is not None:
        yield _source(wanted.source, fetch)


def _found(wanted: Filter, fetch: Fetch) -> Iterator[Sql]:
    """What indices find, brought together before any claim is looked at."""
    sets: list[Sql] = []
    if _dated(wanted):
        if not _short(wanted) and (wanted.place is not None or wanted.actor is not None):
            yield _days_of_each(wanted)  # many days may be most of the ledger: names find fewer
        elif wanted.place is None:
            sets.append(_days(wanted))
    if wanted.place is not None:
        sets.append(_place(wanted.place, wanted, fetch))
    if wanted.actor is not None:
        sets.append(_named(wanted.actor, "'actor', 'target'", "actors", fetch))
    if sets:
        found = reduce(_both, sets)
        yield Sql(f"claims.seq IN ({found.text})", found.values)


def _both(first: Sql, second: Sql) -> Sql:
    """What both find, by going through the second: sooner done than an INTERSECT, which sorts both."""
    found = f"SELECT seq FROM ({second.text}) WHERE {unindexed('seq')} IN ({first.text})"
    return Sql(found, {**first.values, **second.values})


def _dated(wanted: Filter) -> bool:
    """Whether days are asked for, which a claim fails that has none, nor its report."""
    return wanted.since is not None or wanted.until is not None


def _short(wanted: Filter) -> bool:
    """Whether the days asked for have a beginning and an end not far from each other, for claims with days and for those without."""
    begins, appears = _first(wanted.until, wanted.begun), _first(wanted.until, wanted.as_known_at)
    if wanted.since is None or begins is None or appears is None:
        return False
    return (max(begins, appears) - wanted.since).days <= SHORT


def _days_of_each(wanted: Filter) -> Sql:
    """What `_days` finds, asked of each claim, and of its report only where the claim has no days."""
    dated, undated = [], []
    if wanted.since is not None:
        dated += [f"{unindexed('claims.latest')} >= :since"]
        undated += ["reports.published >= :since"]
    if wanted.until is not None:
        dated += [f"{unindexed('claims.earliest')} <= :until"]
        undated += ["reports.published <= :until"]
    return Sql(
        f"(claims.earliest IS NULL OR {' AND '.join(dated)}) AND (claims.earliest IS NOT NULL OR {' AND '.join(undated)})"
    )


def _of_reports(wanted: Filter, fetch: Fetch) -> Iterator[Sql]:
    """What `wanted` asks of a row of `reports`, whatever its claims are."""
    if wanted.report is not None:
        yield Sql("reports.id = :report")
    if wanted.outlet is not None:
        yield Sql(among("reports.outlet", "outlets"), {"outlets": listed(_outlets(wanted.outlet, fetch))})
    if (day := wanted.as_known_at) is not None:
        next_day = date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))
        known = "(reports.published <= :as_known_at OR reports.published IS NULL AND reports.recorded_at < :next_day)"
        yield Sql(known, {"next_day": next_day})


def _days(wanted: Filter) -> Sql:
    """Three look-ups, each by its own index, instead of one OR over all claims: claims of about these days, claims that last long, and claims
    without days of reports published then.
    """
    dated, long, published = ["earliest IS NOT NULL"], [lasts_longer("earliest", "latest", LONG)], []
    values: dict[str, date] = {}
    if wanted.since is not None:
        values["before"] = date.fromordinal(max(wanted.since.toordinal() - LONG, 1))
        dated += ["latest >= :since", "earliest >= :before"]
        long += ["latest >= :since"]
        published += ["published >= :since"]
    if begins := _first(wanted.until, wanted.begun):
        values["begins"] = begins
        dated += ["earliest <= :begins"]
        long += [f"{unindexed('earliest')} <= :begins"]
    if appears := _first(wanted.until, wanted.as_known_at):
        values["appears"] = appears
        published += ["published <= :appears"]
    editions = f"SELECT seq FROM reports WHERE {' AND '.join(published)}"
    found = [
        f"SELECT seq FROM claims WHERE {' AND '.join(dated)}",
        f"SELECT seq FROM claims WHERE earliest IS NULL AND reading IN (SELECT seq FROM readings WHERE edition IN ({editions}))",
    ]
    if wanted.since is not None:
        found.append(f"SELECT seq FROM claims WHERE {' AND '.join(long)}")
    return Sql(" UNION ALL ".join(found), values)


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


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


def _named(name: str, roles: str, parameter: str, fetch: Fetch) -> Sql:
    """The claims in which a party of this name or entity id has one of `roles`; whoever bears the name is meant under his other names, too."""
    parties = fetch("SELECT seq, text, neutral, entity FROM parties")
    same, known = alike((words for _, *texts, _ in parties for words in texts), name)
    meant = {entity for _, text, neutral, entity in parties if entity and (text in same or neutral in same)} | {name}
    found = [seq for seq, text, neutral, entity in parties if text in known or neutral in known or entity in meant]
    return Sql(
        f"SELECT claim AS seq FROM names WHERE {among('party', parameter)} AND role IN ({roles})",
        {parameter: listed(found)},
    )


def _source(name: str, fetch: Fetch) -> Sql:
    speaking, outlets = _named(name, "'speaker'", "speakers", fetch), _outlets(name, fetch)
    said = f"claims.seq IN ({speaking.text})"
    if not outlets:
        return Sql(said, speaking.values)  # looked up; with the other half, each claim is looked at
    speakers = "EXISTS (SELECT 1 FROM names WHERE names.claim = claims.seq AND names.role = 'speaker')"
    printed = f"{among('reports.outlet', 'printing')} AND NOT {speakers}"
    return Sql(f"({said} OR {printed})", {**speaking.values, "printing": listed(outlets)})


def _outlets(name: str, fetch: Fetch) -> list[str]:
    """The outlets of this name."""
    return sorted(alike((outlet for (outlet,) in fetch("SELECT DISTINCT outlet FROM reports")), name)[1])


def _place(name: str, wanted: Filter, fetch: Fetch) -> Sql:
    """Claims with a place whose words say `name`, or that is taken to be `name` or to lie in it; where days are wanted, of about these."""
    known, land = fetch("SELECT seq, name, admin1, admin2, country FROM gazetteer"), country(name)
    words = [text for (text,) in fetch(_DISTINCT_WORDS)]
    same, said = alike(chain(words, *(regions for _, *regions in known)), name)
    provinces = {admin1 for _, _, admin1, *_ in known if admin1}
    if same.isdisjoint(provinces):  # "Darfur" where the provinces are "North Darfur" and "Western Darfur"
        same |= {province for province in provinces if _whole(fold(province)) == fold(name)}
    if land is not None:
        same.add(land.iso)
    found = [seq for seq, *regions in known if not same.isdisjoint(regions)]
    spelt = sorted(said.intersection(words))
    meant = _lying(found, wanted)
    if not spelt:
        return meant
    named = Sql(f"SELECT claim AS seq FROM places WHERE {among('text', 'words')}", {"words": listed(spelt)})
    if _short(wanted):
        named = _both(_days(wanted), named)
    return Sql(f"{meant.text} UNION ALL {named.text}", {**meant.values, **named.values})


def _lying(places: Iterable[int], wanted: Filter) -> Sql:
    """Claims on known places; where days are wanted, of about these: what follows from `begun` and `as_known_at` is asked of each claim."""
    asked, values = [among("place", "places")], dict[str, Any](places=listed(places))
    if not _dated(wanted):
        return Sql(f"SELECT claim AS seq FROM places WHERE {asked[0]}", values)
    if wanted.since is not None:
        asked.append("latest >= :since")
    begins, appears = _first(wanted.until, wanted.begun), _first(wanted.until, wanted.as_known_at)
    if begins is not None and appears is not None:
        asked.append("earliest <= :ends")
        values["ends"] = max(begins, appears)
    return Sql(f"SELECT claim AS seq FROM place_days WHERE {' AND '.join(asked)}", values)


def _whole(province: str) -> str | None:
    """The region of which the folded name of a province names one of several parts."""
    quarter = pattern_of("regions", "quarters").match(province)
    return province[quarter.end() :].strip() if quarter else None
