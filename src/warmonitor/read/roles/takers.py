"""Who took a place where the words of a claim name them: whoever else its report names took another one, and whom it was taken "from", or who ceded it, lost it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from warmonitor.model import Claim, EventType, Mention
from warmonitor.read.lexicon import any_of, words_of


def taken(claims: Sequence[Claim]) -> list[Claim]:
    """The claims; of a place that was taken, whom it was taken from is a target, and if the words name any actors, only these are; who lost one did not take it."""
    changed = {EventType.TERRITORY_GAINED: _taken_by, EventType.TERRITORY_LEFT: _left_by}
    return [changed.get(claim.type, lambda same: same)(claim) for claim in claims]


@cache
def _from() -> re.Pattern[str]:
    """What ends right before whom a place was taken from; who stands behind "by" took it, wherever from."""
    return re.compile(rf"\b{any_of('roles', 'taken_from')}\b(?:(?!\bby\b)[^,;])*\bfrom\s+(?:the\s+)?$", re.IGNORECASE)


@cache
def _given() -> re.Pattern[str]:
    """What stands between who lost a place and who took it: "ceded Dor to the"."""
    return re.compile(rf"\b{any_of('roles', 'given_to')}\b[^,;]*\bto\s+(?:the\s+)?$", re.IGNORECASE)


def _taken_by(claim: Claim) -> Claim:
    takers = tuple(m for m in claim.targets if _taken_over(claim, m))
    losers = tuple(m for m in claim.actors if _lost_it(claim, m) or any(_taken_over(claim, t, m) for t in takers))
    actors = (*(m for m in claim.actors if m not in losers), *takers)
    named = tuple(m for m in actors if m.span and claim.span.start <= m.span.start < claim.span.end)
    took = named or _telling_of_themselves(claim, actors) or actors
    told = {m.text for m in (*took, *claim.targets)}
    targets = (m for m in claim.targets if m not in took)
    return replace(claim, actors=took, targets=(*targets, *(m for m in losers if m.text not in told)))


@cache
def _forcing() -> re.Pattern[str]:
    """What stands between who made somebody leave and whom: "| forced | the army to leave"."""
    return re.compile(rf"\b{any_of('roles', 'forcing_out')}\s+(?!by\b|to\b)(?=.*\bto\s+\w)", re.IGNORECASE)


@cache
def _forced_by() -> re.Pattern[str]:
    """What ends right before who made somebody leave: "The army was | forced by the | Front to leave"."""
    return re.compile(rf"\b{any_of('roles', 'forcing_out')}\s+(?:\w+\s+){{0,2}}by\s+(?:the\s+)?$", re.IGNORECASE)


def _left_by(claim: Claim) -> Claim:
    made = {m for m in claim.actors if _made_leave(claim, m)}
    left = tuple(m for m in claim.actors if not _taken_over(claim, m) and m not in made)
    named = tuple(m for m in left if m.span and claim.span.start <= m.span.start < claim.span.end)
    return replace(claim, actors=named or left) if left else claim


def _made_leave(claim: Claim, mention: Mention) -> bool:
    start = mention.span.start - claim.span.start if mention.span else 0
    if 0 < start < len(claim.quote) and _forced_by().search(claim.quote, 0, start):
        return True
    forced = _forcing().search(claim.quote)
    return forced is not None and start < forced.end()


def _taken_over(claim: Claim, taker: Mention, loser: Mention | None = None) -> bool:
    """Whether words of losing stand right before a taker; with a `loser`, behind that."""
    start = taker.span.start - claim.span.start if taker.span else 0
    first = loser.span.end - claim.span.start if loser and loser.span else 0
    return 0 <= first < start <= len(claim.quote) and _given().search(claim.quote, first, start) is not None


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
