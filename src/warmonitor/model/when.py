"""Days on which something is said to have happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .filling import filled
from .span import Span


@filled
@dataclass(frozen=True, slots=True)
class When:
    """When it is said to have happened, as an interval of days: from `earliest` to `latest`, both inclusive.

    `acled`: ACLED time precision, 1 day, 2 week, 3 month or more. `ucdp`: UCDP date precision, 1 exact day, 2 two to six days, 3 a week,
    4 up to a month, 5 up to a year and more. `anchor` is the day that relative words were resolved against, `span` the words,
    `value` their TIMEX3 value, `rule` the name of the rule that read them.
    """

    earliest: date
    latest: date
    acled: int
    ucdp: int
    span: Span | None = None
    value: str | None = None
    anchor: date | None = None
    rule: str = ""

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError(f"starts on {self.earliest}, after it ends on {self.latest}")

    @classmethod
    def of(
        cls,
        earliest: date,
        latest: date,
        *,
        span: Span | None = None,
        value: str | None = None,
        anchor: date | None = None,
        rule: str = "",
    ) -> When:
        """A When whose precision codes follow from its length."""
        acled, ucdp = precision(earliest, latest)
        return cls(earliest, latest, acled, ucdp, span=span, value=value, anchor=anchor, rule=rule)


def precision(earliest: date, latest: date) -> tuple[int, int]:
    """ACLED time precision (1–3) and UCDP date precision (1–5) of a span of days, after the two codebooks."""
    days = (latest - earliest).days + 1
    acled = 1 if days == 1 else 2 if days <= 7 else 3
    ucdp = 1 if days == 1 else 2 if days <= 6 else 3 if days == 7 else 4 if days <= 31 else 5
    return acled, ucdp
