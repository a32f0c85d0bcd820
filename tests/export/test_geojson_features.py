"""GeoJSON as RFC 7946 wants it."""

from __future__ import annotations

import io
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests import strategies as make

from warmonitor.export import geojson
from warmonitor.model import Claim, EventType, Place, Reader, Report, Span, Where

TEXT = "Jets bombed Qasr and Tell Aswad."
REPORT = Report("r1", TEXT, "The Wire")
QASR, TELL = (
    Place("t:1", "Qasr", "city", "QX", "North", 35.1, -36.2),
    Place("t:2", "Tell Aswad", "city", "QX", "North", 35.0, 36.0),
)


def claim(*places: Place | None, id: str = "r1#a") -> Claim:
    where = tuple(Where(p.name if p else "somewhere", place=p) for p in places)
    return Claim(id, "r1", EventType.AIR_STRIKE, Span("r1", 0, len(TEXT) - 1), TEXT[:-1], where=where)


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
    assert [w.text for w in geojson.located([claim(QASR, region), claim(TELL, QASR)])] == ["Qasr", "Tell Aswad"]
    assert [w.text for w in geojson.located([claim(region)])] == ["North"]


@given(st.data())
def test_any_claim_makes_valid_features(data: st.DataObject) -> None:
    report = data.draw(make.reports())
    found = [data.draw(make.claims(report, Reader("x", "1"), n)) for n in range(2)]
    out = io.StringIO()
    geojson.write(geojson.of_claims(found, {report.id: report}.get), out)
    check(json.loads(out.getvalue()))
