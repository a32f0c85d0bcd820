"""What a clause's own words say about its time: tense, aspect, and how time expressions hang on it."""

from __future__ import annotations

from dataclasses import dataclass

from warmonitor.lang.doc import Doc

from .rules import rulebook


@dataclass(frozen=True, slots=True)
class Clause:
    """Words `first` to `last` (exclusive) of a document: `head` is the one that the others hang on, `sent` its sentence."""

    first: int
    last: int
    head: int
    sent: int


def clause_of(doc: Doc, first: int, last: int) -> Clause:
    """The clause that the words `first` to `last` make up."""
    inside = range(first, last)
    heads = [i for i in inside if doc.heads[i] == i or doc.heads[i] not in inside] or [first]
    verbs = [i for i in heads if doc.upos[i] in {"VERB", "AUX"}]
    head = (verbs or [i for i in heads if doc.upos[i] in {"NOUN", "ADJ", "PROPN"}] or heads)[0]
    return Clause(first, last, head, doc.sent_of[head])


def tense(doc: Doc, verb: int) -> str:
    """Of the verb group around a word: future, modal, perfect, perfect-going, pluperfect, past, past-going, present, going, participle,
    infinitive, or noun."""
    if doc.upos[verb] not in {"VERB", "AUX"} and not any(doc.deps[c].startswith("cop") for c in doc.children[verb]):
        return "noun" if doc.upos[verb] in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"} else "other"
    helpers = [c for c in doc.children[verb] if doc.deps[c].startswith(("aux", "cop", "mark"))]
    words, listed = {doc.words[c].lower() for c in helpers}, rulebook().words
    tags = {doc.xpos[c] for c in helpers}
    if words & listed["future"]:
        return "future"
    if words & listed["modal"]:
        return "modal"
    if words & listed["perfect"] and (tags & {"VBD"} or words & listed["pluperfect"]):
        return "pluperfect"
    if words & listed["perfect"]:
        return "perfect-going" if doc.xpos[verb] == "VBG" else "perfect"
    finite = tags & {"VBD", "VBP", "VBZ"}
    going = "-going" if doc.xpos[verb] == "VBG" else ""
    if finite & {"VBD"} or doc.xpos[verb] == "VBD":
        return "past" + going
    if finite or doc.xpos[verb] in {"VBZ", "VBP"}:
        return "present" + going
    if words & listed["infinitive"]:
        return "infinitive"
    return "going" if going else "participle"


def governing_verb(doc: Doc, word: int) -> int:
    """The nearest verb at or above a word; the word itself where there is none."""
    if doc.upos[word] == "VERB":
        return word
    return next((a for a in doc.ancestors(word) if doc.upos[a] in {"VERB", "AUX"}), word)


def is_speech(doc: Doc, word: int) -> bool:
    speech = rulebook().words["speech"]
    return doc.lemmas[word].lower() in speech or doc.words[word].lower().rstrip("s") in speech


def is_expected(doc: Doc, word: int) -> bool:
    return doc.lemmas[word].lower() in rulebook().words["expected"]


def relation(doc: Doc, clause: Clause, first: int, last: int) -> str:
    """How words `first` to `last` of the clause's sentence, a time expression, hang on it.

    own: inside and on its head; in: inside; same: outside but on its verb; up and speech: on a verb (of saying) above it; down: on a verb
    below it; aside: on another branch.
    """
    word = _top(doc, first, last)
    verb = governing_verb(doc, word)
    inside = clause.first <= word < clause.last
    own = governing_verb(doc, clause.head)
    if inside:
        return "own" if verb in {clause.head, own} else "in"
    if verb in {clause.head, own}:
        return "same"
    above = list(doc.ancestors(clause.head))
    if verb in above:
        return "speech" if is_speech(doc, verb) else "up"
    if clause.head in doc.ancestors(verb):
        return "down"
    return "aside-speech" if is_speech(doc, verb) else "aside"


def _top(doc: Doc, first: int, last: int) -> int:
    return next((i for i in range(first, last) if not first <= doc.heads[i] < last or doc.heads[i] == i), first)
