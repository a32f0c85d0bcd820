"""Speech frames whose verb is left out because it was just said: "The ministry put the dead at 30, | the rebels | at 12"; "the army says 60, | the Front | says 4".

Beside a figure that somebody tells, and behind a mark, they are somebody who speaks and another figure, and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from warmonitor.lang.doc import Doc
from warmonitor.read.counts.numbers import numbers
from warmonitor.read.lexicon import lexicon, words_of
from warmonitor.read.phrases import Range
from warmonitor.read.written import names_side

from .frame import Frame
from .wordorder import head_of, plausible

LONGEST = 8
"""Words from the mark to the figure at most."""
_LEFT_OUT = ": left out"
_words = partial(words_of, "attribution")


def is_gapped(frame: Frame) -> bool:
    """Whether a frame has no verb of its own."""
    return frame.rule.endswith(_LEFT_OUT)


def with_gapped(doc: Doc, frames: Sequence[Frame]) -> list[Frame]:
    """The frames with those of who speaks beside others without a verb of their own, who take what they say from the others."""
    beside = list(_gapped(doc, frames))
    if not beside:
        return list(frames)
    said = frozenset(w for frame in beside for w in frame.content)
    rest = (replace(f, content=f.content - said) for f in frames if f.cue[0] not in said)
    return [*(f for f in rest if f.content), *beside]


def _gapped(doc: Doc, frames: Sequence[Frame]) -> Iterator[Frame]:
    by_sentence = defaultdict[int, list[Frame]](list)
    for frame in frames:
        if frame.speakers:
            by_sentence[doc.sent_of[frame.cue[0]]].append(frame)
    for sentence, told in sorted(by_sentence.items()):
        start, end = doc.sents[sentence]
        figures = [(start + n.start, start + n.end) for n in numbers(doc.words[start:end])]
        for first, second in pairwise(figures):
            around = next((f for f in told if f.cue[0] < second[0] and first[1] - 1 in f.content), None)
            if around is not None and _ends(doc, second[1], end):
                yield from _beside(doc, around, first, second)


def _beside(doc: Doc, frame: Frame, first: Range, second: Range) -> Iterator[Frame]:
    """The frame of who tells the second figure in words between the two."""
    mark = next((w for w in range(second[0] - 1, first[1] - 1, -1) if _parts(doc, w)), None)
    if mark is None or second[0] - mark > LONGEST + 1:
        return
    opened, closed = _phrase_cue(doc, mark + 1), second[0]
    start = mark + 1 + opened
    while closed > start and doc.words[closed - 1].lower() in _again():
        closed -= 1
    speaker = start, closed
    again = opened > 0 or closed < second[0]
    if start < closed and _speaks(doc, speaker) and (again or _first_told(doc, frame, first)):
        head = head_of(doc, speaker)
        said = frozenset(range(mark + 1, second[1]))
        yield Frame((head,), frame.cue, said, f"{frame.rule}{_LEFT_OUT}", phrases=((head, speaker),))


def last_telling(doc: Doc, start: int, end: int) -> int:
    """The end of the words from `start` to `end` without the marks that part them from what follows."""
    while end > start + 1 and _parts(doc, end - 1):
        end -= 1
    return end


def _parts(doc: Doc, word: int) -> bool:
    """Whether a word parts what two say: a mark, "and", "while"."""
    return doc.words[word] in (",", ";") or doc.words[word].lower() in _words("turning") | _words("together")


def _ends(doc: Doc, word: int, end: int) -> bool:
    """Whether nothing of a clause follows at this word."""
    return word >= end or doc.upos[word] == "PUNCT" or _parts(doc, word)


def _phrase_cue(doc: Doc, word: int) -> int:
    """How many words a cue has that stands before its speaker: "according to" two."""
    low = [w.lower() for w in doc.words[word : word + LONGEST]]
    cues = (entry["words"] for entry in lexicon("attribution")["phrases"])
    return max((len(cue) for cue in cues if low[: len(cue)] == cue), default=0)


def _again() -> frozenset[str]:
    """What stands before a figure that is told beside another: "at", "said", "only"."""
    return _words("beside_figures") | _words("sure") | _words("bearers")


def _speaks(doc: Doc, words: Range) -> bool:
    """Whether a phrase is somebody who speaks, and neither a place nor one who did or suffered something: no verb, no number, no owner."""
    place = any(e.label == "place" and e.start <= words[0] and words[1] <= e.end for e in doc.ents)
    whole = all(
        doc.upos[w] not in ("VERB", "AUX", "NUM", "PUNCT", "ADP", "CCONJ") or doc.words[w] == "-" for w in range(*words)
    )
    return whole and not place and plausible(doc, words) == 3


def _first_told(doc: Doc, frame: Frame, figure: Range) -> bool:
    """Whether what is told begins with its figure, so that who follows cannot be set beside another of whom it tells."""
    before = range(min(frame.content), figure[0])
    return not any(names_side(doc, w) or doc.upos[w] == "PROPN" for w in before)
