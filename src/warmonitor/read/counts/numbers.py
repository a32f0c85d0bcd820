"""Number expressions in words: "at least 35", "two dozen", "tens of thousands", "between 30 and 40" as low and high.

How far a number word reaches and how much "about" leaves open are the codebook's rules (row `count`, rule 11); those words, with an
example each, stand in `lang/en/counts.yml` under `bounds` and `vague`, the words of numbers in `lang/en/numbers.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, partial

from warmonitor.lang.numerals import numerals
from warmonitor.read.lexicon import lexicon, words_of

Bounds = tuple[int, int | None]

_TABLE = numerals()
_UNITS, _TENS, _SCALES, _FACTORS, _FRACTIONS = (
    list(_TABLE.ones), list(_TABLE.tens), _TABLE.scales, _TABLE.factors, _TABLE.parts,
)  # fmt: skip
_SMALL = _TABLE.ones | _TABLE.tens | _TABLE.misspelt
_words = partial(words_of, "counts")
QUOTES = frozenset("\"“”'‘’")
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+|\d+(?:\.\d+)?")
LOOKED_BACK = 4
"""So many words before a number are looked at: what tells a rise or a bound."""
_JOINED = re.compile(r"[a-z]+(?:-[a-z]+)+")


@dataclass(frozen=True, slots=True)
class Number:
    """Words `start` to `end` (exclusive, with "at least" and the like) say `low` to `high` (None: open above).

    `first` is the word where the number itself starts; `rule` names the bound in `counts.yml`, or is `exact` or `vague`.
    """

    start: int
    end: int
    first: int
    low: int
    high: int | None
    rule: str = "exact"


def tenth(n: int) -> Bounds:
    """The least and greatest whole number within ten per cent of `n`: 75 gives (68, 82)."""
    return -(-9 * n // 10), 11 * n // 10


# How a bound changes what stands after it; the names are those of `bounds` in counts.yml.
_REACH: dict[str, Callable[[int, int | None], Bounds]] = {
    "from": lambda low, high: (low, None),
    "above": lambda low, high: (low + 1, None),
    "upto": lambda low, high: (0, low if high is None else high),
    "below": lambda low, high: (0, max(0, low - 1)),
    "about": lambda low, high: tenth(low) if low == high else (low, high),
}


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    reach: str
    unless_after: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The bounds `before` numbers by their last words, those `after` them by their first."""

    before: dict[str, tuple[_Phrase, ...]]
    after: dict[str, tuple[_Phrase, ...]]
    behind: tuple[_Phrase, ...]
    vague: dict[str, tuple[int, int]]
    scaled: dict[str, int]


@cache
def _grammar() -> _Grammar:
    data = lexicon("counts")
    sides: dict[str, list[_Phrase]] = {"before": [], "after": [], "behind": []}
    for rule in data["bounds"]:
        for phrase in rule["words"]:
            unless = frozenset(rule.get("unless_after", ()))
            sides[rule.get("side", "before")].append(_Phrase(tuple(phrase.split()), rule["reach"], unless))
    for phrases in sides.values():
        phrases.sort(key=lambda p: -len(p.words))
    return _Grammar(
        before={
            w: tuple(p for p in sides["before"] if p.words[-1] == w) for w in {p.words[-1] for p in sides["before"]}
        },
        after={w: tuple(p for p in sides["after"] if p.words[0] == w) for w in {p.words[0] for p in sides["after"]}},
        behind=tuple(sides["behind"]),
        vague={row["word"]: (row["low"], row["high"]) for row in data["vague"]},
        scaled={row["word"]: row.get("of", row["low"]) for row in data["vague"]},
    )


def fillers() -> frozenset[str]:
    """Words that may stand between a bound or a verb and its number: "at least another 12"."""
    return _words("fillers")


def rising(words: Sequence[str]) -> bool:
    """Whether one of the words tells that a figure goes up or down, so that "from 12 to 15" is no range."""
    return not _words("rising").isdisjoint(words)


def spell(n: int) -> str:
    """A whole number of 0 to 999,999,999,999 in English words, as `value` reads them: 142 is "one hundred and forty-two"."""
    if not 0 <= n < 10**12:
        raise ValueError(f"{n} is not spelt here")
    if n < 20:
        return _UNITS[n]
    if n < 100:
        tens, rest = divmod(n, 10)
        return _TENS[tens - 2] + (f"-{_UNITS[rest]}" if rest else "")
    scale = max(s for s in _SCALES.values() if s <= n)
    name = next(w for w, s in _SCALES.items() if s == scale)
    many, rest = divmod(n, scale)
    link = " and " if 0 < rest < 100 else " "
    return f"{spell(many)} {name}" + (link + spell(rest) if rest else "")


