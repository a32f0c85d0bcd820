"""Phrases that are parts of one phrase: of "government aircraft" or "the eastern suburbs of Damascus" the claim names one, not two."""

from __future__ import annotations

from warmonitor.lang.doc import Doc
from warmonitor.read.phrases import Range, within
from warmonitor.read.written import names_side, veiled

from .nominals import role_words

_DESCRIBES = ("amod", "compound", "flat", "nmod:poss", "goeswith")
_LINKS = frozenset({"CCONJ", "PUNCT", "PART", "ADJ", "PROPN", "NOUN", "NUM"})
_NOUNS = frozenset({"NOUN", "ADJ", "PROPN"})
_APART = 4
"""So many words at most stand between two parts of a phrase."""


def parts_of_one(doc: Doc, left: tuple[Range, int], right: tuple[Range, int]) -> bool:
    """Whether of two phrases, (words, head), in text order one describes the other, or hangs on it by “of”."""
    (words, head), (others, other) = left, right
    between = range(words[1], others[0])
    if len(between) > _APART or doc.sent_of[head] != doc.sent_of[other]:
        return False
    if _link(doc, between) == "of":
        return within(doc.heads[other], words)
    if any(doc.upos[w] not in _LINKS for w in between):
        return False
    beside = not between
    if _of_a_side(doc, words, others[1]) or before_a_person(doc, words, others):
        return True
    return _describes(doc, head, others, beside) or (beside and _describes(doc, other, words, beside))


def _of_a_side(doc: Doc, words: Range, end: int) -> bool:
    """Whether a phrase goes on up to a word behind the name of a side in it, which the tree knows as a noun only: "Ruritanian | jets hit the town",
    "IS | suicide bombers", "Ruritanian | President Karim Haddad".
    """
    side = next((w for w in reversed(range(*words)) if names_side(doc, w)), None)
    return side is not None and all(_noun(doc, w) or _person(doc, w) for w in range(side + 1, end))


def is_abbreviation(doc: Doc, words: Range, others: Range) -> bool:
    """Whether a phrase in brackets is a short name of the one before: "the Harbour Defence Front (| HDF |)"."""
    brackets = doc.words[words[1] : others[0]] == ("(",) and doc.words[others[1] : others[1] + 1] == (")",)
    return brackets and doc.quote(*others).isupper()


def before_a_person(doc: Doc, words: Range, others: Range) -> bool:
    """Whether a phrase ends with what the person named next is: "the captain | Karim Haddad", not "the brothers | Karim and Nabil"."""
    last = words[1] - 1
    return words[1] == others[0] and _person(doc, others[0]) and _noun(doc, last) and doc.xpos[last] != "NNS"


def _noun(doc: Doc, word: int) -> bool:
    """Whether a word is a common noun, or a title before a person's name."""
    common = doc.words[word].islower() or _person(doc, word + 1)
    return common and doc.upos[word] in _NOUNS and not veiled(doc, word)


def _person(doc: Doc, word: int) -> bool:
    return any(e.label == "person" and e.start <= word < e.end for e in doc.ents)


def whole_noun(doc: Doc, words: Range, head: int) -> tuple[Range, int]:
    """(words, head) of the noun that a bare noun only describes, with what stands between: of "the | suicide | car bombers" the bombers."""
    start, end = words
    while doc.deps[head] == "compound" and doc.heads[head] >= end:
        above = doc.heads[head]
        if not all(doc.upos[w] in _NOUNS and not veiled(doc, w) for w in range(start, above + 1)):
            break
        end, head = above + 1, above
    return (start, end), head


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
        if within(word, others):
            return True
    return False
