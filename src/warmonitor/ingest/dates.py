"""The day of publication as a report states it: in a header, in a dateline. Nothing is guessed: half a date is none, unless its other half stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from warmonitor.lang.numerals import numerals
from warmonitor.lang.tables import table

_YEAR = r"(?:1[89]|2[01])\d\d(?!\d)"
_ISO = rf"{_YEAR}(?:-\d\d?-\d\d?|/\d\d?/\d\d?|\.\d\d?\.\d\d?)(?!\d)"
_RUN_TOGETHER = r"(?:1[89]|2[01])\d{6}(?!\d)"
_NUMBERS = rf"\d\d?(?:-\d\d?-|/\d\d?/|\.\d\d?\.){_YEAR}"


class _Forms(NamedTuple):
    """How days are written, by `lang/en/dates.yml`; `keys`: what a header calls its fields."""

    months: tuple[re.Pattern[str], ...]
    month: re.Pattern[str]
    whole: re.Pattern[str]
    keys: dict[str, str]
    line: re.Pattern[str]
    mark: re.Pattern[str]
    alone: re.Pattern[str]
    datelines: tuple[re.Pattern[str], ...]
    bylines: tuple[re.Pattern[str], ...]
    sections: frozenset[str]
    masthead: re.Pattern[str]  # a name; `body` before a dash, behind which there is a part of it
    kind: re.Pattern[str]  # a line that says what a statement is, "PRESS RELEASE No. 4"
    press: re.Pattern[str]
    makers: re.Pattern[str]  # the press and others who publish
    headline: re.Pattern[str]  # a line without a full stop, a blank one, maybe who wrote it, and a paragraph with one


@cache
def _forms() -> _Forms:
    words = table("warmonitor.lang", "en", "dates.yml")
    months = rf"(?:{'|'.join(words['months'])})\b\.?"
    weekday, number = rf"(?:{words['weekdays']}\.?,?\s+)?", rf"\d{{1,2}}{numerals().endings}?"
    spelt = rf"{weekday}(?:{number}\s+(?:{words['of']}\s+)?{months},?\s+{_YEAR}|{months}\s+{number},?\s+{_YEAR})"
    no_year = rf"{weekday}(?:{number}\s+{months}|{months}\s+{number}(?!\d))"
    zone = rf"(?:{words['zones']}|[A-Z]{{2,4}}|[+-]\d\d:?\d\d)?"
    minutes = rf"[:.]\d\d(?:[:.]\d\d(?:\.\d+)?)?\s*(?:{words['halves']})?"
    clock = rf"\d\d?(?:{minutes}|\s*{words['halves']})\s*{zone}"
    dated = rf"(?:{_ISO}|{spelt}|{_NUMBERS})(?:[T ,]*(?:{words['at']}\s+)?{clock})?"
    keys = {name: key for key, names in words["header"].items() for name in names}
    names, marks = ("|".join(sorted(k, key=len, reverse=True)) for k in (keys, words["header"]["published"]))
    return _Forms(
        tuple(re.compile(month, re.IGNORECASE) for month in words["months"]),
        re.compile(months, re.IGNORECASE),
        re.compile(dated, re.IGNORECASE),
        keys,
        re.compile(rf"[ \t]*((?a:{names}))\s*:[ \t]*(\S[^\n]*?)[ \t\r]*(?:\n|$)", re.IGNORECASE),
        re.compile(rf"\s*(?:{marks})\s*[:=]?\s*(?P<date>{dated}|\d[\d/.-]{{5,}}\d)(?!\w)[\s,.;:|–—-]*", re.IGNORECASE),
        re.compile(rf"\s*(?:(?P<section>{words['state']})\s+)?(?P<date>{dated})[ \t\r]*\n\s*", re.IGNORECASE),
        tuple(_datelines(words, months, rf"(?P<date>(?i:{_ISO}|{spelt}|{no_year}))")),
        tuple(
            _bylines(
                words,
                rf"(?:(?i:{marks})[ \t]+)?(?P<date>(?i:{dated}))",
                rf"(?i:(?:{clock},?[ \t]*(?:{words['on']}[ \t]+)?)?)",
            )
        ),
        frozenset(words["sections"].split()),
        re.compile(
            rf"(?P<outlet>(?P<body>{_name(words, 10)})(?:[ \t]+[-–—][ \t]+{_name(words)})?)(?:[ \t]+\([^()\n]{{2,40}}\)|:(?i:[ \t]+(?:{'|'.join(words['sections'].split())}))+)?"
        ),
        re.compile(rf"(?:(?:{words['kinds']})[ \t]*)+(?:{words['number']})?", re.IGNORECASE),
        _publishing(words, words["press"]),
        _publishing(words, f"{words['press']}|{words['makers']}"),
        re.compile(
            r"\s*([\w\"“‘'][^\n|]+[^\s.!?:;,|\"”])[ \t\r]*\n[ \t\r]*\n\s*"
            rf"(?=(?:(?i:{words['by']})[ \t][^\n]{{3,60}}\n\s*)?[^\n]+[.!?][\"”’)]*\s*(?:\n|$))"
        ),
    )


def _publishing(words: Any, ends: str) -> re.Pattern[str]:
    """A name that one of the words ends, "of" whatever, or that begins as a station's does."""
    return re.compile(rf"\b(?:{ends})(?:[ \t]+{words['of']}\b.*)?$|^(?:{words['stations']})\b", re.IGNORECASE)


