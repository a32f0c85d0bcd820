"""Views say so where there is nothing, or too much, to tell."""

from __future__ import annotations

import io
from datetime import date

from rich.console import Console

from warmonitor.model import Claim, Count, EventType, Mention, Reader, Span, When, Where
from warmonitor.model.coding import CODED
from warmonitor.reconcile import Evidence
from warmonitor.views import explain, numbers, proposal, render_diff
from warmonitor.views.diff import Diff


def plain(width: int = 120) -> Console:
    return Console(file=io.StringIO(), width=width, color_system=None)


def text(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_difference_without_changes_says_so() -> None:
    same = Diff(date(2031, 5, 1), date(2031, 5, 2), 0, 0, (), (), 0)
    console = plain()
    render_diff.terminal(same, console)
    assert render_diff.NOTHING in text(console) and render_diff.NOTHING in render_diff.as_markdown(same)


def test_a_period_of_which_all_is_left_out_has_no_number_but_tells_what_it_left_out() -> None:
    quote = "370,000 people have fled since March"
    whole = Claim(
        "r#1", "r", EventType.DISPLACEMENT, Span("r", 0, len(quote)), quote, targets=(Mention("people"),), where=(Where("North"),),
        when=When.of(date(2031, 3, 1), date(2031, 12, 1)), counts=(Count("displaced", "people", 370_000, 370_000),),
    )  # fmt: skip
    console = plain()
    numbers.render(numbers.series(Evidence([whole]), ["displaced"]), console)
    assert "2031-12  nothing that can be added" in text(console) and "not added: 370,000: 1 Mar" in text(console)


def test_what_somebody_coded_says_so_in_every_field() -> None:
    said = Claim(
        "r#1", "r", EventType.SHELLING, Span("r", 0, 1), "x", actors=(Mention("B"),), reader=Reader(CODED, "1")
    )
    rules = {why.field: why.rule for why in explain.explain(said, None)}
    assert rules["type"] == rules["actor"] == rules["stance"] == CODED and rules["target"] == ""


def test_of_many_stretches_of_days_the_latest_are_shown() -> None:
    spans = [(date(year, 3, 5), date(year, 12, 28)) for year in range(2000, 2007)]
    assert proposal._spans(spans[-2:]) == "5 Mar – 28 Dec 2005; 5 Mar – 28 Dec 2006"
    assert proposal._spans(spans).startswith("3 earlier stretches; 5 Mar – 28 Dec 2003; ")
