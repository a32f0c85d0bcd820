"""What came of checking a report's figures is shown wherever its claims are."""

from __future__ import annotations

import io

from rich.console import Console

from warmonitor.model import Claim, EventType, Reason, Report, Span
from warmonitor.model.claim import CHECK
from warmonitor.views import explain, show
from warmonitor.views.captions import marks
from warmonitor.views.parts import Check, Entry, line_of

TEXT = "They took Amra, 33 km (30 miles) south of Asmar."
REPORT = Report("r", TEXT)
WRONG = Reason(CHECK, "33 km is 20.5 miles, not 30", "measures", Span("r", 16, 32), 0.0)
RIGHT = Reason(CHECK, "Amra lies 32 km south of Asmar on the map, as stated", "distance", Span("r", 10, 47), 1.0)
CLAIM = Claim("r#1", "r", EventType.TERRITORY_GAINED, Span("r", 0, 14), TEXT[:14], reasons=(WRONG, RIGHT))


def test_a_line_carries_both_and_warns_of_what_cannot_be_right() -> None:
    line = line_of(CLAIM, REPORT)
    assert line.checks == (Check("measures", False, WRONG.value), Check("distance", True, RIGHT.value))
    assert marks(line, Entry(1, "Amra", "")) == f"figures do not agree: {WRONG.value}"


def test_show_lists_them_and_json_has_them() -> None:
    out = io.StringIO()
    show.render(REPORT, [CLAIM], Console(file=out, width=100))
    assert f"✗ {WRONG.value}" in out.getvalue() and f"✓ {RIGHT.value}" in out.getvalue()
    (row,) = show.as_json(REPORT, [CLAIM])["claims"]
    assert [c["holds"] for c in row["checks"]] == [False, True]


def test_explain_gives_the_words_they_come_from() -> None:
    rows = [w for w in explain.explain(CLAIM, REPORT) if w.field == CHECK]
    assert [(w.words, w.rule, w.score) for w in rows] == [
        ("33 km (30 miles)", "measures", None),
        (TEXT[10:47], "distance", None),
    ]
