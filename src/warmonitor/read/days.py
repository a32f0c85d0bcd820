"""The days of a claim: the report's time expressions, and which of them governs a clause."""

from __future__ import annotations

from datetime import date

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType, Reason, When

from .phrases import Range


class Days:
    """The time expressions of one document."""

    def __init__(self, doc: Doc, published: date | None, report: str) -> None:
        self.doc, self.published, self.report = doc, published, report

    def of(self, words: Range, type_: EventType, previous: When | None) -> tuple[When | None, Reason | None]:
        return None, None
