"""Batched inference: texts cut into windows, padded batches of windows of like length through the encoder, its scores back in text order.

A window is what the encoder attends over at once (`lang.windows`); a chunk is the words of some texts, whose windows may share batches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from functools import partial
from itertools import pairwise
from typing import NamedTuple, Protocol

import numpy as np

from warmonitor.lang import decode
from warmonitor.lang.sentences import Kind, likely_starts, reluctance, shifted, sided
from warmonitor.lang.shapes import SHAPES
from warmonitor.lang.tokenize import Tokens
from warmonitor.lang.trees import mend
from warmonitor.lang.windows import Window, keep, plan
from warmonitor.lang.wordpiece import WordTable

BATCH_PIECES = 1_024
"""Wordpieces of a batch, padding included."""
_SMALL = {"upos": np.int16, "xpos": np.int16, "dep": np.int16}
_OUTSIDE = {"names": 0.4, "mentions": 0.0}
"""See `decode.best_tags`; between what is best for the names of UNER EWT dev (0.6) and of a fifth of re3d (0.0)."""
_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_CELLS = re.compile(r"\S\t\S| [|,] ")
"""What stands between the cells of a table's row."""
OUTPUTS = {
    "upos": 2, "xpos": 2, "sent_start": 2, "head": 3, "dep": 3, "arc": 3, "names": 4, "mentions": 4, "claims": 3, "vectors": 3,
}  # fmt: skip
"""What the graph gives, each with the number of its dimensions; `training/README.md` says what they are."""


class Session(Protocol):
    """What is used of `onnxruntime.InferenceSession`."""

    def run(self, outputs: Sequence[str] | None, inputs: dict[str, np.ndarray], /) -> list[np.ndarray]: ...


@dataclass(slots=True)
class Scores:
    """All that the encoder says, one row a word.

    upos, xpos, dep int16 [n], numbers of labels; head int64 [n], row numbers of the same arrays; changed bool [n]: the head is none
    of those that the encoder gave relations to; sent_start float32 [n], logits; starts bool [n], where sentences begin; names and mentions int8 [n], see
    `decode.best_tags`; nested int8 [n, types], see `decode.alone`; claims float32 [n, 2 × event types], logits; vectors float32 [n, H], None where they were not asked for.
    `windows` are the word ranges that were read together; together they are all words.
    """

    upos: np.ndarray
    xpos: np.ndarray
    dep: np.ndarray
    head: np.ndarray
    sent_start: np.ndarray
    starts: np.ndarray
    changed: np.ndarray
    names: np.ndarray
    nested: np.ndarray
    mentions: np.ndarray
    claims: np.ndarray
    vectors: np.ndarray | None
    windows: list[tuple[int, int]]


class Chunk(NamedTuple):
    """The words of some texts, one text after the other, as the encoder takes them.

    `pieces` int64 are all wordpieces in a row, word i has `pieces[before[i]:before[i + 1]]`; `shapes` int64 [n]; `hard` bool [n]: a blank line
    or another row of a table stands before the word, or it begins a text; `kinds` int8 [n], see `sided`; `reluctance` float32 [n]; `windows` in text order.
    """

    pieces: np.ndarray
    before: np.ndarray
    shapes: np.ndarray
    hard: np.ndarray
    kinds: np.ndarray
    reluctance: np.ndarray
    windows: list[Window]


