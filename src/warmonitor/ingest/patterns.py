"""The patterns of `lang/en/dates.yml`, which are made of named parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from warmonitor.lang.numerals import numerals
from warmonitor.lang.tables import table

_PART = re.compile(r"\{([a-z_]+)\}")


class Patterns:
    """Patterns by their names in the table, each made when it is first asked for; `words` is the table."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self.words = words
        labels = [words[form] for form in ("header", "mail", "codes")]
        self.keys: dict[str, str] = {n.lower(): key for names in labels for key, ns in names.items() for n in ns}
        """What a header's lines call a field → the field."""
        self._parts: dict[str, str] = {
            **words["parts"],
            "ordinal_endings": numerals().endings,
            "weekdays": words["weekdays"],
            **{k: _any(words["header"][k]) for k in ("published", "updated")},
            **{k: _any(words[k]) for k in ("months", "sections", "topics", "units")},
            **{k: _any(n for names in words[k].values() for n in names) for k in ("header", "mail", "codes")},
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


def _any(words: Iterable[str]) -> str:
    """One of the words, the longest that is there."""
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


@cache
def patterns() -> Patterns:
    """Those of English."""
    return Patterns(table("warmonitor.lang", "en", "dates.yml"))
