"""Speech frames that word order gives (`wordorder`), beside or instead of the parser's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from warmonitor.lang.doc import Doc
from warmonitor.read.lexicon import lexicon, words_of
from warmonitor.read.phrases import Range, child, noun_phrase
from warmonitor.read.written import proper

from .frame import Frame
from .wordorder import (
    QUOTES,
    alone,
    has_verb,
    head_of,
    is_time,
    joint,
    plausible,
    speaker_before,
    speaker_behind,
    stretch,
)

_FAR = 16  # words between "quoted" and "as saying"
ENOUGH = 6  # words that may be a clause though no verb is seen in them
_words = partial(words_of, "attribution")


def ordered(doc: Doc, found: Sequence[Frame]) -> Iterator[Frame]:
    """The frames of sure words of saying that are no cue of `found`, in text order."""
    taken = {w for f in found for w in range(*f.cue)}
    sure, bearers, aims, participles = (_words(k) for k in ("sure", "bearers", "aims", "participles"))
    named = {w for f in found for _, phrase in f.phrases for w in range(*phrase)}
    last: Frame | None = None
    for i, word in enumerate(doc.words):
        low = word.lower()
        if i in taken:
            last = next(f for f in found if f.cue[0] <= i < f.cue[1])
        elif i in named or (word != low and doc.sents[doc.sent_of[i]][0] < i):
            continue  # a name: "Amal Said", "some reports"
        elif low in sure or low in bearers or low in aims:
            frame = _aim(doc, i) if low in aims else _quoted(doc, i) or _frame(doc, i, bearer=low not in sure)
            if frame is not None:
                last = frame
                yield frame
            elif (
                last is not None
                and doc.words[i - 1].lower() in _words("joining")
                and doc.sent_of[last.cue[0]] == doc.sent_of[i]
            ):
                yield _further(doc, last, i)
        elif low in participles and last is not None and _carries_on(doc, last, i):
            yield _further(doc, last, i)


def better(doc: Doc, frame: Frame) -> Frame:
    """The parser's frame, with the speaker that word order finds where the parser's can hardly be one, and with the outlet that was told."""
    cue = frame.cue[0]
    low = doc.words[cue].lower()
    if low not in _words("sure") or frame.cue[1] != cue + 1:
        return frame
    passed_on = _quoted(doc, cue)
    if passed_on is not None:
        return passed_on
    told = _told(doc, cue) if not frame.relayers else None
    if told and plausible(doc, told) > 1:
        head = told[1] - 1
        frame = replace(frame, relayers=(head,), phrases=((head, told),), content=frame.content - set(range(*told)))
    frame = replace(frame, content=frame.content | _all_before(doc, frame))
    if not any(has_verb(doc, (w, w + 1)) for w in frame.content):
        named = _frame(doc, cue, bearer=True)
        if named is not None and any(has_verb(doc, (w, w + 1)) for w in named.content):
            return named
    if frame.speakers and max(plausible(doc, noun_phrase(doc, s)) for s in frame.speakers) == 3:
        return _whole_phrase(doc, frame)
    if not frame.speakers:
        named = None if child(doc, cue, "nsubj:pass", "aux:pass") is not None else _frame(doc, cue, bearer=True)
        return named or _shared(doc, frame)
    named = _frame(doc, cue, bearer=True)
    return replace(named, relayers=frame.relayers or named.relayers) if named else frame


def _shared(doc: Doc, frame: Frame) -> Frame:
    """The frame with whoever stands before the verb that its own is joined to: "the mayor | rejected the report and | wrote that"."""
    verb = doc.heads[frame.cue[0]]
    speaker = speaker_before(doc, verb) if doc.deps[frame.cue[0]] == "conj" and verb < frame.cue[0] else None
    if speaker is None or plausible(doc, speaker) < 3:
        return frame
    head = head_of(doc, speaker)
    return replace(frame, speakers=(head,), phrases=((head, speaker), *frame.phrases))


def _whole_phrase(doc: Doc, frame: Frame) -> Frame:
    """The frame with all words of its one speaker's phrase: "the police chief, General Amal Said, | said"."""
    whole = speaker_before(doc, frame.cue[0])
    own = noun_phrase(doc, frame.speakers[0])
    if len(frame.speakers) != 1 or whole is None or not whole[0] <= own[0] < own[1] <= whole[1]:
        return frame
    parts = joint(doc, whole)
    named = tuple((head_of(doc, part), part) for part in parts) if len(parts) > 1 else ((frame.speakers[0], whole),)
    return replace(
        frame, speakers=_heads(named), phrases=(*named, *frame.phrases), content=frame.content - set(range(*whole))
    )


