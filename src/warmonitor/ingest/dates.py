"""The day of publication as a report states it: in a header, in a dateline. Nothing is guessed: half a date is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]|2[01])\d\d(?!\d)"

_ISO = rf"{_YEAR}(?:-\d\d?-\d\d?|/\d\d?/\d\d?|\.\d\d?\.\d\d?)(?!\d)"
_WORDS = rf"{_WEEKDAY}(?:{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}|{_MONTH}\s+{_DAY},?\s+{_YEAR})"
_NUMBERS = rf"\d\d?(?:-\d\d?-|/\d\d?/|\.\d\d?\.){_YEAR}"
_NO_YEAR = rf"{_WEEKDAY}(?:{_DAY}\s+{_MONTH}|{_MONTH}\s+{_DAY}(?!\d))"
_TIME = r"(?:[T ,]*(?:at\s+)?\d\d?[:.]\d\d(?:[:.]\d\d(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|GMT|[A-Z]{2,4}|[+-]\d\d:?\d\d)?)?"


def day(text: str) -> date | None:
    """The day that all of `text` names, a time of day after it aside; None where it names none, or could be read two ways.

    >>> day("2020-01-26"), day("Sun, 26 Jan 2020 10:00:00 GMT"), day("26/01/2020"), day("01/02/2020")
    (datetime.date(2020, 1, 26), datetime.date(2020, 1, 26), datetime.date(2020, 1, 26), None)
    """
    text = text.strip()
    if re.fullmatch(r"(?:1[89]|2[01])\d{6}", text):
        return _date(int(text[:4]), int(text[4:6]), int(text[6:]))
    if not re.fullmatch(rf"(?:{_ISO}|{_WORDS}|{_NUMBERS}){_TIME}", text, re.IGNORECASE):
        return None
    return _read(text)


def _read(text: str) -> date | None:
    """The day of a text that begins with a date of one of the forms above."""
    if re.match(_ISO, text):
        year, month, number = (int(part) for part in re.findall(r"\d+", text)[:3])
        return _date(year, month, number)
    if re.match(_NUMBERS, text):
        first, second, year = (int(part) for part in re.findall(r"\d+", text)[:3])
        readings = {_date(year, second, first), _date(year, first, second)} - {None}
        return readings.pop() if len(readings) == 1 else None
    if named := re.search(_MONTH, text, re.IGNORECASE):
        number, year = (int(part) for part in re.findall(r"\d+", text)[:2])
        return _date(year, _MONTHS.index(named[0][:3].lower()) + 1, number)
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
    """What a text says of itself: the day it was published, where its article begins, other fields of its header, and what is wrong with the date."""

    day: date | None = None
    body: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)
    problem: str | None = None


_KEYS = {
    "date": "published", "dated": "published", "published": "published", "published on": "published", "publication date": "published",
    "posted": "published", "posted on": "published", "outlet": "outlet", "publisher": "outlet", "source": "outlet", "title": "title",
    "headline": "title", "url": "url", "link": "url",
}  # fmt: skip
_LINE = re.compile(
    rf"[ \t]*({'|'.join(sorted(_KEYS, key=len, reverse=True))})\s*:[ \t]*(\S[^\n]*?)[ \t\r]*(?:\n|$)", re.IGNORECASE
)
_MARK = re.compile(
    rf"\s*(?:{'|'.join(sorted((k for k, v in _KEYS.items() if v == 'published'), key=len, reverse=True))})\s*[:=]?\s*"
    rf"(?P<date>(?:{_ISO}|{_WORDS}|{_NUMBERS}){_TIME}|\d[\d/.-]{{5,}}\d)(?!\w)[\s,.;:|–—-]*",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"\s*(?P<date>(?:{_ISO}|{_WORDS}|{_NUMBERS}){_TIME})[ \t\r]*\n\s*", re.IGNORECASE)

_CITY = r"[A-Z][\w’'.-]*(?:[ \t]+(?:[a-z]{2}-)?[A-Z][\w’'.-]*){0,3}"
_PLACE = rf"{_CITY}(?:\s*[,/]\s*(?!{_MONTH}){_CITY}){{0,2}}"
_AGENCY = r"\([^()\n]{2,40}\)"
_DATES = rf"(?P<date>(?i:{_ISO}|{_WORDS}|{_NO_YEAR}))"
_DASH = r"(?:--?|[–—:])"
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\s*{_PLACE}\s*,\s*{_DATES}\s*,?\s*(?:{_AGENCY})?\s*{_DASH}\s",  # DAMASCUS, Aug. 29, 2019 (Newswire) —
        rf"\s*{_PLACE}\s*{_AGENCY}\s*,?\s*{_DASH}?\s*{_DATES}(?=\s*{_DASH}|\s|$)",  # BEIRUT (Agency) - 26 January 2020
        rf"\s*{_AGENCY}\s*{_PLACE}\s*,\s*{_DATES}\s*{_DASH}\s",  # (Agency) BEIRUT, 26 January 2020 -
        rf"\s*{_PLACE}\s*,\s*[A-Z]\w+\s*{_DASH}\s*{_DATES}(?=\s*{_DASH}|\s*\n)",  # Damascus, SANA – 26 January 2020
    )
)


def stated(text: str) -> Stated:
    """What the first lines of `text` say about it.

    A header ("date 2020-01-26 …", "Title: …", a line that is a date) is no part of the article, which begins at `body`; a dateline is.
    """
    head = text[:2000]
    header = _header(head)
    if header.day is not None or header.problem is not None:
        return header
    found = next((m for at in (header.body, *_below_headlines(head, header.body)) if (m := _dated(head, at))), None)
    if found is None:
        return header
    known = _read(found["date"]) if re.search(_YEAR, found["date"]) else None
    problem = None if known else f"the dateline names no full day ({found['date'].strip()})"
    return Stated(known, header.body, header.fields, problem)


def _dated(head: str, at: int) -> re.Match[str] | None:
    """The dateline that begins at a character; below the first line also a line that is a date."""
    patterns = (*_DATELINES, _MARK, _ALONE) if at and head[at - 1] == "\n" else _DATELINES
    return next((m for pattern in patterns if (m := pattern.match(head, at))), None)


def _below_headlines(head: str, at: int) -> Iterator[int]:
    """Where the second to fourth lines of text begin, as long as what stands above looks like headlines: short lines without a full stop."""
    for line in islice((m for m in re.finditer(r"[^\n]+\n+", head[at:]) if m[0].strip()), _HEADLINES):
        words = line[0].strip()
        if len(words) > _LONGEST or words[-1] in '.!”"':
            return
        yield at + line.end()


def _header(head: str) -> Stated:
    body, fields = len(head) - len(head.lstrip()), dict[str, str]()
    while line := _LINE.match(head, body):
        fields.setdefault(_KEYS[line[1].lower()], line[2])
        body = line.end()
    if fields:
        written = fields.pop("published", None)
        body += len(head[body:]) - len(head[body:].lstrip())
    elif mark := _MARK.match(head) or _ALONE.match(head):
        written, body = mark["date"], mark.end()
    else:
        return Stated()
    known = day(written) if written else None
    return Stated(known, body, fields, f"{written!r} is no date" if written and known is None else None)
