"""Time and place: `times`, `date`."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from warmonitor.cli.arguments import DEFAULT_LEDGER, Commands, command, day, ledger_option, pack_option
from warmonitor.cli.asking import open_ledger, report_of
from warmonitor.cli.terminal import OK, SOME_FAILED, Status, console, plain
from warmonitor.model import Report

if TYPE_CHECKING:
    from warmonitor.ingest import Failure
    from warmonitor.ledger import Ledger


def add(commands: Commands) -> None:
    """The commands of this module, with their options."""
    p = command(commands, "times", _times, "the time expressions of a text and the days that they mean", _TIMES)
    p.add_argument("file", metavar="FILE", help="a file as for `read`, or - for standard input")
    p.add_argument("--published", type=day, metavar="DAY", help="the day of publication")
    p.add_argument(
        "--narrative", action="store_true", help="resolve against the text's own run of dates, as in histories"
    )
    p.add_argument("--json", action="store_true", help="one JSON object per line")
    p = command(commands, "date", _date, "propose the day on which an undated report was published", _DATE)
    p.add_argument("report", metavar="REPORT", help="a file as for `read`, -, or the id of a report in the ledger")
    ledger_option(p)
    p.set_defaults(ledger=None)
    pack_option(p)
    p.add_argument("--known-by", type=day, metavar="DAY", help="it had come out by this day (default: today)")
    p.add_argument("--json", action="store_true", help="one JSON object per report")


def _times(o: Namespace) -> int:
    from warmonitor import ingest
    from warmonitor.ground import calendar

    failed = 0
    for found in ingest.reports([o.file], ingest.Options(published=o.published), stdin=sys.stdin.buffer):
        if not isinstance(found, Report):
            failed += isinstance(found, ingest.Failure)
            print(f"warmonitor: {plain(f'{found.origin}: {found.line}')}", file=sys.stderr)
            continue
        for timex in calendar.times(found.text, published=found.published, mode="narrative" if o.narrative else "news"):
            words = found.text[timex.start : timex.end]
            days = [d.isoformat() if d else None for d in (timex.earliest, timex.latest)]
            if o.json:
                row = {
                    "report": found.id,
                    "start": timex.start,
                    "end": timex.end,
                    "words": words,
                    "type": timex.type.value,
                }
                row |= {
                    "value": timex.value,
                    "mod": timex.mod,
                    "earliest": days[0],
                    "latest": days[1],
                    "rule": timex.rule,
                }
                print(json.dumps(row, ensure_ascii=False))
            else:
                known = f"{days[0]} … {days[1]}" if days[0] else "–"
                print(f"{timex.start:>6}  {timex.type.value:8}  {timex.value:20}  {known:24}  {plain(words)}")
    return SOME_FAILED if failed else OK


def _date(o: Namespace) -> int:
    from warmonitor import api, dating
    from warmonitor.views import proposal

    reader = api.open_reader(o.pack, progress=Status().step)
    failed = 0
    with ExitStack() as stack:
        ledger = _ledger(o, stack)
        for found in _asked_for(o, ledger):
            if not isinstance(found, Report):
                failed += 1
                print(f"warmonitor: {plain(f'{found.origin}: {found.line}')}", file=sys.stderr)
                continue
            seen = o.known_by or (
                found.retrieved_at.date() if found.retrieved_at else datetime.now().astimezone().date()
            )
            told = dating.propose(found, known_by=seen, reader=reader, ledger=ledger, pack=reader.grounding.pack)
            if o.json:
                print(json.dumps(proposal.as_json(told), ensure_ascii=False))
            else:
                proposal.render(told, console())
    return SOME_FAILED if failed else OK


def _ledger(o: Namespace, stack: ExitStack) -> Ledger | None:
    """The ledger of --ledger; without it the default one, if it is there."""
    default = os.environ.get("WARMONITOR_LEDGER") or DEFAULT_LEDGER
    if o.ledger is None and not Path(default).exists():
        return None
    o.ledger = o.ledger or default
    return stack.enter_context(open_ledger(o))


def _asked_for(o: Namespace, ledger: Ledger | None) -> Iterator[Report | Failure]:
    from warmonitor import ingest

    if o.report != "-" and ledger is not None and not Path(o.report).exists():
        yield report_of(ledger, o.report)
        return
    for found in ingest.reports([o.report], ingest.Options(), stdin=sys.stdin.buffer):
        if isinstance(found, Report | ingest.Failure):
            yield found


_DATE = """\
The days on which an undated report may have been published: what its own words allow, and
what the ledger's dated reports of the same events speak for. It is a proposal with its
reasons, and changes nothing; for a report that has a date it tells whether that fits.

  warmonitor date report.txt --pack syria
  warmonitor date report.txt --ledger warmonitor.db --json
  warmonitor date 14758059ef293226"""

_TIMES = """\
The time expressions of a text, their TIMEX3 values, and the days that they mean.

  warmonitor times report.txt --published 2020-01-26
  warmonitor times history.txt --narrative --json"""
