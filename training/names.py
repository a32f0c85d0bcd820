"""Data with labelled names: re3d, WNUT-17 and our own sentences; and the lists that our noise swaps names from."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from training.conllu import is_title
from training.documents import (
    BEGIN,
    IGNORE,
    INSIDE,
    NAME_TYPES,
    OUTSIDE,
    SPAN_TYPES,
    Document,
    Range,
    Sentence,
    paint,
    unknown_names,
)
from warmonitor.evaluate import files
from warmonitor.lang.tokenize import Tokens, tokenize

RE3D_TYPES = {
    "Person": "person", "Organisation": "org", "Nationality": "norp", "Location": "place", "Temporal": "date", "Quantity": "number",
    "Weapon": "weapon", "MilitaryPlatform": "weapon",
}  # fmt: skip
WNUT_TYPES = {"person": "person", "location": "place", "group": "org", "corporation": "org"}
MENTIONS = {"person": "person mention", "org": "group mention", "place": "place mention"}
PRONOUNS = frozenset("i we he she they you it our us them his their its my".split())
ARTICLES = frozenset(("the", "a", "an"))
_STOP = re.compile(r"[.!?]+")


def split_text(text: str, tokens: Tokens | None = None) -> tuple[list[Sentence], list[Range]]:
    """A text as unlabelled sentences, cut by a simple rule (a full stop before a capital, a line break), and its words' offsets."""
    forms, starts, ends = tokens or tokenize(text)
    spans = list(zip(starts, ends, strict=True))
    breaks = ["\n" in text[(spans[i - 1][1] if i else 0) : a] for i, (a, _) in enumerate(spans)]
    cuts = [0]
    for i in range(1, len(forms)):
        opens = forms[i][:1].isupper() or not forms[i][0].isalnum()
        if breaks[i] or (_STOP.fullmatch(forms[i - 1]) and opens and forms[i] not in "”\"’'),"):
            cuts.append(i)
    ends = [*cuts[1:], len(forms)]
    return [
        Sentence(forms[a:b], unknown_names(b - a), None, breaks[a:b]) for a, b in zip(cuts, ends, strict=True) if b > a
    ], spans


def words_of(spans: list[Range], start: int, end: int) -> Range | None:
    """The words that the characters `start` to `end` touch."""
    inside = [i for i, (a, b) in enumerate(spans) if a < end and b > start]
    return (inside[0], inside[-1] + 1) if inside else None


def fill(sentences: list[Sentence], labels: np.ndarray) -> None:
    """Hand labels of a whole text, int8 [words, types], to its sentences."""
    at = 0
    for sentence in sentences:
        sentence.names = labels[at : at + len(sentence.forms)].copy()
        at += len(sentence.forms)


def re3d(path: Path) -> list[Document]:
    """re3d's documents. Its pronouns and bare descriptions ("we", "the city") are mentions to us, not names."""
    documents = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            sentences, spans = split_text(row["text"])
            forms = [row["text"][a:b] for a, b in spans]
            labels = np.full((len(forms), len(SPAN_TYPES)), OUTSIDE, np.int8)
            labels[:, SPAN_TYPES.index("event")] = IGNORE
            for start, end, kind in sorted(row["entities"], key=lambda e: e[0] - e[1]):
                words = words_of(spans, start, end)
                if kind in RE3D_TYPES and words and not _cuts_words(spans, words, start, end):
                    _mark(labels, RE3D_TYPES[kind], words, forms)
            fill(sentences, labels)
            documents.append(Document("re3d-" + row["id"], sentences))
    return documents


def _cuts_words(spans: list[Range], words: Range, start: int, end: int) -> bool:
    return spans[words[0]][0] < start - 1 or spans[words[1] - 1][1] > end + 1


def _mark(labels: np.ndarray, kind: str, words: Range, forms: list[str]) -> None:
    start, end = words
    while start < end - 1 and forms[start].lower() in ARTICLES:
        start += 1
    if kind in MENTIONS and _describes(forms[start:end], personal=kind == "person"):
        if not (labels[start:end, SPAN_TYPES.index(MENTIONS[kind])] > OUTSIDE).any():
            paint(labels, MENTIONS[kind], start, end)
        return
    column = SPAN_TYPES.index(kind)
    if kind == "person":
        name = personal_name(forms, start, end)
        labels[start:end, column][labels[start:end, column] == OUTSIDE] = IGNORE
        if name is None:
            return
        start, end = name
    if not (labels[start:end, column] > OUTSIDE).any():
        paint(labels, kind, start, end)


def _describes(words: list[str], *, personal: bool) -> bool:
    """Pronouns, bare descriptions ("the camp") and, of people, offices without a name."""
    if len(words) == 1 and words[0].lower() in PRONOUNS:
        return True
    return not any(w[:1].isupper() and not (personal and is_title(w)) for w in words)


def personal_name(forms: list[str], start: int, end: int) -> Range | None:
    """The name at the end of "Gen. Omar Idris"; None where there is only an office, or one whose end could belong to the name ("of Trade Omar")."""
    first = end
    while first > start and forms[first - 1][:1].isupper() and not is_title(forms[first - 1]):
        first -= 1
    offices = ("of", "for", "the")
    return (first, end) if first < end and not (first > start and forms[first - 1].lower() in offices) else None


def wnut(path: Path) -> list[Document]:
    """WNUT-17 posts, ten to a document; only persons, places and groups are told."""
    sentences: list[Sentence] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows: list[list[str]] = []
        for line in [*lines, "\n"]:
            if line.strip():
                rows.append(line.rstrip("\n").split("\t"))
            elif rows:
                sentences.append(_wnut_sentence([r[0] for r in rows], [r[1] for r in rows]))
                rows = []
    return [Document(f"wnut-{i}", sentences[i : i + 10]) for i in range(0, len(sentences), 10)]


def _wnut_sentence(forms: list[str], tags: list[str]) -> Sentence:
    labels = unknown_names(len(forms))
    for kind in ("person", "org", "place"):
        labels[:, SPAN_TYPES.index(kind)] = OUTSIDE
    for i, tag in enumerate(tags):
        position, _, source = tag.partition("-")
        if source in WNUT_TYPES:
            labels[i, SPAN_TYPES.index(WNUT_TYPES[source])] = BEGIN if position == "B" else INSIDE
        elif source:
            labels[i, SPAN_TYPES.index("org")] = IGNORE
    return Sentence(forms, labels, None, [True] + [False] * (len(forms) - 1))


def own(path: Path) -> list[Document]:
    """Our own sentences with all types labelled: {"tokens": [...], "spans": [[start, end, type], ...]} a line, eight to a document."""
    sentences = []
    for row in files.rows(path, "tokens", "spans"):
        labels = unknown_names(len(row["tokens"]))
        labels[:, : len(NAME_TYPES)] = OUTSIDE
        for start, end, kind in row["spans"]:
            paint(labels, kind, start, end)
        sentences.append(Sentence(row["tokens"], labels, None, [True] + [False] * (len(labels) - 1)))
    return [Document(f"own-{i}", sentences[i : i + 8]) for i in range(0, len(sentences), 8)]


def spans(labels: np.ndarray) -> Iterable[Range]:
    """Names in one type's labels, int [words]."""
    start = None
    for i, label in enumerate([*labels.tolist(), OUTSIDE]):
        if start is not None and label != INSIDE:
            yield start, i
            start = None
        if label == BEGIN:
            start = i
