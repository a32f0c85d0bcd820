"""How much of a place the words around its name mean: all of it, a part of it, or only where another one lies."""

from __future__ import annotations

import re
from functools import lru_cache

from warmonitor.lang.wordlists import any_of, headings_of, pattern_of, words_of

_NEARLY = any_of("holding", "nearly")
_ALL_OF = re.compile(
    rf"\b{''.join(rf'(?<!{word} )' for word in words_of('holding', 'nearly'))}{any_of('holding', 'all')}\b",
    re.IGNORECASE,
)
_PART_OF = re.compile(rf"\b(?:{any_of('holding', 'part')}|{_NEARLY} all of)\b", re.IGNORECASE)
_REST_OF = pattern_of("holding", "rest")
_SIDES = rf"{any_of('holding', 'sides')}(?:ern)?"
_SIDES_OF = rf"(?:the\s+)?(?:{_SIDES}\s+(?:part\s+)?(?:of\s+)?)?"
_TOWN_OF = r"(?:the\s+)?(?:(?:town|village|city)\s+of\s+)?"
_PIECES, _SHARES, _BUILDINGS, _LANDS = (any_of("holding", name) for name in ("pieces", "shares", "buildings", "lands"))
_FACILITIES = headings_of("places", "facilities")
_AIRPORTS = "|".join(sorted(word for word, kind in _FACILITIES.items() if kind == "airport"))
_PIECE = re.compile(
    rf"\b(?:{_PIECES}\s+(?:(?:in|of|inside|within)\s+)?{_SIDES_OF}"
    rf"|{_BUILDINGS}\s+(?:in|of|at|inside)\s+{_SIDES_OF}{_TOWN_OF}"
    rf"|(?:the|in)\s+{_SIDES}\s+of\s+|{_SHARES}\s+of\s+(?:the\s+)?|(?:{any_of('holding', 'middles')}|{any_of('holding', 'sides')}ern)\s+)$",
    re.IGNORECASE,
)
"""Before a place of which a part is meant."""
_OWN = r"['’]s?\s+(?:[\w-]+\s+){0,2}?"
_PIECE_AFTER = re.compile(
    rf"{_OWN}(?:{_PIECES}|{_SHARES}|{_BUILDINGS}|{_SIDES})\b"
    rf"|\s+(?:(?:city|town|district)\s+)?{any_of('holding', 'centres')}\b"
    rf"|,?\s+(?:or\s+)?(?:at\s+least\s+)?{_SHARES}\s+of\s+(?:it|which)\b"
    rf"|,?\s+{any_of('holding', 'except')}\b|\s+(?:is|was|remain(?:s|ed))\s+{any_of('holding', 'divided')}\b",
    re.IGNORECASE,
)
"""After it: "Dor's northern districts", "Dor city centre", "Dor, or most of it", "Dor except for its port"."""
_BUT = re.compile(
    rf",?\s+but\s+(?:for|its|a\s+few|some|\d+|{'|'.join(sorted(words_of('names', 'numbers')))})\b", re.IGNORECASE
)
_LAST_AFTER = re.compile(rf"['’]s?\s+{any_of('holding', 'last')}\b", re.IGNORECASE)
_SETTLED = any_of("holding", "settled")
_TOWNS = rf"(?:the\s+)?(?:{_SETTLED}\s+of\s+)?"
_BESIDE = re.compile(
    rf"\b(?:{_LANDS}\s+(?:in|at|around|inside|within|near|on|to|from)\s+{_SIDES_OF}(?:countryside\s+of\s+)?"
    rf"|between\s+{_TOWNS}|(?:{_AIRPORTS})\s+(?:in|of|at)\s+{_TOWN_OF}"
    rf"|{any_of('holding', 'near')}\s+{_TOWN_OF}|(?<!\bthe )(?<!\bin )(?!cent|heart){_SIDES}\s+of\s+)$",
    re.IGNORECASE,
)
"""Before a place that only tells where others lie: "a string of towns in the north of Hama", "between A and B". The towns of A and B are A and B."""
_BETWEEN, _AND = re.compile(r"\bbetween\s", re.IGNORECASE), re.compile(rf"\sand\s+{_TOWNS}$", re.IGNORECASE)
_BESIDE_AFTER = re.compile(
    rf"(?:{_OWN}|\s+(?:(?:border|air|military)\s+)?)(?:{'|'.join(sorted(_FACILITIES))}|{any_of('holding', 'posts')})\b|{_OWN}{_LANDS}\b",
    re.IGNORECASE,
)
"""After one: "Dor airport", "Dor's oil fields". "The border post of Dor" may be all that Dor is."""
_WITH_TOWN = re.compile(rf"\b{_SETTLED}\s+and\s+(?:[\w-]+\s+){{1,3}}?(?:of|in|at)\s+$", re.IGNORECASE)
"""Before a place that is meant beside something of it: "the town and dam of Dor"."""
_APPOSED = re.compile(rf"^{_SIDES}\s+of\s", re.IGNORECASE)
_TOWNS_OF = re.compile(
    rf"\b{any_of('holding', 'towns')}\s+(?:of|across|throughout|along|in)\s+(?:the\s+)?$", re.IGNORECASE
)
_TOWARDS = re.compile(rf"\b(?:to|into|for)\s+{_TOWN_OF}$", re.IGNORECASE)
_ONLY_NAMES = re.compile(rf"(?:[\s,]|\b(?:and|or|the|of|{_SETTLED})\b|\b[A-Z][\w'’-]*+)*")
"""What may stand in a list of names."""


