"""On which days an undated report may have been published, by its own words: dates, ages of events, the war's age, names that came up in it.

Each clue allows some days; what all of them allow together is the answer, and nothing is applied to the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from warmonitor.ground.calendar import Kind, Timex, times
from warmonitor.ground.calendar.numbers import ONES, ORDINALS, number, ordinal
from warmonitor.ground.calendar.values import moved
from warmonitor.ground.packs import Pack
from warmonitor.lang.numerals import numerals
from warmonitor.read.lexicon import lexicon

from .war_age import ages

Days = tuple[date, date]

FIRST = date(1900, 1, 1)
YEARLESS = 300  # days up to which a report names a day of the past without its year
_SLACK = {"Y": 183, "M": 16, "W": 4, "D": 1}  # half a unit: ages are told in round numbers
FRESH = 31
"""Days up to which news that names its days by the weekday tells the date of one of them."""
_NEAR = 800  # days from a date within which "last year" beside it may have been written
_PAIRS = 8  # "yesterday, 9 October" so often is enough: each is tried on every day near
_ABOUT = timedelta(days=16)  # an anniversary is told of some days early or late
_REACH = 70  # characters between an age and the date of the event that it is of


@dataclass(frozen=True, slots=True)
class Clue:
    """Words `start` to `end` of the text allow publication on the days of one of `spans`, in order; `kind` names the reasoning, `why` tells it."""

    kind: str
    why: str
    start: int
    end: int
    spans: tuple[Days, ...]


@dataclass(frozen=True, slots=True)
class Allowed:
    """The days that the clues leave; those in `aside` contradict clues that rule out more, and were not used.

    `weekdays` (ISO, Monday is 1): on these it was likely published, going by the weekdays that it names.
    """

    spans: tuple[Days, ...]
    clues: tuple[Clue, ...]
    aside: tuple[Clue, ...]
    weekdays: tuple[int, ...]
    weekday_words: tuple[tuple[int, int], ...]


def allowed(text: str, known_by: date, pack: Pack | None = None) -> Allowed:
    """The days up to `known_by` (when the text was seen at the latest) on which a text may have been published."""
    timexes = times(text)
    sure = [*_dates(text, timexes, known_by), *_ages(text, timexes, known_by), *_beside(text, timexes)]
    if pack is not None:
        sure += [*_of_the_war(text, pack), *_actors(text, pack, known_by)]
    spans, used, aside = _meet(((FIRST, known_by),), sure)
    named = [t for t in timexes if t.rule.startswith("weekday") and re.fullmatch(r"XXXX-WXX-\d.*", t.value)]
    earlier = set(lexicon("checks")["ages"]["earlier"])
    said = [t for t in named if t.tense != "future" and earlier.isdisjoint(text[t.start : t.end].lower().split())]
    spans, more, apart = _meet(
        spans, [*_yearless(text, timexes, spans, fresh=bool(said)), *(_fresh(text, timexes) if said else ())]
    )
    return Allowed(
        spans,
        tuple(_telling((*used, *more))),
        (*aside, *apart),
        newest({int(t.value[9]) for t in said}),
        tuple((t.start, t.end) for t in said),
    )


def newest(weekdays: Iterable[int]) -> tuple[int, ...]:
    """The last of the weekdays that a report names as just past, and the day after: on these it was likely published.

    The last is the one behind which the longest stretch without any of them begins; none where two stretches are as long.
    """
    told = sorted(set(weekdays))
    if not told:
        return ()
    gaps = {day: ((told[(i + 1) % len(told)] - day - 1) % 7) + 1 for i, day in enumerate(told)}
    longest = [day for day, gap in gaps.items() if gap == max(gaps.values())]
    return (longest[0], longest[0] % 7 + 1) if len(longest) == 1 else ()


def _dates(text: str, timexes: Sequence[Timex], known_by: date) -> Iterator[Clue]:
    """What has happened by a day that the text tells in full was published on it or later; what is to happen, before its end."""
    for t in timexes:
        if t.type not in (Kind.DATE, Kind.TIME) or t.earliest is None or t.latest is None:
            continue
        words = text[t.start : t.end]
        if t.tense == "future" or t.link in ("by", "until"):
            if t.tense == "future":
                yield Clue("to come", f"“{words}” is yet to come", t.start, t.end, ((FIRST, t.latest),))
        elif t.earliest <= known_by:
            yield Clue("told", f"“{words}” has been", t.start, t.end, ((t.earliest, known_by),))


def _ages(text: str, timexes: Sequence[Timex], known_by: date) -> Iterator[Clue]:
    """ "Four years ago, in March 2015", "six months after the raid of 4 April 2017", "the tenth anniversary of the revolt of March 2011"."""
    dated = [t for t in timexes if t.earliest is not None and t.latest is not None and t.type is Kind.DATE]
    for match in (m for pattern in _age() for m in pattern.finditer(text)):
        told = match.groupdict()
        ago, nth = told.get("ago") is not None, told.get("nth")
        near = [
            t
            for t in dated
            if 0 <= t.start - match.end() <= _REACH or (ago and 0 <= match.start() - t.end <= _REACH // 2)
        ]
        of = next((t for t in near if not _broken(text, match, t)), None)
        amount = str(ordinal(nth.lower())) if nth else number([match["n"].lower()])
        if of is None or of.earliest is None or of.latest is None or amount in (None, "X"):
            continue
        unit: str = "Y" if nth else lexicon("checks")["ages"]["units"][match["unit"].lower()]
        slack = _ABOUT if nth else timedelta(days=_SLACK[unit])
        first, last = (moved(day, float(amount or 1), unit, 1) for day in (of.earliest, of.latest))
        if first is None or last is None:
            continue
        start, end = min(match.start(), of.start), max(match.end(), of.end)
        span = (first - slack, last + slack) if ago or told.get("since") else (first - slack, known_by)
        yield Clue("age of an event", f"“{' '.join(text[start:end].split())}”", start, end, (span,))


@cache
def _age() -> tuple[re.Pattern[str], ...]:
    rules, endings = lexicon("checks")["ages"], numerals().endings
    words = {
        "{n}": "|".join((r"\d{1,3}", *sorted(rules["one"], reverse=True), *ONES[1:])),
        "{nth}": rf"(?a:\d+{endings}|{'|'.join(ORDINALS)})",  # in ASCII, as it is looked up afterwards: "ſ" is no s there
        "{unit}": f"(?a:{'|'.join(rules['units'])})",
    }
    found = rules["patterns"]
    for name, meant in words.items():
        found = [pattern.replace(name, meant) for pattern in found]
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in found)


def _beside(text: str, timexes: Sequence[Timex]) -> Iterator[Clue]:
    """ "Yesterday, 9 October 2019", "last year, 2017": the days on which those words mean that date."""
    joined = re.compile(rf",? ?(?:(?:{'|'.join(lexicon('checks')['ages']['beside'])}) |\()?")
    asked = 0
    for told, dated in zip(timexes, timexes[1:], strict=False):
        if (
            told.earliest is not None
            or dated.earliest is None
            or dated.latest is None
            or "ago" in told.rule  # told in round numbers, an age
            or not joined.fullmatch(text[told.end : dated.start])
        ):
            continue
        if fits := _meaning(text[told.start : told.end], dated.earliest, dated.latest):
            why = f"“{text[told.start : dated.end]}”"
            yield Clue("told with its day", why, told.start, dated.end, fits)
        asked += 1
        if asked == _PAIRS:
            return


@lru_cache(maxsize=64)
def _meaning(words: str, first: date, last: date) -> tuple[Days, ...]:
    """The days on which `words` mean the days `first` to `last`."""
    fits = []
    for day in (first + timedelta(days=n) for n in range(-31, _NEAR)):
        meant = next(iter(times(words, published=day)), None)
        if meant and meant.earliest and meant.latest and meant.earliest <= first and last <= meant.latest:
            fits.append((day, day))
    return _joined(fits)


def _fresh(text: str, timexes: Sequence[Timex]) -> Iterator[Clue]:
    """A date told in full with its weekday, in news that speaks of other days by their weekdays alone."""
    for t in timexes:
        if t.earliest is not None and t.earliest == t.latest and t.tense != "future":
            words = text[t.start : t.end]
            if _weekday(words) is not None and re.search(r"\d{4}", words):
                span = t.earliest, t.earliest + timedelta(days=FRESH)
                yield Clue(
                    "day with its weekday",
                    f"“{words}”, and other days by their weekdays alone",
                    t.start,
                    t.end,
                    (span,),
                )


def _broken(text: str, match: re.Match[str], timex: Timex) -> bool:
    """Whether a sentence ends between an age and a date."""
    between = text[match.end() : timex.start] if timex.start >= match.end() else text[timex.end : match.start()]
    return bool(re.search(r"[.;!?]\s|\n", between))


def _of_the_war(text: str, pack: Pack) -> Iterator[Clue]:
    if pack.since is None:
        return
    for age in ages(text, pack.countries):
        words = text[age.start : age.end]
        why = f"“{words}”, and the war began on {pack.since.isoformat()}"
        yield Clue("war's age", why, age.start, age.end, (age.days(pack.since),))


def _actors(text: str, pack: Pack, known_by: date) -> Iterator[Clue]:
    """Whoever is named has come up by then."""
    for actor in pack.actors.values():
        if actor.since is None or actor.since > known_by:
            continue
        names = [n for n in (actor.name, *actor.names) if len(n) > 2 and n[0].isupper()]
        match = re.search(rf"\b(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\b", text)
        if names and match is not None:
            why = f"“{match[0]}” is named, who came up on {actor.since.isoformat()}"
            yield Clue("named", why, *match.span(), ((actor.since, known_by),))


def _yearless(text: str, timexes: Sequence[Timex], spans: Sequence[Days], *, fresh: bool) -> Iterator[Clue]:
    """Days told without a year: with a weekday they fell in some years only, and none lies further back than news leaves the year out for.

    `fresh`: the text tells other days by their weekdays alone.
    """
    if not spans:
        return
    for t in timexes:
        match = re.match(r"XXXX-(\d\d)-(\d\d)", t.value)
        if match is None or t.tense == "future":
            continue
        weekday = _weekday(text[t.start : t.end])
        found = []
        for year in range(spans[0][0].year - 1, spans[-1][1].year + 1):
            try:
                day = date(year, int(match[1]), int(match[2]))
            except ValueError:  # 29 February
                continue
            if weekday is None or day.isoweekday() == weekday:
                found.append((day, day + timedelta(days=FRESH if weekday and fresh else YEARLESS)))
        words = text[t.start : t.end]
        fell = f", which fell so in {_years(found, spans)}" if weekday else ""
        yield Clue("day without a year", f"“{words}”{fell}", t.start, t.end, tuple(found))


def _years(found: Sequence[Days], spans: Sequence[Days]) -> str:
    years = [str(d.year) for d, last in found if any(a <= last and d <= b for a, b in spans)]
    return ", ".join(years[:5]) + (" …" if len(years) > 5 else "") if years else "none of the years left"


def _weekday(words: str) -> int | None:
    """The weekday (ISO) whose name, or the first three letters of it, opens some words."""
    short = [name[:3] for name in lexicon("checks")["weekdays"]]
    match = re.match(rf"((?a:{'|'.join(short)}))[a-z]*\b", words, re.IGNORECASE)
    return short.index(match[1].lower()) + 1 if match else None


def _meet(spans: Sequence[Days], clues: Iterable[Clue]) -> tuple[tuple[Days, ...], list[Clue], list[Clue]]:
    """The days that all clues allow, the clues used, and those that would leave none."""
    left, used, aside = tuple(spans), [], []
    for clue in clues:
        both = tuple((max(a, c), min(b, d)) for a, b in left for c, d in clue.spans if max(a, c) <= min(b, d))
        if both:
            left = _joined(both)
            used.append(clue)
        else:
            aside.append(clue)
    return left, used, aside


def _joined(spans: Iterable[Days]) -> tuple[Days, ...]:
    """Spans in order, those that touch as one."""
    found: list[Days] = []
    for a, b in sorted(spans):
        if found and a <= found[-1][1] + timedelta(days=1):
            found[-1] = (found[-1][0], max(b, found[-1][1]))
        else:
            found.append((a, b))
    return tuple(found)


def _telling(clues: Iterable[Clue]) -> Iterator[Clue]:
    """Without clues that another one makes needless: of several days told the last, of several to come the first."""
    every = list(clues)
    for clue in every:
        others = (o for o in every if o is not clue)
        if not any(
            _narrower(o, clue) and (o.spans != clue.spans or every.index(o) < every.index(clue)) for o in others
        ):
            yield clue


def _narrower(one: Clue, other: Clue) -> bool:
    """Whether every day that `one` allows is allowed by `other`."""
    return all(any(c <= a and b <= d for c, d in other.spans) for a, b in one.spans)
