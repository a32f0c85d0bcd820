"""Who lost a place where words only say that it was lost: whoever is named for it, else who admits it, else nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from warmonitor.lang.doc import Doc
from warmonitor.model import Claim, EventType, Mention, Span
from warmonitor.read.lexicon import any_of, names_of, words_of
from warmonitor.read.written import names_side

_NEAR = 3
"""A loser that is named stands so many characters before the words of loss, or fewer ("the rebels' | loss of")."""

_FAR = 8
"""In so many characters before a loser stand "by" and an article."""


@cache
def _by() -> re.Pattern[str]:
    """What ends right before whoever a place was lost by: "by the | Front"."""
    return re.compile(rf"\b{any_of('attribution', 'by')} (?:{any_of('roles', 'articles_of_sides')} )?$", re.IGNORECASE)


@cache
def _article() -> re.Pattern[str]:
    return re.compile(rf"^{any_of('roles', 'articles_of_sides')} ")


@cache
def _lost() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of('roles', 'lost')}\b", re.IGNORECASE)


def lost(claims: Sequence[Claim], doc: Doc) -> list[Claim]:
    """The claims; one of a place "lost" has an actor only where its words name one, or where who admits the loss names a side."""
    return [_lost_by(claim, doc) if claim.type is EventType.TERRITORY_LEFT else claim for claim in claims]


def _lost_by(claim: Claim, doc: Doc) -> Claim:
    found = _lost().search(claim.quote)
    if found is None:
        return claim
    at = claim.span.start + found.start()
    named = tuple(m for m in claim.actors if m.span and (0 <= at - m.span.end <= _NEAR or _after_by(doc, m.span)))
    return replace(claim, actors=named or _admitting(claim, doc))


def _after_by(doc: Doc, span: Span) -> bool:
    return _by().search(doc.text, max(0, span.start - _FAR), span.start) is not None


def _admitting(claim: Claim, doc: Doc) -> tuple[Mention, ...]:
    """The side that is named in a speaker's words where the speaker admits: the rebels, where "a rebel commander acknowledged" it."""
    cue = claim.attribution.cue
    if cue is None or doc.text[cue.start : cue.end].lower() not in words_of("roles", "admitting"):
        return ()
    for speaker in claim.attribution.speakers:
        first, last = doc.words_in(speaker.span.start, speaker.span.end) if speaker.span else (0, 0)
        for word in range(first, last):
            name = _article().sub("", doc.quote(word, word + 1).lower())
            if names_side(doc, word) and name not in names_of("speakers"):  # they tell of wars and fight in none
                return (Mention(doc.quote(word, word + 1), Span(claim.report_id, *doc.chars(word, word + 1))),)
    return ()
