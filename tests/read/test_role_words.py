"""The lists of words with which phrases for roles are weighed: each example holds words of its list."""

import re

import pytest

from warmonitor.read.fillers import role_words
from warmonitor.read.lexicon import lexicon


@pytest.mark.parametrize("kind", lexicon("roles"))
def test_the_bracketed_words_of_an_example_are_on_its_list(kind: str) -> None:
    marked = re.findall(r"\[(\w+)\]", lexicon("roles")[kind]["example"])
    assert marked
    for word in marked:
        assert {word.lower(), word.lower().removesuffix("s")} & role_words(kind)
