"""The lines around entries and quotes that every rendering shows alike."""

from __future__ import annotations

import re
from collections.abc import Iterable

from warmonitor.model import Stance

from . import phrases
from .parts import Brief, Entry, Line

_COUNTED = re.compile(
    r"(?:\d+ independent sources|one source): "
)  # reasons that say what the number of sources says already


def counted(brief: Brief) -> str:
    """`13 reports (1 undated) of 9 outlets, published 23 Aug 2019 – 30 Jan 2020; 143 claims`."""
    undated = f" ({brief.undated} undated)" if brief.undated else ""
    outlets = f" of {phrases.plural(brief.outlets, 'outlet')}" if brief.outlets else ""
    published = f", published {phrases.days(brief.first, brief.last)}" if brief.first else ""
    return f"{phrases.plural(brief.reports, 'report')}{undated}{outlets}{published}; {phrases.plural(brief.claims, 'claim')}"


def backing(entry: Entry) -> str:
    """`2 independent sources: A; B · fair`; empty where nothing was counted."""
    if not entry.sources:
        return ""
    parts = [f"{phrases.plural(entry.independent, 'independent source')}: {'; '.join(entry.sources)}"]
    parts += [entry.grade] if entry.grade else []
    parts += [reason for reason in entry.reasons if not _COUNTED.match(reason)]
    return " · ".join(parts)


def marks(line: Line, entry: Entry) -> str:
    """What a reader must know before the quote: its stance, that it costs its source, where its numbers or places differ, and which figures cannot be right."""
    said = [mark] if (mark := told_as(line)) else []
    if line.counts and line.counts != entry.counts and entry.counts:
        said.append(line.counts)
    if line.implied and len(entry.places) > 1:
        said.append(f"at {', '.join(line.implied)}")
    said += [f"figures do not agree: {check.text}" for check in line.checks if not check.holds]
    return "; ".join(said)


def told_as(line: Line) -> str:
    """What no quote may be shown without: `denied; against interest`. Its words alone may say the opposite of what its source says."""
    said = [] if line.stance is Stance.ASSERTED else [line.stance.value]
    return "; ".join([*said, *(["against interest"] if line.against_interest else [])])


def distinct(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines without those that show the same words of the same report again, as two claims on one quote do."""
    shown = {(line.report, line.quote, line.source, line.stance): line for line in reversed(tuple(lines))}
    return tuple(reversed(shown.values()))


def origin(line: Line) -> str:
    """Speaker, outlet, day and id of the report: `a military source, SANA · The Wire, 3 May 2020 · wire-17`."""
    published = phrases.day(line.published) if line.published else "undated"
    outlet = f"{line.outlet}, {published}" if line.outlet else published
    speaker = line.source or ("in its own words" if line.claim else "")
    return " · ".join(part for part in (speaker, outlet, line.report) if part)
