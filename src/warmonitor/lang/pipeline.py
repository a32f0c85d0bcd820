"""The English pipeline: texts to `Doc`s by one pass of one encoder on ONNX Runtime, and its loading.

Texts are taken in chunks of some thousand words, so that windows of like length from several texts share a batch; the cost in Python is a few array
operations a batch and a few list items a word.
"""

from __future__ import annotations

import json
import os
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from warmonitor.lang import decode
from warmonitor.lang.doc import Doc, Entity
from warmonitor.lang.encode import OUTPUTS, Encoder, Scores, Session
from warmonitor.lang.lemmas import lemmatizer
from warmonitor.lang.tokenize import Tokens, tokenize
from warmonitor.lang.wordpiece import WordTable
from warmonitor.model.errors import UserError
from warmonitor.model.events import EventType

if TYPE_CHECKING:
    import spacy.tokens

FILES = ("model.onnx", "roles.onnx", "labels.json", "vocab.txt")
"""What lies in the folder of a model."""
ROLE_OUTPUTS = {"roles": 4, "stance": 2, "types": 2}
"""What the second graph gives, each with the number of its dimensions."""
ROLE_INPUTS = ("vectors", "claim_mask", "type", "asked")
CHUNK_WORDS = 6_000
"""Texts are put together until they have so many words; a longer text is a chunk of its own."""
VECTORS_UP_TO = 50_000
"""A text of more words keeps no vectors in its document; roles are then read from its words again."""
_CLAIMS_AT_ONCE = 32
_BATCHES_AT_ONCE = 4
"""On a machine with many processors, for each takes 100 MB."""


@dataclass(frozen=True, slots=True)
class RoleScores:
    """Semantic roles of one claim, as the model scores them: who plays which part.

    `probs` float32 [b - a, roles, 3]: the probabilities of outside, begin and inside for the words a to b of `window`, roles in the order of
    `Pipeline.role_names`; `stance` float32 [4], in the order of `Pipeline.stances`.
    """

    window: tuple[int, int]
    probs: np.ndarray
    stance: np.ndarray

    def of_words(self, role: int, words: int) -> np.ndarray:
        """float32 [words]: how likely each word of a document so long is in a role, 0 outside the window."""
        found = np.zeros(words, np.float32)
        found[slice(*self.window)] = 1.0 - self.probs[:, role, 0]
        return found


class Parts(NamedTuple):
    """What lies in a model's folder, ready to use: `model.onnx`, `roles.onnx`, `vocab.txt`, `labels.json`."""

    session: Session
    roles: Session
    table: WordTable
    labels: dict[str, Any]


