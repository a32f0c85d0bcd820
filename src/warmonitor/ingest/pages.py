"""Web pages to the text and the metadata of their article."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from warmonitor.model import DateSource

from .making import Raw
from .options import Failure


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
        text, origin, outlet=found.sitename or found.hostname, title=found.title, url=url or found.url, published=found.date,
        dated=DateSource.METADATA, retrieved_at=retrieved_at,
    )  # fmt: skip


def _without(title: str | None, text: str) -> str:
    """The paragraphs, blank lines between them, without a headline before them."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if title and lines and lines[0].casefold() == title.strip().casefold():
        del lines[0]
    return "\n\n".join(lines)
