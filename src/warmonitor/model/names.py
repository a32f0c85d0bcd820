"""Actors and speakers as the report names them."""

from __future__ import annotations

from dataclasses import dataclass

from .filling import filled
from .span import Span


@filled
@dataclass(frozen=True, slots=True)
class Mention:
    """An entity mention: someone as a report names them, and whom they are linked to.

    `text` is the fullest name that the report gives, as written; `words` what stands in the clause ("the group"), `span` where;
    `neutral` the neutral name (ACLED's conventions) where a pack or the country list knows it, `entity` its id there,
    `side` the side it is on there.
    """

    text: str
    span: Span | None = None
    words: str | None = None
    neutral: str | None = None
    entity: str | None = None
    side: str | None = None
