"""A ledger in an SQL database: everything that does not depend on which database it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Executable, Row, Select, Table, exists, func, insert, or_, select
from sqlalchemy.exc import DBAPIError

from warmonitor.model import Claim, Judgement, Place, Reader, Report, UserError

from . import rows, schema
from .query import Filter
from .select import CLAIMS, claim_conditions, newest_edition, newest_reading, report_conditions
from .store import Ledger

BATCH = 500
LAST = "\U0010ffff"  # sorts after every other character

T = TypeVar("T")


class Database(Protocol):
    """What a store must know about the database behind it. Connections are in autocommit mode; the store says when a transaction begins."""

    begin: str  # the statement that begins a transaction that will write

    def explain(self, error: DBAPIError) -> str | None:
        """One line for the user where the user can mend it."""

    def close(self, connection: Connection) -> None: ...


class SqlLedger(Ledger):
    """Holds one connection. What it learns of parties and places is kept, so that each is looked up once."""

    def __init__(self, connection: Connection, database: Database) -> None:
        self._connection = connection
        self._database = database
        self._writing = False
        self._closed = False
        self._parties: dict[int, rows.Party] = {}
        self._places: dict[int, Place] = {}
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
            raise UserError(line) from error

    def _do(self, command: str) -> None:
        with self._explained():
            self._connection.exec_driver_sql(command)

    def _fetch(self, statement: Executable) -> Sequence[Row[Any]]:
        with self._explained():
            return self._connection.execute(statement).all()

    def _one(self, statement: Executable) -> Row[Any] | None:
        found = self._fetch(statement)
        return found[0] if found else None

    def _number(self, statement: Executable) -> int:
        return int(self._fetch(statement)[0][0])

    def _insert(self, table: Table, values: Sequence[rows.Values]) -> None:
        rows.check_numbers(values)
        if values:
            with self._explained():
                self._connection.execute(insert(table), values)

    def _next(self, table: Table) -> int:
        """The next sequence number; writers take turns, so nobody else takes it."""
        return self._number(select(func.coalesce(func.max(table.c.seq), 0) + 1))

    # Writing

    @contextmanager
    def transaction(self) -> Iterator[None]:
        if self._writing:
            raise RuntimeError("transactions do not nest")
        self._writing = True
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
            self._do(commit)
        except BaseException:
            for command in undo:
                with suppress(DBAPIError):  # the database may have given up the transaction itself
                    self._connection.exec_driver_sql(command)
            for known in (self._parties, self._places, self._party_seqs, self._place_seqs):
                known.clear()  # some may be gone with the transaction
            raise

    def _must_write(self) -> None:
        if not self._writing:
            raise RuntimeError("writes need a transaction: with ledger.transaction(): …")

    def add_report(self, report: Report, recorded_at: datetime) -> bool:
        self._must_write()
        seq, stored = self._next(schema.reports), self._edition(report.id)
        if stored is not None:
            if stored.text != report.text:
                raise UserError(
                    f"report {report.id}: the ledger has another text under this id; give one of them another id"
                )
            if not rows.newer_edition(rows.report_of(stored), report):
                return False
        values = rows.report_row(report) | {"seq": seq, "first_seq": stored.first_seq if stored else seq}
        self._insert(schema.reports, [values | {"recorded_at": _instant(recorded_at)}])
        return True

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
        batch: dict[Table, list[rows.Values]] = {table: [] for table in (schema.claims, *schema.CHILDREN)}
        first = self._next(schema.claims)
        for nth, claim in enumerate(found):
            for table, values in rows.claim_rows(claim, first + nth, reading, nth, self._party, self._place):
                batch[table].append(values)
        for table, listed in batch.items():
            self._insert(table, listed)

    def _party(self, party: rows.Party) -> int:
        if party not in self._party_seqs:
            self._party_seqs[party] = self._intern(schema.parties, rows.party_row(party))
        return self._party_seqs[party]

    def _place(self, place: Place) -> int:
        if place not in self._place_seqs:
            self._place_seqs[place] = self._intern(schema.gazetteer, rows.place_row(place))
        return self._place_seqs[place]

    def _intern(self, table: Table, values: rows.Values) -> int:
        """The sequence number of the row with exactly these values, which is made if it is not there."""
        rows.check_numbers([values])
        same = (table.c[name].is_not_distinct_from(value) for name, value in values.items())
        found = self._one(select(table.c.seq).where(*same))
        if found is not None:
            return int(found.seq)
        seq = self._next(table)
        self._insert(table, [values | {"seq": seq}])
        return seq

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
        reports = schema.reports
        return self._one(select(reports).where(reports.c.id == report_id).order_by(reports.c.seq.desc()).limit(1))

    def report(self, report_id: str) -> Report | None:
        row = self._edition(report_id)
        return row and rows.report_of(row)

    def reports(self, wanted: Filter = Filter()) -> Iterator[Report]:  # noqa: B008 – a frozen value
        reports = schema.reports
        conditions = [newest_edition(), *report_conditions(wanted, self._fetch)]
        if wanted.of_claims:
            having = select(schema.readings.c.report).select_from(CLAIMS).where(*claim_conditions(wanted, self._fetch))
            conditions.append(reports.c.first_seq.in_(having))
        for batch in self._batches(select(reports.c.seq).where(*conditions), BATCH // 10):
            yield from map(
                rows.report_of, self._fetch(select(reports).where(reports.c.seq.in_(batch)).order_by(reports.c.seq))
            )

    def claim(self, claim_id: str) -> Claim | None:
        claims = schema.claims
        starts = (column.between(claim_id, claim_id + LAST) for column in (claims.c.id, claims.c.short))
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
        for batch in self._batches(passing, BATCH):
            yield from self._load(batch)

    def count_claims(self, wanted: Filter = Filter()) -> int:  # noqa: B008 – a frozen value
        return self._number(select(func.count()).select_from(CLAIMS).where(*claim_conditions(wanted, self._fetch)))

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
        return self._next(schema.readings) - 1

    def judgements(self) -> Iterator[Judgement]:
        on: dict[int, list[str]] = {}
        judged = schema.judged_claims
        for row in self._fetch(select(judged).order_by(judged.c.judgement, judged.c.nth)):
            on.setdefault(row.judgement, []).append(row.claim_id)
        for row in self._fetch(select(schema.judgements).order_by(schema.judgements.c.seq)):
            yield rows.judgement_of(row, on.get(row.seq, ()))

    # Loading claims

    def _batches(self, seqs: Select[tuple[int]], size: int) -> Iterator[list[int]]:
        """The numbers that `seqs` selects, found at once, so that later changes are not seen, in order and in batches."""
        found = sorted(row[0] for row in self._fetch(seqs))
        yield from (found[i : i + size] for i in range(0, len(found), size))

    def _load(self, seqs: Sequence[int]) -> Iterator[Claim]:
        """The claims with these numbers (at most BATCH), in order: one statement for each table, not for each claim."""
        claims = schema.claims
        found = self._fetch(select(claims).where(claims.c.seq.in_(seqs)).order_by(claims.c.seq))
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
        for i in range(0, len(missing), BATCH):
            some = select(table).where(table.c.seq.in_(missing[i : i + BATCH]))
            known.update((row.seq, make(row)) for row in self._fetch(some))
        return known

    def _readings(self, seqs: Iterable[int]) -> Mapping[int, tuple[str, Reader]]:
        readings, reports = schema.readings, schema.reports
        joined = select(readings.c.seq, readings.c.reader, readings.c.version, reports.c.id).join_from(
            readings, reports, reports.c.seq == readings.c.edition
        )
        found = self._fetch(joined.where(readings.c.seq.in_(list(seqs))))
        return {row.seq: (row.id, Reader(row.reader, row.version)) for row in found}


def _of(table: Table, claims: Sequence[int]) -> Select[Any]:
    """The rows of a table of parts that belong to `claims`, in the order of its primary key."""
    order = [table.c[name] for name in ("claim", "role", "nth", "rank") if name in table.c]
    return select(table).where(table.c.claim.in_(claims)).order_by(*order)


def _instant(at: datetime) -> str:
    """As instants are stored: in UTC, so that text sorts as time does. ValueError for one without a time zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")
