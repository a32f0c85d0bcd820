"""Reports as JSON Lines, in the form that `warmonitor read` and `warmonitor import` take."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from warmonitor.model import Report


def line(report: Report) -> str:
    """One report as one line, without its line end; its day of publication only where it is known."""
    published = report.published.isoformat() if report.published else None
    fields = {
        "id": report.id,
        "outlet": report.outlet,
        "published": published,
        "title": report.title,
        "text": report.text,
        "url": report.url,
    }
    return json.dumps({name: value for name, value in fields.items() if value is not None}, ensure_ascii=False)


def write(reports: Iterable[Report], out: TextIO) -> int:
    """Writes the reports to `out`, and returns how many there were."""
    written = 0
    for written, report in enumerate(reports, 1):  # noqa: B007 – the count is what is wanted
        out.write(line(report) + "\n")
    return written
