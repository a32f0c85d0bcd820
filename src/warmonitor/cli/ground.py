"""Time and place without a ledger: `times`."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from warmonitor.cli.arguments import Commands, command, day
from warmonitor.cli.terminal import OK, SOME_FAILED, plain
from warmonitor.model import Report


def add(commands: Commands) -> None:
    """The commands of this module, with their options."""
    p = command(commands, "times", _times, "the time expressions of a text and the days that they mean", _TIMES)
    p.add_argument("file", metavar="FILE", help="a file as for `read`, or - for standard input")
    p.add_argument("--published", type=day, metavar="DAY", help="the day of publication")
    p.add_argument(
        "--narrative", action="store_true", help="resolve against the text's own run of dates, as in histories"
    )
    p.add_argument("--json", action="store_true", help="one JSON object per line")


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


_TIMES = """\
The time expressions of a text, their TIMEX3 values, and the days that they mean.

  warmonitor times report.txt --published 2020-01-26
  warmonitor times history.txt --narrative --json"""
