"""The brief as Markdown: every entry and line, whatever reports contain escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from . import phrases
from .captions import backing, counted, distinct, marks, origin
from .escape import markdown
from .parts import Brief, Change, Entry, Held, Line, Section


def render(brief: Brief) -> str:
    """The whole brief as one Markdown text."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_lines(brief))).rstrip() + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield "# What is said to have happened"
    yield ""
    yield markdown(counted(brief)) + "."
    if brief.asked:
        yield ""
        yield "Asked: " + ", ".join(f"{markdown(name)} {markdown(value)}" for name, value in brief.asked.items()) + "."
    sections = [s for s in brief.sections if not s.empty]
    if not sections:
        yield "\nNothing found."
    for section in sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield f"\n## {section.title}\n"
    if section.changes:
        yield from _table(section.changes)
        yield ""
    if section.held:
        yield from _held(section.held)
        yield ""
    for row in section.also:
        yield f"- {markdown(row)}"
    for entry in section.entries:
        yield from _entry(entry)


def _table(changes: Iterable[Change]) -> Iterator[str]:
    yield "| place | said to be | days | independent sources | see |"
    yield "| --- | --- | --- | ---: | ---: |"
    for c in changes:
        cells = (
            c.place,
            c.what + (" · denied" if c.denied else ""),
            phrases.days(c.earliest, c.latest),
            str(c.independent),
            ", ".join(map(str, c.entries)),
        )
        yield "| " + " | ".join(map(markdown, cells)) + " |"


def _held(states: Iterable[Held]) -> Iterator[str]:
    yield "| place | said to be | since | independent sources | seen otherwise |"
    yield "| --- | --- | --- | ---: | --- |"
    for s in states:
        cells = (s.place, s.state, phrases.day(s.since) if s.since else "–", str(len(s.sources)), s.otherwise)
        yield "| " + " | ".join(map(markdown, cells)) + " |"


def _entry(entry: Entry) -> Iterator[str]:
    number = f"{entry.number}. " if entry.number else ""
    when = f" · {phrases.days(entry.earliest, entry.latest)}" if entry.type is not None else ""
    yield f"\n### {number}{markdown(entry.title)}{when}\n"
    yield markdown(entry.summary) + "  "
    if standing := backing(entry):
        yield markdown(standing) + "  "
    for note in (*entry.positions, *entry.notes):
        yield f"\n- {markdown(note)}"
    yield ""
    for line in distinct(entry.lines):
        yield from _line(line, entry)


def _line(line: Line, entry: Entry) -> Iterator[str]:
    mark = f"**{markdown(said)}** " if (said := marks(line, entry)) else ""
    yield f"> {mark}“{markdown(line.quote)}”  "
    yield f"> — {markdown(origin(line))}"
    yield ""
