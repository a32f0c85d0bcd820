"""OCHA's common operational datasets: a CSV of a country's regions or places with names in several languages, p-codes, latitude and longitude."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from warmonitor.ground.gazetteer_rows import Row, region_names
from warmonitor.model.errors import UserError

from .table import Surroundings

MAX_BYTES = 1 << 30
_LAT = re.compile(
    r"(?i)^(?:(?:center_?|centroid_?)?lat(?:itude)?(?:_?\w{0,3})?|(?:point_?|center_?|centroid_?)?y(?:_?coord)?|y_?\w{0,4})$"
)
_LON = re.compile(
    r"(?i)^(?:(?:center_?|centroid_?)?lon(?:g(?:itude)?)?(?:_?\w{0,3})?|(?:point_?|center_?|centroid_?)?x(?:_?coord)?|x_?\w{0,4})$"
)
_LEVEL_NAME = re.compile(
    r"(?i)^adm(?:in)?_?(?P<level>[0-5])(?:_?(?:name|ref|alt\d?name|altnm\d?|alt\d?))?(?:_?(?P<lang>[a-z]{2}))?$"
)
_LEVEL_CODE = re.compile(r"(?i)^adm(?:in)?_?(?P<level>[0-5])_?p?code$")
_NAME = re.compile(
    r"(?i)^(?:(?:pp|ppl|place|loc(?:ation)?|feature|settlement|village|community|site)_?)?nam(?:e)?(?:_?(?P<lang>en|english|latin|ref))?$"
    r"|^(?P<what>settlement|village|locality|community)(?:_?en)?$"
)
_CODE = re.compile(r"(?i)^(?:(?:pp|ppl|place|loc(?:ation)?|feature|settlement|village|community|c)_?)?p_?code$")
_PEOPLE = re.compile(r"(?i)^(?:total_?)?pop(?:ulation)?(?:_?total)?$")
KINDS = {0: "country", 1: "admin1", 2: "admin2", 3: "area", 4: "area", 5: "area"}
RADIUS = {1: 60.0, 2: 25.0, 3: 10.0, 4: 6.0, 5: 4.0}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each thing stands: columns of latitude, longitude, names and codes by level (0 the country; 9 the place itself), and people."""

    lat: int
    lon: int
    names: dict[int, list[int]]
    codes: dict[int, int]
    people: int | None

    @property
    def level(self) -> int:
        """The level that the rows are of: the finest one that has a name."""
        return max(self.names)


def _encoding(path: Path) -> str:
    """UTF-8, UTF-16 where the file begins with its mark, or else what spreadsheets on Windows write."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        file.seek(0)
        try:
            while part := file.read(1 << 20):
                decoder.decode(part)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def columns(header: list[str]) -> Columns | None:
    """The columns of a table by its header; None where names or coordinates are missing."""
    names: dict[int, list[int]] = {}
    codes: dict[int, int] = {}
    lat = lon = people = None
    for number, cell in enumerate(h.strip().lstrip("#") for h in header):
        if match := _LEVEL_CODE.match(cell):
            codes[int(match["level"])] = number
        elif match := _LEVEL_NAME.match(cell):
            first = (match["lang"] or "en").lower() == "en"
            names.setdefault(int(match["level"]), []).insert(0 if first else 99, number)
        elif _NAME.match(cell):
            names.setdefault(9, []).append(number)
        elif _CODE.match(cell):
            codes[9] = number
        elif lat is None and _LAT.match(cell):
            lat = number
        elif lon is None and _LON.match(cell):
            lon = number
        elif _PEOPLE.match(cell):
            people = number
    return Columns(lat, lon, names, codes, people) if lat is not None and lon is not None and names else None


class CodTable:
    """A table, read whole; a second header line of HXL tags is passed over."""

    format = "ocha"

    def __init__(self, path: Path) -> None:
        if path.stat().st_size > MAX_BYTES:
            raise UserError(f"{path}: larger than {MAX_BYTES >> 30} GB; cut it into regions")
        self.path, self.left_out = path, 0
        lines = list(self._lines())
        found = columns(lines[0]) if lines else None
        if found is None:
            raise UserError(
                f"{path}: no places: the first line should name columns such as admin1Name_en, admin1Pcode, latitude and longitude"
            )
        self.columns, self._rows = found, []
        for cells in lines[1:]:
            if any(cells) and not cells[0].startswith("#"):
                point = self._point(cells)
                if point is not None and self._named(cells, found.level):
                    self._rows.append((cells, *point))
                else:
                    self.left_out += 1

    def _lines(self) -> Iterator[list[str]]:
        try:
            with self.path.open(encoding=_encoding(self.path), newline="") as file:
                start = file.readline()
                delimiter = max(",;\t|", key=start.count)
                file.seek(0)
                yield from csv.reader(file, delimiter=delimiter)
        except (UnicodeDecodeError, csv.Error) as error:
            raise UserError(f"{self.path}: not readable as a table: {error}; save it as CSV in UTF-8") from error

    def _point(self, cells: list[str]) -> tuple[float, float] | None:
        try:
            lat, lon = (float(cells[n].replace(",", ".")) for n in (self.columns.lat, self.columns.lon))
        except (ValueError, IndexError):
            return None
        return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None

    def _named(self, cells: list[str], level: int) -> list[str]:
        """The names of a row at a level, English first."""
        return [cells[n].strip() for n in self.columns.names.get(level, ()) if n < len(cells) and cells[n].strip()]

    def populations(self) -> Iterator[int]:
        """People of each place; 0 without such a column."""
        for cells, _, _ in self._rows:
            yield self._people(cells)

    def _people(self, cells: list[str]) -> int:
        at = self.columns.people
        digits = (
            "".join(c for c in cells[at].split(".")[0] if c.isdigit())[:10]
            if at is not None and at < len(cells)
            else ""
        )
        return int(digits or 0)

    def rows(self, around: Surroundings) -> Iterator[Row]:
        """The places; country and region by the table, else by the nearest town that the gazetteer has."""
        level = self.columns.level
        kind = KINDS.get(level, "city")
        for number, (cells, lat, lon) in enumerate(self._rows):
            own, *others = self._named(cells, level)
            country, region = around.nearest(lat, lon)
            code = self._code(cells, level)
            country = self._iso(cells) or country
            region = region or next(iter(self._named(cells, 1)), None)
            if level == 1:
                region = own
            district = next(iter(self._named(cells, 2)), None)
            names = [own, *region_names(own)] if kind in ("admin1", "admin2") else [own]
            yield Row(
                f"ocha:{code or number}", own, kind, country, region, district, lat, lon, self._people(cells), RADIUS.get(level), names, others
            )  # fmt: skip

    def _code(self, cells: list[str], level: int) -> str:
        at = self.columns.codes.get(level)
        return cells[at].strip() if at is not None and at < len(cells) else ""

    def _iso(self, cells: list[str]) -> str | None:
        """The country, which p-codes begin with."""
        for level in sorted(self.columns.codes):
            code = self._code(cells, level)[:2].upper()
            if len(code) == 2 and code.isalpha():
                return code
        return None
