"""Who took a place where the words of a claim name them: whoever else its report names took another one, and whom it was taken "from", or who ceded it, lost it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from warmonitor.model import Claim, EventType, Mention
from warmonitor.read.lexicon import any_of, lexicon, words_of


def taken(claims: Sequence[Claim]) -> list[Claim]:
    """The claims; of a place that was taken, whom it was taken from is a target, and if the words name any actors, only these are; who lost one did not take it."""
    changed = {EventType.TERRITORY_GAINED: _taken_by, EventType.TERRITORY_LEFT: _left_by}
    return [changed.get(claim.type, lambda same: same)(claim) for claim in claims]


class _Told(NamedTuple):
    """Words that tell what became of a place or its holders, with whose name they tell it: right behind them, or (`before`) before the verb."""

    words: re.Pattern[str]
    before: bool


@cache
def _told(name: str) -> _Told:
    """The row `name` of `changing_hands` in `roles.yml`."""
    row = next(row for row in lexicon("roles")["changing_hands"] if row["name"] == name)
    verb, last = rf"\b{any_of('roles', row['verbs'])}", rf"\b{re.escape(row['last'])}\s+"
    if row.get("before"):
        none = rf"(?!{_any(row['without'])}\b)"
        return _Told(re.compile(rf"{verb}\s+{none}(?=.*{last}\w)", re.IGNORECASE), before=True)
    clause = rf"\b(?:(?!\b{_any(row['without'])}\b)[^,;])*" if "without" in row else r"\b[^,;]*"
    between = rf"\s+(?:\w+\s+){{0,{row['most']}}}" if "most" in row else clause
    article = rf"(?:{any_of('roles', 'articles_of_sides')}\s+)?"
    return _Told(re.compile(rf"{verb}{between}{last}{article}$", re.IGNORECASE), before=False)


def _any(words: str) -> str:
    return f"(?:{'|'.join(map(re.escape, words.split()))})"


def _tells(name: str, claim: Claim, mention: Mention, first: int = 0) -> bool:
    """Whether such words stand in a claim, from its character `first` on, and tell it of somebody who is named in it."""
    start = mention.span.start - claim.span.start if mention.span else 0
    told = _told(name)
    if told.before:
        found = told.words.search(claim.quote)
        return found is not None and start < found.end()
    return 0 <= first < start <= len(claim.quote) and told.words.search(claim.quote, first, start) is not None


def _taken_by(claim: Claim) -> Claim:
    takers = tuple(m for m in claim.targets if _taken_over(claim, m))
    losers = tuple(
        m for m in claim.actors if _tells("who lost it", claim, m) or any(_taken_over(claim, t, m) for t in takers)
    )
    actors = (*(m for m in claim.actors if m not in losers), *takers)
    named = tuple(m for m in actors if m.span and claim.span.start <= m.span.start < claim.span.end)
    took = named or _telling_of_themselves(claim, actors) or actors
    told = {m.text for m in (*took, *claim.targets)}
    targets = (m for m in claim.targets if m not in took)
    return replace(claim, actors=took, targets=(*targets, *(m for m in losers if m.text not in told)))


def _left_by(claim: Claim) -> Claim:
    made = {
        m
        for m in claim.actors
        if _tells("by whom they were made leave", claim, m) or _tells("who made them leave", claim, m)
    }
    left = tuple(m for m in claim.actors if not _taken_over(claim, m) and m not in made)
    named = tuple(m for m in left if m.span and claim.span.start <= m.span.start < claim.span.end)
    return replace(claim, actors=named or left) if left else claim


def _taken_over(claim: Claim, taker: Mention, loser: Mention | None = None) -> bool:
    """Whether words of losing stand right before a taker; with a `loser`, behind that."""
    first = loser.span.end - claim.span.start if loser and loser.span else 0
    return _tells("who got it", claim, taker, first)


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
