"""A gazetteer of a few places, in a file of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from warmonitor.ground.gazetteer import Gazetteer
from warmonitor.ground.gazetteer_build import write
from warmonitor.ground.gazetteer_rows import Gathered, Row


def town(ref: str, name: str, country: str, admin1: str, lat: float, lon: float, people: int, *others: str) -> Row:
    return Row(f"gn:{ref}", name, "city", country, admin1, None, lat, lon, people, others=others)


def region(country: str, code: str, name: str, lat: float, lon: float, people: int) -> Row:
    return Row(f"admin1:{country}.{code}", name, "admin1", country, name, None, lat, lon, people, 60.0, [name])


ROWS = [
    Row("country:SY", "Syria", "country", "SY", None, None, 35, 38, 18_000_000, 240, ["Syria"], people=["Syrian"]),
    Row("country:TR", "Turkey", "country", "TR", None, None, 39, 35, 80_000_000, 500, ["Turkey"], people=["Turkish"]),
    Row("country:US", "United States", "country", "US", None, None, 40, -98, 330_000_000, 1700, ["America", "United States"]),
    Row("country:FR", "France", "country", "FR", None, None, 46, 2, 65_000_000, 400, ["France"]),
    Row("country:KR", "South Korea", "country", "KR", None, None, 37, 127.5, 51_000_000, 170, ["South Korea", "Korea"]),
    Row("country:KP", "North Korea", "country", "KP", None, None, 40, 127, 25_000_000, 190, ["North Korea"]),
    Row("border:SY-TR", "border of Syria with Turkey", "area", "SY", None, None, 36.5, 38.8, 0, 200, ["Turkish border"]),
    Row("border:TR-SY", "border of Turkey with Syria", "area", "TR", None, None, 36.9, 38.8, 0, 200, ["Syrian border"]),
    Row("region:euphrates", "Euphrates", "water", "SY", None, None, 34.5, 41, 500_000, 500, ["Euphrates", "Euphrates River"]),
    region("SY", "12", "Idlib", 35.8, 36.6, 1_500_000),
    region("SY", "11", "Homs", 34.3, 38.3, 1_800_000),
    region("SY", "10", "Hama", 35.2, 36.8, 1_600_000),
    region("US", "TX", "Texas", 31.5, -99.3, 29_000_000),
    region("US", "TN", "Tennessee", 35.8, -86.3, 7_000_000),
    Row("admin2:US.tn.henry", "Henry County", "admin2", "US", "Tennessee", "Henry County", 36.3, -88.3, 30_000, 20, ["Henry County"]),
    town("1", "Idlib", "SY", "Idlib", 35.93, 36.63, 128_000, "Idleb"),
    town("2", "Saraqib", "SY", "Idlib", 35.86, 36.80, 30_000),
    town("3", "Homs", "SY", "Homs", 34.73, 36.71, 775_000),
    town("4", "Hama", "SY", "Hama", 35.13, 36.75, 460_000),
    town("5", "Paris", "FR", "Île-de-France", 48.85, 2.35, 2_100_000),
    town("6", "Paris", "US", "Texas", 33.66, -95.55, 25_000),
    town("7", "Paris", "US", "Tennessee", 36.30, -88.33, 10_000),
    town("8", "Dallas", "US", "Texas", 32.78, -96.80, 1_300_000),
    town("9", "Khan Shaykhun", "SY", "Idlib", 35.44, 36.65, 55_000),
    town("11", "Springfield", "US", "Texas", 31.0, -99.0, 20_000),
    town("12", "Springfield", "US", "Tennessee", 36.5, -86.9, 20_000),
    town("13", "Springfield", "FR", "Île-de-France", 48.0, 2.0, 20_000),
    town("14", "Berlin", "FR", "Île-de-France", 48.5, 2.1, 3_000_000, "Ber"),
    town("10", "Buchanan", "US", "Tennessee", 36.43, -88.20, 2_000),
]  # fmt: skip


@pytest.fixture(scope="session")
def small_gazetteer_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gazetteer") / "small.sqlite"
    write(path, Gathered(ROWS, ["gn:5"], {"Tex.": "admin1:US.TX", "TX": "admin1:US.TX"}), lambda what, share: None)
    return path


@pytest.fixture
def small_gazetteer(small_gazetteer_file: Path) -> Gazetteer:
    return Gazetteer.open(small_gazetteer_file)