def chunk(texts: Sequence[tuple[str, Tokens]], table: WordTable, size: int) -> Chunk:
    """Texts made ready, in windows of at most `size` wordpieces; at least one of them must have words."""
    numbers = table.numbers([w for _, tokens in texts for w in tokens.words])
    lengths = table.lengths[numbers].astype(np.int64)
    base = np.cumsum([0, *(len(text) + 1 for text, _ in texts)]).tolist()
    starts, ends = (
        np.array([x + b for (_, t), b in zip(texts, base, strict=False) for x in t[column]], np.int64)
        for column in (1, 2)
    )
    kinds = sided(table.kinds[numbers], starts, ends)
    lines = [_lines(text, tokens.starts) for text, tokens in texts if tokens.words]
    breaks, hard = (np.concatenate(column) for column in zip(*lines, strict=True))
    likely = likely_starts(kinds, breaks)
    found: list[Window] = []
    first = 0
    for n in (len(tokens.words) for _, tokens in texts):
        likely[first : first + 1] = 2
        planned = plan(lengths[first : first + n], likely[first : first + n], size)
        found += [Window(a + first, b + first, joined) for a, b, joined in planned]
        first += n
    rows = table.pieces[numbers]
    return Chunk(
        pieces=rows[np.arange(rows.shape[1]) < lengths[:, None]].astype(np.int64),
        before=np.concatenate(([0], np.cumsum(lengths))),
        shapes=table.shapes[numbers].astype(np.int64) + len(SHAPES) * breaks,
        hard=hard,
        kinds=kinds,
        reluctance=reluctance(kinds, likely > 1),
        windows=found,
    )


