"""Recognition: finds time expressions in a text: which words, by which rule, with which captured parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .rules import Modifier, Rule, Rulebook, token

_WRAPPED = 40  # characters: a line shorter than this was not broken for want of room, so nothing goes on behind it
_REACH = 7  # tokens before an expression in which a modifier or link may stand


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens `first` to `last` (exclusive) matched `rule`; `value` is its template with `parts` (group → words) to fill it; `core` is `first` before modifiers."""

    first: int
    last: int
    rule: Rule
    value: str
    parts: dict[str, list[str]]
    core: int
    mod: str | None = None
    edge: bool = False  # "the end of May" rather than "late May"
    link: str = ""
    pair: int = 0  # 1 and 2: first and second of a range that one rule matched


class Tokens:
    """A text cut into tokens, and its string of token characters (one edge character on both sides)."""

    __slots__ = ("chars", "ends", "starts", "text", "words")

    def __init__(self, text: str, book: Rulebook) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        line = 0
        for match in token().finditer(text):
            word = match.group()
            if word[0] == "\n":
                wrapped = word == "\n" and match.start() - line >= _WRAPPED
                line = match.end()
                if wrapped:
                    continue
            self.words.append(word)
            self.starts.append(match.start())
            self.ends.append(match.end())
        encode = book.encode
        edge = encode("\n\n")  # a text begins and ends like a paragraph
        self.chars = edge + "".join([encode(w) for w in self.words]) + edge

    def quote(self, first: int, last: int) -> str:
        return self.text[self.starts[first] : self.ends[last - 1]]


def find(tokens: Tokens, book: Rulebook, mode: str) -> list[Found]:
    """All expressions in text order, none overlapping: of two that do, the longer one, then the one whose rule stands first."""
    here = set(tokens.chars)
    lacking = {need for need in book.needs if here.isdisjoint(need)}
    candidates = [
        found
        for n, rule in enumerate(book.rules)
        if mode in rule.modes and lacking.isdisjoint(rule.needs)
        for found in _matches(tokens, rule, n)
    ]
    candidates.sort(key=lambda c: (-c[0], c[1]))
    taken = bytearray(len(tokens.words))
    kept: list[Found] = []
    for _, _, group in candidates:
        if any(taken[f.first] or taken[f.last - 1] or any(taken[f.first : f.last]) for f in group):
            continue
        for found in group:
            taken[found.first : found.last] = b"\1" * (found.last - found.first)
        kept.extend(f for f in group if f.rule.type != "NONE")
    kept.sort(key=lambda f: f.first)
    return list(_dressed(kept, tokens, book))


def _matches(tokens: Tokens, rule: Rule, n: int) -> Iterator[tuple[int, int, list[Found]]]:
    for match in rule.pattern.finditer(tokens.chars, 1, len(tokens.chars) - 1):
        start, end = match.start() - 1, match.end() - 1
        if end <= start or (
            rule.tight and tokens.ends[end - 1] - tokens.starts[start] != sum(map(len, tokens.words[start:end]))
        ):
            continue
        parts = {
            group: tokens.words[a - 1 : b - 1]
            for group in rule.names
            if (a := match.start(group)) >= 0 and (b := match.end(group)) > a
        }
        parts[""] = tokens.words[start:end]
        group = []
        for name, value in rule.values.items():
            a, b = (match.start(name) - 1, match.end(name) - 1) if name else (start, end)
            while b - a > 1 and tokens.words[b - 1] in {".", ","}:
                b -= 1
            pair = 0 if not name else 1 + (name != min(rule.values))
            group.append(Found(a, b, rule, value, parts, a, rule.mod, pair=pair))
        yield end - start, n, group


def _dressed(kept: Sequence[Found], tokens: Tokens, book: Rulebook) -> Iterator[Found]:
    """Each expression with the modifiers before it, and the word that ties it to its clause."""
    free = 0
    for found in kept:
        first, mod, edge = found.first, found.mod, False
        while (
            not found.rule.days and (hit := _before(tokens, book.modifiers, free, first, found.rule.type)) is not None
        ):
            entry, length = hit
            first -= length
            mod, edge = entry.mod or mod, edge or entry.edge
        link = _before(tokens, book.links, free, first, found.rule.type)
        free = found.last
        yield replace(found, first=first, mod=mod, edge=edge, link=link[0].name if link else "")


def _before(
    tokens: Tokens, entries: Sequence[Modifier], free: int, first: int, kind: str
) -> tuple[Modifier, int] | None:
    """The longest modifier that ends right before token `first` and starts at or after token `free`."""
    window = tokens.chars[max(free, first - _REACH) + 1 : first + 1]
    if not window:
        return None
    best: tuple[Modifier, int] | None = None
    for entry in entries:
        if kind in entry.types and (match := entry.pattern.search(window)) is not None:
            length = match.end() - match.start()
            if best is None or length > best[1]:
                best = entry, length
    return best
