"""Web pages to the text and the metadata of their article."""

from __future__ import annotations

import logging
import re
from datetime import datetime
from html import unescape
from typing import Any

from warmonitor.model import DateSource

from .making import Raw
from .options import Failure

_TITLE = re.compile(r"<title\b[^>]*>([^<]{3,300})</title>", re.IGNORECASE)
_BESIDE = re.compile(r"\s+[-–—|»•·]\s+")
_HEAD, _WORDS = 1 << 16, 6
"""Where a page's title stands at the latest, and the words of a site's name."""


def article(page: str, origin: str, url: str | None = None, retrieved_at: datetime | None = None) -> Raw | Failure:
    """The article of a page, its headline taken out of the text; Failure where there is none.

    The day is one that the page declares: in its metadata, its address or a marked element; days that merely stand in its text are not looked for.
    """
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports what we tell the user ourselves
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found: Any = trafilatura.bare_extraction(
            page,
            url=url,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # a library fed with hostile input may raise anything
        return Failure(origin, f"this page cannot be parsed ({type(error).__name__})")
    text = _without(found.title, found.text or "") if found else ""
    if not text.strip():
        return Failure(origin, "there is no article in this page; save its text and give that")
    return Raw(
        text, origin, outlet=found.sitename or _site(page, found.title) or found.hostname, title=found.title, url=url or found.url, published=found.date,
        dated=DateSource.METADATA, retrieved_at=retrieved_at,
    )  # fmt: skip


def _site(page: str, title: str | None) -> str | None:
    """The site's name beside the headline in the page's own title: "Lakes Post - Two towns taken", "Two towns taken | Lakes Post"."""
    named = _TITLE.search(page[:_HEAD])
    parts = [unescape(" ".join(part.split())) for part in _BESIDE.split(named[1])] if named else []
    others = [part for part in parts if part.casefold() != (title or "").strip().casefold()]
    return others[0] if len(parts) == 2 and len(others) == 1 and 0 < len(others[0].split()) <= _WORDS else None


def _without(title: str | None, text: str) -> str:
    """The paragraphs, blank lines between them, without a headline before them."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if title and lines and lines[0].casefold() == title.strip().casefold():
        del lines[0]
    return "\n\n".join(lines)
