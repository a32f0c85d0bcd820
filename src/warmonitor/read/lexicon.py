"""The cue words of a language, loaded once from its YAML files."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


def lexicon(name: str, language: str = "en") -> dict[str, Any]:
    """The content of `lang/<language>/<name>.yml`."""
    return _loaded(name, language)


@cache  # not on `lexicon`, which would load a file twice: once with its language left out, once with it given
def _loaded(name: str, language: str) -> dict[str, Any]:
    text = files("warmonitor.lang").joinpath(language, f"{name}.yml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: dict[str, Any] = yaml.load(text, Loader=loader)
    return loaded


@cache
def words_of(name: str, key: str, language: str = "en") -> frozenset[str]:
    """A list of words in `lang/<language>/<name>.yml`, as a set.

    The list stands under `key`, or under its `words` where it says `what` it holds and gives an `example`; a text there holds words between blanks.
    """
    entry = lexicon(name, language)[key]
    words = entry["words"] if isinstance(entry, dict) else entry
    return frozenset(words.split() if isinstance(words, str) else words)


@cache
def any_of(name: str, key: str, language: str = "en") -> str:
    """A list of words in `lang/<language>/<name>.yml` as a regular expression, without its ends."""
    return f"(?:{'|'.join(map(re.escape, sorted(words_of(name, key, language), key=lambda w: (-len(w), w))))})"
