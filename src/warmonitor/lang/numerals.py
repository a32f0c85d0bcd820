"""Number words and units of measures, from `lang/en/numbers.yml` and `units.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from warmonitor.lang.tables import table


@dataclass(frozen=True, slots=True)
class Numerals:
    """Number words, in lower case, and what they are worth. The tables are in order of value.

    `ones`: 0 to 19; `tens`: 20 to 90; `misspelt`: slips in either; `scales`: what numbers are spelt with; `factors`: what they are multiplied
    by in writing; `parts`: shares of one; `vague`: numbers that are not told; `articles`: words for one that stand for no number beside another;
    `inside`: words within a number that are worth nothing; `ordinals`: 0 to 20; `later_ordinals`: others;
    `endings`: a regular expression for what makes a number in digits an ordinal.
    """

    ones: dict[str, int]
    tens: dict[str, int]
    misspelt: dict[str, int]
    scales: dict[str, int]
    factors: dict[str, int]
    parts: dict[str, Fraction]
    vague: frozenset[str]
    articles: frozenset[str]
    inside: frozenset[str]
    ordinals: dict[str, int]
    later_ordinals: dict[str, int]
    endings: str

    @property
    def classes(self) -> dict[str, dict[str, int]]:
        """The word classes of time expressions that are made of number words."""
        counted = {w: n for w, n in (self.ones | self.tens | self.scales).items() if 0 < n <= 100}
        return {"NUM": counted, "TENS": self.tens, "ORD": {w: n for w, n in self.ordinals.items() if n}}


@cache
def numerals() -> Numerals:
    """The number words of English."""
    words = table("warmonitor.lang", "en", "numbers.yml")
    return Numerals(
        ones={word: n for n, word in enumerate(words["ones"])},
        tens={word: 10 * n for n, word in enumerate(words["tens"], 2)},
        misspelt=words["misspelt"],
        scales=words["scales"],
        factors=words["scales"] | words["factors"],
        parts={word: Fraction(1, n) for word, n in words["parts"].items()},
        vague=frozenset(words["vague"]),
        articles=frozenset(words["articles"]),
        inside=frozenset(words["inside"]),
        ordinals={word: n for n, word in enumerate(words["ordinals"])},
        later_ordinals=words["later_ordinals"],
        endings=f"(?:{'|'.join(words['ordinal_endings'])})",
    )


@cache
def units() -> dict[str, tuple[str, float]]:
    """Words for units: their dimension (length, area, mass), and how many metres, square metres or kilograms one is."""
    data: dict[str, dict[str, float]] = table("warmonitor.lang", "en", "units.yml")
    return {word: (dimension, float(size)) for dimension, words in data.items() for word, size in words.items()}


@cache
def kilometres() -> dict[str, float]:
    """Words for the units in which reports tell how far one place lies from another, and their kilometres."""
    return {word: size / 1000 for word, (dimension, size) in units().items() if dimension == "length" and size >= 1000}
