"""Trees for reports that have none, by a parser that has learnt nothing but syntax and names.

Without them nothing holds the parser to its syntax on war reports, where only claims and names are labelled: a model trained so called
a third of all "people" there pronouns, though its figures on treebanks were good.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from training.documents import Document, Sentence, Syntax
from warmonitor.lang.doc import Doc


def add(documents: Sequence[Document], docs: Iterable[Doc]) -> None:
    """Give each document the sentences and trees of its text as a parser sees it, in place. ValueError where a text has other words than its document."""
    for document, doc in zip(documents, docs, strict=True):
        document.sentences = _sentences(document, doc)


def _sentences(document: Document, doc: Doc) -> list[Sentence]:
    old = document.sentences
    forms = [f for s in old for f in s.forms]
    if forms != list(doc.words):
        raise ValueError(f"{document.id}: the text has other words than the document")
    breaks = [b for s in old for b in s.breaks]
    names = np.concatenate([s.names for s in old]) if old else np.zeros((0, 0), np.int8)
    return [
        Sentence(
            forms[a:b],
            names[a:b],
            Syntax(
                list(doc.upos[a:b]),
                list(doc.xpos[a:b]),
                list(doc.lemmas[a:b]),
                [h - a for h in doc.heads[a:b]],
                list(doc.deps[a:b]),
            ),
            breaks[a:b],
        )
        for a, b in doc.sents
    ]
