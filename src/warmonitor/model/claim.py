"""One source saying that one event happened, is happening, is expected, or did not happen."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from .events import EventType
from .filling import filled
from .names import Mention
from .span import Span
from .when import When
from .where import Where


class Stance(StrEnum):
    """How the source stands to what it tells (event factuality): as fact, as untrue, as yet to come, or as no more than possible."""

    ASSERTED = "asserted"
    DENIED = "denied"
    EXPECTED = "expected"
    POSSIBLE = "possible"


class Voice(StrEnum):
    """Whose words the clause uses: the report's own, or a speaker's in quotation marks (direct speech)."""

    NARRATOR = "narrator"
    QUOTED = "quoted"


@filled
@dataclass(frozen=True, slots=True)
class Count:
    """A number as an interval: `low` to `high` (None: open above) of `who`; `what` is one of `COUNTED`. ValueError where the interval is empty."""

    what: str
    who: str
    low: int
    high: int | None
    span: Span | None = None
    rule: str = ""

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError(f"no count from {self.low} to {self.high}")


@filled
@dataclass(frozen=True, slots=True)
class Attribution:
    """Whom the claim is attributed to: the chain of sources, nearest first, then whoever relayed them; empty where the report speaks for itself.

    `cue` is the verb or phrase of saying, `content` what is said (the terms of the Penn Attribution Relations Corpus).
    """

    speakers: tuple[Mention, ...] = ()
    cue: Span | None = None
    content: Span | None = None
    voice: Voice = Voice.NARRATOR
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """The program (or coder) that made a claim; the name is part of claim ids, the version is data."""

    name: str
    version: str


@filled
@dataclass(frozen=True, slots=True)
class Reason:
    """Why one field of a claim has its value: the words, and the rule or the score that decided."""

    field: str
    value: str
    rule: str
    span: Span | None = None
    score: float | None = None
    example: str | None = None


CHECK = "check"
"""The field of a Reason that tells of a report's own figures instead of a field of the claim."""
OWN_FORCES = "own forces of"
"""How the rule of a Reason begins that takes forces without a name ("our troops") to the party of the speaker named behind it; whoever grades claims goes by it."""


@filled
@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says in one report about one event; field by field as in the codebook.

    `span` covers the quote, `more` the restatements of the same claim elsewhere in the report. `confidence` is between 0 and 1.
    """

    id: str
    report_id: str
    type: EventType
    span: Span
    quote: str
    actors: tuple[Mention, ...] = ()
    targets: tuple[Mention, ...] = ()
    where: tuple[Where, ...] = ()
    when: When | None = None
    counts: tuple[Count, ...] = ()
    attribution: Attribution = Attribution()
    stance: Stance = Stance.ASSERTED
    confidence: float = 1.0
    reader: Reader = Reader("", "")
    more: tuple[Span, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def checks(self) -> tuple[Reason, ...]:
        """What came of holding the figures of the report beside this claim against each other: score 1 where they agree, 0 where they do not."""
        return tuple(r for r in self.reasons if r.field == CHECK)

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence}")
        if self.span.report_id != self.report_id:
            raise ValueError(f"claim of {self.report_id} quotes {self.span.report_id}")


def claim_id(report: str, reader: str, type_: EventType, start: int, end: int, nth: int = 0) -> str:
    """`<report>#<12 hexadecimal digits>`, stable over versions of the reader as long as it finds the same words.

    `nth` tells apart claims of one type on one quote ("A and B blamed each other").
    """
    key = f"{report}\x1f{reader}\x1f{type_}\x1f{start}\x1f{end}\x1f{nth}"
    return f"{report}#{hashlib.blake2b(key.encode(), digest_size=6).hexdigest()}"
