"""Words: the tables' examples, offsets on any text, and time linear in its length."""

from __future__ import annotations

import re
from importlib import resources

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from warmonitor.lang.tokenize import BLANK, LONGEST, tokenize

_TABLE = yaml.safe_load(resources.files("warmonitor.lang").joinpath("tokens.yml").read_text("utf-8"))
_EXAMPLES = [e for section in _TABLE.values() if isinstance(section, dict) for e in section.get("examples", ())]
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
