"""Phrases that may fill a role of a claim: every name, and every noun with what describes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from warmonitor.lang.doc import Doc, Entity
from warmonitor.read.lexicon import words_of
from warmonitor.read.phrases import Range, trim
from warmonitor.read.written import as_written, names_side

from .naming import lost_apostrophe

role_words = partial(words_of, "roles")
SIDE = "side"
"""The label of a word that stands for a side's or a speaker's name."""
_NAMES = ("person", "org", "place", "norp")
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "SYM"})
HYPHENS = ("-", "–")
_NO_PART = frozenset({"VERB", "ADP", "CCONJ", "PRON", "ADV", "SCONJ", "AUX", "DET"})
_PARTING = frozenset('"“(,.:;—')
_LEFT = frozenset({"compound", "amod", "flat", "nmod:poss", "goeswith", "punct", "nmod", "obl:unmarked", "dep"})


_Names = dict[int, tuple[str, Range]]
"""Of words in names, the label and the words of the name."""


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A candidate: its words, its head, what kind of name it is ("" for none), and its telling words in lower case."""

    words: Range
    head: int
    label: str
    key: frozenset[str]


def phrases_of(doc: Doc) -> list[Phrase]:
    """The phrases of a document in text order."""
    found: dict[Range, Phrase] = {}
    taken: _Names = {}
    days: set[int] = set()
    lists = "," not in doc.text  # its commas are lost, so a name may be a list of several
    for entity in _entities(doc):
        words = trim(doc, entity.start, entity.end)
        if entity.label != "person" and _feast(doc, words):
            days.update(range(*words))
        elif entity.label in _NAMES:
            taken.update(dict.fromkeys(range(*words), (entity.label, words)))
            found[words] = Phrase(words, head_of(doc, words), entity.label, _key(doc, words))
    for word in range(len(doc)):
        if names_side(doc, word):
            taken[word] = SIDE, (word, word + 1)
            found[word, word + 1] = Phrase((word, word + 1), word, SIDE, _key(doc, (word, word + 1)))
    for head, upos in enumerate(doc.upos):
        if not (upos in _NOMINAL or (upos == "PRON" and doc.lemmas[head] not in role_words("pronouns"))):
            continue
        if (
            _article(doc, head)
            or _hyphened_on(doc, head)
            or (upos in ("NUM", "ADJ", "SYM") and not _stands_alone(doc, head))
        ):
            continue
        core = _core(doc, head, taken)
        for words in {core, _with_of(doc, head, core, taken)}:
            if words not in found and days.isdisjoint(range(*words)) and (lists or not _inside_a_name(words, taken)):
                found[words] = Phrase(words, head, taken[head][0] if head in taken else "", _key(doc, words))
    return sorted(found.values(), key=lambda p: p.words)


def _entities(doc: Doc) -> Iterator[Entity]:
    """The entities; the part of a place that is told by a bearing and the place are one: "Eastern | Tal Asmar"."""
    part: Entity | None = None
    for entity in doc.ents:
        if part is not None:
            one = entity.label == "place" and entity.start == part.end
            yield from (Entity(part.start, entity.end, "place"),) if one else (part, entity)
            part = None
        elif entity.label == "place" and doc.quote(entity.start, entity.end).lower() in role_words("bearings"):
            part = entity
        else:
            yield entity
    if part is not None:
        yield part


def _feast(doc: Doc, words: Range) -> bool:
    """Whether what was taken for a name tells a day ("Eid al-Fitr") and nothing else, as "Ramadan Street" does."""
    told = {doc.words[w].lower() for w in range(*words)} - role_words("articles") - set(HYPHENS)
    return bool(told) and told <= role_words("feasts")


def _stands_alone(doc: Doc, word: int) -> bool:
    """Whether a number or adjective is used as a noun ("nine | were hurt"), or describes an event by its side ("US-led strikes")."""
    return doc.deps[word] not in ("nummod", "det", "advmod", "root")


def head_of(doc: Doc, words: Range) -> int:
    """The word of a phrase on which its others hang."""
    return next((w for w in range(*words) if not words[0] <= doc.heads[w] < words[1] or doc.heads[w] == w), words[0])


