"""Lines of a page that are no part of its article."""

from __future__ import annotations

import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.lang.furniture import unfurnished
from warmonitor.lang.tables import table

ROWS = table("warmonitor.lang", "en", "furniture.yml")
STORY = "Troops took two towns on Friday."


@pytest.mark.parametrize(
    ("pattern", "line"), [(r["line"], e) for k in ("lines", "blocks") for r in ROWS[k] for e in r["examples"]]
)
def test_furniture_is_blanked(pattern: str, line: str) -> None:
    assert re.fullmatch(pattern, line, re.IGNORECASE)
    assert unfurnished(f"{STORY}\n  {line}\n{STORY}") == f"{STORY}\n  {' ' * len(line)}\n{STORY}"


@pytest.mark.parametrize("line", ROWS["none"])
def test_what_only_begins_like_furniture_is_read(line: str) -> None:
    assert unfurnished(line) == line


def test_a_block_ends_with_a_sentence() -> None:
    text = f"Keep reading\nlist of 2 items\nWhy are people leaving Dor?\n\n{STORY}\nDor\n14 dead"
    assert unfurnished(text).split() == f"{STORY} Dor 14 dead".split()


@given(st.text(max_size=400))
def test_no_character_moves(text: str) -> None:
    found = unfurnished(text)
    assert len(found) == len(text) and all(a == b or a == " " for a, b in zip(found, text, strict=True))


def test_hostile_lines_take_no_time() -> None:
    start = perf_counter()
    for hostile in ("share " * 60, "facebook | " * 36, "read more " * 40, "1" * 399, "© " * 199, "all rights " * 36):
        unfurnished("\n".join([hostile] * 50))
    assert perf_counter() - start < 2
