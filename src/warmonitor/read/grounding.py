"""The names and places of a report's claims taken to known things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from warmonitor.lang.doc import Doc
from warmonitor.model import Claim, Report, Span, Where

from .participants import Part


class Grounding:
    """A place resolver, conflict packs and country names; each may be missing, and then words stay words."""

    def __init__(self, places: Any = None, pack: Any = None) -> None:
        self.places, self.pack = places, pack

    def words(self, parts: Sequence[Part], doc: Doc, report: str) -> tuple[Where, ...]:
        """Places as written, each once."""
        found = {}
        for part in parts:
            text = doc.quote(*part.words)
            found.setdefault(text, Where(text, span=Span(report, *doc.chars(*part.words))))
        return tuple(found.values())

    def ground(self, claims: list[Claim], report: Report, doc: Doc) -> list[Claim]:
        return claims