def _all_before(doc: Doc, frame: Frame) -> frozenset[int]:
    """For "…, X said" at the end of a sentence: all that stands before, unless somebody else says something there."""
    cue = frame.cue[0]
    start = stretch(doc, cue)[0]
    if not frame.content or max(frame.content) > cue or not frame.speakers:
        return frozenset()
    return alone(doc, start, min(cue, *(noun_phrase(doc, s)[0] for s in frame.speakers)))


def _frame(doc: Doc, cue: int, *, bearer: bool) -> Frame | None:
    """The frame of one word of saying; None where nobody stands beside it or nothing is said."""
    behind = {w.lower() for w in doc.words[cue + 1 : cue + 5]}
    if (cue and doc.words[cue - 1].lower() in _words("be") | _words("articles") | {"-"}) or (
        doc.words[cue].lower() in _words("claiming") and behind & _words("unsaid")
    ):
        return None
    start, end = stretch(doc, cue)
    left, right = speaker_before(doc, cue), speaker_behind(doc, cue)
    inverted = _inverted(doc, cue, left, right)
    speaker = right if inverted else left
    if speaker is None or plausible(doc, speaker) < (3 if bearer else 2 if _reduced(doc, cue) else 1):
        return None
    first = cue if inverted else speaker[0]
    before = (max((w + 1 for w in range(start, first) if doc.words[w] == ";"), default=start), first)
    after = (speaker[1] if inverted else cue + 1, end)
    told = _told(doc, cue)
    content, how = _content(doc, before, after, inverted=inverted)
    if not content:
        return None
    words = frozenset(w for w in range(*content) if not told or not told[0] <= w < told[1])
    speakers = [(head_of(doc, part), part) for part in joint(doc, speaker)]
    relayers = [(told[1] - 1, told)] if told and plausible(doc, told) > 1 else []
    rule = f"{doc.words[cue].lower()}: {how}"
    return Frame(_heads(speakers), (cue, cue + 1), words, rule, _heads(relayers), phrases=(*speakers, *relayers))


def _heads(phrases: Sequence[tuple[int, Range]]) -> tuple[int, ...]:
    return tuple(head for head, _ in phrases)


def _aim(doc: Doc, cue: int) -> Frame | None:
    """ "X vowed to retake Y", "X denied bombing Y": what is vowed or denied stands behind, as infinitive or gerund."""
    behind = doc.words[cue + 1].lower() if cue + 1 < len(doc) else ""
    speaker = speaker_before(doc, cue)
    if not (behind == "to" or behind.endswith("ing")) or speaker is None or plausible(doc, speaker) < 2:
        return None
    head, words = head_of(doc, speaker), frozenset(range(cue + 1, stretch(doc, cue)[1]))
    return Frame((head,), (cue, cue + 1), words, f"{doc.words[cue].lower()} to", phrases=((head, speaker),))


def as_saying() -> list[str]:
    """The words between who is quoted and what is said."""
    words: str = lexicon("attribution")["as_saying"]["words"]
    return words.split()


def _quoted(doc: Doc, cue: int) -> Frame | None:
    """ "SANA quoted the source as saying …", "X was quoted by SANA as saying …", "… as saying by SANA": who is quoted, then who quotes."""
    if doc.words[cue].lower() not in _words("quoting"):
        return None
    end = stretch(doc, cue)[1]
    near = range(cue + 1, min(end - 2, cue + _FAR))
    at = next((k for k in near if [w.lower() for w in doc.words[k : k + 2]] == as_saying()), None)
    if at is None:
        return None
    passive = doc.words[cue - 1].lower() in _words("be")
    before = speaker_before(doc, cue - 1 if passive else cue)
    between = speaker_behind(doc, cue + (doc.words[cue + 1].lower() in _words("by")))
    if passive and between is None and at + 2 < end and doc.words[at + 2].lower() in _words("by"):
        between = speaker_behind(doc, at + 2)
    speaker, relayer = (before, between) if passive else (between, before)
    if speaker is None:
        return None
    phrases = tuple((head_of(doc, p), p) for p in (speaker, relayer) if p)
    said = range(at + 2, end) if has_verb(doc, (at + 2, end)) else range(stretch(doc, cue)[0], speaker[0])
    taken = set(range(*relayer)) if relayer else set()
    return Frame(
        (phrases[0][0],),
        (cue, cue + 1),
        frozenset(said) - taken,
        "quoted as saying",
        tuple(h for h, _ in phrases[1:]),
        phrases=phrases,
    )