_CITY = r"[A-Z][\w’'.-]*(?:[ \t]+(?:[a-z]{2}-)?[A-Z][\w’'.-]*){0,3}"


def _datelines(words: Any, months: str, dates: str) -> Iterator[re.Pattern[str]]:
    land = rf"{_CITY}(?:[ \t]+{words['within']}[ \t]+{_CITY})?"  # Republic of the Congo
    place = rf"{_CITY}(?:\s*[,/]\s*(?!{months}){land}){{0,2}}"
    agency, dash = r"\((?P<outlet>[^()\n]{2,40})\)", r"(?:--?|[–—:])"
    for pattern in (
        rf"\s*{place}\s*,\s*{dates}\s*,?\s*(?:{agency})?\s*(?:{dash}|\.)\s",  # DAMASCUS, Aug. 29, 2019 (Newswire) —, or a full stop
        rf"\s*{place}[ \t]*\([^()\n]{{2,40}}\)[ \t]*,?[ \t]*{dash}?[ \t]*{dates}(?=\s*{dash}|\s|$)",  # BEIRUT (Agency, or Lebanon) - 26 January 2020
        rf"\s*{agency}\s*{place}\s*,\s*{dates}\s*{dash}\s",  # (Agency) BEIRUT, 26 January 2020 -
        rf"\s*{place}\s*,\s*[A-Z]\w+\s*{dash}\s*{dates}(?=\s*{dash}|\s*\n)",  # Damascus, SANA – 26 January 2020
    ):
        yield re.compile(pattern)


def _word(words: Any) -> str:
    """A word of a name."""
    return rf"(?:[A-Z0-9][^\s,|•·*_]*|{words['joining']})"


def _name(words: Any, longest: int = 7) -> str:
    """A name of at most so many words."""
    return rf"{_word(words)}(?:[ \t]+{_word(words)}){{0,{longest - 1}}}"


