"""What the ledger tells: `brief`, `claims`, `show`, `explain`."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable
from typing import TYPE_CHECKING

from warmonitor.cli.arguments import Commands, amount, command, filter_options, ledger_option, name, pack_option, share
from warmonitor.cli.asking import asked, filter_of, open_ledger, report_of, tell_misses
from warmonitor.cli.terminal import OK, console
from warmonitor.model import UserError

if TYPE_CHECKING:
    from warmonitor.model import Claim
    from warmonitor.views.parts import Brief


def add(commands: Commands) -> None:
    """The commands of this module, with their options."""
    _add_brief(commands)
    p = command(commands, "claims", _claims, "the ledger's claims as a table", _CLAIMS)
    ledger_option(p)
    filter_options(p)
    p.add_argument("--json", action="store_true", help="one JSON object per line, in the codebook's format")
    p = command(commands, "show", _show, "a report's text with its claims marked", _SHOW)
    p.add_argument(
        "report",
        type=name,
        metavar="REPORT",
        help="a report's id, the beginning of one, or the name of the file that it came from",
    )
    ledger_option(p)
    p.add_argument(
        "--min-confidence", type=share, metavar="X", help="leave out claims that reading is less sure of (0 to 1)"
    )
    p.add_argument("--json", action="store_true", help="the report and its claims as one JSON object")
    p = command(commands, "explain", _explain, "why a claim says what it says, field by field", _EXPLAIN)
    p.add_argument("claim", type=name, metavar="CLAIM", help="a claim's id, or the beginning of the part after its #")
    ledger_option(p)
    p.add_argument("--json", action="store_true", help="the fields as one JSON object")


def _add_brief(commands: Commands) -> None:
    p = command(commands, "brief", _brief, "what is said to have happened, by whom, and how well attested", _BRIEF)
    ledger_option(p)
    filter_options(p)
    pack_option(p)
    p.add_argument(
        "--format",
        choices=("terminal", "md", "html", "json"),
        default="terminal",
        help="how to write it (default: terminal)",
    )
    p.add_argument("--json", action="store_const", dest="format", const="json", help="the same as --format json")
    p.add_argument(
        "--limit",
        type=amount,
        default=12,
        metavar="N",
        help="on a terminal, entries of each section (default: 12; 0: all)",
    )


def _brief(o: Namespace) -> int:
    from warmonitor import api
    from warmonitor.views.brief import brief

    with open_ledger(o) as ledger:
        wanted = filter_of(o)
        found = brief(ledger, wanted, pack=api.open_pack(o.pack), asked=asked(o))
        addresses = {r.id: r.url for r in ledger.reports() if r.url} if o.format == "html" else {}
        if all(section.empty for section in found.sections):
            tell_misses(ledger, wanted)
    _print_brief(found, o, addresses)
    return OK


def _print_brief(found: Brief, o: Namespace, addresses: dict[str, str]) -> None:
    if o.format == "terminal":
        from warmonitor.views import render_terminal

        render_terminal.render(found, console(), limit=o.limit)
    elif o.format == "html":
        from warmonitor.views import render_html

        sys.stdout.write(render_html.render(found, addresses=addresses))
    elif o.format == "md":
        from warmonitor.views import render_markdown

        sys.stdout.write(render_markdown.render(found))
    else:
        from warmonitor.views import render_json

        sys.stdout.write(render_json.render(found))


def _claims(o: Namespace) -> int:
    with open_ledger(o) as ledger:
        wanted = filter_of(o)
        if not _print_claims(ledger.claims(wanted), o):
            print("No claims.", file=sys.stderr)
            tell_misses(ledger, wanted)
    return OK


def _print_claims(found: Iterable[Claim], o: Namespace) -> int:
    if o.json:
        from warmonitor.export.claims import write

        return write(found, sys.stdout)
    from warmonitor.views.table import render

    return render(found, console(wide=True))


def _show(o: Namespace) -> int:
    from warmonitor.ledger import Filter
    from warmonitor.views import show

    with open_ledger(o) as ledger:
        report = report_of(ledger, o.report)
        claims = list(ledger.claims(Filter(report=report.id, min_confidence=o.min_confidence)))
    if o.json:
        print(json.dumps(show.as_json(report, claims), ensure_ascii=False, indent=1))
    else:
        show.render(report, claims, console())
    return OK


def _explain(o: Namespace) -> int:
    from warmonitor.views import explain

    with open_ledger(o) as ledger:
        claim = ledger.claim(o.claim)
        if claim is None:
            raise UserError(f"{o.claim}: no such claim in the ledger; `warmonitor claims` lists them")
        report = ledger.report(claim.report_id)
    if o.json:
        from warmonitor.views.render_json import plain

        rows = {"claim": claim.id, "quote": claim.quote, "fields": plain(explain.explain(claim, report))}
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        explain.render(claim, report, console())
    return OK


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
