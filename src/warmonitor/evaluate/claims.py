"""Compares a coding of claims with a gold coding, as the codebook's last sections say. Codings are rows of the codebook's format."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .assignment import assign

Row = Mapping[str, Any]

SETS = ("source", "place", "actor", "target")
ATTRIBUTES = (*SETS, "when", "count", "stance")
GENERIC = frozenset(
    "the a an of in on at to and or s its their his her by for from with near al el ad ash as az an ar at group forces force city town "
    "village province countryside district".split()
)
"""Words that do not tell names apart, unless a name has no others."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and F1, each between 0 and 1."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, hits: int, gold: int, predicted: int) -> Rates:
        p, r = hits / predicted if predicted else 0.0, hits / gold if gold else 0.0
        return cls(round(p, 4), round(r, 4), round(2 * p * r / (p + r), 4) if p + r else 0.0)


@dataclass(frozen=True, slots=True)
class TypeRow:
    gold: int
    predicted: int
    rates: Rates


@dataclass(frozen=True)
class Figures:
    """`attributes`: the share of detected claims on which each is right. `claim_score`: detection F1 times the mean of these."""

    reports: int
    gold: int
    predicted: int
    detected: int
    detection: Rates
    detection_any_type: Rates
    attributes: dict[str, float]
    claim_score: float
    perfect_claims_f1: float
    types: dict[str, TypeRow]


@dataclass
class _Tally:
    gold: int = 0
    predicted: int = 0
    hits: int = 0
    loose: int = 0
    perfect: int = 0
    right: dict[str, list[float]] = field(default_factory=lambda: {key: [] for key in ATTRIBUTES})
    types: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))


def score(reports: Iterable[Row], gold: Iterable[Row], predicted: Iterable[Row]) -> Figures:
    """The figures for `predicted` against `gold` over `reports` (rows with `id` and `text`); claims of other reports do not count."""
    golds, guesses = by_report(gold), by_report(predicted)
    tally, n = _Tally(), 0
    for report in reports:
        n += 1
        _count(tally, report["text"], golds.get(report["id"], []), guesses.get(report["id"], []))
    detection = Rates.of(tally.hits, tally.gold, tally.predicted)
    right = {key: round(sum(values) / len(values), 4) for key, values in tally.right.items() if values}
    return Figures(
        reports=n,
        gold=tally.gold,
        predicted=tally.predicted,
        detected=tally.hits,
        detection=detection,
        detection_any_type=Rates.of(tally.loose, tally.gold, tally.predicted),
        attributes=right,
        claim_score=round(detection.f1 * (sum(right.values()) / len(right) if right else 0.0), 4),
        perfect_claims_f1=Rates.of(tally.perfect, tally.gold, tally.predicted).f1,
        types={t: TypeRow(g, p, Rates.of(h, g, p)) for t, (h, g, p) in sorted(tally.types.items())},
    )


def _count(tally: _Tally, text: str, gold: Sequence[Row], predicted: Sequence[Row]) -> None:
    """Adds one report to the tally."""
    tally.gold += len(gold)
    tally.predicted += len(predicted)
    tally.loose += len(matches(gold, predicted, text, typed=False))
    for claim in gold:
        tally.types[claim["type"]][1] += 1
    for claim in predicted:
        tally.types[claim["type"]][2] += 1
    pairs = matches(gold, predicted, text)
    tally.hits += len(pairs)
    for i, j in pairs:
        tally.types[gold[i]["type"]][0] += 1
        found = attributes(gold[i], predicted[j])
        tally.perfect += all(value == 1.0 for value in found.values())
        for key, value in found.items():
            tally.right[key].append(value)


