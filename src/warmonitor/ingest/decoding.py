"""Bytes to text."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is a part of it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = (
    (b"%PDF-", "a PDF; save its text first"),
    (b"PK\x03\x04", "a zip file within another; unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an office document; save it as text first"),
    (b"\x1f\x8b", "compressed (twice, or in a way not known here); unpack it first"),
    (b"BZh", "compressed (twice, or in a way not known here); unpack it first"),
    (b"\xfd7zXZ", "compressed (twice, or in a way not known here); unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed (twice, or in a way not known here); unpack it first"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database; is it your ledger?"),
    (b"{\\rtf", "an RTF document; save it as text first"),
)
_USUAL = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256")
"""What English with names from elsewhere was written in before UTF-8; a few letters of it would fit many rarer encodings as well."""
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"
_SAMPLE = 1 << 16
_CHARSET = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE
)


class NotText(ValueError):
    """Says what the bytes are instead, after "this is"."""


class UnknownEncoding(NotText):
    """Not in UTF-8, nor recognisably in another encoding."""


def encoding(sample: bytes, declared: str | None = None) -> tuple[str, bool]:
    """The encoding of a text that begins with `sample`, and whether it is only likely. NotText where it is none.

    A byte order mark is believed first, then UTF-8 where it fits, then `declared`, then the likeliest by its letters.
    """
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name, False
    for magic, kind in _KINDS:
        if sample.startswith(magic):
            raise NotText(kind)
    if wide := _wide(sample):
        return wide, False
    some = max(0.01 * len(sample), min(3, 0.1 * len(sample)))  # may slip into a text
    if len(sample) - len(sample.translate(None, _CONTROL)) > some:
        raise NotText("a binary file")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)  # may be cut within a letter
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8", False
    if declared and _fits(sample, declared):
        return declared, False
    return _likeliest(sample), True


def _wide(sample: bytes) -> str | None:
    """UTF-16 without its mark: of Latin letters every second byte is 0, and none between them."""
    first, second = (sample[start::2] for start in (0, 1))
    for name, zeros, others in (("utf-16-le", second, first), ("utf-16-be", first, second)):
        if len(sample) >= 8 and zeros.count(0) > 0.7 * len(zeros) and not others.count(0):
            return name
    return None


def _fits(sample: bytes, name: str) -> bool:
    try:
        codecs.getincrementaldecoder(name)().decode(sample)
    except (LookupError, ValueError, AttributeError):  # AttributeError: codecs that are not of text
        return False
    return bool(codecs.lookup(name)._is_text_encoding)


def _likeliest(sample: bytes) -> str:
    import charset_normalizer

    usual = charset_normalizer.from_bytes(sample, cp_isolation=list(_USUAL)).best()
    best = usual or charset_normalizer.from_bytes(sample).best()
    if best is None:
        raise UnknownEncoding("no text in any encoding known here")
    return "cp1252" if "cp1252" in best.could_be_from_charset else best.encoding


def declared_charset(page: bytes) -> str | None:
    """The encoding that a web page or a feed names in its head."""
    found = _CHARSET.search(page[:4096])
    return found[1].decode("ascii") if found else None


def decode(data: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """The text of `data`, without byte order mark and with newlines as \\n; and a line to tell the user where its encoding was guessed.

    Letters that the encoding does not know become U+FFFD. NotText where it is no text.
    """
    name, guessed = encoding(data[:_SAMPLE], declared)
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        if name == "utf-8":  # broken after the sample
            name, guessed = declared if declared and _fits(data, declared) else _likeliest(data), True
        text = data.decode(name, errors="replace")
    line = f"no UTF-8: read as {name}, which is a guess; save it as UTF-8 if letters look wrong" if guessed else None
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), line


def clean(text: str) -> str:
    """`text`, as long as before, with U+FFFD for what no database and no file can hold: NUL and halves of surrogate pairs."""
    return re.sub("[\0\ud800-\udfff]", "\ufffd", text)
