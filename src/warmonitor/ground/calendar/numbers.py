"""Numbers as written in time expressions."""

from __future__ import annotations

from warmonitor.lang.numerals import numerals

_TABLE = numerals()
ONES, TENS = list(_TABLE.ones), _TABLE.tens
ORDINALS = _TABLE.ordinals | _TABLE.later_ordinals
_FACTORS = {word: n for word, n in _TABLE.factors.items() if n <= 1000}
_PARTS = {word: float(part) for word, part in _TABLE.parts.items()} | {"½": 0.5}
_WORDS = _TABLE.ones | TENS | _FACTORS | _PARTS | dict.fromkeys(_TABLE.articles, 1)


def number(words: list[str]) -> str | None:
    """The number that lower-case words spell, as TIMEX3 writes it: digits, `2.5`, `X` where the words are vague; None where they spell none.

    >>> number(["twenty", "-", "five"]), number(["two", "and", "a", "half"]), number(["a", "few"])
    ('25', '2.5', 'X')
    """
    if not _TABLE.vague.isdisjoint(words):
        return "X"
    total, seen = 0.0, False
    for word in words:
        if word == "-" or word in _TABLE.inside or (word in _TABLE.articles and len(words) > 1):
            continue
        plain = word.replace(",", "")
        value = float(plain) if plain.replace(".", "", 1).isdigit() else _WORDS.get(word)
        if value is None:
            return None
        if word in _FACTORS:
            total = max(total, 1) * value
        else:
            total += value
        seen = True
    return f"{total:g}" if seen else None


def ordinal(word: str) -> int | None:
    """1 for "1st" and "first"; None for other words."""
    digits = word[:-2]
    return int(digits) if digits.isdigit() else ORDINALS.get(word)
