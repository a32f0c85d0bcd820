"""Files, standard input and web pages to reports. The network is opened here and nowhere else; heavy imports wait until they are needed.

What is here is imported when it is first asked for: `warmonitor.ingest.copies.copies`, which groups the copies of one text, is asked for by
commands that read no source.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .making import text_report
    from .options import Failure, Notice, Options
    from .sources import reports

__all__ = ["Failure", "Notice", "Options", "reports", "text_report"]

_LATER = {
    **dict.fromkeys(("Failure", "Notice", "Options"), "options"),
    "reports": "sources",
    "text_report": "making",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(importlib.import_module(f".{_LATER[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
