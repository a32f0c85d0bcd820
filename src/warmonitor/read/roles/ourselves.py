"""Who "we" are where somebody tells of what they did themselves: “We withdrew before dawn,” a major said, and so does a party's own release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType
from warmonitor.read.phrases import subject

from .nominals import role_words
from .participants import UNDERGOING, Part


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
    """The "we" that is the subject of a verb, and whether it suffers what the verb tells."""
    found = subject(doc, verb) if doc.upos[verb] == "VERB" else None
    return found if found and doc.words[found[0]].lower() in role_words("ourselves") else None
