"""Country dumps of GeoNames from its server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from warmonitor.model import UserError

from .fetching import Address, fetch, public
from .options import Failure

GEONAMES = "https://download.geonames.org/export/dump/"
MAX_BYTES = 600 << 20  # the whole world has some 400 MB
SECONDS = 1800.0


def country_table(
    code: str, folder: Path, *, base: str = GEONAMES, allowed: Callable[[Address], bool] = public
) -> Path:
    """Fetches the dump of a country (its ISO code) or of all (`allCountries`) into `folder`; the file's path.

    Raises UserError where it cannot be had. `base` may name a mirror; `allowed` is for tests that serve from this machine.
    """
    address = f"{base.rstrip('/')}/{code}.zip"
    page = fetch(address, MAX_BYTES, seconds=SECONDS, allowed=allowed)
    if isinstance(page, Failure):
        raise UserError(f"{address}: {page.line} (a file that was fetched elsewhere will do too)")
    file = folder / f"{code}.zip"
    file.write_bytes(page.content)
    return file