def _core(doc: Doc, head: int, taken: _Names) -> Range:
    """The head with the describing words before it and the rest of a flat name after it."""
    start = end = head
    while start > 0 and _describes(doc, start - 1, start, head) and not _two_places(doc, taken, start - 1):
        start -= 1
    while end + 1 < len(doc) and _goes_on(doc, end + 1, head, taken) and not _two_places(doc, taken, end):
        end += 1
    if end + 2 < len(doc) and _hyphened_on(doc, end + 2):
        end += 2
    while start < head and (doc.upos[start] in ("DET", "PUNCT", "NUM", "ADP", "CCONJ") or doc.deps[start] == "det"):
        if _age(doc, start):
            break
        start += 1
    if start > 1 and _article(doc, start - 2):
        start -= 2
    return trim(doc, start, end + 1)


def _age(doc: Doc, word: int) -> bool:
    """Whether a number opens a word for an age: "a | 12-year-old | boy"."""
    return doc.upos[word] == "NUM" and doc.touches(word + 1) and doc.words[word + 1] in HYPHENS


def _goes_on(doc: Doc, word: int, head: int, taken: _Names) -> bool:
    """Whether a word behind a phrase belongs to its name."""
    flat = doc.heads[word] == head and doc.deps[word] in ("flat", "compound", "goeswith")
    named = word in taken and taken.get(word - 1) == taken[word] and doc.sent_of[word] == doc.sent_of[word - 1]
    return flat or named


def _two_places(doc: Doc, taken: _Names, word: int) -> bool:
    """Whether a word and the next name two places, one after the other in a list that has lost its commas."""
    names = taken.get(word), taken.get(word + 1)
    both = names[0] != names[1] and all(name and name[0] == "place" for name in names)
    return both and "," not in doc.text


def _inside_a_name(words: Range, taken: _Names) -> bool:
    """Whether words are a part of a name, and not all of it."""
    _, name = taken.get(words[0], ("", words))
    return name[0] <= words[0] and words[1] <= name[1] and words != name


def _hyphened_on(doc: Doc, word: int) -> bool:
    """Whether a word is the rest of a name that a hyphen cuts: "Tu- | 22M3", but not "al- | Arbaeen"."""
    hyphened = doc.touches(word) and doc.words[word - 1] in HYPHENS and doc.touches(word - 1)
    return hyphened and doc.words[word][0].isdigit() and not doc.words[word - 2][0].isdigit()


def _article(doc: Doc, word: int) -> bool:
    """Whether a word is the article of an Arabic name, to which a hyphen ties it ("al-Arbaeen")."""
    hyphen = word + 2 < len(doc) and doc.words[word + 1] in HYPHENS and doc.starts[word + 2] - doc.ends[word] == 1
    return hyphen and doc.words[word].lower() in role_words("articles")


def _describes(doc: Doc, word: int, next_word: int, head: int) -> bool:
    """Whether a word belongs to the phrase of `head` that begins at `next_word`."""
    if doc.sent_of[word] != doc.sent_of[head]:
        return False
    glued = doc.touches(next_word)
    if doc.upos[word] in _NO_PART and not glued:
        return False
    if doc.upos[word] == "PUNCT":
        return glued and doc.words[word] not in _PARTING
    above = doc.heads[word]
    return next_word <= above <= head and (doc.deps[word] in _LEFT or glued)


def _with_of(doc: Doc, head: int, core: Range, taken: _Names) -> Range:
    """The core with the phrase that "of" hangs on it ("members of the tribe", "outskirts of Tal Asmar")."""
    start, end = core
    for child in doc.children[head]:
        if child >= end and doc.deps[child] == "nmod" and end < len(doc) and doc.words[end].lower() == "of":
            inner = _core(doc, child, taken)
            if inner[1] > end and inner[0] - end <= 3:
                return start, inner[1]
    return start, end


def _key(doc: Doc, words: Range) -> frozenset[str]:
    content = (w for w in range(*words) if doc.upos[w] not in ("DET", "ADP", "PUNCT", "PART"))
    told = {word.strip("'’")[: -1 if lost_apostrophe(doc, w) else None] for w in content for word in as_written(doc, w)}
    return frozenset(told - role_words("generic")) or frozenset(told)


def same(a: Phrase, b: Phrase) -> bool:
    """Whether two phrases name the same: the telling words of one contain the other's."""
    return same_key(a.key, b.key)


def same_key(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a) and bool(b) and (a <= b or b <= a)
