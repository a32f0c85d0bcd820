"""When: time expressions of a text, their TIMEX3 values, and the days that they mean."""

from __future__ import annotations

from .run import times
from .timex import Kind, Tense, Timex

__all__ = ["Kind", "Tense", "Timex", "times"]
