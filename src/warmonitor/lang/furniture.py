"""The furniture of pages: lines around and within an article that are no part of it, such as buttons, pointers to other articles and page numbers."""

from __future__ import annotations

import re
from functools import cache

from warmonitor.lang.tables import table

_LONGEST = 400
"""Characters of a line that may be furniture."""
_MOST = 15
"""So many lines at most belong to a block."""
_SENTENCE = re.compile(r".*[.!…][\"”’')\]]*$")


def unfurnished(text: str) -> str:
    """The text, of the same length, with blanks for the lines that are furniture.

    >>> unfurnished("Share\\nTroops took Dor.\\nRead also: The war in maps")
    '     \\nTroops took Dor.\\n                          '
    """
    lines = text.split("\n")
    left = 0
    for n, line in enumerate(lines):
        words = line.strip()
        if not words:
            continue
        opens = len(words) <= _LONGEST and _any("blocks").fullmatch(words)
        left = _MOST if opens else 0 if _SENTENCE.match(words) else max(0, left - 1)
        if opens or left or (len(words) <= _LONGEST and _any("lines").fullmatch(words)):
            lines[n] = " " * len(line)
    return "\n".join(lines)


@cache
def _any(kind: str) -> re.Pattern[str]:
    """A pattern for what one of the table's patterns matches."""
    rows = table("warmonitor.lang", "en", "furniture.yml")[kind]
    return re.compile("|".join(f"(?:{row['line']})" for row in rows), re.IGNORECASE)
