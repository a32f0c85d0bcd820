"""Who did it, to whom, and where it is said: the names around a claim, from the trained role head or from syntax and type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType, Mention, Span
from warmonitor.read.lexicon import words_of
from warmonitor.read.phrases import Range, child, coordinated, noun_phrase, trim, within
from warmonitor.read.written import has_article

from .features import event_nouns
from .naming import lost_apostrophe

ROLES = ("actor", "target", "place", "source")

# In these types whoever stands as the subject of an active verb suffers or undergoes the event (codebook, rule 10).
UNDERGOING = frozenset({EventType.DISPLACEMENT, EventType.CASUALTIES})
_HYPHENS = frozenset("-–’'`/")


@dataclass(frozen=True, slots=True)
class Part:
    """Words that fill a role of a claim, with the score (role head) or the rule (syntax) that says so; `part`: only a part of the place is meant."""

    words: Range
    rule: str
    score: float | None = None
    part: bool = False


# --- from the role head ----------------------------------------------------------------------------------------------


def by_roles(doc: Doc, window: Range, probabilities: np.ndarray, *, threshold: float = 0.5) -> list[Part]:
    """Stretches of one role in a window of the document. `probabilities` is float32 [words of the window, 3]: outside, begins, inside.

    A stretch lies where the word is likelier in the role than not, and is completed to the ends of names that it cuts; what only “of”
    parts ("the outskirts | of Tal Asmar") is one.
    """
    inside = 1.0 - probabilities[:, 0]
    found: list[Part] = []
    start: int | None = None
    for i, on in enumerate([*(inside >= threshold).tolist(), False]):
        if start is not None and not on:
            words = _with_noun(doc, _whole_name(doc, _bare(doc, trim(doc, window[0] + start, window[0] + i))))
            found.append(Part(words, "role head", float(inside[start:i].mean())))
            start = None
        if on and start is None:
            start = i
    return _joined(doc, _apart(found))


def _bare(doc: Doc, words: Range) -> Range:
    """The range without prepositions and conjunctions at its start."""
    start, end = words
    while end - start > 1 and doc.upos[start] in ("ADP", "CCONJ", "SCONJ", "PUNCT"):
        start += 1
    return start, end


def _with_noun(doc: Doc, words: Range) -> Range:
    """The range with the noun that its last word describes ("Turkish | military post"), unless that noun names an event ("Russian | air strikes")."""
    last = words[1] - 1
    noun = doc.heads[last]
    if not last < noun <= last + 3 or doc.deps[last] not in ("amod", "compound") or doc.upos[noun] != "NOUN":
        return words
    return words if doc.lemmas[noun] in event_nouns() else (words[0], noun + 1)


def _whole_name(doc: Doc, words: Range) -> Range:
    """The range widened to the ends of an entity or of a hyphenated word that it cuts."""
    start, end = words
    for entity in doc.ents:
        overlaps = entity.start < end and start < entity.end
        if overlaps and entity.label in ("person", "org", "place") and _mostly(words, entity.start, entity.end):
            start, end = min(start, entity.start), max(end, entity.end)
    while start > 1 and doc.touches(start) and (doc.words[start] in _HYPHENS or doc.words[start - 1] in _HYPHENS):
        start -= 1
    while end < len(doc) and doc.touches(end) and (doc.words[end] in _HYPHENS or doc.words[end - 1] in _HYPHENS):
        end += 1
    return trim(doc, start, end)


def _mostly(words: Range, start: int, end: int) -> bool:
    shared = min(words[1], end) - max(words[0], start)
    return 2 * shared >= end - start


def _apart(parts: Sequence[Part]) -> list[Part]:
    """Without parts that stand inside another one."""
    kept: list[Part] = []
    for part in sorted(parts, key=lambda p: (p.words[0], -p.words[1])):
        if not kept or part.words[0] >= kept[-1].words[1]:
            kept.append(part)
    return kept


def _joined(doc: Doc, parts: Sequence[Part]) -> list[Part]:
    """Parts with nothing or only “of (the)” between them made one."""
    kept: list[Part] = []
    for part in parts:
        between = [w.lower() for w in doc.words[kept[-1].words[1] : part.words[0]]] if kept else [""]
        if between in (["of"], ["of", "the"], []):
            before = kept.pop()
            score = min(before.score or 0.0, part.score or 0.0)
            part = replace(part, words=(before.words[0], part.words[1]), score=score)
        kept.append(part)
    return kept


def named_before(doc: Doc, word: int) -> Part | None:
    """The place named last before a word, at most three sentences back."""
    for entity in reversed(doc.ents):
        if entity.label == "place" and entity.end <= word and doc.sent_of[word] - doc.sent_of[entity.start] <= 3:
            return Part((entity.start, entity.end), "place named last before")
    return None


# --- from syntax -----------------------------------------------------------------------------------------------------


def by_syntax(doc: Doc, words: Range, type_: EventType, cue: Range | None) -> dict[str, list[Part]]:
    """Actor and target of the event that `cue` (else the clause's head) names, and the places named in the clause."""
    head = event_head(doc, words, cue)
    verb = doc.upos[head] in ("VERB", "AUX")
    actor, target = _of_verb(doc, head, type_) if verb else _of_noun(doc, head)
    return {
        "actor": _parts(doc, actor, "subject or agent"),
        "target": _parts(doc, target, "object or “against”"),
        "place": [
            Part((e.start, e.end), "place name in the clause")
            for e in doc.ents
            if e.label == "place" and within(e.start, words)
        ]
        or [p for p in (named_before(doc, words[0]),) if p],
    }


def event_head(doc: Doc, words: Range, cue: Range | None) -> int:
    if cue is not None:
        inside = [w for w in range(*cue) if not within(doc.heads[w], cue) or doc.heads[w] == w]
        return inside[0] if inside else cue[0]
    tops = [w for w in range(*words) if not within(doc.heads[w], words) or doc.heads[w] == w]
    verbs = [w for w in tops if doc.upos[w] == "VERB"]
    return (verbs or tops or [words[0]])[0]


def _of_verb(doc: Doc, verb: int, type_: EventType) -> tuple[list[int], list[int]]:
    subject, passive = child(doc, verb, "nsubj", "nsubj:outer"), child(doc, verb, "nsubj:pass")
    if subject is None and passive is None and doc.deps[verb] in ("conj", "xcomp", "advcl"):
        above = doc.heads[verb]
        subject, passive = child(doc, above, "nsubj"), child(doc, above, "nsubj:pass")
    if subject is not None and doc.xpos[subject] in ("WP", "WDT") and doc.deps[verb].startswith("acl"):
        subject = doc.heads[verb]
    if subject is None and passive is None and doc.deps[verb].startswith("acl"):
        subject, passive = (doc.heads[verb], None) if doc.xpos[verb] == "VBG" else (None, doc.heads[verb])
    agent = child(doc, verb, "obl:agent") or next(
        (c for c in doc.children[verb] if doc.deps[c].startswith("obl") and "by" in _cases(doc, c)), None
    )
    thing = child(doc, verb, "obj")
    against = [
        c
        for c in doc.children[verb]
        if doc.deps[c].startswith("obl")
        and _cases(doc, c) & words_of("roles", "against_of_verbs")
        and not _is_place(doc, c)
    ]
    if type_ in UNDERGOING and thing is None and passive is None:
        return _heads(doc, agent), _heads(doc, subject)
    actors = _heads(doc, agent) if passive is not None or agent is not None else _heads(doc, subject)
    targets = [h for h in (*_heads(doc, passive), *_heads(doc, thing)) if not _is_place(doc, h)]
    return actors, targets or [h for c in against for h in _heads(doc, c)]


def _of_noun(doc: Doc, noun: int) -> tuple[list[int], list[int]]:
    """ "air strikes by Russian forces on the rebels", "the regime's shelling of the camp", "Russian air strikes"."""
    actors: list[int] = []
    targets: list[int] = []
    for c in doc.children[noun]:
        cases = _cases(doc, c)
        if (doc.deps[c] == "nmod" and "by" in cases) or doc.deps[c] == "nmod:poss":
            actors += _heads(doc, c)
        elif doc.deps[c] in ("amod", "compound") and _is_side(doc, c):
            actors.append(c)
        elif doc.deps[c] == "nmod" and "between" in cases:
            both = _heads(doc, c)
            actors, targets = [*actors, *both[:1]], [*targets, *both[1:]]
        elif doc.deps[c] == "nmod" and cases & words_of("roles", "against") and not _is_place(doc, c):
            targets += _heads(doc, c)
    above = doc.heads[noun]
    if not actors and above != noun and doc.upos[above] == "VERB" and doc.deps[noun] == "obj":
        actors = _heads(doc, child(doc, above, "nsubj"))
    return actors, targets


def _cases(doc: Doc, word: int) -> set[str]:
    return {doc.words[c].lower() for c in doc.children[word] if doc.deps[c] in ("case", "mark")}


def _is_place(doc: Doc, word: int) -> bool:
    return any(e.label == "place" and within(word, (e.start, e.end)) for e in doc.ents)


def _is_side(doc: Doc, word: int) -> bool:
    """A nationality or an armed side before an event noun: "Russian air strikes", "regime shelling"."""
    named = any(e.label in ("norp", "org") and within(word, (e.start, e.end)) for e in doc.ents)
    return named or doc.lemmas[word] in words_of("roles", "sides")


def _heads(doc: Doc, head: int | None) -> list[int]:
    return coordinated(doc, head) if head is not None else []


def _parts(doc: Doc, heads: Sequence[int], rule: str) -> list[Part]:
    return [Part(noun_phrase(doc, h), rule) for h in heads if doc.upos[h] in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")]


def mention(doc: Doc, report: str, part: Part, text: str | None = None) -> Mention:
    """The part as a mention: `text` is the fullest name where one is known, else the words themselves."""
    start, end = doc.chars(*part.words)
    if has_article(doc, part.words[0]):
        start += 4
    if lost_apostrophe(doc, part.words[1] - 1):
        end -= 1
    words = doc.text[start:end]
    return Mention(text or words, span=Span(report, start, end), words=words)
