# LEAD TO THE HELPER WORKING HERE (delete this line when done): issue 2 demands "SQLite through SQLAlchemy Core"; PostgreSQL is to come behind the same interface. So SQLAlchemy stays for schema, statements, migrations: undo its removal (git checkout of src/warmonitor/ledger is allowed to you). Gain speed elsewhere: fewer statements, fewer fetched children, batched reports, raw rows via exec_driver_sql/tuples in the one hot reading path only.
"""A `Filter` as conditions of SQL.

Names are matched in Python, by the same folding as everywhere else, over the distinct names that a ledger holds; SQL then looks for the
numbers found. There are few distinct names beside many claims, and the folding rules may improve without a file being rewritten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any

from warmonitor.ground.countries import country
from warmonitor.ground.fold import fold, fold_lines, loose, loose_lines

from .query import Filter
from .schema import Row

Fetch = Callable[[str], Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of SQL with the values for its question marks."""

    sql: str
    values: tuple[Any, ...] = ()

    @classmethod
    def all(cls, parts: Iterable[Condition], joint: str = " AND ") -> Condition:
        """The parts, joined; true where there is none."""
        listed = list(parts)
        return cls(
            joint.join(f"({p.sql})" for p in listed) or "1", tuple(chain.from_iterable(p.values for p in listed))
        )

    def within(self, before: str, after: str = ")") -> Condition:
        return Condition(f"{before}{self.sql}{after}", self.values)


CLAIMS = "claims AS c JOIN readings AS g ON g.seq = c.reading JOIN reports AS r ON r.seq = g.edition"
"""Claims with the reading they belong to and the edition of the report that was read."""
NEWEST_READING = Condition(
    "NOT EXISTS (SELECT 1 FROM readings AS n WHERE n.report = g.report AND n.reader = g.reader AND n.seq > g.seq)"
)
"""The reading `g` is the newest by its reader of its report."""
NEWEST_EDITION = Condition("NOT EXISTS (SELECT 1 FROM reports AS n WHERE n.first_seq = r.first_seq AND n.seq > r.seq)")
LONG = timedelta(days=31)
"""Claims that last longer stand in an index of their own, `claims_long`."""

_BY_REPORT = "reports AS e CROSS JOIN readings AS o ON o.edition = e.seq CROSS JOIN claims AS l ON l.reading = o.seq"
"""A cross join keeps its order: from few reports to their claims."""
_LASTS_LONG = "julianday(l.latest) - julianday(l.earliest) > 31"  # as the index is declared, else it is not used


def claim_condition(wanted: Filter, fetch: Fetch) -> Condition:
    """What must hold of a row of `CLAIMS` for `wanted`; `fetch` runs the look-ups of names."""
    return Condition.all(
        [NEWEST_READING, *_days(wanted), *report_conditions(wanted, fetch), *_of_claims(wanted, fetch)]
    )


def _of_claims(wanted: Filter, fetch: Fetch) -> Iterator[Condition]:
    if wanted.type is not None:
        yield Condition("c.type = ?", (wanted.type.value,))
    if wanted.types is not None:
        yield among("c.type", [type_.value for type_ in wanted.types])
    if wanted.min_confidence is not None:
        yield Condition("c.confidence >= ?", (wanted.min_confidence,))
    if wanted.after is not None:
        yield Condition("c.reading > ?", (wanted.after,))
    if wanted.place is not None:
        yield _place(wanted.place, fetch)
    if wanted.actor is not None:
        yield _any([_by(wanted.actor, ("actor", "target"), fetch)])
    if wanted.source is not None:
        yield _source(wanted.source, fetch)


def report_conditions(wanted: Filter, fetch: Fetch) -> Iterator[Condition]:
    """What `wanted` asks of a row `r` of `reports`, whatever its claims are."""
    if wanted.report is not None:
        yield Condition("r.id = ?", (wanted.report,))
    if wanted.outlet is not None:
        yield _outlet(wanted.outlet, fetch)
    if wanted.as_known_at is not None:
        yield Condition(
            "r.published <= ? OR (r.published IS NULL AND r.recorded_at < ?)",
            (wanted.as_known_at.isoformat(), _moved(wanted.as_known_at, timedelta(days=1))),
        )  # what was recorded on that day or before sorts before the next


def _moved(day: date, by: timedelta) -> str:
    number = day.toordinal() + by.days
    return date.fromordinal(min(max(number, date.min.toordinal()), date.max.toordinal())).isoformat()


