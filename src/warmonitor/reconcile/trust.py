"""Whose word on a place counts from a viewpoint, and from which day on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate

from ..model import Mention
from .holding import SAME_NEWS, Camps, Word, same_days
from .independence import one_source, printed, withdraws
from .interest import against_interest
from .sources import Sources, same_speaker

ALL, CAUTIOUS = "all", "cautious"

Heard = tuple[date, Word]
"""A word, and the day from which on it counts (`date.min` where it has no day)."""


def heard(words: Sequence[Word], viewpoint: str, sources: Sources) -> list[Heard]:
    """Those of the words (oldest first) that a viewpoint trusts, in their order: `all`, `cautious`, `source:NAME`, `side:NAME`.

    Cautiously a word counts from when an independent source says the same of the same days, or at once where it is against its source's interest;
    a denial counts, but only beside such words.
    """
    camps = Camps(sources.pack)
    denials = [w for w in words if w.kind == "denied"]
    words = [w for w in words if not _taken_back(w, words, denials, camps, sources)]
    kind, _, wanted = viewpoint.partition(":")
    if kind == CAUTIOUS:
        return _borne_out(words, camps, sources)
    if kind == "side":
        return [(_day(w), w) for w in words if w.speaker.side == wanted]
    if kind == "source":
        speaker = sources.named(Mention(wanted))
        return [(_day(w), w) for w in words if same_speaker(w.speaker, speaker)]
    return [(_day(w), w) for w in words] if kind == ALL else []


def _taken_back(word: Word, words: Sequence[Word], denials: Sequence[Word], camps: Camps, sources: Sources) -> bool:
    """Whether who said that a place was taken or is held denies it of those days in a report later than the first that printed it."""
    if word.kind not in ("took", "held"):
        return False
    against = [
        w
        for w in denials
        if (w.holder is None or camps.one(w.holder, word.holder))
        and same_days(w, word)
        and (same_speaker(w.speaker, word.speaker) or withdraws(w.claim, w.speaker, word.claim, word.speaker, sources))
    ]
    if not against:
        return False
    text = printed(word.claim, sources)
    prints = [w.told for w in words if w.speaker.key == word.speaker.key and printed(w.claim, sources) == text]
    return any(w.told > min(prints) for w in against)


def _borne_out(words: Sequence[Word], camps: Camps, sources: Sources) -> list[Heard]:
    undated = [w for w in words if w.day is None]
    dated = sorted((w for w in words if w.day is not None), key=_day)
    days = [_day(w) for w in dated]
    earliest = [_earlier(day) for day in accumulate((_since(w) for w in reversed(dated)), min)][
        ::-1
    ]  # of a word and all after it

    def counts_from(word: Word) -> date | None:
        if word.kind == "denied" or against_interest(word.claim, word.speaker, sources):
            return _day(word)
        if word.day is None:
            return date.min if any(_bears_out(o, word, camps, sources) for o in undated) else None
        for at in range(bisect_left(days, _earlier(_since(word))), len(dated)):
            if earliest[at] > word.day:
                break
            if _bears_out(dated[at], word, camps, sources):
                return max(word.day, days[at])
        return None

    found = [(known, w) for w in words if (known := counts_from(w)) is not None]
    return found if any(w.kind != "denied" for _, w in found) else []


def _bears_out(other: Word, word: Word, camps: Camps, sources: Sources) -> bool:
    return (
        _agree(word, other, camps)
        and same_days(word, other)
        and not one_source(word.claim, word.speaker, other.claim, other.speaker, sources)
    )


def _agree(word: Word, other: Word, camps: Camps) -> bool:
    """Whether another word says the same, or that somebody else left what this one says was taken."""
    if word.kind in ("took", "held") and other.kind == "left":
        return other.left is None or not camps.share(word.holder, other.left)
    if other.kind == word.kind == "took" and other.holder is None:
        return True  # that a place fell is said by who says that these took it
    same = other.kind == word.kind or {other.kind, word.kind} == {"took", "held"}
    return same and camps.one(other.holder, word.holder)


def _day(word: Word) -> date:
    return word.day or date.min


def _since(word: Word) -> date:
    return word.since or _day(word)


def _earlier(day: date) -> date:
    """So many days before as two words on the same change may lie apart."""
    return day - timedelta(days=SAME_NEWS) if day.toordinal() > SAME_NEWS else date.min
