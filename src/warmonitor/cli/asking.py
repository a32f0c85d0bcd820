"""What the options ask for: the ledger, the claims of it."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from datetime import date
from typing import TYPE_CHECKING

from warmonitor.cli.arguments import FILTERS
from warmonitor.cli.terminal import plain
from warmonitor.model import UserError

if TYPE_CHECKING:
    from warmonitor.ledger import Filter, Ledger
    from warmonitor.model import Report


def open_ledger(o: Namespace) -> Ledger:
    """The ledger of --ledger; UserError where there is none."""
    from warmonitor.ledger import Ledger

    return Ledger.open(o.ledger, create=False)


def filter_of(o: Namespace) -> Filter:
    """The claims that the filter options ask for."""
    from warmonitor.ledger import Filter

    given = {name: getattr(o, name, None) for name in FILTERS}
    try:
        return Filter(**given | {"place": _region(given["place"]) if given["place"] else None})
    except ValueError as error:
        raise UserError(f"--since and --until: {error}") from error


def _region(name: str) -> str:
    """A region's name as the gazetteer has it ("Nord Kivu" for "North Kivu"), as claims are told by that; others as they are."""
    from warmonitor.ground.gazetteer import Gazetteer, default_path

    if not default_path().exists():
        return name
    exact = (m.place for m in Gazetteer.open().matches(name) if m.tier <= 1)
    found = next(exact, None)
    return found.name if found is not None and found.kind == "admin1" else name


def tell_misses(ledger: Ledger, wanted: Filter) -> None:
    """Where a question found nothing: notes on names that the ledger does not know, to standard error."""
    from warmonitor.views.misses import misses

    for line in misses(ledger, wanted):
        print(plain(f"note: {line}"), file=sys.stderr)


def asked(o: Namespace) -> dict[str, str]:
    """The filter options that were given, in words."""
    from warmonitor.views.phrases import day

    given = {name.replace("_", " "): getattr(o, name, None) for name in FILTERS}
    return {name: day(v) if isinstance(v, date) else str(v) for name, v in given.items() if v is not None}


def report_of(ledger: Ledger, name: str) -> Report:
    """The report with this id, or the only one whose id starts so or that was read from a file of this name."""
    if found := ledger.report(name):
        return found
    like = [r for r in ledger.reports() if r.id.startswith(name) or _file(r) == name]
    if len(like) == 1:
        return like[0]
    if like:
        raise UserError(
            f"{name}: several reports: {', '.join(r.id for r in like[:5])}{' …' if len(like) > 5 else ''}; give one id"
        )
    raise UserError(f"{name}: no such report in the ledger; `warmonitor claims` lists claims with their reports")


def _file(report: Report) -> str:
    """The name of the file that a report came from, without the line or record of it."""
    return re.sub(r", (?:line|record) \d+\Z", "", re.split(r"[/\\]", report.origin or "")[-1])
