"""The cue words of a language, loaded once from its YAML files."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def lexicon(name: str, language: str = "en") -> dict[str, Any]:
    """The content of `lang/<language>/<name>.yml`."""
    text = files("warmonitor.lang").joinpath(language, f"{name}.yml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: dict[str, Any] = yaml.load(text, Loader=loader)
    return loaded


@cache
def words_of(name: str, key: str, language: str = "en") -> frozenset[str]:
    """A list of words in `lang/<language>/<name>.yml`, as a set."""
    return frozenset(lexicon(name, language)[key])
