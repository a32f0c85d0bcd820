"""Names folded for comparison, in three tiers from strict to loose; all of `ground` shares them.

* `fold` — case, diacritics, ayn and hamza, hyphens and dots aside: "Ma‘arrat an-Nu'mān" is "maarrat an numan". Two names with one fold are one spelling.
* `loose` — transliteration aside: articles (al-, ash-, el-), ou/u/oo, ee/i/e, kh/ch, q/k, doubled letters, final -ah/-eh/-e: Khan Shaykhun,
  Khan Sheikhoun and Khane Cheikhoun are all "xanshixun".
* `skeleton` — consonants only, a vowel at the start kept as "a": for Idleb/Idlib, Maaret/Maarat, Kafr/Kfar. Many names share one, so use it inside a country
  only and rank by `likeness`.

The three are written as substitutions on whole lines, so that `fold_lines` and its sisters run over a million names at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        **dict.fromkeys("'‘’‛`´ʻʼʽʾʿˈ′ʹ“”\"", None),
        **dict.fromkeys("-‐‑‒–—/_,;:()[]&+", " "),
        ".": None,
        "ß": "ss",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ə": "a",
        "ŋ": "ng",
        "ħ": "h",
    }
)
_SPELT = {chr(letter): by or "" for letter, by in _LETTERS.items()}
_MARKS = {chr(n): "" for of in (range(0x300, 0x370), range(0x610, 0x61B), range(0x64B, 0x660)) for n in of}
_SHORT = tuple(
    (re.compile(rf"{short}(?<![^ \n]{short})(?= )"), whole)
    for short, whole in (("st", "saint"), ("mt", "mount"), ("ft", "fort"))
)

# What stands before a letter is looked at behind it, so that a pattern begins with the letter: the engine leaps from one to the next.
# A text without pattern is replaced as it stands, in a fraction of the time.
_LOOSE: tuple[tuple[re.Pattern[str] | str, str], ...] = (
    # The Arabic article as its own word (all assimilated forms), and glued to a name ("Albab", "Arraqqa").
    (re.compile(r"[aeiu](?<![^ \n].)(?:l|(?<=[ae])(?:r|s|sh|ch|d|dh|z|t|th|n)) (?=\S)"), ""),
    (re.compile(r"al(?<![^ \n]al)(?=[b-df-hj-np-tv-z][a-z]{2})"), ""),
    (re.compile(r"a(?<![^ \n]a)(?=([rsdzn])\1)"), ""),
    *(("tch", "sh"), ("sch", "sh"), ("ch", "sh")),
    *(("x", "ks"), ("kh", "x"), ("gh", "g")),
    (re.compile(r"h(?<=[dt]h)"), ""),
    *(("ph", "f"), ("dj", "j"), ("zh", "j"), ("q", "k"), ("c", "k")),
    (re.compile(r"[ae]h(?![^ \n])"), "a"),
    (re.compile(r"e(?<=[b-df-hj-np-tvz]e)(?![^ \n])"), "a"),
    *(("e", "i"), ("y", "i"), ("o", "u"), ("w", "u")),
    (re.compile(r"a(?:a*(?=[iu])|(?<=[iu]a)a*)"), ""),
    (re.compile(r"(\w)(?=\1)"), ""),
    (re.compile(r"(?:iu|ui)[iu]*"), "y"),
    (" ", ""),
    (re.compile(r"(\w)(?=\1)"), ""),
)
_SKELETON = ((re.compile(r"(?m)^[aiuy]"), "A"), (re.compile(r"[aiuy]"), ""))


def fold_lines(text: str) -> str:
    """`fold` of every line of `text`; the lines stay apart and in order."""
    text = _spelt(text.casefold())
    if not text.isascii():
        text = _spelt(_replaced(unicodedata.normalize("NFKD", text), _MARKS))
    text = "\n".join([" ".join(line.split()) for line in text.split("\n")])
    for pattern, by in _SHORT:
        text = pattern.sub(by, text)
    return text


def _spelt(text: str) -> str:
    """`text` with its `_LETTERS` replaced. Where one is no ASCII, `translate` looks each of them up: the few that there are go sooner one by one."""
    return text.translate(_LETTERS) if text.isascii() else _replaced(text, _SPELT)


def _replaced(text: str, by: Mapping[str, str]) -> str:
    for letter in by.keys() & set(text):
        text = text.replace(letter, by[letter])
    return text


def loose_lines(folded: str) -> str:
    """`loose` of every line of `folded`, which comes from `fold_lines`."""
    for pattern, by in _LOOSE:
        folded = folded.replace(pattern, by) if isinstance(pattern, str) else pattern.sub(by, folded)
    return folded


def skeleton_lines(loosened: str) -> str:
    """`skeleton` of every line of `loosened`, which comes from `loose_lines`."""
    for pattern, by in _SKELETON:
        loosened = pattern.sub(by, loosened)
    return loosened.lower()


def _single(lines: Callable[[str], str]) -> Callable[[str], str]:
    return lambda name: lines(name.replace("\n", " ").replace("\r", " "))


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """`name` without case, diacritics, apostrophes, dots and hyphens; blanks single. May be empty."""
    if name.isascii() and name.isalpha():  # as most words are
        return name.lower()
    return _single(fold_lines)(name)


@lru_cache(maxsize=65536)
def loose(name: str) -> str:
    """A key that transliterations of one name share, without blanks. May be empty."""
    return loose_lines(fold(name))


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """The consonants of `loose(name)`, with "a" for a vowel at its start."""
    return skeleton_lines(loose(name))


@lru_cache(maxsize=65536)
def likeness(a: str, b: str) -> float:
    """How alike two names are, 0 to 1: 1 for one fold, at most 0.95 for one loose key, below that the overlap of their loose keys."""
    if fold(a) == fold(b):
        return 1.0
    la, lb = loose(a), loose(b)
    if not la or not lb:
        return 0.0
    from difflib import SequenceMatcher  # here, as most commands fold names, and few ask how alike two are

    return 0.95 * SequenceMatcher(None, la, lb, autojunk=False).ratio()
