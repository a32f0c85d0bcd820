"""Whose figures are: owned ones, those with a source in brackets, and those set beside another's without a verb of their own."""

from __future__ import annotations

from typing import Any

import pytest

import warmonitor
from warmonitor.read.speech.attribution import Attributions
from warmonitor.read.veil import parsed


def speakers(pipeline: Any, text: str, of: str) -> list[str]:
    """To whom the words `of` of a text are attributed."""
    doc = parsed(pipeline, text)
    at = text.index(of)
    return [m.text for m in Attributions(doc, "r").of(doc.words_in(at, at + len(of))).speakers]


@pytest.mark.parametrize(
    ("text", "of", "speaker"),
    [
        ("By the Harbour Council's count, 23 people were killed in Dor.", "23 people were killed in Dor", "the Harbour Council"),
        ("Figures from the Health Ministry stood at 87 dead in Dor.", "87 dead in Dor", "the Health Ministry"),
        ("The council's estimate is 4,000 people displaced from Dor.", "4,000 people displaced from Dor", "The council"),
    ],
)  # fmt: skip
def test_a_figure_is_told_by_whose_it_is(pipeline: Any, text: str, of: str, speaker: str) -> None:
    assert speakers(pipeline, text, of) == [speaker]


def test_whose_figure_stands_in_the_middle_of_a_clause_tells_only_that(pipeline: Any) -> None:
    text = "The front, by the army's estimate 180 strong, still controls the ridge above Dor."
    assert speakers(pipeline, text, "still controls the ridge above Dor") == []


@pytest.mark.parametrize(
    ("text", "of", "found"),
    [
        ("At least 510 dead (WHO) since the fighting began.", "At least 510 dead", ["WHO"]),
        ("Some 4,000 people have fled the town (source: OCHA, 12 May).", "Some 4,000 people have fled", ["OCHA"]),
        ("Two rebels of the Revolutionary United Front (RUF) were killed.", "were killed", []),
        ("Twelve soldiers of the Stabilization Mission (MONUSCO) were killed.", "were killed", []),
        ("Jets killed 12 militants (PKK) in the hills.", "Jets killed 12 militants", []),
        ("Some 12 people were killed in Butembo (DRC).", "12 people were killed in Butembo", []),
        ("Twelve people died in Dor (source:).", "Twelve people died", []),
    ],
)
def test_a_source_in_brackets(pipeline: Any, text: str, of: str, found: list[str]) -> None:
    assert speakers(pipeline, text, of) == found


def told(text: str) -> list[tuple[str, tuple[str, ...], list[int], tuple[str, ...]]]:
    """The quotes of a text's claims with their speakers, counts and places."""
    return [
        (c.quote, tuple(m.text for m in c.attribution.speakers), [n.low for n in c.counts], tuple(w.text for w in c.where))
        for c in warmonitor.read(text, published="2021-06-16")
    ]  # fmt: skip


def test_two_who_tell_a_figure_make_two_claims() -> None:
    assert told("Hospital officials counted 17 dead in the shelling of Kharkiv, the mayor 21.") == [
        ("Hospital officials counted 17 dead in the shelling of Kharkiv", ("Hospital officials",), [17], ("Kharkiv",)),
        ("the mayor 21", ("the mayor",), [21], ("Kharkiv",)),
    ]
    assert [t[:3] for t in told("The army says 60 militants were killed in the raid; the militants say 4.")] == [
        ("The army says 60 militants were killed in the raid", ("The army",), [60]),
        ("the militants say 4", ("the militants",), [4]),
    ]


def test_what_a_source_in_brackets_tells_is_quoted_without_it() -> None:
    assert [t[0] for t in told("Some 90,000 people have been displaced in Cabo Delgado (IOM).")] == [
        "Some 90,000 people have been displaced in Cabo Delgado"
    ]


def test_two_whose_losses_one_tells_make_one_claim() -> None:
    assert [t[1] for t in told("Residents said the army had lost 30 men, the rebels 12.")] == [("Residents",)]


def test_who_counts_did_not_do_it() -> None:
    (claim,) = warmonitor.read(
        "MSF's count stood at 56 wounded from the shelling of El Fasher.", published="2021-06-16"
    )
    assert (claim.actors, [m.text for m in claim.attribution.speakers]) == ((), ["MSF"])


def test_who_is_set_against_another_tells_only_their_own_figure() -> None:
    text = "Sudan's army said it killed 120 RSF fighters in Sennar, while the RSF put its losses at 9."
    assert [t[1:3] for t in told(text)] == [(("Sudan's army",), [120]), (("the RSF",), [9])]


def test_who_is_cited_behind_a_semicolon_tells_nothing_of_what_stands_before_it(pipeline: Any) -> None:
    text = "According to the army, 60 people died in Dor; according to the Harbour Council, 12."
    assert speakers(pipeline, text, "60 people died in Dor") == ["the army"]
    assert speakers(pipeline, "Sixty people died in Dor; according to the army.", "Sixty people died") == ["the army"]


def test_a_capital_gives_a_figure_beside_another_s() -> None:
    assert told("Baku put its dead in the shelling of Ganja at 12 and Yerevan at three.") == [
        ("Baku put its dead in the shelling of Ganja at 12", ("Baku",), [12], ("Ganja",)),
        ("Yerevan at three", ("Yerevan",), [3], ("Ganja",)),
    ]


def test_a_figure_is_put_of_what_a_pronoun_takes_up(pipeline: Any) -> None:
    assert speakers(pipeline, "The army puts its losses at 12; the rebels put them at 90.", "them at 90") == [
        "the rebels"
    ]


@pytest.mark.parametrize(
    ("text", "of", "found"),
    [
        ("Rebels held Dor on Monday, a security source and two people evacuated by boat said.", "Rebels held Dor", ["a security source and two people"]),
        ("Half of its people have left Dor, Artak Beglaryan, the ombudsman, told Interfax.", "Half of its people have left Dor", ["Artak Beglaryan, the ombudsman", "Interfax"]),
        ("Helicopters of the Valley Army hit Dor, according to its director.", "Helicopters of the Valley Army hit Dor", ["Valley Army director"]),
    ],
)  # fmt: skip
def test_who_tells_it_by_words_before_and_behind(pipeline: Any, text: str, of: str, found: list[str]) -> None:
    assert speakers(pipeline, text, of) == found
