"""What the first lines of a text state of it: the day it was published, its outlet and headline; in a header, a dateline, a byline."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from warmonitor.ground.countries import country
from warmonitor.lang.furniture import unfurnished
from warmonitor.lang.tables import table

from .dates import begun, day, no_day
from .labels import Header, header, passed
from .patterns import patterns

_LOOKED = 4000
"""So many characters of a text are looked at."""
_HEADLINES, _LONGEST, _STANDFIRST = 3, 160, 300
"""So many lines of so many characters at most are headlines, and the sentence below one has so many."""


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
    headlines above or below these, and what a page has there; a dateline is part of it, and so is a headline without any of these.
    """
    head = unfurnished(text[:_LOOKED])
    found = _found(head, text)
    return found if "outlet" in found.fields else _with_agency(found, head)


def _found(head: str, text: str) -> Stated:
    """The same but for the agency with whose name the article may begin; `head`: the begin of the text without its furniture."""
    above = _Above()
    at = body = 0
    while (at := at + len(head[at:]) - len(head[at:].lstrip())) < len(head):
        if labelled := header(head, at):
            above.fields = {**labelled.fields, **above.fields}
            at = body = labelled.end
            if labelled.days:
                return _labelled(labelled, above, head)
            continue
        if above.firm and (line := _dateline(head, at)):
            return _with_line(line, at, above, head, at)
        line = _alone(head, at, above)
        if line and line.re is patterns()["alone"] and _is_entry(line, text):
            break
        if line := line or _byline(head, at, above):
            return _with_line(line, at, above, head, line.end())
        end = head.find("\n", at) + 1 or len(head)
        if not above.take(head[at:end].strip(), at):
            break
        at = end
    if body:
        return Stated(None, body, above.titled())
    line = _headline(head, above.first or 0)
    return Stated(fields={"title": line[1].strip(), **above.fields} if line else above.fields)


@dataclass(slots=True)
class _Above:
    """The lines above a place in the head that look like headlines, `firm` where no sentence is among them; `fields` of a header or byline there."""

    lines: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    firm: bool = True
    first: int | None = None  # where the first of the lines begins

    def take(self, line: str, at: int) -> bool:
        """Whether the line may stand above a day: a headline, the sentence below it, or what stands beside them on a page, which is none of the lines."""
        if passing := next((m for p in patterns().lines("passed") if (m := p.fullmatch(line))), None):
            if outlet := passing.groupdict().get("outlet"):
                self.fields.setdefault("outlet", outlet)
            return True
        sentence = len(line) > _LONGEST or line[-1] in '.!”"'
        if len(line) > _STANDFIRST or len(self.lines) == _HEADLINES or (sentence and not (self.lines and self.firm)):
            return False
        self.firm &= not sentence
        self.first = at if self.first is None else self.first
        self.lines.append(line)
        return True

    def name(self, below: re.Match[str] | None, *, section: bool = False) -> None:
        """Takes the outlet from the line that names it, as `_masthead` tells, and what stands below that from the lines."""
        if self.lines and "outlet" not in self.fields and (line := _masthead(self.lines, below, section=section)):
            self.fields["outlet"] = line[1]["outlet"]
            del self.lines[line[0] :]

    def titled(self, title: str | None = None) -> dict[str, str]:
        """The fields, with a title: the first of the lines that is not only a country's name."""
        title = title or next((line for line in self.lines if line != self.lines[0] or not country(line)), None)
        title = title or next(iter(self.lines), None)
        return {"title": title, **self.fields} if title else self.fields


def _labelled(found: Header, above: _Above, head: str) -> Stated:
    """What a header with a day of publication states."""
    written = found.days[0]
    known = day(written)
    problem = None if known else f"{written!r} {no_day(written)}"
    above.name(_headline(head, found.end))
    stated = Stated(known, found.end, above.titled(), problem)
    return stated if "title" in stated.fields or not known else _titled(stated, head, found.end)


def _dateline(head: str, at: int) -> re.Match[str] | None:
    """The dateline that begins at a character."""
    return next((m for pattern in patterns().lines("datelines") if (m := pattern.match(head, at))), None)


def _alone(head: str, at: int, above: _Above) -> re.Match[str] | None:
    """The date that begins at a character, and is a line of its own or stands behind a word such as "Published"; below a sentence the line tells more than a day."""
    found = next((m for form in ("mark", "aged", "alone", "yearless") if (m := patterns()[form].match(head, at))), None)
    sure = found and (above.firm or found.re is patterns()["mark"] or patterns()["clock"].search(found[0]))
    return found if sure else None


