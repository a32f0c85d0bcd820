"""WordPiece tokenisation by BERT's uncased vocabulary, and what else the encoder is told about a word, in tables that numpy can index.

The same pieces as `BertWordPieceTokenizer(lowercase=True)` of the `tokenizers` library gives (Wu et al. 2016,
https://arxiv.org/abs/1609.08144), in so few lines that the library and what it brings along need not be loaded.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from warmonitor.lang.sentences import kind
from warmonitor.lang.shapes import shape

_LONGEST = 100
"""BERT gives up on longer words."""
_REMEMBERED = 100_000


class WordTable:
    """Every distinct word seen, by number: its wordpieces, shape class and `Kind`. Forgets everything when it grows too large.

    `pieces` is int16 [words, longest], `lengths`, `shapes` and `kinds` int8 [words]; rows past the last number are unused.
    """

    def __init__(self, vocabulary: Sequence[str], longest: int) -> None:
        self._ids = {piece: i for i, piece in enumerate(vocabulary)}
        self.cls, self.sep, self.unknown = (self._ids[t] for t in ("[CLS]", "[SEP]", "[UNK]"))
        self._longest = longest
        self._numbers: dict[str, int] = {}
        self.pieces = np.zeros((0, longest), np.int16)
        self.lengths, self.shapes, self.kinds = (np.zeros(0, np.int8) for _ in range(3))
        self._grow(1 << 13)

    @classmethod
    def read(cls, path: Path, longest: int) -> WordTable:
        """From a `vocab.txt`; `longest`: wordpieces kept of a word."""
        return cls(path.read_text("utf-8").split("\n"), longest)

    def numbers(self, words: Sequence[str]) -> np.ndarray:
        """The rows of the words, int32 [len(words)]; only valid until the next call."""
        if len(self._numbers) > _REMEMBERED:
            self._numbers.clear()
        try:
            return np.fromiter(map(self._numbers.__getitem__, words), np.int32, len(words))
        except KeyError:
            self._add(set(words).difference(self._numbers))
            return np.fromiter(map(self._numbers.__getitem__, words), np.int32, len(words))

    def pieces_of(self, word: str) -> list[int]:
        """Wordpiece ids of one word, at least one."""
        ids = [i for part in _parts(word) for i in self._greedy(part)]
        return ids[: self._longest] or [self.unknown]

    def _add(self, words: Iterable[str]) -> None:
        for word in words:
            row = len(self._numbers)
            if row == len(self.lengths):
                self._grow(2 * row)
            ids = self.pieces_of(word)
            self.pieces[row, : len(ids)] = ids
            self.lengths[row] = len(ids)
            self.shapes[row] = shape(word)
            self.kinds[row] = kind(word)
            self._numbers[word] = row

    def _grow(self, rows: int) -> None:
        self.pieces = _longer(self.pieces, rows)
        self.lengths = _longer(self.lengths, rows)
        self.shapes = _longer(self.shapes, rows)
        self.kinds = _longer(self.kinds, rows)

    def _greedy(self, part: str) -> list[int]:
        """Longest match first; one unknown if any rest has no piece."""
        if len(part) > _LONGEST:
            return [self.unknown]
        found: list[int] = []
        start, end = 0, len(part)
        while start < end:
            piece = part[start:end] if not start else "##" + part[start:end]
            number = self._ids.get(piece)
            if number is None:
                end -= 1
                continue
            found.append(number)
            start, end = end, len(part)
        return found if start == len(part) else [self.unknown]


def _longer(table: np.ndarray, rows: int) -> np.ndarray:
    return np.concatenate((table, np.zeros((rows - len(table), *table.shape[1:]), table.dtype)))


def _parts(word: str) -> Iterator[str]:
    """BERT's normalisation: controls out, CJK apart, accents off, lower case; then cut at blanks and around punctuation."""
    if word.isascii() and word.isalnum():
        yield word.lower()
        return
    kept = "".join(
        f" {c} " if _is_cjk(c) else " " if c in "\t\n\r" else c for c in word if c in "\t\n\r" or not _is_control(c)
    )
    plain = "".join(c for c in unicodedata.normalize("NFD", kept) if unicodedata.category(c) != "Mn").lower()
    for run in plain.split():
        start = 0
        for i, c in enumerate(run):
            if _is_punctuation(c):
                if start < i:
                    yield run[start:i]
                yield c
                start = i + 1
        if start < len(run):
            yield run[start:]


def _is_control(c: str) -> bool:
    return c in "\0\ufffd" or unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs")


def _is_punctuation(c: str) -> bool:
    return (c.isascii() and c.isprintable() and not c.isalnum() and c != " ") or unicodedata.category(c)[0] == "P"


def _is_cjk(c: str) -> bool:
    return c > "\u2e7f" and any(a <= c <= b for a, b in _CJK)


_CJK = (
    ("\u4e00", "\u9fff"), ("\u3400", "\u4dbf"), ("\U00020000", "\U0002a6df"), ("\U0002a700", "\U0002b73f"), ("\U0002b740", "\U0002b81f"),
    ("\U0002b920", "\U0002ceaf"), ("\uf900", "\ufaff"), ("\U0002f800", "\U0002fa1f"),
)  # fmt: skip
