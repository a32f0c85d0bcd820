"""What the tests of reading share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from warmonitor.read.lexicon import lexicon, words_of


def caches() -> Iterator[Any]:
    """The cached functions that reading has of its own, but that of the files: what they hold may come from a list that a test changes."""
    modules = {name: module for name, module in sys.modules.items() if name.startswith("warmonitor.read.")}
    for name, module in modules.items():
        for thing in vars(module).values():
            if hasattr(thing, "cache_clear") and thing.__module__ == name and thing is not lexicon:
                yield thing


def forget() -> None:
    found = list(caches())
    assert words_of in found
    for function in found:
        function.cache_clear()


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], None]]:
    """Empties a list of words of a rule file for one test."""

    def empty(name: str, key: str) -> None:
        monkeypatch.setitem(lexicon(name), key, {"words": "no-such-word"})
        forget()

    yield empty
    monkeypatch.undo()
    forget()
