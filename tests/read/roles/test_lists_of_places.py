"""What is said of a list of places is said of each of them."""

from __future__ import annotations

import pytest

from warmonitor.lang.doc import Doc
from warmonitor.model import Claim, EventType, Mention, Span, Where
from warmonitor.read.roles.listed import completed


def placed(text: str, *places: str, actor: str = "", nouns: tuple[str, ...] = ()) -> list[str]:
    """The places of a claim on the whole text after `places` were found in it."""
    words = text.replace(",", " ,").split()
    doc = Doc.of(words, upos=["NOUN" if w in nouns else "X" for w in words], text=text)
    where = tuple(Where(p, _span(text, p)) for p in places)
    actors = (Mention(actor, _span(text, actor)),) if actor else ()
    claim = Claim("r#1", "r", EventType.TERRITORY_GAINED, Span("r", 0, len(text)), text, where=where, actors=actors)
    return [w.text for w in completed([claim], doc)[0].where]


def _span(text: str, words: str) -> Span:
    return Span("r", text.index(words), text.index(words) + len(words))


@pytest.mark.parametrize(
    ("text", "found", "all_"),
    [
        ("The army took Qasr, Tell Aswad and Mina on Friday", ("Mina",), ["Qasr", "Tell Aswad", "Mina"]),
        ("Shells fell on al-Qasr and Deir al-Mina", ("al-Qasr",), ["al-Qasr", "Deir al-Mina"]),
        ("Qasr, Mina, and Sor were hit", ("Qasr", "Sor"), ["Qasr", "Mina", "Sor"]),
        ("The army took Qasr and the hills around Mina", ("Qasr",), ["Qasr"]),
        ("The army took Qasr in Zar, Syria", ("Qasr",), ["Qasr"]),
        ("The army took Qasr and Mina", (), []),
        ("The army took Qasr on 16 February and Mina today", ("Qasr", "Mina"), ["Qasr", "Mina"]),
        ("In Zar, Syria, the army took Qasr, Mina and Sor", ("Qasr",), ["Qasr", "Mina", "Sor"]),
    ],
)
def test_a_list_is_taken_whole(text: str, found: tuple[str, ...], all_: list[str]) -> None:
    assert placed(text, *found) == all_


def test_a_page_of_names_without_an_end_is_passed_over_at_once() -> None:
    """Looked through from each of its names anew it would take minutes."""
    names = ", ".join(["Qasr"] * 10_000)
    assert placed(f"Mina, {names} fell", "Mina") == ["Mina"]


def test_what_goes_on_is_no_place() -> None:
    assert placed("Fighters left Qasr and Russian jets struck", "Qasr", nouns=("jets",)) == ["Qasr"]


def test_who_did_it_is_no_place() -> None:
    assert placed("Talks of Moscow and Ankara", "Moscow", actor="Ankara") == ["Moscow"]
