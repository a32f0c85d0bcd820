"""Places named in one breath: "the towns of A, B and C are held" is said of each of them, though a reader may be sure of one only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from warmonitor.lang.doc import Doc
from warmonitor.model import Claim, Span, Where
from warmonitor.read.lexicon import lexicon

_ARTICLE = r"(?:(?:al|an|ar|as|ash|at|az|ad|el)-)?"
_NAME = rf"{_ARTICLE}[A-Z][\w’'-]+(?: {_ARTICLE}[A-Z][\w’'-]+){{0,3}}"
_LIST = re.compile(rf"{_NAME}(?:, {_NAME})*(?P<last>,? and {_NAME}(?![\w-]))?")
"""A list, or names without an "and", which are passed over at once: looking from each of them anew takes minutes on a page of names."""
_PART = re.compile(_NAME)
_GOES_ON = frozenset(("NOUN", "PROPN", "ADJ"))
"""What may not follow the last name of a list: in "Qasr and Russian jets" the second is no place."""


@cache
def _calendar() -> re.Pattern[str]:
    """A month or a day of the week."""
    words = lexicon("dates")
    return re.compile(rf"(?:{words['weekdays']}|{'|'.join(words['months'])})\.?", re.IGNORECASE)


def completed(claims: Sequence[Claim], doc: Doc) -> list[Claim]:
    """The claims with the rest of every list of names of which one stands among their places.

    A list has an "and"; names that lie outside of the quote, or in which someone is named who did or suffered it, stay out.
    """
    lists = [list(_names(found, doc)) for found in _LIST.finditer(doc.text) if found["last"]]
    return [_completed(claim, lists) for claim in claims] if lists else list(claims)


def _names(found: re.Match[str], doc: Doc) -> Iterator[tuple[int, int]]:
    """The names of a list, as spans of characters; the last only where it ends a phrase."""
    for part in _PART.finditer(doc.text, found.start(), found.end()):
        _, after = doc.words_in(part.start(), part.end())
        if after and doc.ends[after - 1] > part.end():
            continue  # it only begins a longer name
        if _calendar().fullmatch(part[0]):
            continue  # "on Sunday, 16 | February and Dor |"
        if part.end() < found.end() or after >= len(doc) or doc.upos[after] not in _GOES_ON:
            yield part.span()


def _completed(claim: Claim, lists: Iterable[Sequence[tuple[int, int]]]) -> Claim:
    where = list(claim.where)
    taken = [w.span for w in where if w.span] + [m.span for m in (*claim.actors, *claim.targets) if m.span]
    for names in lists:
        known = next((w for w in claim.where if w.span and (w.span.start, w.span.end) in names), None)
        for start, end in names if known is not None else ():
            span = Span(claim.report_id, start, end)
            inside = claim.span.start <= start and end <= claim.span.end
            if inside and not any(span.overlaps(other) for other in taken):
                text = claim.quote[start - claim.span.start : end - claim.span.start]
                where.append(Where(text, span, known.relation if known else Where(text).relation))
    if len(where) == len(claim.where):
        return claim
    return replace(claim, where=tuple(sorted(where, key=lambda w: w.span.start if w.span else -1)))
