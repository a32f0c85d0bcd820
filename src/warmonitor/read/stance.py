"""Factuality: whether a claim says that something happened, did not happen, is to happen, or may have happened.

Rules are regular expressions over words, with examples, in `lang/en/stance.yml`; the first that fits decides, and a claim that none fits is
asserted. What the parse adds: words of a relative or adverbial clause inside the quote are hidden from rules about its main clause.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from warmonitor.lang.doc import Doc
from warmonitor.model import Attribution, EventType, Stance

from .lexicon import lexicon, words_of

ASSERTED = "asserted"
MOST = 0.6  # share of a quote above which its subordinate clauses are what it says
REACH = 25  # words of the sentence before or behind the quote that a rule of scope `before` or `after` sees

_ASIDES = ("acl:relcl", "advcl", "advcl:relcl")


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    stance: Stance
    scope: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    unless_before: re.Pattern[str] | None
    types: frozenset[str]
    not_types: frozenset[str]
    answers: bool


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            row["name"],
            Stance(row["stance"]),
            row["scope"],
            re.compile(row["pattern"]),
            re.compile(row["unless"]) if "unless" in row else None,
            re.compile(row["unless_before"]) if "unless_before" in row else None,
            frozenset(row.get("types", ())),
            frozenset(row.get("not_types", ())),
            row.get("answers", False),
        )
        for row in lexicon("stance")["rules"]
    )


@cache
def _rules_for(type_: EventType) -> tuple[_Rule, ...]:
    """The rules for claims of a type."""
    name = type_.value
    return tuple(r for r in _rules() if name not in r.not_types and (not r.types or name in r.types))


def stance(doc: Doc, start: int, end: int, type_: EventType) -> tuple[Stance, str, tuple[int, int] | None]:
    """The stance of the claim of type `type_` whose quote is words `start` to `end` (exclusive), the rule, and the words that decided."""
    if start and doc.words[start - 1].lower() in words_of("stance", "infinitive") and _is_verb(doc, start):
        start -= 1
    first = max(doc.sents[doc.sent_of[start]][0], start - REACH) if doc.sents else max(0, start - REACH)
    last = min(doc.sents[doc.sent_of[end - 1]][1] if doc.sents else len(doc), end + REACH)
    hidden = _hidden(doc, start, end)
    quote = _Text(doc, range(start, end))
    texts = {
        "quote": quote,
        "main": _Text(doc, range(start, end), hidden) if hidden else quote,
        "before": _Text(doc, range(first, start)),
        "after": _Text(doc, range(end, max(end, last))),
    }
    for rule in _rules_for(type_):
        text = texts[rule.scope]
        match = rule.pattern.search(text.joined)
        if not match or (rule.unless and rule.unless.search(text.joined)):
            continue
        if not (rule.unless_before and rule.unless_before.search(texts["before"].joined)):
            return rule.stance, rule.name, text.words(*match.span())
    return Stance.ASSERTED, ASSERTED, None


def answering(attribution: Attribution, rule: str) -> Attribution:
    """Who denies by a rule that answers another's claim: not the one whose claim it was, where he is named right beside it ("the Front's | claim", "a report | by the Front").

    `rule`: the name that `stance` gives.
    """
    cue, said = attribution.cue, attribution.speakers[0].span if attribution.speakers else None
    if cue is None or said is None or not attribution.rule.startswith("noun:"):
        return attribution
    owns = said.start > cue.start or cue.start - said.end <= _OWNING
    answers = any(r.name == rule and r.answers for r in _rules())
    return replace(attribution, speakers=attribution.speakers[1:]) if owns and answers else attribution


_OWNING = 3
"""Between an owner and what he owns stand so many characters at most."""


class _Text:
    """Words of a document, lower-cased and joined by blanks, the hidden ones as dots; and the way back to word numbers."""

    __slots__ = ("first", "joined", "starts")

    def __init__(self, doc: Doc, words: range, hidden: Iterable[int] = ()) -> None:
        hide, names = set(hidden), words_of("stance", "names")
        self.first = words.start
        self.starts: list[int] = []
        parts, at = [], 0
        for i in words:
            part = "…" if i in hide or doc.words[i] in names else doc.words[i].lower()
            parts.append(part)
            self.starts.append(at)
            at += len(part) + 1
        self.joined = " ".join(parts)

    def words(self, start: int, end: int) -> tuple[int, int]:
        """The words that characters `start` to `end` of the joined text touch."""
        if not self.starts:
            return self.first, self.first
        a = bisect_right(self.starts, start) - 1
        b = bisect_right(self.starts, max(start, end - 1))
        return self.first + a, self.first + max(b, a + 1)


def _is_verb(doc: Doc, i: int) -> bool:
    return doc.upos[i] == "VERB" if doc.upos and doc.upos[i] != "X" else False


def _hidden(doc: Doc, start: int, end: int) -> set[int]:
    """The words of the quote that stand in clauses below its main one; none where those are most of it."""
    hidden = _below(doc, start, end) if doc.upos and doc.upos[start] != "X" else _after_opener(doc, start, end)
    return hidden if len(hidden) <= MOST * (end - start) else set()


def _below(doc: Doc, start: int, end: int) -> set[int]:
    """By the parse: what hangs on a relative or adverbial clause behind its head."""
    tops = {i for i in range(start, end) if not start <= doc.heads[i] < end or doc.heads[i] == i}
    hidden: set[int] = set()
    for i in range(start, end):
        if doc.deps[i] in _ASIDES and i not in tops and start <= doc.heads[i] < i:
            hidden.update(w for w in doc.subtree(i) if start <= w < end)
    return hidden - tops


def _after_opener(doc: Doc, start: int, end: int) -> set[int]:
    """By words: everything from the first "who", "when" … on."""
    openers, ruling = words_of("stance", "openers"), words_of("stance", "ruling")
    for i in range(start + 2, end):
        if doc.words[i].lower() in openers and doc.words[i - 1].lower() not in ruling:
            return set(range(i, end))
    return set()
