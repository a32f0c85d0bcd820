"""Where in a report a period is told, and what that says of it whichever claim asks."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from warmonitor.lang.doc import Doc

from .clause import governing_verb, is_speech, tense
from .periods import Period
from .timex import family


class Placed(NamedTuple):
    """A period's words `first` to `last` (exclusive) and its sentence; `kind`, what features say it is.

    `away`: what speaks for it in a claim of another sentence; `before`: the verb of the relative clause that it dates, where that tells what
    somebody had done before; `vector`: the encoder's mean over its words, float32 [H].
    """

    first: int
    last: int
    sent: int
    kind: str
    away: frozenset[str]
    before: int | None
    vector: np.ndarray | None


def placed(doc: Doc, period: Period) -> Placed | None:
    """Where a period stands; None where the document has no word of it."""
    first, last = doc.words_in(period.start, period.end)
    if first == last:
        return None
    verb = governing_verb(doc, first)
    kind = f"{period.kind}-{family(period.timex)}"
    said = "away-speech" if is_speech(doc, verb) else "away-event"
    before = verb if doc.deps[verb] == "acl:relcl" and tense(doc, verb) == "pluperfect" else None
    away = frozenset((f"away-{kind}", f"~{kind}", said))
    return Placed(first, last, doc.sent_of[first], kind, away, before, mean_vector(doc, first, last))


def mean_vector(doc: Doc, first: int, last: int) -> np.ndarray | None:
    """The encoder's mean vector of some words, float32 [H]; None where the document has none."""
    return None if doc.vectors is None else doc.vectors[first:last].mean(axis=0)
