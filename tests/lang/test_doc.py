"""Documents built by hand: where words stand in their text, and how they hang together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.lang.doc import Doc
from warmonitor.lang.tokenize import tokenize


def test_a_word_touches_the_one_before_where_nothing_stands_between() -> None:
    doc = Doc.of(["Al", "-", "Bab", "'s", "men", "fled", "."], text="Al-Bab's men  fled .")
    assert [doc.words[i] for i in range(len(doc)) if doc.touches(i)] == ["-", "Bab", "'s"]


@given(st.lists(st.sampled_from(["Homs", "-", " ", "'s", "fled", "."]), max_size=12).map("".join))
def test_words_that_touch_are_one_run_of_the_text(text: str) -> None:
    words, starts, ends = tokenize(text)
    doc = Doc(text, tuple(words), tuple(starts), tuple(ends))
    assert [not doc.touches(i) for i in range(len(doc))] == [a == 0 or text[a - 1] == " " for a in starts]


def test_children_subtree_and_ancestors_are_of_one_tree() -> None:
    doc = Doc.of("the old town fell".split(), heads=[2, 2, 3, 3])
    assert doc.children == ((), (), (0, 1), (2,))
    assert doc.subtree(2) == [0, 1, 2] and doc.subtree(3) == [0, 1, 2, 3]
    assert list(doc.ancestors(0)) == [2, 3] and list(doc.ancestors(3)) == []


def test_words_in_a_stretch_of_characters() -> None:
    doc = Doc.of(["Homs", "fell", "."], text="Homs  fell.")
    assert doc.words_in(0, 4) == (0, 1) and doc.words_in(3, 7) == (0, 2)
    assert doc.words_in(4, 6) == (1, 1)  # only blanks


def test_a_word_that_is_not_in_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="'Idlib' does not stand"):
        Doc.of(["Homs", "Idlib"], text="Homs fell")
