"""Who is named where an actor stands, and did nothing: the weapon that hits, and whoever only tells what they saw."""

from __future__ import annotations

from collections.abc import Sequence

from warmonitor.lang.doc import Doc
from warmonitor.model import Attribution
from warmonitor.read.roles.participants import Part

from .lexicon import words_of
from .speech.frames import is_witness
from .veil import as_written


def doers(doc: Doc, actors: Sequence[Part], attribution: Attribution) -> list[Part]:
    """The likely actors of a claim without weapons ("a Shahed") and without those who tell it as witnesses ("the monitor recorded nine raids")."""
    told = [m.span for m in attribution.speakers if m.span] if is_witness(attribution.rule) else []
    places = ((part, doc.chars(*part.words)) for part in actors if not _is_weapon(doc, part))
    return [part for part, (start, end) in places if not any(s.start < end and start < s.end for s in told)]


def _is_weapon(doc: Doc, part: Part) -> bool:
    """Whether the last word of a phrase is a weapon that nobody sits in."""
    last = part.words[1] - 1
    return not words_of("events", "munitions").isdisjoint((doc.lemmas[last].lower(), *as_written(doc, last)))
