"""Pieces of a report's text."""

from __future__ import annotations

from dataclasses import dataclass

from .filling import filled


@filled
@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` (inclusive) to `end` (exclusive) of the text of report `report_id`.

    Raises ValueError where the span is empty or starts before the text.
    """

    report_id: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"no span from {self.start} to {self.end}")

    def of(self, text: str) -> str:
        """The words of this span in the report's `text`; ValueError where the text is too short."""
        if self.end > len(text):
            raise ValueError(f"span {self.start}–{self.end} ends after the text ({len(text)} characters)")
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character of one report."""
        return self.report_id == other.report_id and self.start < other.end and other.start < self.end
