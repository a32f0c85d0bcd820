"""What the user names (files, folders, addresses, standard input) to reports, one after the other; a bad one never stops the rest."""

from __future__ import annotations

import io
import os
import stat
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from warmonitor.model import Report

from . import packed, records
from .decoding import NotText, UnknownEncoding, clean, declared_charset, decode, encoding
from .making import Raw, make
from .options import Failure, Notice, Options
from .sniffing import Kind, kind

HEAD = 1 << 16
MAX_PAGE = 8 << 20
"""Bytes of one web page: taking one apart costs seconds per megabyte, and no article needs that many."""
FORMATS = (
    ".txt", ".text", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".rss", ".atom", ".xml", ".eml", ".mht", ".mhtml",
)  # fmt: skip
"""What a folder is searched for; a file that is named itself may be called anything."""


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes from somewhere. `size` where it is known before reading. `unpacked`: out of a compressed file. `left`: out of an archive, which
    may unpack to so much more."""

    origin: str
    stream: BinaryIO
    suffix: str = ""
    size: int | None = None
    url: str | None = None
    charset: str | None = None
    retrieved_at: datetime | None = None
    unpacked: bool = False
    left: list[int] | None = None


def reports(
    sources: Iterable[str | Path],
    options: Options = Options(),  # noqa: B008 – a frozen value
    *,
    stdin: BinaryIO | None = None,
) -> Iterator[Report | Failure | Notice]:
    """The reports of all sources, lazily and in order, between them a Failure for each thing that is none and a Notice for each doubt.

    A source is a file, a folder (searched for files of the known formats), "-" for `stdin`, or an http(s) address. The format is known
    from what is in it: text, HTML, JSON Lines, a JSON array, CSV, a feed, a mail; each also compressed or in an archive. The same report again is
    left out; another text under an id already used is a Failure.
    """
    seen: dict[str, bytes] = {}
    for name in sources:
        for found in _read(str(name), options, stdin):
            if isinstance(found, Report):
                text = blake2b(found.text.encode(), digest_size=16).digest()
                if found.id in seen:
                    yield _again(found, seen[found.id] == text)
                    continue
                seen[found.id] = text
            yield found


def _again(report: Report, same: bool) -> Failure | Notice:
    origin = report.origin or "the text"
    if same:
        return Notice(origin, f"report {report.id} was there already, and is left out")
    return Failure(
        origin,
        f"another report with this id, {report.id}, but another text was there already; give one of them another id",
    )


def _read(name: str, options: Options, stdin: BinaryIO | None) -> Iterator[Report | Failure | Notice]:
    for found in _found(name, options, stdin):
        if isinstance(found, Raw):
            yield from make(found, options)
        else:
            yield found


def _found(name: str, options: Options, stdin: BinaryIO | None) -> Iterator[Raw | Failure | Notice]:
    scheme = name.partition("://")[0].lower() if "://" in name else ""
    try:
        if name == "-":
            stream = stdin if stdin is not None else _standard_input()
            yield from _source(Source("standard input", stream), options)
        elif scheme in ("http", "https"):
            yield from _address(name, options)
        elif scheme and not Path(name).exists():
            yield Failure(name, f"addresses with {scheme}:// are not read; give http or https, or a file")
        elif Path(name).is_dir():
            yield from _folder(Path(name), options)
        else:
            yield from _file(Path(name), options)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        yield Failure(clean(name), f"cannot be read: {getattr(error, 'strerror', None) or error}")


def _standard_input() -> BinaryIO:
    import sys

    return sys.stdin.buffer


def _address(url: str, options: Options) -> Iterator[Raw | Failure | Notice]:
    if not options.allow_network:
        yield Failure(url, "addresses are not fetched without the network; save the page and give the file")
        return
    from .fetching import fetch

    page = fetch(url, options.max_bytes)
    if isinstance(page, Failure):
        yield page
        return
    yield from _source(
        Source(
            url, io.BytesIO(page.content), page.suffix, len(page.content), page.url, page.charset, page.retrieved_at
        ),
        options,
    )


def _folder(folder: Path, options: Options) -> Iterator[Raw | Failure | Notice]:
    """The files of the known formats below `folder`, in the order of their paths; hidden ones and links that lead out of it are not followed."""
    paths, others, root = list[Path](), list[str](), folder.resolve()
    for parent, folders, files in os.walk(folder):
        folders[:] = [f for f in folders if not f.startswith(".")]
        for name in files:
            path = Path(parent, name)
            if name.startswith("."):
                continue
            reportlike = _reportlike(name) and not path.is_fifo()  # a pipe may keep its reader waiting for ever
            if reportlike and path.resolve().is_relative_to(root):
                paths.append(path)
            else:
                others.append(name)
    for path in sorted(paths):
        try:
            yield from _file(path, options)
        except (OSError, ValueError) as error:
            yield Failure(clean(str(path)), f"cannot be read: {getattr(error, 'strerror', None) or error}")
    if others:
        yield _left_out(clean(str(folder)), others)
    elif not paths:
        yield Failure(clean(str(folder)), "there is no report in this folder")


def _reportlike(name: str) -> bool:
    """Whether a file called so may hold reports: of a known format, compressed, or an archive."""
    *_, before, last = ("", "", *(s.lower() for s in Path(name).suffixes))
    return last in (*FORMATS, *packed.ARCHIVES) or (last in packed.COMPRESSED and before in (*FORMATS, ".tar"))


def _left_out(origin: str, names: list[str]) -> Notice:
    some = ", ".join(sorted(names)[:3]) + (" …" if len(names) > 3 else "")
    many = f"{len(names)} of its files are no reports by their names, and are"
    what = "1 of its files is no report by its name, and is" if len(names) == 1 else many
    return Notice(origin, f"{what} left out: {clean(some)}")


def _file(path: Path, options: Options) -> Iterator[Raw | Failure | Notice]:
    about = path.stat()
    if not (stat.S_ISREG(about.st_mode) or stat.S_ISFIFO(about.st_mode)):
        yield Failure(clean(str(path)), "this is a device, and no file")
        return
    size = about.st_size if stat.S_ISREG(about.st_mode) else None
    with path.open("rb") as stream:
        yield from _source(Source(clean(str(path)), stream, path.suffix.lower(), size), options)


def _source(source: Source, options: Options) -> Iterator[Raw | Failure | Notice]:
    head = source.stream.read(HEAD)
    if not head.removeprefix(BOM_UTF8).strip():
        yield Failure(source.origin, "there is nothing in it")
        return
    stream = io.BufferedReader(_Rewound(head, source.stream), HEAD)
    if packed.compressed(head) and not source.unpacked:
        inner = replace(source, suffix=Path(source.origin).with_suffix("").suffix.lower(), size=None, unpacked=True)
        yield from _source(replace(inner, stream=packed.unpacked(head, stream, source.left or packed.bound())), options)
        return
    if packed.archive(head) and source.left is None:
        yield from _archive(source, head, stream, options)
        return
    try:
        name, form, guessed = _form(head, source)
        wide, old = (
            name.startswith(("utf-16", "utf-32")),
            b"\r" in head and b"\n" not in head,
        )  # lines end as on old Macs
        if form in ("json lines", "table") and not wide and not old:
            if guessed and form == "table":
                yield Notice(source.origin, f"no UTF-8: what is not is read as {name}, which is a guess")
            limit = min(records.MAX_RECORD, options.max_bytes)
            lines = records.json_lines(stream, source.origin, limit)
            rows = records.table(stream, source.origin, limit, name)
            yield from records.first_failures(lines if form == "json lines" else rows, source.origin)
        else:
            yield from _whole(source, form, stream, options)
    except NotText as error:
        yield Failure(source.origin, f"this is {error}")


def _archive(source: Source, head: bytes, stream: BinaryIO, options: Options) -> Iterator[Raw | Failure | Notice]:
    """The reports in the files of an archive whose names are like a report's, in its order; hidden ones are passed over."""
    if head.startswith(b"PK") and (source.unpacked or not source.stream.seekable()):
        data = stream.read(options.max_bytes + 1)
        if len(data) > options.max_bytes:
            advice = "unpack it first" if source.unpacked else "save it as a file and give that"
            yield Failure(source.origin, f"it is larger than {options.max_bytes >> 20} MB; {advice}")
            return
        stream = io.BytesIO(data)  # its table of contents stands at the end
    elif head.startswith(b"PK"):
        stream = source.stream
    others, found, left = list[str](), 0, packed.bound()
    try:
        for name, opened in packed.members(head, stream, left):
            if any(part.startswith((".", "__MACOSX")) for part in name.split("/")):
                continue
            if not _reportlike(name) or name.lower().endswith(packed.ARCHIVES):
                others.append(name)
                continue
            found += 1
            where = clean(f"{source.origin}/{name}")
            try:
                yield from _source(Source(where, opened(), Path(name).suffix.lower(), left=left), options)
            except OSError as error:
                yield Failure(where, f"cannot be read: {error}")
    except (NotText, OSError) as error:
        yield Failure(source.origin, f"this is {error}" if isinstance(error, NotText) else f"cannot be read: {error}")
        return
    if others:
        yield _left_out(source.origin, others)
    if not found:
        yield Failure(source.origin, "there is no report in this archive")


