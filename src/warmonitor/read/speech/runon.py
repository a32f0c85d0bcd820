"""Where a speaker begins in a phrase that a lost comma has run on: "in the district of Dor | state television said".

Many a report reaches us without its commas. The parser then takes what stood before a speaker for a part of his name.
"""

from __future__ import annotations

from functools import partial

from warmonitor.lang.doc import Doc
from warmonitor.read.lexicon import words_of
from warmonitor.read.phrases import Range
from warmonitor.read.written import names_side

_words = partial(words_of, "attribution")
_OF_THE_NEXT = ("nmod:poss", "amod")
"""Relations of words that lean on the next: "the regimes | minister", its apostrophe lost, "Syrian | officials"."""


def beginning(doc: Doc, words: Range, head: int) -> int:
    """The first word of the speaker: that of the phrase, or one further on that cannot stand in one phrase with those before it."""
    start, end = words
    first = _behind_adverbs(doc, start, head)
    last = head if _speaks(doc, head) or _proper(doc, head) else end - 1
    link = _link(doc, first, head, last)
    starts = range(first + 1 if link is None else link + 2, last + 1)
    return next((w for w in starts if _begins(doc, w, end, linked=link is not None)), first)


def _link(doc: Doc, first: int, head: int, last: int) -> int | None:
    """The preposition of what is no part of the speaker's name: in the phrase, or before one that is a subject."""
    where = doc.words[first - 1].lower() in _words("wheres") if first else False
    if first > 0 and doc.deps[first - 1] == "case" and (where or doc.deps[head].startswith("nsubj")):
        return first - 1
    return next((w for w in range(first, last) if _links(doc, first, w)), None)


def _behind_adverbs(doc: Doc, start: int, head: int) -> int:
    """ "shortly | the council", "however | Human Rights Watch"; "so-called" and "newly formed" tell of the speaker."""
    while start < head and doc.upos[start] == "ADV" and _opens(doc, start + 1):
        start += 1
    return start


def _opens(doc: Doc, word: int) -> bool:
    return doc.words[word].lower() in _words("articles") or doc.upos[word] == "PROPN" or names_side(doc, word)


def _links(doc: Doc, start: int, word: int) -> bool:
    """Whether a preposition opens an adjunct here, not the rest of a name or an office: "the director of Dor hospital Amal Said"."""
    if doc.upos[word] != "ADP" or doc.deps[word] != "case" or _in_name(doc, word):
        return False
    nouns = [w for w in range(start, word) if doc.upos[w] in ("NOUN", "PROPN")]
    return not any(_speaks(doc, w) or _proper(doc, w) for w in nouns)


def _begins(doc: Doc, word: int, end: int, *, linked: bool) -> bool:
    """Whether a speaker begins at a word and what stands before it has ended. `linked`: whether a preposition stands before."""
    before = word - 1
    if doc.upos[before] not in ("NOUN", "PROPN") or doc.deps[before] in _OF_THE_NEXT or _speaks(doc, before):
        return False
    if doc.touches(word) or _of_one_name(doc, word):
        return False
    if doc.words[word].lower() in _words("articles"):
        return True
    if not _told(doc, word, end):
        return False
    noun, adjective = doc.words[before].islower(), doc.xpos[word] == "JJ"
    return linked or (noun and adjective) or (noun and _proper(doc, word) and _ends_phrase(doc, before))


def _ends_phrase(doc: Doc, word: int) -> bool:
    """Whether a noun hardly ever describes the name behind it: a plural, or a word for a place ("the region | Jasmine reported")."""
    return (doc.xpos[word] == "NNS" and not names_side(doc, word)) or doc.lemmas[word] in words_of("roles", "grounds")


def _proper(doc: Doc, word: int) -> bool:
    return names_side(doc, word) or _in_name(doc, word)


def _told(doc: Doc, word: int, end: int) -> bool:
    """Whether a name or a noun that speaks stands here, perhaps behind words that say of which kind: "local | sources", "state-run | media"."""
    while word < end - 1 and not _proper(doc, word) and _is_of_kind(doc, word):
        word += 1
    return _speaks(doc, word) or _proper(doc, word)


def _is_of_kind(doc: Doc, word: int) -> bool:
    hyphened = doc.words[word] == "-" or (doc.words[word - 1] == "-" and doc.touches(word))
    return hyphened or doc.upos[word] == "ADJ" or doc.lemmas[word].lower() in _words("describing")


def _speaks(doc: Doc, word: int) -> bool:
    return doc.lemmas[word].lower() in _words("speaking") | _words("eyewitnesses")


def _in_name(doc: Doc, word: int) -> bool:
    return any(e.start <= word < e.end for e in doc.ents if e.label in ("org", "person"))


def _of_one_name(doc: Doc, word: int) -> bool:
    """Whether a name goes on here that began before."""
    return any(e.start < word < e.end for e in doc.ents if e.label != "event")
