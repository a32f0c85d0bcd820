"""What a speech frame is: who says what by which words."""

from __future__ import annotations

from dataclasses import dataclass

from warmonitor.read.phrases import Range


@dataclass(frozen=True, slots=True)
class Frame:
    """Speakers (heads of their phrases), relayers behind them, the cue's words and the said words, all as word numbers of the document.

    `phrases` gives the words of a speaker where they were read by word order: head to range.
    """

    speakers: tuple[int, ...]
    cue: Range
    content: frozenset[int]
    rule: str
    relayers: tuple[int, ...] = ()
    phrases: tuple[tuple[int, Range], ...] = ()