def value(text: str) -> int | None:
    """The whole number that a text says, in digits or words, or None: "2.5 million" is 2500000, "a dozen" 12."""
    words = re.findall(r"[\d.,]*\d|[a-z]+|-", text.lower())
    found = _cardinal(words, 0, len(words))
    return found[0] if found and found[1] == len(words) else None


def numbers(words: Sequence[str], start: int = 0, end: int | None = None) -> list[Number]:
    """The number expressions among words `start` to `end` (exclusive), left to right and apart."""
    end = len(words) if end is None else end
    low = [w.lower() for w in words]
    found: list[Number] = []
    at = start
    while at < end:
        plain = _plain(low, at, end)
        if plain is None:
            at += 1
            continue
        bounds, after, rule = plain
        number = _bounded(low, Number(at, after, at, *bounds, rule), found[-1].end if found else start, end)
        found.append(number)
        at = number.end
    return found


def stated(words: Sequence[str]) -> int | None:
    """The first number among lower-case words as it is written, without what "about" or "at least" opens; the upper end of a range.

    >>> stated(["more", "than", "3,500", "families"])
    3500
    """
    for number in numbers(words):
        plain = _plain(list(words), number.first, len(words))
        if plain is not None:
            return plain[0][1] if plain[0][1] is not None else plain[0][0]
    return None


def _plain(words: list[str], at: int, end: int) -> tuple[Bounds, int, str] | None:
    """The number that starts right at word `at`, without its bounds: exact, vague or a range."""
    word = words[at]
    if not (word in _openers() or word[0].isdigit() or "-" in word):
        return None
    vague = _vague(words, at, end)
    if vague:
        return vague[0], vague[1], "vague"
    exact = _cardinal(words, at, end)
    if exact is None:
        return None
    n, after = exact
    upper = _upper(words, at, n, after, end)
    return ((n, upper[0]), upper[1], "range") if upper else ((n, n), after, "exact")


@cache
def _openers() -> frozenset[str]:
    """The words, not in digits and without hyphens, with which a number can start."""
    return frozenset().union(_SMALL, _FRACTIONS, _grammar().vague, *map(_words, ("articles", "few", "several")))


def _upper(words: list[str], at: int, n: int, after: int, end: int) -> tuple[int, int] | None:
    """The upper end of a range whose lower end is `n`: "30 to 40", "two or three", "between 30 and 40"."""
    if after >= end:
        return None
    before = words[at - 1] if at else ""
    link = words[after]
    between = link == "and" and before in _words("between")
    if not (between or link in _words("ranges")) or (link == "to" and rising(words[max(0, at - LOOKED_BACK) : at])):
        return None
    upper = _cardinal(words, after + 1, end)
    return upper if upper and upper[0] > n else None


def _bounded(words: list[str], number: Number, start: int, end: int) -> Number:
    """The number with the bound that stands right before or after it."""
    grammar = _grammar()
    for phrase in grammar.after.get(words[number.end], ()) if number.end < end else ():
        stop = number.end + len(phrase.words)
        if (
            stop <= end
            and tuple(words[number.end : stop]) == phrase.words
            and not (stop < end and _plain(words, stop, end))
        ):
            low, high = _REACH[phrase.reach](number.low, number.high)
            return Number(number.start, stop, number.first, low, high, phrase.reach)
    at = number.start
    while at > start:
        for phrase in grammar.before.get(words[at - 1], ()):
            begin = at - len(phrase.words)
            if begin >= start and tuple(words[begin:at]) == phrase.words:
                if begin and words[begin - 1] in phrase.unless_after:
                    continue
                low, high = _REACH[phrase.reach](number.low, number.high)
                return Number(begin, number.end, number.first, low, high, phrase.reach)
        if words[at - 1] not in fillers() and words[at - 1] not in QUOTES:
            break
        at -= 1
    return number


def bounded_behind(words: Sequence[str], number: Number, at: int) -> Number:
    """The number with the bound that stands behind its noun, at word `at`: "125 farmers | at least | were killed"."""
    if number.rule != "exact":
        return number
    for phrase in _grammar().behind:
        stop = at + len(phrase.words)
        if tuple(words[at:stop]) == phrase.words and not (stop < len(words) and _plain(list(words), stop, len(words))):
            low, high = _REACH[phrase.reach](number.low, number.high)
            return replace(number, low=low, high=high, rule=phrase.reach)
    return number


