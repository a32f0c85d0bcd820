"""How much of a place the words around its name mean: all of it, a part of it, or only where another one lies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from warmonitor.lang.wordlists import Pattern, any_of, pattern_of, words_of

_ALL_OF = Pattern(
    lambda: (
        rf"\b{''.join(rf'(?<!{word} )(?<!{word} the )' for word in sorted(words_of('holding', 'nearly')))}{any_of('holding', 'all')}\b"
    )
)
_PART_OF, _REST_OF, _EXCEPT = (pattern_of("holding", name) for name in ("part", "rest", "except"))


def _before(name: str) -> Pattern:
    """Such words as the last ones before a place's name."""
    return Pattern(lambda: rf"\b{any_of('around', name)}\s+$")


def _after(name: str) -> Pattern:
    """Such words as the first ones behind it."""
    return Pattern(lambda: rf"{any_of('around', name)}\b")


_PIECE, _WHOLE_PIECE, _BESIDE, _WITH_TOWN, _RINGED, _AND, _TOWNS_OF, _AIM, _ALL_OVER = map(
    _before, ("piece", "whole piece", "beside", "with town", "ringed", "and", "towns of", "aim", "all over")
)
_PIECE_AFTER, _BUT, _LAST_AFTER, _BESIDE_AFTER = map(_after, ("piece after", "but", "last after", "beside after"))
_LEFT_OUT = Pattern(lambda: rf"{any_of('around', 'left out')}\b([^.;]*)")
_CALLED = Pattern(lambda: any_of("around", "called"))
_GOES_ON = _after("goes on")
_BETWEEN = pattern_of("around", "between")
_ASIDE = pattern_of("around", "aside")
_ONLY_NAMES = re.compile(rf"(?:[\s,]|\b{any_of('around', 'listing')}\b|\b[A-Z][\w'’-]*+)*")
"""What may stand in a list of names."""


def of_all(quote: str) -> bool:
    """Whether the words say that all of an area is meant."""
    return _ALL_OF.stands_in(quote)


def left_out(quote: str, name: str) -> str:
    """The words that tell what of a place is left out: "for Sahl" of "all of Dor except for Sahl"; empty where nothing is."""
    found = _LEFT_OUT.search(_about(quote, name)[1])
    return _GOES_ON.split(found[1], maxsplit=1)[0] if found else ""


def excepted(quote: str, name: str, others: Iterable[str]) -> bool:
    """Whether a place is named as what is left out of one of the others: Sahl of "all of Dor but Sahl", but not of "Dor but also Sahl"."""
    if not (of_all(quote) or _EXCEPT.stands_in(quote)):
        return False
    return any(tells(left_out(quote, other), (name,)) for other in others)


def tells(words: str, names: Iterable[str]) -> bool:
    """Whether a place is among the words by one of its names: Sahl in "for Sahl and Tor", but not in "for Sahlan"."""
    return any(name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE) for name in names)


def beside(quote: str, name: str) -> bool:
    """Whether the place is only named to say where another one lies; the last base in a town is all that was left of it, every town in a region all of that."""
    before, after = _about(quote, name)
    if _ASIDE.match(name) or _begins(after, _BESIDE_AFTER):
        return True
    if not (_ends(before, _BESIDE) or _second(before)) or _ends(before, _WITH_TOWN) or _ends(before, _RINGED):
        return False
    return not (_up_to(before, _REST_OF) or _up_to(before, _ALL_OF))


def all_over(quote: str, name: str) -> bool:
    """Whether several places of an area are meant together: "across Dor province"."""
    return _ends(_about(quote, name)[0], _ALL_OVER)


def towns_of(quote: str, name: str) -> bool:
    """Whether towns are told of that lie in the place: "four towns of Sahl"."""
    return _ends(_about(quote, name)[0], _TOWNS_OF)


def aim(quote: str, name: str) -> bool:
    """Whether the place is where somebody goes: "withdrew from Dor to Sahl"."""
    return _ends(_about(quote, name)[0], _AIM)


def rest(quote: str, name: str) -> bool:
    """Whether the last part of the place is meant: "the rest of Dor", "Dor's last streets"."""
    return _REST_OF.stands_in(quote) or _begins(_about(quote, name)[1], _LAST_AFTER)


def part(quote: str, name: str) -> bool:
    """Whether the words around the name mean only a part of the place."""
    before, after = _about(quote, name)
    if _ends(before, _WHOLE_PIECE):
        before = _WHOLE_PIECE.sub("", before)
    piece = _ends(before, _PIECE) and not _ends(before, _WITH_TOWN) and not _up_to(before, _ALL_OF)
    if piece or _begins(after, _PIECE_AFTER):
        return True
    if of_all(quote):
        return of_all(before) and _begins(after, _BUT)
    if not _PART_OF.stands_in(before):
        return False
    said = max(m.end() for m in _PART_OF.finditer(before))  # the last: what reaches from further reaches from there
    if _CALLED.fullmatch(before[said:]):
        return False  # "the last suburb, Dor": the name is the part's own
    return _reaches(before[said:])


def _reaches(between: str) -> bool:
    """Whether what is said of a part is said of the name after these words: they hold no comma save in a list of names."""
    return not re.search(r"[,;:]", between) or _ONLY_NAMES.fullmatch(between) is not None


def _ends(before: str, words: Pattern) -> bool:
    """Whether such words stand right before a name, a blank between: most names stand after others, which need no search."""
    return before[-1:].isspace() and words.stands_in(before)


def _begins(after: str, words: Pattern) -> bool:
    """Whether such words stand right behind a name; many a quote ends with one."""
    return after != "" and words.match(after) is not None


def _up_to(before: str, words: Pattern) -> bool:
    """Whether such words reach up to the name."""
    end = len(before.rstrip())
    return any(m.end() == end for m in words.finditer(before))


def _second(before: str) -> bool:
    """Whether a name is the second of two between which something lies."""
    if not _BETWEEN.stands_in(before):
        return False
    clause = re.split(r"[,;.]", before)[-1]
    between = _BETWEEN.search(clause)
    return between is not None and _AND.search(clause, between.end()) is not None


@lru_cache(maxsize=1 << 14)
def _about(quote: str, name: str) -> tuple[str, str]:
    """What of the quote stands before the place's name, as a word of its own, and after it; all of it before a name that it does not give.

    Line breaks of a wrapped text count as blanks.
    """
    words = name.split()
    if not words or words[0] not in quote:  # so that no pattern is made for a name that does not stand there
        return quote, ""
    pattern = r"\s+".join(map(re.escape, words))
    found = re.search(rf"(?<!\w){pattern}(?!\w)", quote)
    return (quote[: found.start()], quote[found.end() :]) if found else (quote, "")