def _is_entry(found: re.Match[str], text: str) -> bool:
    """Whether the day of a line stands above the first entry of a chronicle, as a later one stands on a line of its own further below."""
    first = begun(found["date"])
    later = (line["date"].strip() for line in patterns()["entry"].finditer(text, found.end()))
    days = (begun(line) or (begun(f"{line} {first.year}") if first else None) for line in later)
    return first is not None and any(known and known > first for known in days)


def _byline(head: str, at: int, above: _Above) -> re.Match[str] | None:
    """The byline that begins at a character; None for a row of a table, which has others beside it, and for one below a sentence that names nobody."""
    line, _, below = head[at:].partition("\n")
    beside = head[:at].rstrip().rpartition("\n")[2] + below.lstrip().partition("\n")[0]
    if len(line) > _LONGEST or ("|" in line and "|" in beside) or not (above.firm or patterns()["by"].match(line)):
        return None
    end = at + len(line)
    found = next((m for pattern in patterns().lines("bylines") if (m := pattern.fullmatch(head, at, end))), None)
    return found if found and begun(found["date"]) else None


def _with_line(found: re.Match[str], at: int, above: _Above, head: str, end: int) -> Stated:
    """What the lines above and a dateline, a byline or a line that is a date state; it begins at `at`, and the article behind `end`."""
    own = end > at
    above.fields = {**_outlet(found), **above.fields}
    known, problem, half = _day(found)
    if own:
        above.name(_headline(head, end), section=bool(found.groupdict().get("section")))
    stated = Stated(known, end, above.titled(found.groupdict().get("title")), problem, half)
    if not own:
        return stated
    return _behind(stated, found, head) if above.lines else _titled(_behind(stated, found, head), head, end)


def _day(found: re.Match[str]) -> tuple[date | None, str | None, str | None]:
    """The day of a line, or what is wrong with it, and half a day."""
    written = found["date"].strip()
    if known := day(written) or (begun(written) if patterns()["year"].search(written) else None):
        return known, None, None
    if patterns()["whole"].fullmatch(written) or not re.search("[^\\W\\d]", written):
        return None, f"{written!r} {no_day(written)}", None
    return None, f"the dateline names no full day ({written})", written


def _behind(stated: Stated, found: re.Match[str], head: str) -> Stated:
    """The same without the lines below a date that tell of it again, or who wrote it: "Updated 18 May 2024", "Jane Roe, Lakes News, Goma"."""
    fields, known, at = dict(stated.fields), stated.day, stated.body
    updated = found.groupdict().get("updated")
    while True:
        line = next((m for f in ("mark", "aged") if (m := patterns()[f].match(head, at))), None)
        if line and "\n" in line[0]:
            if updated and line.re is patterns()["mark"] and not line["updated"]:
                known, updated = day(line["date"]) or known, None
            at = line.end()
        elif "title" in fields and (line := _credit(head, at)):
            fields.setdefault("outlet", line["outlet"])
            at = line.end()
        elif (end := passed(head, at)) > at:
            at = end
        else:
            return replace(stated, day=known, body=at + len(head[at:]) - len(head[at:].lstrip()), fields=fields)


def _credit(head: str, at: int) -> re.Match[str] | None:
    """The line at a character that names the outlet, where it is named as one or is one of those whom reports quote."""
    if line := patterns()["credit"].match(head, at):
        return line
    line = patterns()["named"].match(head, at)
    return line if line and line["outlet"].lower() in _known() else None


def _with_agency(stated: Stated, head: str) -> Stated:
    """The same with the agency with whose name the article, or the line below its headline, begins: "Damascus, SANA- Troops"."""
    below = _headline(head, stated.body)
    for at in (stated.body, *([below.end()] if below else [])):
        for found in filter(None, (pattern.match(head, at) for pattern in patterns().lines("agencies"))):
            if found["outlet"].lower() in _known() or patterns()["press"].search(found["outlet"]):
                return replace(stated, fields={"outlet": found["outlet"], **stated.fields})
    return stated


def _titled(stated: Stated, head: str, at: int) -> Stated:
    """The same with the headline that the article seems to begin with, which is no part of it either."""
    at = max(at, stated.body)
    if not (line := _headline(head, at)):
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
    named = named or (nth and above[nth].endswith(")"))  # "The Lakes Post (London)"
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


def _outlet(line: re.Match[str]) -> dict[str, str]:
    """The outlet that a dateline or byline names."""
    outlet = line.groupdict().get("outlet")
    named = outlet is not None and outlet[0].isupper() and not set(outlet.lower().split()) <= _sections()
    return {"outlet": outlet} if outlet and named else {}
