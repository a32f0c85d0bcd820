"""Mails, and web pages saved as one file (.mhtml), which are written like them, to their report."""

from __future__ import annotations

from datetime import datetime
from email import message_from_string, policy
from email.message import EmailMessage
from email.utils import parseaddr

from warmonitor.model import DateSource

from .making import Raw
from .options import Failure


def report(text: str, origin: str, url: str | None = None, retrieved_at: datetime | None = None) -> Raw | Failure:
    """The report of a mail, by its plain text where it has one, else of its page; a saved page is dated by itself, as its header tells when it was saved."""
    try:
        mail = message_from_string(text, policy=policy.default)
        saved = "snapshot-content-location" in mail or mail.get_content_subtype() == "related"
        part = mail.get_body(("html",) if saved else ("plain", "html")) if isinstance(mail, EmailMessage) else None
        body = str(part.get_content()) if part is not None else ""
        sender, subject, sent = (str(mail.get(name) or "") for name in ("from", "subject", "date"))
    except Exception as error:  # hostile input may break the parser in many ways
        return Failure(origin, f"this mail cannot be parsed ({type(error).__name__})")
    if not body.strip() or part is None:
        return Failure(origin, "there is no text in this mail")
    if saved or part.get_content_subtype() == "html":
        from .pages import article

        location = mail.get("snapshot-content-location") or part.get("content-location")
        found = article(body, origin, url or (str(location) if location else None), retrieved_at)
        if saved or isinstance(found, Failure):
            return found
        body = found.text
    name, address = parseaddr(sender)
    return Raw(
        body, origin, outlet=name or address or None, title=subject or None, url=url, published=sent or None,
        dated=DateSource.METADATA, retrieved_at=retrieved_at,
    )  # fmt: skip
