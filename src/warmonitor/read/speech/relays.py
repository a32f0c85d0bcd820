"""Who carried the words of a speaker: an outlet, an agency, a statement's publisher."""

from __future__ import annotations

from functools import partial

from warmonitor.lang.doc import Doc
from warmonitor.read.lexicon import words_of
from warmonitor.read.phrases import child, marker, noun_phrase
from warmonitor.read.written import proper

from .wordorder import plausible

FAR = 12  # words between a form of saying and who carried what is said
_words = partial(words_of, "attribution")


def by_phrase(doc: Doc, verb: int) -> int | None:
    """The word that "by" ties to a verb: "carried | by | state media"."""
    for c in doc.children[verb]:
        if doc.deps[c].startswith("obl") and any(doc.words[k].lower() in _words("by") for k in doc.children[c]):
            return c
    return None


def relays(doc: Doc, head: int) -> list[int]:
    """Who carried the words: "said in a statement carried by state media", "according to a letter seen by Northern Wire", "said via its Amaq agency"."""
    via = next((c for c in doc.children[head] if marker(doc, c) in _words("relayed_by") and _is_outlet(doc, c)), None)
    if via is not None:
        return [via]
    for word in doc.subtree(head):
        lemma = doc.lemmas[word]
        if doc.deps[word] not in ("acl", "advcl", "conj") or doc.xpos[word] != "VBN" or abs(word - head) >= FAR:
            continue
        if child(doc, word, "compound:prt") is not None:
            continue  # "raids carried out by jets"
        agent = by_phrase(doc, word) if lemma in _words("relays") | _words("sightings") else None
        if agent is not None and (lemma in _words("relays") or proper(doc, agent)):
            return [agent]
    return []


def _is_outlet(doc: Doc, word: int) -> bool:
    """Whether a phrase names a body that passes things on: "its Amaq agency", and not "a lawyer" or "Telegram"."""
    phrase = noun_phrase(doc, word)
    names = [w for w in range(*phrase) if proper(doc, w) and doc.words[w].lower() not in _words("platforms")]
    return doc.upos[word] in ("NOUN", "PROPN") and plausible(doc, phrase) == 3 and bool(names)
