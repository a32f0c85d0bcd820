"""Who took a place where the words of a claim name them: whoever else its report names took another one, and whom it was taken "from" lost it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from warmonitor.model import Claim, EventType, Mention
from warmonitor.read.lexicon import any_of, words_of


def taken(claims: Sequence[Claim]) -> list[Claim]:
    """The claims; of a place that was taken, whom it was taken from is a target, and if the words name any actors, only these are."""
    return [_taken_by(claim) if claim.type is EventType.TERRITORY_GAINED else claim for claim in claims]


@cache
def _from() -> re.Pattern[str]:
    """What ends right before whom a place was taken from; who stands behind "by" took it, wherever from."""
    return re.compile(rf"\b{any_of('roles', 'taken_from')}\b(?:(?!\bby\b)[^,;])*\bfrom\s+(?:the\s+)?$", re.IGNORECASE)


def _taken_by(claim: Claim) -> Claim:
    losers = tuple(m for m in claim.actors if _lost_it(claim, m))
    actors = tuple(m for m in claim.actors if m not in losers)
    named = tuple(m for m in actors if m.span and claim.span.start <= m.span.start < claim.span.end)
    targets = (*claim.targets, *(m for m in losers if m.text not in {t.text for t in claim.targets}))
    return replace(claim, actors=named or _telling_of_themselves(claim, actors) or actors, targets=targets)


def _telling_of_themselves(claim: Claim, actors: Sequence[Mention]) -> tuple[Mention, ...]:
    """Of the actors the one whom "they" means right behind who says so: "the Front said | they took Dor"."""
    said = next((m.span for m in claim.attribution.speakers), None)
    if (
        said is None
        or said.end > claim.span.start
        or claim.quote.split()[0].lower() not in words_of("attribution", "pronouns")
    ):
        return ()
    return tuple(m for m in actors if m.span and m.span.overlaps(said))


def _lost_it(claim: Claim, mention: Mention) -> bool:
    start = mention.span.start - claim.span.start if mention.span else 0
    return 0 < start < len(claim.quote) and _from().search(claim.quote, 0, start) is not None