def _bylines(words: Any, dates: str, hour: str) -> Iterator[re.Pattern[str]]:
    """Lines of their own; the one with a bar whose `outlet` is none may be a row of a table. `hour`: a time of day before a day."""
    word, name, bar, slash = _word(words), _name(words), r"[ \t]*[|•·][ \t]*", r"[ \t]+/[ \t]+"
    parting = rf"(?:{bar}|,[ \t]*|[ \t][-–—]+[ \t])"
    section = rf"(?:{'|'.join(words['sections'].split())})"
    press = (
        rf"(?P<outlet>(?:{word}[ \t]+){{0,6}}(?i:{words['press']})|(?i:{words['stations']})(?:[ \t]+{word}){{1,6}}"
        rf"|(?i:{words['papers']})(?:[ \t]+{word}){{0,6}})"
    )
    for pattern in (
        rf"[*_]+(?P<outlet>{name})(?:{parting}{name})*{parting}{dates}[*_]+",  # *Outlet, City, 17 May 2024*
        rf"[*_]+{dates}[*_]+",  # *Published 17 May 2024*
        rf"(?i:{words['by']})[ \t]+{name}(?:{parting}(?P<outlet>{name}))?(?:{parting}{name})*{parting}{dates}",  # By A. Writer, Outlet - 17 May 2024
        rf"[A-Z’'-]{{2,}}(?:[ \t]+[A-Z’'-]+)*(?:,[ \t]*{name})*,[ \t]*{dates}",  # GOMA, DR Congo, 17 May 2024
        rf"(?P<outlet>{name}){bar}{dates}",  # Outlet | 17 May 2024
        rf"{press}(?:{parting}|[ \t]+){dates}",  # The Tribune, 17 May 2024
        rf"(?!{_CITY}{slash})(?P<title>[^\n/]+?){slash}(?P<outlet>{name}){slash}{dates}",  # Two towns taken / Outlet / 17 May 2024
        rf"(?P<outlet>{name}(?:[ \t]+[-–—][ \t]+{name})?){slash}(?i:{section}),[ \t]*{dates}",  # Outlet - Branch / Communique, 17 May 2024
        rf"[^\n]+{bar}{dates}",  # Two towns taken | Outlet | 17 May 2024
        rf"[A-Z’'-]{{2,}}(?:[ \t]+[A-Z’'-]+)*{parting}{dates}",  # HEALTH BULLETIN - 17 May 2024
        rf"(?P<section>(?i:{section}(?:[ \t]+(?:{section}|{words['number']}))*)){parting}{dates}",  # Press release No. 12, 17 May 2024
        rf"{_CITY},[ \t]*{dates}",  # Goma, 17 May 2024
        rf"(?P<section>[A-Z][^\n|.]*?)\b(?i:{words['state']})[ \t]+{hour}{dates}",  # Operational information as of 22:00, 17 May 2024
    ):
        yield re.compile(rf"{pattern}[ \t\r]*")


def day(text: str) -> date | None:
    """The day that all of `text` names, a time of day after it aside; None where it names none, or could be read two ways.

    >>> day("2020-01-26"), day("Sun, 26 Jan 2020 10:00:00 GMT"), day("26/01/2020"), day("01/02/2020")
    (datetime.date(2020, 1, 26), datetime.date(2020, 1, 26), datetime.date(2020, 1, 26), None)
    """
    text = text.strip()
    if re.fullmatch(_RUN_TOGETHER, text):
        return _date(int(text[:4]), int(text[4:6]), int(text[6:]))
    return _read(text) if _forms().whole.fullmatch(text) else None


LATE = timedelta(7)
"""So long after its dateline a report may be filed."""


def completed(half: str, name: str, text: str) -> date | None:
    """The day of a date without a year, with the year that a file's `name` or address gives a day then or within `LATE`, else the `text` that same day.

    >>> completed("12 May", "wire-2026-05-13.txt", "")
    datetime.date(2026, 5, 12)
    >>> completed("12 May", "wire.txt", "Since 15 April 2023 ...")
    """
    named = (_date(d.year - back, *_day_and_month(half)) for d in _whole_days(name) for back in (0, 1))
    near = {d for d in named if d and any(timedelta(0) <= filed - d <= LATE for filed in _whole_days(name))}
    found = near or {d for d in _whole_days(text) if (d.month, d.day) == _day_and_month(half)}
    return found.pop() if len(found) == 1 else None


def _day_and_month(half: str) -> tuple[int, int]:
    known = _read(f"{half} 2000")
    return (known.month, known.day) if known else (0, 0)


def _whole_days(text: str) -> list[date]:
    """The full dates in a text, in its order."""
    written = (m[0] for m in re.finditer(rf"(?<!\d)(?:{_forms().whole.pattern}|{_RUN_TOGETHER})", text, re.IGNORECASE))
    return [known for words in written if (known := day(words))]


