"""What a text is written in, known from its first characters; the name of the file helps only where these leave it open."""

from __future__ import annotations

import json
import re
from typing import Literal

from .decoding import NotText
from .records import COLUMNS, has, separator

Kind = Literal["text", "page", "feed", "mail", "json", "json lines", "table"]

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?><!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body|article|div|p|main|section|title|meta)\b",
    re.I | re.S,
)
_FEED = re.compile(
    r"\s*(?><\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE\s[^>[]*>\s*)*+<(?:\w+:)?(?:rss|feed|RDF)\b", re.IGNORECASE | re.DOTALL
)
_MAIL = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
"""Header lines, each with those that continue it."""
_MAIL_FIELDS = ({"mime-version", "content-type"}, {"from", "date", "subject"})
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
    if _FEED.match(head):
        return "feed"
    if _XML.match(head):
        raise NotText("an XML document that is no feed; give the text or the pages of its reports")
    if _is_mail(head):
        return "mail"
    start = head.lstrip()
    if start.startswith("{") and (suffix in (".json", ".jsonl", ".ndjson") or re.match(r'\{\s*["}]', start)):
        return _json(start, suffix)
    if re.match(r"\[\s*[{\]]", start):
        return "json"
    if _is_header(head):
        return "table"
    return _BY_SUFFIX.get(suffix, "text")


def _is_mail(head: str) -> bool:
    """Whether it begins with the header of a mail; the few lines that a report has above it are none."""
    header = _MAIL.match(head)
    names = {line.partition(":")[0].lower() for line in header[0].splitlines()} if header else set[str]()
    return any(fields <= names for fields in _MAIL_FIELDS)


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
    names = [name.strip().strip('"') for name in line.split(separator(line))]
    return has("text", names) and any(has(field, names) for field in COLUMNS if field != "text")
