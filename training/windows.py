"""Windows: the runs of sentences that the encoder reads at once, as arrays, and the batches made of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import numpy as np
from tokenizers import BertWordPieceTokenizer

from training.documents import EVENT_TYPES, IGNORE, ROLES, Document, MarkedClaim, Sentence
from training.labels import MAX_PIECES, Labels
from warmonitor.lang.shapes import shape

T = TypeVar("T")
MOST_SPANS = 20
"""Claims, and spans to be told apart by type, that a window teaches at a time."""


class Pieces:
    """Wordpieces of single words; a word's pieces never depend on its neighbours."""

    def __init__(self, vocab: Path) -> None:
        self._tokenizer = BertWordPieceTokenizer(str(vocab), lowercase=True)
        self.cls, self.sep, self.unk = (self._tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]", "[UNK]"))
        self.of: Callable[[str], list[int]] = lru_cache(maxsize=200_000)(self._of)

    def _of(self, word: str) -> list[int]:
        return self._tokenizer.encode(word, add_special_tokens=False).ids[:MAX_PIECES] or [self.unk]


@dataclass(slots=True)
class Window:
    """Words with all that is known of them. Heads are window indices or IGNORE; claims keep only those that lie wholly inside."""

    forms: list[str]
    breaks: list[bool]
    starts: np.ndarray
    names: np.ndarray
    upos: list[str] | None = None
    xpos: list[str] | None = None
    heads: np.ndarray | None = None
    deps: list[str] | None = None
    claims: list[MarkedClaim] | None = None
    cut: list[tuple[int, int]] = field(default_factory=list)
    """Words of claims that the window's edge cuts through: no claim loss there."""


def window(document: Document, first: int, last: int) -> Window:
    """The sentences `first` to `last` (exclusive) of a document as one window."""
    sentences = document.sentences[first:last]
    before = sum(len(s.forms) for s in document.sentences[:first])
    forms = [f for s in sentences for f in s.forms]
    made = Window(
        forms=forms,
        breaks=[b for s in sentences for b in s.breaks],
        starts=np.array([int(i == 0) for s in sentences for i in range(len(s.forms))], np.int64),
        names=np.concatenate([s.names for s in sentences]),
    )
    if all(s.syntax for s in sentences):
        _add_syntax(made, sentences)
    if document.claims is not None:
        _add_claims(made, document.claims, before)
    return made


def _add_syntax(made: Window, sentences: Sequence[Sentence]) -> None:
    made.upos, made.xpos, made.deps, heads = [], [], [], []
    offset = 0
    for sentence in sentences:
        syntax = sentence.syntax
        assert syntax is not None
        made.upos += syntax.upos
        made.xpos += syntax.xpos
        made.deps += syntax.deps
        heads += [h + offset for h in syntax.heads]
        offset += len(sentence.forms)
    made.heads = np.array(heads, np.int64)


def _add_claims(made: Window, claims: list[MarkedClaim], before: int) -> None:
    n = len(made.forms)
    made.claims = []
    for claim in claims:
        a, b = claim.words[0] - before, claim.words[1] - before
        if a >= 0 and b <= n:
            roles = {
                role: [(x - before, y - before) for x, y in spans if x >= before and y - before <= n]
                for role, spans in claim.roles.items()
            }
            made.claims.append(MarkedClaim((a, b), claim.type, claim.stance, roles))
        elif a < n and b > 0:
            made.cut.append((max(a, 0), min(b, n)))


