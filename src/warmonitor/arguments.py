"""The arguments of the commands, and the help that teaches them by example. Imports nothing but the types, as every start waits for it."""

from __future__ import annotations

import os
from argparse import ArgumentParser, RawDescriptionHelpFormatter, _SubParsersAction
from datetime import date
from typing import NoReturn

from warmonitor import __version__
from warmonitor.model import EventType, UserError

DEFAULT_LEDGER = "warmonitor.db"


def day(text: str) -> date:
    """An ISO day; UserError where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(f"{text!r} is no day; write it as 2020-01-26") from None


def share(text: str) -> float:
    """A number from 0 to 1; UserError where it is none."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= 1.0:
        raise UserError(f"{text!r} is no confidence; give a number from 0 to 1")
    return value


def event_type(text: str) -> EventType:
    """An event type of the codebook; UserError that names them where it is none."""
    try:
        return EventType(text.replace("-", "_"))
    except ValueError:
        raise UserError(f"{text!r} is no event type; there are {', '.join(EventType)}") from None


class _Parser(ArgumentParser):
    """Raises UserError for a mistake, which is then told in one line like every other."""

    def error(self, message: str) -> NoReturn:
        raise UserError(f"{message}; try `{self.prog} --help`")


def parser() -> ArgumentParser:
    """All commands with their options; the tests of the documentation walk through it."""
    top = _Parser(prog="warmonitor", formatter_class=RawDescriptionHelpFormatter, description=_ABOUT, epilog=_FIRST)
    top.add_argument("--version", action="version", version=f"warmonitor {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _read_command(commands)
    _brief_command(commands)
    p = _command(commands, "claims", "the ledger's claims as a table", _CLAIMS)
    _ledger_option(p)
    _filter_options(p)
    p.add_argument("--json", action="store_true", help="one JSON object per line, in the codebook's format")
    p = _command(commands, "show", "a report's text with its claims marked", _SHOW)
    p.add_argument(
        "report",
        metavar="REPORT",
        help="a report's id, the beginning of one, or the name of the file that it came from",
    )
    _ledger_option(p)
    p.add_argument(
        "--min-confidence", type=share, metavar="X", help="leave out claims that reading is less sure of (0 to 1)"
    )
    p.add_argument("--json", action="store_true", help="the report and its claims as one JSON object")
    p = _command(commands, "explain", "why a claim says what it says, field by field", _EXPLAIN)
    p.add_argument("claim", metavar="CLAIM", help="a claim's id, or the beginning of the part after its #")
    _ledger_option(p)
    p.add_argument("--json", action="store_true", help="the fields as one JSON object")
    p = _command(commands, "export", "claims for other programs", _EXPORT)
    p.add_argument(
        "--to",
        choices=("claims", "csv"),
        required=True,
        help="claims: JSON Lines of the codebook; csv: a table for spreadsheets and GIS",
    )
    p.add_argument("-o", "--output", default="-", metavar="FILE", help="where to write (default: standard output)")
    _ledger_option(p)
    _filter_options(p)
    p = _command(commands, "times", "the time expressions of a text and the days that they mean", _TIMES)
    p.add_argument("file", metavar="FILE", help="a file as for `read`, or - for standard input")
    p.add_argument("--published", type=day, metavar="DAY", help="the day of publication")
    p.add_argument(
        "--narrative", action="store_true", help="resolve against the text's own run of dates, as in histories"
    )
    p.add_argument("--json", action="store_true", help="one JSON object per line")
    _eval_command(commands)
    return top


def _command(commands: _SubParsersAction[_Parser], name: str, help: str, about: str) -> ArgumentParser:
    p = commands.add_parser(name, help=help, description=about, formatter_class=RawDescriptionHelpFormatter)
    p.set_defaults(command=name)
    return p


def _read_command(commands: _SubParsersAction[_Parser]) -> None:
    p = _command(commands, "read", "read reports into the ledger", _READ)
    p.add_argument(
        "sources", nargs="+", metavar="SOURCE", help="a file, a folder, an http(s) address, or - for standard input"
    )
    _ledger_option(p)
    p.add_argument(
        "--published",
        type=day,
        metavar="DAY",
        help="the day of publication of everything read; overrules what the reports say",
    )
    p.add_argument("--outlet", metavar="NAME", help="who published everything read; overrules what the reports say")
    _pack_option(p)
    p.add_argument("--json", action="store_true", help="print the claims as JSON Lines, and keep no ledger")
    p.add_argument(
        "--min-confidence",
        type=share,
        metavar="X",
        help="with --json: leave out claims that reading is less sure of (0 to 1)",
    )


def _brief_command(commands: _SubParsersAction[_Parser]) -> None:
    p = _command(commands, "brief", "what is said to have happened, by whom, and how well attested", _BRIEF)
    _ledger_option(p)
    _filter_options(p)
    _pack_option(p)
    p.add_argument(
        "--format",
        choices=("terminal", "md", "html", "json"),
        default="terminal",
        help="how to write it (default: terminal)",
    )
    p.add_argument(
        "--limit",
        type=int,
        default=12,
        metavar="N",
        help="on a terminal, entries of each section (default: 12; 0: all)",
    )


def _eval_command(commands: _SubParsersAction[_Parser]) -> None:
    p = _command(commands, "eval", "measure reading against a gold coding", _EVAL)
    p.add_argument("reports", metavar="REPORTS", help="JSON Lines with id and text (outlet, published, title, url)")
    p.add_argument("gold", metavar="GOLD", help="JSON Lines of claims in the codebook's format")
    p.add_argument("--predicted", metavar="FILE", help="score these claims instead of reading the reports")
    _pack_option(p)
    p.add_argument(
        "--min-confidence", type=share, metavar="X", help="leave out claims that reading is less sure of (0 to 1)"
    )
    p.add_argument("--errors", type=int, default=0, metavar="N", help="also print the first N mistakes")
    p.add_argument("--json", action="store_true", help="the figures as one JSON object")


def _ledger_option(p: ArgumentParser) -> None:
    default = os.environ.get("WARMONITOR_LEDGER") or DEFAULT_LEDGER
    p.add_argument(
        "--ledger",
        default=default,
        metavar="FILE",
        help="the ledger (default: $WARMONITOR_LEDGER, or warmonitor.db in this folder)",
    )


def _pack_option(p: ArgumentParser) -> None:
    p.add_argument(
        "--pack",
        action="append",
        default=[],
        metavar="NAME",
        help="a conflict pack (syria) or the path of one; may be given several times",
    )


def _filter_options(p: ArgumentParser) -> None:
    group = p.add_argument_group("which claims (all given must hold)")
    group.add_argument("--since", type=day, metavar="DAY", help="what happened on or after this day")
    group.add_argument("--until", type=day, metavar="DAY", help="what happened on or before this day")
    group.add_argument("--place", metavar="PLACE", help="in this town, region or country")
    group.add_argument(
        "--type", type=event_type, metavar="TYPE", help="of this event type, such as air_strike or territory_gained"
    )
    group.add_argument("--source", metavar="NAME", help="said by this source")
    group.add_argument("--actor", metavar="NAME", help="done by or to this actor")
    group.add_argument("--outlet", metavar="NAME", help="published by this outlet")
    group.add_argument("--as-known-at", type=day, metavar="DAY", help="only from reports published by this day")
    group.add_argument(
        "--min-confidence", type=share, metavar="X", help="leave out claims that reading is less sure of (0 to 1)"
    )


_ABOUT = """\
Reads reports of an armed conflict and keeps a ledger of who claims that what happened,
where and when. It records claims, never "the truth"."""

_FIRST = """\
Start here:
  warmonitor read examples --pack syria      read a folder of reports into warmonitor.db
  warmonitor brief                           what they say happened, and who says so

`warmonitor COMMAND --help` shows examples of each command.
Exit status: 0 done, 1 some reports failed, 2 wrong usage or input that you can mend."""

_READ = """\
Read reports into the ledger: text, HTML, JSON Lines or CSV with the columns id, outlet,
published, title, text, url; folders of these; - for standard input; http(s) addresses.

  warmonitor read reports/ --pack syria
  warmonitor read today.txt --published 2020-01-26 --outlet "The Wire"
  warmonitor read https://example.org/report.html
  cat report.txt | warmonitor read - --json            claims as JSON Lines, no ledger

A report that is in the ledger already is not read again; after a crash or Ctrl-C run the
same command again, and it finishes the job."""

_BRIEF = """\
What is said to have happened: places that changed hands, advances, strikes, people killed
and displaced, access, agreements; what is only expected or denied; where sources differ;
what could not be resolved. Every line names its report and quotes it.

  warmonitor brief
  warmonitor brief --since 2020-01-24 --until 2020-01-30 --place "Maarat al-Numan"
  warmonitor brief --as-known-at 2020-01-26 --format html > brief.html"""

_CLAIMS = """\
The claims of the ledger, one row each.

  warmonitor claims --type displacement --since 2020-01-01
  warmonitor claims --source "Syrian Observatory" --json | jq .quote"""

_SHOW = """\
The text of one report with its claims marked and listed.

  warmonitor show 14758059ef293226
  warmonitor show 2020-01-26-six-towns.txt"""

_EXPLAIN = """\
Each field of a claim, the words that it came from, and the rule or score that decided it.

  warmonitor explain 3fa1c07be29d"""

_EXPORT = """\
Claims for other programs, with the same filters as the brief.

  warmonitor export --to claims -o claims.jsonl
  warmonitor export --to csv --place Idlib -o idlib.csv"""

_TIMES = """\
The time expressions of a text, their TIMEX3 values, and the days that they mean.

  warmonitor times report.txt --published 2020-01-26
  warmonitor times history.txt --narrative --json"""

_EVAL = """\
Read the reports and compare the claims with a gold coding, or compare two codings.

  warmonitor eval dev.reports.jsonl dev.claims.jsonl --errors 20
  warmonitor eval dev.reports.jsonl dev.claims.jsonl --predicted other.claims.jsonl"""
