"""Numbers as written in time expressions."""

from __future__ import annotations

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
WORDS = (
    {word: n for n, word in enumerate(ONES)}
    | TENS
    | {"a": 1, "an": 1, "half": 0.5, "dozen": 12, "hundred": 100, "thousand": 1000}
)
VAGUE = frozenset("several few some many couple dozens hundreds numerous".split())
ORDINALS = {
    word: n
    for n, word in enumerate(
        "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
        "seventeenth eighteenth nineteenth twentieth".split()
    )
} | {"thirtieth": 30}


def number(words: list[str]) -> str | None:
    """The number that lower-case words spell, as TIMEX3 writes it: digits, `2.5`, `X` where the words are vague; None where they spell none.

    >>> number(["twenty", "-", "five"]), number(["two", "and", "a", "half"]), number(["a", "few"])
    ('25', '2.5', 'X')
    """
    if any(w in VAGUE for w in words):
        return "X"
    total, seen = 0.0, False
    for word in words:
        if word in {"-", "and", "of", "the"} or (word in {"a", "an"} and len(words) > 1):
            continue
        plain = word.replace(",", "")
        value = float(plain) if plain.replace(".", "", 1).isdigit() else WORDS.get(word)
        if value is None:
            return None
        if value in (100, 1000) and word in WORDS:
            total = max(total, 1) * value
        else:
            total += value
        seen = True
    return f"{total:g}" if seen else None


def ordinal(word: str) -> int | None:
    """1 for "1st" and "first"; None for other words."""
    digits = word[:-2]
    return int(digits) if digits.isdigit() else ORDINALS.get(word)
