"""Claims whose words only deny the one before them: "The Front said that it had taken Dor, | which the army denied | "; all but who says it is told there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType

from .candidates import Candidate
from .lexicon import words_of
from .phrases import Range, trim
from .speech.replies import Reply

RULE = "denial of the claim before"
SHORTEST = 3
"""Words that are left of a candidate where a denial in it is one of its own."""


def is_denial(candidate: Candidate) -> bool:
    """Whether a candidate is all as the one before it but for who says it, and that it was not so."""
    return candidate.rule == RULE


def with_denials(
    doc: Doc, found: Sequence[Candidate], replies: Sequence[Reply], deniable: Callable[[Candidate], bool]
) -> list[Candidate]:
    """The candidates, in text order, with one for each of the `replies` that denies one of them: the last before it, in its sentence or the one before.

    `deniable`: whether a candidate says of something that it happened. What others took in of such a reply goes to it.
    """
    kept = sorted(found, key=lambda c: c.words)
    for reply in replies:
        first = reply.words[0]
        rest = [part for c in kept for part in _without(doc, c, reply.words)]
        told = max((c for c in rest if c.words[0] < first), key=lambda c: c.words, default=None)
        if told is not None and doc.sent_of[first] - doc.sent_of[told.words[0]] <= 1 and deniable(told):
            denial = replace(told, words=reply.words, rule=RULE, cue=None, example=None, more=())
            kept = sorted((*rest, denial), key=lambda c: c.words)
    return kept


def denied(type_: EventType) -> bool:
    """Whether of such an event it is denied that it happened; what is agreed is rejected."""
    return type_ is not EventType.AGREEMENT


def _without(doc: Doc, candidate: Candidate, taken: Range) -> list[Candidate]:
    """The candidate without some words, which are its last or its first; none where too few are left."""
    start, end = candidate.words
    if end <= taken[0] or taken[1] <= start:
        return [candidate]
    goes_on = start < taken[0] or (
        taken[1] < end and doc.words[taken[1]] == ","
    )  # not “denied it: ‘We shelled nobody’”
    rest = ((start, taken[0]) if start < taken[0] else (taken[1], end)) if goes_on else (start, start)
    first, last = trim(doc, *rest) if rest[0] < rest[1] else rest
    while last > first and doc.words[last - 1].lower() in words_of("attribution", "turning"):
        first, last = trim(doc, first, last - 1) if last - 1 > first else (first, first)
    return [replace(candidate, words=(first, last))] if last - first >= SHORTEST else []
