"""The patterns of `lang/en/dates.yml`, which are made of named parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from warmonitor.lang.numerals import numerals
from warmonitor.lang.tables import table

_PART = re.compile(r"\{([a-z_]+)\}")


class Patterns:
    """Patterns by their names in the table, each made when it is first asked for; `words` is the table."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self.words = words
        self.keys: dict[str, str] = {name: key for key, names in words["header"].items() for name in names}
        """What a header's lines call a field → the field."""
        longest_first = sorted(self.keys, key=len, reverse=True)
        published = [name for name in longest_first if self.keys[name] == "published"]
        self._parts: dict[str, str] = {
            **words["parts"],
            "ordinal_endings": numerals().endings,
            "weekdays": words["weekdays"],
            **{k: _any(v) for k, v in (("fields", longest_first), ("published", published))},
            **{k: _any(words[k]) for k in ("months", "sections")},
        }
        self._made: dict[str, re.Pattern[str]] = {}
        self._lines: dict[str, tuple[re.Pattern[str], ...]] = {}

    def __getitem__(self, name: str) -> re.Pattern[str]:
        """The pattern of one line, else of one part."""
        if name not in self._made:
            self._made[name] = self.compiled(self.words["heads"].get(name) or self._parts[name])
        return self._made[name]

    def compiled(self, written: str) -> re.Pattern[str]:
        """A pattern of the table, with its parts in their places."""
        while _PART.search(written):
            written = _PART.sub(lambda part: self._parts[part[1]], written)
        return re.compile(written)

    def lines(self, kind: str) -> tuple[re.Pattern[str], ...]:
        """The patterns of a list of lines: `datelines`, `bylines`."""
        if kind not in self._lines:
            self._lines[kind] = tuple(self.compiled(row["line"]) for row in self.words[kind])
        return self._lines[kind]


def _any(words: list[str]) -> str:
    return f"(?:{'|'.join(words)})"


@cache
def patterns() -> Patterns:
    """Those of English."""
    return Patterns(table("warmonitor.lang", "en", "dates.yml"))
