"""What a person decided about claims."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Decision(StrEnum):
    """`link` and `unlink` record same and different. Accept, correct and reject are for reviewing single claims: reconciling heeds them, no
    command records them yet.
    """

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision on one claim (accept, correct, reject) or on two (same event, different events).

    Never deleted: `undoes` names the judgement that this one takes back.
    """

    id: str
    decision: Decision
    claims: tuple[str, ...]
    by: str
    at: datetime
    note: str = ""
    correction: str = ""  # JSON of the corrected fields
    undoes: str | None = None