class Pipeline:
    """Made by `load`. `name` and `version` go into the record of every reading that was made with it."""

    def __init__(self, parts: Parts, name: str = "en") -> None:
        labels = parts.labels
        self.name = name
        self.version = str(labels["version"])
        self.role_names: tuple[str, ...] = tuple(labels["roles"])
        self.stances: tuple[str, ...] = tuple(labels["stances"])
        self._roles, self._labels = parts.roles, labels
        self._events = [EventType(e) for e in labels["events"]]
        self._lemmas = lemmatizer()
        self.encoder = Encoder(
            session=parts.session,
            table=parts.table,
            size=int(labels.get("max_pieces", 160)),
            prior=float(labels.get("start_prior", 0.0)),
            threads=min(cores(), _BATCHES_AT_ONCE),
        )

    def __call__(self, text: str) -> spacy.tokens.Doc:
        """The text as a `spacy.tokens.Doc`. UserError where spaCy is not installed."""
        from warmonitor.lang.spacy_bridge import to_spacy

        return to_spacy(self.parse(text))

    def parse(self, text: str) -> Doc:
        """The text as our own `Doc`, which needs no spaCy."""
        return next(self.pipe((text,)))

    def pipe(self, texts: Iterable[str], batch_size: int = 256) -> Iterator[Doc]:
        """Documents in the order of their texts. Reads at most `batch_size` texts and about `CHUNK_WORDS` words ahead."""
        return self.pipe_tokens(((text, tokenize(text)) for text in texts), batch_size)

    def pipe_tokens(self, texts: Iterable[tuple[str, Tokens]], batch_size: int = 256) -> Iterator[Doc]:
        """The same for texts that were cut into words already."""
        waiting: list[tuple[str, Tokens]] = []
        words = 0
        for text, tokens in texts:
            waiting.append((text, tokens))
            words += len(tokens.words)
            if words >= CHUNK_WORDS or len(waiting) >= batch_size:
                yield from self._docs(waiting)
                waiting, words = [], 0
        yield from self._docs(waiting)

    def roles(self, doc: Doc, claims: Sequence[tuple[Sequence[int], EventType]]) -> list[RoleScores]:
        """Semantic role labelling: who plays which role in claims, each given by the numbers of its words and its type.

        Roles are looked for in the window of the claim's first word.

        ValueError where the document comes from elsewhere, or a claim has no words.
        """
        kinds = [self._events.index(kind) for _, kind in claims]
        found: dict[int, RoleScores] = {}
        for window, some, fed in self._claims(doc, [words for words, _ in claims], kinds):
            everything = np.arange(window[1] - window[0])
            fed["asked"] = np.repeat(everything[None], len(some), 0)
            roles, stance = map(decode.softmax, self._roles.run(("roles", "stance"), fed))
            found |= {k: RoleScores(window, roles[row], stance[row]) for row, k in enumerate(some)}
        return [found[k] for k in range(len(claims))]

    def types(self, doc: Doc, claims: Sequence[Sequence[int]]) -> np.ndarray:
        """Event types of whole claims, each given by its words' numbers: probabilities float32 [claims, 18], in the types' order; the last: no claim.

        A second opinion to the tagging of single words in `Doc.claim_scores`. ValueError as for `roles`.
        """
        found = np.zeros((len(claims), len(self._events) + 1), np.float32)
        for _, some, fed in self._claims(doc, claims, [len(self._events)] * len(claims)):
            fed["asked"] = _own_words(fed["claim_mask"])
            found[some] = decode.softmax(self._roles.run(("types",), fed)[0])
        return found

    def _claims(
        self, doc: Doc, claims: Sequence[Sequence[int]], kinds: Sequence[int]
    ) -> Iterator[tuple[tuple[int, int], list[int], dict[str, np.ndarray]]]:
        """(a window, the numbers of some claims in it, the role graph's inputs for them but for the words that it is asked about)."""
        if claims and not doc.windows:
            raise ValueError("roles need the windows that a pipeline notes in its documents")
        last = [b for _, b in doc.windows]
        within: dict[int, list[int]] = {}
        for k, words in enumerate(claims):
            within.setdefault(bisect_right(last, min(words)), []).append(k)
        for number, all_of_it in within.items():
            a, b = window = doc.windows[number]
            vectors = self._vectors(doc, a, b)[None]
            for at in range(0, len(all_of_it), _CLAIMS_AT_ONCE):
                some = all_of_it[at : at + _CLAIMS_AT_ONCE]
                claim_mask = np.zeros((len(some), b - a), np.int64)
                for row, k in enumerate(some):
                    claim_mask[row, [w - a for w in claims[k] if w < b]] = 1
                yield (
                    window,
                    some,
                    {
                        "vectors": vectors,
                        "claim_mask": claim_mask,
                        "type": np.array([kinds[k] for k in some], np.int64),
                    },
                )

    def _vectors(self, doc: Doc, a: int, b: int) -> np.ndarray:
        """float32 [b - a, H]: those kept in the document, else read again (for a very long text)."""
        if doc.vectors is not None:
            return doc.vectors[a:b]
        tokens = Tokens(list(doc.words[a:b]), list(doc.starts[a:b]), list(doc.ends[a:b]))
        again = self.encoder([(doc.text, tokens)])
        assert again.vectors is not None
        return again.vectors

    def _docs(self, texts: list[tuple[str, Tokens]]) -> Iterator[Doc]:
        if not any(tokens.words for _, tokens in texts):
            yield from (
                Doc(text, (), (), (), claim_scores=np.zeros((0, len(EventType), 2), np.float32)) for text, _ in texts
            )
            return
        few = all(len(tokens.words) <= VECTORS_UP_TO for _, tokens in texts)
        scores = self.encoder(texts, vectors=few)
        columns = self._columns(scores, [w for _, tokens in texts for w in tokens.words])
        first = 0
        for text, tokens in texts:
            yield columns.doc(text, tokens, first)
            first += len(tokens.words)

    def _columns(self, scores: Scores, words: list[str]) -> _Columns:
        labels = self._labels
        mentions = [label.removesuffix(" mention") for label in labels["mentions"]]
        upos = _named(labels["upos"], scores.upos)
        ents = decode.entities(scores.names, scores.starts, labels["names"])
        claims = decode.sigmoid(scores.claims).reshape(len(words), 2, -1)[:, ::-1]  # the graph says begins, then in
        return _Columns(
            upos=upos,
            xpos=_named(labels["xpos"], scores.xpos),
            lemmas=self._lemmas.of(words, upos),
            deps=decode.relations(scores.dep, scores.head, scores.changed, upos, labels["deps"]),
            heads=scores.head,
            starts=np.append(np.flatnonzero(scores.starts), len(words)),
            windows=np.array([a for a, _ in scores.windows] + [len(words)]),
            ents=ents,
            nested=decode.nested(scores.nested, scores.starts, labels["names"], ents),
            mentions=decode.entities(scores.mentions, scores.starts, mentions),
            claims=np.ascontiguousarray(claims.transpose(0, 2, 1)),
            vectors=scores.vectors,
        )


