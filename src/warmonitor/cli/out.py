"""What leaves the ledger for other programs, and comes in from them: `export`, `map`, `import`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from warmonitor.cli.arguments import Commands, command, filter_options, ledger_option, pack_option
from warmonitor.cli.asking import asked, filter_of, open_ledger, tell_misses
from warmonitor.cli.output import STANDARD, write_to
from warmonitor.cli.terminal import OK, SOME_FAILED, Status, going_on, plain
from warmonitor.model import UserError
from warmonitor.views.grammar import plural

if TYPE_CHECKING:
    from warmonitor.ground.packs import Pack
    from warmonitor.ledger import Ledger
    from warmonitor.model import Incident
    from warmonitor.reconcile.evidence import Evidence


def add(commands: Commands) -> None:
    """The commands of this module, with their options."""
    p = command(commands, "export", _export, "claims for other programs", _EXPORT)
    p.add_argument("--to", choices=tuple(_WRITERS), required=True, metavar="FORMAT", help=", ".join(_WRITERS))
    p.add_argument("--of", choices=("claims", "incidents"), help="geojson: of which things (default: claims)")
    p.add_argument(
        "-o", "--output", default=STANDARD, metavar="FILE", help="where to write (default: - for standard output)"
    )
    ledger_option(p)
    filter_options(p)
    pack_option(p)
    p = command(commands, "import", _import, "claims that others coded, into the ledger", _IMPORT)
    p.add_argument("--from", dest="form", choices=("claims",), required=True, help="claims: the codebook's JSON Lines")
    p.add_argument("reports", metavar="REPORTS", help="a file of reports: JSON Lines or CSV with id, text and the rest")
    p.add_argument("claims", metavar="CLAIMS", help="a file of claims on them")
    ledger_option(p)
    pack_option(p)
    p = command(commands, "map", _map, "one page with a map of who is said to hold what, and of what happened", _MAP)
    p.add_argument(
        "-o",
        "--output",
        default="map.html",
        metavar="FILE",
        help="where to write (default: map.html; - for standard output)",
    )
    ledger_option(p)
    filter_options(p)
    pack_option(p)


def _export(o: Namespace) -> int:
    if o.of is not None and o.to != "geojson":
        raise UserError(f"--of belongs to --to geojson, and --to {o.to} has no choice; leave it out")
    with open_ledger(o) as ledger:
        written = write_to(o.output, partial(_WRITERS[o.to], ledger, o))
        if not written[0]:
            tell_misses(ledger, filter_of(o))
    if o.output != STANDARD:
        print(f"{plural(*written)} written to {plain(o.output)}", file=sys.stderr)
    return OK


def _claims(ledger: Ledger, o: Namespace, out: TextIO) -> tuple[int, str]:
    from warmonitor.export import claims

    return claims.write(ledger.claims(filter_of(o)), out), "claim"


def _reports(ledger: Ledger, o: Namespace, out: TextIO) -> tuple[int, str]:
    from warmonitor.export import reports

    return reports.write(ledger.reports(filter_of(o)), out), "report"


def _csv(ledger: Ledger, o: Namespace, out: TextIO) -> tuple[int, str]:
    from warmonitor.export import table

    return table.write(ledger.claims(filter_of(o)), ledger.report, out), "claim"


def _incidents(ledger: Ledger, o: Namespace, out: TextIO) -> tuple[int, str]:
    from warmonitor.export import incidents

    evidence, found, _ = _picture(ledger, o)
    return incidents.write(found, evidence.claims, out), "incident"


def _geojson(ledger: Ledger, o: Namespace, out: TextIO) -> tuple[int, str]:
    from warmonitor.export import geojson

    if o.of != "incidents":
        return geojson.write(geojson.of_claims(ledger.claims(filter_of(o)), ledger.report), out), "feature"
    evidence, found, _ = _picture(ledger, o)
    return geojson.write(geojson.of_incidents(found, evidence.claims), out), "feature"


def _acled(ledger: Ledger, o: Namespace, out: TextIO) -> tuple[int, str]:
    from warmonitor.export import acled

    evidence, found, pack = _picture(ledger, o)
    done = acled.write(found, evidence.claims, evidence.reports, out, pack=pack)
    if done.left_out:
        why = "no events in ACLED's sense, or only expected or denied"
        print(
            f"{done.left_out:,} of {plural(done.left_out + done.incidents, 'incident')} left out: {why}",
            file=sys.stderr,
        )
    return done.rows, "row"


def _picture(ledger: Ledger, o: Namespace) -> tuple[Evidence, list[Incident], Pack | None]:
    from warmonitor import api, reconcile
    from warmonitor.views.gathering import gather

    pack = api.open_pack(o.pack)
    evidence = gather(ledger, filter_of(o), pack)
    return evidence, reconcile.incidents(evidence), pack


_WRITERS: dict[str, Callable[[Ledger, Namespace, TextIO], tuple[int, str]]] = {
    "claims": _claims,
    "reports": _reports,
    "csv": _csv,
    "incidents": _incidents,
    "geojson": _geojson,
    "acled-csv": _acled,
}
"""Each writes one format, and says how many of what it wrote."""


def _map(o: Namespace) -> int:
    from warmonitor import api

    with open_ledger(o) as ledger:
        wanted = filter_of(o)
        page = api.map_page(ledger, wanted, pack=api.open_pack(o.pack), asked=asked(o))
        if next(ledger.claims(wanted), None) is None:
            tell_misses(ledger, wanted)
    write_to(o.output, lambda out: out.write(page))
    if o.output != STANDARD:
        print(f"map written to {plain(o.output)} ({len(page.encode()) / 1e6:.1f} MB)", file=sys.stderr)
    return OK


def _import(o: Namespace) -> int:
    from warmonitor import api
    from warmonitor.ingest import Failure
    from warmonitor.ledger import Ledger

    for path in map(Path, (o.reports, o.claims)):
        if not path.is_file():  # before a ledger is made for nothing
            raise UserError(f"{path}: {'this is a folder; give a file' if path.is_dir() else 'there is no such file'}")
    pack = api.open_pack(o.pack)
    status = Status()
    reports = known = claims = failed = 0
    with going_on(), Ledger.open(o.ledger) as ledger:
        for outcome in api.import_claims(o.reports, o.claims, ledger, pack=pack, progress=status.step):
            if isinstance(outcome, api.Imported):
                reports, known, claims = reports + 1, known + outcome.known, claims + len(outcome.claims)
            else:
                failed += isinstance(outcome, Failure)
                status.say(f"{'failed' if isinstance(outcome, Failure) else 'note'}: {outcome.origin}: {outcome.line}")
    before = f" ({known} already in the ledger)" if known else ""
    print(f"{plural(reports, 'report')}{before}, {plural(claims, 'claim')} imported, {failed} failed")
    return SOME_FAILED if failed else OK


_EXPORT = """\
Claims, incidents and reports for other programs, with the same filters as the brief.

  claims     JSON Lines in the codebook's format
  reports    JSON Lines that `read` and `import` take
  csv        one row per claim, for spreadsheets and GIS
  incidents  JSON Lines: which claims are one event, its sources, what they differ on
  geojson    points of claims, or with --of incidents of incidents
  acled-csv  incidents in the 31 columns of ACLED's files

  warmonitor export --to claims -o claims.jsonl
  warmonitor export --to incidents --pack syria --since 2020-01-01
  warmonitor export --to geojson --of incidents -o incidents.geojson
  warmonitor export --to acled-csv --pack syria -o acled.csv
  warmonitor export --to csv --place Idlib -o idlib.csv"""

_IMPORT = """\
Claims that others coded, put into the ledger unread: the ids are kept, and names and places
are taken to known ones as on reading. Importing the same again changes nothing.

  warmonitor import --from claims reports.jsonl claims.jsonl --pack syria
  warmonitor import --from claims reports.jsonl coder-b.jsonl --ledger coder-b.db"""

_MAP = """\
One page with a map: who is said to hold which place on any day, as known at any day, from
each viewpoint, and what is said to have happened, with the claims behind it. The page needs
no network and no server: it can be opened from a stick and sent by mail.

  warmonitor map --pack syria -o map.html
  warmonitor map --pack syria --since 2020-01-01 --place Idlib -o idlib.html"""
