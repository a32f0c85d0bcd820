"""How a phrase is named: in its own words, less the s of a possessive whose apostrophe the text has lost ("Syrias war")."""

from __future__ import annotations

from warmonitor.ground.countries import country
from warmonitor.lang.doc import Doc
from warmonitor.read.phrases import Range


def named(doc: Doc, words: Range) -> str:
    """The words as written, without the s of a lost possessive at their end."""
    text = doc.quote(*words)
    return text[:-1] if lost_apostrophe(doc, words[1] - 1) else text


def lost_apostrophe(doc: Doc, word: int) -> bool:
    """Whether a word owns what follows and is a name with an s behind it: one that the text, or the table of countries, has without the s."""
    if doc.text[doc.ends[word] - 1] != "s":
        return False
    text = doc.quote(word, word + 1)
    stem = text.split()[-1][:-1]
    if not (stem[:1].isupper() and stem[-1].isalnum()):
        return False
    owns = doc.deps[word] == "nmod:poss" or (doc.heads[word] > word and not doc.deps[word].startswith("nsubj"))
    return owns and (stem in doc.words or country(stem) is not None)