def _reduced(doc: Doc, cue: int) -> bool:
    """Whether the word may open a reduced relative clause: "a truce | announced by both sides"."""
    behind = doc.words[cue + 1].lower() if cue + 1 < len(doc) else ""
    return doc.words[cue].lower().endswith("ed") and behind in _words("reducing")


def _inverted(doc: Doc, cue: int, left: Range | None, right: Range | None) -> bool:
    """Whether the speaker stands behind: "…, said the mayor"."""
    start, end = stretch(doc, cue)
    if right is None or plausible(doc, right) < 2 or has_verb(doc, (right[1], min(end, right[1] + 3))):
        return False
    if doc.words[cue].lower() in _words("unturned"):
        return False
    if left is None or doc.words[cue - 1] in QUOTES:
        return True
    weight = min(2, plausible(doc, left)) if "NUM" in doc.upos[slice(*left)] else plausible(doc, left)
    return plausible(doc, right) > weight and has_verb(doc, (start, cue))


def _told(doc: Doc, cue: int) -> Range | None:
    """The outlet that was told."""
    if doc.words[cue].lower() not in _words("telling"):
        return None
    at = end = cue + 1
    stop = stretch(doc, cue)[1]
    while (
        end < stop
        and (doc.words[end][:1].isupper() or proper(doc, end) or doc.words[end] in _words("telling_names") | {"-"})
        and not is_time(doc, end)
    ):
        end += 1
    end -= end > at and doc.words[end - 1].lower() in _words("articles")
    return (at, end) if end > at else None


def _content(doc: Doc, before: Range, after: Range, *, inverted: bool) -> tuple[Range | None, str]:
    """What is said: the clause behind, or the one before where nothing of a clause follows."""
    that = after[0] < after[1] and doc.words[after[0]].lower() in _words("that")
    earlier, later = has_verb(doc, before), has_verb(doc, after)
    if that or (later and not inverted and (not earlier or before[1] - before[0] <= 4 or _opens_clause(doc, after[0]))):
        return after, "clause behind"
    if earlier:
        return before, "clause before"
    if later:
        return after, "clause behind"
    longer = max((after, before), key=lambda r: r[1] - r[0])
    return (longer, "words beside it") if longer[1] - longer[0] >= ENOUGH else (None, "")


def _opens_clause(doc: Doc, word: int) -> bool:
    """Whether a clause may begin here: not an adjunct ("on Friday", "in a statement", "by telephone") nor an end."""
    return doc.upos[word] not in ("ADP", "PUNCT", "CCONJ", "ADV", "SCONJ") and not is_time(doc, word)


def _carries_on(doc: Doc, last: Frame, word: int) -> bool:
    """Whether a participle of saying goes on with the sentence's speaker: "…, adding that"."""
    end = stretch(doc, word)[1]
    return (
        doc.sent_of[last.cue[0]] == doc.sent_of[word]
        and doc.words[word - 1].lower() != as_saying()[0]
        and word + 2 < end
        and (
            doc.words[word + 1].lower() in _words("continuing")
            or doc.upos[word - 1] == "PUNCT"
            or has_verb(doc, (word + 1, end))
        )
    )


def _further(doc: Doc, last: Frame, word: int) -> Frame:
    content = frozenset(range(word + 1, stretch(doc, word)[1]))
    rule = f"{doc.words[word].lower()}: carries on"
    return Frame(last.speakers, (word, word + 1), content, rule, last.relayers, phrases=last.phrases)
