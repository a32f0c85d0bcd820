"""Speakers to whom a lost comma has run on what stands before; documents are written down as trees."""

from __future__ import annotations

import pytest
from tests.read.trees import tree

from warmonitor.read.speech.runon import beginning

OF_DOR = "in/in/ADP/3/case the/the/DET/3/det district/district/NOUN/9/nmod of/of/ADP/5/case Dor/Dor/PROPN/3/nmod"


@pytest.mark.parametrize(
    ("sentence", "words", "head", "speaker"),
    [
        (f"{OF_DOR} state/state/NOUN/7/compound television/television/NOUN/9/nsubj said/say/VERB/0/root", (1, 7), 6, "state television"),
        (f"{OF_DOR} Jasmine~fighters/fighter/NOUN/3/nmod reported/report/VERB/0/root", (1, 6), 2, "Jasmine"),
        (
            "the/the/DET/2/det city/city/NOUN/4/nmod local/local/ADJ|JJ/4/amod activists/activist/NOUN/5/nsubj said/say/VERB/0/root",
            (0, 4), 3, "local activists",
        ),
        (
            "critically/critically/ADV/3/advmod the/the/DET/3/det group/group/NOUN/4/nsubj said/say/VERB/0/root",
            (0, 3), 2, "the group",
        ),
        (
            "chemical/chemical/ADJ|JJ/2/amod weapons/weapon/NOUN|NNS/3/compound Jasmine~fighters/fighter/NOUN/4/nsubj reported/report/VERB/0/root",
            (0, 3), 2, "Jasmine",
        ),
        # what stands before belongs to the speaker
        (
            "the/the/DET/2/det director/director/NOUN/7/nsubj of/of/ADP/5/case Dor/Dor/PROPN/5/compound hospital/hospital/NOUN/2/nmod "
            "Amal/Amal/PROPN/2/appos said/say/VERB/0/root",
            (0, 6), 1, "the director of Dor hospital Amal",
        ),
        (
            "The/the/DET/4/det regimes/regime/NOUN/4/nmod:poss interior/interior/ADJ|JJ/4/amod minister/minister/NOUN/5/nsubj said/say/VERB/0/root",
            (0, 4), 3, "The regimes interior minister",
        ),
        (
            "the/the/DET/4/det Dor/Dor/PROPN/3/compound news/news/NOUN/4/compound agency/agency/NOUN/5/nsubj said/say/VERB/0/root",
            (0, 4), 3, "the Dor news agency",
        ),
    ],
)  # fmt: skip
def test_a_speaker_begins_behind_what_was_run_on(
    sentence: str, words: tuple[int, int], head: int, speaker: str
) -> None:
    doc = tree(sentence)
    assert doc.quote(beginning(doc, words, head), words[1]) == speaker
