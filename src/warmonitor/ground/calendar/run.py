"""Time tagging: from a text to its time expressions, as TIMEX3 has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from .beside import COUNTED, DAYS_ON, meant, of_event, past_midnight, past_new_year, told_beside, told_by, unit_of
from .context import Context
from .resolve import Resolver
from .rules import rulebook
from .tagger import Found, Tokens, find
from .tense import is_said, tense_at
from .timex import Kind, Tense, Timex
from .values import Moment

if TYPE_CHECKING:
    from warmonitor.lang.doc import Doc

Mode = Literal["news", "narrative", "auto"]


class _Cues(NamedTuple):
    numbered: re.Pattern[str]
    unreal: re.Pattern[str]


@cache
def _cues() -> _Cues:
    told = rulebook().phrases
    return _Cues(
        numbered=re.compile(f"{told['numbered']} $"), unreal=re.compile(rf"\b{told['unreal']}\b[^.;:!?\n]{{0,40}}$")
    )


def times(
    text: str,
    *,
    doc: Doc | None = None,
    published: date | None = None,
    mode: Mode = "news",
    tense: Tense | None = None,
) -> list[Timex]:
    """The time expressions of a text, in text order, none overlapping.

    `news` resolves relative words against `published`; without it they keep XXXX where a year or day is missing and have no days.
    `narrative` resolves them against the date that the text told last. `auto` takes narrative for texts that mostly tell years other than
    that of publication. `doc`, if given, tells the tense of clauses better than the words do; `tense`, if given, is that of all of them.
    """
    book = rulebook()
    tokens = Tokens(text, book)
    if mode == "auto":
        mode = "narrative" if is_history(tokens.words, published) else "news"
    context = Context(published, mode == "narrative")
    resolver = Resolver(book, context)
    found = find(tokens, book, mode)
    timexes: list[Timex] = []
    headings = list(_headings(text)) if context.narrative else []
    heading = None if context.narrative else _HEADING.match(text)
    lately: tuple[int, Moment] | None = None  # the date told last, and where it ended

    def read(one: Found, year: str | None = None) -> Timex | None:
        told = tense or tense_at(text, tokens.starts[one.first], tokens.ends[one.last - 1], doc)
        return _timex(one, tokens, resolver, told, year)

    for i, one in enumerate(found):
        while headings and headings[0][0] <= tokens.starts[one.first]:
            context.ref, context.aside = Moment(headings.pop(0)[1]), None
        here = lately is not None and not _SENTENCE_END.search(text, lately[0], tokens.starts[one.first])
        context.day = lately[1] if lately and here and lately[1].date else None
        context.near, context.late = context.aside if here else None, False
        if (follows := _day_told_next(found, i, tokens)) is not None:
            context.day = _day(coming := read(follows)) or context.day
            context.late = coming is not None and coming.value.endswith(_LATE)
        if (timex := read(one, _year_told_next(found, i, tokens))) is None:
            continue
        if not context.narrative and timex.earliest != context.published and _opens_entry(text, timex):
            timex = _entry(partial(read, one), context, published) or timex
        beside = told_beside(one, timex, timexes[-1], text, context) if timexes else None
        if follows is None:
            timex = past_new_year(one, past_midnight(one, timex, timexes, text), timexes, text)
        behind = read(found[i + 1]) if beside is None and _told_behind(found, i, tokens) else None
        timex = beside or (meant(one, timex, behind) if behind else timex)
        if heading is not None and timex.end <= heading.end():
            context.covers = context.covers or _whole_month(timex, published)
        timexes.append(timex)
        context.heard(timex.value)
        if (told := told_by(timex)) is not None and one.link != "since":
            lately = timex.end, told
        said = context.ref and not context.narrative and is_said(text, timex.start)
        if beside is None and not said and _moves_on(one, timex, tokens) and not _ends_between(found, i, tokens):
            _tell(context, one, timex)
    return timexes


def _whole_month(timex: Timex, published: date | None) -> Moment | None:
    """The month that an expression tells, if it is one that was over by the day of publication."""
    moment, over = told_by(timex), timex.latest is not None and published is not None and timex.latest < published
    return moment if moment and over and moment.month and not moment.day else None


_HOUR = re.compile(r"[\W\d]*(?:[ap]\.?m\b\W*)?(?:[A-Z]{2,4}\b)?[\W\d]*")


def _opens_entry(text: str, timex: Timex) -> bool:
    """Whether a day stands on a line of its own, maybe with an hour, as above an entry of a live blog or a chronicle: what is told below was written then."""
    if timex.earliest is None or timex.earliest != timex.latest:
        return False
    start, end = text.rfind("\n", 0, timex.start) + 1, text.find("\n", timex.end)
    beside = text[start : timex.start] + text[timex.end : end if end >= 0 else timex.end]
    return end >= 0 and len(beside) <= _LONGEST_HOUR and _HOUR.fullmatch(beside) is not None


def _entry(read: Callable[[str | None], Timex | None], context: Context, published: date | None) -> Timex | None:
    """The day above an entry, counted from that of publication ("26 May" below the entry of 24 May is none of the year before); without one, of the last entry's year."""
    year = str(context.published.year) if context.published and not published else None
    context.published = published
    timex = read(year)
    context.published = timex.latest if timex else None
    return timex


