"""warmonitor: a ledger of who claims that what happened, where and when.

>>> import warmonitor
>>> claims = warmonitor.read("The army captured Khwain on Friday.", published="2019-08-30")

`warmonitor.read` is this function; the stage of the same name is imported as `from warmonitor.read.reader import ReportReader`.
`Ledger`, `Filter`, `brief`, and what the commands `control`, `wording`, `series`, `diff`, `link` and `unlink` do are here too; each is imported when it is
first asked for, so that `import warmonitor` costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

# The sub-package is bound first, so that importing it later cannot hide the function of its name.
from . import read as _stage  # noqa: F401
from .api import read

if TYPE_CHECKING:
    from .judging import link, unlink
    from .ledger import Filter, Ledger
    from .picture import control, diff, series, wording
    from .views.brief import brief

__version__ = "0.1.0"
__all__ = ["Filter", "Ledger", "brief", "control", "diff", "link", "read", "series", "unlink", "wording"]

_LATER = {
    "Ledger": "warmonitor.ledger",
    "Filter": "warmonitor.ledger",
    "brief": "warmonitor.views.brief",
    **dict.fromkeys(("control", "diff", "series", "wording"), "warmonitor.picture"),
    **dict.fromkeys(("link", "unlink"), "warmonitor.judging"),
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(importlib.import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
