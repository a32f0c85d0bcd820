"""Text to words with offsets, as UD English cuts them (EWT, GUM).

A text is cut at blanks into chunks; what a chunk parts into is worked out once by the rules below and remembered, so that running text costs a
dictionary look-up a chunk. Only a full stop at a chunk's end may need a look at what follows. The lists are in `en/tokens.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from warmonitor.lang.numerals import numerals
from warmonitor.lang.tables import table

BLANK = r"\s\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""Characters that belong to no word (inside a regex class): white space, zero-width spaces and direction marks."""

LONGEST = 100
"""No word is longer (in characters); a longer run is cut."""

_MARKS = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    "\u06ea-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u09bc-\u09cd\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u102b-\u103e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f"
)
_CHUNK = re.compile(rf"[^{BLANK}]+")
_REMEMBERED = 200_000


class Tokens(NamedTuple):
    """Words in text order; `text[starts[i]:ends[i]] == words[i]`."""

    words: list[str]
    starts: list[int]
    ends: list[int]


Pieces = tuple[tuple[str, int, int], ...]


class _Cut(NamedTuple):
    """How a chunk parts, when `keep` matches behind it; else `otherwise`, the same with its last full stop apart."""

    pieces: Pieces
    keep: re.Pattern[str] | None = None
    otherwise: Pieces = ()


