"""Claims that others coded: the codebook's JSON Lines to claims of a report, each faulty line one failure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from warmonitor.model import COUNTED, Claim, EventType, Reader, Report, Span, Stance, UserError, Where, claim_id
from warmonitor.model.coding import from_coding

from .options import Failure, Notice
from .records import MAX_RECORD, first_failures, lines

KEYS = frozenset("report quote type actor target place when count source stance".split())
LONGEST_ID = 256
MOST = 2**63 - 1  # what a ledger can hold

Fields: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file of claims: the JSON object, and where it stood."""

    fields: Fields
    origin: str


def rows(path: str) -> Iterator[Row | Failure | Notice]:
    """The lines of the file at `path`, each an object with the codebook's ten keys, or the failure of one; one failure of all where the file holds
    something else. UserError where there is no such file.
    """
    try:
        with Path(path).open("rb") as stream:
            yield from first_failures(_rows(stream, path), path, "claim")
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _rows(stream: BinaryIO, path: str) -> Iterator[Row | Failure | Notice]:
    for number, line in lines(stream, MAX_RECORD):
        where = f"{path}, line {number}"
        if line is None:
            yield Failure(where, f"the line is longer than {MAX_RECORD:,} bytes")
        elif line.strip():
            yield _row(line, where)


def _row(line: bytes, where: str) -> Row | Failure:
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return Failure(where, f"no JSON object ({error})")
    if not isinstance(found, dict):
        return Failure(where, "no JSON object")
    if missing := sorted(KEYS - found.keys()):
        return Failure(where, f"a claim without {', '.join(missing)}")
    if not isinstance(found["report"], str):
        return Failure(where, "its report is no id")
    return Row(found, where)


def claims(rows: Sequence[Row], report: Report, reader: Reader, taken: set[str]) -> Iterator[Claim | Failure]:
    """The claims that the rows of one report state, ids kept; the failure of each that breaks the codebook.

    `taken` are the ids of claims that were there before, to which these are added; an id may not come twice.
    """
    for row in rows:
        try:
            if fault := next(_faults(row.fields), None):
                raise ValueError(fault)
            claim = _claim(row.fields, report, reader, taken)
        except (KeyError, TypeError, ValueError) as error:
            yield Failure(row.origin, str(error))
        else:
            taken.add(claim.id)
            yield claim


def _faults(fields: Fields) -> Iterator[str]:
    """What is wrong with a line by itself, as sentences."""
    id_ = fields.get("id")
    if id_ is not None and not (
        isinstance(id_, str) and id_.isprintable() and id_.strip() == id_ and 0 < len(id_) <= LONGEST_ID
    ):
        yield f"its id is no id: at most {LONGEST_ID} printable characters, without blanks around them"
    if not isinstance(fields["quote"], str) or not fields["quote"]:
        yield "its quote is no text"
    for key, known in (("type", EventType), ("stance", Stance)):
        if fields[key] not in [member.value for member in known]:
            yield f"its {key} is {fields[key]!r}; there are {', '.join(known)}"
    for key in ("actor", "target", "place", "source"):
        names = fields[key]
        if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
            yield f"its {key} is no list of names"
    if fields["when"] is not None and not _is_when(fields["when"]):
        yield f"its when is no pair of ISO days, the earlier one first: {fields['when']!r}"
    if not isinstance(fields["count"], list):
        yield "its count is no list"
    else:
        yield from (f"a count of it is none: {c!r}" for c in fields["count"] if not _is_count(c))
    confidence = fields.get("confidence", 1.0)
    if type(confidence) not in (int, float) or not 0 <= confidence <= 1:
        yield f"its confidence is no number from 0 to 1: {confidence!r}"


def _is_when(value: Any) -> bool:
    try:
        return date.fromisoformat(value["start"]) <= date.fromisoformat(value["end"])
    except (KeyError, TypeError, ValueError):
        return False


def _is_count(value: Any) -> bool:
    if not isinstance(value, dict) or value.keys() < {"what", "who", "low", "high"}:
        return False
    low, high = value["low"], value["high"]
    numbers = type(low) is int and 0 <= low <= MOST and (high is None or (type(high) is int and low <= high <= MOST))
    return numbers and value["what"] in COUNTED and isinstance(value["who"], str)


def _claim(fields: Fields, report: Report, reader: Reader, taken: set[str]) -> Claim:
    claim = from_coding(_placed(fields, report.text), report.text, reader)
    if fields.get("id") and claim.id in taken:
        raise ValueError(f"another claim has its id, {claim.id}")
    nth = 0
    while claim.id in taken:
        nth += 1
        again = claim_id(report.id, reader.name, claim.type, claim.span.start, claim.span.end, nth)
        claim = replace(claim, id=again)
    return replace(claim, where=tuple(_located(w, claim.span, report.text) for w in claim.where))


def _placed(fields: Fields, text: str) -> dict[str, Any]:
    """The fields with `start` where the quote stands: as given where that is right, else as near to it as it does."""
    start, quote = fields.get("start"), fields["quote"]
    at = start if type(start) is int else 0
    return {**fields, "start": _nearest(quote, text, at)}


def _nearest(words: str, text: str, at: int) -> int | None:
    """Where `words` stand in `text`, as near to `at` as they do; None where they don't."""
    found, start = [], text.find(words)
    while start >= 0:
        found.append(start)
        start = text.find(words, start + 1)
    return min(found, key=lambda f: (abs(f - at), f), default=None)


def _located(where: Where, quote: Span, text: str) -> Where:
    """The place found in the quote, or next to it: what stands around a place tells which one it is."""
    start = text.find(where.text, quote.start, quote.end)
    near = start if start >= 0 else _nearest(where.text, text, quote.start)
    return where if near is None else replace(where, span=Span(quote.report_id, near, near + len(where.text)))
