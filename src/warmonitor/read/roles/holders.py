"""Who holds a place, where the words name them outright: "in the hands of the factions", "under army control", "held by rebels"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from warmonitor.lang.doc import Doc
from warmonitor.model import Claim, EventType, Mention, Span
from warmonitor.read.lexicon import any_of, words_of

_PHRASE = frozenset(("DET", "ADJ", "NOUN", "PROPN", "NUM"))


@cache
def _held_by() -> re.Pattern[str]:
    """What stands before the holder."""
    return re.compile(rf"\b{any_of('roles', 'held_by')}\s+", re.IGNORECASE)


@cache
def _held_under() -> re.Pattern[str]:
    """What stands around the holder, `whose`."""
    opens, ends = any_of("roles", "held_under"), any_of("roles", "held_under_ends")
    return re.compile(rf"\b{opens} (?P<whose>(?:[\w’'-]+ ){{1,3}}?){ends}\b", re.IGNORECASE)


def named(claims: Sequence[Claim], doc: Doc) -> list[Claim]:
    """The claims; where one says that a place is held, and its words name by whom, that is its actor."""
    return [_named(claim, doc) if claim.type is EventType.TERRITORY_HELD else claim for claim in claims]


def _named(claim: Claim, doc: Doc) -> Claim:
    span = _after(claim, doc) or _within(claim)
    if span is None or any(m.span is not None and m.span.overlaps(span) for m in claim.actors):
        return claim
    return replace(claim, actors=(Mention(doc.text[span.start : span.end], span),))


def _after(claim: Claim, doc: Doc) -> Span | None:
    """The noun phrase after "in the hands of"."""
    found = _held_by().search(claim.quote)
    if found is None:
        return None
    first, _ = doc.words_in(claim.span.start + found.end(), claim.span.end)
    last = first
    while (
        last < len(doc) and doc.ends[last] <= claim.span.end and (doc.upos[last] in _PHRASE or doc.words[last] == "of")
    ):
        last += 1
    while first < last and doc.upos[first] == "DET":
        first += 1
    return Span(claim.report_id, *doc.chars(first, last)) if first < last else None


def _within(claim: Claim) -> Span | None:
    """The words between "under" and "control"."""
    found = _held_under().search(claim.quote)
    if found is None:
        return None
    words = [w for w in re.finditer(r"\S+", found["whose"]) if w[0].casefold() not in words_of("roles", "holding")]
    if not words:
        return None
    start = claim.span.start + found.start("whose")
    text = found["whose"][words[0].start() : words[-1].end()]
    text = re.sub(r"[’']s?$", "", text)
    return Span(claim.report_id, start + words[0].start(), start + words[0].start() + len(text))
