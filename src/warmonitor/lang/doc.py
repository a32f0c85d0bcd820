"""The annotated document that every later stage reads: tokens, sentences, a dependency tree a sentence, named entities, scores.

A light stand-in for `spacy.tokens.Doc` (importing spaCy takes two seconds, more than a whole run of ours may); `lang.spacy_bridge` turns one
into the other. Tests build documents by hand with `Doc.of`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity: words `start` to `end` (exclusive); labels: person, org, norp, place, date, number, weapon, event."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Doc:
    """A text cut into words (UD tokens) and sentences, with one Universal Dependencies tree a sentence.

    All tuples have one entry a word. `starts`/`ends` are character offsets; `heads` word indices, a root pointing to itself; `deps` UD
    relations with the subtypes the model keeps (nsubj:pass …), the root's is `root`; `sents` word ranges that cover the text.
    `ents` share no words; `nested` are the names within or across them, of other kinds: the country in "the Syrian army".
    `mentions` are unnamed people, groups and places ("he", "residents", "the camp"; labels person, group, place) where the pipeline finds such.
    `claim_scores` is float32 [words, 17, 2]: the probability that a word lies in / begins a claim of each event type, None where the
    pipeline has no such head. `vectors` is float32 [words, H], windows: word ranges that were encoded together.
    """

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lemmas: tuple[str, ...] = ()
    upos: tuple[str, ...] = ()
    xpos: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    deps: tuple[str, ...] = ()
    sents: tuple[tuple[int, int], ...] = ()
    ents: tuple[Entity, ...] = ()
    nested: tuple[Entity, ...] = ()
    mentions: tuple[Entity, ...] = ()
    claim_scores: np.ndarray | None = field(default=None, repr=False, compare=False)
    vectors: np.ndarray | None = field(default=None, repr=False, compare=False)
    windows: tuple[tuple[int, int], ...] = field(default=(), repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Of each word its dependents, left to right."""
        found: list[list[int]] = [[] for _ in self.words]
        for i, head in enumerate(self.heads):
            if head != i:
                found[head].append(i)
        return tuple(tuple(c) for c in found)

    @cached_property
    def sent_of(self) -> tuple[int, ...]:
        """Of each word, the number of its sentence."""
        return tuple(n for n, (a, b) in enumerate(self.sents) for _ in range(a, b))

    def subtree(self, i: int) -> list[int]:
        """Word `i` and all its descendants, in text order."""
        found, stack = [], [i]
        while stack:
            word = stack.pop()
            found.append(word)
            stack.extend(self.children[word])
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above word `i`, nearest first."""
        while self.heads[i] != i:
            i = self.heads[i]
            yield i

    def chars(self, start: int, end: int) -> tuple[int, int]:
        """Character offsets of words `start` to `end` (exclusive)."""
        return self.starts[start], self.ends[end - 1]

    def quote(self, start: int, end: int) -> str:
        """The text of words `start` to `end` (exclusive), as written."""
        a, b = self.chars(start, end)
        return self.text[a:b]

    def touches(self, i: int) -> bool:
        """Whether nothing stands between word `i` and the word before it, not even a blank: "-" in "Al-Bab", "'s" in "Homs's"."""
        return i > 0 and self.starts[i] == self.ends[i - 1]

    def words_in(self, start: int, end: int) -> tuple[int, int]:
        """The word range that the characters `start` to `end` touch; empty (i, i) where they touch none."""
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end)
        return first, max(first, last)

    @classmethod
    def of(
        cls,
        words: Sequence[str],
        *,
        text: str | None = None,
        lemmas: Sequence[str] | None = None,
        upos: Sequence[str] | None = None,
        xpos: Sequence[str] | None = None,
        heads: Sequence[int] | None = None,
        deps: Sequence[str] | None = None,
        sents: Sequence[tuple[int, int]] | None = None,
        ents: Sequence[tuple[int, int, str]] = (),
    ) -> Doc:
        """A document built by hand; without `text` the words are joined by blanks. ValueError where a word is not in the text."""
        text = " ".join(words) if text is None else text
        starts, ends, at = [], [], 0
        for word in words:
            at = text.find(word, at)
            if at < 0:
                raise ValueError(f"{word!r} does not stand in the text")
            starts.append(at)
            at += len(word)
            ends.append(at)
        n = len(words)
        return cls(
            text=text,
            words=tuple(words),
            starts=tuple(starts),
            ends=tuple(ends),
            lemmas=tuple(lemmas or (w.lower() for w in words)),
            upos=tuple(upos or ("X",) * n),
            xpos=tuple(xpos or ("XX",) * n),
            heads=tuple(heads or ([0] * n)),
            deps=tuple(deps or (["root"] + ["dep"] * (n - 1) if n else [])),
            sents=tuple(sents or (((0, n),) if n else ())),
            ents=tuple(Entity(*e) for e in ents),
        )
