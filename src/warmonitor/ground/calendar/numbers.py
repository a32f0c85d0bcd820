"""Numbers as written in time expressions."""

from __future__ import annotations

from warmonitor.lang.numerals import numerals

_TABLE = numerals()
ONES, TENS = list(_TABLE.ones), _TABLE.tens
ORDINALS = _TABLE.ordinals | _TABLE.later_ordinals
_SCALES = {word: n for word, n in _TABLE.scales.items() if n <= 1000}
_WORDS = _TABLE.ones | TENS | _SCALES | {"a": 1, "an": 1, "half": 0.5, "½": 0.5, "dozen": 12}
_VAGUE = _TABLE.vague


def number(words: list[str]) -> str | None:
    """The number that lower-case words spell, as TIMEX3 writes it: digits, `2.5`, `X` where the words are vague; None where they spell none.

    >>> number(["twenty", "-", "five"]), number(["two", "and", "a", "half"]), number(["a", "few"])
    ('25', '2.5', 'X')
    """
    if any(w in _VAGUE for w in words):
        return "X"
    total, seen = 0.0, False
    for word in words:
        if word in {"-", "and", "of", "the"} or (word in {"a", "an"} and len(words) > 1):
            continue
        plain = word.replace(",", "")
        value = float(plain) if plain.replace(".", "", 1).isdigit() else _WORDS.get(word)
        if value is None:
            return None
        if word in _SCALES:
            total = max(total, 1) * value
        else:
            total += value
        seen = True
    return f"{total:g}" if seen else None


def ordinal(word: str) -> int | None:
    """1 for "1st" and "first"; None for other words."""
    digits = word[:-2]
    return int(digits) if digits.isdigit() else ORDINALS.get(word)
