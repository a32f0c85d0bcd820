"""Words: the tables' examples, offsets on any text, and time linear in its length."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from warmonitor.lang import tokenize as module
from warmonitor.lang.tables import table
from warmonitor.lang.tokenize import BLANK, LONGEST, tokenize

_TABLE: dict[str, Any] = table("warmonitor.lang", "en", "tokens.yml")
_SECTIONS = {name: section for name, section in _TABLE.items() if isinstance(section, dict)}
_EXAMPLES = [e for section in _SECTIONS.values() for e in section["examples"]]
_LISTS = [
    (name, key) for name, section in _SECTIONS.items() for key, words in section.items() if isinstance(words, str)
]
_BITS = st.sampled_from(
    [
        *"al- Ma'arrat U.S. etc. . , ' ’ “ ” -- - — … ... n't 's can't $ 5 1,200 35% 10km T-72 http://a.b/c @x #y é etc.), D.C.".split(),
        "\u200b",
        "\n",
        "\t\xa0",
    ]
)
_PLAIN = "rebels took al-Bab , can't Mr. Haddad's 1,200 men ( killed ) they've Ra's e-mail pro-Iranian".split()
_TEXTS = st.one_of(
    st.text(max_size=60), st.lists(_BITS, max_size=20).map("".join), st.lists(_BITS, max_size=20).map(" ".join)
)


@pytest.mark.parametrize(("text", "words"), _EXAMPLES, ids=[e[0] for e in _EXAMPLES])
def test_examples_of_the_table(text: str, words: str) -> None:
    assert tokenize(text).words == words.split()


@pytest.mark.parametrize(("section", "key"), [*_LISTS, ("numbers", "units")])
def test_without_a_list_an_example_of_its_section_reads_otherwise(
    section: str, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    less = deepcopy(_TABLE)
    (less if key == "units" else less[section])[key] = "no|such" if key == "splits" else "no-such-word"
    lists = module._made_ready(less)
    monkeypatch.setattr(module, "_lists", lambda: lists)
    monkeypatch.setattr(module, "_known", {})
    assert any(tokenize(text).words != words.split() for text, words in _SECTIONS[section]["examples"])


@pytest.mark.parametrize(("section", "key"), [*_LISTS, ("", "units")])
def test_a_list_holds_a_word_once(section: str, key: str) -> None:
    words = (_TABLE[section] if section else _TABLE)[key].split()
    assert len(words) == len(set(words))


def test_an_abbreviation_stands_on_one_list() -> None:
    """In small letters it covers all its forms, unless a form with capitals has a list of its own ("Gov." and "gov.")."""
    lists = {key: set(words.split()) for key, words in _TABLE["abbreviations"].items() if key != "examples"}
    words = [word for some in lists.values() for word in some]
    assert len(words) == len(set(words))
    for some in lists.values():
        assert not [word for word in some if word != word.lower() and word.lower() in some]


@given(_TEXTS)
@example("a\u0301\u0302.b\u200bc\x00\ud800")
def test_every_character_that_is_no_blank_belongs_to_exactly_one_word(text: str) -> None:
    tokens = tokenize(text)
    assert [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)] == tokens.words
    assert all(a < b for a, b in zip(tokens.starts, tokens.ends, strict=True))
    assert all(b <= a for b, a in zip(tokens.ends, tokens.starts[1:], strict=False))
    assert "".join(tokens.words) == re.sub(f"[{BLANK}]", "", text)


@given(_TEXTS, _TEXTS)
def test_a_blank_line_parts_texts(first: str, second: str) -> None:
    assert tokenize(first + "\n\n§\n\n" + second).words == tokenize(first + "\n\n§").words + tokenize(second).words


@given(
    st.lists(
        st.sampled_from(_PLAIN),
        max_size=12,
    )
)
def test_words_parted_by_blanks_stay_as_they_are(words: list[str]) -> None:
    once = tokenize(" ".join(words)).words
    assert tokenize(" ".join(once)).words == once


@pytest.mark.parametrize(
    "stuff", ["a", "a-", "a'", "a.", "1.", "1-", "@", "http://a", "(", ".", "é", "w.w@", "A&", "www.", "-a'b", "\u0301"]
)
def test_a_run_without_blanks_is_cut_into_bounded_words(stuff: str) -> None:
    """At this length a scan that is not linear would not end within the suite's time."""
    text = stuff * (200_000 // len(stuff))
    words = tokenize(text).words
    assert max(map(len, words)) <= 20 * LONGEST + 10
    assert "".join(words) == text


def test_marks_stay_with_their_letter() -> None:
    assert tokenize("cafe\u0301 لُغَة ok").words == ["cafe\u0301", "لُغَة", "ok"]