def _form(head: bytes, source: Source) -> tuple[str, Kind, bool]:
    """The encoding, what is written in it, and whether the encoding is only likely. NotText where it is neither text nor records."""
    try:
        name, guessed = encoding(head, source.charset or declared_charset(head))
    except UnknownEncoding:
        form = kind(head.decode(errors="replace"), source.suffix)
        if form != "json lines":
            raise
        return "utf-8", form, False  # one bad line does not spoil the others
    return name, kind(head.decode(name, errors="replace").removeprefix("\ufeff"), source.suffix), guessed


def _whole(source: Source, form: Kind, stream: BinaryIO, options: Options) -> Iterator[Raw | Failure | Notice]:
    """What is read at once, within limits."""
    limit = min(options.max_bytes, MAX_PAGE) if form == "page" else options.max_bytes
    known = source.size is not None and source.size > limit
    data = b"" if known else stream.read(limit + 1)
    if known or len(data) > limit:
        advice = (
            "save its text and give that" if form == "page" else "split it, or give many reports as JSON Lines or CSV"
        )
        yield Failure(source.origin, f"it is larger than {limit >> 20} MB; {advice}")
        return
    if form == "mail":
        from .mails import report

        yield from report(data, source.origin, source.url, source.retrieved_at)
        return
    text, guessed = decode(data, source.charset or (declared_charset(data) if form in ("page", "feed") else None))
    if guessed:
        yield Notice(source.origin, guessed)
    if form == "page":
        from .pages import article

        yield article(text, source.origin, source.url, source.retrieved_at)
    elif form == "feed":
        from .feeds import entries

        yield from records.first_failures(entries(text, source.origin, source.retrieved_at), source.origin)
    elif form == "json":
        yield from records.first_failures(records.json_array(text, source.origin), source.origin)
    elif form in ("json lines", "table"):
        read = records.json_lines if form == "json lines" else records.table
        yield from records.first_failures(read(io.BytesIO(clean(text).encode()), source.origin), source.origin)
    else:
        yield Raw(text, source.origin, url=source.url, retrieved_at=source.retrieved_at)


class _Rewound(io.RawIOBase):
    """A stream whose first bytes were read already, from its start again."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        some = self._head[: len(buffer)] if self._head else self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(some)] = some
        return len(some)
