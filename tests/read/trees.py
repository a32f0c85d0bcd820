"""Documents written down as trees, so that tests need no model."""

from __future__ import annotations

from dataclasses import replace

from warmonitor.lang.doc import Doc


def tree(*sentences: str, text: str | None = None, ents: tuple[tuple[int, int, str], ...] = ()) -> Doc:
    """A document of sentences, each word written `form/lemma/UPOS/head/dep` (head: 1-based within the sentence, 0 the root).

    `lemma` may be empty (the lower-cased form) and `UPOS` may carry an XPOS after a bar (`VERB|VBN`); `Daesh~fighters` is written “Daesh” and
    read as “fighters” (`read/veil.py`).
    """
    words: list[str] = []
    shown: list[str] = []
    lemmas, upos, xpos, heads, deps, sents = [], [], [], [], [], []
    for sentence in sentences:
        base = len(words)
        for n, item in enumerate(sentence.split()):
            form, lemma, pos, head, dep = item.split("/")
            tag, _, fine = pos.partition("|")
            written, _, veiled = form.partition("~")
            words.append(written)
            shown.append(veiled or written)
            lemmas.append(lemma or shown[-1].lower())
            upos.append(tag)
            xpos.append(fine or "XX")
            heads.append(base + (int(head) - 1 if int(head) else n))
            deps.append(dep)
        sents.append((base, len(words)))
    doc = Doc.of(words, text=text, lemmas=lemmas, upos=upos, xpos=xpos, heads=heads, deps=deps, sents=sents, ents=ents)
    return replace(doc, words=tuple(shown))
