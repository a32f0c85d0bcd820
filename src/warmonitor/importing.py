"""Claims that others coded, put into a ledger unread."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from warmonitor.model import Claim, Reader, Report, UserError
from warmonitor.model.coding import CODED

if TYPE_CHECKING:
    from warmonitor.ground.packs import Pack
    from warmonitor.ingest import Failure, Notice
    from warmonitor.ingest.codings import Row
    from warmonitor.ledger import Ledger
    from warmonitor.read.grounding import Grounding


class Imported(NamedTuple):
    """A report with the claims that were recorded of it; `known` where the ledger had all of them already (`claims` is then empty)."""

    report: Report
    claims: tuple[Claim, ...] = ()
    known: bool = False


def import_claims(
    reports: str,
    claims: str,
    ledger: Ledger,
    *,
    pack: Pack | None = None,
    progress: Callable[[str, float], None] | None = None,
) -> Iterator[Imported | Failure | Notice]:
    """The codebook's claims in the file `claims` on the reports in the file `reports`, recorded in one transaction; ids are kept.

    Names and places are taken to known ones as on reading. A faulty line is a Failure and the rest goes on; importing the same again
    changes nothing. A report that stands in `claims` alone may be one that the ledger has. `progress` follows the gazetteer's first building.
    Raises UserError where there is no such file.
    """
    from warmonitor import ingest
    from warmonitor.ingest import codings

    if not Path(reports).is_file():
        raise UserError(f"{reports}: there is no such file of reports")
    of: dict[str, list[Row]] = {}
    for row in codings.rows(claims):
        if isinstance(row, codings.Row):
            of.setdefault(row.fields["report"], []).append(row)
        else:
            yield row
    recorder = _Recorder(ledger, _grounding(pack, progress))
    with ledger.transaction():
        for report in ingest.reports([reports]):
            if isinstance(report, Report):
                yield from recorder.record(report, of.pop(report.id, ()))
            else:
                yield report
        for name, rows in of.items():
            known = ledger.report(name)
            if known is not None:
                yield from recorder.record(known, rows)
            else:
                yield from (ingest.Failure(row.origin, f"there is no report {name} in {reports}") for row in rows)


def _grounding(pack: Pack | None, progress: Callable[[str, float], None] | None) -> Grounding:
    from warmonitor.ground.gazetteer import Gazetteer
    from warmonitor.ground.places import PlaceResolver
    from warmonitor.read.grounding import Grounding

    return Grounding(PlaceResolver(Gazetteer.open(progress=progress), pack), pack)


class _Recorder:
    """Records the coded claims of one report after the other."""

    def __init__(self, ledger: Ledger, grounding: Grounding) -> None:
        self.ledger, self.grounding = ledger, grounding
        self.taken: set[str] = set()

    def record(self, report: Report, rows: Sequence[Row]) -> Iterator[Imported | Failure]:
        from warmonitor.ingest import Failure
        from warmonitor.ingest.codings import claims

        try:
            edition = self.ledger.edition(report)
        except UserError as error:
            yield Failure(report.origin or report.id, str(error))
            return
        reader = Reader(CODED, self._version(rows))
        found: list[Claim] = []
        for claim in claims(rows, edition, reader, self.taken):
            if isinstance(claim, Claim):
                found.append(claim)
            else:
                yield claim
        if edition is not report and self.ledger.has_reading(report.id, reader):
            yield Imported(edition, known=True)
            return
        now = datetime.now(UTC)
        grounded = tuple(self.grounding.ground(found, edition))
        self.ledger.add_report(edition, now)
        self.ledger.add_reading(edition.id, reader, grounded, now)
        yield Imported(edition, grounded)

    def _version(self, rows: Sequence[Row]) -> str:
        """Follows from what was coded and with which packs, so that the same coding is recorded once and another one replaces it."""
        digest = blake2b(digest_size=6)
        for row in rows:
            digest.update(repr(sorted(row.fields.items())).encode())
        return "+".join((digest.hexdigest(), *self.grounding.version))
