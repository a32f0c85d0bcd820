"""A quote that opens a report begins behind its dateline."""

from __future__ import annotations

import pytest

import warmonitor
from warmonitor.lang import load
from warmonitor.read.phrases import past_dateline


@pytest.mark.parametrize(
    "text",
    [
        "DOR — | Troops took two towns.",
        "DOR, May 3 (Lakes Wire) - | Troops took two towns.",
        "PORT DOR, Ruritania, May 3, 2021 -- | Troops took two towns.",
        "Dor (Lakes Wire) – | Troops took two towns.",
        "Shells fell.\nDOR - | Troops took two towns.",
        "| Troops took Dor - a port - and left.",
        "| Nine-Mile Front fighters took two towns.",
        "| Dor – Troops took it, and left.",
        "| DOR and Sahl – both ports – fell.",
    ],
)
def test_a_quote_begins_behind_the_dateline(text: str) -> None:
    doc = load("en").parse(text.replace("| ", ""))
    first = doc.text.rfind("\n") + 1
    start = next(w for w in range(len(doc)) if doc.starts[w] >= first)
    begin = past_dateline(doc, (start, len(doc)))[0]
    assert doc.starts[begin] == text.index("|")


@pytest.mark.parametrize(
    ("dateline", "speaker", "neutral"),
    [
        ("YEREVAN, Sept 28 (Lakes Wire) - ", "The defence minister", None),
        ("MOSCOW, Sept 28 - ", "The defence ministry", None),
        ("BAKU, Sept 28 (Lakes Wire) - ", "The defence minister", "Government of Azerbaijan"),
        ("", "The defence minister", "Government of Azerbaijan"),
    ],
)
def test_a_minister_who_may_be_of_another_country_is_of_none(dateline: str, speaker: str, neutral: str | None) -> None:
    text = f"{dateline}{speaker} said 16 soldiers had been killed near Agdam."
    (claim,) = warmonitor.read(text, published="2020-09-28")
    assert [m.neutral for m in claim.attribution.speakers] == [neutral]
