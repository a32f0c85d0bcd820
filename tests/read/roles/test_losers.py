"""Who lost a place that is said to be lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from warmonitor.lang.doc import Doc
from warmonitor.model import Attribution, Claim, EventType, Mention, Span
from warmonitor.read.roles.losers import lost


def losers(
    text: str, actor: str, *, speaker: str = "", cue: str = "", type_: EventType = EventType.TERRITORY_LEFT
) -> list[str]:
    """The actors of a claim on the whole text, of which the reader took `actor` for the loser; "fighters" stands for sides where the text has another word."""
    words, starts, ends, at = [], [], [], 0
    for word in text.split():
        at = text.index(word, at)
        words.append("fighters" if word in ("rebel", "rebels", "army", "Airwars") else word)
        starts.append(at)
        at += len(word)
        ends.append(at)
    n = len(words)
    doc = Doc(
        text,
        tuple(words),
        tuple(starts),
        tuple(ends),
        tuple(words),
        ("X",) * n,
        ("X",) * n,
        (0,) * n,
        ("dep",) * n,
        ((0, n),),
    )

    def span(part: str) -> Span:
        return Span("r", text.index(part), text.index(part) + len(part))

    said = Attribution((Mention(speaker, span(speaker)),) if speaker else (), span(cue) if cue else None)
    claim = Claim(
        "r#1", "r", type_, Span("r", 0, len(text)), text, actors=(Mention(actor, span(actor)),), attribution=said
    )
    return [m.text for m in lost([claim], doc)[0].actors]


@pytest.mark.parametrize(
    ("text", "actor", "actors"),
    [
        ("Qasr was lost on Wednesday after months of army shelling", "army", []),
        ("The rebels' loss of Qasr", "rebels", ["rebels"]),
        ("Qasr was lost by the rebels", "rebels", ["rebels"]),
        ("rebels withdrew from Qasr", "rebels", ["rebels"]),
    ],
)
def test_only_who_is_named_for_it_has_lost_it(text: str, actor: str, actors: list[str]) -> None:
    assert losers(text, actor) == actors


def test_who_admits_a_loss_has_lost() -> None:
    told = "A rebel commander acknowledged the loss of Qasr after the army came"
    assert losers(told, "army", speaker="A rebel commander", cue="acknowledged") == ["rebel"]
    confirmed = told.replace("acknowledged", "confirmed")
    assert losers(confirmed, "army", speaker="A rebel commander", cue="confirmed") == ["rebel"]
    assert losers(told.replace("acknowledged", "reported"), "army", speaker="A rebel commander", cue="reported") == []
    assert (
        losers("A clerk acknowledged the loss of Qasr to the army", "army", speaker="A clerk", cue="acknowledged") == []
    )


def test_other_types_stay() -> None:
    assert losers("Qasr was lost after army shelling", "army", type_=EventType.ADVANCE) == ["army"]


@pytest.mark.parametrize("key", ["lost", "admitting"])
def test_each_list_is_needed(key: str, without: Callable[[str, str], None]) -> None:
    told = "A rebel commander acknowledged the loss of Qasr after the army came"
    assert losers(told, "army", speaker="A rebel commander", cue="acknowledged") == ["rebel"]
    without("roles", key)
    assert losers(told, "army", speaker="A rebel commander", cue="acknowledged") != ["rebel"]


def test_a_monitor_that_confirms_a_loss_has_lost_nothing() -> None:
    assert losers("army confirmed the loss of Qasr", "army", speaker="army", cue="confirmed") == ["army"]
    assert losers("Airwars confirmed the loss of Qasr", "Qasr", speaker="Airwars", cue="confirmed") == []
