"""Who is named where an actor stands, and did nothing: the weapon that hits, and whoever only tells what they saw."""

from __future__ import annotations

from collections.abc import Sequence

from warmonitor.lang.doc import Doc
from warmonitor.model import Attribution, Span
from warmonitor.read.roles.participants import Part

from .lexicon import words_of
from .speech.frames import is_witness
from .veil import as_written


def doers(doc: Doc, actors: Sequence[Part], attribution: Attribution) -> list[Part]:
    """The likely actors of a claim without weapons ("a Shahed") and without those who tell it as witnesses: by what they say ("the monitor recorded
    nine raids") or by what they are ("the Doctors' Network raised its toll of the raids")."""
    told = [m.span for m in attribution.speakers if m.span]
    return [part for part in actors if not _is_weapon(doc, part) and not _tells(doc, part, told, attribution.rule)]


def _tells(doc: Doc, part: Part, told: Sequence[Span], rule: str) -> bool:
    """Whether a phrase names who tells the claim, and takes no part in what is told."""
    start, end = doc.chars(*part.words)
    if not any(s.start < end and start < s.end for s in told):
        return False
    recorders = words_of("roles", "recorders")
    return is_witness(rule) or any(not recorders.isdisjoint(as_written(doc, word)) for word in range(*part.words))


def _is_weapon(doc: Doc, part: Part) -> bool:
    """Whether the last word of a phrase is a weapon that nobody sits in."""
    last = part.words[1] - 1
    return not words_of("events", "munitions").isdisjoint((doc.lemmas[last].lower(), *as_written(doc, last)))
