"""Records of reports: JSON Lines, JSON arrays, CSV. Read one at a time; a broken one is one failure."""

from __future__ import annotations

import csv
import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, TypeVar

from .decoding import NotText, decode
from .making import Raw
from .options import Failure, Notice

MAX_RECORD = 16 << 20
"""Bytes of one record of a stream; a longer one is left out."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "report_id", "unit_id", "article_id", "id_str"),
    "outlet": ("outlet", "outlet_name", "media_outlet", "news_outlet", "publisher", "publication", "sitename", "site", "newspaper", "medium", "media", "source", "source_name",
               "news_source", "media_source", "channel", "channel_name", "page_name", "from", "user", "account", "domain", "source_domain"),
    "published": ("published", "published_at", "publication_date", "published_date", "date_published", "publish_date", "date_publish", "pub_date", "created_at", "posted_at",
                  "date_posted", "post_date", "post_created", "datetime", "date_time", "date", "created", "timestamp"),
    "title": ("title", "headline", "article_title"),
    "text": ("text", "content", "article_content", "full_text", "article_text", "maintext", "article", "body", "message", "post", "tweet", "description", "summary"),
    "url": ("url", "link", "permalink", "article_url", "source_url"),
}  # fmt: skip
"""The fields of a report and the names they go by; the first that has a value counts. Case, blanks, hyphens and underscores aside: "publishedAt"."""

Found = Raw | Failure | Notice
T = TypeVar("T")

_FIELDS: Mapping[str, tuple[str, ...]] = {f: tuple(n.replace("_", "") for n in names) for f, names in COLUMNS.items()}
_LISTS = (
    "articles",
    "reports",
    "items",
    "documents",
    "results",
    "data",
    "messages",
    "posts",
    "tweets",
    "records",
    "entries",
    "hits",
)
"""The keys under which a JSON object holds a list of records."""
_POSTS = ("messages", "posts", "tweets")
"""Those of lists in which many have no text, only a picture."""
_MARKUP = re.compile(
    r"\s*<(?:p|div|h[1-6]|figure|ul|blockquote|article|section)\b[^<>]*>.*>\s*$", re.IGNORECASE | re.DOTALL
)
"""A text in HTML."""
_NAMES = ("name", "screen_name", "username", "title", "rendered", "text", "value")
"""The keys under which an object that is a field's value holds its words: {"source": {"id": …, "name": …}}."""


def column(name: object) -> str:
    """A column's name as it is compared: "publishedAt", "Published at" and "published_at" are one."""
    return re.sub(r"[\s_-]+", "", str(name)).lower()


def has(field: str, names: Iterable[str]) -> bool:
    """Whether one of these names of columns is that of a field of a report."""
    return not set(_FIELDS[field]).isdisjoint(map(column, names))


def _read(name: str) -> bool:
    """Whether a column is read as some field of a report."""
    return any(has(field, (name,)) for field in COLUMNS)


def json_lines(stream: BinaryIO, origin: str, limit: int = MAX_RECORD) -> Iterator[Found]:
    """One object per line."""
    for number, line in lines(stream, limit):
        where = f"{origin}, line {number}"
        if line is None:
            yield Failure(where, f"the line is longer than {limit:,} bytes")
        elif line.removeprefix(BOM_UTF8).strip():
            yield from _json_line(line, where)


def _json_line(line: bytes, where: str) -> Iterator[Found]:
    try:
        text, guessed = decode(line)
        record = _parse(text)
    except NotText as error:
        yield Failure(where, f"this is {error}, and no JSON")
    except ValueError as error:
        yield Failure(where, f"no JSON: {error}")
    else:
        if guessed:
            yield Notice(where, guessed)
        yield from _listed(record, where) if isinstance(record, dict) else raw(record, where)


def json_array(text: str, origin: str) -> Iterator[Found]:
    """One array of objects, or one object."""
    try:
        whole = _parse(text)
    except ValueError as error:
        yield Failure(origin, f"no JSON: {error}")
        return
    yield from _listed(whole, origin)


def _listed(whole: Any, origin: str) -> Iterator[Found]:
    """The records of an array, or of an object that wraps one ({"articles": […]}); else the one that it is. Posts without words are told together."""
    key = None
    if isinstance(whole, dict) and not has("text", whole):
        key = next((key for key in _LISTS if isinstance(whole.get(key), list)), None)
        whole = whole if key is None else whole[key]
    if not isinstance(whole, list):
        yield from raw(whole, origin)
        return
    silent = 0
    for number, record in enumerate(whole, 1):
        if key in _POSTS and isinstance(record, dict) and _words(record.get("text", record)) == "":
            silent += 1
        else:
            yield from raw(record, f"{origin}, record {number}")
    if silent:
        yield Notice(
            origin,
            f"{silent} of its {key} {'has' if silent == 1 else 'have'} no text, and {'is' if silent == 1 else 'are'} left out",
        )


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, " if error.lineno > 1 else ""
        raise ValueError(f"{error.msg.removesuffix(' at')} at {where}character {error.colno}") from None
    except RecursionError:
        raise ValueError("it is nested too deep") from None


