"""The brief as JSON: the same parts with the same names as in `views.parts`, days in ISO 8601."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, partial
from json.encoder import encode_basestring as quoted
from types import NoneType
from typing import Any

from .parts import Brief


def render(brief: Brief) -> str:
    """The brief as indented JSON with a line end."""
    return indented(brief) + "\n"


def indented(value: Any) -> str:
    """What `json.dumps(plain(value), ensure_ascii=False, indent=1)` writes, in a fifth of the time: that encoder is written in Python where it indents."""
    return _text(value, "\n")


def plain(value: Any) -> Any:
    """Dataclasses, days, enums and tuples as what JSON has."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name, _ in _keys(type(value))}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in (sorted(value) if isinstance(value, set | frozenset) else value)]
    return value


def _text(value: Any, line: str) -> str:
    """`line`: what begins a new line inside of which `value` stands."""
    kind: Any = type(value)
    if (one := _scalar(kind)) is not None:
        return one(value)
    inner = line + " "
    if keys := _keys(kind):
        return _enclosed("{}", [key + _text(getattr(value, name), inner) for name, key in keys], line)
    if isinstance(value, dict):
        return _enclosed("{}", [f"{quoted(str(k))}: {_text(v, inner)}" for k, v in value.items()], line)
    ordered = sorted(value) if isinstance(value, set | frozenset) else value
    return _enclosed("[]", [_text(v, inner) for v in ordered], line)


def _enclosed(brackets: str, parts: Sequence[str], line: str) -> str:
    inner = line + " "
    return brackets[0] + inner + ("," + inner).join(parts) + line + brackets[1] if parts else brackets


@cache
def _scalar(kind: type[object]) -> Callable[[Any], str] | None:
    """How values of a type are written that have no parts; None for one that has."""
    if kind is str:
        return quoted
    if kind in (bool, NoneType):
        return {True: "true", False: "false", None: "null"}.__getitem__
    if kind in (int, float):
        return _number
    if issubclass(kind, Enum):
        return lambda value: _text(value.value, "\n")
    if issubclass(kind, date):
        return lambda value: quoted(value.isoformat())
    if is_dataclass(kind) or issubclass(kind, tuple | list | dict | set | frozenset):
        return None
    return partial(json.dumps, ensure_ascii=False)  # what Python's encoder knows, or a TypeError


def _number(value: float) -> str:
    """JSON has no infinity; Python's encoder writes it as JavaScript does."""
    if value != value or value in (float("inf"), float("-inf")):
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    return repr(value)


@cache
def _keys(kind: type[object]) -> tuple[tuple[str, str], ...]:
    """The fields of a dataclass with their names as JSON writes keys; none for another type."""
    return tuple((f.name, f"{quoted(f.name)}: ") for f in fields(kind)) if is_dataclass(kind) else ()
