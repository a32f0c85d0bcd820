"""Speech frames of lines and sentences that open with who speaks: "Observatory: nine killed in Dor", as posts, tickers and transcripts have it."""

from __future__ import annotations

from collections.abc import Iterator

from warmonitor.lang.doc import Doc
from warmonitor.read.lexicon import words_of
from warmonitor.read.phrases import Range
from warmonitor.read.written import as_written, names_side

from .frame import Frame
from .wordorder import has_verb, head_of, plausible

LONGEST, ENOUGH = 12, 5
"""Words of a label at most, and of what stands behind it at least."""


def labelled(doc: Doc) -> Iterator[Frame]:
    """The frames of labels with a colon at the beginning of a line or sentence, in text order; a place, a heading or an hour is none.

    A line goes on to its end, a sentence within one to its own.
    """
    lines = list(_lines(doc))
    opened = {start for start, _ in lines}
    for start, end in sorted([*lines, *(s for s in doc.sents if s[0] not in opened)]):
        colon = next((w for w in range(start, min(end, start + LONGEST + 1)) if doc.words[w] == ":"), None)
        if colon is None or end - colon - 1 < ENOUGH or has_verb(doc, (start, colon)):
            continue
        words = _after_hour(doc, start, colon), colon
        if words[0] < colon and _speaks(doc, words) and has_verb(doc, (colon + 1, end)):
            head = head_of(doc, words)
            yield Frame(
                (head,), (colon, colon + 1), frozenset(range(colon + 1, end)), "label", phrases=((head, words),)
            )


def _after_hour(doc: Doc, start: int, end: int) -> int:
    """The first word behind the hour and the marks that an entry begins with: "• 14:30 – | the mayor"."""
    return next((w for w in range(start, end) if doc.upos[w] not in ("NUM", "PUNCT", "SYM")), end)


def _speaks(doc: Doc, words: Range) -> bool:
    """Whether a label is a speaker: a person, a body or who speaks for them, and neither a place ("Rakhine State") nor a side unnamed ("Rebels")."""
    place = any(e.label == "place" and e.start <= words[0] and words[1] <= e.end for e in doc.ents)
    common = words_of("sides", "forces") | words_of("sides", "qualifiers")
    unnamed = names_side(doc, words[1] - 1) and common.issuperset(as_written(doc, words[1] - 1))
    return plausible(doc, words) == 3 and not place and not unnamed


def _lines(doc: Doc) -> Iterator[Range]:
    """The words of each line."""
    start = 0
    for word in range(1, len(doc) + 1):
        if word == len(doc) or "\n" in doc.text[doc.ends[word - 1] : doc.starts[word]]:
            yield start, word
            start = word
