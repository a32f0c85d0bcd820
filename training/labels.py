"""The label inventories that training and run-time share, built once from the training trees."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from training.documents import EVENT_TYPES, MENTION_TYPES, NAME_TYPES, ROLES, STANCES, Document
from warmonitor.lang.shapes import SHAPES

WINDOW = 240
"""Wordpieces that the run-time lets the encoder read at once; of 160, 240 and 320 the best for syntax and claims on reports kept from training."""
MAX_PIECES = 12
"""Wordpieces kept of one word; a longer word (a URL, mostly) is cut there."""


class Labels:
    """All inventories, in the order of the model's outputs. `data` is what `labels.json` holds."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.upos, self.xpos, self.deps = ({v: i for i, v in enumerate(data[k])} for k in ("upos", "xpos", "deps"))

    @classmethod
    def read(cls, file: Path) -> Labels:
        """Those of a model, from the `labels.json` beside it."""
        return cls(json.loads(file.read_text(encoding="utf-8")))

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Labels:
        """Collect what the training trees hold."""
        trees = [s.syntax for d in documents for s in d.sentences if s.syntax]
        return cls(
            {
                "upos": sorted({u for t in trees for u in t.upos}),
                "xpos": sorted({x for t in trees for x in t.xpos}),
                "deps": sorted({r for t in trees for r in t.deps}),
                "names": list(NAME_TYPES),
                "mentions": list(MENTION_TYPES),
                "bio": ["O", "B", "I"],
                "events": list(EVENT_TYPES),
                "roles": list(ROLES),
                "stances": list(STANCES),
                "shapes": list(SHAPES),
                "max_word_pieces": MAX_PIECES,
            }
        )
