"""The place names of a text, as questions to the resolver."""

from __future__ import annotations

from collections.abc import Sequence

from warmonitor.ground.places import PlaceResolver, Query
from warmonitor.lang.doc import Doc
from warmonitor.model.span import Span
from warmonitor.model.where import Where


def queries(doc: Doc, report: str) -> list[Query]:
    """Every mention that the language pipeline takes for a place, in text order."""
    spans = (Span(report, *doc.chars(e.start, e.end)) for e in doc.ents if e.label == "place")
    return [Query.at(doc.text, span, name_only=True) for span in spans]


def toponyms(doc: Doc, report: str, resolver: PlaceResolver, *, country_hint: Sequence[str] = ()) -> list[Where]:
    """The place names of a text, chosen together, in text order."""
    return resolver.resolve(queries(doc, report), country_hint=country_hint)
