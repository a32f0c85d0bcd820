"""Where quotations begin and end, and how far a speech frame reaches into them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.read.speech.quotations import quotations


def parts(text):
    return [text[a:b] for a, b in quotations(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"We lost the mill" he said. "Nothing is left."', ['"We lost the mill"', '"Nothing is left."']),
        ("“We lost the mill,” he said.", ["“We lost the mill,”"]),
        ("«We lost» and ``so did they''", ["«We lost»", "``so did they''"]),
        ('A 12" gun stood in the yard.', []),
        ('He saw "no one. "It was night" he said.', ['"It was night"']),
        ("No marks at all.", []),
    ],
)
def test_where_quotations_stand(text, found):
    assert parts(text) == found


def test_a_quotation_ends_with_its_paragraph():
    assert parts("“We lost the mill.\nHe left.") == ["“We lost the mill."]


@given(st.text(alphabet='ab ."“”\n', max_size=40))
def test_quotations_are_in_order_and_apart(text):
    found = quotations(text)
    assert all(0 <= a < b <= len(text) for a, b in found)
    assert all(b <= c for (_, b), (c, _) in zip(found, found[1:], strict=False))
