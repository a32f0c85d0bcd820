"""What the first lines of a text state of it: the day it was published, its outlet and headline; in a header, a dateline, a byline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import islice

from warmonitor.lang.tables import table

from .dates import begun, day, no_day
from .patterns import patterns

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
    return next((m for pattern in patterns().lines("datelines") if (m := pattern.match(head, at))), None)


def _alone(head: str, at: int) -> re.Match[str] | None:
    """The date that begins at a character below the first line, and is a line of its own or stands behind a word such as "Published"."""
    forms = ("mark", "alone") if at and head[at - 1] == "\n" else ()
    return next((m for form in forms if (m := patterns()[form].match(head, at))), None)


def _byline(head: str, at: int) -> re.Match[str] | None:
    """The byline that begins at a character; None for a row of a table, which has others beside it."""
    at += len(head[at:]) - len(head[at:].lstrip())
    line, _, below = head[at:].partition("\n")
    beside = head[:at].rstrip().rpartition("\n")[2] + below.lstrip().partition("\n")[0]
    if len(line) > _LONGEST or ("|" in line and "|" in beside):
        return None
    end = at + len(line)
    found = next((m for pattern in patterns().lines("bylines") if (m := pattern.fullmatch(head, at, end))), None)
    return found if found and begun(found["date"]) else None


def _with_line(found: re.Match[str], at: int, header: Stated, head: str, end: int) -> Stated:
    """What the header and a dateline, a byline or a line that is a date state; it begins at `at`, and the article behind `end`."""
    body = len(head) - len(head[end:].lstrip()) if end > at else at
    known = begun(found["date"]) if patterns()["year"].search(found["date"]) else None
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
    line = patterns()["headline"].match(head, at)
    return line if line and len(line[1]) <= _LONGEST and " " in line[1].strip() else None


def _masthead(above: Sequence[str], below: re.Match[str] | None, *, section: bool) -> tuple[int, re.Match[str]] | None:
    """Which of the lines above a date names the outlet: the first of a letterhead, above or below "PRESS RELEASE"; else the last, where it is named as one who
    publishes, or is the only line there and the headline stands below the date. The only headline of all may end with an army's name, but hardly with a paper's.

    `section`: the date's own line says what the text is ("Communique, 17 May 2024", "Situation as of 17 May 2024").
    """
    forms = patterns()
    at = next((n for n, line in enumerate(above) if forms["kind"].fullmatch(line)), len(above))
    nth = at - 1 if at == len(above) else 0 if at else min(1, len(above) - 1)
    found = forms["masthead"].fullmatch(above[nth])
    if not found or set(found["outlet"].lower().split()) <= _sections():
        return None
    letterhead = section or at < len(above)
    if found["body"] != found["outlet"] and not letterhead:
        return None  # "Two Towns Taken - Army"
    headline = len(above) == 1 and not below and not letterhead  # "Rebels Ambush Army"
    named = forms["press" if headline else "makers"].search(found["body"]) or (
        nth < at < len(above) and found["outlet"].isupper()
    )
    known = named or (len(above) == 1 and below) or found["outlet"].lower() in _known()
    return (nth, found) if known else None


@cache
def _sections() -> frozenset[str]:
    """Words that alone name no outlet."""
    return frozenset(patterns().words["sections"])


@cache
def _known() -> frozenset[str]:
    """Those whom reports quote, by name: "unhcr"."""
    return frozenset(map(str, table("warmonitor.lang", "en", "names.yml")["speakers"]))


def _with_outlet(line: re.Match[str], header: Stated) -> Mapping[str, str]:
    """What the header states, and the outlet that a dateline or byline names where the header names none."""
    outlet = line.groupdict().get("outlet")
    named = outlet is not None and outlet[0].isupper() and not set(outlet.lower().split()) <= _sections()
    return {"outlet": outlet, **header.fields} if outlet and named else header.fields


def _below_headlines(head: str, at: int) -> Iterator[int]:
    """Where the second to fourth lines of text begin, as long as what stands above looks like headlines: short lines without a full stop."""
    for line in islice((m for m in re.finditer(r"[^\n]+\n+", head[at:]) if m[0].strip()), _HEADLINES):
        words = line[0].strip()
        if len(words) > _LONGEST or words[-1] in '.!”"':
            return
        yield at + line.end()


def _header(head: str) -> Stated:
    body, fields, forms = len(head) - len(head.lstrip()), dict[str, str](), patterns()
    while line := forms["field"].match(head, body):
        fields.setdefault(forms.keys[line[1].lower()], line[2])
        body = line.end()
    if fields:
        written = fields.pop("published", None)
        body += len(head[body:]) - len(head[body:].lstrip())
    elif mark := forms["mark"].match(head) or forms["alone"].match(head):
        written, body = mark["date"], mark.end()
    else:
        return Stated()
    known = day(written) if written else None
    return Stated(known, body, fields, f"{written!r} {no_day(written)}" if written and known is None else None)
