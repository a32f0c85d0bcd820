"""Whether the clause around an expression speaks of what was, is or will be."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .rules import rulebook
from .timex import Tense

if TYPE_CHECKING:
    from warmonitor.lang.doc import Doc


class _Cues(NamedTuple):
    to_come: re.Pattern[str]
    by_now: re.Pattern[str]
    said_again: re.Pattern[str]
    past: re.Pattern[str]
    said: re.Pattern[str]
    bound: re.Pattern[str]
    opening: re.Pattern[str]
    told_after: re.Pattern[str]
    only_past: re.Pattern[str]
    fixed: re.Pattern[str]
    programme: re.Pattern[str]
    other_bound: re.Pattern[str]


@cache
def _cues() -> _Cues:
    told = rulebook().phrases
    said = rf"(?:{told['told']} (?:\w+ ){{1,3}}?|{told['said']})"
    return _Cues(
        to_come=re.compile(rf"\b{told['to_come']}\b(?! {told['by_then']} \w+(?:ed|en|t)\b)", re.I),
        by_now=re.compile(rf"{told['by_now']} ", re.I),
        past=re.compile(rf"\b(?:{told['past']}|\w{{3,}}{told['past_ending']})\b"),
        said_again=re.compile(rf"\b{said} {told['said_on']} (?:[\w.]+ ){{1,3}}{told['said_again']} *$"),
        said=re.compile(rf"\b{said}(?: {told['said_when']})?(?: {told['said_on']})? *$"),
        bound=re.compile(
            rf"[;!?\n]|(?<![ap]\.m)\.(?!\w|\s+[a-z\d])|\.m\.(?= {told['sentence_opens']} )|,? {told['clause_of_saying']}\b|\b{told['clause_begins']}\b|,(?!\d)"
        ),
        opening=re.compile(told["opening"]),
        told_after=re.compile(rf"\s*(?:{told['day_told_after']} )?(?:{told['article']} )?"),
        only_past=re.compile(rf"\b{told['only_past']} *$", re.I),
        fixed=re.compile(rf"\b{told['fixed']}\b"),
        programme=re.compile(rf"\b{told['programme']}\b", re.I),
        other_bound=re.compile(rf"\b{told['other_bound']}(?: {told['article']})? *$"),
    )


def is_said(text: str, start: int) -> bool:
    """Whether a verb of saying stands right before the expression at character `start`: it is the day of the saying, not of what is said."""
    return _cues().said.search(text, max(0, start - 80), start) is not None


def tense_at(text: str, start: int, end: int, doc: Doc | None = None) -> Tense:
    """The tense of the clause that holds characters `start` to `end`: of its verb where `doc` tells, else by words like "will" near by."""
    cues = _cues()
    left = text[max(0, start - 160) : start]
    if (
        cues.said.search(left) or cues.said_again.search(left) or cues.only_past.search(left)
    ):  # "said on Tuesday that it will": the day of the saying
        return "past"
    right = text[end : end + 80]
    bounds = [m.end() for m in cues.bound.finditer(cues.other_bound.sub("", left))]
    clause = left[bounds[-1] if bounds else 0 :]
    tail = cues.bound.search(right)
    after = right[: tail.start() if tail else len(right)]
    if not cues.opening.sub("", clause.strip(" \"'“”()")).strip() and right.lstrip().startswith(","):
        after = right.lstrip()[1:]
        tail = cues.bound.search(after)
        after = after[: tail.start() if tail else len(after)]
    future = _to_come(cues, clause, after)
    if future is None and cues.told_after.fullmatch(clause) and bounds and left[bounds[-1] - 1] == ",":
        before = left[bounds[-2] if len(bounds) > 1 else 0 : bounds[-1]]  # "the mission will end in May, on the 3rd"
        future = _to_come(cues, before, "") if right[:1] in {".", ",", ";", ""} else None
    if future is None:
        return "present" if cues.fixed.search(clause) or cues.fixed.search(after) else "past"
    # "was to", "were due": what was to come then may have come by now, so the last Friday is still the likelier one
    return "present" if cues.by_now.match(future.group()) else "future"


def _to_come(cues: _Cues, clause: str, after: str) -> re.Match[str] | None:
    """The phrase that tells of what is to come, before the expression in its clause or after it."""
    future = next(reversed(list(cues.to_come.finditer(clause))), None)
    behind = list(cues.past.finditer(clause))
    if future is None and behind:  # "a truce agreed on Friday takes effect on Monday"
        return cues.programme.search(clause, behind[-1].end())
    if future is not None:
        return future
    future = cues.to_come.search(after)
    # "On Monday they declared a truce that will …": the day is that of the first verb
    if future is not None and cues.past.search(after, 0, future.start()):
        future = None
    if future is None and not cues.past.search(after):
        future = cues.programme.search(clause) or cues.programme.search(after)
    return future
