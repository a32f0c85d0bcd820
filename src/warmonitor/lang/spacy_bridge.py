"""Our `Doc` as spaCy's and spaCy's as ours, so that any spaCy English pipeline with a parser can take the place of our own parser and names."""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from warmonitor.lang.doc import Doc, Entity
from warmonitor.lang.pipeline import Parts, Pipeline, read_parts, shipped
from warmonitor.lang.schemes import CLEAR_ONLY, to_ud
from warmonitor.lang.tokenize import Tokens
from warmonitor.model.errors import UserError

if TYPE_CHECKING:
    import spacy
    import spacy.tokens

OURS = {
    "PERSON": "person", "PER": "person", "NORP": "norp", "ORG": "org", "GPE": "place", "LOC": "place", "FAC": "place", "DATE": "date", "TIME": "date",
    "CARDINAL": "number", "QUANTITY": "number", "PERCENT": "number", "MONEY": "number", "WEAPON": "weapon", "EVENT": "event",
}  # fmt: skip
"""spaCy's names of entity types (OntoNotes, and those of CoNLL 2003) in ours; others are left out."""
SPACYS = {
    "person": "PERSON", "norp": "NORP", "org": "ORG", "place": "GPE", "date": "DATE", "number": "CARDINAL", "weapon": "WEAPON", "event": "EVENT",
}  # fmt: skip
"""Our names of entity types in spaCy's. A place is GPE whether or not it has a government."""
NESTED = "nested"
"""Under this key of `spans` stand the names that share words with those of `ents`, which may not overlap in spaCy."""
KEPT = "warmonitor.doc"
"""Under this key of `user_data` the `spacy.tokens.Doc` keeps our own, with the scores of claims."""


@cache
def _spacy() -> Any:
    try:
        import spacy
    except ImportError:
        raise UserError(
            "spaCy is not installed: install warmonitor[spacy], or use parse() and pipe(), which need none"
        ) from None
    return spacy


@cache
def _vocab() -> Any:
    return _spacy().blank("en").vocab


def to_spacy(doc: Doc) -> spacy.tokens.Doc:
    """The document for spaCy's tools; its text is ours, so that blanks beyond one between words are tokens there, as spaCy has it.

    UserError where spaCy is not installed.
    """
    tokens, place = _with_blanks(doc)
    words = [w for w, _ in tokens]
    made: spacy.tokens.Doc = _spacy().tokens.Doc(
        _vocab(), words=words, spaces=[s for _, s in tokens], **_annotations(doc, words, place)
    )
    made.spans[NESTED] = [
        _spacy().tokens.Span(made, place[e.start], place[e.end - 1] + 1, label=_spacys(e.label)) for e in doc.nested
    ]
    made.user_data[KEPT] = doc
    return made


def _annotations(doc: Doc, words: Sequence[str], place: Sequence[int]) -> dict[str, list[Any]]:
    """Syntax and names of spaCy's tokens `words` as its constructor takes them; `place` has the token of each of our words, the others are blanks."""
    n = len(words)
    blank: dict[str, list[Any]] = {"pos": ["SPACE"] * n, "tags": ["_SP"] * n, "lemmas": list(words), "ents": ["O"] * n}
    if not place:
        return blank | {"heads": list(range(n)), "deps": ["ROOT"] * n} if n else {}
    first = place[0]  # blanks hang on the token before, at the beginning of a text on the first word
    columns = blank | {"heads": [first] * first + list(range(first - 1, n - 1)), "deps": ["dep"] * n}
    for i, token in enumerate(place):
        columns["heads"][token] = place[doc.heads[i]]
        columns["deps"][token] = "ROOT" if doc.deps[i] == "root" else doc.deps[i]
        columns["pos"][token], columns["tags"][token] = doc.upos[i], doc.xpos[i]
        columns["lemmas"][token] = doc.lemmas[i]
    for entity in doc.ents:
        a, b = place[entity.start], place[entity.end - 1] + 1
        label = _spacys(entity.label)
        columns["ents"][a:b] = [f"B-{label}", *[f"I-{label}"] * (b - a - 1)]
    return columns


def _spacys(label: str) -> str:
    return SPACYS.get(label, label.upper())


def _with_blanks(doc: Doc) -> tuple[list[tuple[str, bool]], list[int]]:
    """(tokens with whether a blank follows, of each word its token): a word, and what stands between words beyond one blank."""
    tokens: list[tuple[str, bool]] = []
    place: list[int] = []
    at = 0
    for start, end in [*zip(doc.starts, doc.ends, strict=True), (len(doc.text), len(doc.text))]:
        gap = doc.text[at:start]
        if gap.startswith(" ") and tokens:
            tokens[-1] = (tokens[-1][0], True)
            gap = gap[1:]
        if gap:
            tokens.append((gap, False))
        if end > start:
            place.append(len(tokens))
            tokens.append((doc.text[start:end], False))
        at = end
    return tokens, place


