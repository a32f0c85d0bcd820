"""Claims and incidents as GeoJSON (RFC 7946), for GIS and web maps.

A feature is one place of one claim or incident, always a point (33 km south of a town where it is told so), so that a layer has one kind of geometry;
`nth` and `places` say which of how many it is, and counting the features with `nth` 1 counts the claims. What has no known place is kept, with a null geometry.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TextIO

from warmonitor.ground.geometry import located, point
from warmonitor.model import Claim, Incident, Report, Where
from warmonitor.views.escape import one_line, visible

Feature = dict[str, Any]


def of_claims(claims: Iterable[Claim], report: Callable[[str], Report | None]) -> Iterator[Feature]:
    """The features of claims; `report` looks up a report by id."""
    for claim in claims:
        known = [w for w in claim.where if point(w) is not None]
        yield from _features(claim.id, known, _of_claim(claim, report(claim.report_id)))


def of_incidents(incidents: Iterable[Incident], claims: Iterable[Claim]) -> Iterator[Feature]:
    """The features of incidents; where an incident has towns, the regions around them are left out."""
    by_id = {claim.id: claim for claim in claims}
    for incident in incidents:
        members = [by_id[c] for c in incident.claims if c in by_id]
        yield from _features(incident.id, located(w for c in members for w in c.where), _of_incident(incident, members))


def write(features: Iterable[Feature], out: TextIO) -> int:
    """Writes a FeatureCollection with one feature on a line, and returns how many there were."""
    out.write('{"type": "FeatureCollection", "features": [')
    written = 0
    for feature in features:
        out.write(",\n" if written else "\n")
        out.write(json.dumps(feature, ensure_ascii=False, allow_nan=False))
        written += 1
    out.write("\n]}\n")
    return written


def _features(key: str, places: list[Where], properties: Mapping[str, Any]) -> Iterator[Feature]:
    if not places:
        yield {"type": "Feature", "id": key, "geometry": None, "properties": {**properties, "nth": 1, "places": 0}}
    for nth, where in enumerate(places, 1):
        place = where.place
        assert place is not None
        yield {
            "type": "Feature",
            "id": key if nth == 1 else f"{key}@{nth}",
            "geometry": {"type": "Point", "coordinates": _coordinates(where)},
            "properties": {
                **properties,
                "nth": nth,
                "places": len(places),
                "place": visible(place.name),
                "place_as_written": one_line(where.text),
                "place_id": place.id,
                "kind": place.kind,
                "admin1": place.admin1,
                "country": place.country,
                "relation": where.relation.value,
                "distance_km": where.distance_km,
                "bearing": where.bearing,
                "geo_precision": where.acled,
                "radius_km": where.radius_km,
            },
        }


def _of_claim(claim: Claim, report: Report | None) -> dict[str, Any]:
    return {
        "claim": claim.id,
        "type": claim.type.value,
        "stance": claim.stance.value,
        "confidence": round(claim.confidence, 4),
        "earliest": claim.when.earliest.isoformat() if claim.when else None,
        "latest": claim.when.latest.isoformat() if claim.when else None,
        "actors": [visible(m.neutral or m.text) for m in claim.actors],
        "targets": [visible(m.neutral or m.text) for m in claim.targets],
        "counts": [{"what": c.what, "who": visible(c.who), "low": c.low, "high": c.high} for c in claim.counts],
        "source": [visible(m.text) for m in claim.attribution.speakers],
        "quote": one_line(claim.quote),
        "report": claim.report_id,
        "outlet": visible(report.outlet) if report and report.outlet else None,
        "published": report.published.isoformat() if report and report.published else None,
    }


def _of_incident(incident: Incident, claims: Iterable[Claim]) -> dict[str, Any]:
    return {
        "incident": incident.id,
        "type": incident.type.value,
        "earliest": incident.earliest.isoformat() if incident.earliest else None,
        "latest": incident.latest.isoformat() if incident.latest else None,
        "independent_sources": incident.independent_sources,
        "differ": list(incident.differ),
        "grade": incident.grade.value,
        "positions": [{"source": one_line(p.source), "says": one_line(p.says)} for p in incident.positions],
        "claims": list(incident.claims),
        "quotes": [one_line(c.quote) for c in claims],
    }


def _coordinates(where: Where) -> list[float] | None:
    """Longitude before latitude, as GeoJSON has it."""
    at = point(where)
    return [round(at[1], 5), round(at[0], 5)] if at else None
