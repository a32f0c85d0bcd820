"""Sliding windows: which words the encoder reads together, whole sentences where the text shows them, overlapping runs where it does not."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

_OVERLAP = 4
"""An overlap is a window's size divided by this."""
_UNSURE = 3
"""This many words at a window's edge are not asked whether they begin a sentence."""


class Window(NamedTuple):
    """Words `start` to `end` (exclusive); `joined`: it overlaps with the window before, because no likely sentence end was within reach."""

    start: int
    end: int
    joined: bool = False


def plan(lengths: np.ndarray, starts: np.ndarray, size: int) -> list[Window]:
    """Windows over one text, in order, which together hold every word; none has more than `size` wordpieces.

    `lengths` int [n] are the words' wordpieces (each ≤ size / 8), `starts` int [n] how well a window may be parted here: 0 not, 1 well, 2 better.
    Windows are of like length rather than full, so that none is left with a few words.
    """
    n = len(lengths)
    total = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    edges = np.append(np.flatnonzero(starts), n)
    found: list[Window] = []
    at, joined = 0, False
    while at < n:
        rest = int(total[n] - total[at])
        aim = total[at] + rest / -(-rest // size)
        if rest <= size:
            found.append(Window(at, n, joined))
            break
        reach = int(np.searchsorted(total, total[at] + size, side="right")) - 1
        first, last = np.searchsorted(edges, (at, reach), side="right")
        if first < last:
            near = edges[first:last]
            better = np.append(starts, 2)[near] > 1
            end = int(near[(np.abs(total[near] - aim) - size / 8 * better).argmin()])
            found.append(Window(at, end, joined))
            at, joined = end, False
        else:
            found.append(Window(at, reach, joined))
            back = int(np.searchsorted(total, total[reach] - size // _OVERLAP, side="left"))
            at, joined = max(back, at + 1), True
    return found


def keep(windows: list[Window], logits: list[np.ndarray]) -> list[tuple[int, int]]:
    """Of each window the words (start, end) that are taken from it; together they are every word once.

    `logits` holds for each window float [end - start], how surely a word begins a sentence. Overlapping windows are parted where either sees a
    sentence begin most surely, away from their edges.
    """
    kept: list[tuple[int, int]] = []
    for i, window in enumerate(windows):
        start = window.start
        if window.joined:
            before, floor = windows[i - 1], kept[-1][0] + 1
            low, high = max(window.start + _UNSURE, floor), before.end - _UNSURE
            if low < high:
                votes = np.maximum(
                    logits[i - 1][low - before.start : high - before.start],
                    logits[i][low - window.start : high - window.start],
                )
                start = low + int(votes.argmax())
            else:
                start = max((window.start + before.end) // 2, floor)
            kept[-1] = (kept[-1][0], start)
        kept.append((start, window.end))
    return kept
