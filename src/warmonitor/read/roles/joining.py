"""Phrases that are parts of one phrase: of "government aircraft" or "the eastern suburbs of Damascus" the claim names one, not two."""

from __future__ import annotations

from warmonitor.lang.doc import Doc
from warmonitor.read.phrases import Range

from .nominals import role_words

_DESCRIBES = ("amod", "compound", "flat", "nmod:poss", "goeswith")
_LINKS = frozenset({"CCONJ", "PUNCT", "PART", "ADJ", "PROPN", "NOUN", "NUM"})
_APART = 4
"""So many words at most stand between two parts of a phrase."""


def parts_of_one(doc: Doc, left: tuple[Range, int], right: tuple[Range, int]) -> bool:
    """Whether of two phrases, (words, head), in text order one describes the other, or hangs on it by “of”."""
    (words, head), (others, other) = left, right
    between = range(words[1], others[0])
    if len(between) > _APART or doc.sent_of[head] != doc.sent_of[other]:
        return False
    if _link(doc, between) == "of":
        return _inside(doc.heads[other], words)
    if any(doc.upos[w] not in _LINKS for w in between):
        return False
    beside = not between
    return _describes(doc, head, others, beside) or (beside and _describes(doc, other, words, beside))


def belongs(doc: Doc, words: Range, others: Range) -> bool:
    """Whether people are said to belong to the party named next, whatever the tree makes of it: "gunmen from | the Harbour Front"."""
    between = range(words[1], others[0])
    return len(between) <= _APART and _link(doc, between) in role_words("of_a_party")


def _link(doc: Doc, between: range) -> str:
    """The words between two phrases, in lower case and without articles."""
    return " ".join(doc.words[w].lower() for w in between if doc.upos[w] != "DET")


def _describes(doc: Doc, word: int, others: Range, beside: bool) -> bool:
    """Whether a word hangs on one of `others` as a description of it, or with "and" on one that does ("public and | private | property").

    A noun that does must stand `beside` them: "Russian and | regime | warplanes".
    """
    for _ in range(_APART):
        relation = doc.deps[word]
        if not (relation in _DESCRIBES or (relation == "conj" and (beside or doc.upos[word] == "ADJ"))):
            return False
        word = doc.heads[word]
        if _inside(word, others):
            return True
    return False


def _inside(word: int, words: Range) -> bool:
    return words[0] <= word < words[1]
