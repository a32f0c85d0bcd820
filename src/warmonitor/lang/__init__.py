"""Text to Doc: sentences, words, syntax, names and event scores, behind one function, `load`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warmonitor.lang.pipeline import Pipeline


def load(name: str = "en") -> Pipeline:
    """The pipeline of this name, loaded once: see `warmonitor.lang.pipeline.load`."""
    from warmonitor.lang import pipeline

    return pipeline.load(name)