def table(stream: BinaryIO, origin: str, limit: int = MAX_RECORD, encoding: str = "utf-8") -> Iterator[Found]:
    """A table with a line of column names, separated by commas, semicolons, tabs or bars."""
    csv.field_size_limit(max(limit, csv.field_size_limit()))  # the module knows only one limit for all
    decoded = _Decoded(stream, encoding, limit)
    header = next((line for line in decoded if line.strip()), "")
    delimiter = separator(header)
    named = [line for line in header.splitlines() if line.strip()]  # a lone carriage return ends a line to `csv`, too
    columns = [name.strip().lower() for name in next(csv.reader(named, delimiter=delimiter), [])]
    if not has("text", columns):
        yield Failure(origin, f"a table without a column text; it has {', '.join(columns)[:100] or 'none'}")
        return
    lacks, others = [f for f in ("published", "outlet") if not has(f, columns)], [c for c in columns if not _read(c)]
    if lacks and others:
        yield Notice(origin, f"a table without a column {' or '.join(lacks)}; not read: {', '.join(others)[:100]}")
    reader = csv.reader(decoded, delimiter=delimiter)
    while True:
        where = f"{origin}, line {decoded.number + 1}"
        decoded.record_begins()
        try:
            row = next(reader)
        except StopIteration:
            return
        except (csv.Error, ValueError) as error:
            yield Failure(where, f"no row of a table: {error}")
            reader = csv.reader(decoded, delimiter=delimiter)
            continue
        if any(cell.strip() for cell in row):
            yield from raw(dict(zip(columns, row, strict=False)), where)


def separator(header: str) -> str:
    """What separates the column names of `header`."""
    return max(",;\t|", key=header.count)


class _Decoded:
    """The lines of a stream as text, with a bound on how many bytes one record may take."""

    def __init__(self, stream: BinaryIO, encoding: str, limit: int) -> None:
        self._lines = lines(stream, limit)
        self._encoding = encoding
        self._limit = limit
        self._taken = 0
        self.number = 0

    def record_begins(self) -> None:
        self._taken = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self.number, line = next(self._lines)
        self._taken += self._limit + 1 if line is None else len(line)
        if line is None or self._taken > self._limit:
            raise ValueError(f"it is longer than {self._limit:,} bytes; is a quotation mark left open?")
        try:
            text = line.decode()
        except UnicodeDecodeError:
            text = line.decode(self._encoding, errors="replace")
        return text.removeprefix("\ufeff").replace("\0", "\ufffd")


def lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a stream with their numbers; None for one longer than `limit` bytes, which is passed over without being kept."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(1 << 16)
        yield number, None


def raw(record: Any, where: str) -> Iterator[Found]:
    """The report that one record holds."""
    if not isinstance(record, dict):
        yield Failure(where, f"no record of a report: {json.dumps(record)[:40]}")
        return
    named = {column(key): value for key, value in record.items()}
    fields: dict[str, Any] = {}
    notices: list[Notice] = []
    for field, names in _FIELDS.items():
        value = next((named[name] for name in names if named.get(name) not in (None, "")), None)
        if field != "id":
            value = _words(value)
        if isinstance(value, int | float) and not isinstance(value, bool) and field != "text":
            value = str(value)
        if value is not None and not isinstance(value, str):
            if field in ("text", "id"):
                yield Failure(where, f"its {field} is no text")
                return
            notices.append(Notice(where, f"its {field} is no text, and is left out"))
            value = None
        fields[field] = value if field in ("text", "id") or value is None else _line(value)
    text = fields.pop("text")
    if text is not None and _MARKUP.match(text):
        from .feeds import plain

        text = plain(text)
    if text is None:
        yield Failure(where, "it has no text")
        return
    yield from notices
    yield Raw(text, where, **fields)


def _words(value: Any) -> Any:
    """The words of a value that is an object, or a text some of whose parts are: {"name": "Lakes Post"}, ["Troops took ", {"type": "bold", "text": "Dor"}]."""
    if isinstance(value, dict):
        return next((value[key] for key in _NAMES if isinstance(value.get(key), str)), value)
    if isinstance(value, list) and any(isinstance(part, dict) for part in value):
        parts = [_words(part) if isinstance(part, dict) else part for part in value]
        return "".join(parts) if all(isinstance(part, str) for part in parts) else value
    return value


def _line(value: str) -> str | None:
    """A field of one line: blanks around it and line breaks in it are no part of it."""
    return re.sub(r"\s*[\r\n]+\s*", " ", value).strip() or None


def first_failures(
    found: Iterable[T | Failure | Notice], origin: str, what: str = "report", patience: int = 20
) -> Iterator[T | Failure | Notice]:
    """`found`, but one failure instead of many where none of the first records of a source is a `what`, or where there is no record."""
    held: list[Failure] = []
    iterator = iter(found)
    for thing in iterator:
        if isinstance(thing, Failure):
            held.append(thing)
            if len(held) < patience:
                continue
            yield Failure(
                origin,
                f"not one of its first {patience} records is a {what} ({held[0].origin}: {held[0].line}); given up",
            )
            return
        if not isinstance(thing, Notice):
            yield from held
            yield thing
            yield from iterator
            return
        yield thing
    yield from held or [Failure(origin, f"there is no {what} in it")]