def from_spacy(made: spacy.tokens.Doc, *, clear: bool | None = None) -> Doc:
    """Our document from a parsed one: UD relations, blanks left out. Without scores of claims.

    `clear`: the parser follows CLEAR, not UD; None: tell from the relations. ValueError where the document was not parsed.
    """
    if not made.has_annotation("DEP"):
        raise ValueError("the spaCy document has not been parsed")
    tokens = [t for t in made if not t.is_space]
    number = {t.i: k for k, t in enumerate(tokens)}
    clear = not CLEAR_ONLY.isdisjoint(t.dep_ for t in tokens) if clear is None else clear
    lemmas = [t.lemma_ or t.lower_ for t in tokens]
    upos = [t.pos_ or "X" for t in tokens]
    sents, heads, deps = [], [], []
    for sent in made.sents:
        inside = [number[t.i] for t in sent if t.i in number]
        if not inside:
            continue
        a, b = inside[0], inside[-1] + 1
        above = [_head(tokens[k], number) - a for k in range(a, b)]
        some_heads, some_deps = to_ud(above, [tokens[k].dep_ for k in range(a, b)], upos[a:b], lemmas[a:b], clear=clear)
        sents.append((a, b))
        heads += [h + a for h in some_heads]
        deps += some_deps
    return Doc(
        text=made.text,
        words=tuple(t.text for t in tokens),
        starts=tuple(t.idx for t in tokens),
        ends=tuple(t.idx + len(t.text) for t in tokens),
        lemmas=tuple(lemmas),
        upos=tuple(upos),
        xpos=tuple(t.tag_ or "XX" for t in tokens),
        heads=tuple(heads),
        deps=tuple(deps),
        sents=tuple(sents),
        ents=tuple(_entities(made, number)),
    )


def _head(token: spacy.tokens.Token, number: dict[int, int]) -> int:
    """The number of the nearest word above, blanks passed over; its own for a root, or where only blanks stand above."""
    above = token.head
    while above.i not in number and above.head.i != above.i:
        above = above.head
    return number.get(above.i, number[token.i])


def _entities(made: spacy.tokens.Doc, number: dict[int, int]) -> Iterator[Entity]:
    for span in made.ents:
        label = OURS.get(span.label_, span.label_.lower() if span.label_.lower() in SPACYS else None)
        inside = [number[t.i] for t in span if t.i in number]
        if label and inside:
            yield Entity(inside[0], inside[-1] + 1, label)


_AT_ONCE = 64
"""spaCy takes so many texts at once."""


class SpacyPipeline(Pipeline):
    """A spaCy pipeline's words, sentences, syntax and names, with our encoder's scores of claims and roles on the same words."""

    def __init__(self, nlp: spacy.language.Language, parts: Parts, name: str) -> None:
        super().__init__(parts, name)
        self._nlp = nlp
        self.version = f"{nlp.meta.get('name', name)}-{nlp.meta.get('version', '0')}+{self.version}"
        labels = getattr(nlp.get_pipe("parser"), "labels", ()) if nlp.has_pipe("parser") else ()
        self._clear = not CLEAR_ONLY.isdisjoint(labels) if labels else None
        self._names = any(nlp.has_pipe(p) for p in ("ner", "entity_ruler", "span_ruler"))

    def pipe(self, texts: Iterable[str], batch_size: int = 256) -> Iterator[Doc]:
        """As our own: documents in the order of their texts."""
        parsed = (from_spacy(m, clear=self._clear) for m in self._nlp.pipe(texts, batch_size=min(batch_size, _AT_ONCE)))
        return self._scored(parsed, batch_size)

    def pipe_tokens(self, texts: Iterable[tuple[str, Tokens]], batch_size: int = 256) -> Iterator[Doc]:
        """As our own: spaCy parses the words that are given."""
        return self._scored(self._of_words(texts, min(batch_size, _AT_ONCE)), batch_size)

    def _of_words(self, texts: Iterable[tuple[str, Tokens]], batch_size: int) -> Iterator[Doc]:
        waiting: deque[tuple[str, Tokens]] = deque()

        def docs() -> Iterator[spacy.tokens.Doc]:
            for text, tokens in texts:
                waiting.append((text, tokens))
                yield _spacy().tokens.Doc(self._nlp.vocab, words=tokens.words)

        for made in self._nlp.pipe(docs(), batch_size=batch_size):
            text, tokens = waiting.popleft()
            doc = from_spacy(made, clear=self._clear)
            if len(doc) != len(tokens.words):
                raise UserError(
                    f"the spaCy pipeline {self.name!r} cuts words anew, which reading cannot follow; take one without merging components, or en"
                )
            yield dataclasses.replace(doc, text=text, starts=tuple(tokens.starts), ends=tuple(tokens.ends))

    def _scored(self, parsed: Iterable[Doc], batch_size: int) -> Iterator[Doc]:
        """The documents with our encoder's scores of their words."""
        waiting: deque[Doc] = deque()

        def words() -> Iterator[tuple[str, Tokens]]:
            for doc in parsed:
                waiting.append(doc)
                yield doc.text, Tokens(list(doc.words), list(doc.starts), list(doc.ends))

        for ours in super().pipe_tokens(words(), batch_size):
            theirs = waiting.popleft()
            yield dataclasses.replace(
                theirs,
                ents=theirs.ents if self._names else ours.ents,
                mentions=ours.mentions,
                claim_scores=ours.claim_scores,
                vectors=ours.vectors,
                windows=ours.windows,
            )


def load_spacy(name: str) -> SpacyPipeline:
    """A spaCy pipeline by its package's name or its folder. UserError where spaCy or the pipeline is missing, or it has no parser."""
    try:
        nlp = _spacy().load(name)
    except OSError as error:
        raise UserError(
            f"no language model {name!r}: neither a folder of ours nor an installed spaCy pipeline; python -m spacy download {name}, or use en"
        ) from error
    if not nlp.has_pipe("parser"):
        raise UserError(f"the spaCy pipeline {name!r} has no parser, which reading needs; use one that has, or en")
    return SpacyPipeline(nlp, read_parts(shipped("en")), name)