def _lines(text: str, starts: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """(a line break stands before the word, a blank line does, or two rows of a table meet), bool [n] each. The text's first word stands behind both."""
    ends = np.array([m.start() for m in _LINE_END.finditer(text)], np.int64)
    passed = np.searchsorted(ends, np.array(starts, np.int64))
    new = np.diff(passed, prepend=-2)
    rows = np.array([_CELLS.search(line) is not None for line in _LINE_END.split(text)])
    return new > 0, (new > 1) | ((new > 0) & (rows & np.roll(rows, 1))[passed])


def batches(lengths: np.ndarray, limit: int = BATCH_PIECES) -> Iterator[np.ndarray]:
    """Numbers of windows of like length, longest first; `lengths` in wordpieces. No batch has more than `limit` of them with its padding."""
    order = np.argsort(-lengths, kind="stable")
    at = 0
    while at < len(order):
        step = max(1, limit // int(lengths[order[at]] + 2))
        yield order[at : at + step]
        at += step


def inputs(made: Chunk, windows: Sequence[Window], table: WordTable, prior: float = 0.0) -> dict[str, np.ndarray]:
    """The encoder's inputs for a batch of windows, padded; see `training/windows.py` for the same.

    `prior`: what is taken off the logit of a sentence's start for each point of reluctance to begin one there.
    """
    a = np.array([w.start for w in windows])
    b = np.array([w.end for w in windows])
    words = a[:, None] + np.arange(int((b - a).max()))
    mask = words < b[:, None]
    words[~mask] = 0
    start = made.before[a][:, None]
    count = made.before[b][:, None] - start
    places = np.arange(int(count.max()) + 2)
    ids = made.pieces[np.minimum(start + places - 1, len(made.pieces) - 1)]
    ids[:, 0] = table.cls
    ids[places == count + 1] = table.sep
    ids[places > count + 1] = 0
    return {
        "input_ids": ids,
        "attention_mask": (places <= count + 1).astype(np.int64),
        "word_first": np.where(mask, made.before[words] - start + 1, 0),
        "word_last": np.where(mask, made.before[words + 1] - start, 0),
        "shape": np.where(mask, made.shapes[words], 0),
        "word_mask": mask.astype(np.int64),
        "start_bias": np.where(mask, -prior * made.reluctance[words], 0.0).astype(np.float32),
    }


@dataclass(frozen=True, slots=True)
class Encoder:
    """A graph with what it takes to feed it and to read its answers.

    `size`: wordpieces of a window; `prior`: see `inputs`; `threads`: how many batches are read at a time.
    """

    session: Session
    table: WordTable
    size: int
    prior: float
    threads: int = 1

    def __call__(self, texts: Sequence[tuple[str, Tokens]], *, vectors: bool = True) -> Scores:
        """The scores of all words of some texts, at least one. Without `vectors` the result's are None, which saves 1.5 kB a word."""
        made = chunk(texts, self.table, self.size)
        windows = made.windows
        lengths = np.array([made.before[w.end] - made.before[w.start] for w in windows])
        offsets = np.concatenate(([0], np.cumsum([w.end - w.start for w in windows])))
        some = list(batches(lengths))
        scores: Scores | None = None
        with ThreadPoolExecutor(min(self.threads, len(some))) as pool:
            each = pool.map if len(some) > 1 else map
            for batch, (mask, decoded) in zip(some, each(partial(self._batch, made, vectors), some), strict=True):
                rows = (offsets[batch][:, None] + np.arange(mask.shape[1]))[mask]
                scores = scores or _empty(int(offsets[-1]), decoded)
                for key, values in decoded.items():
                    getattr(scores, key)[rows] = values[mask]
        assert scores is not None
        scores.windows = keep(windows, [scores.sent_start[a:b] for a, b in pairwise(offsets)])
        if any(w.joined for w in windows):
            _stitch(scores, windows, offsets)
        scores.starts[[a for a, _ in scores.windows]] = True
        return scores

    def _batch(self, made: Chunk, vectors: bool, batch: np.ndarray) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Which places of a batch of windows hold words, bool [B, W], and the fields of `Scores` for them, each [B, W, …]."""
        windows = [made.windows[i] for i in batch]
        fed = inputs(made, windows, self.table, self.prior)
        out = dict(zip(OUTPUTS, self.session.run([*OUTPUTS], fed), strict=True))
        mask = fed["word_mask"] > 0
        decoded = _decoded(out, made, windows, mask)
        if not vectors:
            del decoded["vectors"]
        return mask, decoded


def _decoded(
    out: dict[str, np.ndarray], made: Chunk, windows: Sequence[Window], mask: np.ndarray
) -> dict[str, np.ndarray]:
    """Of one batch the fields of `Scores`, each [B, W, …]; heads are the chunk's word numbers. `mask` bool [B, W]: which places hold words."""
    first = np.array([w.start for w in windows])[:, None]
    words = np.minimum(first + np.arange(mask.shape[1]), len(made.hard) - 1)
    kinds = np.where(mask, made.kinds[words], Kind.OTHER)
    starts = shifted(out["sent_start"] > 0, kinds == Kind.CLOSING, kinds == Kind.OPENING)
    starts = (starts | made.hard[words]) & mask
    heads, deps, other = decode.trees(out["head"], out["dep"], out["arc"], starts, mask)
    likely = {key: np.log(decode.softmax(out[key]) + 1e-9) for key in _OUTSIDE}
    spans = {key: decode.best_tags(likely[key], starts | ~mask, outside) for key, outside in _OUTSIDE.items()}
    return {
        **{key: out[key] for key in ("upos", "xpos", "sent_start", "claims", "vectors")},
        "head": heads + first,
        "dep": deps,
        "changed": other,
        "starts": starts,
        "nested": decode.alone(likely["names"], _OUTSIDE["names"]),
        **spans,
    }


def _empty(n: int, like: Mapping[str, np.ndarray]) -> Scores:
    """Room for the fields of `n` words, of the types and widths that a batch [B, W, …] shows; no vectors where it has none."""
    room = {key: np.zeros((n, *v.shape[2:]), _SMALL.get(key, v.dtype)) for key, v in like.items()}
    return Scores(
        upos=room["upos"],
        xpos=room["xpos"],
        dep=room["dep"],
        head=room["head"],
        sent_start=room["sent_start"],
        starts=room["starts"],
        changed=room["changed"],
        names=room["names"],
        nested=room["nested"],
        mentions=room["mentions"],
        claims=room["claims"],
        vectors=room.get("vectors"),
        windows=[],
    )


def _stitch(scores: Scores, windows: Sequence[Window], offsets: np.ndarray) -> None:
    """Leave of overlapping windows what is kept, in place, and make trees of the sentences that were parted."""
    rows = np.concatenate(
        [np.arange(a, b) - w.start + o for (a, b), w, o in zip(scores.windows, windows, offsets, strict=False)]
    )
    for column in fields(scores):
        values = getattr(scores, column.name)
        if isinstance(values, np.ndarray):
            setattr(scores, column.name, values[rows])
    scores.starts[[a for a, _ in scores.windows]] = True
    before = scores.head.copy()
    mend(scores.head, np.cumsum(scores.starts) - 1)
    scores.changed |= scores.head != before
