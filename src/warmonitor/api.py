"""What the commands do, for programs: read texts and sources, keep what was found. Heavy parts are imported by the call that needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from warmonitor.importing import Imported as Imported
from warmonitor.importing import import_claims as import_claims
from warmonitor.model import Claim, Report
from warmonitor.outcomes import Found as Found
from warmonitor.outcomes import confident as confident

if TYPE_CHECKING:
    from warmonitor.ground.packs import Pack
    from warmonitor.ingest import Options
    from warmonitor.ledger import Filter, Ledger
    from warmonitor.read.reader import ReportReader
    from warmonitor.workers import Outcome

GENERAL = "world"  # the pack that is always there
BATCH = 16  # reports committed together: what is lost when the program is killed


def read(
    text: str,
    *,
    published: date | str | None = None,
    outlet: str | None = None,
    pack: str | Sequence[str] = (),
    min_confidence: float = 0.0,
) -> list[Claim]:
    """The claims of one report's text, in its order.

    `published` is the day of publication (a day or "2020-01-26"); without it the text's own first line or dateline is taken, and without that
    weekday words stay unresolved. `pack`: names of conflict packs, or paths of files. Raises UserError for what the caller can mend:
    an empty text, a date that is no date, an unknown pack.

    >>> import warmonitor
    >>> [claim.type.value for claim in warmonitor.read("The army captured Khwain on Friday.", published="2019-08-30")]
    ['territory_gained']
    """
    from warmonitor.ingest import text_report

    report = text_report(text, published=published, outlet=outlet)
    found = open_reader([pack] if isinstance(pack, str) else pack).read(report)
    return [claim for claim in found if claim.confidence >= min_confidence]


def open_pack(names: Sequence[str] = ()) -> Pack:
    """The packs of these names and files as one; behind it stands the one of all wars, which is asked for whomever they do not know."""
    from warmonitor.ground.packs import Pack

    own = [Pack.load(name) for name in names if name != GENERAL]
    return replace(Pack.merge(own) if own else Pack(GENERAL, "the wars of our time"), behind=GENERAL)


def open_reader(
    packs: Sequence[str] = (), *, language: str = "en", progress: Callable[[str, float], None] | None = None
) -> ReportReader:
    """A reader with the shipped model, the gazetteer and these packs.

    The gazetteer is built on first use, in some 15 seconds; `progress` is called with a step of that and the share that is done.
    """
    from warmonitor.ground.gazetteer import Gazetteer
    from warmonitor.ground.places import PlaceResolver
    from warmonitor.lang import load
    from warmonitor.read.grounding import Grounding
    from warmonitor.read.reader import ReportReader

    pack = open_pack(packs)
    places = PlaceResolver(Gazetteer.open(progress=progress), pack)
    again = partial(open_reader, tuple(packs), language=language)
    return ReportReader(load(language), Grounding(places, pack), again)


def read_sources(
    sources: Iterable[str],
    reader: ReportReader,
    options: Options | None = None,
    *,
    ledger: Ledger | None = None,
    stdin: BinaryIO | None = None,
    jobs: int = 1,
) -> Iterator[Outcome]:
    """Everything in `sources`, read; with a `ledger` also recorded, and not read again where this reader has read it already.

    A report that cannot be read or recorded is a Failure, and the rest goes on. Each batch is committed before its reports are given out, so that
    whoever stops the program loses a batch at most, and running it again finishes the job.

    `jobs`: how many processes read at once, each with half a gigabyte of its own. As all that starts processes, a program that asks for more than
    one does its work under `if __name__ == "__main__":`. Only a reader of `open_reader` can be opened again in another process.
    """
    from warmonitor import ingest
    from warmonitor.workers import in_order

    items = ingest.reports(sources, options or ingest.Options(), stdin=stdin)
    outcomes = in_order((_wanted(i, reader, ledger) if isinstance(i, Report) else i for i in items), reader, jobs)
    while batch := list(islice(outcomes, BATCH)):
        if ledger is not None:
            _record((o for o in batch if isinstance(o, Found) and not o.known), reader, ledger)
        yield from batch


def _record(batch: Iterable[Found], reader: ReportReader, ledger: Ledger) -> None:
    now = datetime.now(UTC)
    with ledger.transaction():
        for found in batch:
            ledger.add_report(found.report, now)
            ledger.add_reading(found.report.id, reader.reader, found.claims, now)


def _wanted(report: Report, reader: ReportReader, ledger: Ledger | None) -> Report | Outcome:
    """The edition of a report that is to be read; or what there is to say of one that is not."""
    from warmonitor.ingest import Failure

    if ledger is None:
        return report
    stored = ledger.report(report.id)
    if stored is not None and stored.text != report.text:
        where = report.origin or f"report {report.id}"
        return Failure(where, f"the ledger has another text under the id {report.id}; give one of them another id")
    edition = ledger.edition(report)
    known = edition is not report and ledger.has_reading(report.id, reader.reader)
    return Found(edition, known=True) if known else edition


def map_page(
    ledger: Ledger, wanted: Filter, *, pack: Pack | None = None, asked: Mapping[str, str] | None = None
) -> str:
    """One HTML page with the map of what `wanted` lets through; `asked` says in words what was asked for.

    Towns of the gazetteer are drawn for orientation where it has been built; none is built for this.
    """
    from warmonitor import reconcile
    from warmonitor.ground.gazetteer import Gazetteer, default_path
    from warmonitor.views.gathering import gather
    from warmonitor.views.map_data import box, map_data
    from warmonitor.views.render_map import render

    evidence = gather(ledger, wanted, pack)
    around, towns = box(evidence), []
    if around is not None and default_path().exists():
        south, west, north, east = around
        degrees = max(north - south, east - west) / 2 + 0.5
        towns = Gazetteer.open().near((south + north) / 2, (west + east) / 2, 20_000, degrees)
    sides = {key: side.name for key, side in pack.camps.items()} if pack else {}
    return render(map_data(evidence, reconcile.incidents(evidence), towns=towns, sides=sides, asked=asked))
