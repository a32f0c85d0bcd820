"""Who holds a place, where the words name them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from warmonitor.lang.doc import Doc
from warmonitor.model import Claim, EventType, Mention, Span
from warmonitor.read.lexicon import lexicon
from warmonitor.read.roles.holders import named

TAGS = {"the": "DET", "now": "ADV", "since": "ADP", "March": "PROPN", "and": "CCONJ", "factions": "NOUN", "rebel": "NOUN", "fighters": "NOUN"}  # fmt: skip


def holder(text: str, actor: str = "Government", type_: EventType = EventType.TERRITORY_HELD) -> list[str]:
    """The actors of a claim on the text after "|", of which the reader took `actor` for the holder."""
    whole = f"Government {text}"
    words = whole.split()
    doc = Doc.of(words, upos=[TAGS.get(w, "X") for w in words], text=whole)
    start = len("Government ")
    quote = Span("r", start, len(whole))
    at = Span("r", whole.index(actor), whole.index(actor) + len(actor))
    claim = Claim("r#1", "r", type_, quote, text, actors=(Mention(actor, at),))
    return [m.text for m in named([claim], doc)[0].actors]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Qasr was still in the hands of the factions", ["factions"]),
        ("Qasr is held by rebel fighters since March", ["rebel fighters"]),
        ("Qasr and Mina are now under army control", ["army"]),
        ("Qasr is under the rebels’ control", ["rebels"]),
        ("Qasr is under full control", ["Government"]),
        ("Qasr has been quiet", ["Government"]),
    ],
)
def test_the_words_name_the_holder(text: str, actors: list[str]) -> None:
    assert holder(text) == actors


def test_other_claims_and_right_holders_stay() -> None:
    assert holder("Qasr in the hands of the factions", type_=EventType.TERRITORY_GAINED) == ["Government"]
    assert holder("Qasr in the hands of the factions", actor="the factions") == ["the factions"]


@pytest.mark.parametrize("key", ["held_by", "held_under", "held_under_ends", "holding"])
def test_each_list_tells_a_holder_in_its_example(key: str, without: Callable[[str, str], None]) -> None:
    text = re.sub(r"[][]", "", lexicon("roles")[key]["example"])
    before = holder(text)
    without("roles", key)
    assert holder(text) != before
