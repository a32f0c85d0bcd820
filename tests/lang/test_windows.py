"""Windows: every word is read, in bounds, and taken from exactly one window."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.lang.tokenize import tokenize
from warmonitor.lang.windows import Window, keep, likely_starts, plan, shifted, sided
from warmonitor.lang.wordpiece import WordTable

_SIZE = 96
_WORDS = st.lists(st.tuples(st.integers(1, 12), st.integers(0, 30).map(lambda i: i == 0)), min_size=1, max_size=400)


@given(_WORDS)
def test_every_word_is_read_and_no_window_is_too_large(words: list[tuple[int, bool]]) -> None:
    lengths = np.array([n for n, _ in words])
    starts = np.array([s for _, s in words])
    windows = plan(lengths, starts, _SIZE)
    assert windows[0].start == 0 and windows[-1].end == len(words)
    for before, window in pairwise(windows):
        assert before.start < window.start < before.end < window.end if window.joined else window.start == before.end
        assert window.joined or starts[window.start]
    assert all(0 < lengths[w.start : w.end].sum() <= _SIZE for w in windows)


@given(_WORDS)
def test_every_word_is_taken_from_one_window(words: list[tuple[int, bool]]) -> None:
    windows = plan(np.array([n for n, _ in words]), np.array([s for _, s in words]), _SIZE)
    rng = np.random.default_rng(len(words))
    kept = keep(windows, [rng.normal(size=w.end - w.start) for w in windows])
    assert [a for a, _ in kept] == [0, *(b for _, b in kept[:-1])] and kept[-1][1] == len(words)
    assert all(w.start <= a < b <= w.end for (a, b), w in zip(kept, windows, strict=True))


def test_windows_are_of_like_length() -> None:
    """A hundred sentences of 10 pieces and room for 96: no rest is left alone."""
    lengths, starts = np.ones(1000, int), np.arange(1000) % 10 == 0
    sizes = [w.end - w.start for w in plan(lengths, starts, _SIZE)]
    assert min(sizes) >= _SIZE // 2


def test_overlapping_windows_part_where_a_sentence_begins() -> None:
    windows = [Window(0, 40), Window(25, 60, joined=True)]
    logits = [np.full(40, -5.0), np.full(35, -5.0)]
    logits[1][0] = 9.0  # the first word of a window always looks like a beginning
    logits[0][31] = 3.0
    assert keep(windows, logits) == [(0, 31), (31, 60)]


@pytest.mark.parametrize(
    "text",
    [
        'He left. | They won. | Then "It fell", he said. | "No"',
        'He left." | (They won.) | “We fled.” | The U.S. army ... then Raqqa?! | Now then',
        'He said." | "We fled.") | They left [3] . [4] .com',
    ],
)
def test_sentences_are_likely_behind_stops_and_line_breaks(text: str) -> None:
    """A bar marks them; one before "Then" or "Now" is a line break."""
    parts = text.split(" | ")
    joined = "".join(("\n" if part.startswith(("Then", "Now")) else " ") + part for part in parts)[1:]
    words, starts, ends = tokenize(joined)
    table = WordTable(["[UNK]", "[CLS]", "[SEP]"], 4)
    kinds = sided(table.kinds[table.numbers(words)], np.array(starts), np.array(ends))
    breaks = np.array([a > 0 and joined[a - 1] == "\n" for a in starts])
    found = likely_starts(kinds, breaks)
    assert [joined[a:].split()[0] for a, n in zip(starts, found, strict=True) if n] == [p.split()[0] for p in parts[1:]]
    assert [n for n in found if n] == [2 if p.startswith(("Then", "Now")) else 1 for p in parts[1:]]


def test_no_sentence_begins_with_a_mark_that_closes_or_ends_with_one_that_opens() -> None:
    marks = "a . ) ” b . “ ( c ”".split()
    closing, opening = (np.array([[m in some for m in marks]]) for some in (")”", "“("))
    starts = np.array([[0, 0, 1, 0, 0, 0, 0, 0, 1, 1]], bool)
    assert np.flatnonzero(shifted(starts, closing, opening)[0]).tolist() == [4, 6, 9]
    assert np.flatnonzero(starts[0]).tolist() == [2, 8, 9]
