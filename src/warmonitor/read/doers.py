"""Who is named where an actor stands, and did nothing: the weapon that hits, and whoever only tells what they saw or denies that it came so."""

from __future__ import annotations

from collections.abc import Sequence

from warmonitor.lang.doc import Doc
from warmonitor.model import Attribution, EventType, Stance
from warmonitor.read.phrases import child
from warmonitor.read.roles.nominals import role_words
from warmonitor.read.roles.participants import Part

from .lexicon import words_of
from .speech.frames import is_witness
from .veil import as_written


def doers(doc: Doc, actors: Sequence[Part], attribution: Attribution, *, only_told: bool = False) -> list[Part]:
    """The likely actors of a claim without weapons ("a Shahed") and without those who tell it as witnesses ("the monitor recorded nine raids").

    `only_told`: who tells the claim did not do it (`denies_loss`).
    """
    told = [m.span for m in attribution.speakers if m.span] if only_told or is_witness(attribution.rule) else []
    places = ((part, doc.chars(*part.words)) for part in actors if not _is_weapon(doc, part))
    return [part for part, (start, end) in places if not any(s.start < end and start < s.end for s in told)]


def denies_loss(doc: Doc, head: int, type_: EventType, stance: Stance) -> bool:
    """Whether a claim denies that a place was taken, and its verb at word `head` tells not by whom: "the army denied that Dor had | fallen"."""
    if type_ is not EventType.TERRITORY_GAINED or stance is not Stance.DENIED:
        return False
    passive = child(doc, head, "nsubj:pass") is not None and child(doc, head, "obl:agent") is None
    return passive or doc.lemmas[head] in role_words("falling")


def _is_weapon(doc: Doc, part: Part) -> bool:
    """Whether the last word of a phrase is a weapon that nobody sits in."""
    last = part.words[1] - 1
    return not words_of("events", "munitions").isdisjoint((doc.lemmas[last].lower(), *as_written(doc, last)))
