"""Incidents as JSON Lines: which claims are about one event, how many independent sources stand behind it, where they differ."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from warmonitor.ground.geometry import located, point
from warmonitor.model import Claim, Incident, Where

HAPPENED = "happened"
"""What sources differ on where one denies the event; told apart, as it is no detail of it."""


def line(incident: Incident, claims: Mapping[str, Claim]) -> dict[str, Any]:
    """One incident as a JSON object; `claims` by id tell in which reports it stands."""
    return {
        "incident": incident.id,
        "type": incident.type.value,
        "claims": list(incident.claims),
        "reports": sorted({claims[c].report_id for c in incident.claims if c in claims}),
        "places": list(incident.places),
        "points": [_point(w) for w in located(w for c in incident.claims if c in claims for w in claims[c].where)],
        "earliest": incident.earliest.isoformat() if incident.earliest else None,
        "latest": incident.latest.isoformat() if incident.latest else None,
        "sources_independent": incident.independent_sources,
        "differ": [what for what in incident.differ if what != HAPPENED],
        "denied": HAPPENED in incident.differ,
        "grade": incident.grade.value,
        "reasons": list(incident.reasons),
        "positions": [
            {
                "source": p.source,
                "side": p.side,
                "says": p.says,
                "against_interest": p.against_interest,
                "claims": list(p.claims),
            }
            for p in incident.positions
        ],
    }


def _point(where: Where) -> dict[str, Any]:
    """A place of an incident on the ground: the point itself where the distance and direction from the named place are told."""
    place, at = where.place, point(where)
    return {
        "place": place.name if place else where.text,
        "place_id": place.id if place else None,
        "relation": where.relation.value,
        "distance_km": where.distance_km,
        "bearing": where.bearing,
        "latitude": at[0] if at else None,
        "longitude": at[1] if at else None,
        "geo_precision": where.acled,
        "radius_km": where.radius_km,
    }


def write(incidents: Iterable[Incident], claims: Iterable[Claim], out: TextIO) -> int:
    """Writes one line for each incident, and returns how many there were."""
    by_id = {claim.id: claim for claim in claims}
    written = 0
    for written, incident in enumerate(incidents, 1):  # noqa: B007 – the count is what is wanted
        out.write(json.dumps(line(incident, by_id), ensure_ascii=False) + "\n")
    return written
