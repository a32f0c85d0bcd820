"""Time expressions joined into the periods that they tell: "from 3 to 9 May", "since 2014", "for nearly a week"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from .rules import rulebook
from .timex import Kind, Timex
from .values import moved

_FULL = re.compile(r"\d{4}-\d\d-\d\d")
_VAGUE_DAYS = {"D": 7, "W": 28, "M": 90, "Y": 3 * 365, "DE": 20 * 365, "H": 1}


class _Cues(NamedTuple):
    to: re.Pattern[str]
    both: re.Pattern[str]
    ending: re.Pattern[str]
    since: re.Pattern[str]
    compared: re.Pattern[str]
    ranked: re.Pattern[str]
    caption: re.Pattern[str]


@cache
def _cues() -> _Cues:
    told = rulebook().phrases
    return _Cues(
        to=re.compile(rf"\s*(?:-|–|—|{told['to']})\s*(?:{told['article']}\s*)?", re.I),
        both=re.compile(told["both"]),
        ending=re.compile(rf"\s*{told['ending']}\s+(?:{told['article']}\s+)?", re.I),
        # "since the start of the uprising in March 2011", "since the war broke out in 2011": a few words before, in the same clause
        since=re.compile(
            rf"\b{told['since']} (?:[^\s.,;:!?\"]+ ){{1,9}}(?:{told['since_in']} )?(?:{told['article']} )?$"
        ),
        # "twice as many as in | March", "up from 768,000 people in | January"
        compared=re.compile(
            rf"\b(?:{told['compared']}|{told['changed_from']} (?:[a-z]+ )?\d[\d,.]*(?: [^\s.,;:!?\"]+){{0,3}})"
            rf"(?: {told['since_in']})?(?: {told['article']})? $"
        ),
        # "the deadliest raid on the town since", "for the first time since the war broke out in": within one clause
        ranked=re.compile(
            rf"\b{told['ranked']}(?! {told['share']} )(?: (?!{told['unranked']} )[^\s.,;:!?\"]+){{0,12}} {told['since']} (?:[^\s.,;:!?\"]+ ){{0,10}}$"
        ),
        # "on 2 March 2024. (AFP/Jean Bosco)"
        caption=re.compile(rf"[ ,.]{{0,3}}(?:[(\[][^()\[\]]{{2,20}}[)\]] ?)?[(\[](?:[^()\[\]]*\W)?{told['credit']}\b"),
    )


@dataclass(frozen=True, slots=True)
class Period:
    """Days told by the words `start` to `end` of a text; `kind`: at, range, since, for; `timex` is the (first) expression.

    `not_for`: "others" where they date nothing but what its own sentence tells, as the day of a picture; "own" where they tell how rare
    that is, and not when it was ("the deadliest raid since | 2016"), "onward" where it lasted no longer.
    """

    start: int
    end: int
    earliest: date
    latest: date
    kind: str
    timex: Timex
    not_for: Literal["", "own", "others", "onward"] = ""


def periods(timexes: Sequence[Timex], text: str, published: date | None) -> list[Period]:
    """The periods that a text's expressions tell, in text order; expressions without days are left out."""
    return list(_periods(timexes, text, published))


def _periods(timexes: Sequence[Timex], text: str, published: date | None) -> Iterator[Period]:
    skip = -1
    for i, timex in enumerate(timexes):
        if i == skip:
            continue
        other = timexes[i + 1] if i + 1 < len(timexes) else None
        if timex.type is Kind.SET or _before(_cues().compared, timex, text):
            continue
        if timex.type is Kind.DURATION and timex.earliest is None:
            ends = other.latest if other is not None and _ends(timex, other, text) else None
            if other is not None and ends is not None and (back := _back(timex, ends)) is not None:
                skip = i + 1
                yield Period(timex.start, other.end, *back, "range", timex)
                continue
            back = _back(timex, published)
            if back is not None:
                yield Period(timex.start, timex.end, *back, "for", timex)
            continue
        if timex.earliest is None or timex.latest is None:
            continue
        if (
            other is not None
            and _joined(timex, other, text)
            and other.latest is not None
            and other.latest > timex.earliest
        ):
            skip = i + 1
            yield Period(timex.start, other.end, timex.earliest, other.latest, "range", timex)
        elif (
            published is not None
            and timex.earliest <= published
            and (timex.link == "since" or _before(_cues().since, timex, text))
        ):
            start = timex.earliest + (timex.latest - timex.earliest) / 2 if timex.mod == "MID" else timex.earliest
            ranks = _before(_cues().ranked, timex, text)
            yield Period(timex.start, timex.end, start, published, "since", timex, "own" if ranks else "")
            then = timex.earliest, timex.latest
            yield Period(timex.start, timex.end, *then, "in-since", timex, "onward" if ranks else "")
        else:
            old = (published is None or timex.latest < published) and _of_picture(timex, text)
            yield Period(timex.start, timex.end, timex.earliest, timex.latest, "at", timex, "others" if old else "")


def _before(cue: re.Pattern[str], timex: Timex, text: str) -> bool:
    """Whether a cue stands before a time, up to it."""
    return cue.search(text, max(0, timex.start - 150), timex.start) is not None


def _of_picture(timex: Timex, text: str) -> bool:
    """Whether a time is the day of a picture, told in its caption before whose it is: "on | 2 March 2024 |. (AFP)"."""
    return (
        _FULL.fullmatch(timex.value) is not None
        and text[timex.end - 4 : timex.end].isdigit()
        and _cues().caption.match(text, timex.end) is not None
    )


def _joined(first: Timex, second: Timex, text: str) -> bool:
    """Whether two expressions are the ends of one range; behind each other's "and", only where one day follows the other: "on Saturday and Sunday"."""
    between = text[first.end : second.start]
    return of_range(between, first.link) or (_cues().to.fullmatch(between) is not None and _next_day(first, second))


def of_range(between: str, link: str) -> bool:
    """Whether the words between two expressions make them the ends of one range: "and" only where `link` before the first is "between"."""
    cues = _cues()
    return cues.to.fullmatch(between) is not None and (link == "between" or cues.both.search(between) is None)


def _next_day(first: Timex, second: Timex) -> bool:
    """Whether both are days, and one follows the other."""
    if first.earliest is None or first.earliest != first.latest or second.earliest != second.latest:
        return False
    return second.earliest is not None and second.earliest - first.earliest == timedelta(days=1)


def _ends(length: Timex, day: Timex, text: str) -> bool:
    """Whether a length of time ends with the day told behind it: "the 48 hours to Wednesday evening"."""
    return _cues().ending.fullmatch(text[length.end : day.start]) is not None


def _back(timex: Timex, published: date | None) -> tuple[date, date] | None:
    """The days of an unanchored duration that lasts until the day of publication, or another."""
    found = re.fullmatch(r"P(T?)([\d.]+|X)(D|W|M|Y|DE|CE|H)", timex.value)
    if found is None or published is None or (found[1] and found[3] == "M"):
        return None
    if found[2] == "X":
        start = moved(published, _VAGUE_DAYS.get(found[3], 28) - 1, "D", -1)
    elif found[3] == "W":
        start = moved(published, float(found[2]) * 7 - 1, "D", -1)
    else:
        start = moved(published, float(found[2]), "TH" if found[3] == "H" else found[3], -1)
    return None if start is None else (start, published)
