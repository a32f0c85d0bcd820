"""Text of reports made harmless: reports are hostile input wherever they are shown."""

from __future__ import annotations

import re

_SPACE = re.compile(r"\s+")
# Control characters (terminal escapes), direction overrides that reorder what a reader sees, and lone surrogates that no encoding takes.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARKDOWN = re.compile(r"([\\`*_\[\]#|~$])")
_TAGS = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_TEXT, _ATTRIBUTE = str.maketrans(_TAGS), str.maketrans({**_TAGS, '"': "&quot;", "'": "&#x27;"})


def visible(text: str) -> str:
    """`text` with every character that could act instead of being read replaced by U+FFFD; line breaks and tabs stay."""
    return _HARMFUL.sub("\ufffd", text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """`text` made visible, on one line."""
    if text.isprintable() and "  " not in text:  # as most is: no other space than " ", and nothing harmful
        return text.strip()
    return _SPACE.sub(" ", visible(text)).strip()


def markdown(text: str) -> str:
    """`text` on one line, with what Markdown or HTML would act on escaped: HTML in the way of HTML, as not every Markdown knows of `\\<`."""
    return _MARKDOWN.sub(r"\\\1", one_line(text)).translate(_TEXT)


def html(text: str) -> str:
    """`text` made visible and escaped for HTML text and double-quoted attributes."""
    return visible(text).translate(_ATTRIBUTE)


def cell(value: object) -> str:
    """A CSV cell that no spreadsheet takes for a formula: text with a leading =, +, -, @, tab or line end gets an apostrophe before it; numbers stay."""
    if isinstance(value, int | float):
        return str(value)
    text = "" if value is None else visible(str(value))
    return "'" + text if text.startswith(_FORMULA) else text


def web_address(url: str | None) -> str | None:
    """`url` where it is an http(s) address that may be linked, else None."""
    return url if url and re.match(r"https?://[^\s\"'<>]+\Z", url) else None
