"""GeoJSON as RFC 7946 wants it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import build
from tests import strategies as make

from warmonitor.export import acled, geojson, table
from warmonitor.export import incidents as export_incidents
from warmonitor.ground.geometry import located, point
from warmonitor.model import Claim, EventType, Place, Reader, Relation, Report, Where
from warmonitor.reconcile import Evidence, incidents

TEXT = "Jets bombed Qasr and Tell Aswad."
REPORT = Report("r1", TEXT, "The Wire")
QASR, TELL = (
    Place("t:1", "Qasr", "city", "QX", "North", 35.1, -36.2),
    Place("t:2", "Tell Aswad", "city", "QX", "North", 35.0, 36.0),
)


def claim(*places: Place | None, id: str = "r1#a") -> Claim:
    where = tuple(Where(p.name if p else "somewhere", place=p) for p in places)
    return build.claim(id, TEXT[:-1], EventType.AIR_STRIKE, where=where)


def collection(claims: list[Claim]) -> dict[str, Any]:
    out = io.StringIO()
    written = geojson.write(geojson.of_claims(claims, {"r1": REPORT}.get), out)
    found: dict[str, Any] = json.loads(out.getvalue())
    assert written == len(found["features"])
    return found


def check(found: dict[str, Any]) -> None:
    """What RFC 7946 asks of a collection of points."""
    assert found["type"] == "FeatureCollection" and "crs" not in found
    ids = [f["id"] for f in found["features"]]
    assert len(ids) == len(set(ids))
    for feature in found["features"]:
        assert feature["type"] == "Feature" and isinstance(feature["properties"], dict)
        if feature["geometry"] is not None:
            assert feature["geometry"]["type"] == "Point"
            lon, lat = feature["geometry"]["coordinates"]
            assert -180 <= lon <= 180 and -90 <= lat <= 90


def test_longitude_comes_first_and_each_place_is_a_point() -> None:
    found = collection([claim(QASR, TELL)])
    check(found)
    assert [f["geometry"]["coordinates"] for f in found["features"]] == [[-36.2, 35.1], [36.0, 35.0]]
    assert [(f["properties"]["nth"], f["properties"]["places"]) for f in found["features"]] == [(1, 2), (2, 2)]
    assert found["features"][0]["properties"]["outlet"] == "The Wire"


def test_what_has_no_known_place_is_kept_without_a_geometry() -> None:
    (feature,) = collection([claim(None)])["features"]
    assert feature["geometry"] is None and feature["properties"]["claim"] == "r1#a"


def test_an_empty_collection_is_one() -> None:
    assert collection([]) == {"type": "FeatureCollection", "features": []}


def test_an_incident_stands_in_its_towns_and_not_in_their_region() -> None:
    region = Place("t:3", "North", "admin1", "QX", "North", 36.0, 36.0)
    told = [w for c in (claim(QASR, region), claim(TELL, QASR)) for w in c.where]
    assert [w.text for w in located(told)] == ["Qasr", "Tell Aswad"]
    assert [w.text for w in located(claim(region).where)] == ["North"]


def test_a_point_told_by_distance_and_direction_is_drawn_there() -> None:
    away: dict[str, Any] = {"distance_km": 33.0, "bearing": "s", "radius_km": 8.2}
    told = Where("33 km south of Qasr", place=QASR, relation=Relation.DISTANCE, acled=2, **away)
    (feature,) = collection([replace(claim(QASR), where=(told,))])["features"]
    lon, lat = feature["geometry"]["coordinates"]
    assert (lon, lat) == pytest.approx((-36.2, 35.1 - 33 / 111.195), abs=0.001)
    assert {key: feature["properties"][key] for key in ("place", "distance_km", "bearing", "radius_km")} == {
        "place": "Qasr", "distance_km": 33.0, "bearing": "s", "radius_km": 8.2,
    }  # fmt: skip


def test_every_other_export_puts_it_there_too() -> None:
    told = Where(
        "33 km south of Qasr", None, Relation.DISTANCE, QASR, distance_km=33.0, bearing="s", acled=2, radius_km=8.2
    )
    given = replace(claim(QASR), where=(told,))
    (lat, lon), near = point(told) or (0, 0), {"geo_precision": "2", "radius_km": "8.2"}
    out = io.StringIO()
    table.write([given], {"r1": REPORT}.get, out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue()))
    assert (row["latitude"], row["longitude"]) == (str(lat), str(lon)) and near.items() <= row.items()
    (incident,) = incidents(Evidence([given], {"r1": REPORT}))
    (at,) = export_incidents.line(incident, {given.id: given})["points"]
    assert (at["place"], at["latitude"], at["longitude"], at["radius_km"]) == ("Qasr", lat, lon, 8.2)
    (row,) = acled.rows(incident, [given], {"r1": REPORT})
    assert (row["location"], row["latitude"], row["longitude"], row["geo_precision"]) == ("Qasr", lat, lon, 2)


def test_of_two_tellings_of_a_place_an_incident_stands_at_the_more_exact() -> None:
    wide = Where("near Qasr", None, Relation.NEAR, QASR, radius_km=15.0)
    told = Where("12 km north of Qasr", None, Relation.DISTANCE, QASR, distance_km=12.0, bearing="n", radius_km=3.0)
    assert located([wide, told]) == located([told, wide]) == [told]


@given(make.wheres(REPORT))
def test_any_place_lies_on_the_globe_or_nowhere(where: Where) -> None:
    at = point(where)
    assert at is None or (abs(at[0]) <= 90 and abs(at[1]) <= 180)


@given(st.data())
def test_any_claim_makes_valid_features(data: st.DataObject) -> None:
    report = data.draw(make.reports())
    found = data.draw(make.claims(report, Reader("x", "1")))
    out = io.StringIO()
    geojson.write(geojson.of_claims([found, replace(found, id="another")], {report.id: report}.get), out)
    check(json.loads(out.getvalue()))
