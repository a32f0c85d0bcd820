"""Country dumps of GeoNames: tab-separated, 19 columns, no header, as `SY.txt` or inside `SY.zip`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from warmonitor.ground.gazetteer_rows import Row, region_names
from warmonitor.model.errors import UserError

from .table import Surroundings

ID, NAME, ASCII, ALTERNATES, LAT, LON, CLASS, CODE, COUNTRY = range(9)
ADMIN1, ADMIN2, POPULATION = 10, 11, 14
COLUMNS = 19
LOST = "\ufffd"
"""Stands for bytes that are no UTF-8; a name that has lost a letter is taken from the column without diacritics."""

KINDS = {
    "A.ADM1": "admin1", "A.ADM2": "admin2", "P.PPLX": "district", "S.BDGRTNG": "crossing", "S.CSTM": "crossing", "S.PSTB": "crossing",
}  # fmt: skip
"""Feature codes whose kind is not that of their class."""
CLASSES = {
    "A": "area",
    "P": "city",
    "H": "water",
    "L": "area",
    "T": "area",
    "V": "area",
    "U": "water",
    "R": "road",
    "S": "other",
}
COUNTRIES = frozenset({"PCLI", "PCLD", "PCLF", "PCLS", "PCL", "TERR"})
RADIUS = {"admin2": 25.0, "area": 8.0, "water": 10.0, "road": 10.0, "district": 2.0, "other": 1.0, "crossing": 1.0}


class GeoNamesTable:
    """A dump, read line by line, twice."""

    format = "geonames"

    def __init__(self, path: Path, member: str | None) -> None:
        self.path, self.member, self.left_out = path, member, 0
        self._regions: dict[tuple[str, str], str] = {}
        self._districts: dict[tuple[str, str, str], str] = {}

    def populations(self) -> Iterator[int]:
        """People of each place; the regions' names are noted on the way."""
        for cells in self._lines():
            if cells[CLASS] == "A":
                self._note(cells)
            yield int(cells[POPULATION] or 0)

    def _note(self, cells: list[str]) -> None:
        if cells[CODE] == "ADM1":
            self._regions[cells[COUNTRY], cells[ADMIN1]] = cells[NAME]
        elif cells[CODE] == "ADM2":
            self._districts[cells[COUNTRY], cells[ADMIN1], cells[ADMIN2]] = cells[NAME]

    def rows(self, around: Surroundings) -> Iterator[Row]:
        """The places; needs `populations` run before. Regions keep the names that the gazetteer has for them."""
        for cells in self._lines():
            yield self._row(cells, around)

    def _row(self, cells: list[str], around: Surroundings) -> Row:
        country, code = cells[COUNTRY] or None, cells[ADMIN1]
        region = around.regions.get((cells[COUNTRY], code)) or self._regions.get((cells[COUNTRY], code))
        kind = KINDS.get(f"{cells[CLASS]}.{cells[CODE]}") or CLASSES.get(cells[CLASS], "other")
        ref = f"gn:{cells[ID]}"
        if cells[CLASS] == "A" and cells[CODE] in COUNTRIES:
            kind, ref = "country", f"country:{country}"
        elif kind == "admin1":
            ref = f"admin1:{country}.{code}"
        name = cells[ASCII] if LOST in cells[NAME] else cells[NAME]
        names = region_names(name) if kind in ("admin1", "admin2") else [cells[ASCII]]
        others = [other for other in cells[ALTERNATES].split(",") if other and LOST not in other]
        district = self._districts.get((cells[COUNTRY], code, cells[ADMIN2]))
        return Row(
            ref, name, kind, country, region, district, float(cells[LAT]), float(cells[LON]), int(cells[POPULATION] or 0),
            RADIUS.get(kind), names, others,
        )  # fmt: skip

    def _lines(self) -> Iterator[list[str]]:
        """The lines that are whole, as cells."""
        self.left_out = 0
        for line in self._text():
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) == COLUMNS and cells[NAME].strip(LOST) and _numbers(cells):
                yield cells
            elif line.strip():
                self.left_out += 1

    def _text(self) -> Iterator[str]:
        try:
            if self.member is None:
                with self.path.open(encoding="utf-8-sig", errors="replace", newline="\n") as file:
                    yield from file
                return
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as packed:
                yield from io.TextIOWrapper(packed, encoding="utf-8-sig", errors="replace", newline="\n")
        except (zipfile.BadZipFile, EOFError, OSError) as error:
            raise UserError(f"{self.path}: cannot be read ({error}); fetch it again") from error


def _numbers(cells: list[str]) -> bool:
    try:
        return abs(float(cells[LAT])) <= 90 and abs(float(cells[LON])) <= 180 and int(cells[POPULATION] or 0) >= 0
    except ValueError:
        return False
