"""What a text is written in, known from its first characters; the name of the file helps only where these leave it open."""

from __future__ import annotations

import json
import re
from typing import Literal

from .decoding import NotText
from .records import COLUMNS, separator

Kind = Literal["text", "page", "json", "json lines", "table"]

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?><!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body|article|div|p|main|section|title|meta)\b",
    re.I | re.S,
)
_XML = re.compile(r"\s*<(?:\?xml|rss|feed|rdf:RDF)\b", re.IGNORECASE)
_BY_SUFFIX: dict[str, Kind] = {
    ".html": "page", ".htm": "page", ".xhtml": "page", ".jsonl": "json lines", ".ndjson": "json lines", ".json": "json", ".csv": "table",
    ".tsv": "table",
}  # fmt: skip


def kind(head: str, suffix: str = "") -> Kind:
    """What a text that begins with `head` (some 64,000 characters) is, where its file is called `suffix` (".csv", or "" if that is unknown).

    Raises NotText for a document of a kind that is not read.
    """
    if _PAGE.match(head):
        return "page"
    if _XML.match(head):
        raise NotText("a feed or another XML document; give the addresses or files of its reports")
    start = head.lstrip()
    if start.startswith("{") and (suffix in (".json", ".jsonl", ".ndjson") or re.match(r'\{\s*["}]', start)):
        return _json(start, suffix)
    if re.match(r"\[\s*[{\]]", start):
        return "json"
    if _is_header(head):
        return "table"
    return _BY_SUFFIX.get(suffix, "text")


def _json(start: str, suffix: str) -> Kind:
    """One object per line, or one over several lines."""
    line, newline, _ = start.partition("\n")
    try:
        whole = isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        whole = False
    if whole or not newline or suffix in (".jsonl", ".ndjson"):
        return "json lines"
    if re.match(r'\{\s*(?:"|\}|\n)', start):
        return "json" if line.strip() == "{" or suffix == ".json" else "json lines"
    return _BY_SUFFIX.get(suffix, "text")


def _is_header(head: str) -> bool:
    """Whether the first line names the columns of a table of reports: that of the text and another one."""
    line = next((line for line in head.splitlines() if line.strip()), "")
    names = {name.strip().strip('"').lower() for name in line.split(separator(line))}
    others = {name for field, known in COLUMNS.items() if field != "text" for name in known}
    return bool(names & set(COLUMNS["text"])) and bool(names & others)
