"""One published text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .filling import filled


class DateSource(StrEnum):
    """How the day of publication is known."""

    GIVEN = "given"  # by the user or in the `published` column of the input
    METADATA = "metadata"  # of the page or feed
    STATED = "stated"  # in the text itself: a dateline, a first line
    INFERRED = "inferred"  # proposed from content, taken over by a person; no command sets it yet
    UNKNOWN = "unknown"


@filled
@dataclass(frozen=True, slots=True)
class Report:
    """One published text. `published` is None exactly where `date_source` is UNKNOWN; `language` is an ISO 639-1 code, and English so far."""

    id: str
    text: str
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    published: date | None = None
    date_source: DateSource = DateSource.UNKNOWN
    language: str = "en"
    retrieved_at: datetime | None = None
    origin: str | None = None  # the file or address that it was read from, with a line number where there are many
    body: int = 0  # where the article starts: a header before it ("date 2020-01-26") is kept in `text`, but is not read

    def __post_init__(self) -> None:
        if (self.published is None) != (self.date_source is DateSource.UNKNOWN):
            raise ValueError(f"published {self.published} with date source {self.date_source}")
        if not 0 <= self.body <= len(self.text):
            raise ValueError(f"body at {self.body} of {len(self.text)} characters")

    @property
    def article(self) -> str:
        """The text with its header blanked out: what the reader reads. As long as `text`, so offsets hold in both."""
        return " " * self.body + self.text[self.body :]


def report_id(outlet: str | None, url_or_title: str | None, text: str) -> str:
    """A stable id from few raw fields: 16 hexadecimal digits of BLAKE2b over outlet, url (or title) and text."""
    parts = "\x1f".join((outlet or "", url_or_title or "", " ".join(text.split())))
    return hashlib.blake2b(parts.encode(), digest_size=8).hexdigest()
