"""How long a report says that the war has lasted ("almost nine years of war"), and what day of publication that fits.

The patterns stand in `lang/en/checks.yml`. They are read against the start of the war that the conflict pack tells.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from warmonitor.ground.calendar.numbers import ONES, ORDINALS, TENS, number, ordinal
from warmonitor.ground.countries import country
from warmonitor.lang.numerals import numerals
from warmonitor.read.lexicon import lexicon

YEAR = 365.25
SLACK = 0.1
"""In years: "in its ninth year" is said some weeks early or late."""
_REACH = 20
"""More words than any of the patterns has."""


@dataclass(frozen=True, slots=True)
class Age:
    """The words `start` to `end` of a text say that the war is `least` to `most` years old."""

    start: int
    end: int
    least: float
    most: float

    def days(self, began: date) -> tuple[date, date]:
        """The days on which a war that began then was that old."""
        return began + timedelta(days=round(self.least * YEAR)), began + timedelta(days=round(self.most * YEAR))


def ages(text: str, home: tuple[str, ...] = ()) -> Iterator[Age]:
    """What a text says of the war's age. `home`: ISO codes of where it is fought; words about a war "in" another country are passed over."""
    seen: list[tuple[int, int]] = []
    stretches = list(_stretches(text))
    for pattern in _patterns():
        for match in (m for a, b in stretches for m in pattern.finditer(text, a, b)):
            span = match.span()
            if _elsewhere(text[match.end() :], home) or any(a < span[1] and span[0] < b for a, b in seen):
                continue
            told = _years(match)
            if told is not None:
                seen.append(span)
                yield Age(*span, *told)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where the patterns are to be tried: around the words without which nothing is said of an age. They are slow to find that they fit nowhere."""
    if _told().search(text) is None:
        return
    words = [m.span() for m in re.finditer(r"\S+", text)]
    starts = [a for a, _ in words]
    first = last = -1
    for match in _told_begins().finditer(text):
        at = bisect_right(starts, match.start()) - 1
        if first >= 0 and at - _REACH > last:
            yield words[first][0], words[last][1]
            first = -1
        first = max(0, at - _REACH) if first < 0 else first
        last = min(len(words) - 1, at + _REACH)
    if first >= 0:
        yield words[first][0], words[last][1]


def _years(match: re.Match[str]) -> tuple[float, float] | None:
    """The least and most years that the words mean; None where the number is vague."""
    said = match.groupdict()
    nth, anniversary = said.get("nth"), said.get("anniversary")
    if nth or anniversary:
        n = ordinal((nth or anniversary or "").lower()) or 0
        return (n - 1 - SLACK, n + SLACK) if nth else (n - SLACK, n + SLACK)
    words = said["number"].lower()
    rules = lexicon("checks")["war"]
    value = float(rules["lengths"].get(words) or number(words.replace("-", " - ").split()) or 0)
    if not value:
        return None
    how = " ".join((said.get("mod") or "").lower().split())
    if how in rules["below"]:
        return value - 0.6 - 0.02 * value, value + SLACK
    if how in rules["above"]:
        return value - SLACK, value + 1.0
    return value - 0.6, value + 1.0


def _elsewhere(after: str, home: tuple[str, ...]) -> bool:
    """Whether the words go on with "in" and another country's name."""
    match = re.match(rf"{lexicon('checks')['war']['in']}((?:[A-Z][\w'-]+\s?){{1,3}})", after)
    if match is None:
        return False
    words = match[1].split()
    found = next((c for n in range(len(words), 0, -1) if (c := country(" ".join(words[:n])))), None)
    return found is not None and found.iso not in home


@cache
def _told() -> re.Pattern[str]:
    """Words without which nothing is said of an age, so that the patterns need not be tried."""
    return re.compile(rf"{_told_begins().pattern}\b", re.IGNORECASE)


@cache
def _told_begins() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon('checks')['war']['told'])})", re.IGNORECASE)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    rules, endings = lexicon("checks")["war"], numerals().endings
    mods = "|".join(re.escape(m).replace(r"\ ", r"\s+") for how in ("below", "above", "about") for m in rules[how])
    tens = "|".join(TENS)
    ones = "|".join(sorted(ONES[1:], key=len, reverse=True))
    parts = {
        "mod": rf"(?:\b(?P<mod>{mods})\s+)?(?:{rules['article']}\s+)?\b",
        "n": rf"(?:\d{{1,2}}|(?:{tens})(?:[\s-](?:{ones}))?|{ones})",
        "th": rf"(?:\d{{1,2}}{endings}|{'|'.join(sorted(ORDINALS, key=len, reverse=True))})",
        "war": rf"(?:{rules['war']})\b",
    }
    return tuple(re.compile(_filled(row["pattern"], parts), re.IGNORECASE) for row in rules["patterns"])


def _filled(pattern: str, parts: dict[str, str]) -> str:
    return re.sub(r"\{(mod|n|th|war)\}", lambda m: parts[m[1]], pattern)
