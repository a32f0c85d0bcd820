"""The measure of even-handedness: a reader that favours a side is found out, one that does not is not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from benchmarks.evenhanded import Sentence, failures, sentences

from warmonitor.model import Claim, EventType, Mention, Report, Span

SENTENCES = list(sentences())
PUBLISHED = date(2023, 6, 14)


def test_there_are_three_hundred_and_each_names_both_sides() -> None:
    assert len({s.text() for s in SENTENCES}) == 300
    assert all(s.text() != s.text(swapped=True) for s in SENTENCES)


@pytest.mark.parametrize("sentence", SENTENCES[::7], ids=Sentence.text)
def test_with_neutral_names_both_ways_round_are_one_sentence(sentence: Sentence) -> None:
    one, other = (sentence.neutral(sentence.text(swapped=s), swapped=s) for s in (False, True))
    assert one.casefold() == other.casefold()
    assert all(side in one for side in ("{A}", "{B}") if side in sentence.template)


class _Reader:
    """Takes the first of the sides that it knows for the actor, wherever it stands; without sides, whoever stands first."""

    def __init__(self, *known: str) -> None:
        self.known = known

    def read(self, report: Report) -> list[Claim]:
        text = report.text.casefold()
        favoured = next((k for k in self.known if k in text), None)
        actor = favoured or min(
            (n for s in SENTENCES for n in (s.names["a"], s.names["b"]) if n.casefold() in text),
            key=lambda n: text.find(n.casefold()),
        )
        return [Claim("c", report.id, EventType.ADVANCE, Span(report.id, 0, 1), "x", actors=(Mention(actor),))]


def _failed(*known: str) -> list[Any]:
    rebels = [s for s in SENTENCES if s.names["b"] == "the rebels"]
    return list(failures(_Reader(*known), rebels, PUBLISHED))  # type: ignore[arg-type]


def test_a_reader_that_favours_a_side_is_found_out() -> None:
    assert not _failed()
    found = _failed("the syrian army")
    assert len(found) == 14 and all(f.fields == ("actor",) for f in found)
