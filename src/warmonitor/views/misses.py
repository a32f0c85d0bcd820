"""Where a question finds nothing: whether the ledger knows the names that were asked for at all, and which ones are like them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING

from warmonitor.ledger import Filter
from warmonitor.model import Claim, Mention
from warmonitor.reconcile.names import plain

from .escape import one_line
from .phrases import plural

if TYPE_CHECKING:
    from warmonitor.ledger import Ledger

SCANNED = 20_000
"""Claims whose names are compared: enough to know most names of a large ledger, and soon done."""
LIKE = 0.6
SHOWN = 3

NAMED = {"place": "of a place", "source": "of a source", "actor": "of an actor", "outlet": "of an outlet"}
"""The fields of a filter that hold names."""


def misses(ledger: Ledger, wanted: Filter) -> Iterator[str]:
    """A line for each name of `wanted` that the ledger knows nothing of, with up to three that are like it, and one for undated reports left out."""
    for field, what in NAMED.items():
        asked = getattr(wanted, field)
        if asked is None or next(ledger.reports(Filter(**{field: asked})), None) is not None:
            continue
        like = nearest(asked, _names(ledger, field))
        hint = f"; is it {' or '.join(map(one_line, like))}?" if like else ""
        yield f"the ledger knows nothing {what} “{one_line(asked)}”{hint}"
    if wanted.as_known_at is not None and (left := _undated(ledger, wanted.as_known_at)):
        what = plural(left, "undated report")
        yield f"{what} left out: whether {'it was' if left == 1 else 'they were'} there by {wanted.as_known_at} is not known"


def _undated(ledger: Ledger, on: date) -> int:
    """How many reports without a day are not counted as known on a day."""
    every, known = (
        sum(r.published is None for r in ledger.reports(asked)) for asked in (Filter(), Filter(as_known_at=on))
    )
    return every - known


def nearest(asked: str, names: Iterable[str]) -> list[str]:
    """The names most like `asked`, the likest first."""
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(plain(name).strip(), name)
    return [known[found] for found in get_close_matches(plain(asked).strip(), list(known), SHOWN, LIKE)]


def _names(ledger: Ledger, field: str) -> Iterator[str]:
    if field in ("source", "outlet"):
        yield from (report.outlet for report in ledger.reports() if report.outlet)
    if field in _OF:
        yield from (name for claim in islice(ledger.claims(), SCANNED) for name in _OF[field](claim))


def _places(claim: Claim) -> Iterator[str]:
    for where in claim.where:
        yield where.text
        if where.place:
            yield from filter(None, (where.place.name, where.place.admin1))


def _all(mentions: Iterable[Mention]) -> Iterator[str]:
    for mention in mentions:
        yield mention.text
        if mention.neutral:
            yield mention.neutral


_OF: dict[str, Callable[[Claim], Iterator[str]]] = {
    "place": _places,
    "source": lambda claim: _all(claim.attribution.speakers),
    "actor": lambda claim: _all((*claim.actors, *claim.targets)),
}
