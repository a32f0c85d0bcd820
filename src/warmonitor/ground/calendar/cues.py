"""Phrases of a language, as regular expressions: what is looked for in the text around a time expression."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(phrases: Iterable[str]) -> str:
    """A regular expression for any of some phrases, without its ends; for none, one that matches nothing.

    A phrase is words with blanks between. `a|b` stands for one of several words, `X?` for one that may be missing (the blank behind it stays).

    >>> [m[0] for m in re.finditer(any_of(["ahead of", "hope|hopes to"]), "hopes to win ahead of May")]
    ['hopes to', 'ahead of']
    """
    found = [" ".join(map(_item, phrase.split())) for phrase in phrases]
    return f"(?:{'|'.join(found)})" if found else "(?!)"


def _item(item: str) -> str:
    bare = item.removesuffix("?")
    words = "|".join(map(re.escape, bare.split("|")))
    return f"(?:{words})?" if bare != item else f"(?:{words})" if "|" in bare else words
