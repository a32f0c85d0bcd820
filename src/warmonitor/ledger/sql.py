"""The ledger in SQL: what to insert and what to ask, through SQLAlchemy Core.

Written for SQLite, the only database there is: its own words stand in `dialect`, its file, errors and locks in `sqlite`. Another database
brings a `Database` and a `dialect` of its own; the rest is standard SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import chain
from typing import Any, Protocol, TypeVar

from sqlalchemy import Column, Connection, Executable, Row, Select, Table, bindparam, exists, func, insert, or_, select
from sqlalchemy.exc import DBAPIError

from warmonitor.model import Claim, Judgement, Place, Reader, Report, UserError

from . import rows, schema
from .dialect import PARAMETERS, among, begins_with
from .query import Filter
from .select import CLAIMS, claim_conditions, newest_edition, newest_reading, report_conditions
from .store import Ledger

BATCH = 3000  # claims that are read at once
TEXTS = 300  # reports that are read at once

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

# Built once, as that takes longer than to run them.
_INSERTS = {table: insert(table) for table in schema.metadata.tables.values()}
_EDITION = (
    select(schema.reports).where(schema.reports.c.id == bindparam("id")).order_by(schema.reports.c.seq.desc()).limit(1)
)


class Database(Protocol):
    """What a store must know about the database behind it. Connections are in autocommit mode; the store says when a transaction begins."""

    begin: str  # the statement that begins a transaction that will write

    def explain(self, error: DBAPIError) -> str | None:
        """One line for the user where the user can mend it."""

    def in_transaction(self, connection: Connection) -> bool:
        """Whether one is open. After an error such as a full disk, a database may have rolled it back by itself."""

    def close(self, connection: Connection) -> None: ...


class SqlLedger(Ledger):
    """Holds one connection. What it learns of parties and places is kept, so that each is looked up once."""

    def __init__(self, connection: Connection, database: Database) -> None:
        self._connection = connection
        self._database = database
        self._writing = False
        self._lost: str | None = None  # why the transaction is gone while the caller may still be in it
        self._closed = False
        self._parties: dict[int, rows.Party] = {}
        self._places: dict[int, Place] = {}
        self._seqs: dict[Table, int] = {}
        self._party_seqs: dict[rows.Party, int] = {}
        self._place_seqs: dict[Place, int] = {}

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._database.close(self._connection)

    # Running statements

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            line = self._database.explain(error)
            if line is None:
                raise
            if self._writing and not self._database.in_transaction(self._connection):
                self._lost = line
            raise UserError(line) from error

    def _do(self, command: str) -> None:
        with self._explained():
            self._connection.exec_driver_sql(command)

    def _fetch(self, statement: Executable, values: rows.Values | None = None) -> Sequence[Row[Any]]:
        with self._explained():
            return self._connection.execute(statement, values).all()

    def _one(self, statement: Executable, values: rows.Values | None = None) -> Row[Any] | None:
        found = self._fetch(statement, values)
        return found[0] if found else None

    def _number(self, statement: Executable) -> int:
        return int(self._fetch(statement)[0][0])

    def _insert(self, table: Table, values: Sequence[rows.Values]) -> None:
        rows.check_numbers(values)
        if values:
            with self._explained():
                self._connection.execute(_INSERTS[table], values)

    def _next(self, table: Table) -> int:
        """The next sequence number; writers take turns, so nobody else takes it before the transaction ends."""
        if table not in self._seqs:
            self._seqs[table] = self._newest(table)
        self._seqs[table] += 1
        return self._seqs[table]

    def _newest(self, table: Table) -> int:
        return self._number(select(func.coalesce(func.max(table.c.seq), 0)))

    # Writing

    @contextmanager
    def transaction(self) -> Iterator[None]:
        if self._writing:
            raise RuntimeError("transactions do not nest")
        self._writing, self._lost = True, None
        self._seqs.clear()
        try:
            with self._scope(self._database.begin, "COMMIT", "ROLLBACK"):
                yield
        finally:
            self._writing = False

    @contextmanager
    def _scope(self, begin: str, commit: str, *undo: str) -> Iterator[None]:
        self._do(begin)
        try:
            yield
            self._must_write()
            self._do(commit)
        except BaseException:
            for command in undo:
                with suppress(DBAPIError):  # the database may have given up the transaction itself
                    self._connection.exec_driver_sql(command)
            for known in (self._parties, self._places, self._party_seqs, self._place_seqs, self._seqs):
                known.clear()  # some may be gone with the transaction
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
        seq = self._next(schema.reports)
        values = rows.report_row(report) | {"seq": seq, "first_seq": stored.first_seq if stored else seq}
        self._insert(schema.reports, [values | {"recorded_at": _instant(recorded_at)}])
        return True

    def edition(self, report: Report) -> Report:
        stored = self.report(report.id)
        if stored is not None and stored.text != report.text:
            raise UserError(
                f"report {report.id}: the ledger has another text under this id; give one of them another id"
            )
        return report if stored is None or rows.newer_edition(stored, report) else stored

    def has_reading(self, report_id: str, reader: Reader) -> bool:
        edition, readings = self._edition(report_id), schema.readings
        if edition is None:
            return False
        mine = (
            readings.c.edition == edition.seq,
            readings.c.reader == reader.name,
            readings.c.version == reader.version,
        )
        return bool(self._number(select(exists().where(*mine))))

    def add_reading(self, report_id: str, reader: Reader, claims: Sequence[Claim], recorded_at: datetime) -> int:
        self._must_write()
        edition = self._edition(report_id)
        if edition is None:
            raise KeyError(report_id)
        for claim in claims:
            rows.check(claim, report_id, edition.text, reader)
        if len({claim.id for claim in claims}) < len(claims):
            raise ValueError(f"two claims of {report_id} have one id")
        reading = {
            "seq": self._next(schema.readings), "report": edition.first_seq, "edition": edition.seq, "reader": reader.name,
            "version": reader.version, "claims": len(claims), "recorded_at": _instant(recorded_at),
        }  # fmt: skip
        with self._scope("SAVEPOINT reading", "RELEASE reading", "ROLLBACK TO reading", "RELEASE reading"):
            self._insert(schema.readings, [reading])
            self._insert_claims(claims, reading["seq"])
        return int(reading["seq"])

    def _insert_claims(self, found: Sequence[Claim], reading: int) -> None:
        mentions = [mention for claim in found for of in rows.ROLES.values() for mention in of(claim)]
        self._intern(schema.parties.c.text, map(rows.party, mentions), self._party_seqs, rows.party_row, rows.party_of)
        self._intern(schema.gazetteer.c.id, rows.places(found), self._place_seqs, rows.place_row, rows.place_of)
        batch: dict[Table, list[rows.Values]] = {table: [] for table in (schema.claims, *schema.CHILDREN)}
        for nth, claim in enumerate(found):
            seq = self._next(schema.claims)
            for table, values in rows.claim_rows(claim, seq, reading, nth, self._party_seqs, self._place_seqs):
                batch[table].append(values)
        for table, listed in batch.items():
            self._insert(table, listed)

    def _intern(
        self,
        key: Column[str],
        things: Iterable[K],
        seqs: dict[K, int],
        row: Callable[[K], rows.Values],
        make: Callable[[Row[Any]], K],
    ) -> None:
        """Sees to it that `seqs` has the number of each of `things`, by giving those a row that have none; `key` is the column to look them up by."""
        table = key.table
        missing = {thing: row(thing) for thing in things if thing not in seqs}
        keys = sorted({values[key.name] for values in missing.values()})
        for some in _batches(keys, PARAMETERS):
            for stored in self._fetch(select(table).where(key.in_(some))):
                seqs[make(stored)] = stored.seq
        new = {thing: values | {"seq": self._next(table)} for thing, values in missing.items() if thing not in seqs}
        self._insert(table, list(new.values()))
        seqs.update((thing, values["seq"]) for thing, values in new.items())

    def add_judgement(self, judgement: Judgement) -> bool:
        self._must_write()
        judgements, claims = schema.judgements, schema.claims
        if self._one(select(judgements.c.seq).where(judgements.c.id == judgement.id)) is not None:
            return False
        for claim in judgement.claims:
            if self._one(select(claims.c.seq).where(claims.c.id == claim).limit(1)) is None:
                raise UserError(f"there is no claim {claim} in the ledger")
        undoes = select(judgements.c.seq).where(judgements.c.id == judgement.undoes)
        if judgement.undoes is not None and self._one(undoes) is None:
            raise UserError(f"there is no judgement {judgement.undoes} to undo in the ledger")
        seq = self._next(judgements)
        self._insert(judgements, [rows.judgement_row(judgement) | {"seq": seq}])
        on = [{"judgement": seq, "nth": nth, "claim_id": claim} for nth, claim in enumerate(judgement.claims)]
        self._insert(schema.judged_claims, on)
        return True

    # Asking

    def _edition(self, report_id: str) -> Row[Any] | None:
        return self._one(_EDITION, {"id": report_id})

    def report(self, report_id: str) -> Report | None:
        row = self._edition(report_id)
        return row and rows.report_of(row)

    def reports(self, wanted: Filter = Filter()) -> Iterator[Report]:  # noqa: B008 – a frozen value
        reports = schema.reports
        conditions = [newest_edition(), *report_conditions(wanted, self._fetch)]
        if wanted.of_claims:
            having = select(schema.readings.c.report).select_from(CLAIMS).where(*claim_conditions(wanted, self._fetch))
            conditions.append(reports.c.first_seq.in_(having))
        return self._reports(self._seqs_of(select(reports.c.seq).where(*conditions)))

    def reports_of(self, ids: Iterable[str]) -> Iterator[Report]:
        reports = schema.reports
        newest = select(reports.c.seq).where(newest_edition())
        found = [self._seqs_of(newest.where(reports.c.id.in_(some))) for some in _batches(sorted(set(ids)), PARAMETERS)]
        return self._reports(sorted(chain.from_iterable(found)))

    def _reports(self, seqs: Sequence[int]) -> Iterator[Report]:
        reports = schema.reports
        for batch in _batches(seqs, TEXTS):
            found = select(reports).where(among(reports.c.seq, batch)).order_by(reports.c.seq)
            yield from map(rows.report_of, self._fetch(found))

    def claim(self, claim_id: str) -> Claim | None:
        claims = schema.claims
        starts = (begins_with(column, claim_id) for column in (claims.c.id, claims.c.short))
        newest = select(claims.c.seq, claims.c.id).select_from(CLAIMS).where(newest_reading())
        found = self._fetch(newest.where(claims.c.id == claim_id))
        if not found and claim_id:
            found = self._fetch(newest.where(or_(*starts)).order_by(claims.c.seq).limit(100))
        ids = sorted({row.id for row in found})
        if len(ids) > 1:
            raise UserError(
                f"{claim_id} may be any of {', '.join(ids[:5])}{' and more' if len(ids) > 5 else ''}; give more of it"
            )
        return next(self._load([found[-1].seq])) if found else None

    def claims(self, wanted: Filter = Filter()) -> Iterator[Claim]:  # noqa: B008 – a frozen value
        passing = select(schema.claims.c.seq).select_from(CLAIMS).where(*claim_conditions(wanted, self._fetch))
        for batch in _batches(self._seqs_of(passing), BATCH):
            yield from self._load(batch)

    def superseded(self, after: int) -> Iterator[str]:
        newer, before = schema.readings.alias("newer"), schema.readings.alias("before")
        old = schema.readings
        same = [
            (other.c.report == old.c.report) & (other.c.reader == old.c.reader) & (other.c.seq > old.c.seq)
            for other in (newer, before)
        ]
        gone = [
            old.c.seq <= after,
            exists().where(same[0], newer.c.seq > after),
            ~exists().where(same[1], before.c.seq <= after),
        ]
        claims = schema.claims
        readings = [row.seq for row in self._fetch(select(old.c.seq).where(*gone).order_by(old.c.seq))]
        for reading in readings:
            of = select(claims.c.id).where(claims.c.reading == reading).order_by(claims.c.nth)
            yield from (row.id for row in self._fetch(of))

    def last(self) -> int:
        return self._newest(schema.readings)

    def judgements(self) -> Iterator[Judgement]:
        on: dict[int, list[str]] = {}
        judged = schema.judged_claims
        for row in self._fetch(select(judged).order_by(judged.c.judgement, judged.c.nth)):
            on.setdefault(row.judgement, []).append(row.claim_id)
        for row in self._fetch(select(schema.judgements).order_by(schema.judgements.c.seq)):
            yield rows.judgement_of(row, on.get(row.seq, ()))

    # Loading claims

    def _seqs_of(self, question: Select[tuple[int]]) -> list[int]:
        """The numbers that a question selects, found at once, so that later changes are not seen, in order."""
        return sorted(row[0] for row in self._fetch(question))

    def _load(self, seqs: Sequence[int]) -> Iterator[Claim]:
        """The claims with these numbers (at most BATCH), in order: one statement for each table, not for each claim."""
        claims = schema.claims
        found = self._fetch(select(claims).where(among(claims.c.seq, seqs)).order_by(claims.c.seq))
        children = {table: self._fetch(_of(table, seqs)) for table in schema.CHILDREN}
        parties = (row.party for row in children[schema.names])
        places = (row.place for table in (schema.places, schema.candidates) for row in children[table])
        known = rows.Known(
            self._known(schema.parties, parties, self._parties, rows.party_of),
            self._known(schema.gazetteer, places, self._places, rows.place_of),
            self._readings({row.reading for row in found}),
        )
        return rows.claims_of(found, children, known)

    def _known(
        self, table: Table, seqs: Iterable[int | None], known: dict[int, T], make: Callable[[Row[Any]], T]
    ) -> Mapping[int, T]:
        missing = sorted({seq for seq in seqs if seq is not None and seq not in known})
        if missing:
            known.update((row.seq, make(row)) for row in self._fetch(select(table).where(among(table.c.seq, missing))))
        return known

    def _readings(self, seqs: Iterable[int]) -> Mapping[int, tuple[str, Reader]]:
        readings, reports = schema.readings, schema.reports
        joined = select(readings.c.seq, readings.c.reader, readings.c.version, reports.c.id).join_from(
            readings, reports, reports.c.seq == readings.c.edition
        )
        found: Sequence[rows.Cells] = self._fetch(joined.where(among(readings.c.seq, list(seqs))))
        readers: dict[tuple[str, str], Reader] = {}
        return {
            seq: (report, readers.setdefault((name, version), Reader(name, version)))
            for seq, name, version, report in found
        }


def _batches(things: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (things[i : i + size] for i in range(0, len(things), size))


def _of(table: Table, claims: Sequence[int]) -> Select[Any]:
    """The rows of a table of parts that belong to `claims`, in the order of its primary key."""
    order = [table.c[name] for name in ("claim", "role", "nth", "rank") if name in table.c]
    return select(table).where(among(table.c.claim, claims)).order_by(*order)


def _instant(at: datetime) -> str:
    """As instants are stored: in UTC, so that text sorts as time does. ValueError for one without a time zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")
