"""Who took a place that is said to be taken."""

from __future__ import annotations

import re

import pytest

from warmonitor.model import Attribution, Claim, EventType, Mention, Span
from warmonitor.read.lexicon import lexicon
from warmonitor.read.roles.takers import _tells, taken


def parties(
    text: str, quote: str, *actors: str, type_: EventType = EventType.TERRITORY_GAINED
) -> tuple[list[str], list[str]]:
    """Actors and targets of a claim on part of a text, of which the reader took `actors` for those who took the place."""

    def span(part: str) -> Span:
        return Span("r", text.index(part), text.index(part) + len(part))

    claim = Claim("r#1", "r", type_, span(quote), quote, actors=tuple(Mention(a, span(a)) for a in actors))
    (found,) = taken([claim])
    return [m.text for m in found.actors], [m.text for m in found.targets]


@pytest.mark.parametrize(
    ("text", "quote", "actors", "took", "lost"),
    [
        ("The Front took Dor in May. The army retook it.", "The army retook it", ("The Front", "The army"), ["The army"], []),
        ("The army and the Front came in May. They took Dor.", "They took Dor", ("The army", "the Front"), ["The army", "the Front"], []),
        ("The army and the Front took Dor.", "The army and the Front took Dor", ("The army", "the Front"), ["The army", "the Front"], []),
        ("After Dor was liberated from the army, they sang.", "Dor was liberated from the army", ("the army",), [], ["the army"]),
        ("The Front purged Dor of it.", "The Front purged Dor of it", ("The Front",), ["The Front"], []),
        ("Dor was captured by men from the Front.", "Dor was captured by men from the Front", ("the Front",), ["the Front"], []),
        ("Men from the Front took Dor.", "Men from the Front took Dor", ("the Front",), ["the Front"], []),
        ("Dor fell from army control.", "Dor fell from army control", ("army",), [], ["army"]),
        ("The army took Dor from Zal.", "The army took Dor from Zal", ("The army", "Zal"), ["The army"], ["Zal"]),
    ],
)  # fmt: skip
def test_takers(text: str, quote: str, actors: tuple[str, ...], took: list[str], lost: list[str]) -> None:
    assert parties(text, quote, *actors) == (took, lost)


def test_who_cedes_a_place_lost_it_and_who_gets_it_took_it() -> None:
    text = "The army ceded Dor to the Front"
    army, front = (Mention(m, Span("r", text.index(m), text.index(m) + len(m))) for m in ("The army", "Front"))
    claim = Claim(
        "r#1", "r", EventType.TERRITORY_GAINED, Span("r", 0, len(text)), text, actors=(army,), targets=(front,)
    )
    (found,) = taken([claim])
    assert (found.actors, found.targets) == ((front,), (army,))


def test_who_took_a_place_did_not_leave_it() -> None:
    text = "The Front lost Dor to the army"
    assert parties(text, text, "The Front", "army", type_=EventType.TERRITORY_LEFT)[0] == ["The Front"]


def test_who_took_a_place_did_not_lose_it() -> None:
    text = "Dor fell to the Front"
    front = Mention("Front", Span("r", 16, 21))
    claim = Claim("r#1", "r", EventType.TERRITORY_GAINED, Span("r", 0, 21), text, actors=(front,), targets=(front,))
    (found,) = taken([claim])
    assert (found.actors, found.targets) == ((front,), ())


@pytest.mark.parametrize(
    ("quote", "took"), [("they took Dor", ["the Front"]), ("had taken Dor", ["The army", "the Front"])]
)
def test_they_are_who_says_so(quote: str, took: list[str]) -> None:
    text = f"The army left, three days after the Front said {quote}."

    def mention(words: str) -> Mention:
        return Mention(words, Span("r", text.index(words), text.index(words) + len(words)))

    said = Attribution((mention("the Front"), mention("The army")))
    span = Span("r", text.index(quote), len(text) - 1)
    actors = (mention("The army"), mention("the Front"))
    (found,) = taken([Claim("r#1", "r", EventType.TERRITORY_GAINED, span, quote, actors=actors, attribution=said)])
    assert [m.text for m in found.actors] == took


def test_who_is_named_elsewhere_may_strike() -> None:
    text = "The Front took Dor. The army shelled it."
    assert parties(text, "The army shelled it", "The Front", "The army", type_=EventType.SHELLING)[0] == [
        "The Front",
        "The army",
    ]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The Front forced the army to withdraw from Dor", ["army"]),
        ("The army was forced to withdraw from Dor", ["army"]),
        ("The army was forced by The Front to leave Dor", ["army"]),
        ("The army forces left Dor for Zal, and The Front had to look on", ["The Front", "army"]),
    ],
)
def test_who_forces_others_out_did_not_leave(text: str, left: list[str]) -> None:
    actors = ("The Front", "army") if "Front" in text else ("army",)
    assert parties(text, text, *actors, type_=EventType.TERRITORY_LEFT)[0] == left


def test_who_left_is_who_the_words_name() -> None:
    text = "The Front still held Dor and troops had fled to Zal"
    assert parties(text, "troops had fled to Zal", "The Front", "troops", type_=EventType.TERRITORY_LEFT)[0] == [
        "troops"
    ]


@pytest.mark.parametrize("row", lexicon("roles")["changing_hands"], ids=lambda row: row["name"])
def test_the_words_of_a_row_tell_it_of_whom_its_example_marks(row: dict[str, str]) -> None:
    text = re.sub(r"[][]", "", row["example"])
    sides = {"Front", "army"}
    spans = {side: Span("r", text.index(side), text.index(side) + len(side)) for side in sides if side in text}
    claim = Claim("r#1", "r", EventType.TERRITORY_LEFT, Span("r", 0, len(text)), text)
    told = {side for side, span in spans.items() if _tells(row["name"], claim, Mention(side, span))}
    assert told == set(re.findall(r"\[(.+?)\]", row["example"]))
