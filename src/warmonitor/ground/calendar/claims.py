"""The time of an event, as the days of a claim: which of a report's time expressions, if any, governs a clause.

What an expression means is the codebook's rule (`periods`); which one governs is chosen by a small network over the options: every period
that the report tells, also as "from then to the day published", the days of claims already read, the day published, the two
days up to it, and none. It was fitted by `training/when.py`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType, When
from warmonitor.model.span import Span

from .clause import Clause, clause_of, governing_verb, is_expected, is_speech, relation, tense
from .ended import of_what_ended
from .periods import Period, periods
from .placed import Placed, mean_vector, placed
from .ranker import Ranker, ranker
from .resolve import Days
from .rules import rulebook
from .run import times
from .steps import steps
from .timex import Timex
from .told import Told, denied

MOST = 128
"""A claim is dated by so many periods around it and so many claims before it at most: who tells more tells them for each other."""

_TOLD_BEFORE = "as told before"
"""The name of options that are days of earlier claims."""

# How features name lengths (the days that each has at most), ends (from so many days before the publication on) and gaps (the words that each has at most).
_LENGTHS, _GAPS = (1, 2, 7, 31, 366), (0, 3, 9)
_ENDED, _ENDS = (0, 1, 2, 8, 32, 366), ("after", "0", "1", "week", "month", "year", "old")
_LIKELY = (0.01, 0.05, 0.2, 0.5, 0.8, 0.95)

_Hint = tuple[Days | None, set[str], Period | None, str]
"""Days that a claim may have, what speaks for them, where they are told, and the name of the option."""


class Option(NamedTuple):
    """Days that a claim may have, and what speaks for them; `vector` is the encoder's mean over the words of their expression, float32 [H]."""

    days: Days | None
    features: frozenset[str]
    period: Period | None
    name: str
    vector: np.ndarray | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The days chosen for a claim (None: the text supports none), the option's name and probability, and the expression they come from."""

    when: When | None
    rule: str
    probability: float
    timex: Timex | None


@dataclass(frozen=True, slots=True)
class Question:
    """The options for one claim, and what its clause says about its time; `vector` is the encoder's mean over its words, float32 [H]."""

    options: tuple[Option, ...]
    context: tuple[str, ...]
    vector: np.ndarray | None = None

    def scores(self, by: Ranker, mapped: dict[int, np.ndarray] | None = None) -> np.ndarray:
        """Of each option its probability; `mapped` as in `Ranker.scores`."""
        features, vectors = [o.features for o in self.options], [o.vector for o in self.options]
        return by.scores(features, self.context, self.vector, vectors, mapped)


