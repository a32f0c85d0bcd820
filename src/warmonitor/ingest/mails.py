"""Mails, and web pages saved as one file (.mhtml), which are written like them, to their report."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from warmonitor.model import DateSource

from .decoding import decode
from .making import Raw
from .options import Failure, Notice


def report(
    data: bytes, origin: str, url: str | None = None, retrieved_at: datetime | None = None
) -> Iterator[Raw | Failure | Notice]:
    """The report of a mail, by its plain text where it has one, else of its page; a saved page is dated by itself, as its header tells when it was saved.

    Bytes, as each part of a mail may be in an encoding of its own.
    """
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        data = data.decode("utf-16", errors="replace").encode()
    try:
        mail = message_from_bytes(data.removeprefix(BOM_UTF8), policy=policy.default)
        saved = "snapshot-content-location" in mail or mail.get_content_subtype() == "related"
        part = mail.get_body(("html",) if saved else ("plain", "html")) if isinstance(mail, EmailMessage) else None
        body, guessed = _content(part) if isinstance(part, EmailMessage) else ("", None)
        sender, subject, sent = (str(mail.get(name) or "") for name in ("from", "subject", "date"))
    except Exception as error:  # hostile input may break the parser in many ways
        yield Failure(origin, f"this mail cannot be parsed ({type(error).__name__})")
        return
    if not body.strip() or part is None:
        yield Failure(origin, "there is no text in this mail")
        return
    if guessed:
        yield Notice(origin, guessed)
    if saved or part.get_content_subtype() == "html":
        from .pages import article

        location = mail.get("snapshot-content-location") or part.get("content-location")
        found = article(body, origin, url or (str(location) if location else None), retrieved_at)
        if saved or isinstance(found, Failure):
            yield found
            return
        body = found.text
    name, address = parseaddr(sender)
    yield Raw(
        body, origin, outlet=name or address or None, title=subject or None, url=url, published=sent or None,
        dated=DateSource.METADATA, retrieved_at=retrieved_at,
    )  # fmt: skip


def _content(part: EmailMessage) -> tuple[str, str | None]:
    """The text of a part, with newlines as \\n; and a line where its encoding was guessed, as it states none or another than it is in."""
    data = part.get_payload(decode=True)
    if isinstance(data, bytes) and not data.isascii():
        return decode(data, part.get_content_charset())
    return str(part.get_content()).replace(
        "\r\n", "\n"
    ), None  # in ASCII, or in an encoding made of it, as ISO-2022-JP is