def matches(gold: Sequence[Row], predicted: Sequence[Row], text: str, *, typed: bool = True) -> list[tuple[int, int]]:
    """Pairs (gold, predicted) of one report's claims whose quotes overlap by half of the shorter, one to one, agreeing most."""
    if not gold or not predicted:
        return []
    words = [(m.start(), m.end()) for m in re.finditer(r"\w+", text)]
    mine, yours = ([_covered(claim, text, words) for claim in side] for side in (gold, predicted))
    grid = [[0.0] * len(predicted) for _ in gold]
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            shorter = min(len(mine[i]), len(yours[j]))
            if not shorter or 2 * len(mine[i] & yours[j]) < shorter or (typed and g["type"] != p["type"]):
                continue
            fine = attributes(g, p)
            grid[i][j] = -(10 + (g["type"] == p["type"]) + sum(fine.values()) / len(fine))
    return [(i, j) for i, j in assign(grid) if grid[i][j] < 0]


def attributes(gold: Row, predicted: Row) -> dict[str, float]:
    """How right each attribute is, between 0 and 1."""
    return {
        **{key: agreement(gold[key], predicted[key]) for key in SETS},
        "when": float(_same_when(gold["when"], predicted["when"])),
        "count": float(counted(gold) == counted(predicted)),
        "stance": float(gold["stance"] == predicted["stance"]),
    }


def same_name(a: str, b: str) -> bool:
    """Whether the content words of one name contain the other's, or they overlap by half."""
    x, y = _content(a), _content(b)
    if not x or not y:
        return False
    shared = len(x & y)
    return shared == min(len(x), len(y)) or 2 * shared >= len(x | y)


def _content(name: str) -> set[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    words = re.findall(r"[a-z0-9]+", plain)
    return {w for w in words if w not in GENERIC} or set(words)


def agreement(gold: Sequence[str], predicted: Sequence[str]) -> float:
    if not gold and not predicted:
        return 1.0
    if not gold or not predicted:
        return 0.0
    grid = [[-float(same_name(g, p)) for p in predicted] for g in gold]
    hits = -sum(grid[i][j] for i, j in assign(grid))
    return 2 * hits / (len(gold) + len(predicted))


def _same_when(gold: Row | None, predicted: Row | None) -> bool:
    return same_days(_days(gold), _days(predicted))


def _days(when: Row | None) -> tuple[date, date] | None:
    return (date.fromisoformat(when["start"]), date.fromisoformat(when["end"])) if when else None


def same_days(a: tuple[date, date] | None, b: tuple[date, date] | None) -> bool:
    """Whether two spans of days begin and end within a day of each other; or both are unknown."""
    if a is None or b is None:
        return a is b
    return all(abs((x - y).days) <= 1 for x, y in zip(a, b, strict=True))


def counted(claim: Row) -> list[tuple[str, int, int]]:
    return sorted((c["what"], c["low"], -1 if c["high"] is None else c["high"]) for c in claim["count"])


def _covered(claim: Row, text: str, words: Sequence[tuple[int, int]]) -> set[int]:
    """The numbers of the text's words that the quote covers."""
    start = claim.get("start")
    if start is None:
        start = text.find(claim["quote"])
    if start < 0:
        return set()
    end = claim.get("end") or start + len(claim["quote"])
    return {i for i, (first, last) in enumerate(words) if first < end and last > start}


def by_report(claims: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for claim in claims:
        found.setdefault(claim["report"], []).append(claim)
    return found


def table(figures: Figures) -> Iterator[str]:
    """The figures as lines of text."""
    for name, rates in (("detection", figures.detection), ("detection_any_type", figures.detection_any_type)):
        yield f"{name:20} precision {rates.precision:.3f} recall {rates.recall:.3f} f1 {rates.f1:.3f}"
    yield "attributes".ljust(20) + " " + " ".join(f"{key} {value:.3f}" for key, value in figures.attributes.items())
    yield f"{'claim_score':20} {figures.claim_score:.3f}   perfect claims F1 {figures.perfect_claims_f1}"
    for name, row in figures.types.items():
        yield f"  {name:28} gold {row.gold:4} predicted {row.predicted:4} F1 {row.rates.f1:.3f}"