_LONGEST_HOUR = 20
_LATE = ("TAF", "TEV", "TNI")
_JOINED = 4  # times of day of one date: "at dawn and at dusk on Saturday"
_SENTENCE_END = re.compile(r"""[.!?]["”’')]*\s+["“‘'(]*[A-Z]|\n""")


def _day(timex: Timex | None) -> Moment | None:
    """The day that an expression tells, if it is one."""
    moment = told_by(timex) if timex else None
    return moment if moment and moment.date else None


def _apposed(one: Found, follows: Found, between: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether a date is told as the one meant: "four years earlier, in April 2016" with its year, "the next day, on Tuesday, they" as an aside."""
    if between[:1] != [","] or not _only(between[1:], "into_date", "") or follows.rule.type != "DATE":
        return False
    if one.value in DAYS_ON:
        return follows.rule.name == "weekday" and behind == [","]
    has_year = any(follows.parts.get(part) for part in ("Y", "YEAR"))
    has_year |= follows.rule.name in {"day_month", "month_day_comma"}
    return one.rule.name in COUNTED and unit_of(one) is not None and has_year


_EVENT = 5  # words between "a day after" and the day of the event


def _told_behind(found: Sequence[Found], i: int, tokens: Tokens) -> bool:
    """Whether the date that follows says which day is meant, or is that of the event: "a day after the ambush on Tuesday"."""
    if i + 1 >= len(found):
        return False
    between = tokens.words[found[i].last : found[i + 1].first]
    return _apposed(found[i], found[i + 1], between, tokens.words[found[i + 1].last : found[i + 1].last + 1]) or (
        of_event(found[i]) and len(between) <= _EVENT and all(word[0].isalnum() for word in between)
    )


def _timex(one: Found, tokens: Tokens, resolver: Resolver, tense: Tense, year: str | None) -> Timex | None:
    start, end = tokens.starts[one.first], tokens.ends[one.last - 1]
    if year and one.value.startswith(("XXXX-{", "{Y}")):
        one = replace(one, value=one.value.replace("XXXX", year, 1).replace("{Y}", year, 1))
    result = resolver.resolve(one, one.mod, tense)
    if not result.value and one.value.startswith("era "):
        return None
    kind = Kind(one.rule.type)
    if kind is Kind.DATE and re.match(r"(?:BC)?[\dX]{4}.*T", result.value):
        kind = Kind.TIME
    if result.days is None and one.rule.name in {"iso", "numeric"}:  # an address or a version, no day
        return None
    earliest, latest = result.days or (None, None)
    return Timex(
        start,
        end,
        kind,
        result.value,
        one.mod,
        one.rule.name,
        earliest=earliest,
        latest=latest,
        link=one.link,
        tense=tense,
    )


# "2005: A new government", "War in the north, 1775-1780": a line of its own, without a full stop
_HEADING = re.compile(r"^(?=.{4,90}$)(?:.*?[^\w-])?(1\d{3}|20\d\d)(?![\w%]|,\d).*(?<![.,;!?])$", re.M)


def _headings(text: str) -> Iterator[tuple[int, int]]:
    """Where headings that tell a year stand in a history, and the first year of each: there its run begins anew."""
    for match in _HEADING.finditer(text):
        if not _cues().numbered.search(text[match.start() : match.start(1)]):
            yield match.start(), int(match[1])


def _moves_on(one: Found, timex: Timex, tokens: Tokens) -> bool:
    """Whether a text goes on from a date: not from where something began ("since 1964"), nor from what is planned, possible or foretold, looked
    back to ("two years earlier") or told in brackets, nor from the end of a range of years in a heading."""
    if not (timex.type in {Kind.DATE, Kind.TIME} or one.rule.name == "week_of_month") or "REF" in timex.value:
        return False
    if (
        one.link in {"since", "from"}
        or one.rule.name in {"year_range", "year_short_range"}
        or re.match(r"(?:ref|now|event) -|clock|part|dayof|fromfeast|season ref", one.value)
    ):
        return False
    if "(" in tokens.words[max(0, one.first - 1) : one.first] and ")" in tokens.words[one.last : one.last + 1]:
        return False
    start = tokens.starts[one.first]
    return _cues().unreal.search(tokens.text, max(0, start - 60), start) is None


def _tell(context: Context, one: Found, timex: Timex) -> None:
    """Lets the text go on from an expression; from the month, where it is "the last week of May"."""
    week = one.rule.name == "week_of_month" and "MONTH" in one.parts
    value = timex.earliest.isoformat()[:7] if week and timex.earliest else timex.value
    context.told(value, into_next=one.rule.name == "season_years", counted=one.value.startswith("ref"))


def _ends_between(found: Sequence[Found], i: int, tokens: Tokens) -> bool:
    """Whether a date is the end of what lies "between" two: a text goes on within it."""
    one = found[i]
    return (
        i > 0
        and one.rule.type == "DATE"
        and found[i - 1].link == "between"
        and _only(tokens.words[found[i - 1].last : one.first], "joining", "")
    )


def _day_told_next(found: Sequence[Found], i: int, tokens: Tokens) -> Found | None:
    """The date that follows a time of day, or the last of a few that are joined, with at most "on" or a comma between."""
    for at in range(i, min(i + _JOINED, len(found) - 1)):
        one, after = found[at], found[at + 1]
        if not one.value.startswith(("clock", "part")):
            return None
        between = tokens.words[one.last : after.first]
        if between[1:2] and _only(between[1:2], "clock_zone", ""):  # "5:34 am Baghdad time on 20 March"
            between = between[2:]
        if after.rule.type == "DATE" or "MONTH" in after.parts or after.value.startswith(("weekday", "now")):
            counted = after.value.startswith(("event", "dayof", "ref"))
            if after.rule.type == "TIME" and _only(between, "joining", "-–—"):
                return after  # "from dawn to dusk on Saturday"
            return after if not counted and _only(between, "clock_on", ",)") and len(between) < 3 else None
        behind = tokens.words[after.last : after.last + 1]
        if len(between) != 1 or not _only(between, "joining", "-–—(") or (between == ["("]) != (behind == [")"]):
            return None
    return None


def _year_told_next(found: Sequence[Found], i: int, tokens: Tokens) -> str | None:
    """The year of "July 1" in "July 1 to July 3, 1863": that of the date which follows with nothing but a connecting word between."""
    one = found[i]
    if (
        i + 1 >= len(found)
        or not ("MONTH" in one.parts or "PLAINMONTH" in one.parts)
        or "YEAR" in one.parts
        or one.parts.get("Y")
    ):
        return None
    after = found[i + 1]
    between = tokens.words[one.last : after.first]
    if len(between) > 2 or not _only(between, "joining", "-–—,"):
        return None
    years = [w for w in after.parts.get("Y", ()) if re.fullmatch(r"1\d{3}|20\d\d", w)]
    return years[0] if years else None


def _only(words: Sequence[str], listed: str, marks: str) -> bool:
    """Whether all words are on a list of the language's words, or are one of the marks."""
    return all(w in rulebook().words[listed] or w in marks for w in words)


def is_history(words: Sequence[str], published: date | None) -> bool:
    """Whether a text tells a history rather than news: more years named that lie back than weekdays and words like "today"."""
    listed = rulebook().words
    years = [w for w in words if len(w) == 4 and w.isdigit() and 1000 < int(w) < 2100]
    back = sum(published is None or published.year - int(w) >= 2 for w in years) + sum(
        w.lower() in listed["before_christ"] for w in words
    )
    current = sum(w.lower() in listed["current"] for w in words)
    return back > 2 * current and back * 250 > len(words)
