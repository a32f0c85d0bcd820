"""What one short excerpt is about as a whole: the type of its most confident claim, with ACLED's order of types where several are told."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType

from .candidates import scored
from .cues import cued
from .lexicon import lexicon, words_of
from .scoring import all_features, combined, confidence, lowest
from .written import as_written, veiled

NEAR = 0.7
"""Share of the best score from which a type that others yield to is taken."""


def scores(doc: Doc, pipeline: Any) -> dict[EventType, float]:
    """The confidence of the surest claim of each type that anything in the excerpt speaks for, reported or not."""
    if doc.claim_scores is None:
        return dict.fromkeys((c.type for c in cued(doc)), 0.5)
    found = combined(scored(doc, lowest()), cued(doc))
    best: dict[EventType, float] = {}
    for candidate, values in zip(found, all_features(doc, found, pipeline), strict=True):
        best[candidate.type] = max(best.get(candidate.type, 0.0), confidence(values))
    return best


def leading(doc: Doc, pipeline: Any) -> EventType | None:
    """The type of an excerpt; None where nothing of a listed type is told."""
    best = scores(doc, pipeline)
    if not best:
        return None
    first = max(best, key=lambda t: best[t])
    fuller = [t for t in yields().get(first, ()) if best.get(t, 0.0) >= NEAR * best[first]]
    found = max(fuller, key=lambda t: best[t]) if fuller else first
    found = _decided(doc.text, found)
    return EventType.VIOLENCE_AGAINST_CIVILIANS if found is EventType.ARMED_CLASH and civilians_alone(doc) else found


def civilians_alone(doc: Doc) -> bool:
    """Whether an excerpt about an attack names civilians who are hit, and no second armed side (ACLED: an attack, not a clash)."""
    told = (as_written(doc, i) if veiled(doc, i) else [lemma.lower()] for i, lemma in enumerate(doc.lemmas))
    words = [word for some in told for word in some]
    met = words_of("events", "civilians") | words_of("events", "civilian_places")
    civilians = sum(word in met for word in words)
    fought = any(word in words_of("events", "fights") for word in words)
    return civilians > 0 and not fought


def _decided(text: str, found: EventType) -> EventType:
    """The type that decisive words give instead of `found`."""
    return next((t for t, over, pattern in _decisive() if found in over and pattern.search(text)), found)


@cache
def yields() -> dict[EventType, tuple[EventType, ...]]:
    """By a type, those that say more of an event that several claims tell, in the order of the rule file (all others where it names none)."""
    rows = {EventType(row["type"]): tuple(map(EventType, row["to"])) for row in lexicon("events")["yields"]}
    return {type_: to or tuple(t for t in EventType if t is not type_) for type_, to in rows.items()}


@cache
def _decisive() -> list[tuple[EventType, frozenset[EventType], re.Pattern[str]]]:
    return [
        (EventType(row["type"]), frozenset(map(EventType, row["over"])), re.compile(row["pattern"], re.IGNORECASE))
        for row in lexicon("events")["decisive"]
    ]
