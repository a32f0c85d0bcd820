"""Lists of places that have lost their commas (invented names)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.lang.doc import Doc
from warmonitor.read.roles.unlisted import apart

KNOWN = {"Asmar", "Tal Sahl", "Dor", "Kivra", "Tal Dor al-Kivra", "Sahl"}


def names(text: str, *, rest: str = "") -> list[str]:
    words = re.findall(r"[\w’]+|[-,]", text + rest)
    count = len(re.findall(r"[\w’]+|[-,]", text))
    doc = Doc.of(words, text=text + rest, upos=["PUNCT" if w in "-," else "PROPN" for w in words])
    return [doc.quote(*part) for part in apart(doc, (0, count), KNOWN.__contains__)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("al-Wared al-Sadd", ["al-Wared", "al-Sadd"]),
        ("al-Wared al-Sadd al-Nour", ["al-Wared", "al-Sadd", "al-Nour"]),
        ("al-Wared al-Gharbi al-Sadd", ["al-Wared al-Gharbi", "al-Sadd"]),
        ("Bustan al-Wared", ["Bustan al-Wared"]),
        ("Asmar Tal Sahl Dor", ["Asmar", "Tal Sahl", "Dor"]),
        ("Asmar Zor", ["Asmar Zor"]),  # one of them is not known
        ("Tal Dor al-Kivra", ["Tal Dor al-Kivra"]),
        ("Tal Sahl", ["Tal Sahl"]),  # a tal is none alone
        ("Asmar town", ["Asmar town"]),
    ],
)
def test_names_that_stand_one_after_the_other(text: str, told: list[str]) -> None:
    assert names(text) == told


def test_where_the_commas_are_left_a_name_is_one() -> None:
    assert names("al-Wared al-Sadd", rest=" , Dor") == ["al-Wared al-Sadd"]


@given(
    st.lists(
        st.sampled_from(["Asmar", "al-Wared", "al-Gharbi", "Tal", "Sahl", "Dor", "the", "of"]), min_size=1, max_size=14
    )
)
def test_no_word_is_lost_and_none_moves(parts: list[str]) -> None:
    assert " ".join(names(" ".join(parts))) == " ".join(parts)