def pack(document: Document, pieces: Pieces, size: int, rng: random.Random | None) -> Iterator[Window]:
    """Cut a document into windows of up to `size` wordpieces, sentences whole; with `rng` the first window is shorter by chance."""
    limit = rng.randint(size // 4, size) if rng else size
    first, used = 0, 0
    for i, sentence in enumerate(document.sentences):
        need = sum(len(pieces.of(f)) for f in sentence.forms)
        if used and used + need > limit:
            yield window(document, first, i)
            first, used, limit = i, 0, size
        used += need
    if first < len(document.sentences):
        yield window(document, first, len(document.sentences))


def features(forms: Sequence[str], breaks: Sequence[bool], pieces: Pieces, longest: int = 510) -> dict[str, np.ndarray]:
    """The model's inputs for one window, without a batch dimension. Words past `longest` wordpieces share the last place."""
    ids, first, last = [pieces.cls], [], []
    for form in forms:
        word = pieces.of(form)
        if len(ids) + len(word) > longest:
            word = []
        first.append(min(len(ids), longest - 1))
        ids += word
        last.append(max(len(ids) - 1, 1))
    ids.append(pieces.sep)
    return {
        "input_ids": np.array(ids, np.int64),
        "word_first": np.minimum(np.array(first), len(ids) - 1),
        "word_last": np.array(last),
        "shape": np.array([shape(f, after_break=b) for f, b in zip(forms, breaks, strict=True)]),
        "word_mask": np.ones(len(forms), np.int64),
    }


def targets(made: Window, labels: Labels) -> dict[str, np.ndarray]:
    """The labels of one window as arrays; what is unknown is IGNORE."""
    n = len(made.forms)
    unknown = np.full(n, IGNORE, np.int64)
    found: dict[str, np.ndarray] = dict.fromkeys(("upos", "xpos", "head", "dep", "sent_start"), unknown)
    if made.heads is not None and made.upos and made.xpos and made.deps:
        found["upos"] = np.array([labels.upos.get(u, IGNORE) for u in made.upos])
        found["xpos"] = np.array([labels.xpos.get(x, IGNORE) for x in made.xpos])
        found["head"] = made.heads
        found["dep"] = np.array([labels.deps.get(d, IGNORE) for d in made.deps])
        found["sent_start"] = made.starts
    found["names"] = made.names.astype(np.int64)
    found["claims"] = claim_targets(made)
    return found


def claim_targets(made: Window) -> np.ndarray:
    """[words, 2 × types]: 1 where a claim of the type begins (first half) and where one is (second half), float32."""
    n, types = len(made.forms), len(EVENT_TYPES)
    if made.claims is None:
        return np.full((n, 2 * types), IGNORE, np.float32)
    found = np.zeros((n, 2 * types), np.float32)
    for a, b in made.cut:
        found[a:b] = IGNORE
    for claim in made.claims:
        found[claim.words[0], claim.type] = 1
        found[claim.words[0] : claim.words[1], types + claim.type] = 1
    return found


def role_targets(claim: MarkedClaim, n: int) -> np.ndarray:
    """[words, roles] of 0, 1, 2 (O, B, I) or IGNORE for a role that could not be found in the text."""
    found = np.zeros((n, len(ROLES)), np.int64)
    for r, role in enumerate(ROLES):
        if role not in claim.roles:
            found[:, r] = IGNORE
        for a, b in claim.roles.get(role, ()):
            found[a:b, r] = 2
            found[a, r] = 1
    return found


def collate(windows: Sequence[Window], labels: Labels, pieces: Pieces, rng: random.Random) -> dict[str, np.ndarray]:
    """One padded batch: inputs, labels, the claims of all its windows (`claim_window` says whose), and spans to be told apart by type."""
    rows = [features(w.forms, w.breaks, pieces) | targets(w, labels) for w in windows]
    batch = {key: _pad([r[key] for r in rows], IGNORE if key in _LABELS else 0) for key in rows[0]}
    batch["attention_mask"] = _pad([np.ones(len(r["input_ids"]), np.int64) for r in rows], 0)
    width = batch["word_mask"].shape[1]
    claims = [(i, c) for i, w in enumerate(windows) for c in some(w.claims or [], rng)]
    batch["claim_window"] = np.array([i for i, _ in claims], np.int64)
    batch["claim_type"] = np.array([c.type for _, c in claims], np.int64)
    batch["stance"] = np.array([c.stance for _, c in claims], np.int64)
    batch["claim_mask"] = np.zeros((len(claims), width), np.int64)
    batch["roles"] = np.full((len(claims), width, len(ROLES)), IGNORE, np.int64)
    for k, (i, claim) in enumerate(claims):
        batch["claim_mask"][k, claim.words[0] : claim.words[1]] = 1
        n = len(windows[i].forms)
        batch["roles"][k, :n] = role_targets(claim, n)
    spans = [(i, s) for i, w in enumerate(windows) for s in some(list(typed_spans(w, rng)), rng)]
    batch["span_window"] = np.array([i for i, _ in spans], np.int64)
    batch["span_type"] = np.array([kind for _, (_, _, kind) in spans], np.int64)
    batch["span_mask"] = np.zeros((len(spans), width), np.int64)
    for k, (_, (a, b, _)) in enumerate(spans):
        batch["span_mask"][k, a:b] = 1
    return batch


def some(spans: list[T], rng: random.Random) -> list[T]:
    """So many of a window's spans as do not cost more than its encoding."""
    return spans if len(spans) <= MOST_SPANS else rng.sample(spans, MOST_SPANS)


def typed_spans(made: Window, rng: random.Random) -> Iterator[tuple[int, int, int]]:
    """(start, end, type) of each claim with its ends moved a little, and of as many spans and two more that claim nothing (type 17)."""
    if made.claims is None:
        return
    for claim in made.claims:
        a, b = max(0, claim.words[0] + rng.randint(-2, 3)), min(len(made.forms), claim.words[1] + rng.randint(-3, 2))
        a, b = (a, b) if b - a > 2 else claim.words
        yield a, b, claim.type
    taken = [c.words for c in made.claims] + made.cut
    for _ in range(len(made.claims) + 2):
        a = rng.randrange(len(made.forms))
        b = min(a + rng.randint(4, 24), len(made.forms))
        if b - a > 2 and all(min(b, y) - max(a, x) < 0.4 * min(b - a, y - x) for x, y in taken):
            yield a, b, len(EVENT_TYPES)


_LABELS = frozenset(("upos", "xpos", "head", "dep", "sent_start", "names", "claims"))


def _pad(arrays: Sequence[np.ndarray], value: int) -> np.ndarray:
    width = max(len(a) for a in arrays)
    out = np.full((len(arrays), width, *arrays[0].shape[1:]), value, arrays[0].dtype)
    for row, array in zip(out, arrays, strict=True):
        row[: len(array)] = array
    return out