def tokenize(text: str) -> Tokens:
    """The words of a text. Every character that is no blank belongs to exactly one; time linear in the text.

    >>> tokenize("Rebels can't hold al-Numan.").words
    ['Rebels', 'ca', "n't", 'hold', 'al', '-', 'Numan', '.']
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    known = _known
    for match in _CHUNK.finditer(text):
        chunk, at = match[0], match.start()
        cut = known.get(chunk)
        if cut is None:
            cut = _remember(chunk)
        pieces = cut[0] if cut[1] is None or cut[1].match(text, match.end()) else cut[2]
        for word, start, end in pieces:
            words.append(word)
            starts.append(at + start)
            ends.append(at + end)
    return Tokens(words, starts, ends)


_known: dict[str, _Cut] = {}


def _remember(chunk: str) -> _Cut:
    cut = _cut(chunk, _lists())
    if len(chunk) <= LONGEST:
        if len(_known) >= _REMEMBERED:
            _known.clear()
        _known[chunk] = cut
    return cut


@dataclass(frozen=True, slots=True)
class _Lists:
    """`en/tokens.yml` made ready; `followed` maps an abbreviation to what must stand behind it."""

    followed: dict[str, re.Pattern[str]]
    splits: dict[str, int]
    not_capitals: frozenset[str]
    whole: frozenset[str]
    prefixes: frozenset[str]
    suffixes: frozenset[str]
    token: re.Pattern[str]


_ANYTHING = re.compile("")
_FOLLOWED = {
    "always": _ANYTHING,
    "before_digit": re.compile(rf"[{BLANK}]*[#(]?\d"),
    "before_capital": re.compile(r"[^\S\n]*[A-Z]"),
    "before_lower": re.compile(rf"[{BLANK}]*[a-z,;:)&]"),
}
_INITIAL = re.compile(r"[A-HJ-Z]\.")
_CLITIC = re.compile(r"(?i)(?<=[^\W\d_])(?:(?<=[a-z])n['’`´ʼ]t|['’`´ʼ](?:s|m|d|re|ve|ll))$")
_STRAY_QUOTE = re.compile(r"(?<=[^\W\d_A-Z]{3})['’](?=[A-Z][a-z])")


@cache
def _lists() -> _Lists:
    return _made_ready(table("warmonitor.lang", "en", "tokens.yml"))


def _made_ready(data: dict[str, Any]) -> _Lists:
    splits = [s.split("|") for s in data["contractions"]["splits"].split()]
    return _Lists(
        followed={word: rule for key, rule in _FOLLOWED.items() for word in data["abbreviations"][key].split()},
        splits={a + b: len(a) for a, b in splits},
        not_capitals=frozenset(data["contractions"]["not_capitals"].split()),
        whole=frozenset(data["contractions"]["whole"].split() + data["hyphens"]["whole"].split()),
        prefixes=frozenset(data["hyphens"]["prefixes"].split()),
        suffixes=frozenset(data["hyphens"]["suffixes"].split()),
        token=_token_pattern(data),
    )


def _token_pattern(data: dict[str, Any]) -> re.Pattern[str]:
    """One regex of everything that may be a word, tried in this order. Every repetition is bounded, which keeps the scan linear."""
    letter = rf"(?:[^\W\d_][{_MARKS}]{{0,8}})"
    units = "|".join(sorted(map(re.escape, data["units"].split()), key=len, reverse=True))
    leading = "|".join(w.lstrip("'") for w in data["contractions"]["leading"].split())
    endings, files = ("|".join(data["web"][k].split()) for k in ("endings", "files"))
    whole = "|".join(re.escape(w) for w in data["hyphens"]["whole"].split())
    run = f"{{1,{LONGEST}}}"
    tail = rf"(?:['’‘`´](?=[^\W\d_])[\w{_MARKS}]{{1,30}}){{0,3}}"
    return re.compile(
        rf"""
        (?P<web>
            (?:(?:https?|ftp)://|www\.|mailto:)[^<>"“”\s]{{1,2000}}(?<![.,;:!?)\]}}'’"])
          | [\w.+%-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{0,4}}(?![\w@])
          | [\w-]{{1,64}}(?:\.[\w-]{{2,64}}){{0,4}}\.(?:(?-i:{endings})(?:/[^<>"“”\s]{{0,2000}}(?<![.,;:!?)\]}}'’"]))?|{files})(?![\w.]\w|\w)
          | (?<!\w)@\w{{1,64}}
        )
      | (?P<plain>
            \.{{2,{LONGEST}}} | …{{1,9}} | -{{2,{LONGEST}}}>? | [—–]{{2,9}} | ={run} | \*{run} | _{run} | \#{run} | \+{{2,9}} | ~{run} | \${{2,9}}
          | [!?]{run} | <<|>>|''|``|‘’|’’ | \[\.\.\.\]
          | (?<![\w)])[:;=]['’]?-?[()DP](?![\w(])
          | (?<!\w)['’](?:{leading})(?!\w) | (?<!\w)['’`´ʼ](?:s|m|d|re|ve|ll)(?!\w) | (?<!\w)n['’`´ʼ]t(?!\w) | (?<!\w)['’]\d\ds?(?!\w)
          | [A-Z]{{0,3}}[$€£¥₽₴](?=[\d.]|$)
        )
      | (?P<number>
            \d{{1,4}}(?:-\d{{1,5}}){{2,4}}(?![\w-])
          | \d{{1,4}}(?:/\d{{1,4}}){{1,2}}(?![\w/]) | \d{{1,4}}(?:\.\d{{1,4}}){{2,3}}(?!\w)
          | \d{{1,2}}(?:[:.]\d\d){{1,2}}(?=(?:[ap]\.?m\b))
          | (?:(?<![\w)\]])[+-])?(?:(?<!\w)\.\d{{1,20}}|\d{{1,20}}(?:[.,:]\d{{1,20}}){{0,20}})
            (?:(?:{numerals().endings}|s|['’]s)(?![\w])|(?=(?:{units})(?![\w])|[%°$€£]|[^\w]|$))
        )
      | (?P<word>
            (?:{whole})(?!\w)
          | (?:{letter}{{1,2}}\.){{2,20}}(?:{letter}(?!\w))?
          | (?-i:(?:[A-Z]{{1,3}}&){{1,5}}[A-Z]{{1,2}}(?!\w))
          | [\w{_MARKS}]{run}{tail}(?:\-(?=[^\W_])[\w{_MARKS}]{{1,30}}{tail}){{0,8}}
        )
      | (?P<other>.[{_MARKS}]{{0,8}})
        """,
        re.VERBOSE | re.DOTALL | re.IGNORECASE,
    )


def _cut(chunk: str, lists: _Lists) -> _Cut:
    pieces = list(_pieces(chunk, lists))
    for i in range(len(pieces) - 2, 0, -1):  # a full stop within: "etc.),"
        rule = _full_stop(pieces, i, lists)
        open_ = rule is _FOLLOWED["before_lower"] and chunk[pieces[i][2]].isalnum()  # "etc.and": two words run together
        if rule and rule.match(chunk, pieces[i][2]) and not open_:
            _join(pieces, i)
    rule = _full_stop(pieces, len(pieces) - 1, lists)
    if rule is None:
        return _Cut(tuple(pieces))
    apart = tuple(pieces)
    _join(pieces, len(pieces) - 1)
    return _Cut(tuple(pieces)) if rule is _ANYTHING else _Cut(tuple(pieces), rule, apart)


def _full_stop(pieces: list[tuple[str, int, int]], i: int, lists: _Lists) -> re.Pattern[str] | None:
    """What must follow for piece `i`, a full stop, to belong to the word before it; None if it never does."""
    if i < 1 or pieces[i][0] != "." or pieces[i - 1][2] != pieces[i][1]:
        return None
    word = pieces[i - 1][0] + "."
    if _INITIAL.fullmatch(word):
        return _FOLLOWED["before_capital"]
    found = (lists.followed.get(key) for key in (word, word.lower(), word.capitalize()))
    return next((rule for rule in found if rule), None)


def _join(pieces: list[tuple[str, int, int]], i: int) -> None:
    (word, start, _), (stop, _, end) = pieces[i - 1 : i + 1]
    pieces[i - 1 : i + 1] = [(word + stop, start, end)]


def _pieces(chunk: str, lists: _Lists) -> Iterator[tuple[str, int, int]]:
    for match in lists.token.finditer(chunk):
        if match.lastgroup == "word":
            for start, end in _word(match[0], match.start(), lists):
                yield chunk[start:end], start, end
        else:
            yield match[0], match.start(), match.end()


def _word(word: str, at: int, lists: _Lists) -> Iterator[tuple[int, int]]:
    """A run of letters, apostrophes and hyphens, cut at the hyphens that part, at clitics and at stray quotation marks."""
    if word.lower() in lists.whole:
        yield at, at + len(word)
        return
    start = 0
    for end in _hyphens(word, lists):
        yield from _clitics(word[start:end], at + start, lists)
        if end < len(word):
            yield at + end, at + end + 1
        start = end + 1


def _hyphens(word: str, lists: _Lists) -> Iterator[int]:
    """Where the hyphens stand that part a word, and its end."""
    start = 0
    for match in re.finditer("-", word):
        i = match.start()
        before, after = word[start:i].lower(), re.split(r"-", word[i + 1 :], maxsplit=1)[0].lower()
        if before in lists.prefixes and len(before) > 1 and len(after) > 1:
            continue
        if (before == "e" and len(after) > 2 and word[i + 1].islower()) or after in lists.suffixes:
            continue
        yield i
        start = i + 1
    yield len(word)


def _clitics(word: str, at: int, lists: _Lists) -> Iterator[tuple[int, int]]:
    end = at + len(word)
    if word.lower() in lists.whole:
        yield at, end
    elif stray := _STRAY_QUOTE.search(word):
        i = at + stray.start()
        yield at, i
        yield i, i + 1
        yield from _clitics(word[stray.end() :], i + 1, lists)
    elif clitic := _CLITIC.search(word):
        yield at, at + clitic.start()
        yield at + clitic.start(), end
    elif word.lower() in lists.splits and word not in lists.not_capitals:
        cut = at + lists.splits[word.lower()]
        yield at, cut
        yield cut, end
    else:
        yield at, end
