"""Noun phrases and clauses of a parsed sentence."""

from __future__ import annotations

from collections.abc import Iterable

from warmonitor.lang.doc import Doc

from .written import has_article

Range = tuple[int, int]  # words start (inclusive) to end (exclusive)

# What is left out of a noun phrase when it is quoted as a name: clauses, asides and punctuation that hang on its head.
_ASIDES = {
    "acl",
    "acl:relcl",
    "parataxis",
    "punct",
    "appos",
    "advcl",
    "dep",
    "list",
    "discourse",
    "orphan",
    "cc",
    "conj",
    "nsubj",
    "ccomp",
}
CLAUSES = {"root", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "parataxis", "conj", "csubj"}


def within(word: int, words: Range) -> bool:
    """Whether a word is one of a range."""
    return words[0] <= word < words[1]


def noun_phrase(doc: Doc, head: int, *, keep: Iterable[str] = ()) -> Range:
    """The unbroken words around `head` that name it, without its leading preposition, asides, clauses and coordination.

    `keep` names relations that stay in although they are asides (say, `appos`).
    """
    drop = _ASIDES - set(keep)
    inside = {head}
    stack = [head]
    while stack:
        word = stack.pop()
        for child in doc.children[word]:
            if doc.deps[child] in drop and not _joins_name(doc, child):
                continue
            if word == head and doc.deps[child] in ("case", "mark", "cop", "aux"):
                continue
            inside.add(child)
            stack.append(child)
    start = end = head
    while (start - 1 in inside or _inner_punct(doc, start - 1, inside)) and not has_article(doc, start):
        start -= 1
    while end + 1 in inside or _inner_punct(doc, end + 1, inside):
        end += 1
    return trim(doc, start, end + 1)


def _joins_name(doc: Doc, word: int) -> bool:
    """Hyphens and apostrophes inside names ("al-Numan") belong to them though they are punctuation; a dash between blanks does not ("Dor – …")."""
    return doc.deps[word] == "punct" and doc.words[word] in {"-", "’", "'", "–", "/"} and not stands_free(doc, word)


def stands_free(doc: Doc, word: int) -> bool:
    """Whether there are blanks on both sides of a word, as around a dash that parts what stands beside it."""
    return 0 < word < len(doc) - 1 and doc.ends[word - 1] < doc.starts[word] and doc.ends[word] < doc.starts[word + 1]


def _inner_punct(doc: Doc, word: int, inside: set[int]) -> bool:
    return (
        0 < word < len(doc) - 1
        and word - 1 in inside
        and word + 1 in inside
        and doc.words[word] in {"-", ".", "’", "'", "“", '"', "/"}
        and not (doc.words[word] in {"-", "/"} and stands_free(doc, word))
    )


def trim(doc: Doc, start: int, end: int) -> Range:
    """The range without punctuation at its ends, and without a possessive 's at its end; never empty."""
    while end - start > 1 and (doc.upos[end - 1] == "PUNCT" or doc.words[end - 1].lower() in {"'s", "’s"}):
        end -= 1
    while end - start > 1 and doc.upos[start] == "PUNCT":
        start += 1
    return start, end


_DATELINE = 14
"""So many words at most has a dateline."""


def past_dateline(doc: Doc, words: Range) -> Range:
    """The words without the dateline that a quote opens with: "DOR, May 3 (Lakes Wire) - | Troops took …"."""
    start, end = words
    opens = start == 0 or "\n" in doc.text[doc.ends[start - 1] : doc.starts[start]]
    dash = next((w for w in range(start, min(end, start + _DATELINE)) if doc.words[w] in _DASHES), None)
    if not opens or dash is None or dash + 1 >= end or not stands_free(doc, dash):
        return words
    place = doc.words[start].isupper() and len(doc.words[start]) > 2
    told = (place or doc.words[dash - 1] == ")") and not any(w[:1].islower() for w in doc.words[start:dash])
    return (dash + 1, end) if told else words


_DASHES = {"-", "--", "–", "—"}


def coordinated(doc: Doc, head: int) -> list[int]:
    """`head` and the heads of the phrases coordinated with it, in text order."""
    return [head, *(c for c in doc.children[head] if doc.deps[c] == "conj")]


def covering(words: Iterable[int]) -> Range | None:
    """The smallest range over `words`; None where there are none."""
    found = list(words)
    return (min(found), max(found) + 1) if found else None


def clause_of(doc: Doc, word: int) -> int:
    """The head of the clause that `word` stands in."""
    while doc.deps[word] not in CLAUSES and doc.heads[word] != word:
        word = doc.heads[word]
    return word


def clause_between_marks(doc: Doc, words: Range, head: int) -> Range:
    """The part of `words` between semicolons that holds `head`: what stands behind one is a clause of its own ("…; the army denied it")."""
    start, end = words
    marks = [w for w in range(start, end) if doc.words[w] == ";"]
    first = max((w + 1 for w in marks if w < head), default=start)
    last = min((w for w in marks if w > head), default=end)
    return (first, last) if first <= head < last else words


def between_marks(doc: Doc, words: Range) -> list[Range]:
    """`words` cut at its semicolons, which are left out."""
    marks = [w for w in range(*words) if doc.words[w] == ";"]
    bounds = [words[0], *(b for w in marks for b in (w, w + 1)), words[1]]
    return [(a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=True) if a < b]


def marker(doc: Doc, word: int) -> str:
    """The preposition or conjunction of a word, in lower case; empty where it has none."""
    return next((doc.words[c].lower() for c in doc.children[word] if doc.deps[c] in ("case", "mark")), "")


def child(doc: Doc, head: int, *deps: str) -> int | None:
    """The first word that hangs on `head` by one of the relations."""
    return next((c for c in doc.children[head] if doc.deps[c] in deps), None)


_SHARING = ("conj", "xcomp", "advcl")
"""Relations by which a verb has the subject of the verb above it."""


def subject(doc: Doc, verb: int) -> tuple[int, bool] | None:
    """The subject of a verb, its own or one that it shares, and whether it suffers what the verb tells."""
    for _ in range(3):
        active, passive = child(doc, verb, "nsubj", "nsubj:outer"), child(doc, verb, "nsubj:pass")
        found = active if active is not None else passive
        if found is not None:
            return found, active is None
        if doc.deps[verb] not in _SHARING:
            return None
        verb = doc.heads[verb]
    return None
