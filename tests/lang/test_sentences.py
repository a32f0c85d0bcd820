"""Where sentences may begin, by what the text shows."""

from __future__ import annotations

import re

import numpy as np
import pytest

from warmonitor.lang import sentences
from warmonitor.lang.sentences import kind, likely_starts, reluctance, shifted, sided
from warmonitor.lang.tables import table
from warmonitor.lang.tokenize import tokenize

UNFINISHED = table("warmonitor.lang", "en", "sentences.yml")["unfinished"]


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
    kinds = sided(np.array([kind(w) for w in words]), np.array(starts), np.array(ends))
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The source said troops left", "- 2 2 4 2"),
        ("They fled. Troops came: one died", "- 2 1 0 2 1 0 2"),
        ("He said that Raqqa fell", "- 2 4 3 2"),
        ("(They won.) Now", "- 1 2 1 0 0"),
    ],
)
def test_reluctance(text: str, expected: str) -> None:
    words, starts, ends = tokenize(text)
    kinds = sided(np.array([kind(w) for w in words]), np.array(starts), np.array(ends))
    found = reluctance(kinds, np.arange(len(words)) == 0)
    assert found[0] == 0 and " ".join(["-", *(f"{n:.0f}" for n in found[1:])]) == expected


def against(text: str) -> list[float]:
    words, starts, ends = tokenize(text)
    kinds = sided(np.array([kind(w) for w in words]), np.array(starts), np.array(ends))
    return [float(n) for n in reluctance(kinds, np.arange(len(words)) == 0)]


def test_the_marked_words_of_the_example_end_no_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    marked = UNFINISHED["example"].split()
    text = re.sub(r"[][]", "", UNFINISHED["example"])
    found = against(text)
    monkeypatch.setattr(sentences, "_unfinished", frozenset)
    gained = [a - b for a, b in zip(found, against(text), strict=True)]
    assert gained[1:] == [2.0 if word.startswith("[") else 0.0 for word in marked[:-1]]
