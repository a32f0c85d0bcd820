"""Who "we" are where somebody tells of what they did themselves: “We withdrew before dawn,” a major said, and so does a party's own release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType
from warmonitor.read.phrases import child

from .nominals import role_words
from .participants import UNDERGOING, Part

SHARED = ("conj", "xcomp", "advcl")
"""Relations by which a verb has the subject of the verb above it."""


def ourselves(doc: Doc, head: int, type_: EventType, parts: Mapping[str, Sequence[Part]]) -> dict[str, list[Part]]:
    """The roles of a claim about the event at word `head`, with "we" where it is the subject: it acts, or undergoes what is told."""
    found = dict[str, list[Part]]({role: list(filled) for role, filled in parts.items()})
    told = _subject(doc, head)
    if told is None:
        return found
    word, passive = told
    role = "target" if passive or type_ in UNDERGOING else "actor"
    return found | {role: [Part((word, word + 1), "who speaks of what they did themselves")]}


def is_ourselves(doc: Doc, part: Part) -> bool:
    """Whether a part is the word "we"."""
    start, end = part.words
    return end - start == 1 and doc.words[start].lower() in role_words("ourselves")


def _subject(doc: Doc, verb: int) -> tuple[int, bool] | None:
    """The "we" that is the subject of a verb, its own or one that it shares, and whether it suffers what the verb tells."""
    if doc.upos[verb] != "VERB":
        return None
    for _ in range(3):
        active, passive = child(doc, verb, "nsubj", "nsubj:outer"), child(doc, verb, "nsubj:pass")
        subject = active if active is not None else passive
        if subject is not None:
            return (subject, active is None) if doc.words[subject].lower() in role_words("ourselves") else None
        if doc.deps[verb] not in SHARED:
            return None
        verb = doc.heads[verb]
    return None
