from __future__ import annotations

from warmonitor.model import Stance
from warmonitor.views.captions import distinct
from warmonitor.views.parts import Line


def test_the_same_words_are_shown_once_and_the_first_line_stays() -> None:
    first = Line("r#1", "r", "The Wire", None, "a witness", "the town fell")
    again, denied, other = first._replace(claim="r#2"), first._replace(stance=Stance.DENIED), first._replace(report="s")
    assert distinct([first, again, denied, other]) == (first, denied, other)
