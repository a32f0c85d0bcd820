"""Windows: every word is read, in bounds, and taken from exactly one window."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.lang.windows import Window, keep, plan

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
