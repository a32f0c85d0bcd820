"""Claims as CSV for spreadsheets and GIS: one row each, lists joined by "; ", cells that a spreadsheet would run defused."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from typing import TextIO

from warmonitor.ground.geometry import point
from warmonitor.model import Claim, Mention, Report
from warmonitor.views import phrases
from warmonitor.views.escape import cell

COLUMNS = (
    "claim", "type", "stance", "confidence", "earliest", "latest", "date_precision", "actors", "actors_as_written", "targets",
    "targets_as_written", "places", "places_as_written", "latitude", "longitude", "geo_precision", "radius_km",
    "killed_low", "killed_high", "injured_low", "injured_high", "displaced_low", "displaced_high", "counts",
    "source", "quote", "start", "end", "report", "outlet", "published", "url",
)  # fmt: skip

UNKNOWN = "?"
"""In `places`, for one that is not known among others that are."""


def write(claims: Iterable[Claim], report: Callable[[str], Report | None], out: TextIO) -> int:
    """Writes a head line and the claims to `out`, and returns how many claims there were; `report` looks up a report by id.

    A count is the largest of its class in the claim (the others are parts of it); an open upper bound is an empty cell. `counts` has them all, with whom
    they count. `places` has as many names as `places_as_written`, where any is known.
    Coordinates are those of the first known place, or of the point that is told by its distance and direction from there.
    """
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    written = 0
    for claim in claims:
        table.writerow(map(cell, _row(claim, report(claim.report_id))))
        written += 1
    return written


def _row(claim: Claim, report: Report | None) -> list[object]:
    when = claim.when
    known = next((w for w in claim.where if w.place), None)
    lat, lon = (point(known) if known else None) or (None, None)
    return [
        claim.id,
        claim.type.value,
        claim.stance.value,
        f"{claim.confidence:.4f}",
        when.earliest if when else None,
        when.latest if when else None,
        when.acled if when else None,
        *_names(claim.actors),
        *_names(claim.targets),
        "; ".join(w.place.name if w.place else UNKNOWN for w in claim.where) if known else None,
        "; ".join(w.text for w in claim.where),
        lat,
        lon,
        known.acled if known else None,
        known.radius_km if known else None,
        *_bounds(claim, "killed"),
        *_bounds(claim, "injured"),
        *_bounds(claim, "displaced"),
        "; ".join(map(phrases.count, claim.counts)),
        "; ".join(m.text for m in claim.attribution.speakers),
        claim.quote,
        claim.span.start,
        claim.span.end,
        claim.report_id,
        report.outlet if report else None,
        report.published if report else None,
        report.url if report else None,
    ]


def _names(mentions: Iterable[Mention]) -> tuple[str, str]:
    named = list(mentions)
    return "; ".join(m.neutral or m.text for m in named), "; ".join(m.words or m.text for m in named)


def _bounds(claim: Claim, what: str) -> tuple[int | None, int | None]:
    values = [c for c in claim.counts if c.what == what]
    if not values:
        return None, None
    largest = max(values, key=lambda c: c.low)
    return largest.low, largest.high
