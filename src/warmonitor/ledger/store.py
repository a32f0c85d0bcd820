"""The interface of a store of claims: an append-only event log. Callers know this and nothing of the database behind it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from warmonitor.model import Claim, Judgement, Reader, Report, UserError

from .query import Filter


class Ledger(ABC):
    """Reports, what readers found in them, and what people decided about it. Append-only: nothing is ever changed or deleted.

    The caller owns the transaction: writes outside of one raise RuntimeError, and nothing commits by itself. Clocks are the
    caller's too: `recorded_at` is an aware datetime (ValueError otherwise). What the user can mend (no ledger there, locked,
    disk full) raises UserError, from any method. A ledger belongs to the thread that opened it.
    """

    @staticmethod
    def open(path: str | Path, *, create: bool = True, wait: float = 10.0) -> Ledger:
        """The ledger in the file at `path`, made if it is not there and `create`; an older one is brought up to date first.

        `wait`: seconds to wait for another program that is writing. Raises UserError where the file is no ledger, comes from
        a newer version, is locked for longer or cannot be read.
        """
        if str(path).startswith(("postgresql:", "postgres:")):
            raise UserError(f"{path}: ledgers in PostgreSQL are not there yet; give a file")
        from .sqlite import open_file

        return open_file(Path(path), create=create, wait=wait)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Lets the store go; a transaction that is still open is rolled back. Closing twice does nothing."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[None]:
        """Commits at the end of the `with` block, or rolls all of it back where the block raises. They do not nest."""

    @abstractmethod
    def add_report(self, report: Report, recorded_at: datetime) -> bool:
        """Records `report`; False where it is there already, so that reading the same report twice stores it once.

        A day of publication that is newly known, or newly given by the user, is recorded as a new edition of the report.
        Raises UserError where the id is taken by a report with another text.
        """

    @abstractmethod
    def edition(self, report: Report) -> Report:
        """`report` as it is read: as it stands where `add_report` would record it, else the newest edition that the ledger has of it.

        So what is read, and against which day, does not depend on which copy of a report comes last. Raises UserError as `add_report` does.
        """

    @abstractmethod
    def has_reading(self, report_id: str, reader: Reader) -> bool:
        """Whether this version of the reader has read the newest edition of the report."""

    @abstractmethod
    def add_reading(self, report_id: str, reader: Reader, claims: Sequence[Claim], recorded_at: datetime) -> int:
        """Records all that one version of a reader found in the newest edition of one report, and returns its sequence number.

        All or nothing, even where the caller catches what this raises: KeyError for a report that is not there, ValueError for a
        claim of another report or reader, for two claims with one id, for spans beyond the text or numbers beyond 64 bits.
        """

    @abstractmethod
    def report(self, report_id: str) -> Report | None:
        """The newest edition of the report with exactly this id."""

    @abstractmethod
    def reports(self, wanted: Filter = Filter()) -> Iterator[Report]:  # noqa: B008 – a frozen value
        """The newest editions of the reports that pass, in the order of recording.

        Where the filter asks something of claims, the reports that have at least one claim that passes.
        """

    @abstractmethod
    def reports_of(self, ids: Iterable[str]) -> Iterator[Report]:
        """The newest editions of the reports with these ids, in the order of recording; ids that are not there are passed over."""

    @abstractmethod
    def claim(self, claim_id: str) -> Claim | None:
        """The claim with this id, or whose id starts so, or whose part after the # starts so; as the newest reading has it.

        Raises UserError where several claims do.
        """

    @abstractmethod
    def claims(self, wanted: Filter = Filter()) -> Iterator[Claim]:  # noqa: B008 – a frozen value
        """The claims that pass, in the order of recording, read in batches; of each reader only its newest reading of a report.

        What is recorded while iterating is not seen.
        """

    @abstractmethod
    def superseded(self, after: int) -> Iterator[str]:
        """Ids of claims that counted at sequence number `after` and count no longer, as a newer reading of their report was recorded since.

        For replication: whoever keeps a copy up to date (another ledger, an index, a page) takes these out and `Filter(after=…)` in.
        """

    @abstractmethod
    def last(self) -> int:
        """The sequence number of the reading recorded last; 0 where there is none. Who replicates the ledger notes it for the next time."""

    @abstractmethod
    def add_judgement(self, judgement: Judgement) -> bool:
        """Records what a person decided; False where this judgement is there already.

        Raises UserError where it names a claim, or undoes a judgement, that is not there.
        """

    @abstractmethod
    def judgements(self) -> Iterator[Judgement]:
        """All judgements, those undone too, in the order of recording."""
