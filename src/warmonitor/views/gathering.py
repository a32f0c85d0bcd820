"""From the ledger to what reconciling works on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from warmonitor.model import Claim, EventType, Judgement, Report
from warmonitor.reconcile.evidence import Evidence
from warmonitor.reconcile.statements import tells

if TYPE_CHECKING:
    from warmonitor.ledger import Filter, Ledger
    from warmonitor.reconcile.evidence import Registry

GROUND = (
    EventType.TERRITORY_GAINED,
    EventType.TERRITORY_HELD,
    EventType.TERRITORY_LEFT,
    EventType.ADVANCE,
    EventType.ARMED_CLASH,
)
"""Types whose claims can tell who holds a place."""


def gather(ledger: Ledger, wanted: Filter, pack: Registry | None = None) -> Evidence:
    """The claims that `wanted` lets through with their reports, what people judged, and which reports are copies.

    Reports without any claim count too where only days and outlets were asked for: that nothing was found in them is worth knowing.
    """
    claims = list(ledger.claims(wanted))
    others = () if wanted.of_claims else ledger.reports(wanted)
    return _evidence(ledger, claims, others, pack, list(ledger.judgements()))


def gather_ground(
    ledger: Ledger, wanted: Filter, pack: Registry | None = None, *, place: str | None = None, on: date | None = None
) -> Evidence:
    """Only what tells who holds which place; for one `place` also what is said of the regions that it lies in.

    `on`: of all places, what is said of later days only is left out, as it tells nothing of that day. Of one place it stays, for the names that it gives.
    """
    if place is None:
        claims = _of_types(ledger, replace(wanted, begun=on), GROUND)
    else:
        claims = _of_types(ledger, replace(wanted, place=place), GROUND)
        if not claims:  # no report spells it so, but one may name it by a name that sounds alike
            return gather_ground(ledger, wanted, pack)
        names = {w.place.name for c in claims for w in c.where if w.place and w.place.kind not in ("country", "admin1")}
        claims = [*claims, *(c for n in sorted(names) for c in _of_types(ledger, replace(wanted, place=n), GROUND))]
        claims = [*claims, *_wide(ledger, wanted, claims)]
    judgements = list(ledger.judgements())
    return _evidence(ledger, telling({c.id: c for c in claims}.values(), judgements), (), pack, judgements)


def telling(claims: Iterable[Claim], judgements: Iterable[Judgement]) -> list[Claim]:
    """Those of the claims that bear on who holds a place, as read or as people may have corrected them."""
    judged = {claim for judgement in judgements for claim in judgement.claims}
    return [c for c in claims if c.id in judged or tells(c)]


def _of_types(ledger: Ledger, wanted: Filter, types: Iterable[EventType]) -> list[Claim]:
    return list(ledger.claims(replace(wanted, types=tuple(types))))


def _wide(ledger: Ledger, wanted: Filter, claims: Iterable[Claim]) -> list[Claim]:
    """Claims on the regions and countries in which the places of these claims lie."""
    places = [w.place for c in claims for w in c.where if w.place]
    regions = {p.admin1 for p in places if p.admin1} | {p.country for p in places if p.country}
    found = (
        c
        for region in sorted(regions)
        for c in _of_types(
            ledger, replace(wanted, place=region), (EventType.TERRITORY_GAINED, EventType.TERRITORY_HELD)
        )
    )
    return [c for c in found if any(w.place and w.place.kind in ("country", "admin1") for w in c.where)]


def _evidence(
    ledger: Ledger,
    claims: list[Claim],
    others: Iterable[Report],
    pack: Registry | None,
    judgements: Sequence[Judgement],
) -> Evidence:
    """The claims with their reports, the `others` among them."""
    from warmonitor.ingest.copies import copies

    reports = {r.id: r for r in others}
    missing = {c.report_id for c in claims} - reports.keys()
    reports.update((r.id, r) for r in ledger.reports_of(missing))
    return Evidence(claims, reports, pack, judgements, copies(reports.values()))
