"""The place names of a text, as questions to the resolver."""

from __future__ import annotations

from functools import cache

from warmonitor.ground.countries import table
from warmonitor.ground.places import PlaceResolver, Query
from warmonitor.ground.placewords import borders
from warmonitor.lang.doc import Doc, Entity
from warmonitor.model.span import Span
from warmonitor.model.where import Where


def queries(doc: Doc, report: str, *, name_only: bool = True) -> list[Query]:
    """Every mention that the language pipeline takes for a place, in text order; `name_only` as in `Query`."""
    spans = (Span(report, *doc.chars(*words)) for e in whole_names(doc) if (words := _words(doc, e)) is not None)
    return [Query.at(doc.text, span, name_only=name_only) for span in spans]


def whole_names(doc: Doc) -> list[Entity]:
    """The entities of a document; places with nothing but a blank between them are one name that was cut ("Lake | Chad").

    What is cut off the name of a body of troops ("Hamza | Division") is no place.
    """
    names: list[Entity] = []
    for entity in doc.ents:
        if names and _cut(doc, names[-1], entity):
            names[-1] = Entity(names[-1].start, entity.end, "place")
        else:
            names.append(entity)
    return [e for e in names if not (e.label == "place" and e.end < len(doc) and doc.words[e.end] in _troops())]


@cache
def _troops() -> frozenset[str]:
    return frozenset(table("groups.yml")["words"])


def _cut(doc: Doc, one: Entity, other: Entity) -> bool:
    adjacent = one.label == other.label == "place" and one.end == other.start
    return adjacent and doc.text[doc.ends[one.end - 1] : doc.starts[other.start]] == " "


def _words(doc: Doc, entity: Entity) -> tuple[int, int] | None:
    """The words of a place; a people's name is one in "the Turkish border" only."""
    if entity.label == "place":
        return entity.start, entity.end
    border = entity.end < len(doc) and doc.words[entity.end].lower() in borders()
    return (entity.start, entity.end + 1) if entity.label == "norp" and border else None


def toponyms(doc: Doc, report: str, resolver: PlaceResolver) -> list[Where]:
    """Where the place names of a text put what happened, chosen together, in text order."""
    return resolver.resolve(queries(doc, report, name_only=False))
