"""The brief as JSON: the same parts with the same names as in `views.parts`, days in ISO 8601."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from .parts import Brief


def render(brief: Brief) -> str:
    """The brief as indented JSON with a line end."""
    return json.dumps(plain(brief), ensure_ascii=False, indent=1) + "\n"


def plain(value: Any) -> Any:
    """Dataclasses, days, enums and tuples as what JSON has."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in (sorted(value) if isinstance(value, set | frozenset) else value)]
    return value