def _days(wanted: Filter) -> Iterator[Condition]:
    """Three look-ups, each by its own index, instead of one over all claims: claims of about these days, claims that last long, and claims
    without days in reports published then.
    """
    since, until = (day and day.isoformat() for day in (wanted.since, wanted.until))
    if since is None and until is None:
        return
    ends = [Condition("l.latest >= ?", (since,))] if since else []
    starts = [Condition("l.earliest <= ?", (until,))] if until else [Condition("l.earliest IS NOT NULL")]
    near = [Condition("l.earliest >= ?", (_moved(wanted.since, -LONG),))] if wanted.since else []
    published = [Condition(f"e.published {sign} ?", (day,)) for sign, day in ((">=", since), ("<=", until)) if day]
    undated = [Condition("l.earliest IS NULL"), *published]
    found = [
        Condition.all([*ends, *starts, *near]).within("SELECT l.seq FROM claims AS l WHERE ", ""),
        Condition.all(undated).within(f"SELECT l.seq FROM {_BY_REPORT} WHERE ", ""),
    ]
    if since:
        long = Condition.all([*ends, *starts, Condition(_LASTS_LONG)])
        found.append(long.within("SELECT l.seq FROM claims AS l WHERE ", ""))
    yield _any(found)


def _any(questions: Sequence[Condition]) -> Condition:
    """Claims that one of the questions finds, each asked for by itself: an OR would go through all claims."""
    values = tuple(chain.from_iterable(question.values for question in questions))
    return Condition(f"c.seq IN ({' UNION ALL '.join(question.sql for question in questions)})", values)


def among(column: str, values: Sequence[int] | Sequence[str]) -> Condition:
    """`column IN values`; numbers are written out, as there may be more of them than a database takes parameters."""
    if values and isinstance(values[0], str):
        return Condition(f"{column} IN ({', '.join('?' * len(values))})", tuple(values))
    return Condition(f"{column} IN ({', '.join(map(str, values))})")


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


def _by(name: str, roles: Sequence[str], fetch: Fetch) -> Condition:
    """Selects the claims in which a party of this name or entity id has one of `roles`."""
    rows = fetch("SELECT seq, text, neutral, entity FROM parties")
    _, known = alike((text for _, *texts, _ in rows for text in texts), name)
    found = [seq for seq, text, neutral, entity in rows if text in known or neutral in known or entity == name]
    hit = Condition.all([among("m.party", found), among("m.role", roles)])
    return hit.within("SELECT m.claim FROM names AS m WHERE ", "")


def _source(name: str, fetch: Fetch) -> Condition:
    """Claims by a speaker of this name, or of an outlet of this name where they name no speaker."""
    nobody = Condition("NOT EXISTS (SELECT 1 FROM names AS s WHERE s.claim = l.seq AND s.role = 'speaker')")
    outlets = Condition.all([_outlet(name, fetch, "e"), nobody]).within(f"SELECT l.seq FROM {_BY_REPORT} WHERE ", "")
    return _any([_by(name, ("speaker",), fetch), outlets])


def _outlet(name: str, fetch: Fetch, reports: str = "r") -> Condition:
    _, known = alike((outlet for (outlet,) in fetch("SELECT DISTINCT outlet FROM reports")), name)
    return among(f"{reports}.outlet", sorted(known))


def _place(name: str, fetch: Fetch) -> Condition:
    """Claims with a place whose words say `name`, or that is taken to be `name` or to lie in it."""
    rows, land = fetch("SELECT seq, name, admin1, admin2, country FROM gazetteer"), country(name)
    words = [text for (text,) in fetch(_DISTINCT_WORDS)]
    same, said = alike(chain(words, *(regions for _, *regions in rows)), name)
    if land is not None:
        same.add(land.iso)
    found = [seq for seq, *regions in rows if not same.isdisjoint(regions)]
    said.intersection_update(words)
    hit = Condition.all([among("p.place", found), among("p.text", sorted(said))], " OR ")
    return _any([hit.within("SELECT p.claim FROM places AS p WHERE ", "")])


_DISTINCT_WORDS = """\
WITH RECURSIVE words (text) AS (
  SELECT min(text) FROM places
  UNION ALL SELECT (SELECT min(p.text) FROM places AS p WHERE p.text > words.text) FROM words WHERE words.text IS NOT NULL
)
SELECT text FROM words WHERE text IS NOT NULL"""
"""The distinct words of places, by hopping over their index: as many steps as there are words, not claims."""