@dataclass
class ClaimDays:
    """The days of one report's claims; ask in text order, so that later claims can take up the days of earlier ones."""

    doc: Doc
    published: date | None
    report_id: str = ""
    told: list[Told] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.timexes = times(self.doc.text, doc=self.doc, published=self.published)
        self._steps = {step.event: step for step in steps(self.doc, self.timexes)}
        self._back = {step.main: step.back() for step in self._steps.values()}
        between = {id(step.timex) for step in self._steps.values()}
        alone = [t for t in self.timexes if id(t) not in between]
        told = [(p, placed(self.doc, p)) for p in periods(alone, self.doc.text, self.published)]
        self._placed = {id(p): at for p, at in told if at is not None}
        self.periods = [p for p, at in told if at is not None]
        self._firsts = [self._placed[id(p)].first for p in self.periods]
        self._contents: dict[tuple[int, int], frozenset[str]] = {}
        self._contents_told: dict[tuple[int, int], frozenset[str]] = {}  # by characters
        self._by_days: dict[Days | None, Period] = {(p.earliest, p.latest): p for p in reversed(self.periods)}
        self._shapes: dict[Days | None, list[str]] = {}
        self._mapped: dict[int, np.ndarray] = {}  # by the ids of the periods' vectors
        self._told_in: defaultdict[int, list[Period]] = defaultdict(list)  # by sentence
        for period in self.periods:
            self._told_in[self._placed[id(period)].sent].append(period)

    def of(
        self, first: int, last: int, type_: EventType, time_scores: np.ndarray | None = None, *, denies: bool = False
    ) -> Choice:
        """The days of the claim that the words `first` to `last` (exclusive) of the document state; remembers them.

        `time_scores` float32 [words]: how likely each word of the document is in the expression that dates the claim, as a role head sees it.
        `denies`: the claim says that something did not happen.
        """
        stepped = self._stepped(first, last)
        if stepped is not None:
            self.remember(first, last, type_, (stepped.when.earliest, stepped.when.latest) if stepped.when else None)
            return stepped
        question = self.question(first, last, type_, time_scores)
        scores = question.scores(ranker(), self._mapped)
        best = int(scores.argmax())
        option = question.options[best]
        if denies and option.name == _TOLD_BEFORE:
            option = self._of_denied(first, last, type_, option)
        self.remember(first, last, type_, option.days)
        return Choice(
            self._when(option), option.name, float(scores[best]), option.period.timex if option.period else None
        )

    def _of_denied(self, first: int, last: int, type_: EventType, chosen: Option) -> Option:
        """The option with the days of what a claim denies instead of those of something else that was told before."""
        own = self._content(first, last)
        days = denied(
            self.told[-MOST:],
            type_,
            chosen.days,
            lambda t: len(own & self._content_told(t)),
        )
        return chosen if days == chosen.days else Option(days, frozenset(), self._by_days.get(days), _TOLD_BEFORE)

    def remember(self, first: int, last: int, type_: EventType, days: Days | None) -> None:
        """Takes note of a claim that has been given its days."""
        self.told.append(Told(*self.doc.chars(first, last), type_, days))

    def _when(self, option: Option) -> When | None:
        if option.days is None:
            return None
        period = option.period
        span = Span(self.report_id, period.start, period.end) if period else None
        value = period.timex.value if period else None
        return When.of(*option.days, span=span, value=value, anchor=self.published, rule=option.name)

    def _stepped(self, first: int, last: int) -> Choice | None:
        """The days of a claim that its sentence counts from another event's, "two days after it", where those are known and no others are told of it."""
        head = clause_of(self.doc, first, last).head
        forward = self._steps.get(head)
        step = forward or self._back.get(head)
        if step is None or self._dated(step.event):
            return None
        known = self._days_of_main(step.main) if forward or self._takes_up(step.main) else self._dated(step.main)
        if known is None or not step.reaches(known):
            return None
        days = step.from_main(known)
        if self.published is not None and days[0] > self.published:  # nobody reports it: the other event's day is wrong
            return None
        span = Span(self.report_id, step.timex.start, step.timex.end)
        rule = f"{abs(step.days)} days {'before' if step.days < 0 else 'after'} what its sentence dates"
        when = When.of(*days, span=span, value=step.timex.value, anchor=self.published, rule=rule)
        return Choice(when, rule, 1.0, step.timex)

    def _dated(self, word: int) -> Days | None:
        """The days that a date of its own gives to the event at a word."""
        here = (p for p in self._told_in.get(self.doc.sent_of[word], ()) if p.kind == "at")
        own = (p for p in here if governing_verb(self.doc, self._placed[id(p)].first) == word)
        return next(((p.earliest, p.latest) for p in own), None)

    def _days_of_main(self, word: int) -> Days | None:
        """The days of the event at a word: as a claim was given that tells it, or as a verb without an event of its own ("comes") takes it up, or its own date."""
        at = self.doc.starts[word]
        known = self._dated(word) or next((t.days for t in reversed(self.told) if t.start <= at < t.end), None)
        if known is not None or not self.told:
            return known
        subject = next((c for c in self.doc.children[word] if self.doc.deps[c].startswith("nsubj")), word)
        if self._takes_up(subject):
            return self.told[-1].days
        beside = self.doc.deps[word].startswith("advcl") and subject == word  # "they entered Dor, | meeting | nobody"
        return self._days_of_main(self.doc.heads[word]) if beside else None

    def question(self, first: int, last: int, type_: EventType, time_scores: np.ndarray | None = None) -> Question:
        """What there is to choose from for a claim; options with the same days are one, with the features of all."""
        clause = clause_of(self.doc, first, last)
        near = self._near(clause, type_)
        likely = self._likely(near, time_scores)
        merged: dict[Days | None, _Hint] = {}
        for hint in self._hints(clause, type_, near, likely):
            days, told, period, _ = hint
            if (known := merged.get(days)) is None:
                if days not in self._shapes:
                    self._shapes[days] = self._shape(days)
                told.update(self._shapes[days])
                merged[days] = hint
                continue
            known[1].update(told)
            if known[2] is None and period is not None:
                merged[days] = days, known[1], period, known[3]
        options = (
            Option(days, frozenset(told), period, name, self._placed[id(period)].vector if period else None)
            for days, told, period, name in merged.values()
        )
        context = self._clause_features(clause, type_)
        if likely is not None:
            context.append(f"head-sure{_bucket(max(likely, default=0.0))}")
        return Question(tuple(options), tuple(context), mean_vector(self.doc, first, last))

    def _near(self, clause: Clause, type_: EventType) -> Sequence[Period]:
        """The periods that are told around a clause and may date it, in text order."""
        at = bisect_left(self._firsts, clause.first)
        first = max(0, min(at - MOST // 2, len(self.periods) - MOST))
        around = self.periods[first : first + MOST]
        told = ((p, self._placed[id(p)]) for p in around)
        return [
            p
            for p, at in told
            if p.not_for != ("own" if at.sent == clause.sent else "others")
            and not of_what_ended(self.doc, type_, p.kind, (at.first, at.last))
            and not self._of_the_past_before(at, clause)
        ]

    def _of_the_past_before(self, at: Placed, clause: Clause) -> bool:
        """Whether a period dates what somebody in the clause had done before: "they seized 16 people who had returned | two months ago |"."""
        verb = at.before
        if verb is None or self.doc.upos[clause.head] != "VERB" or clause.head not in self.doc.ancestors(verb):
            return False
        return clause.first < self.doc.subtree(verb)[0]

    def _likely(self, near: Sequence[Period], time_scores: np.ndarray | None) -> list[float] | None:
        """How likely each period is the one that dates a claim, by its likeliest word; None where no head was asked."""
        if time_scores is None:
            return None
        edges = [edge for p in near for edge in self._placed[id(p)][:2]]
        most: list[float] = np.maximum.reduceat(np.append(time_scores, 0.0), edges)[::2].tolist() if edges else []
        return most

    def _shape(self, days: Days | None) -> list[str]:
        if days is None:
            return ["none"]
        length = (*_LENGTHS, 999)[bisect_left(_LENGTHS, (days[1] - days[0]).days + 1)]
        if self.published is None:
            return [f"length{length}"]
        ends = _ENDS[bisect_right(_ENDED, (self.published - days[1]).days)]
        return [f"length{length}", f"ends-{ends}", f"length{length}-ends-{ends}"]

    # --- options

    def _hints(
        self, clause: Clause, type_: EventType, near: Sequence[Period], likely: Sequence[float] | None
    ) -> Iterator[_Hint]:
        yield None, {"null"}, None, "no time told"
        if (day := self.published) is not None:
            yield (day, day), {"day published"}, None, "day published"
            yield (day - timedelta(days=day > date.min), day), {"two days"}, None, "two days up to publication"
        yield from self._hints_told(clause, type_)
        yield from self._hints_of_periods(clause, near, likely)

    def _hints_told(self, clause: Clause, type_: EventType) -> Iterator[_Hint]:
        grouped: dict[Days | None, list[Told]] = {}
        for told in reversed(self.told[-MOST:]):
            grouped.setdefault(told.days, []).append(told)
        commonest = max((len(g) for g in grouped.values()), default=0)
        for rank, (days, group) in enumerate(grouped.items()):
            features = self._told_features(clause, type_, min(rank, 3), group)
            features.add("told-commonest" if len(group) == commonest else "told-rare")
            if days is None:
                features = {f + "-null" for f in features}
            yield days, features, self._by_days.get(days), _TOLD_BEFORE

    def _told_features(self, clause: Clause, type_: EventType, rank: int, group: Sequence[Told]) -> set[str]:
        """What speaks for the days of earlier claims, the latest of them first: how near, of which type, with how many words in common."""
        near = min(self._sentences_between(group[0], clause), 4)
        same = "same" if any(t.type is type_ for t in group) else "other"
        found = {f"told{rank}", f"told-{same}-{near}", f"told{rank}-{same}", f"told{min(rank, 2)}-{near}"}
        if rank == 0 and self._definite(clause):
            found.add("told-definite")
        start, end = self.doc.starts[clause.first], self.doc.ends[clause.last - 1]
        if any(t.start < end and start < t.end for t in group):
            found.add("told-overlap")
        if near == 0:
            found.add(f"told-here-{self.doc.deps[clause.head].split(':')[0]}")
        own = self._content(clause.first, clause.last)
        shared = max(len(own & self._content_told(t)) for t in group)
        found.add(f"shared{min(shared, 4)}-{same}")
        return found

    def _content(self, first: int, last: int) -> frozenset[str]:
        """Names, nouns, numbers and verbs among words, for telling whether two clauses speak of one event."""
        found = self._contents.get((first, last))
        if found is None:
            kept = (i for i in range(first, last) if self.doc.upos[i] in {"NOUN", "PROPN", "NUM", "VERB", "ADJ"})
            found = self._contents[first, last] = frozenset(self.doc.lemmas[i].lower() for i in kept)
        return found

    def _content_told(self, told: Told) -> frozenset[str]:
        """The same of an earlier claim."""
        where = told.start, told.end
        if where not in self._contents_told:
            self._contents_told[where] = self._content(*self.doc.words_in(*where))
        return self._contents_told[where]

    def _sentences_between(self, told: Told, clause: Clause) -> int:
        first, last = self.doc.words_in(told.start, told.end)
        return clause.sent - self.doc.sent_of[min(first, len(self.doc) - 1)] if first < last else 4

    def _definite(self, clause: Clause) -> bool:
        """Whether a clause takes up an event told before: "the attack"."""
        return any(self._takes_up(word) for word in range(clause.first + 1, clause.last))

    def _takes_up(self, word: int) -> bool:
        """Whether a noun stands for an event told before: "the | attack"."""
        pointing, happenings = (rulebook().words[key] for key in ("pointing", "happenings"))
        return word > 0 and self.doc.words[word].lower() in happenings and self.doc.words[word - 1].lower() in pointing

    def _hints_of_periods(
        self, clause: Clause, near: Sequence[Period], likely: Sequence[float] | None
    ) -> Iterator[_Hint]:
        inside = self._inside(clause)
        last = next((p for p in reversed(near) if self._placed[id(p)].sent < clause.sent), None)
        likeliest = max(likely or (), default=None)
        for n, period in enumerate(near):
            features = self._period_features(period, clause, inside, last)
            if likely is not None:
                head = f"head{_bucket(likely[n])}"
                features |= {head, f"{head}-{period.kind}", "head-best" if likely[n] == likeliest else "head-other"}
            rule, day = period.timex.rule, self.published
            onward = until = None
            if day is not None and period.earliest <= day:
                if period.latest != day and period.not_for != "onward":
                    onward = {"onward-" + f for f in features}
            elif day is not None and period.timex.link in {"by", "before", "until"}:
                until = {"until-" + f for f in features}
            yield (period.earliest, period.latest), features, period, f"{period.kind}: {rule}"
            if day is not None and until is not None:
                yield (day, period.latest), until, period, f"until: {rule}"
            if day is not None and onward is not None:
                yield (period.earliest, day), onward, period, f"onward: {rule}"

    def _inside(self, clause: Clause) -> list[Period]:
        """The periods that begin within a clause."""
        return self.periods[bisect_left(self._firsts, clause.first) : bisect_left(self._firsts, clause.last)]

    def _period_features(
        self, period: Period, clause: Clause, inside: Sequence[Period], last_before: Period | None
    ) -> set[str]:
        """`inside`: the periods within the clause; `last_before`: the last one that is told in a sentence before."""
        first, last, sent, kind, told_away, *_ = self._placed[id(period)]
        away = sent - clause.sent
        if away == 0:
            how = relation(self.doc, clause, first, last)
            side = "before" if first < clause.first else "after" if first >= clause.last else "in"
            gap = max(clause.first - last, first - clause.last, 0)
            near = (*_GAPS, 20)[bisect_left(_GAPS, gap)]
            place = f"here-{how}-{side}"
            found = {
                place,
                f"{place}-{near}",
                f"here-{how}-{kind}",
                f"here-{side}-{period.kind}",
                f"~{kind}",
                f"link-{period.timex.link}-{side}",
            }
            if side != "in" and inside:
                found.add(f"outside-{how}")
            if side == "in" and len(inside) > 1:
                found.add("first-inside" if inside[0] is period else "later-inside")
            others = self._told_in.get(clause.sent, [])
            found.add(f"here-only-{side}" if len(others) == 1 else f"here-among-{side}")
            if self._nearest(period, clause, others):
                found.add(f"here-nearest-{side}")
            return found | self._narrowing(period, clause)
        own, side = clause.sent in self._told_in, "before" if away < 0 else "after"
        far = f"away-{min(abs(away), 4)}{side}"
        found = {far, f"{far}-own" if own else f"{far}-free", *told_away}
        if last_before is period:
            found.add("last-before" + ("-own" if own else ""))
        if period is self.periods[0]:
            found.add("first-of-report" + ("-own" if own else ""))
        shared = len(self._content(clause.first, clause.last) & self._content(*self.doc.sents[sent]))
        found.add(f"away-shared{min(shared, 4)}-{side}")
        return found | self._narrowing(period, clause) if own else found

    def _narrowing(self, period: Period, clause: Clause) -> set[str]:
        """Whether a period lies within, or spans, a longer or shorter one that the clause's sentence tells."""
        found = set()
        for other in self._told_in.get(clause.sent, []):
            if other is not period and (other.earliest, other.latest) != (period.earliest, period.latest):
                if other.earliest <= period.earliest and period.latest <= other.latest:
                    found.add("within-here")
                elif period.earliest <= other.earliest and other.latest <= period.latest:
                    found.add("around-here")
        return found

    def _nearest(self, period: Period, clause: Clause, others: Sequence[Period]) -> bool:
        def gap(p: Period) -> int:
            first, last = self._placed[id(p)][:2]
            return max(clause.first - last, first - clause.last, 0)

        return min(others, key=gap) is period

    # --- the clause

    def _clause_features(self, clause: Clause, type_: EventType) -> list[str]:
        doc = self.doc
        own = tense(doc, clause.head)
        above = next((a for a in doc.ancestors(clause.head) if doc.upos[a] == "VERB" and not is_speech(doc, a)), None)
        expected = any(is_expected(doc, a) for a in [clause.head, *doc.ancestors(clause.head)])
        outer = tense(doc, above) if above is not None else "top"
        place = "lead" if clause.sent == 0 else "near" if clause.sent < 3 else "body" if clause.sent < 8 else "late"
        inside = self._inside(clause)
        here = clause.sent in self._told_in
        found = [
            "dated" if self.published else "undated",
            f"tense-{own}",
            f"outer-{outer}",
            f"type-{type_.value}",
            f"place-{place}",
            f"dep-{doc.deps[clause.head].split(':')[0]}",
            "timed" if inside else "timed-sentence" if here else "untimed",
            "told" if self.told else "nothing-told",
        ]
        if expected:
            found.append("expected")
        if self._definite(clause):
            found.append("definite")
        words = {w.lower() for w in doc.words[clause.first : clause.last]}
        found.extend(f"word-{w}" for w in words & rulebook().words["telling"])
        return found


def _bucket(probability: float) -> int:
    """0 to 6, from unlikely to likely."""
    return bisect_right(_LIKELY, probability)
