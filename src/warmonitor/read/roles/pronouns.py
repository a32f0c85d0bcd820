"""Who “it” and “they” are that did something: the subject told last that can be meant and can act.

After the nearer part of Hobbs (1978), "Resolving pronoun references", Lingua 44: subjects of the clauses above first, then those that stand before in the
sentence, then those of the sentences before, their main clauses' first.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from warmonitor.ground.calendar.clause import is_speech
from warmonitor.ground.countries import country
from warmonitor.lang.doc import Doc
from warmonitor.model import EventType
from warmonitor.read.lexicon import words_of
from warmonitor.read.phrases import child, coordinated, subject
from warmonitor.read.written import as_written

from .features import Phrases, Setting
from .naming import named
from .nominals import SIDE, Phrase, role_words
from .participants import UNDERGOING

NEAR = 2
"""Sentences back in which the subject must stand."""


def doer_taken_up(phrases: Phrases, setting: Setting) -> Phrase | None:
    """Who did what a claim tells with a pronoun for its subject: "The army denies it. | It | shelled the town"; None where that is nobody who acts."""
    doc, verb = phrases.doc, setting.event
    if doc.upos[verb] != "VERB" or is_speech(doc, verb) or setting.type in UNDERGOING:
        return None
    pronoun, suffers = subject(doc, verb) or (-1, True)
    if suffers or doc.upos[pronoun] != "PRON" or not setting.words[0] <= pronoun < setting.words[1]:
        return None
    told, one = doc.lemmas[pronoun].lower(), role_words("one_before")
    several = told in role_words("several_before")
    if not several and (told not in one or setting.type is EventType.AGREEMENT):  # "it" is what was agreed
        return None
    for word in _told_before(doc, verb, pronoun):
        phrase = _phrase_of(phrases, word)
        doer = phrase if phrase and _can_act(doc, phrase) else None
        bodies = doer is not None and (several or doer.label == SIDE)  # "the army … they", and "Daesh … it", of many
        if bodies or _is_several(doc, word) == several:
            return doer
    return None


def doer_continued(phrases: Phrases, setting: Setting) -> Phrase | None:
    """Who did what a claim tells that goes on about them: "the town was taken from the Front, | which | had left it"; None where that is nobody who acts."""
    doc, verb, pronoun = phrases.doc, setting.event, setting.words[0]
    if doc.xpos[pronoun] not in ("WDT", "WP") or doc.upos[verb] != "VERB" or is_speech(doc, verb):
        return None
    if setting.type in UNDERGOING or subject(doc, verb) != (pronoun, False):
        return None
    clause = doc.heads[pronoun]
    phrase = _phrase_of(phrases, doc.heads[clause]) if doc.deps[clause] == "acl:relcl" else None
    return phrase if phrase and _can_act(doc, phrase) else None


def _told_before(doc: Doc, verb: int, pronoun: int) -> Iterator[int]:
    """The nouns that are subjects before a pronoun, those that it may well mean first."""
    above = [child(doc, word, "nsubj", "nsubj:pass") for word in doc.ancestors(verb)]
    yield from (word for word in above if word is not None and word < pronoun and doc.upos[word] != "PRON")
    sentence = doc.sent_of[pronoun]
    yield from reversed(_subjects(doc, doc.sents[sentence][0], pronoun))
    for first, last in reversed(doc.sents[max(0, sentence - NEAR) : sentence]):
        yield from sorted(_subjects(doc, first, last), key=lambda word: (len(list(doc.ancestors(word))), word))


def _subjects(doc: Doc, first: int, last: int) -> list[int]:
    return [w for w in range(first, last) if doc.deps[w].startswith("nsubj") and doc.upos[w] != "PRON"]


def _is_several(doc: Doc, word: int) -> bool:
    return doc.xpos[word] in ("NNS", "NNPS") or len(coordinated(doc, word)) > 1


def _phrase_of(phrases: Phrases, head: int) -> Phrase | None:
    """The longest phrase that a word heads, a name before all else."""
    found = (p for p in phrases.beginning(max(0, head - 12), head + 1) if p.head == head)
    return max(found, key=lambda p: (bool(p.label), p.words[1] - p.words[0]), default=None)


def _can_act(doc: Doc, phrase: Phrase) -> bool:
    """Whether a phrase names a side, a people, a state, a body that neither speaks nor tends the hurt, or those who fight."""
    if phrase.label in (SIDE, "norp"):
        return True
    told = {word for w in range(*phrase.words) for word in as_written(doc, w)}
    if not told.isdisjoint(role_words("no_groups") | role_words("aiders")):
        return False
    fights = not _fighting().isdisjoint(as_written(doc, phrase.head))  # not "the number of its fighters"
    return phrase.label == "org" or country(named(doc, phrase.words)) is not None or fights


@cache
def _fighting() -> frozenset[str]:
    return words_of("sides", "forces") | role_words("own_forces") | role_words("members")
