"""References back to a place: "the town" taken to the place that the report has called a town ("the town of Asmar", "Asmar town")."""

from __future__ import annotations

from collections.abc import Iterator

from warmonitor.ground.countries import country
from warmonitor.lang.doc import Doc
from warmonitor.read.written import has_article

from .features import Phrases, Setting
from .naming import named
from .nominals import Phrase, head_of, role_words

LONGEST = 4
"""Words before a name that its phrase may begin with."""


def takes_up(doc: Doc, phrase: Phrase, kinds: str = "grounds") -> bool:
    """Whether a phrase takes up a place that was named before, by a word of the list `kinds`: "the northern city", and not "the north of the city"."""
    kind = doc.lemmas[phrase.head] in role_words(kinds) and doc.xpos[phrase.head] == "NN"
    bare = phrase.words[1] == phrase.head + 1 and not any(doc.words[w][:1].isupper() for w in range(*phrase.words))
    return kind and bare and _taken_up(doc, phrase.words[0])


def _taken_up(doc: Doc, word: int) -> bool:
    return has_article(doc, word) or (word > 0 and doc.words[word - 1].lower() in role_words("taking_up"))


def meant(phrases: Phrases, setting: Setting) -> Phrase | None:
    """The place that the words of a claim take up by what it is; None where they take up none, or two."""
    doc = phrases.doc
    told = [p for p in phrases.beginning(*setting.words) if takes_up(doc, p) and not _told_apart(phrases, p)]
    vague = role_words("vague_grounds")
    found = {p.words: p for p in (_last(phrases, t) for t in told if doc.lemmas[t.head] not in vague) if p}
    return next(iter(found.values())) if len(found) == 1 else None


def _told_apart(phrases: Phrases, phrase: Phrase) -> bool:
    """Whether a name behind the word tells which one it is: "the town of | Asmar"."""
    longer = phrases.beginning(phrase.words[0], phrase.words[0] + 1)
    return any(p.words[1] > phrase.words[1] and p.head == phrase.head for p in longer)


def _last(phrases: Phrases, told: Phrase) -> Phrase | None:
    """The place that the report has last called so before a description; a town the only one that its paragraph names before it, where none is called so there."""
    doc, at = phrases.doc, told.words[0]
    begin = doc.words_in(doc.text.rfind("\n", 0, doc.starts[at]) + 1, doc.ends[at])[0]
    called = next(_called(phrases, doc.lemmas[told.head], at), None)
    if (called is not None and called.words[0] >= begin) or doc.lemmas[told.head] not in role_words("towns"):
        return called
    named_here = {p.key: p for p in _towns(phrases, begin, at)}
    return next(iter(named_here.values())) if len(named_here) == 1 else called


def _towns(phrases: Phrases, begin: int, end: int) -> Iterator[Phrase]:
    """The names among some words that may be a town's: no country's or site's, and none with another noun for what it is ("Dor | district |")."""
    doc = phrases.doc
    for phrase in phrases.beginning(begin, end):
        if phrase.words[1] > end or phrase.label != "place" or country(named(doc, phrase.words)) is not None:
            continue
        told, last = _what_it_is(doc, phrase), doc.quote(*phrase.words).rpartition(" ")[2].lower()
        if last in role_words("sites"):
            continue  # "Independence Square"
        if told is None or doc.lemmas[told] not in role_words("grounds") - role_words("towns"):
            yield phrase


def _called(phrases: Phrases, kind: str, before: int) -> Iterator[Phrase]:
    """The places that the report calls a town (`kind`) before a word, the last first; a town by its name alone, all else with what it is."""
    doc = phrases.doc
    for phrase in reversed(phrases.beginning(0, before)):
        inside = phrase.words[1] <= before and phrase.label == "place" and country(named(doc, phrase.words)) is None
        told = _what_it_is(doc, phrase) if inside else None
        if told is not None and doc.lemmas[told] == kind:
            yield phrase if kind in role_words("towns") else _with(phrases, phrase, told)


def _what_it_is(doc: Doc, phrase: Phrase) -> int | None:
    """The noun that says what a named place is: "| Asmar | town", "the town of | Asmar |"; None where "of" tells where another name is ("Dor district of | Asmar |")."""
    start, end = phrase.words
    head = head_of(doc, phrase.words)
    if doc.lemmas[head] in role_words("grounds"):
        return head
    if doc.heads[head] == end and end < len(doc):
        return end
    of = start > 1 and doc.words[start - 1].lower() == "of"
    return start - 2 if of and not (start > 2 and doc.words[start - 3][:1].isupper()) else None


def _with(phrases: Phrases, phrase: Phrase, noun: int) -> Phrase:
    """The shortest phrase that holds a name and the noun that says what it is."""
    first, last = min(phrase.words[0], noun), max(phrase.words[1], noun + 1)
    around = (p for p in phrases.beginning(first - LONGEST, first + 1) if p.words[1] >= last)
    return min(around, key=lambda p: p.words[1] - p.words[0], default=phrase)
