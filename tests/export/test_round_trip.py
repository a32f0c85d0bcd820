"""Property: what is exported and imported again gives the same picture."""

from __future__ import annotations

import io
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from tests.reconcile.drawn import ledgers

from warmonitor.export import claims as claims_export
from warmonitor.export import reports as reports_export
from warmonitor.ingest import reports
from warmonitor.ingest.codings import Row, claims, rows
from warmonitor.model import Claim, Reader, Report
from warmonitor.reconcile import Evidence, control, incidents


def exported(evidence: Evidence) -> tuple[str, str]:
    """Reports and claims as the two files that `import` takes."""
    first, second = io.StringIO(), io.StringIO()
    reports_export.write(evidence.reports.values(), first)
    claims_export.write(evidence.claims, second)
    return first.getvalue(), second.getvalue()


def imported(texts: tuple[str, str], evidence: Evidence) -> Evidence:
    """What the two files say, as `import` reads them; names stay words, as they were."""
    with TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("r.jsonl", "c.jsonl")]
        for file, text in zip(files, texts, strict=True):
            file.write_text(text, encoding="utf-8")
        read = {r.id: r for r in reports([str(files[0])]) if isinstance(r, Report)}
        listed = [row for row in rows(str(files[1])) if isinstance(row, Row)]
    found = []
    taken: set[str] = set()
    for name, mine in groupby(listed, lambda row: str(row.fields["report"])):
        found += [c for c in claims(list(mine), read[name], Reader("coded", "1"), taken) if isinstance(c, Claim)]
    return Evidence(found, read, evidence.pack, copies=evidence.copies)


@settings(max_examples=50, deadline=None)
@given(ledgers())
def test_export_and_import_give_the_same_picture(evidence: Evidence) -> None:
    back = imported(exported(evidence), evidence)
    assert [c.id for c in back.claims] == [c.id for c in evidence.claims]
    assert incidents(back) == incidents(evidence)
    assert control(back) == control(evidence)
