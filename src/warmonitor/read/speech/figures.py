"""Speech frames of figures that tell whose they are: "By | the Red Crescent's | count nine died", "| OCHA's | figure stood at 4,300", "at least 510 dead (| WHO |)"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from warmonitor.ground.countries import country
from warmonitor.lang.doc import Doc
from warmonitor.read.lexicon import names_of, words_of
from warmonitor.read.phrases import Range, child, clause_of, marker, noun_phrase

from .frame import Frame
from .wordorder import head_of, is_speaker_noun, plausible

BRACKETED, OWNED = "in brackets", "figure:"
FARTHEST = 60
"""Words before a bracket that may be all its source tells."""
_words = partial(words_of, "attribution")


def of_figures(doc: Doc) -> Iterator[Frame]:
    """The frames of owned figures, then those of sources in brackets."""
    yield from _owned(doc)
    yield from _bracketed(doc)


def _owned(doc: Doc) -> Iterator[Frame]:
    """Whose count something is: the owner of a noun of counting speaks, in its clause or in what hangs on the noun."""
    for noun, lemma in enumerate(doc.lemmas):
        if lemma not in _words("tallies") or doc.upos[noun] != "NOUN":
            continue
        owner = next((c for c in doc.children[noun] if _owns(doc, c) and plausible(doc, noun_phrase(doc, c)) > 1), None)
        said = _counted(doc, noun) if owner is not None else frozenset()
        if owner is not None and said:
            said -= frozenset((*doc.subtree(owner), noun))
            yield Frame((owner,), (noun, noun + 1), said, f"{OWNED}{lemma}")


def _owns(doc: Doc, word: int) -> bool:
    return doc.deps[word] == "nmod:poss" or (doc.deps[word] == "nmod" and marker(doc, word) in _words("whose"))


def _counted(doc: Doc, noun: int) -> frozenset[int]:
    """What a figure tells: what hangs on it, if that holds a number; else the clause behind it where it stands at one, or that it stands "by"."""
    own = frozenset(doc.subtree(noun))
    if any(doc.upos[w] == "NUM" for w in own):
        return frozenset(w for w in own if w > noun)  # "the front, by the army's estimate | 180 strong |, holds Dor"
    clause = clause_of(doc, noun)
    around = frozenset(w for w in doc.subtree(clause) if doc.sent_of[w] == doc.sent_of[noun])
    verb = child(doc, doc.heads[noun], "cop") or doc.heads[noun]
    stands = doc.deps[noun] == "nsubj" and doc.lemmas[verb] in _words("standing")
    return around - own if stands or marker(doc, noun) in _words("by") else frozenset()


def _bracketed(doc: Doc) -> Iterator[Frame]:
    """Whose figure a sentence tells by a name in brackets behind it, which is no other form of the name before it."""
    first = 0
    for at in range(1, len(doc) - 2):
        if doc.words[at] != "(":
            continue
        close = next((w for w in range(at + 1, min(len(doc), at + 8)) if doc.words[w] == ")"), None)
        if close is None:
            continue
        start = max(first, doc.sents[doc.sent_of[at]][0], at - FARTHEST)
        start = max((w + 1 for w in range(start, at) if doc.words[w] == ";"), default=start)
        name = _name(doc, at + 1, close)
        if name and any(doc.upos[w] == "NUM" for w in range(start, at)) and not _renames(doc, at, name):
            head = head_of(doc, name)
            yield Frame((head,), (at, at + 1), frozenset(range(start, at)), BRACKETED, phrases=((head, name),))
            first = close + 1


def _name(doc: Doc, start: int, end: int) -> Range | None:
    """The words of a bracket that name who counts: all, or up to a comma, behind "source:"; a country only tells where."""
    colon = next(
        (w + 1 for w in range(start, end) if doc.words[w] == ":" and doc.words[w - 1].lower() in _words("labels")),
        start,
    )
    stop = next((w for w in range(colon, end) if doc.words[w] in (",", ";")), end)
    if colon >= stop:
        return None
    written = doc.quote(colon, stop)
    known = written.lower() in names_of("speakers") or colon > start
    acronym = written.isupper() and written.isalpha() and len(written) > 1
    acronym = acronym and written.lower() not in names_of("parties") and country(written) is None
    return (colon, stop) if known or acronym else None


def _renames(doc: Doc, at: int, name: Range) -> bool:
    """Whether what stands in brackets is the name before them in another form: "the Revolutionary United Front (RUF)", "the refugee agency (UNHCR)"."""
    before = at - 1
    place = any(e.label == "place" and e.start <= before < e.end for e in doc.ents)
    capitals = "".join(w[0] for w in doc.quote(max(0, at - 12), at).split() if w[:1].isupper())
    if capitals.endswith(doc.quote(*name).upper()):
        return True
    return is_speaker_noun(doc, before) or (doc.words[before][:1].isupper() and not place)