def two_ways(text: str) -> tuple[date, date] | None:
    """The two days that `text` may name, the earlier first, where it tells day and month by numbers of which either may be either.

    >>> two_ways("01/02/2020 18:00"), two_ways("26/01/2020"), two_ways("soon")
    ((datetime.date(2020, 1, 2), datetime.date(2020, 2, 1)), None, None)
    """
    text = text.strip()
    found = _by_numbers(text) if re.match(_NUMBERS, text) and _forms().whole.fullmatch(text) else []
    return (found[0], found[1]) if len(found) == 2 else None


def _by_numbers(text: str) -> list[date]:
    """The days that a date in numbers may name, by the year at its end, in order."""
    first, second, year = (int(part) for part in re.findall(r"\d+", text)[:3])
    return sorted(filter(None, {_date(year, second, first), _date(year, first, second)}))


def _read(text: str) -> date | None:
    """The day of a text that begins with a date of one of the forms above."""
    if re.match(_ISO, text):
        year, month, number = (int(part) for part in re.findall(r"\d+", text)[:3])
        return _date(year, month, number)
    if re.match(_NUMBERS, text):
        readings = _by_numbers(text)
        return readings[0] if len(readings) == 1 else None
    if named := _forms().month.search(text):
        number, year = (int(part) for part in re.findall(r"\d+", text)[:2])
        month = next(n for n, name in enumerate(_forms().months, 1) if name.match(named[0]))
        return _date(year, month, number)
    return None


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


_HEADLINES, _LONGEST = 3, 160
"""So many lines of so many characters at most are headlines."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a text says of itself: the day it was published, where its article begins, other fields of its header, what is wrong with the date, and half of one."""

    day: date | None = None
    body: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)
    problem: str | None = None
    half: str | None = None  # a day and month without a year


def stated(text: str) -> Stated:
    """What the first lines of `text` say about it.

    What is no part of the article, which begins at `body`: a header ("date 2020-01-26 …", "Title: …"), a byline, a line that is a date,
    and headlines above or below these; a dateline is part of it.
    """
    head = text[:2000]
    header = _header(head)
    if header.day is not None or header.problem is not None:
        return _titled(header, head) if header.day and not header.fields else header
    for at in (header.body, *_below_headlines(head, header.body)):
        if found := _dateline(head, at):
            return _with_line(found, at, header, head, at)
        if found := _alone(head, at) or _byline(head, at):
            return _with_line(found, at, header, head, found.end())
    return header


def _dateline(head: str, at: int) -> re.Match[str] | None:
    """The dateline that begins at a character."""
    return next((m for pattern in _forms().datelines if (m := pattern.match(head, at))), None)


def _alone(head: str, at: int) -> re.Match[str] | None:
    """The date that begins at a character below the first line, and is a line of its own or stands behind a word such as "Published"."""
    patterns = (_forms().mark, _forms().alone) if at and head[at - 1] == "\n" else ()
    return next((m for pattern in patterns if (m := pattern.match(head, at))), None)


def _byline(head: str, at: int) -> re.Match[str] | None:
    """The byline that begins at a character; None for a row of a table, which has others beside it."""
    at += len(head[at:]) - len(head[at:].lstrip())
    line, _, below = head[at:].partition("\n")
    beside = head[:at].rstrip().rpartition("\n")[2] + below.lstrip().partition("\n")[0]
    if len(line) > _LONGEST or ("|" in line and "|" in beside):
        return None
    end = at + len(line)
    found = next((m for pattern in _forms().bylines if (m := pattern.fullmatch(head, at, end))), None)
    return found if found and _read(found["date"]) else None


def _with_line(found: re.Match[str], at: int, header: Stated, head: str, end: int) -> Stated:
    """What the header and a dateline, a byline or a line that is a date state; it begins at `at`, and the article behind `end`."""
    body = len(head) - len(head[end:].lstrip()) if end > at else at
    known = _read(found["date"]) if re.search(_YEAR, found["date"]) else None
    half = None if known else found["date"].strip()
    problem = f"the dateline names no full day ({half})" if half else None
    above = [line.strip() for line in head[header.body : at].split("\n") if line.strip()]
    fields = dict(_with_outlet(found, header))
    below = _headline(head, body) if body > at else None
    section = bool(found.groupdict().get("section"))
    if body > at and above and "outlet" not in fields and (line := _masthead(above, below, section=section)):
        fields["outlet"] = line[1]["outlet"]
        del above[line[0] :]
    if title := found.groupdict().get("title") or next(iter(above), None):
        fields.setdefault("title", title)
    stated = Stated(known, body, fields, problem, half)
    return _titled(stated, head) if body > at and not above else stated


