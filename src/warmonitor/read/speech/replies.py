"""Clauses in which somebody denies what was just told, and tells nothing of it again: "The Front took Dor, | which the army denied |. | The mayor denied it |".

What they deny happened as it was told, so a claim there is the one before it with another speaker, denied (codebook, rule 2).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from warmonitor.lang.doc import Doc
from warmonitor.read.lexicon import words_of
from warmonitor.read.phrases import Range, noun_phrase

from .frame import Frame

LONGEST = 8
"""Behind what is denied stand so many words at most: "denied it | in a statement on Tuesday |"."""
_words = partial(words_of, "attribution")


class Reply(NamedTuple):
    """The words of a denial, and the frame of who denies."""

    words: Range
    frame: Frame

    def only(self) -> Frame:
        """The frame without what others have said: "| the army denied |", and not "the Front said that it took Dor"."""
        return replace(
            self.frame, content=frozenset(w for w in self.frame.content if self.words[0] <= w < self.words[1])
        )


def replies(doc: Doc, frames: Sequence[Frame]) -> list[Reply]:
    """The denials of a document that tell not again what they deny, in text order."""
    found = (
        _reply(doc, f, frames) if doc.lemmas[f.cue[0]] in _words("denying") else _calls_false(doc, f)
        for f in frames
        if f.speakers
    )
    return [reply for reply in found if reply is not None]


def _calls_false(doc: Doc, frame: Frame) -> Reply | None:
    """ "The army said | the claim was false |", "| it was not true |"."""
    said = sorted(w for w in frame.content if doc.upos[w] not in ("PUNCT", "SCONJ"))
    if not said or said[-1] - said[0] > LONGEST or frame.cue[0] > said[0]:
        return None
    first = said[0]
    while doc.upos[first] in ("DET", "ADJ") and not _takes_up(doc, first) and first < said[-1]:
        first += 1
    named = _takes_up(doc, first) or doc.lemmas[first] in _words("answered")
    rest = [doc.words[w].lower() for w in said if w > first]
    false = not _words("falsehoods").isdisjoint(rest)
    untrue = not _words("undenied").isdisjoint(rest) and not _words("truths").isdisjoint(rest)
    if not (named and (false or untrue)) or any(doc.upos[w] == "VERB" for w in said):
        return None
    return _of(doc, frame, _speaker(doc, frame)[0], said[-1] + 1)


def _reply(doc: Doc, frame: Frame, frames: Sequence[Frame]) -> Reply | None:
    (start, end), (cue, behind) = _speaker(doc, frame), frame.cue
    if cue < start:
        return _passive(doc, frame, end)
    if not _words("undenied").isdisjoint(_low(doc, end, cue)):
        return None
    stop = _stop(doc, behind)
    before = _before(doc, start)
    who = (
        _before(doc, cue) if doc.words[cue - 1].lower() in _words("relatives") else cue
    )  # "the army, | which denied it"
    if who < cue and end <= who:
        return _of(doc, frame, who, stop) if _named_again(doc, behind, stop) else None
    if before < start or _set_aside(doc, frame, frames, start):
        return _of(doc, frame, before, stop) if _only_how(doc, behind, stop) else None
    return _of(doc, frame, start, stop) if _named_again(doc, behind, stop) else None


def _passive(doc: Doc, frame: Frame, end: int) -> Reply | None:
    """ "…, a claim | denied by the army |", "but | this was denied by the army |"."""
    cue = frame.cue[0]
    at = cue
    while doc.upos[at - 1] == "AUX" and at > 0:
        at -= 1
    start = _before(doc, at)
    return _of(doc, frame, start, max(end, _stop(doc, end))) if start < at else None


def _of(doc: Doc, frame: Frame, start: int, end: int) -> Reply | None:
    """The reply at these words, if a clause begins there."""
    first = doc.sents[doc.sent_of[start]][0]
    opens = start == first or doc.upos[start - 1] == "PUNCT"
    joined = not opens and doc.words[start - 1].lower() in _words("turning") | _words("joining")
    return Reply((start, end), frame) if opens or joined else None


def _speaker(doc: Doc, frame: Frame) -> Range:
    given = dict(frame.phrases)
    phrases = [given.get(s) or noun_phrase(doc, s) for s in frame.speakers]
    return min(a for a, _ in phrases), max(b for _, b in phrases)


def _before(doc: Doc, word: int) -> int:
    """Where what takes up the thing denied begins right before a word: "| which | the army", "| a claim that | the army", "| this | was"; else the word."""
    at = word - (_takes_up(doc, word - 1))
    if at > 0 and doc.lemmas[at - 1] in _words("answered"):
        at -= 1
        while at > 0 and doc.upos[at - 1] in ("DET", "ADJ"):
            at -= 1
    return at


def _takes_up(doc: Doc, word: int) -> bool:
    return word >= 0 and doc.words[word].lower() in _words("taking_up_the_told")


def _stop(doc: Doc, word: int) -> int:
    """Where the clause ends that goes on at a word: at a mark or before another clause."""
    last = doc.sents[doc.sent_of[word - 1]][1]
    ends = (
        w
        for w in range(word, last)
        if doc.upos[w] == "PUNCT" or doc.words[w].lower() in _words("turning") | _words("joining")
    )
    return next(ends, last)


def _named_again(doc: Doc, start: int, end: int) -> bool:
    """Whether words name only the thing denied, and how and when: "it", "the claim | as baseless", "this | on Tuesday"."""
    at = start
    while at < end and doc.upos[at] in ("DET", "ADJ") and not _takes_up(doc, at):
        at += 1
    named = at < end and (_takes_up(doc, at) or doc.lemmas[at] in _words("answered"))
    return named and _only_how(doc, at + 1, end)


def _only_how(doc: Doc, start: int, end: int) -> bool:
    """Whether words tell no more than how and when somebody denies: "on Tuesday", "as baseless", and not "of shelling Dor"."""
    told = range(start, end)
    about = start < end and doc.words[start].lower() in _words("about_the_told")
    return end - start <= LONGEST and not about and not any(doc.upos[w] in ("VERB", "AUX") for w in told)


def _set_aside(doc: Doc, frame: Frame, frames: Sequence[Frame], start: int) -> bool:
    """Whether somebody denies behind a comma what another has just said: "The Front said | it took Dor |, the army denied"."""
    said = {w for w in frame.content if doc.upos[w] != "PUNCT"}
    others = (f for f in frames if f.cue[0] < start and set(f.speakers).isdisjoint(frame.speakers))
    return max(said, default=start) < start and any(f.content >= said or f.cue[0] in said for f in others)


def _low(doc: Doc, start: int, end: int) -> Iterator[str]:
    return (w.lower() for w in doc.words[start:end])
