"""Noise that real reports carry, put into windows while training. Each kind keeps the labels right."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import yaml

from training.documents import IGNORE, SPAN_TYPES, MarkedClaim, Range
from training.names import spans
from training.windows import Window

T = TypeVar("T")
FINAL = frozenset((".", "!", "?", "…", ":"))
APOSTROPHES = "'’"
BULLETS = ("•", "-", "*", "–", "·", "●")
Noise = Callable[[Window, random.Random], Window]


def drop(made: Window, gone: Sequence[int]) -> Window:
    """The window without some words. What hung on a dropped word hangs on the next kept word above it."""
    out = set(gone)
    keep = [i for i in range(len(made.forms)) if i not in out]
    if not keep or not out:
        return made
    place = np.searchsorted(keep, np.arange(len(made.forms) + 1))
    starts = made.starts.copy()
    breaks = list(made.breaks)
    for i in sorted(out):
        if i + 1 < len(starts):
            starts[i + 1] |= starts[i]
            breaks[i + 1] |= breaks[i]

    def moved(span: Range) -> Range:
        return int(place[span[0]]), int(place[span[1]])

    claims = None
    if made.claims is not None:
        claims = [
            MarkedClaim(
                moved(c.words), c.type, c.stance,
                {r: [m for m in map(moved, found) if m[0] < m[1]] for r, found in c.roles.items()},
            )
            for c in made.claims
            if moved(c.words)[0] < moved(c.words)[1]
        ]  # fmt: skip

    def pick(column: list[T]) -> list[T]:
        return [column[i] for i in keep]

    upos, xpos, deps = (column and pick(column) for column in (made.upos, made.xpos, made.deps))
    return Window(
        pick(made.forms), pick(breaks), starts[keep], _names_after_drop(made.names, keep, out),
        upos, xpos, _heads_after_drop(made, keep, place, out), deps,
        claims, [m for m in map(moved, made.cut) if m[0] < m[1]],
    )  # fmt: skip


def _names_after_drop(names: np.ndarray, keep: list[int], gone: set[int]) -> np.ndarray:
    names = names.copy()
    for i in sorted(gone):
        if i + 1 < len(names):
            begun = (names[i] == 1) & (names[i + 1] == 2)
            names[i + 1][begun] = 1
    return names[keep]


def _heads_after_drop(made: Window, keep: list[int], place: np.ndarray, gone: set[int]) -> np.ndarray | None:
    if made.heads is None:
        return None
    heads = made.heads.copy()
    for i in keep:
        while heads[i] in gone and heads[heads[i]] != heads[i]:
            heads[i] = heads[heads[i]]
        if heads[i] in gone:  # its root was dropped: tell nothing about this word's head
            heads[i] = IGNORE
    return np.array([place[h] if h >= 0 else IGNORE for h in heads[keep]], np.int64)


def without_commas(made: Window, rng: random.Random) -> Window:
    """Commas gone and apostrophes too, as FA-KES's makers did, with words as our tokeniser cuts what is left.

    It finds "did|nt" and "there|s", but not the possessive: "Syria 's" becomes mostly "Syrias", the rest mostly "did nt".
    """
    forms = list(made.forms)
    gone = [i for i, f in enumerate(forms) if f in (",", "'", "’", "‘")]
    hanging = set(made.heads.tolist()) if made.heads is not None else set()
    for i, form in enumerate(forms):
        if len(form) > 1 and any(a in form for a in APOSTROPHES):
            forms[i] = form.replace("'", "").replace("’", "") or form
            possessive = made.xpos[i] == "POS" if made.xpos else forms[i] == "s"
            if i and i not in hanging and form[0] in APOSTROPHES and rng.random() < (0.85 if possessive else 0.05):
                forms[i - 1] += forms[i]
                gone.append(i)
    return drop(replace(made, forms=forms), gone)


def without_stops(made: Window, rng: random.Random) -> Window:
    """Some sentences lose their final stop, and with it half of the times the line break."""
    ends = [i - 1 for i in np.flatnonzero(made.starts).tolist() if i] + [len(made.forms) - 1]
    gone = [i for i in ends if made.forms[i] in FINAL and rng.random() < 0.5 and (i and not made.starts[i])]
    return drop(made, gone)


def shouted(made: Window, rng: random.Random) -> Window:
    """One or more sentences in capitals."""
    return _per_sentence(made, rng, 0.5, str.upper)


def whispered(made: Window, rng: random.Random) -> Window:
    """Everything in lower case."""
    return replace(made, forms=[f.lower() for f in made.forms])


def titled(made: Window, rng: random.Random) -> Window:
    """Sentences with Every Word Capitalised, as headlines have it."""
    return _per_sentence(made, rng, 0.4, lambda f: f[:1].upper() + f[1:])


def _per_sentence(made: Window, rng: random.Random, share: float, change: Callable[[str], str]) -> Window:
    forms, on = list(made.forms), False
    for i, form in enumerate(forms):
        if made.starts[i]:
            on = rng.random() < share
        if on:
            forms[i] = change(form)
    return replace(made, forms=forms)


def curly(made: Window, rng: random.Random) -> Window:
    """Typographic quotes and apostrophes."""
    forms, opened = list(made.forms), False
    for i, form in enumerate(forms):
        if form in ('"', "``", "''"):
            opened = not opened
            forms[i] = "“" if opened else "”"
        elif "'" in form:
            forms[i] = form.replace("'", "’")
    return replace(made, forms=forms)


def without_quotes(made: Window, rng: random.Random) -> Window:
    """Quotation marks gone."""
    return drop(made, [i for i, f in enumerate(made.forms) if f in ('"', "“", "”", "``", "''")])


def bulleted(made: Window, rng: random.Random) -> Window:
    """A bullet before some sentences, on a line of its own. Only where no coded claim would have to move."""
    if made.claims or made.cut or made.upos is None or made.heads is None:
        return made
    bullet = rng.choice(BULLETS)
    at = [i for i in np.flatnonzero(made.starts).tolist() if rng.random() < 0.4]
    for i in reversed(at):
        made = _insert(made, i, bullet)
    return made


def _insert(made: Window, at: int, bullet: str) -> Window:
    assert made.heads is not None and made.upos and made.xpos and made.deps
    heads = np.where(made.heads >= at, made.heads + 1, made.heads)
    ends = np.flatnonzero(made.starts[at + 1 :])
    end = at + 1 + int(ends[0]) if len(ends) else len(made.forms)
    roots = [i for i in range(at, end) if made.heads[i] == i]

    def put(column: list[T], value: T) -> list[T]:
        return [*column[:at], value, *column[at:]]

    starts = np.insert(made.starts, at, 1)
    starts[at + 1] = 0
    breaks = put(made.breaks, True)
    breaks[at + 1] = False
    return Window(
        put(made.forms, bullet), breaks, starts, np.insert(made.names, at, 0, axis=0), put(made.upos, "PUNCT"), put(made.xpos, "NFP"),
        np.insert(heads, at, roots[0] + 1 if roots else IGNORE), put(made.deps, "punct"),
    )  # fmt: skip


def unbroken(made: Window, rng: random.Random) -> Window:
    """Line breaks gone."""
    return replace(made, breaks=[False] * len(made.breaks))


class Renamer:
    """Swaps the words of some labelled names for names from other parts of the world (`training/data/renames.yml`)."""

    def __init__(self, path: Path) -> None:
        self._lists: dict[str, list[str]] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)

    def __call__(self, made: Window, rng: random.Random) -> Window:
        forms = list(made.forms)
        chosen: dict[tuple[str, str], str] = {}  # a name stays one throughout
        for kind in ("person", "place"):
            for a, b in spans(made.names[:, SPAN_TYPES.index(kind)]):
                whole = all(forms[i][:1].isupper() and forms[i].isalpha() for i in range(a, b))
                if whole and b - a <= 3 and (kind == "person" or b - a == 1) and rng.random() < 0.6:
                    for i in range(a, b):
                        pool = "place" if kind == "place" else "given" if i == a and b - a > 1 else "family"
                        forms[i] = chosen.setdefault((pool, forms[i]), rng.choice(self._lists[pool]))
        return replace(made, forms=forms)


def kinds(renames: Path) -> tuple[tuple[float, Noise], ...]:
    """Each noise with the share of windows that gets it."""
    return (
        (0.10, Renamer(renames)), (0.14, without_commas), (0.04, without_stops), (0.04, shouted), (0.03, whispered), (0.03, titled),
        (0.10, curly), (0.04, without_quotes), (0.04, bulleted), (0.25, unbroken),
    )  # fmt: skip


def apply(made: Window, noises: Sequence[tuple[float, Noise]], rng: random.Random) -> Window:
    for share, noise in noises:
        if rng.random() < share:
            made = noise(made, rng)
    return made