def _titled(stated: Stated, head: str) -> Stated:
    """The same with the headline that the article seems to begin with, which is no part of it either."""
    if not (line := _headline(head, stated.body)):
        return stated
    return replace(stated, body=line.end(), fields={"title": line[1].strip(), **stated.fields})


def _headline(head: str, at: int) -> re.Match[str] | None:
    """The line at a character, where it is a headline: a short paragraph of some words without a full stop, and no entry of a list, above one with a full stop."""
    line = _forms().headline.match(head, at)
    return line if line and len(line[1]) <= _LONGEST and " " in line[1].strip() else None


def _masthead(above: Sequence[str], below: re.Match[str] | None, *, section: bool) -> tuple[int, re.Match[str]] | None:
    """Which of the lines above a date names the outlet: the first of a letterhead, above or below "PRESS RELEASE"; else the last, where it is named as one who
    publishes, or is the only line there and the headline stands below the date. The only headline of all may end with an army's name, but hardly with a paper's.

    `section`: the date's own line says what the text is ("Communique, 17 May 2024", "Situation as of 17 May 2024").
    """
    forms = _forms()
    at = next((n for n, line in enumerate(above) if forms.kind.fullmatch(line)), len(above))
    nth = at - 1 if at == len(above) else 0 if at else min(1, len(above) - 1)
    found = forms.masthead.fullmatch(above[nth])
    if not found or set(found["outlet"].lower().split()) <= forms.sections:
        return None
    letterhead = section or at < len(above)
    if found["body"] != found["outlet"] and not letterhead:
        return None  # "Two Towns Taken - Army"
    headline = len(above) == 1 and not below and not letterhead  # "Rebels Ambush Army"
    named = (forms.press if headline else forms.makers).search(found["body"]) or (
        nth < at < len(above) and found["outlet"].isupper()
    )
    known = named or (len(above) == 1 and below) or found["outlet"].lower() in _known()
    return (nth, found) if known else None


@cache
def _known() -> frozenset[str]:
    """Those whom reports quote, by name: "unhcr"."""
    return frozenset(map(str, table("warmonitor.lang", "en", "names.yml")["speakers"]))


def _with_outlet(line: re.Match[str], header: Stated) -> Mapping[str, str]:
    """What the header states, and the outlet that a dateline or byline names where the header names none."""
    outlet = line.groupdict().get("outlet")
    named = outlet is not None and outlet[0].isupper() and not set(outlet.lower().split()) <= _forms().sections
    return {"outlet": outlet, **header.fields} if outlet and named else header.fields


def _below_headlines(head: str, at: int) -> Iterator[int]:
    """Where the second to fourth lines of text begin, as long as what stands above looks like headlines: short lines without a full stop."""
    for line in islice((m for m in re.finditer(r"[^\n]+\n+", head[at:]) if m[0].strip()), _HEADLINES):
        words = line[0].strip()
        if len(words) > _LONGEST or words[-1] in '.!”"':
            return
        yield at + line.end()


def _header(head: str) -> Stated:
    body, fields, forms = len(head) - len(head.lstrip()), dict[str, str](), _forms()
    while line := forms.line.match(head, body):
        fields.setdefault(forms.keys[line[1].lower()], line[2])
        body = line.end()
    if fields:
        written = fields.pop("published", None)
        body += len(head[body:]) - len(head[body:].lstrip())
    elif mark := forms.mark.match(head) or forms.alone.match(head):
        written, body = mark["date"], mark.end()
    else:
        return Stated()
    known = day(written) if written else None
    return Stated(known, body, fields, f"{written!r} {no_day(written)}" if written and known is None else None)


def no_day(text: str) -> str:
    """Why a text names no day: that it is no date, or the two days that it may name."""
    return f"may be {' or '.join(map(str, both))}" if (both := two_ways(text)) else "is no date"
