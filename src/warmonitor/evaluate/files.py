"""Codings and reports as files: JSON Lines in, figures as JSON out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from warmonitor.model import UserError
from warmonitor.model.coding import to_coding

from .claims import Figures, Row


def rows(path: str | Path, *keys: str) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file, each of which must have `keys`; UserError that names file and line otherwise."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from error
    found = []
    for n, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise UserError(f"{path}, line {n}: no JSON object ({error})") from error
        if not isinstance(row, dict) or any(key not in row for key in keys):
            raise UserError(f"{path}, line {n}: an object with {', '.join(keys)} is wanted")
        found.append(row)
    return found


def predict(reports: Sequence[Row], packs: Sequence[str] = (), min_confidence: float = 0.0) -> Iterator[Row]:
    """What the shipped reader finds in the reports, in the codebook's format; an undated report is read as it stands."""
    from warmonitor.api import open_reader
    from warmonitor.ingest import text_report

    texts = (
        text_report(r["text"], published=r.get("published"), outlet=r.get("outlet"), title=r.get("title"), id=r["id"])
        for r in reports
    )
    reader = open_reader(packs)
    for text in texts:
        yield from (to_coding(claim) for claim in reader.read(text) if claim.confidence >= min_confidence)


def as_json(figures: Figures) -> dict[str, Any]:
    """The figures, laid out as the codebook's own scorer prints them."""
    found = asdict(figures)
    del found["detected"]
    found["types"] = {
        t: {"gold": row["gold"], "predicted": row["predicted"], **row["rates"]} for t, row in found["types"].items()
    }
    return found
