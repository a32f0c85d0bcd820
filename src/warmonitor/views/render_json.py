"""The brief as JSON: the same parts with the same names as in `views.parts`, days in ISO 8601."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, cached_property, partial
from itertools import repeat
from json.encoder import encode_basestring as quoted
from types import NoneType
from typing import Any

from .parts import Brief


def render(brief: Brief) -> str:
    """The brief as indented JSON with a line end."""
    return indented(brief) + "\n"


def indented(value: Any) -> str:
    """What `json.dumps(plain(value), ensure_ascii=False, indent=1)` writes, in a tenth of the time: that encoder is written in Python where it indents."""
    return _Writers("\n")[type(value)](value)


def plain(value: Any) -> Any:
    """Dataclasses, named and other tuples, days and enums as what JSON has."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if hasattr(value, "_fields"):
        return {name: plain(of) for name, of in value._asdict().items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in (sorted(value) if isinstance(value, set | frozenset) else value)]
    return value


class _Writers(dict[type[Any], Callable[[Any], str]]):
    """What writes the values of each type, made when one is first met; `line` begins a new line inside of which they stand."""

    def __init__(self, line: str) -> None:
        self._line = line

    @cached_property
    def _inner(self) -> _Writers:
        """For the parts of values."""
        return _Writers(self._line + " ")

    def __missing__(self, kind: type[Any]) -> Callable[[Any], str]:
        self[kind] = made = self._made(kind)
        return made

    def _made(self, kind: type[Any]) -> Callable[[Any], str]:
        if kind is str:
            return quoted
        if kind in (bool, NoneType):
            return {True: "true", False: "false", None: "null"}.__getitem__
        if kind is int:
            return repr
        if kind is float:
            return _number
        if issubclass(kind, Enum):
            return {member: self[type(member.value)](member.value) for member in kind}.__getitem__
        if issubclass(kind, date):
            return cache(lambda value: quoted(value.isoformat()))  # few days, told again and again
        of, first, other, end = self._inner, f"{self._line} ", f",{self._line} ", self._line
        if names := getattr(kind, "_fields", None) or (is_dataclass(kind) and [f.name for f in fields(kind)]):
            whole = f"{{{first}{other.join([f'{quoted(name)}: %s' for name in names])}{end}}}"
            if issubclass(kind, tuple):
                return lambda value: whole % tuple([of[type(v)](v) for v in value])
            return lambda value: whole % tuple([of[type(v)](v) for v in map(getattr, repeat(value), names)])
        if issubclass(kind, tuple | list):
            return lambda value: f"[{first}{other.join([of[type(v)](v) for v in value])}{end}]" if value else "[]"
        if issubclass(kind, set | frozenset):
            return lambda value: self[list](sorted(value))
        if issubclass(kind, dict):
            return lambda value: (
                f"{{{first}{other.join([f'{quoted(str(k))}: {of[type(v)](v)}' for k, v in value.items()])}{end}}}"
                if value
                else "{}"
            )
        return partial(json.dumps, ensure_ascii=False)  # what Python's encoder knows, or a TypeError


def _number(value: float) -> str:
    """JSON has no infinity; Python's encoder writes it as JavaScript does."""
    if value != value or value in (float("inf"), float("-inf")):
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    return repr(value)
