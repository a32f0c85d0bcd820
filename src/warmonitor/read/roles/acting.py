"""Those whom a claim names beside who did it: who suffers it, who holds the place, who came under attack."""

from __future__ import annotations

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType

from .nominals import role_words


def suffers(doc: Doc, word: int, event: int) -> bool:
    """Whether a word is the subject of an event's verb in the passive, or one of several: "| IS | was expelled by the army"."""
    first = _first(doc, word)
    return doc.deps[first] == "nsubj:pass" and doc.heads[first] == event


def holds(doc: Doc, word: int, type_: EventType) -> bool:
    """Whether a word tells by whom a place is held, where the claim is of something else: "jets hit a village held by | IS |"."""
    first = _first(doc, word)
    verb = doc.heads[first]
    holding = (
        doc.deps[first] == "obl:agent" and doc.deps[verb] == "acl" and doc.lemmas[verb] in role_words("holding_verbs")
    )
    return holding and type_ is not EventType.TERRITORY_HELD


def is_attacked(doc: Doc, word: int) -> bool:
    """Whether a word is the subject of "is under attack"."""
    first = _first(doc, word)
    told = doc.heads[first]
    under = any(doc.deps[c] == "case" and doc.words[c].lower() in role_words("undergoing") for c in doc.children[told])
    return doc.deps[first].startswith("nsubj") and under and doc.lemmas[told] in role_words("undergone")


def _first(doc: Doc, word: int) -> int:
    """The first of those with whom a word is told by "and"."""
    return doc.heads[word] if doc.deps[word] == "conj" else word
