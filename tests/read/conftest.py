"""What the tests of reading share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from warmonitor.read import veil
from warmonitor.read.lexicon import any_of, lexicon, words_of
from warmonitor.read.roles import holders, losers
from warmonitor.read.speech import speakers, wordorder

CACHES = (
    words_of,
    any_of,
    wordorder._glue,
    wordorder._links,
    speakers._content,
    holders._held_by,
    holders._held_under,
    losers._lost,
    veil._lists,
)


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], None]]:
    """Empties a list of words of a rule file for one test."""

    def empty(name: str, key: str) -> None:
        monkeypatch.setitem(lexicon(name), key, {"words": "no-such-word"})
        for cached in CACHES:
            cached.cache_clear()

    yield empty
    monkeypatch.undo()
    for cached in CACHES:
        cached.cache_clear()
