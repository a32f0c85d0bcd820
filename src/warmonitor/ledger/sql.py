"""The ledger in SQL: what to insert and what to ask.

Written for SQLite, the only database there is: its own words stand in `dialect`, its file, driver, errors and locks in `sqlite`. Another database
brings a `Database` and a `dialect` of its own; the rest is standard SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Generic, Protocol, TypeVar

from warmonitor.model import Claim, Judgement, Place, Reader, Report, UserError

from . import rows
from .dialect import among, begins_with, listed
from .query import Filter
from .select import CLAIMS, NEWEST_EDITION, NEWEST_READING, Sql, claims_passing, reports_passing
from .store import Ledger

BATCH = 3000  # claims that are read at once
TEXTS = 300  # reports that are read at once

K = TypeVar("K", bound=Hashable)

_EDITION = "SELECT * FROM reports WHERE id = :id ORDER BY seq DESC LIMIT 1"
_REPORTS = f"SELECT * FROM reports WHERE {among('seq', 'seqs')} ORDER BY seq"
_REPORTS_NAMED = f"SELECT * FROM reports WHERE {among('id', 'ids')} AND {NEWEST_EDITION} ORDER BY seq"
_READ = "SELECT 1 FROM readings WHERE edition = :edition AND reader = :reader AND version = :version LIMIT 1"
_READINGS = f"""
SELECT readings.seq, readings.reader, readings.version, reports.id
FROM readings JOIN reports ON reports.seq = readings.edition
WHERE {among("readings.seq", "seqs")}"""
_CLAIM = f"SELECT claims.seq, claims.id FROM {CLAIMS} WHERE {NEWEST_READING} AND claims.id = :id"
_CLAIMS_LIKE = f"""
SELECT claims.seq, claims.id FROM {CLAIMS}
WHERE {NEWEST_READING} AND ({begins_with("claims.id", "id")} OR {begins_with("claims.short", "id")})
ORDER BY claims.seq LIMIT 100"""
_CLAIMS = f"SELECT * FROM claims WHERE {among('seq', 'seqs')} ORDER BY seq"
_PARTS = {
    table: f"SELECT * FROM {table} WHERE {among('claim', 'seqs')} ORDER BY {key}" for table, key in rows.PARTS.items()
}
_PLACE_DAYS = f"""
INSERT INTO place_days
SELECT DISTINCT places.place, coalesce(claims.latest, reports.published), coalesce(claims.earliest, reports.published), claims.seq
FROM {CLAIMS} JOIN places ON places.claim = claims.seq
WHERE claims.reading = :reading AND places.place IS NOT NULL AND coalesce(claims.latest, reports.published) IS NOT NULL"""
_SUPERSEDED = """
SELECT claims.id FROM readings AS old JOIN claims ON claims.reading = old.seq
WHERE old.seq <= :after
AND EXISTS (
  SELECT 1 FROM readings AS newer
  WHERE newer.report = old.report AND newer.reader = old.reader AND newer.seq > old.seq AND newer.seq > :after
)
AND NOT EXISTS (
  SELECT 1 FROM readings AS before
  WHERE before.report = old.report AND before.reader = old.reader AND before.seq > old.seq AND before.seq <= :after
)
ORDER BY old.seq, claims.nth"""


class Database(Protocol):
    """An open database. It is in autocommit mode; the store says when a transaction begins. Statements name their parameters `:name`.

    What the user can mend is raised as UserError, all else as `error`.
    """

    error: type[Exception]

    def begin(self) -> None:
        """Begins a transaction that will write."""

    def run(self, statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """All rows that a statement gives."""

    def run_each(self, statement: str, values: Sequence[rows.Values]) -> None:
        """Runs a statement once with each of the values."""

    @property
    def in_transaction(self) -> bool:
        """Whether one is open. After an error such as a full disk, a database may have rolled it back by itself."""

    def close(self) -> None:
        """Closing twice does nothing."""


@dataclass(frozen=True, slots=True)
class Shared(Generic[K]):
    """A table of what many claims point to, stored once each, and what is known of it so far, so that each is looked up once."""

    table: str
    key: str  # the column to look up by, which has an index
    row: Callable[[K], rows.Values]
    make: Callable[[rows.Cells], K]
    by_seq: dict[int, K] = field(default_factory=dict)
    seqs: dict[K, int] = field(default_factory=dict)

    def forget(self) -> None:
        self.by_seq.clear()
        self.seqs.clear()


class SqlLedger(Ledger):
    """A store over one `Database`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._writing = False
        self._lost: str | None = None  # why the transaction is gone while the caller may still be in it
        self._last_seqs: dict[str, int] = {}
        self._parties = Shared("parties", "text", rows.party_row, rows.party_of)
        self._places: Shared[Place] = Shared("gazetteer", "id", rows.place_row, rows.place_of)

    def close(self) -> None:
        self._database.close()

    # Running statements

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Notes where the database gives up the transaction."""
        try:
            yield
        except UserError as error:
            if self._writing and not self._database.in_transaction:
                self._lost = str(error)
            raise

    def _fetch(self, statement: str, values: Mapping[str, Any] = {}) -> list[tuple[Any, ...]]:
        with self._watched():
            return self._database.run(statement, values)

    def _one(self, statement: str, **values: Any) -> tuple[Any, ...] | None:
        return next(iter(self._fetch(statement, values)), None)

    def _insert(self, table: str, values: Sequence[rows.Values]) -> None:
        """Adds rows, which have the same columns."""
        rows.check_numbers(values)
        if values:
            columns = values[0].keys()
            statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES (:{', :'.join(columns)})"
            with self._watched():
                self._database.run_each(statement, values)

    def _next(self, table: str) -> int:
        """The next sequence number; writers take turns, so nobody else takes it before the transaction ends."""
        if table not in self._last_seqs:
            self._last_seqs[table] = self._last(table)
        self._last_seqs[table] += 1
        return self._last_seqs[table]

    def _last(self, table: str) -> int:
        return int(self._fetch(f"SELECT coalesce(max(seq), 0) FROM {table}")[0][0])

    # Writing

    @contextmanager
    def transaction(self) -> Iterator[None]:
        if self._writing:
            raise RuntimeError("transactions do not nest")
        self._writing, self._lost = True, None
        self._last_seqs.clear()
        try:
            with self._scope(self._database.begin, "COMMIT", "ROLLBACK"):
                yield
        finally:
            self._writing = False

    @contextmanager
    def _scope(self, begin: Callable[[], object], commit: str, *undo: str) -> Iterator[None]:
        begin()
        try:
            yield
            self._must_write()
            self._fetch(commit)
        except BaseException:
            for command in undo:
                with suppress(UserError, self._database.error):  # the database may have given up the transaction itself
                    self._database.run(command, {})
            for shared in (self._parties, self._places):
                shared.forget()  # some may be gone with the transaction
            self._last_seqs.clear()
            raise

    def _must_write(self) -> None:
        if not self._writing:
            raise RuntimeError("writes need a transaction: with ledger.transaction(): …")
        if self._lost is not None:
            raise UserError(self._lost)  # else what follows would be committed piece by piece

    def add_report(self, report: Report, recorded_at: datetime) -> bool:
        self._must_write()
        if self.edition(report) is not report:
            return False
        stored = self._edition(report.id)
        seq = self._next("reports")
        first = stored.first_seq if stored else seq
        row = {"seq": seq, "first_seq": first, **rows.report_row(report), "recorded_at": _instant(recorded_at)}
        self._insert("reports", [row])
        return True

    def edition(self, report: Report) -> Report:
        stored = self.report(report.id)
        if stored is not None and stored.text != report.text:
            raise UserError(
                f"report {report.id}: the ledger has another text under this id; give one of them another id"
            )
        return report if stored is None or rows.newer_edition(stored, report) else stored

    def has_reading(self, report_id: str, reader: Reader) -> bool:
        edition = self._edition(report_id)
        return edition is not None and bool(
            self._one(_READ, edition=edition.seq, reader=reader.name, version=reader.version)
        )

    def add_reading(self, report_id: str, reader: Reader, claims: Sequence[Claim], recorded_at: datetime) -> int:
        self._must_write()
        edition = self._edition(report_id)
        if edition is None:
            raise KeyError(report_id)
        for claim in claims:
            rows.check(claim, report_id, edition.report.text, reader)
        if len({claim.id for claim in claims}) < len(claims):
            raise ValueError(f"two claims of {report_id} have one id")
        seq = self._next("readings")
        reading = {
            "seq": seq, "report": edition.first_seq, "edition": edition.seq, "reader": reader.name, "version": reader.version,
            "claims": len(claims), "recorded_at": _instant(recorded_at),
        }  # fmt: skip
        with self._scope(
            lambda: self._fetch("SAVEPOINT reading"), "RELEASE reading", "ROLLBACK TO reading", "RELEASE reading"
        ):
            self._insert("readings", [reading])
            self._insert_claims(claims, seq)
        return seq

    def _insert_claims(self, found: Sequence[Claim], reading: int) -> None:
        mentions = [mention for claim in found for of in rows.ROLES.values() for mention in of(claim)]
        parties = self._interned(self._parties, map(rows.party, mentions))
        places = self._interned(self._places, rows.places(found))
        batch: dict[str, list[rows.Values]] = {table: [] for table in ("claims", *rows.PARTS)}
        for nth, claim in enumerate(found):
            for table, values in rows.claim_rows(claim, self._next("claims"), reading, nth, parties, places):
                batch[table].append(values)
        for table, made in batch.items():
            self._insert(table, made)
        self._fetch(_PLACE_DAYS, {"reading": reading})

    def _interned(self, shared: Shared[K], things: Iterable[K]) -> Mapping[K, int]:
        """The numbers of things, and maybe of more; those that have none are given a row."""
        seqs = shared.seqs
        missing = {thing: shared.row(thing) for thing in things if thing not in seqs}
        if missing:
            keys = sorted({row[shared.key] for row in missing.values()})
            known = f"SELECT * FROM {shared.table} WHERE {among(shared.key, 'keys')}"
            seqs.update((shared.make(row), row[0]) for row in self._fetch(known, {"keys": listed(keys)}))
            new = {
                thing: {"seq": self._next(shared.table), **row} for thing, row in missing.items() if thing not in seqs
            }
            self._insert(shared.table, list(new.values()))
            seqs.update((thing, row["seq"]) for thing, row in new.items())
        return seqs

    def add_judgement(self, judgement: Judgement) -> bool:
        self._must_write()
        known = "SELECT 1 FROM judgements WHERE id = :id"
        if self._one(known, id=judgement.id):
            return False
        for claim in judgement.claims:
            if not self._one("SELECT 1 FROM claims WHERE id = :id LIMIT 1", id=claim):
                raise UserError(f"there is no claim {claim} in the ledger")
        if judgement.undoes is not None and not self._one(known, id=judgement.undoes):
            raise UserError(f"there is no judgement {judgement.undoes} to undo in the ledger")
        seq = self._next("judgements")
        self._insert("judgements", [{"seq": seq, **rows.judgement_row(judgement)}])
        on = [{"judgement": seq, "nth": nth, "claim_id": claim} for nth, claim in enumerate(judgement.claims)]
        self._insert("judged_claims", on)
        return True

    # Asking

    def _edition(self, report_id: str) -> rows.Edition | None:
        row = self._one(_EDITION, id=report_id)
        return rows.edition_of(row) if row else None

    def report(self, report_id: str) -> Report | None:
        edition = self._edition(report_id)
        return edition and edition.report

    def reports(self, wanted: Filter = Filter()) -> Iterator[Report]:  # noqa: B008 – a frozen value
        return self._reports(self._seqs(reports_passing(wanted, self._fetch)))

    def reports_of(self, ids: Iterable[str]) -> Iterator[Report]:
        return (rows.edition_of(row).report for row in self._fetch(_REPORTS_NAMED, {"ids": listed(set(ids))}))

    def _reports(self, seqs: Sequence[int]) -> Iterator[Report]:
        for batch in _batches(seqs, TEXTS):
            yield from (rows.edition_of(row).report for row in self._fetch(_REPORTS, {"seqs": listed(batch)}))

    def claim(self, claim_id: str) -> Claim | None:
        found = self._fetch(_CLAIM, {"id": claim_id})
        if not found and claim_id:
            found = self._fetch(_CLAIMS_LIKE, {"id": claim_id})
        ids = sorted({id_ for _, id_ in found})
        if len(ids) > 1:
            raise UserError(
                f"{claim_id} may be any of {', '.join(ids[:5])}{' and more' if len(ids) > 5 else ''}; give more of it"
            )
        return next(self._load([found[-1][0]])) if found else None

    def claims(self, wanted: Filter = Filter()) -> Iterator[Claim]:  # noqa: B008 – a frozen value
        for batch in _batches(self._seqs(claims_passing(wanted, self._fetch)), BATCH):
            yield from self._load(batch)

    def superseded(self, after: int) -> Iterator[str]:
        yield from (id_ for (id_,) in self._fetch(_SUPERSEDED, {"after": after}))

    def last(self) -> int:
        return self._last("readings")

    def judgements(self) -> Iterator[Judgement]:
        on: dict[int, list[str]] = {}
        for judgement, _, claim in self._fetch("SELECT * FROM judged_claims ORDER BY judgement, nth"):
            on.setdefault(judgement, []).append(claim)
        for row in self._fetch("SELECT * FROM judgements ORDER BY seq"):
            yield rows.judgement_of(row, on.get(row[0], ()))

    # Loading claims

    def _seqs(self, question: Sql) -> list[int]:
        """The numbers that a question selects, found at once, so that later changes are not seen, in order."""
        return sorted(seq for (seq,) in self._fetch(question.text, question.values))

    def _load(self, seqs: Sequence[int]) -> Iterator[Claim]:
        """The claims with these numbers (at most BATCH), in order: one statement for each table, not for each claim."""
        wanted = {"seqs": listed(seqs)}
        found = self._fetch(_CLAIMS, wanted)
        parts = {table: self._fetch(statement, wanted) for table, statement in _PARTS.items()}
        known = rows.Known(
            self._known(self._parties, (party for _, _, _, party, *_ in parts["names"])),
            self._known(self._places, (row[3] for table in ("places", "candidates") for row in parts[table])),
            self._readings({row[3] for row in found}),
        )
        return rows.claims_of(found, parts, known)

    def _known(self, shared: Shared[K], seqs: Iterable[int | None]) -> Mapping[int, K]:
        """The things with these numbers, and maybe more."""
        missing = sorted({seq for seq in seqs if seq is not None and seq not in shared.by_seq})
        if missing:
            found = self._fetch(f"SELECT * FROM {shared.table} WHERE {among('seq', 'seqs')}", {"seqs": listed(missing)})
            shared.by_seq.update((row[0], shared.make(row)) for row in found)
        return shared.by_seq

    def _readings(self, seqs: Iterable[int]) -> Mapping[int, tuple[str, Reader]]:
        readers: dict[tuple[str, str], Reader] = {}
        return {
            seq: (report, readers.setdefault((name, version), Reader(name, version)))
            for seq, name, version, report in self._fetch(_READINGS, {"seqs": listed(seqs)})
        }


def _batches(seqs: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (seqs[i : i + size] for i in range(0, len(seqs), size))


def _instant(at: datetime) -> str:
    """As instants are stored: in UTC, so that text sorts as time does. ValueError for one without a time zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")
