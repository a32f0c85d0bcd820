"""`warmonitor read`: reports into the ledger."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from warmonitor.cli.arguments import Commands, command, day, jobs, ledger_option, model_option, name, pack_option, share
from warmonitor.cli.terminal import OK, SOME_FAILED, Status, going_on
from warmonitor.model import UserError
from warmonitor.views.grammar import plural

if TYPE_CHECKING:
    from warmonitor.ledger import Ledger
    from warmonitor.model import Report

MOST_JOBS = 4


def add(commands: Commands) -> None:
    """The commands of this module, with their options."""
    p = command(commands, "read", _read, "read reports into the ledger", _READ)
    p.add_argument(
        "sources", nargs="+", metavar="SOURCE", help="a file, a folder, an http(s) address, or - for standard input"
    )
    ledger_option(p)
    p.add_argument(
        "--published",
        type=day,
        metavar="DAY",
        help="the day of publication of everything read; overrules what the reports say",
    )
    p.add_argument(
        "--outlet", type=name, metavar="NAME", help="who published everything read; overrules what the reports say"
    )
    pack_option(p)
    model_option(p)
    p.add_argument("--json", action="store_true", help="print the claims as JSON Lines, and keep no ledger")
    p.add_argument(
        "--min-confidence",
        type=share,
        metavar="X",
        help="with --json: leave out claims that reading is less sure of (0 to 1)",
    )
    p.add_argument(
        "--jobs",
        type=jobs,
        metavar="N",
        help=f"how many processes read, half a gigabyte each (default: one for each processor, {MOST_JOBS} at most)",
    )


def _read(o: Namespace) -> int:
    from warmonitor import api, ingest

    if o.min_confidence is not None and not o.json:
        raise UserError(
            "--min-confidence belongs to --json: a ledger keeps all claims, and `brief` and `claims` leave out the unsure ones"
        )
    if missing := _missing(o.sources):
        raise UserError(f"{', '.join(missing)}: there is no such file or folder")
    options = ingest.Options(published=o.published, outlet=o.outlet)
    reader = api.open_reader(o.pack, language=o.lang_model, progress=Status().step)
    read = partial(api.read_sources, o.sources, reader, options, stdin=sys.stdin.buffer, jobs=o.jobs or _processors())
    if o.json:
        return _tally(read(), o, None)
    from warmonitor.ledger import Ledger

    with going_on(), Ledger.open(o.ledger) as ledger:
        return _tally(read(ledger=ledger), o, ledger)


def _processors() -> int:
    """How many processes read where nobody says it."""
    from warmonitor.lang.pipeline import cores

    return min(cores(), MOST_JOBS)


def _missing(sources: list[str]) -> list[str]:
    """The sources, where none of them is there: then no ledger is made for nothing. One of several fails alone when its turn comes."""
    missing = [s for s in sources if s != "-" and "://" not in s and not os.path.lexists(s)]
    return missing if len(missing) == len(sources) else []


def _tally(outcomes: Iterable[Any], o: Namespace, ledger: Ledger | None) -> int:
    """Follows a reading to its end; prints failures as they come, claims where they were asked for, and the closing line."""
    from warmonitor.api import Found, confident
    from warmonitor.export.claims import line
    from warmonitor.ingest import Failure

    read = known = claims = undated = failed = 0
    status = Status()
    for outcome in outcomes:
        if isinstance(outcome, Found):
            read += 1
            known += outcome.known
            undated += outcome.report.published is None
            claims += len(outcome.claims)
            status.show(f"{plural(read, 'report')}, {plural(claims, 'claim')}")
            if _is_to_come(outcome.report):
                doubt = f"published {outcome.report.published}, which is yet to come; is the year right?"
                status.say(f"note: {outcome.report.origin}: {doubt}")
            if o.json:
                for claim in confident(outcome, o.min_confidence or 0.0).claims:
                    print(line(claim))
        else:
            failed += isinstance(outcome, Failure)
            status.say(f"{'failed' if isinstance(outcome, Failure) else 'note'}: {outcome.origin}: {outcome.line}")
    status.clear()
    before = f" ({known} already in the ledger)" if known else ""
    closing = (
        f"{plural(read, 'report')} read{before}, {plural(claims, 'claim')} found, {undated} undated, {failed} failed"
    )
    print(closing, file=sys.stderr if o.json else sys.stdout)
    return SOME_FAILED if failed else OK


def _is_to_come(report: Report) -> bool:
    """Whether the report is dated later than today is anywhere on earth."""
    return report.published is not None and report.published > datetime.now(UTC).date() + timedelta(days=1)


_READ = """\
Read reports into the ledger: text, HTML, JSON Lines or CSV with the columns id, outlet,
published, title, text, url; feeds, mails; folders and archives of these, also compressed;
- for standard input; http(s) addresses.

  warmonitor read reports/ --pack syria
  warmonitor read today.txt --published 2020-01-26 --outlet "The Wire"
  warmonitor read https://example.org/report.html
  cat report.txt | warmonitor read - --json            claims as JSON Lines, no ledger

A report that is in the ledger already is not read again; after a crash or Ctrl-C run the
same command again, and it finishes the job. Many reports are read by several processes at once."""
