"""Word shapes: what the letters of a word look like. The encoder reads lower case only; this is how it still sees capitals and line breaks."""

from __future__ import annotations

SHAPES = (
    "pad", "lower", "Title", "U", "UPPER", "miXed", "digits", "number", "alnum", "punct", "other",
)  # fmt: skip
SIZE = 2 * len(SHAPES)
"""Number of classes: every shape once within a line and once at the start of a line."""


def shape(word: str, *, after_break: bool = False) -> int:
    """The case-shape class of a word, 1 ≤ class < SIZE; `after_break` says that a line break stands before the word.

    >>> [SHAPES[shape(w)] for w in ("town", "Idlib", "I", "SDF", "YPG's", "35", "1,200", "T-72", "“")]
    ['lower', 'Title', 'U', 'UPPER', 'miXed', 'digits', 'number', 'alnum', 'punct']
    """
    return SHAPES.index(_name(word)) + (len(SHAPES) if after_break else 0)


def _name(word: str) -> str:
    letters = [c for c in word if c.isalpha()]
    if any(c.isdigit() for c in word):
        return "alnum" if letters else "digits" if word.isdigit() else "number"
    if not letters:
        return "punct" if any(not c.isspace() for c in word) else "other"
    if all(c.isupper() for c in letters):
        return "U" if len(letters) == 1 else "UPPER"
    if not any(c.isupper() for c in letters):
        return "lower"
    parts = [p for p in word.replace("’", "-").replace("'", "-").split("-") if p]
    return "Title" if all(p == p.capitalize() for p in parts) else "miXed"
