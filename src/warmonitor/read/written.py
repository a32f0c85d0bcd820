"""What stands in the text where a document has one word for the name of a side, a speaker or a country (`veil.py`)."""

from __future__ import annotations

import re
from functools import cache

from warmonitor.lang.doc import Doc

from .sides import lists

_ARTICLE = re.compile(r"the\s", re.IGNORECASE)


def veiled(doc: Doc, word: int) -> bool:
    """Whether a word stands for a name (`read/veil.py`), so that the text has other words in its place."""
    return doc.ends[word] - doc.starts[word] != len(doc.words[word]) or doc.words[word] != doc.quote(word, word + 1)


@cache
def _side_forms() -> frozenset[str]:
    return frozenset(lists().forms[kind] for kind in ("side", "one"))


def names_side(doc: Doc, word: int) -> bool:
    """Whether a word stands for the name of a side or a speaker."""
    return doc.words[word].lower() in _side_forms() and not _flies(doc, word)


def _flies(doc: Doc, word: int) -> bool:
    """Whether "fighter" is written of an aircraft: "the | fighter | jets"."""
    behind = doc.words[word + 1 : word + 2]
    return bool(behind) and behind[0].lower() in lists().craft and not veiled(doc, word)


def proper(doc: Doc, word: int) -> bool:
    """Whether a word is a proper noun, or stands for a name that is written with a capital ("Hamas", "the BBC", not "the rebels")."""
    if not names_side(doc, word):
        return doc.upos[word] == "PROPN"
    return any(c.isupper() for c in _ARTICLE.sub("", doc.quote(word, word + 1)))


def has_article(doc: Doc, word: int) -> bool:
    """Whether a word stands for a name with its article ("the Observatory"), so that a phrase begins with it."""
    return _ARTICLE.match(doc.text, doc.starts[word], doc.ends[word]) is not None


def as_written(doc: Doc, word: int) -> list[str]:
    """What the text has for a word, in lower case: the word, or those of the name that it stands for, without an article."""
    if not veiled(doc, word):
        return [doc.words[word].lower()]
    told = re.findall(r"\w+", doc.quote(word, word + 1).lower())
    return told[1:] if len(told) > 1 and told[0] in lists().definite else told
