"""What speech frames in the middle of a sentence take in: “…, X said, but …”, “…, X said, killing …”, “six towns, X said, have fallen”.

A parser hangs what follows such an aside on one side of it or on the other; its marks and the word behind them tell which.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial

from warmonitor.lang.doc import Doc
from warmonitor.read.lexicon import lexicon, words_of
from warmonitor.read.phrases import Range, noun_phrase

from .frame import Frame
from .quotations import quotations
from .wordorder import has_verb, is_time, stretch

LONGEST = 14
"""Words that may stand between a form of saying and the mark behind it: "said | on condition of anonymity | ,"."""
_CLOSING = frozenset("\"”»'")
_ENDS = frozenset(".!?")
_words = partial(words_of, "attribution")


def bounded(doc: Doc, frames: Sequence[Frame]) -> Iterator[Frame]:
    """The frames, each with what its place in the sentence gives it and without what that gives to nobody or to another."""
    turns = _turns(doc, frames)
    for frame in frames:
        start, end = stretch(doc, frame.cue[0])
        opened = max((t for t in turns if start <= t < frame.cue[0]), default=start)
        opened = max(opened, _opening(doc, frame))
        closed = min((t for t in turns if frame.cue[0] < t < end), default=end)
        until = _until_another(doc, frames, frame, end)
        last = min(closed, until) if _is_aside(frame) else until
        said = frozenset(w for w in _of_its_sentence(doc, frame) if opened <= w < last or not start <= w < end)
        own = said | _behind(doc, frame, closed) | _around(doc, frame)
        yield replace(frame, content=own) if own and own != frame.content else frame


def _until_another(doc: Doc, frames: Sequence[Frame], frame: Frame, end: int) -> int:
    """The mark behind a frame behind which somebody else speaks: "The mayor admitted to 70 dead | ; an officer put them at 90", "…, | while an officer put …"; else `end`."""
    others = [f for f in frames if f.speakers and set(f.speakers).isdisjoint(frame.speakers) and f.cue[0] < end]
    for mark in (w for w in range(frame.cue[1], end) if doc.words[w] == ";" or _turns_at(doc, w)):
        apart = any(mark < f.cue[0] if doc.words[mark] == ";" else mark + 1 == _first(doc, f) for f in others)
        if apart and not any(mark < s for s in frame.speakers):
            return mark
    return end


def _opening(doc: Doc, frame: Frame) -> int:
    """Where a frame begins right behind a semicolon, so that nothing before it is what it says: "…; | according to the Front, 12"; else 0."""
    first, last = _first(doc, frame), _last(doc, frame)
    behind = any(w >= last and doc.upos[w] != "PUNCT" for w in frame.content)
    return first if first > 0 and doc.words[first - 1] == ";" and behind else 0


def _turns_at(doc: Doc, word: int) -> bool:
    """Whether a word behind a comma sets another clause against the one before: ", | while | the Front"."""
    return doc.words[word].lower() in _words("turning") and doc.words[word - 1] == ","


def _turns(doc: Doc, frames: Sequence[Frame]) -> list[int]:
    """Where somebody else begins to speak behind asides: the turns behind which, in the same sentence, there is another form of saying."""
    quoted = [doc.words_in(a, b) for a, b in quotations(doc.text)]
    found = (t for f in frames if _is_aside(f) and (t := _turn(doc, f)) is not None)
    outside = [t for t in found if not any(a <= t < b for a, b in quoted)]
    return [t for t in outside if any(t < f.cue[0] < stretch(doc, t)[1] for f in frames)]


def _first(doc: Doc, frame: Frame) -> int:
    """The first word of a frame's speakers and cue."""
    given = dict(frame.phrases)
    return min([frame.cue[0], *(given.get(s, noun_phrase(doc, s))[0] for s in frame.speakers)])


def _last(doc: Doc, frame: Frame) -> int:
    """The word behind the last one of a frame's speakers, relayers and cue."""
    given = dict(frame.phrases)
    beside = [s for s in (*frame.speakers, *frame.relayers) if s > frame.cue[0]]
    return max([frame.cue[1], *(given.get(s, noun_phrase(doc, s))[1] for s in beside)])


def _is_aside(frame: Frame) -> bool:
    """Whether what is said stands before who says it."""
    return bool(frame.content) and min(frame.content) < frame.cue[0]


def _turn(doc: Doc, frame: Frame) -> int | None:
    """The word behind an aside where another clause begins that is set against it: "…, X said, | but | Y denied it"."""
    start, end = _last(doc, frame), stretch(doc, frame.cue[0])[1]
    for at in range(start, min(end, start + LONGEST)):
        low = doc.words[at].lower()
        if low == ";" or low in _words("turning"):
            return at if has_verb(doc, (at + 1, end)) and doc.xpos[at + 1] != "VBG" else None
        if doc.words[at] == "," and at + 1 < end and doc.words[at + 1].lower() not in _words("turning"):
            return None
    return None


def _of_its_sentence(doc: Doc, frame: Frame) -> frozenset[int]:
    """What is said, without a quotation that ended its sentence before who speaks now: "“Bombs fell.” | The army denies using bombs"."""
    first = _first(doc, frame)
    marks = doc.words[max(0, first - 2) : first]
    ended = len(marks) == 2 and marks[0] in _ENDS and marks[1] in _CLOSING and doc.text[doc.starts[first]].isupper()
    rest = range(frame.cue[1], stretch(doc, frame.cue[0])[1])
    if not ended or not any(doc.upos[w] == "VERB" for w in rest):
        return frame.content
    return frozenset(w for w in frame.content if w >= first) or frozenset(rest)


def _behind(doc: Doc, frame: Frame, end: int) -> frozenset[int]:
    """What follows an aside and is said, too: behind a colon, or a participle that goes on ("…, X said on Monday, | cutting the road")."""
    start = _last(doc, frame)
    mark = next((w for w in range(start, min(end, start + LONGEST)) if doc.words[w] in (",", ":")), None)
    if mark is None or mark + 1 >= end or not _only_when(doc, (start, mark)):
        return frozenset()
    goes_on = _is_aside(frame) and doc.xpos[mark + 1] == "VBG" and doc.lemmas[mark + 1] not in _saying()
    return frozenset(range(mark + 1, end)) if doc.words[mark] == ":" or goes_on else frozenset()


def _around(doc: Doc, frame: Frame) -> frozenset[int]:
    """The clause that an aside parts: "six towns, | X said |, have fallen"."""
    first, last = _first(doc, frame), _last(doc, frame)
    start, end = stretch(doc, frame.cue[0])
    before = start, first - 1
    marks = first > start and last < end and doc.words[first - 1] == doc.words[last] == ","
    parted = marks and before[1] - before[0] > 1 and not has_verb(doc, before) and has_verb(doc, (last + 1, end))
    return frozenset((*range(*before), *range(last + 1, end))) if parted else frozenset()


def _only_when(doc: Doc, words: Range) -> bool:
    """Whether these words tell no more than when and by what means something was said."""
    return not has_verb(doc, words) and all(is_time(doc, w) or doc.upos[w] != "PROPN" for w in range(*words))


@cache
def _saying() -> frozenset[str]:
    """The lemmas of verbs of saying, whose participles have frames of their own: "…, X said, | citing Y"."""
    return frozenset(entry["lemma"] for entry in lexicon("attribution")["verbs"])
