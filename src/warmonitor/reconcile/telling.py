"""In what sentence a claim is told, and whether its day is that of the event or that on which somebody owned up to it."""

from __future__ import annotations

import re

from warmonitor.lang.wordlists import pattern_of

from ..model import Claim, Report, Stance
from ..model import EventType as T

_SENTENCE = re.compile(r"[.!?][”’\"')]*\s+|\n")
_REACH = 300  # characters before a claim in which its sentence begins

_OWNED_UP = pattern_of("sources", "owned up")

CHANGES = (T.TERRITORY_GAINED, T.TERRITORY_LEFT)
"""Types of what a side tells when it must."""


def opening(claim: Claim, report: Report) -> str:
    """What stands in a claim's sentence before it."""
    return _SENTENCE.split(report.text[max(0, claim.span.start - _REACH) : claim.span.start])[-1]


def told_late(claim: Claim, report: Report | None) -> bool:
    """Whether a claim's day may be the one on which it was admitted, confirmed or denied that a place had changed hands before: one just before the report came out.

    Of "the army admitted on Wednesday that it had lost Dor" it is not known when Dor fell.
    """
    if claim.type not in CHANGES or claim.when is None or report is None or report.published is None:
        return False
    if (report.published - claim.when.latest).days > 1:
        return False
    return claim.stance is Stance.DENIED or _OWNED_UP.stands_in(f"{opening(claim, report)}{claim.quote}")
