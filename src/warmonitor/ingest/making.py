"""The raw fields of one text to a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from warmonitor.model import DateSource, Report, UserError, report_id

from . import dates, heads
from .decoding import clean
from .options import Failure, Notice, Options

MAX_ID = 256


@dataclass(frozen=True, slots=True)
class Raw:
    """One text as it was found, before its day and its id are settled. `published` as written; `dated` says where it was written."""

    text: str
    origin: str
    id: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    dated: DateSource = DateSource.GIVEN
    retrieved_at: datetime | None = None


def text_report(
    text: str,
    *,
    published: date | str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    id: str | None = None,
) -> Report:
    """A report of `text`, which is kept as it is; its header or dateline gives the day where `published` does not.

    Raises UserError for a `published` that is no date and for an empty text.
    """
    if isinstance(published, str) and dates.day(published) is None:
        raise UserError(f"{published!r} is no date; write it as 2020-01-26")
    given = dates.day(published) if isinstance(published, str) else published
    raw = Raw(text, "the text", id, outlet, title, url)
    for made in make(raw, Options(published=given)):
        if isinstance(made, Failure):
            raise UserError(f"{made.origin}: {made.line}")
        if isinstance(made, Report):
            return made
    raise AssertionError("neither a report nor a failure")


def make(raw: Raw, options: Options) -> Iterator[Report | Failure | Notice]:
    """The report, after notices about what was doubtful in it; or why there is none."""
    text = clean(raw.text)
    if not text.strip():
        yield Failure(raw.origin, "there is no text in it")
        return
    if raw.id is not None and (len(raw.id) > MAX_ID or not raw.id.isprintable() or raw.id != raw.id.strip()):
        yield Failure(
            raw.origin,
            f"its id is no id: at most {MAX_ID} printable characters, without blanks around them ({raw.id[:40]!r})",
        )
        return
    stated = heads.stated(text)
    if stated.half:
        stated = replace(stated, day=dates.completed(stated.half, f"{raw.origin} {raw.url or ''}", text))
    published, source, problem = _published(raw, stated, options)
    if problem:
        yield Notice(raw.origin, problem)
    outlet = options.outlet or raw.outlet or stated.fields.get("outlet")
    title, url = raw.title or stated.fields.get("title"), raw.url or stated.fields.get("url")
    outlet, title, url = (clean(field) if field else None for field in (outlet, title, url))
    yield Report(
        id=raw.id or report_id(outlet, url or title, text),
        text=text,
        outlet=outlet,
        title=title,
        url=url,
        published=published,
        date_source=source,
        retrieved_at=raw.retrieved_at,
        origin=clean(raw.origin),
        body=stated.body,
    )


def _published(raw: Raw, stated: heads.Stated, options: Options) -> tuple[date | None, DateSource, str | None]:
    """The day of publication, how it is known, and a line where one that was written down could not be used."""
    if options.published is not None:
        return options.published, DateSource.GIVEN, None
    known = dates.day(raw.published) if raw.published else None
    if known is not None:
        return known, raw.dated, None
    written = raw.published.strip() if raw.published else None
    unread = f"its published {dates.no_day(written)} ({written[:40]!r})" if written else None
    if stated.day is not None:
        return stated.day, DateSource.STATED, f"{unread}: dated by its first line, {stated.day}" if unread else None
    problem = unread or stated.problem
    return (
        None,
        DateSource.UNKNOWN,
        f"{problem}: the report stays undated; give its day with --published" if problem else None,
    )
