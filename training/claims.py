"""Coded reports: claims aligned to words, and the names that their fields give away."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from training.documents import (
    EVENT_TYPES,
    IGNORE,
    NAMED,
    OUTSIDE,
    SPAN_TYPES,
    STANCES,
    Document,
    MarkedClaim,
    Range,
    paint,
    unknown_names,
)
from training.names import fill, split_text, words_of
from warmonitor.evaluate import files
from warmonitor.lang.tokenize import Tokens, tokenize
from warmonitor.read.veil import veil

TEST_SHARE, TUNE_SHARE = 15, 8
"""Per cent of the reports kept out as our own test, and as a second part for what is fitted on the encoder's scores."""

BARE_SHARE = 10
"""Per cent of a report's names that training does not veil: reports hold names that no list has."""

ORGANISED = re.compile(
    r"\b(Army|Front|Forces?|State|Observatory|Agency|Ministry|Coalition|Council|Command|Brigades?|Committee|Party|Units|SANA|ISIS|ISIL|IS|SOHR|"
    r"YPG|PKK|SDF|FSA|NATO|UN|U\.N\.|Nations|Daesh|Hezbollah|Hamas|Taliban|Nusra|Shabaab|RSF|M23|Houthis?|Movement|Network|Commission|"
    r"Militia|Group|Union|Office|Centre|Center|Organi[sz]ation|Defen[cs]e|Tahrir al-Sham|Reuters|AFP|OCHA|UNHCR)\b"
)


def part(report_id: str) -> str:
    """Which part a report belongs to for good: "test", "tune" or "train", by a hash of its id."""
    bucket = int(hashlib.sha256(report_id.encode()).hexdigest(), 16) % 100
    return "test" if bucket < TEST_SHARE else "tune" if bucket < TEST_SHARE + TUNE_SHARE else "train"


def load(folder: Path, name: str) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """The reports of `NAME.reports.jsonl` with their claims."""
    reports = files.rows(folder / f"{name}.reports.jsonl", "id", "text")
    by_report: dict[str, list[dict[str, Any]]] = {r["id"]: [] for r in reports}
    for claim in files.rows(folder / f"{name}.claims.jsonl", "report", "quote"):
        by_report[claim["report"]].append(claim)
    return [(r, by_report[r["id"]]) for r in reports]


def document(report: dict[str, Any], claims: list[dict[str, Any]]) -> Document:
    """One coded report, its words veiled as reading veils them."""
    text = report["text"]
    tokens = veiled(report)
    sentences, spans = split_text(text, tokens)
    marked = [m for m in (_claim(c, text, spans) for c in claims) if m]
    labels = _names(text, spans, claims) if not report["id"].startswith("re3d") else unknown_names(len(spans))
    for i, (word, (a, b)) in enumerate(zip(tokens.words, spans, strict=True)):
        if word != text[a:b]:
            labels[i] = IGNORE
    fill(sentences, labels)
    return Document(report["id"], sentences, marked)


def veiled(report: dict[str, Any]) -> Tokens:
    """The words of a report as reading veils them, but for some names, which stay the same ones throughout the report."""

    def bare(name: str) -> bool:
        return int(hashlib.sha256(f"{report['id']} {name}".encode()).hexdigest(), 16) % 100 < BARE_SHARE

    return veil(tokenize(report["text"]), bare)


def _claim(claim: dict[str, Any], text: str, spans: list[Range]) -> MarkedClaim | None:
    at = text.find(claim["quote"])
    words = words_of(spans, at, at + len(claim["quote"])) if at >= 0 else None
    if words is None:
        return None
    roles = {}
    for role in NAMED:
        found = [_nearest(name, text, spans, words) for name in claim[role]]
        if all(found):
            roles[role] = sorted({f for f in found if f})
    when = claim.get("when")
    days = (date.fromisoformat(when["start"]), date.fromisoformat(when["end"])) if when else None
    return MarkedClaim(words, EVENT_TYPES.index(claim["type"]), STANCES.index(claim["stance"]), roles, days)


def _nearest(name: str, text: str, spans: list[Range], quote: Range) -> Range | None:
    """Where a field's string stands: inside the quote if it does, else nearest to it, before rather than after."""
    best: tuple[float, Range] | None = None
    for start, end in _occurrences(name, text):
        words = words_of(spans, start, end)
        if words is None:
            continue
        before, after = quote[0] - words[0], words[1] - quote[1]
        distance = before if before > 0 else after * 1.5 if after > 0 else 0
        if best is None or distance < best[0]:
            best = distance, words
    return best[1] if best else None


def _occurrences(name: str, text: str) -> Iterator[Range]:
    if not name.strip():
        return
    for candidate in (name, re.sub(r"^(?:the|a|an)\s+", "", name, flags=re.IGNORECASE)):
        found = [m.span() for m in re.finditer(r"(?<!\w)" + re.escape(candidate) + r"(?!\w)", text, re.IGNORECASE)]
        if found:
            yield from found
            return


def _names(text: str, spans: list[Range], claims: list[dict[str, Any]]) -> np.ndarray:
    """Names that fields give away, int8 [words, types]; a word in lower case is none; every other is left open."""
    labels = unknown_names(len(spans))
    people_places = [SPAN_TYPES.index(k) for k in ("person", "org", "norp", "place", "event")]
    for i, (a, b) in enumerate(spans):
        if text[a:b].islower() and text[a:b].isalpha():
            labels[i, people_places] = OUTSIDE
    places = {p for c in claims for p in c["place"] if _is_name(p)}
    groups = {
        g for c in claims for k in ("actor", "target", "source") for g in c[k] if _is_name(g) and ORGANISED.search(g)
    } - places
    for kind, names in (("place", places), ("org", groups)):
        column = SPAN_TYPES.index(kind)
        for name in sorted(names, key=len, reverse=True):
            for start, end in _occurrences(name, text):
                words = words_of(spans, start, end)
                if words and text[start].isupper() and not (labels[words[0] : words[1], column] > OUTSIDE).any():
                    paint(labels, kind, *words)
                    others = [c for c in people_places if c != column and c != SPAN_TYPES.index("norp")]
                    labels[words[0] : words[1], others] = np.where(
                        labels[words[0] : words[1], others] > 0, IGNORE, OUTSIDE
                    )
    return labels


def _is_name(string: str) -> bool:
    """Only capitalised words and the small words between them: "Tel Abyad", "Syrian Observatory for Human Rights"; not "the hostel"."""
    words = string.split()
    small = {"of", "for", "and", "al", "el", "the", "de", "in"}
    return (
        bool(words)
        and words[0][0].isupper()
        and all(w[0].isupper() or w.lower() in small or w[:3] in ("al-", "el-") for w in words)
    )
