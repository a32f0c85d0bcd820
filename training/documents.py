"""The types that the data readers hand to the trainer: documents of sentences with whatever labels their source has."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from warmonitor.model import EventType, Stance

NAME_TYPES = ("person", "org", "norp", "place", "date", "number", "weapon", "event")
MENTION_TYPES = ("person mention", "group mention", "place mention")
"""What is spoken of without being named: "the governor", "they", "residents", "the camp"."""
SPAN_TYPES = (*NAME_TYPES, *MENTION_TYPES)
"""The columns of `Sentence.names`."""
NAMED = ("actor", "target", "place", "source")
TIME = "time"
ROLES = (*NAMED, TIME)
"""What the role head finds for a claim: whom and what its fields name, and the expression that dates it."""
STANCES = tuple(s.value for s in Stance)
EVENT_TYPES = tuple(t.value for t in EventType)
"""Numbered in the order of `warmonitor.model`, which the outputs of a network follow: a type is added at the end."""
OUTSIDE, BEGIN, INSIDE = 0, 1, 2
IGNORE = -100
"""Label of a word that its source says nothing about: no loss."""

Range = tuple[int, int]
Days = tuple[date, date]


def unknown_names(n: int) -> np.ndarray:
    """Span labels of `n` words that nobody labelled, int8 [n, span types]."""
    return np.full((n, len(SPAN_TYPES)), IGNORE, np.int8)


@dataclass(slots=True)
class Syntax:
    """A UD tree over one sentence; heads are indices into the sentence, the root's is its own."""

    upos: list[str]
    xpos: list[str]
    lemmas: list[str]
    heads: list[int]
    deps: list[str]


@dataclass(slots=True)
class Sentence:
    """Words with the labels that there are. `breaks` says before which words a line break stands."""

    forms: list[str]
    names: np.ndarray
    syntax: Syntax | None = None
    breaks: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.breaks = self.breaks or [False] * len(self.forms)


@dataclass(slots=True)
class MarkedClaim:
    """A coded claim on words of its document. A role that could not be found in the text is missing from `roles`; `days` are the coder's."""

    words: Range
    type: int
    stance: int
    roles: dict[str, list[Range]]
    days: Days | None = None


@dataclass(slots=True)
class Document:
    """Sentences in order. `claims` is None where nobody looked for claims (not the same as none)."""

    id: str
    sentences: list[Sentence]
    claims: list[MarkedClaim] | None = None


def paint(labels: np.ndarray, kind: str, start: int, end: int) -> None:
    """Mark words `start` to `end` as one span of a type, in place."""
    column = SPAN_TYPES.index(kind)
    labels[start:end, column] = INSIDE
    labels[start, column] = BEGIN
