"""Lines that are no sentences: hard-wrapped ones, as mail, plain-text wires and PDF files have them, the rows of tables, and posts with pictures for full stops."""

from __future__ import annotations

import re
from collections.abc import Sequence

NARROWEST, WIDEST = 30, 132
"""Characters of the lines of a wrapped text; longer ones are paragraphs."""
FULL, SMALL = 0.6, 0.3
"""The shares of a wrapped text's line breaks before which nothing more had room, and of these behind which a small letter stands."""
SHORT = 0.6
"""What part of the usual width a line has at least whose end may be a chance break (letters are not all of one width)."""

_ITEM = re.compile(r"\s*(?:[•▪◦‣*+–—-]\s|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s|\[?\d{1,2}[:.h]\d\d\b|#|>)")
"""What opens an entry of a list or a log."""
_BAR = " | "
_PICTURES = re.compile(
    '(?<=[\\w)"”’] )[\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001f1e5\U0001f200-\U0001faff\u200d\ufe0f]+(?= [A-Z])'
)
_ENDED = re.compile(r"[.!?:;…][\"'”’)\]]*\s*$")


def unwrapped(text: str) -> str:
    """The text, of the same length, with a blank for each line break that only the width of the page made; any other text as it is.

    >>> unwrapped("The army said on Friday that it had\\ntaken the town of Dor, and that ten\\nmen had died there.")
    'The army said on Friday that it had taken the town of Dor, and that ten men had died there.'
    """
    lines = text.split("\n")
    inner = [n for n in range(len(lines) - 1) if lines[n].strip() and lines[n + 1].strip()]
    width = _width([len(lines[n].rstrip()) for n in inner])
    if width is None:
        return text
    full = [n for n in inner if _is_full(lines, n, width)]
    small = sum(lines[n + 1].lstrip()[0].islower() for n in full)
    if len(full) < 2 or len(full) < FULL * len(inner) or small < SMALL * len(full):
        return text
    soft = {n for n in inner if _is_soft(lines, n, width)}
    return "".join(line + (" " if n in soft else "\n") for n, line in enumerate(lines))[:-1]


def in_words(text: str) -> str:
    """The text, of the same length, with commas for the bars between the cells of a table's rows.

    >>> in_words("3 May | Dor | Shelling\\n4 May | Zal | None")
    '3 May , Dor , Shelling\\n4 May , Zal , None'
    """
    lines = text.split("\n")
    rows = [_BAR in line for line in lines]
    beside = [a and (b or c) for a, b, c in zip(rows, [False, *rows], [*rows[1:], False], strict=False)]
    return "\n".join(line.replace(_BAR, " , ") if row else line for line, row in zip(lines, beside, strict=True))


def stopped(text: str) -> str:
    """The text, of the same length, with a full stop for pictures between two sentences of a line; flags, which stand before names, stay.

    >>> stopped("Fighters are in the market \U0001f4aa The army left \U0001f525\U0001f525 Shells fell.")
    'Fighters are in the market . The army left .  Shells fell.'
    """
    return _PICTURES.sub(lambda match: ".".ljust(len(match[0])), text)


def _width(lengths: Sequence[int]) -> int | None:
    """The usual width: what nine lines of ten do not exceed; None where there are too few lines, or it is no page's."""
    if len(lengths) < 2:
        return None
    width = sorted(lengths)[(9 * (len(lengths) - 1)) // 10]
    return width if NARROWEST <= width <= WIDEST else None


def _is_full(lines: Sequence[str], n: int, width: int) -> bool:
    """Whether the next line's first word had no room in line `n`."""
    return len(lines[n].rstrip()) + 1 + len(lines[n + 1].split(maxsplit=1)[0]) > width


def _is_soft(lines: Sequence[str], n: int, width: int) -> bool:
    """Whether the break behind line `n` ends nothing."""
    if _ITEM.match(lines[n + 1]):
        return False
    small = lines[n + 1].lstrip()[0].islower() and not _ENDED.search(lines[n])
    return _is_full(lines, n, width) or (small and len(lines[n].rstrip()) >= SHORT * width)
