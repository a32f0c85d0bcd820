"""Sentence segmentation by rule: what marks, breaks and capitals tell about where sentences begin, before and after the encoder has its say."""

from __future__ import annotations

from enum import IntEnum
from functools import cache

import numpy as np

from warmonitor.lang.tables import table


class Kind(IntEnum):
    """What a word by itself says about where sentences begin and end."""

    OTHER = 0
    FINAL = 1
    PAUSE = 2
    """A mark that may end a sentence: a colon, three dots, a dash."""
    CLOSING = 3
    OPENING = 4
    QUOTE = 5
    """A straight quotation mark: opening or closing, by where the blanks are."""
    SMALL = 6
    """It begins with a small letter, or is a mark within a sentence: no sentence is likely to begin here."""
    UNFINISHED = 7
    """Small, and a word that no sentence ends with: "the", "that", "said" before what was said (`en/sentences.yml`)."""


_NOT_FIRST = (Kind.FINAL, Kind.CLOSING, Kind.SMALL, Kind.UNFINISHED)
_MARKS = ((Kind.QUOTE, "\"'`"), (Kind.CLOSING, "”’»)]}"), (Kind.OPENING, "“‘„«({"), (Kind.PAUSE, ":;…—–"))


def kind(word: str) -> Kind:
    """The kind of a word.

    >>> [kind(w).name for w in ("Troops", "!", "...", "”", "fled", "said")]
    ['OTHER', 'FINAL', 'PAUSE', 'CLOSING', 'SMALL', 'UNFINISHED']
    """
    if all(c in ".!?" for c in word):
        return Kind.PAUSE if word.startswith("..") else Kind.FINAL
    for found, marks in _MARKS:
        if all(c in marks for c in word):
            return found
    if word in _unfinished():
        return Kind.UNFINISHED
    return Kind.SMALL if word[0].islower() or word[0] in ",%[" else Kind.OTHER


@cache
def _unfinished() -> frozenset[str]:
    return frozenset(table("warmonitor.lang", "en", "sentences.yml")["unfinished"]["words"].split())


def sided(kinds: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """The `Kind`s int8 [n] with straight quotation marks taken as opening or closing; `starts` and `ends` are the words' offsets in their text."""
    after = np.append(starts[1:] == ends[:-1], False)
    before = np.concatenate(([False], after[:-1]))
    last, following = np.concatenate(([0], kinds[:-1])), np.append(kinds[1:], 0)
    quote = kinds == Kind.QUOTE
    closing = quote & before & (~after | (last == Kind.FINAL) | (following == Kind.CLOSING))
    opening = quote & after & (~before | (last == Kind.OPENING))
    return np.where(closing, Kind.CLOSING, np.where(opening, Kind.OPENING, kinds)).astype(np.int8)


def likely_starts(kinds: np.ndarray, breaks: np.ndarray) -> np.ndarray:
    """int8 [n]: 2 behind a line break, 1 where a sentence may well begin by punctuation and capitals, else 0.

    `kinds` are `sided`, `breaks` bool [n] is true behind a line break.
    """
    begins = _behind(kinds, (Kind.FINAL,)) & ~np.isin(kinds, _NOT_FIRST)
    found: np.ndarray = np.where(breaks, 2, begins).astype(np.int8)
    return found


def reluctance(kinds: np.ndarray, breaks: np.ndarray) -> np.ndarray:
    """float32 [n]: how much speaks against a sentence that begins at this word, 0 to 4; as for `likely_starts`.

    Nothing behind a line break or a mark that may end a sentence; 1 elsewhere, 1 more for a small letter, 2 more behind a word that ends no sentence.
    """
    small = np.isin(kinds, (Kind.SMALL, Kind.UNFINISHED))
    cut = np.concatenate(([False], kinds[:-1] == Kind.UNFINISHED))
    free = breaks | _behind(kinds, (Kind.FINAL, Kind.PAUSE))
    found: np.ndarray = np.where(free, 0, 1 + small + 2 * cut).astype(np.float32)
    return found


def _behind(kinds: np.ndarray, marks: tuple[Kind, ...]) -> np.ndarray:
    """bool [n]: one of the marks stands before the word, or before what closes between them: `.")`."""
    ended = np.isin(kinds, marks)
    for _ in range(2):
        ended[1:] |= (kinds[1:] == Kind.CLOSING) & ended[:-1]
    return np.concatenate(([False], ended[:-1]))


def shifted(starts: np.ndarray, closing: np.ndarray, opening: np.ndarray) -> np.ndarray:
    """Sentence starts bool [B, W], moved so that no sentence begins with a mark that closes or ends with one that opens; all bool [B, W]."""
    starts = starts.copy()
    for _ in range(2):
        wrong = starts & closing
        wrong[:, 0] = wrong[:, -1] = False
        starts[wrong] = False
        starts[:, 1:] |= wrong[:, :-1]
        wrong = starts[:, 1:] & opening[:, :-1]
        starts[:, 1:][wrong] = False
        starts[:, :-1] |= wrong
    return starts
