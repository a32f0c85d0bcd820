"""Indented JSON is what Python's own encoder writes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.model import EventType
from warmonitor.views.render_json import indented, plain


@dataclass(frozen=True)
class Pair:
    first: object
    second: object = ()


leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.sampled_from(EventType)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.frozensets(st.text(max_size=2), max_size=3)
        | st.dictionaries(st.text(max_size=2), inner, max_size=3)
        | st.builds(Pair, inner, inner)
    ),
    max_leaves=12,
)


@given(values)
def test_as_the_standard_encoder_writes_it(value: object) -> None:
    assert indented(value) == json.dumps(plain(value), ensure_ascii=False, indent=1)


def test_what_is_no_json_becomes_it() -> None:
    shown = indented(Pair(date(2020, 1, 26), {"type": EventType.DISPLACEMENT, "": ()}))
    assert shown == '{\n "first": "2020-01-26",\n "second": {\n  "type": "displacement",\n  "": []\n }\n}'


def test_numbers_of_other_kinds_and_what_nobody_can_write() -> None:
    assert indented({"x": np.float64(0.5)}) == json.dumps({"x": 0.5}, indent=1)
    with pytest.raises(TypeError):
        indented({"x": object()})
