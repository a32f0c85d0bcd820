"""By which of its numbers a source stands: a toll that it later put otherwise is no longer its word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from warmonitor.model import Claim, Count, Incident, Report
from warmonitor.reconcile.evidence import Registry, published
from warmonitor.reconcile.profile import who


def standing(
    claims: Sequence[Claim], incident: Incident | None, reports: Mapping[str, Report], pack: Registry | None = None
) -> list[Claim]:
    """The claims of an incident without the counts that all their sources replaced in a later report: of "8 killed", then "12 killed", the 12.

    What is undated counts as said before all else. A claim that no position holds keeps its counts.
    """
    if incident is None or len(claims) < 2:
        return list(claims)
    of = {c.id: c for c in claims}
    holding = [[of[i] for i in p.claims if i in of] for p in incident.positions]
    latest: dict[tuple[int, str, str], date] = {}
    for n, told in enumerate(holding):
        for c in told:
            for count in c.counts:
                key = (n, count.what, who(count.who, pack))
                latest[key] = max(latest.get(key, date.min), published(c, reports))

    def stands(claim: Claim, count: Count) -> bool:
        mine = [n for n, told in enumerate(holding) if claim in told]
        day, kind = published(claim, reports), (count.what, who(count.who, pack))
        return not mine or any(latest[n, *kind] == day for n in mine)

    return [replace(c, counts=tuple(n for n in c.counts if stands(c, n))) if c.counts else c for c in claims]
