"""Wordpieces: the same as the library's that the model was trained with, and tables that grow and forget."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from warmonitor.lang.sentences import Kind
from warmonitor.lang.wordpiece import WordTable

_PIECES = "[PAD] [UNK] [CLS] [SEP] reb ##el ##s took al - nu ##s ##ra ı e é ' $ ! 中 ( ) 3 ##5 a b ##a ##b ö o".split()


@pytest.fixture
def table() -> WordTable:
    return WordTable(_PIECES, 4)


def test_longest_piece_first(table: WordTable) -> None:
    assert [_PIECES[i] for i in table.pieces_of("Rebels")] == ["reb", "##el", "##s"]
    assert [_PIECES[i] for i in table.pieces_of("al-Nusra")] == ["al", "-", "nu", "##s"]  # bounded: four at most


@pytest.mark.parametrize("word", ["zzz", "rebx", "\u200b", "\x00", "a" * 101])
def test_what_has_no_pieces_is_unknown(table: WordTable, word: str) -> None:
    assert table.pieces_of(word) == [table.unknown]


@given(
    st.text(
        st.one_of(
            st.sampled_from("rebelstookalnusra-é'$!中()35abö Éİ\u0301\u00ad\t´`ﬁ①"),
            st.characters(
                max_codepoint=0x5FF, exclude_categories=["Cn"]
            ),  # newer letters are judged by the library's older tables
            st.characters(min_codepoint=0x2000, max_codepoint=0x206F, exclude_categories=["Cn"]),
        ),
        max_size=12,
    )
)
@example("É中-İ")
def test_the_same_pieces_as_the_library_gives(word: str) -> None:
    tokenizers = pytest.importorskip("tokenizers")
    assume("[" not in word)  # the library takes "[SEP]" in a text for its own mark
    library = tokenizers.BertWordPieceTokenizer({p: i for i, p in enumerate(_PIECES)}, lowercase=True)
    theirs = library.encode(word, add_special_tokens=False).ids[:4]
    assert WordTable(_PIECES, 4).pieces_of(word) == (theirs or [1])


def test_numbers_lead_to_what_is_known_of_a_word(table: WordTable) -> None:
    rows = table.numbers(["took", "Rebels", "took", "!", "”"])
    assert rows[0] == rows[2] != rows[1]
    assert table.lengths[rows].tolist() == [1, 3, 1, 1, 1]
    assert table.pieces[rows[1], :3].tolist() == table.pieces_of("Rebels")
    assert table.kinds[rows].tolist() == [Kind.SMALL, Kind.OTHER, Kind.SMALL, Kind.FINAL, Kind.CLOSING]


def test_a_growing_table_keeps_its_rows(table: WordTable) -> None:
    words = [f"a{'b' * (i % 3)}{i}" for i in range(20_000)]
    rows = table.numbers(words)
    assert len(np.unique(rows)) == len(words)
    assert [table.pieces[r, : table.lengths[r]].tolist() for r in rows[::999]] == [
        table.pieces_of(w) for w in words[::999]
    ]


def test_a_full_table_starts_afresh(table: WordTable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warmonitor.lang.wordpiece._REMEMBERED", 3)
    for words in (["a", "b", "ab", "ba", "o"], ["Rebels", "a"]):
        rows = table.numbers(words)
        assert [table.pieces[r, : table.lengths[r]].tolist() for r in rows] == [table.pieces_of(w) for w in words]


def test_a_vocabulary_is_read_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "vocab.txt").write_text("\n".join(_PIECES) + "\n", "utf-8")
    assert WordTable.read(tmp_path / "vocab.txt", 4).pieces_of("took") == [_PIECES.index("took")]
