"""What a coding gets wrong, by kind: claims missed, spurious or of the wrong type, and of each attribute whether it is empty, has too much, too little or other things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .claims import ATTRIBUTES, SETS, Row, attributes, by_report, counted, matches, same_name

CONTEXT = 70  # characters shown on either side of a quote


@dataclass(frozen=True, slots=True)
class Mistake:
    """`kind`: missed, spurious, wrong type, or wrong ATTRIBUTE of a detected claim; `how` in more detail (an event type, "asserted as
    denied", empty, extra, fewer, other). `text` is the report's."""

    kind: str
    how: str
    gold: Row | None
    predicted: Row | None
    text: str

    @property
    def context(self) -> str:
        """The quote in brackets with what stands around it, in one line."""
        claim = self.gold or self.predicted
        assert claim is not None
        at = claim.get("start")
        start = self.text.find(claim["quote"]) if at is None else int(at)
        if start < 0:
            return f"[{claim['quote']}]"
        end = start + len(claim["quote"])
        before, after = self.text[max(0, start - CONTEXT) : start], self.text[end : end + CONTEXT]
        return " ".join(f"…{before}[{self.text[start:end]}]{after}…".split())


def mistakes(reports: Iterable[Row], gold: Iterable[Row], predicted: Iterable[Row]) -> Iterator[Mistake]:
    """Every mistake of `predicted`, report by report; claims are paired as the scorer pairs them."""
    golds, guesses = by_report(gold), by_report(predicted)
    for report in reports:
        yield from _of_report(report["text"], golds.get(report["id"], []), guesses.get(report["id"], []))


def _of_report(text: str, gold: Sequence[Row], predicted: Sequence[Row]) -> Iterator[Mistake]:
    pairs = matches(gold, predicted, text)
    for i, j in pairs:
        for key, value in attributes(gold[i], predicted[j]).items():
            if value < 1.0:
                yield Mistake(f"wrong {key}", how(key, gold[i], predicted[j]), gold[i], predicted[j], text)
    missed = [c for i, c in enumerate(gold) if i not in {i for i, _ in pairs}]
    spurious = [c for j, c in enumerate(predicted) if j not in {j for _, j in pairs}]
    mistyped = matches(missed, spurious, text, typed=False)
    for i, j in mistyped:
        yield Mistake("wrong type", f"{missed[i]['type']} as {spurious[j]['type']}", missed[i], spurious[j], text)
    for i, c in enumerate(missed):
        if i not in {i for i, _ in mistyped}:
            yield Mistake("missed", c["type"], c, None, text)
    for j, c in enumerate(spurious):
        if j not in {j for _, j in mistyped}:
            yield Mistake("spurious", c["type"], None, c, text)


def how(key: str, gold: Row, predicted: Row) -> str:
    """In which way an attribute that differs does."""
    if key == "stance":
        return f"{gold[key]} as {predicted[key]}"
    if not predicted[key]:
        return "empty"
    if not gold[key]:
        return "extra"
    if key == "when":
        return _days(gold[key], predicted[key])
    if key in SETS:
        left, over = _unmatched(gold[key], predicted[key])
    else:
        mine, yours = Counter(counted(gold)), Counter(counted(predicted))
        left, over = (mine - yours).total(), (yours - mine).total()
    return "fewer" if left and not over else "extra" if over and not left else "other"


def _days(gold: Row, predicted: Row) -> str:
    start, end = (date.fromisoformat(gold[k]) for k in ("start", "end"))
    first, last = (date.fromisoformat(predicted[k]) for k in ("start", "end"))
    if first <= start and end <= last:
        return "wider"
    if start <= first and last <= end:
        return "narrower"
    return "other"


def _unmatched(gold: Sequence[str], predicted: Sequence[str]) -> tuple[int, int]:
    """How many gold names no predicted one stands for, and the other way round."""
    left = sum(not any(same_name(g, p) for p in predicted) for g in gold)
    over = sum(not any(same_name(g, p) for g in gold) for p in predicted)
    if not left and not over:  # two names stand for one
        return max(0, len(gold) - len(predicted)), max(0, len(predicted) - len(gold))
    return left, over


def by_kind(found: Iterable[Mistake]) -> dict[str, dict[str, int]]:
    """How often each kind of mistake is made and in which way, most frequent first; claims before attributes."""
    counts: dict[str, Counter[str]] = {}
    for kind in ("missed", "spurious", "wrong type", *(f"wrong {key}" for key in ATTRIBUTES)):
        counts[kind] = Counter()
    for mistake in found:
        counts[mistake.kind][mistake.how] += 1
    return {kind: dict(ways.most_common()) for kind, ways in counts.items()}


def table(kinds: dict[str, dict[str, int]], shown: int = 6) -> Iterator[str]:
    """The counts as lines of text, the commonest ways of each kind."""
    for kind, ways in kinds.items():
        told = ", ".join(f"{way} {n}" for way, n in list(ways.items())[:shown])
        more = sum(list(ways.values())[shown:])
        yield f"  {kind:14} {sum(ways.values()):5}  {told}{f', others {more}' if more else ''}".rstrip()


def examples(found: Iterable[Mistake], each: int) -> list[Mistake]:
    """The first `each` mistakes of every kind."""
    taken: Counter[str] = Counter()
    kept = []
    for mistake in found:
        taken[mistake.kind] += 1
        if taken[mistake.kind] <= each:
            kept.append(mistake)
    return sorted(kept, key=lambda m: list(by_kind([])).index(m.kind))


def as_json(mistake: Mistake) -> dict[str, Any]:
    """One mistake as what JSON has."""
    return {
        "kind": mistake.kind,
        "how": mistake.how,
        "context": mistake.context,
        "gold": mistake.gold,
        "predicted": mistake.predicted,
    }
