"""Two readings compared mistake by mistake."""

from __future__ import annotations

from typing import Any

from benchmarks.mended import changes

TEXT = "Rebels took Dor on Monday. The army shelled Sahl."
REPORT = {"id": "r", "text": TEXT}


def claim(quote: str, **parts: Any) -> dict[str, Any]:
    type_ = "territory_gained" if "took" in quote else "shelling"
    return {"report": "r", "quote": quote, "type": type_, "actor": [], "target": [], "place": [], "source": [], "when": None,
            "count": [], "stance": "asserted"} | parts  # fmt: skip


def test_what_is_mended_and_what_is_made_do_not_cancel_out() -> None:
    took, shelled = "Rebels took Dor", "The army shelled Sahl"
    gold = [claim(took, actor=["Rebels"]), claim(shelled, actor=["The army"])]
    older = [claim(took, actor=["Dor"]), claim(shelled, actor=["The army"])]
    newer = [claim(took, actor=["Rebels"])]
    mended, made = changes([REPORT], gold, older, newer)
    assert [(m.kind, m.gold and m.gold["quote"]) for m in mended] == [("wrong actor", took)]
    assert [(m.kind, m.gold and m.gold["quote"]) for m in made] == [("missed", shelled)]
    assert changes([REPORT], gold, older, older) == ([], [])
