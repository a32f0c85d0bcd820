"""Who "we" and "its units" are where somebody tells of what they did themselves: “We withdrew before dawn,” a major said, and so does a party's own release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from warmonitor.ground.calendar.clause import is_speech
from warmonitor.lang.doc import Doc
from warmonitor.model import EventType
from warmonitor.read.lexicon import words_of
from warmonitor.read.phrases import noun_phrase, subject
from warmonitor.read.written import veiled

from .nominals import role_words
from .participants import UNDERGOING, Part


def ourselves(doc: Doc, head: int, type_: EventType, parts: Mapping[str, Sequence[Part]]) -> dict[str, list[Part]]:
    """The roles of a claim about the event at word `head`, with "we" or "its units" where that is the subject: it acts, or undergoes what is told.

    Where a body says that "it" acted, that body did.
    """
    found = dict[str, list[Part]]({role: list(filled) for role, filled in parts.items()})
    ours = _ours(doc, head) if type_ is EventType.TERRITORY_HELD and not found.get("actor") else None
    told = (ours, False) if ours is not None else _subject(doc, head)
    body = None if told or type_ in _NO_DEEDS else _body(doc, head)
    if body is not None:
        return found | {"actor": [Part(noun_phrase(doc, body), "who says that it did so itself")]}
    if told is None:
        return found
    word, passive = told
    role = "target" if passive or type_ in UNDERGOING else "actor"
    if any(p.words[0] <= word < p.words[1] for p in found.get(role, ())):
        return found
    return found | {role: [Part((word, word + 1), "who speaks of what they did themselves")]}


def is_ourselves(doc: Doc, part: Part) -> bool:
    """Whether a part is the word "we"."""
    start, end = part.words
    return end - start == 1 and doc.words[start].lower() in role_words("ourselves")


def _subject(doc: Doc, verb: int) -> tuple[int, bool] | None:
    """The "we" or "its units" that is the subject of a verb, and whether it suffers what the verb tells."""
    found = subject(doc, verb) if doc.upos[verb] == "VERB" else None
    return found if found and _own(doc, found[0]) else None


_NO_DEEDS = UNDERGOING | {EventType.AGREEMENT}
"""Types of what nobody does, or of what "it" may be that was done."""


def _body(doc: Doc, verb: int) -> int | None:
    """The body that says of itself that it did what a verb tells: "the | command | said it had hit Dor"."""
    verb = doc.heads[verb] if doc.deps[verb] == "obj" else verb  # "had conducted | an air strike |"
    pronoun, suffers = (subject(doc, verb) if doc.upos[verb] == "VERB" else None) or (verb, True)
    if suffers or doc.words[pronoun].lower() not in role_words("one_before"):
        return None
    while doc.deps[verb] == "conj":
        verb = doc.heads[verb]
    says = doc.heads[verb]
    if doc.deps[verb] != "ccomp" or not (is_speech(doc, says) or doc.lemmas[says] in role_words("saying_of_oneself")):
        return None
    speaker, _ = subject(doc, says) or (pronoun, False)
    if (
        speaker >= pronoun
        or doc.upos[speaker] not in ("NOUN", "PROPN")
        or (doc.xpos[speaker] == "NNS" and not veiled(doc, speaker))
    ):
        return None
    person = any(e.label == "person" and e.start <= speaker < e.end for e in doc.ents)
    return None if person or doc.lemmas[speaker].lower() in words_of("attribution", "person") else speaker


def _ours(doc: Doc, head: int) -> int | None:
    """The "our" of a place that is said to be "under | our | control", or "in | our | hands"."""
    verb = head if doc.upos[head] in ("VERB", "AUX") else doc.heads[head]
    grips = (w for w in doc.subtree(verb) if doc.words[w].lower() in role_words("grips"))
    owners = (c for w in grips for c in doc.children[w] if doc.deps[c] == "nmod:poss")
    return next((c for c in owners if doc.words[c].lower() in role_words("ourselves")), None)


def _own(doc: Doc, word: int) -> bool:
    """Whether a word is "we", or forces with an owner right before them that has no name: "| its | units"."""
    if doc.words[word].lower() in role_words("ourselves"):
        return True
    owned = word > 0 and doc.words[word - 1].lower() in words_of("attribution", "owners")
    return owned and doc.words[word].lower() in role_words("own_forces")
