"""Which kind of table a file of places is."""

from __future__ import annotations

import zipfile
from pathlib import Path

from warmonitor.model.errors import UserError

from .cod import CodTable
from .geonames import COLUMNS, GeoNamesTable
from .osm import OsmTable
from .table import Table

MAX_BYTES = 4 << 30  # unpacked: allCountries.txt has 1.6 GB


def read_table(path: Path) -> Table:
    """The table in a file, by its name and first characters.

    GeoNames: `SY.zip` or `SY.txt` (tab-separated, 19 columns). OpenStreetMap: GeoJSON or Overpass JSON. OCHA: CSV with names, p-codes, latitude and
    longitude. Raises UserError where the file is none of them.
    """
    if not path.is_file():
        raise UserError(f"{path}: no such file; give a GeoNames dump, GeoJSON, Overpass JSON or a CSV of places")
    suffix = path.suffix.lower()
    if suffix == ".zip" or zipfile.is_zipfile(path) and suffix not in (".xlsx", ".ods"):
        return GeoNamesTable(path, _member(path))
    start = _start(path)
    if start.lstrip("\ufeff \t\r\n").startswith("{"):
        return OsmTable(path)
    first = start.removeprefix("\ufeff").split("\n", 1)[0].split("\t")
    if len(first) > 1 and first[0].isdigit():
        if len(first) != COLUMNS:
            raise UserError(f"{path}: a GeoNames dump has {COLUMNS} columns between tabs, this file {len(first)}")
        return GeoNamesTable(path, None)
    if suffix in (".csv", ".tsv", ".txt"):
        return CodTable(path)
    raise UserError(
        f"{path}: neither a GeoNames dump (.zip, .txt) nor GeoJSON, Overpass JSON or a table; save a spreadsheet as .csv"
    )


def _member(path: Path) -> str:
    """The table inside a GeoNames archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = [
                i for i in archive.infolist() if i.filename.endswith(".txt") and "readme" not in i.filename.lower()
            ]
    except zipfile.BadZipFile as error:
        raise UserError(f"{path}: a broken archive ({error}); fetch it again") from error
    if len(found) != 1:
        raise UserError(f"{path}: no GeoNames dump: it should hold one table such as SY.txt")
    if found[0].file_size > MAX_BYTES:
        raise UserError(f"{path}: {found[0].filename} is larger than {MAX_BYTES >> 30} GB")
    return found[0].filename


def _start(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(4096)