def _vague(words: list[str], at: int, end: int) -> tuple[Bounds, int] | None:
    """ "dozens", "tens of thousands", "several hundred", "a few dozen" at word `at`."""
    vague = _grammar().vague
    few, several = _words("few"), _words("several")
    if words[at] in _words("articles") and at + 2 < end and words[at + 1] in few and words[at + 2] in _FACTORS:
        at += 1
    word = words[at]
    following = words[at + 1] if at + 1 < end else ""
    if word in few | several and _spoken_factor(following):
        factor = _FACTORS[following]
        many = vague[following + "s"]
        return many if word in few or factor == 12 else (3 * factor, 10 * factor - 1), at + 2
    if word not in vague:
        return None
    low, high = vague[word]
    scale = _SCALES.get(words[at + 2].removesuffix("s")) if following == "of" and at + 2 < end else None
    if scale and words[at + 2].endswith("s"):
        return (_grammar().scaled[word] * scale, (high + 1) * scale - 1), at + 3
    return (low, high), at + 1


def _cardinal(words: Sequence[str], at: int, end: int) -> tuple[int, int] | None:
    """The exact number that starts at word `at`, and where it ends; None where none does."""
    if at >= end:
        return None
    word = words[at]
    if word[0].isdigit():
        return _in_digits(words, at, end)
    if word in _FRACTIONS:
        return _fraction(words, at, end)
    if word in _words("articles"):
        following = words[at + 1] if at + 1 < end else ""
        if following in _words("pairs"):
            return 2, at + 2
        if following in _FRACTIONS:
            return _fraction(words, at + 1, end)
        if not _spoken_factor(following):
            return None
    return _in_words(words, at, end)


def _fraction(words: Sequence[str], at: int, end: int) -> tuple[int, int] | None:
    """ "half a million", "quarter of a million", "half a dozen"."""
    after = at + 1
    after += after < end and words[after] == "of"
    after += after < end and (words[after] == "-" or words[after] in _words("articles"))
    factor = _FACTORS.get(words[after]) if after < end else None
    return (int(_FRACTIONS[words[at]] * factor), after + 1) if factor else None


def _in_digits(words: Sequence[str], at: int, end: int) -> tuple[int, int] | None:
    """ "35", "250,000", "250 000", "1.9 million", "50.000"."""
    word = words[at]
    if not _DIGITS.fullmatch(word):
        return None
    after = at + 1
    factor = _FACTORS.get(words[after]) if after < end else None
    if factor:
        after += 1
        exact = Fraction(word.replace(",", "")) * factor
    elif "." in word:
        if not re.fullmatch(r"\d{1,3}(\.\d{3})+", word):
            return None
        exact = Fraction(word.replace(".", ""))
    else:
        while len(word) <= 3 and after < end and re.fullmatch(r"\d{3}", words[after]) and word[0] != "0":
            word, after = words[after], after + 1
        exact = Fraction("".join(words[at:after]).replace(",", ""))
    return (int(exact), after) if exact.denominator == 1 else None


def _in_words(words: Sequence[str], at: int, end: int) -> tuple[int, int] | None:
    """ "forty-two", "two hundred and fifty thousand", "a dozen": the longest run of words that makes one number."""
    total, current, last, after = 0, 0, 0, at
    room = 10**12  # what may still be added: less than the last word's own size
    while after < end:
        word = words[after]
        small = _small(word)
        factor = _FACTORS[word] if _spoken_factor(word) else None
        if word in _words("articles") and after == at:
            current, room = 1, 1
        elif small is not None and small < room and (small or after == at):
            current += small
            room = 10 if 20 <= small < 100 and small % 10 == 0 else 1
        elif factor and current:
            current *= factor
            room = 100 if factor == 100 else 1 if factor == 12 else 1000
            if factor >= 1000:
                total, current = total + current, 0
        elif not (after > at and _links(words, after, end, room)):
            break
        else:
            after += 1
            continue
        after += 1
        last = after
    return (total + current, last) if last > at else None


def _spoken_factor(word: str) -> bool:
    """Whether a word multiplies a number that is spelt out: "three million", not "three m"."""
    return word in _FACTORS and len(word) > 1


def _links(words: Sequence[str], at: int, end: int, room: int) -> bool:
    """Whether the "and" or hyphen at word `at` continues a number: "two hundred and fifty", "forty-two"."""
    small = _small(words[at + 1]) if at + 1 < end else None
    if small is None or not small or small >= room:
        return False
    return room == 10 if words[at] == "-" else words[at] in _words("joining") and room >= 100


def _small(word: str) -> int | None:
    """0 to 99 in one word, hyphenated or not; None where the word says no such number."""
    if word in _SMALL:
        return _SMALL[word]
    if _JOINED.fullmatch(word):
        tens, _, unit = word.partition("-")
        if tens in _TENS and 0 < _SMALL.get(unit, 0) < 10:
            return _SMALL[tens] + _SMALL[unit]
    return None
