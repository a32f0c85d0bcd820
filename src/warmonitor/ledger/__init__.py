"""The append-only store of reports, claims and judgements. `Ledger.open(path)` opens one; `sqlite3` is imported only then."""

from .query import Filter
from .store import Ledger

__all__ = ["Filter", "Ledger"]
