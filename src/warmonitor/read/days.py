"""The days of a claim: which of the report's time expressions governs its clause, with the reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from warmonitor.ground.calendar.claims import ClaimDays
from warmonitor.lang.doc import Doc
from warmonitor.model import EventType, Reason, Span, When

from .phrases import Range

if TYPE_CHECKING:
    from warmonitor.lang.pipeline import Pipeline, RoleScores


def scores_of_time(scores: RoleScores, pipeline: Pipeline, doc: Doc) -> np.ndarray | None:
    """float32 [words]: how likely each word is in the expression that dates a claim; None where the pipeline's role head finds no times."""
    if "time" not in pipeline.role_names:
        return None
    return scores.of_words(pipeline.role_names.index("time"), len(doc))


class Days:
    """The days of one report's claims, asked for in text order."""

    def __init__(self, doc: Doc, published: date | None, report: str) -> None:
        self._days = ClaimDays(doc, published, report)
        self._report = report

    def of(
        self, words: Range, type_: EventType, time_scores: np.ndarray | None = None, *, denies: bool = False
    ) -> tuple[When | None, Reason]:
        """The days of the claim at `words`, None where the text supports none, and why; `time_scores` and `denies` as in `ClaimDays.of`."""
        choice = self._days.of(*words, type_, time_scores, denies=denies)
        shown = f"{choice.when.earliest} – {choice.when.latest}" if choice.when else "no day"
        span = Span(self._report, choice.timex.start, choice.timex.end) if choice.timex else None
        return choice.when, Reason("when", shown, choice.rule, span, round(choice.probability, 4))
