"""The whole of what a phrase is a part of, so that no claim tells of "Israpilov" for "Khunkar-Pasha Israpilov", or of the army for "the army's 6th Division"."""

from __future__ import annotations

from warmonitor.lang.doc import Doc
from warmonitor.read.phrases import Range
from warmonitor.read.written import as_written, names_side

from .nominals import HYPHENS, role_words

_LINKS = frozenset({"ADJ", "NUM", "NOUN", "PROPN", "DET"})
_APART = 4
"""So many words at most stand between an owner and the formation that it owns."""


def whole(doc: Doc, words: Range) -> Range:
    """The words of a party, widened to the hyphenated name that they cut, and to the formation that they own or its owner."""
    words = _unbroken(doc, words)
    return _with_formation(doc, _with_owner(doc, words))


def owned(doc: Doc, between: Range) -> bool:
    """Whether what stands between two phrases makes the one the other's owner: "the army | 's 6th | Division"."""
    return between[0] < between[1] and doc.words[between[0]].lower() in role_words("owning")


def _unbroken(doc: Doc, words: Range) -> Range:
    """The words with those that hyphens tie to them within one name, and all of a person's name."""
    start, end = words
    for entity in doc.ents:
        if not (entity.start <= start and end <= entity.end):
            continue
        if entity.label == "person":
            return entity.start, entity.end
        while entity.start < start and _tied(doc, start):
            start -= 1
        while end < entity.end and _tied(doc, end) and not (doc.words[end] in HYPHENS and _small(doc, end + 1)):
            end += 1
    while start > 1 and _one_name(doc, start - 2, start):
        start -= 2
    while end + 1 < len(doc) and _one_name(doc, end - 1, end + 1):
        end += 2
    return start, end


def _one_name(doc: Doc, first: int, last: int) -> bool:
    """Whether a hyphen ties two words of a name, neither of them a side's or a place's: "Khunkar-Pasha", not "Israel-Hamas"."""
    hyphen = doc.words[first + 1] in HYPHENS and doc.touches(first + 1) and doc.touches(last)
    own = (
        w
        for w in (first, last)
        if names_side(doc, w) or any(e.label in ("place", "norp") and e.start <= w < e.end for e in doc.ents)
    )
    return (
        hyphen
        and all(doc.upos[w] == "PROPN" and doc.words[w][:1].isupper() for w in (first, last))
        and next(own, None) is None
    )


def _small(doc: Doc, word: int) -> bool:
    """Whether a word is written small, or the text ends before it."""
    return word == len(doc) or doc.words[word].islower()


def _tied(doc: Doc, word: int) -> bool:
    """Whether a hyphen without blanks ties a word to the one before it."""
    return doc.touches(word) and not {doc.words[word - 1], doc.words[word]}.isdisjoint(HYPHENS)


def _with_formation(doc: Doc, words: Range) -> Range:
    """An owner or men with the formation that follows: "Russia | 's Battlegroup North", "units | of Russia's Battlegroup North"."""
    end = words[1]
    of = doc.words[end : end + 1] == ("of",) and as_written(doc, end - 1)[-1] in role_words("members_of_formations")
    if end >= len(doc) or not (of or owned(doc, (end, end + 1))):
        return words
    for word in range(end + 1, min(end + 2 + _APART, len(doc))):
        if _formation(doc, word):
            names = (e.end for e in doc.ents if e.start <= word < e.end)
            return words[0], max(word + 1, *names, word + 1)
        if doc.upos[word] not in _LINKS and not owned(doc, (word, word + 1)):
            break
    return words


def _with_owner(doc: Doc, words: Range) -> Range:
    """A formation with its owner: "the army's 91st | Brigade"."""
    if not _formation(doc, words[1] - 1):
        return words
    for word in range(words[0] - 1, max(words[0] - 2 - _APART, 0), -1):
        if owned(doc, (word, word + 1)):
            return word - 1, words[1]
        if doc.upos[word] not in _LINKS:
            break
    return words


def _formation(doc: Doc, word: int) -> bool:
    return not role_words("formations").isdisjoint(as_written(doc, word))