@dataclass(slots=True)
class _Columns:
    """What `Doc` has, over all texts of a chunk. `starts` and `windows` are first words, int64, and the number of words behind the last."""

    upos: list[str]
    xpos: list[str]
    lemmas: Sequence[str]
    deps: list[str]
    heads: np.ndarray
    starts: np.ndarray
    windows: np.ndarray
    ents: list[Entity]
    nested: list[Entity]
    mentions: list[Entity]
    claims: np.ndarray
    vectors: np.ndarray | None

    def doc(self, text: str, tokens: Tokens, a: int) -> Doc:
        """The text whose words stand at `a`."""
        b = a + len(tokens.words)
        return Doc(
            text=text,
            words=tuple(tokens.words),
            starts=tuple(tokens.starts),
            ends=tuple(tokens.ends),
            lemmas=tuple(self.lemmas[a:b]),
            upos=tuple(self.upos[a:b]),
            xpos=tuple(self.xpos[a:b]),
            heads=tuple((self.heads[a:b] - a).tolist()),
            deps=tuple(self.deps[a:b]),
            sents=_ranges(self.starts, a, b),
            ents=_between(self.ents, a, b),
            nested=_between(self.nested, a, b),
            mentions=_between(self.mentions, a, b),
            claim_scores=self.claims[a:b].copy(),
            vectors=None if self.vectors is None else self.vectors[a:b].copy(),
            windows=_ranges(self.windows, a, b),
        )


def _own_words(claim_mask: np.ndarray) -> np.ndarray:
    """The numbers of each claim's words, int64 [claims, most words], -1 where a claim has fewer; `claim_mask` 0 or 1, [claims, words]."""
    order = np.argsort(-claim_mask, axis=1, kind="stable")[:, : int(claim_mask.sum(1).max())]
    return np.where(np.take_along_axis(claim_mask, order, 1) > 0, order, -1)


def _between(spans: Sequence[Entity], a: int, b: int) -> tuple[Entity, ...]:
    """The spans that begin at words a to b, with their words counted from a. `spans` are in order."""
    first, last = (bisect_left(spans, word, key=lambda e: e.start) for word in (a, b))
    return tuple(Entity(e.start - a, e.end - a, e.label) for e in spans[first:last])


def _ranges(starts: np.ndarray, a: int, b: int) -> tuple[tuple[int, int], ...]:
    first, last = np.searchsorted(starts, (a, b))
    edges = (starts[first : last + 1] - a).tolist()
    return tuple(pairwise(edges))


def _named(names: Sequence[str], numbers: np.ndarray) -> list[str]:
    return [names[i] for i in numbers.tolist()]


@lru_cache(maxsize=4)
def load(name: str = "en") -> Pipeline:
    """The pipeline of this name: "en", the shipped one; a folder with the same files; or any spaCy pipeline's name. Loaded once.

    UserError where there is none, or where a spaCy pipeline is asked for and spaCy is missing.
    """
    if name == "en":
        return Pipeline(read_parts(shipped(name)), name)
    if (Path(name) / "model.onnx").exists():
        return Pipeline(read_parts(Path(name)), name)
    from warmonitor.lang.spacy_bridge import load_spacy

    return load_spacy(name)


def shipped(name: str) -> Path:
    """The folder of a model in the wheel. UserError where its files are missing."""
    folder = Path(str(resources.files(__package__).joinpath(name)))
    if not (folder / "model.onnx").exists():
        raise UserError(f"the model {name!r} is missing from {folder}: install the wheel, or train it (docs/model.md)")
    return folder


def read_parts(folder: Path) -> Parts:
    """Load the model in a folder. UserError where a file is missing, or where another version of us has exported it."""
    for file in FILES:
        if not (folder / file).is_file():
            raise UserError(f"{folder}: no {file}; the folder of a model has {', '.join(FILES)}")
    labels = json.loads((folder / "labels.json").read_text("utf-8"))
    table = WordTable.read(folder / "vocab.txt", int(labels["max_word_pieces"]))
    roles = _session(folder / "roles.onnx", ROLE_OUTPUTS, ROLE_INPUTS)
    return Parts(_session(folder / "model.onnx", OUTPUTS), roles, table, labels)


def _session(path: Path, outputs: Mapping[str, int], inputs: Sequence[str] = ()) -> Session:
    """A graph. UserError where it lacks one of the `inputs`, or one of the `outputs` with so many dimensions."""
    import onnxruntime as ort

    options = ort.SessionOptions()
    # One thread a run: batches, and a report read beside the next one parsed, share out processors with less waiting than single steps of a graph do.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    given = {output.name: len(output.shape) for output in session.get_outputs()}
    takes = {i.name for i in session.get_inputs()}
    other = [f"gives no such {name}" for name, dimensions in outputs.items() if given.get(name) != dimensions]
    other += [f"takes no {name}" for name in inputs if name not in takes]
    if other:
        raise UserError(
            f"{path}: another version of warmonitor exported it, it {', '.join(other)}; export it again (training/README.md)"
        )
    made: Session = session
    return made


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
