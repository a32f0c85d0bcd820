"""Compressed files and archives, unpacked as far as they are read, and never more of them than a bound."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, NoReturn, Self

from .decoding import NotText

MAX_UNPACKED = 4 << 30
"""Bytes that one file may unpack to; more is a trap, or a job for other tools."""
COMPRESSED = (".gz", ".bz2", ".xz")
ARCHIVES = (".zip", ".tar", ".tgz")

_OPENERS: dict[bytes, Callable[..., Any]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ": lzma.open,
}
_ZIP, _TAR, _TAR_AT = b"PK\x03\x04", b"ustar", 257
_DESCRIBING = (
    tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK,
)  # fmt: skip
MAX_DESCRIBING = 1 << 18
"""Bytes of one entry of a tar archive that describes the next one, its name for example."""
_DAMAGED = (
    EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError, gzip.BadGzipFile, struct.error, NotImplementedError, ValueError,
    IndexError, OverflowError, RecursionError,
)  # fmt: skip
"""What the libraries raise at bytes that were altered; ValueError and those after it at lengths and places that cannot be, the last at headers of headers."""


def compressed(head: bytes) -> bool:
    """Whether a file that begins so is a compressed one."""
    return head.startswith(tuple(_OPENERS))


def archive(head: bytes) -> bool:
    """Whether a file that begins so holds other files."""
    return head.startswith(_ZIP) or head[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR


def bound() -> list[int]:
    """How many bytes may still be unpacked: of one file, or of all that an archive holds, which share it."""
    return [MAX_UNPACKED]


def unpacked(head: bytes, stream: BinaryIO, left: list[int]) -> BinaryIO:
    """What a compressed stream holds; `head`: its first bytes, which are still to be read. Reading it raises OSError where it is damaged or larger than
    what is `left` of a `bound`."""
    opener = next(opener for magic, opener in _OPENERS.items() if head.startswith(magic))
    return io.BufferedReader(_Bounded(opener(stream), left))


def members(head: bytes, stream: BinaryIO, left: list[int]) -> Iterator[tuple[str, Callable[[], BinaryIO]]]:
    """The files of an archive that begins with `head`: name, and how to open it before the next one is asked for; each raises OSError where it is damaged.

    Raises NotText for an office document, which is a zip file, too.
    """
    try:
        yield from _zipped(stream, left) if head.startswith(_ZIP) else _tarred(stream, left)
    except NotText:
        raise
    except _DAMAGED as error:
        raise OSError(f"the zip file or archive is damaged ({error})") from error


def _zipped(stream: BinaryIO, left: list[int]) -> Iterator[tuple[str, Callable[[], BinaryIO]]]:
    with zipfile.ZipFile(stream) as packed:
        infos = [info for info in packed.infolist() if info.filename and not info.is_dir()]
        if any(info.filename in ("[Content_Types].xml", "mimetype") for info in infos):
            raise NotText("an office document; save it as text first")
        for info in sorted(infos, key=lambda info: info.filename):
            yield info.filename, lambda info=info: _opened(lambda: _entry(packed, info, left), left)  # type: ignore[misc]


def _entry(packed: zipfile.ZipFile, info: zipfile.ZipInfo, left: list[int]) -> Any:
    if info.file_size > left[0]:
        raise OSError(f"it unpacks to more than {MAX_UNPACKED >> 30} GB")
    if info.compress_type not in (
        zipfile.ZIP_STORED,
        zipfile.ZIP_DEFLATED,
    ):  # others unpack more at once than is asked for
        raise NotImplementedError(f"compression method {info.compress_type}")
    return packed.open(info)


def _tarred(stream: BinaryIO, left: list[int]) -> Iterator[tuple[str, Callable[[], BinaryIO]]]:
    with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Entry) as packed:
        for info in packed:
            if info.isfile():
                yield info.name, lambda info=info: _opened(lambda: packed.extractfile(info), left)  # type: ignore[misc]


class _Entry(tarfile.TarInfo):
    """A file of a tar archive. Of what describes it no more is read than any file needs: names and dates, and no table of holes."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        entry = super().frombuf(buf, encoding, errors)
        if entry.type in _DESCRIBING and entry.size > MAX_DESCRIBING:
            raise tarfile.ReadError(f"{entry.size} bytes to describe one file")
        if entry.type == tarfile.GNUTYPE_SPARSE:
            raise tarfile.ReadError("a file with holes")
        return entry

    def _proc_gnusparse_10(self, *_: object) -> NoReturn:
        """tarfile's own reads as many holes as the file names, in time with their square."""
        raise tarfile.ReadError("a file with holes")


def _opened(opener: Callable[[], Any], left: list[int]) -> BinaryIO:
    try:
        return io.BufferedReader(_Bounded(opener(), left))
    except RuntimeError as error:  # NotImplementedError, too
        raise OSError(f"it is encrypted, or packed in a way not known here ({error})") from error
    except _DAMAGED as error:
        raise OSError(f"it is damaged in the archive ({error})") from error


class _Bounded(io.RawIOBase):
    """A stream that gives at most as many bytes as are `left` to it and its neighbours, and tells of damage as OSError."""

    def __init__(self, inner: Any, left: list[int]) -> None:
        self._inner, self._left = inner, left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            some = self._inner.read(len(buffer))
        except _DAMAGED as error:
            raise OSError(f"its compressed data is damaged ({error})") from error
        self._left[0] -= len(some)
        if self._left[0] < 0:
            raise OSError(f"it unpacks to more than {MAX_UNPACKED >> 30} GB")
        buffer[: len(some)] = some
        return len(some)
