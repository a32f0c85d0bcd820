"""The brief as one HTML page that needs nothing else: no script, no font, no picture, no network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files

from . import phrases
from .captions import backing, counted, distinct, marks, origin
from .escape import html, web_address
from .parts import Brief, Change, Entry, Held, Line, Section


def render(brief: Brief, *, addresses: Mapping[str, str] | None = None) -> str:
    """The page. `addresses` maps report ids to http(s) addresses that their lines link to; other addresses are left out."""
    style = files("warmonitor.views").joinpath("brief.css").read_text(encoding="utf-8")
    return "\n".join(_page(brief, style, addresses or {})) + "\n"


def _page(brief: Brief, style: str, addresses: Mapping[str, str]) -> Iterator[str]:
    sections = [s for s in brief.sections if not s.empty]
    yield "<!DOCTYPE html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield f"<title>What is said to have happened</title><style>\n{style}</style></head><body>"
    yield f"<header><h1>What is said to have happened</h1><p>{html(counted(brief))}</p>"
    if brief.asked:
        yield (
            "<p>Asked: "
            + ", ".join(f"{html(name)} <b>{html(value)}</b>" for name, value in brief.asked.items())
            + "</p>"
        )
    yield "</header>"
    if sections:
        links = "".join(f'<a href="#{s.key}">{html(s.title)}</a>' for s in sections)
        yield f"<nav>{links}</nav>"
    else:
        yield "<p>Nothing found.</p>"
    yield "<main>"
    for section in sections:
        yield from _section(section, addresses)
    yield "</main></body></html>"


def _section(section: Section, addresses: Mapping[str, str]) -> Iterator[str]:
    yield f'<section id="{section.key}"><h2>{html(section.title)}</h2>'
    if section.changes:
        yield "<table><thead><tr><th>place<th>said to be<th>days<th>independent sources<th>see</tr></thead><tbody>"
        yield from map(_row, section.changes)
        yield "</tbody></table>"
    if section.held:
        yield "<table><thead><tr><th>place<th>said to be<th>since<th>sources<th>seen otherwise</tr></thead><tbody>"
        yield from map(_held, section.held)
        yield "</tbody></table>"
    if section.also:
        yield "<ul>" + "".join(f"<li>{html(row)}</li>" for row in section.also) + "</ul>"
    for entry in section.entries:
        yield from _entry(entry, addresses)
    yield "</section>"


def _row(change: Change) -> str:
    see = ", ".join(f'<a href="#e{n}">{n}</a>' for n in change.entries)
    denied = ' <span class="mark denied">denied</span>' if change.denied else ""
    when = phrases.days(change.earliest, change.latest)
    return (
        f"<tr><td>{html(change.place)}<td>{html(change.what)}{denied}<td>{when}<td>{change.independent}<td>{see}</tr>"
    )


def _held(held: Held) -> str:
    cells = (
        held.place,
        held.state,
        phrases.day(held.since) if held.since else "–",
        str(len(held.sources)),
        held.otherwise,
    )
    return "<tr>" + "".join(f"<td>{html(cell)}" for cell in cells) + "</tr>"


def _entry(entry: Entry, addresses: Mapping[str, str]) -> Iterator[str]:
    anchor, number = (f' id="e{entry.number}"', f'<span class="n">{entry.number}</span> ') if entry.number else ("", "")
    when = f' <span class="when">{phrases.days(entry.earliest, entry.latest)}</span>' if entry.type is not None else ""
    yield f"<article{anchor}><h3>{number}{html(entry.title)}{when}</h3><p>{html(entry.summary)}</p>"
    if standing := backing(entry):
        yield f'<p class="small">{html(standing)}</p>'
    if notes := (*entry.positions, *entry.notes):
        yield '<ul class="small">' + "".join(f"<li>{html(note)}</li>" for note in notes) + "</ul>"
    for line in distinct(entry.lines):
        yield _line(line, entry, addresses)
    yield "</article>"


def _line(line: Line, entry: Entry, addresses: Mapping[str, str]) -> str:
    said = marks(line, entry)
    mark = f'<span class="mark {line.stance.value}">{html(said)}</span> ' if said else ""
    address = web_address(addresses.get(line.report))
    source = html(origin(line))
    cite = f'<a href="{html(address)}" rel="noopener noreferrer nofollow">{source}</a>' if address else source
    return f"<blockquote>{mark}<q>{html(line.quote)}</q><footer>— {cite}</footer></blockquote>"
