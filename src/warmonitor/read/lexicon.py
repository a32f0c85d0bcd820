"""The cue words of English, each file of `lang/en` loaded once."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from warmonitor.lang.tables import table


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The content of `lang/en/<name>.yml`."""
    loaded: dict[str, Any] = table("warmonitor.lang", "en", f"{name}.yml")
    return loaded


@cache
def words_of(name: str, key: str) -> frozenset[str]:
    """A list of words in `lang/en/<name>.yml`, as a set.

    The list stands under `key`, or under its `words` where it says `what` it holds and gives an `example`; a text there holds words between blanks.
    """
    entry = lexicon(name)[key]
    words = entry["words"] if isinstance(entry, dict) else entry
    return frozenset(words.split() if isinstance(words, str) else words)


@cache
def names_of(key: str) -> frozenset[str]:
    """The names that `lang/en/names.yml` has under `key` (`parties`, `speakers`), in lower case and without articles."""
    return frozenset(str(name).lower() for name in lexicon("names")[key])


@cache
def any_of(name: str, key: str) -> str:
    """A list of words in `lang/en/<name>.yml` as a regular expression, without its ends; the longest word is tried first."""
    return f"(?:{'|'.join(map(re.escape, sorted(words_of(name, key), key=lambda w: (-len(w), w))))})"
