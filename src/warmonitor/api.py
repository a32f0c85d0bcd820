"""What the commands do, for programs: read texts and sources, keep what was found. Heavy parts are imported by the call that needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from warmonitor.importing import Imported as Imported
from warmonitor.importing import import_claims as import_claims
from warmonitor.model import Claim, Report, UserError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from warmonitor.ground.packs import Pack
    from warmonitor.ingest import Failure, Notice, Options
    from warmonitor.lang.doc import Doc
    from warmonitor.ledger import Filter, Ledger
    from warmonitor.read.reader import ReportReader

GENERAL = "world"  # the pack that is always there
BATCH = 16  # reports committed together: what is lost when the program is killed


class Found(NamedTuple):
    """A report with its claims; `known` where the ledger had this reading already (`claims` is then empty)."""

    report: Report
    claims: tuple[Claim, ...] = ()
    known: bool = False


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
    return ReportReader(load(language), Grounding(places, pack))


def read_sources(
    sources: Iterable[str],
    reader: ReportReader,
    options: Options | None = None,
    *,
    ledger: Ledger | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Found | Failure | Notice]:
    """Everything in `sources`, read; with a `ledger` also recorded, and not read again where this reader has read it already.

    A report that cannot be read or recorded is a Failure, and the rest goes on. Each batch is committed before its reports are given out, so that
    whoever stops the program loses a batch at most, and running it again finishes the job.
    """
    from warmonitor import ingest

    items = ingest.reports(sources, options or ingest.Options(), stdin=stdin)
    while batch := list(islice(items, BATCH)):
        yield from _batch(batch, reader, ledger)


def _batch(
    batch: Sequence[Report | Failure | Notice], reader: ReportReader, ledger: Ledger | None
) -> Iterator[Found | Failure | Notice]:
    from concurrent.futures import ThreadPoolExecutor

    wanted = [_wanted(item, reader, ledger) if isinstance(item, Report) else item for item in batch]
    with ThreadPoolExecutor(max_workers=1) as ahead:  # the next report is parsed while this one is read
        parsed = iter([ahead.submit(reader.parse, w) for w in wanted if isinstance(w, Report)])
        outcomes = [_outcome(w, next(parsed), reader) if isinstance(w, Report) else w for w in wanted]
    if ledger is not None:
        now = datetime.now(UTC)
        with ledger.transaction():
            for found in outcomes:
                if isinstance(found, Found) and not found.known:
                    ledger.add_report(found.report, now)
                    ledger.add_reading(found.report.id, reader.reader, found.claims, now)
    yield from outcomes


def _wanted(report: Report, reader: ReportReader, ledger: Ledger | None) -> Report | Found | Failure:
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


def _outcome(report: Report, parsed: Future[Doc], reader: ReportReader) -> Found | Failure:
    """The report with its claims. Each is parsed alone: in a batch, what stands beside it would move the scores of an int8 model."""
    from warmonitor.ingest import Failure

    try:
        return Found(report, tuple(reader.read(report, parsed.result())))
    except UserError:
        raise
    except Exception as error:
        return Failure(
            report.origin or f"report {report.id}",
            f"reading failed ({type(error).__name__}: {error}); this is a fault of warmonitor, please tell us",
        )


def confident(found: Found, least: float) -> Found:
    """`found` without the claims below this confidence."""
    return found._replace(claims=tuple(c for c in found.claims if c.confidence >= least)) if least > 0 else found


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