def of_all(quote: str) -> bool:
    """Whether the words say that all of an area is meant."""
    return _ALL_OF.search(quote) is not None


def beside(quote: str, name: str) -> bool:
    """Whether the place is only named to say where another one lies; the last base in a town is all that was left of it."""
    before, after = _about(quote, name)
    if _APPOSED.search(name) or _BESIDE_AFTER.match(after):
        return True
    if not (_ends(before, _BESIDE) or _second(before)) or _ends(before, _WITH_TOWN):
        return False
    end = len(before.rstrip())
    return not any(m.end() == end for m in _REST_OF.finditer(before))


def towns_of(quote: str, name: str) -> bool:
    """Whether towns are told of that lie in the place: "four towns of Sahl"."""
    return _ends(_about(quote, name)[0], _TOWNS_OF)


def aim(quote: str, name: str) -> bool:
    """Whether the place is where somebody goes: "withdrew from Dor to Sahl"."""
    return _ends(_about(quote, name)[0], _TOWARDS)


def rest(quote: str, name: str) -> bool:
    """Whether the last part of the place is meant: "the rest of Dor", "Dor's last streets"."""
    return _REST_OF.search(quote) is not None or _LAST_AFTER.match(_about(quote, name)[1]) is not None


def part(quote: str, name: str) -> bool:
    """Whether the words around the name mean only a part of the place."""
    before, after = _about(quote, name)
    if (_ends(before, _PIECE) and not _ends(before, _WITH_TOWN)) or _PIECE_AFTER.match(after):
        return True
    if of_all(quote):
        return of_all(before) and _BUT.match(after) is not None
    said = max(
        (m.end() for m in _PART_OF.finditer(before)), default=None
    )  # the last: what reaches from further reaches from there
    return said is not None and _reaches(before[said:])


def _reaches(between: str) -> bool:
    """Whether what is said of a part is said of the name after these words: they hold no comma save in a list of names."""
    return not re.search(r"[,;:]", between) or _ONLY_NAMES.fullmatch(between) is not None


def _ends(before: str, words: re.Pattern[str]) -> bool:
    """Whether such words stand right before a name, a blank between: most names stand after others, which need no search."""
    return before[-1:].isspace() and words.search(before) is not None


def _second(before: str) -> bool:
    """Whether a name is the second of two between which something lies."""
    clause = re.split(r"[,;.]", before)[-1]
    between = _BETWEEN.search(clause)
    return between is not None and _AND.search(clause, between.end()) is not None


@lru_cache(maxsize=1 << 14)
def _about(quote: str, name: str) -> tuple[str, str]:
    """What of the quote stands before the place's name, as a word of its own, and after it; all of it before a name that it does not give.

    Line breaks of a wrapped text count as blanks.
    """
    pattern = r"\s+".join(map(re.escape, name.split()))
    found = re.search(rf"(?<!\w){pattern}(?!\w)", quote) if pattern else None
    return (quote[: found.start()], quote[found.end() :]) if found else (quote, "")
