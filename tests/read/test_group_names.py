"""Names of armed groups that look like places."""

from __future__ import annotations

import pytest

from warmonitor.api import open_pack
from warmonitor.model import Claim, EventType, Report, Span, Where
from warmonitor.read.grounding import Grounding

PACK = open_pack(["syria"])


def placed(text: str, *places: str) -> list[str]:
    """The words that stay places of a claim on the whole text."""
    where = tuple(Where(p, Span("r", text.index(p), text.index(p) + len(p))) for p in places)
    claim = Claim("r#1", "r", EventType.AIR_STRIKE, Span("r", 0, len(text)), text, where=where)
    (found,) = Grounding(pack=PACK).ground([claim], Report("r", text))
    return [w.text for w in found.where]


@pytest.mark.parametrize(
    ("text", "places", "left"),
    [
        ("Jets hit a store of Hurras al-Din near Mina.", ("al-Din", "Hurras al-Din", "Mina"), ["Mina"]),
        ("An Ahrar al-Sham post in Mina was shelled.", ("Ahrar al-Sham", "Mina"), ["Mina"]),
        ("A base of Hayat Tahrir al-Sham, in Damascus.", ("Tahrir al-Sham", "Damascus"), ["Damascus"]),
        ("People fled to UN and NATO bases in Damascus.", ("UN", "NATO", "Damascus"), ["Damascus"]),
        ("Shells fell in DAMASCUS.", ("DAMASCUS",), ["DAMASCUS"]),
        ("Shells fell in Damascus and Moscow protested.", ("Damascus", "Moscow"), ["Damascus", "Moscow"]),
        ("The Damascus suburb of Harasta was hit.", ("Damascus", "Harasta"), ["Damascus", "Harasta"]),
    ],
)
def test_a_group_is_no_place(text: str, places: tuple[str, ...], left: list[str]) -> None:
    assert placed(text, *places) == left
