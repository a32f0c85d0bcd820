"""A quote that opens a report begins behind its dateline."""

from __future__ import annotations

import pytest

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
