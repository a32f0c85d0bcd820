"""Places that users add to the gazetteer: country dumps of GeoNames, exports of OpenStreetMap, OCHA's tables of a country.

Each source stands in the gazetteer file under a name; adding it again replaces it, in one transaction, so that a reader beside it sees either the old
rows or the new.
"""

from __future__ import annotations

from .store import Added, Source, add, remove, sources
from .table import Table
from .tables import read_table

__all__ = ["Added", "Source", "Table", "add", "read_table", "remove", "sources"]
