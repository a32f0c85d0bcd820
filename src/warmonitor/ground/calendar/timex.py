"""One time expression of a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

Tense = Literal["past", "present", "future"]


class Kind(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True)
class Timex:
    """Characters `start` to `end` of a text and what they mean, after TIMEX3.

    `value` is the TIMEX3 value, years before Christ as `BC0480`, "" where the context allows none. `mod` is TIMEX3's (START, MID, END,
    APPROX, MORE_THAN, LESS_THAN …). `rule` names the rule of the rule file. `earliest` and `latest` are the days meant, both inclusive and
    None together: a duration has them only where the words anchor it ("the past 24 hours"). `link` is how the words before tie it to its
    clause ("since", "until", "from", "by", "for", "in"…, "" where none does). `tense` is that of the clause, which decides between
    the last and the next Friday.
    """

    start: int
    end: int
    type: Kind
    value: str
    mod: str | None = None
    rule: str = ""
    tense: Tense = "past"
    earliest: date | None = None
    latest: date | None = None
    link: str = ""
