"""What reading asks of a language pipeline: ours, a spaCy pipeline behind our heads (`lang.spacy_bridge`), or what a test puts in their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np

    from warmonitor.lang.doc import Doc
    from warmonitor.lang.pipeline import RoleScores
    from warmonitor.lang.tokenize import Tokens
    from warmonitor.model import EventType


class Parser(Protocol):
    """Dependency parsing, named entities and semantic roles for texts that are cut into words; `lang.pipeline.Pipeline` is one."""

    @property
    def name(self) -> str:
        """With `version` part of the record of every reading."""

    @property
    def version(self) -> str: ...

    @property
    def role_names(self) -> tuple[str, ...]:
        """The roles in the order of `RoleScores.probs`."""

    def pipe_tokens(self, texts: Iterable[tuple[str, Tokens]], batch_size: int = 256) -> Iterator[Doc]:
        """Documents in the order of their texts, with just the words that are given."""

    def roles(self, doc: Doc, claims: Sequence[tuple[Sequence[int], EventType]]) -> list[RoleScores]:
        """Who plays which role in each claim, given by its words' numbers and its type."""

    def types(self, doc: Doc, claims: Sequence[Sequence[int]]) -> np.ndarray:
        """Probabilities float32 [claims, event types + 1] of each claim's type; the last: that it is no claim."""
