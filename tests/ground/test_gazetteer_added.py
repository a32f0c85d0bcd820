"""Tables that users add to the gazetteer: read, looked up, replaced, taken out."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from warmonitor.ground.added import add, read_table, remove, sources
from warmonitor.ground.added.cod import columns
from warmonitor.ground.gazetteer import Gazetteer
from warmonitor.model import UserError


def line(ref, name, lat, lon, code="P.PPL", people=0, others="", admin1="12", admin2=""):
    class_, _, feature = code.partition(".")
    cells = [
        ref,
        name,
        name,
        others,
        lat,
        lon,
        class_,
        feature,
        "SY",
        "",
        admin1,
        admin2,
        "",
        "",
        people,
        "",
        "",
        "Asia/Damascus",
        "2020-01-01",
    ]
    return "\t".join(str(c) for c in cells)


DUMP = "\n".join([
    line(100, "Asmar", 35.7, 36.5, people=40, others="Esmer,Tal Asmar,أسمر"),
    line(101, "Dor", 35.6, 36.4, people=900),
    line(102, "Idlib Governorate", 35.9, 36.7, "A.ADM1"),
    line(103, "Harim District", 36.2, 36.5, "A.ADM2", admin2="1204"),
    line(104, "Nahr Dor", 35.5, 36.3, "H.STM"),
    line(105, "Harim Market", 36.21, 36.51, "S.MKT", admin2="1204"),
    "a broken line",
    line(106, "Nowhere", 95, 36),
])  # fmt: skip


@pytest.fixture
def file(small_gazetteer_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(small_gazetteer_file, tmp_path / "gazetteer.sqlite"))


def named(file: Path, name: str) -> list[str]:
    return [p.id for p in Gazetteer.open(file).lookup(name)]


def put(file: Path, path: Path, text: str, name: str = "mine"):
    path.write_text(text, encoding="utf-8")
    return add(file, name, read_table(path), origin=str(path))


def test_a_geonames_dump(file: Path, tmp_path: Path) -> None:
    done = put(file, tmp_path / "SY.txt", DUMP)
    assert (done.source.places, done.left_out, done.replaced, done.source.format) == (6, 2, 0, "geonames")
    (asmar,) = Gazetteer.open(file).lookup("Asmar")
    assert (asmar.id, asmar.kind, asmar.country, asmar.admin1, asmar.population) == (
        "gn:100",
        "city",
        "SY",
        "Idlib",
        40,
    )
    assert named(file, "tal asmar") == ["gn:100"] and named(file, "Nahr Dor") == ["gn:104"]
    assert Gazetteer.open(file).place("gn:105").admin2 == "Harim District"
    assert Gazetteer.open(file).lookup("Harim")[0].kind == "admin2"


def test_a_dump_saved_anew_by_an_editor_is_read(file: Path, tmp_path: Path) -> None:
    assert put(file, tmp_path / "SY.txt", "\ufeff" + DUMP.replace("\n", "\r\n")).source.places == 6
    assert named(file, "Asmar") == ["gn:100"]


def test_a_name_that_lost_its_letters_is_told_without_diacritics(file: Path, tmp_path: Path) -> None:
    cells = line(100, "Qala", 35.7, 36.5, others="Château").replace("\tQala\t", "\tQalé\t", 1)
    (tmp_path / "SY.txt").write_bytes(cells.encode("cp1252"))
    add(file, "mine", read_table(tmp_path / "SY.txt"), origin="SY.txt")
    (found,) = Gazetteer.open(file).lookup("Qala")
    assert found.name == "Qala"


@pytest.mark.parametrize("name", ["أسمر", "Асмар"])
def test_names_in_other_letters_are_found(file: Path, tmp_path: Path, name: str) -> None:
    put(file, tmp_path / "SY.txt", line(100, "Asmar", 35.7, 36.5, others="Esmer,أسمر,Асмар"))
    assert named(file, name) == ["gn:100"]


def test_a_region_is_the_one_that_the_gazetteer_has(file: Path, tmp_path: Path) -> None:
    put(file, tmp_path / "SY.txt", DUMP)
    assert "admin1:SY.12" in named(file, "Idlib Governorate")


def test_a_geonames_archive(file: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "SY.zip", "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("SY.txt", DUMP)
    assert add(file, "SY", read_table(tmp_path / "SY.zip"), origin="SY.zip").source.places == 6


def test_adding_again_replaces(file: Path, tmp_path: Path) -> None:
    put(file, tmp_path / "a.txt", DUMP)
    done = put(file, tmp_path / "a.txt", line(100, "Asmar al-Kabir", 35.7, 36.5))
    assert (done.replaced, done.source.places) == (6, 1)
    assert named(file, "Asmar") == [] and named(file, "Dor") == [] and named(file, "Asmar al Kabir") == ["gn:100"]
    assert [p.name for p in Gazetteer.open(file).search("asmar")] == ["Asmar al-Kabir"]
    assert [s.places for s in sources(file)] == [1]


def test_two_sources_stand_side_by_side_and_one_is_taken_out(file: Path, tmp_path: Path) -> None:
    put(file, tmp_path / "a.txt", DUMP, "a")
    put(file, tmp_path / "b.txt", line(200, "Asmar", 30, 40, people=5000), "b")
    assert named(file, "Asmar") == ["gn:200", "gn:100"]
    assert remove(file, "a") == 6
    assert named(file, "Asmar") == ["gn:200"] and [s.name for s in sources(file)] == ["b"]
    assert "gn:1" in named(file, "Idlib")
    with pytest.raises(UserError, match="a: no such source in the gazetteer; there are b"):
        remove(file, "a")


def test_in_a_source_the_larger_comes_first(file: Path, tmp_path: Path) -> None:
    put(file, tmp_path / "a.txt", "\n".join(line(300 + n, "Asmar", 30 + n, 40, people=n * 100) for n in range(5)))
    assert named(file, "Asmar") == ["gn:304", "gn:303", "gn:302", "gn:301", "gn:300"]


def test_a_failure_changes_nothing(file: Path, tmp_path: Path) -> None:
    put(file, tmp_path / "a.txt", DUMP)
    (tmp_path / "empty.txt").write_text(line(1, "x", 95, 0))
    with pytest.raises(UserError, match="no places in it"):
        add(file, "mine", read_table(tmp_path / "empty.txt"), origin="empty.txt")
    assert named(file, "Asmar") == ["gn:100"]


def test_geojson(file: Path, tmp_path: Path) -> None:
    features = [
        {"type": "Feature", "id": "node/5", "properties": {"place": "village", "name": "أسمر", "name:en": "Asmar", "alt_name": "Esmer;Tal Asmar"},
         "geometry": {"type": "Point", "coordinates": [36.7, 35.9]}},
        {"type": "Feature", "id": "way/6", "properties": {"boundary": "administrative", "admin_level": "6", "name": "Dor Subdistrict"},
         "geometry": {"type": "Polygon", "coordinates": [[[36, 35], [37, 35], [37, 36], [36, 36], [36, 35]]]}},
        {"type": "Feature", "properties": {"place": "village"}, "geometry": {"type": "Point", "coordinates": [36, 35]}},
        {"type": "Feature", "properties": {"name": "No point"}, "geometry": None},
    ]  # fmt: skip
    done = put(file, tmp_path / "osm.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    assert (done.source.places, done.left_out, done.source.format) == (2, 2, "osm")
    (asmar,) = Gazetteer.open(file).lookup("esmer")
    assert (asmar.id, asmar.name, asmar.country, asmar.admin1, asmar.population) == (
        "osm:node/5",
        "Asmar",
        "SY",
        "Idlib",
        500,
    )
    (dor,) = Gazetteer.open(file).lookup("Dor Subdistrict")
    assert (dor.kind, dor.lat, dor.lon) == ("admin2", 35.5, 36.5)


def test_an_answer_of_overpass(file: Path, tmp_path: Path) -> None:
    elements = [
        {"type": "node", "id": 7, "lat": 35.9, "lon": 36.6, "tags": {"place": "suburb", "name": "Asmar", "population": "1,200"}},
        {"type": "way", "id": 8, "center": {"lat": 35.8, "lon": 36.7}, "tags": {"highway": "trunk", "name": "Dor Road"}},
        {"type": "node", "id": 9, "lat": 35.9, "lon": 36.6},
    ]  # fmt: skip
    assert put(file, tmp_path / "answer.json", json.dumps({"elements": elements})).source.places == 2
    (asmar,) = Gazetteer.open(file).lookup("Asmar")
    assert (asmar.id, asmar.kind, asmar.population) == ("osm:node/7", "district", 1200)
    assert Gazetteer.open(file).lookup("Dor Road")[0].kind == "road"


OCHA = """\
admin1Name_en,admin1Pcode,admin2Name_en,admin2Name_ar,admin2Pcode,LATITUDE,LONGITUDE
#adm1+name+en,#adm1+code,#adm2+name+en,#adm2+name+ar,#adm2+code,#geo+lat,#geo+lon
Idleb,SY07,Asmar,أسمر,SY0701,35.9,36.6
Idleb,SY07,Dor,,SY0702,"35,7",36.5
Idleb,SY07,Nowhere,,SY0703,,
"""


def test_an_ocha_table_of_districts(file: Path, tmp_path: Path) -> None:
    done = put(file, tmp_path / "adm.csv", OCHA)
    assert (done.source.places, done.left_out, done.source.format) == (2, 1, "ocha")
    (asmar,) = Gazetteer.open(file).lookup("Asmar")
    assert (asmar.id, asmar.kind, asmar.country, asmar.admin1, asmar.admin2) == (
        "ocha:SY0701",
        "admin2",
        "SY",
        "Idlib",
        "Asmar",
    )


def test_an_ocha_table_of_places(file: Path, tmp_path: Path) -> None:
    text = "\ufefffeatureName_en;ADM1_EN;ADM1_PCODE;PCODE;Latitude_y;Longitude_x;population\nAsmar;Kassala;SD11;SD11001;15.4;36.4;3 000\n"
    put(file, tmp_path / "places.csv", text)
    (asmar,) = Gazetteer.open(file).lookup("Asmar")
    assert (asmar.id, asmar.kind, asmar.country, asmar.admin1, asmar.population) == (
        "ocha:SD11001",
        "city",
        "SD",
        "Kassala",
        3000,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_tables_as_spreadsheets_save_them(file: Path, tmp_path: Path, encoding: str) -> None:
    text = "admin1Name_en;featureName_en;pcode;lat;lon\r\nIdlib;Tal Büyük;C1;35,7;36,5\r\n"
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    add(file, "mine", read_table(tmp_path / "a.csv"), origin="a.csv")
    (found,) = Gazetteer.open(file).lookup("Tal Buyuk")
    assert (found.id, found.name, found.lat) == ("ocha:C1", "Tal Büyük", 35.7)


@pytest.mark.parametrize(
    ("header", "level"),
    [
        ("ADM0_EN,ADM0_PCODE,ADM1_EN,ADM1_PCODE,lat,lon", 1),
        ("admin0Name_en,admin3Name_en,admin3Pcode,x_coord,y_coord", 3),
        ("OBJECTID,NAME_EN,P_CODE,Y,X", 9),
        ("adm2_name,adm2_pcode,center_lat,center_lon", 2),
    ],
)
def test_headers_of_ocha_tables(header: str, level: int) -> None:
    found = columns(header.split(","))
    assert found is not None and found.level == level


@pytest.mark.parametrize("header", ["a,b,c", "ADM1_EN,ADM1_PCODE", "lat,lon"])
def test_headers_without_names_or_coordinates(header: str) -> None:
    assert columns(header.split(",")) is None


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("a.csv", b"one,two\n1,2\n", "the first line should name columns"),
        ("a.json", b"{broken", "not readable as JSON"),
        ("a.json", b'{"a": 1}', "neither GeoJSON"),
        ("a.zip", b"PK no archive", "a broken archive"),
        ("a.xlsx", b"PK\x03\x04", "save a spreadsheet as .csv"),
        ("a.csv", b"\xff\xfen\x00a", "not readable as a table"),
        ("a.txt", b"1\tDor\tDor\t\t35.0\t36.0\n", "has 19 columns between tabs, this file 6"),
    ],
)
def test_what_cannot_be_added_says_so_in_one_line(tmp_path: Path, name: str, content: bytes, line: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=line) as raised:
        read_table(tmp_path / name)
    assert str(raised.value).startswith(str(tmp_path / name)) and "\n" not in str(raised.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no such file"):
        read_table(tmp_path / "SY.zip")


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warmonitor.ground.added.tables.MAX_BYTES", 1000)
    with zipfile.ZipFile(tmp_path / "SY.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("SY.txt", "x" * 5000)
    with pytest.raises(UserError, match="larger than"):
        read_table(tmp_path / "SY.zip")


def test_something_that_is_no_gazetteer_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DUMP)
    (tmp_path / "notes.sqlite").write_text("notes")
    with pytest.raises(UserError, match=r"notes.sqlite: the gazetteer cannot be written"):
        add(tmp_path / "notes.sqlite", "a", read_table(tmp_path / "a.txt"), origin="a.txt")
    assert (tmp_path / "notes.sqlite").read_text() == "notes"
