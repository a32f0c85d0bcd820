"""Attributions of a text as spans: who (source) by which words (cue) says, thinks or wants what (content), as PolNeAR and PARC annotate them.

Speech frames are the same as for claims; what people think, want or make of a thing (`lang/en/attitudes.yml`) comes on top.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from warmonitor.lang.doc import Doc
from warmonitor.read.lexicon import lexicon, words_of
from warmonitor.read.phrases import child, marker

from .frame import Frame
from .frames import frames, subject_of
from .quotations import quotations
from .wordorder import stretch

_AUXILIARY = ("aux", "aux:pass", "cop")
_SAID = ("ccomp", "xcomp", "obj", "iobj", "obl", "advcl", "csubj", "nsubj:pass")
_PASSED_ON = frozenset({"citing", "quoting", "quoted as saying"})  # read as verbs with a subject of their own
_SPEAKER_LINE = re.compile(
    r"^[“\"]?(?P<name>[A-Z][\w.’'-]*(?: [A-Z(][\w.’')-]*){0,4})(?P<cue>:)\s+(?P<said>\S.*)$", re.MULTILINE
)
_SIGNED = re.compile(r"(?P<said>[“\"].+?[”\"])\s*(?P<cue>―|—|--|–)\s*(?P<name>[A-Z][^\n]{2,80})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution; each part is a set of word numbers, the source empty where nobody is named."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    rule: str


def attributions(doc: Doc) -> list[Attributed]:
    """All attributions of a document, in order of their cues; a word is the cue of one.

    What somebody thinks or wants by another one's words ("X said that Y fears …") is part of what that one says.
    """
    spoken = list(_of_frames(doc))
    said = {w for one in spoken for w in one.content}
    thought = (one for one in (*_of_verbs(doc), *_of_adjectives(doc), *_of_nouns(doc)) if not one.cue & said)
    found: list[Attributed] = []
    taken: set[int] = set()
    for one in (*spoken, *thought, *_of_marks(doc)):
        if one.content and not one.cue & taken:
            found.append(one)
            taken |= one.cue
    return sorted((_to_the_end(doc, one) for one in found), key=lambda one: min(one.cue))


# --- speech frames ---------------------------------------------------------------------------------------------------


def _of_frames(doc: Doc) -> Iterator[Attributed]:
    inside = _quoted(doc)
    for frame in frames(doc):
        head = frame.cue[0]
        if frame.rule in _PASSED_ON or (
            head in inside and doc.words[head].lower() not in words_of("attribution", "sure")
        ):
            continue
        verbal = frame.cue[1] == head + 1 and doc.upos[head] in ("VERB", "AUX")
        cue = _cue(doc, head) if verbal else frozenset(range(*frame.cue))
        source = frozenset(w for s in frame.speakers for w in _source(doc, s, frame))
        content = frame.content - cue - source
        yield Attributed(source, cue, content, frame.rule)


def _source(doc: Doc, head: int, frame: Frame) -> Iterable[int]:
    """The words of a speaker: its whole phrase, with appositions and relative clauses, on its side of the cue."""
    cue = frame.cue[0]
    relative = _relative(doc, cue)
    if relative is not None and head not in dict(frame.phrases):
        return [relative]
    words = set(_phrase(doc, head, cue)) | set(range(*dict(frame.phrases).get(head, (head, head + 1))))
    words -= frame.content | set(range(*frame.cue))
    return _unbroken(doc, {w for w in words if doc.sent_of[w] == doc.sent_of[head]}, head)


def _relative(doc: Doc, verb: int) -> int | None:
    """The "who" of a relative clause, which stands for its speaker."""
    subject = child(doc, verb, "nsubj")
    return subject if subject is not None and doc.xpos[subject] in ("WP", "WDT") else None


def _unbroken(doc: Doc, words: set[int], head: int) -> range:
    """The run of words around a head, over gaps of one."""
    start = end = head
    while start - 1 in words or start - 2 in words:
        start -= 1 if start - 1 in words else 2
    while end + 1 in words or end + 2 in words:
        end += 1 if end + 1 in words else 2
    while start < head and doc.upos[start] == "PUNCT" and doc.words[start] not in "\"“'‘(":
        start += 1
    return range(start, end + 1)


def _cue(doc: Doc, verb: int) -> frozenset[int]:
    """The verb with its auxiliaries, negation and adverbs before it, the verb it hangs on ("refused to say") and its particle."""
    first = verb
    head = doc.heads[verb]
    if (
        doc.deps[verb] in ("xcomp", "advcl")
        and head < verb <= head + 4
        and doc.lemmas[head] in words_of("attitudes", "raising")
    ):
        first = head
    own = [
        c for v in {first, verb} for c in doc.children[v] if c < v and (doc.deps[c] in _AUXILIARY or _adverb(doc, c))
    ]
    first = min([first, *(c for c in own if first - c <= 4)])
    inside = range(first, verb + 1)
    subjects = {
        w for v in (verb, head) for c in doc.children[v] if doc.deps[c].startswith("nsubj") for w in doc.subtree(c)
    }
    words = (
        set(inside) if not subjects & set(inside) else {verb, *(w for w in inside if w > max(subjects & set(inside)))}
    )
    words |= {c for c in doc.children[verb] if doc.deps[c] == "compound:prt" and verb < c <= verb + 2}
    return frozenset(words | set(_medium(doc, verb)))


def _medium(doc: Doc, verb: int) -> range:
    """What belongs to a cue right behind its verb: "said | in a statement", "was backed | by"."""
    behind = [w.lower() for w in doc.words[verb + 1 : verb + 6]]
    if (
        len(behind) > 2
        and behind[0] in words_of("attitudes", "within")
        and behind[1] in words_of("attitudes", "opening_media")
    ):
        end = next((k for k in range(2, len(behind)) if behind[k] in words_of("attitudes", "media")), None)
        return range(verb + 1, verb + 2 + end) if end else range(0)
    passive = child(doc, verb, "nsubj:pass", "aux:pass") is not None
    return range(verb + 1, verb + 2) if passive and behind and behind[0] in words_of("attribution", "by") else range(0)


def _adverb(doc: Doc, word: int) -> bool:
    return doc.deps[word] == "advmod" and doc.xpos[word] not in ("WRB",) and not doc.children[word]


# --- verbs of thinking, wanting, judging -----------------------------------------------------------------------------


@cache
def _attitudes() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row in lexicon("attitudes")["verbs"]:
        for lemma in row["lemmas"]:
            known = found.setdefault(lemma, {"takes": set(), "with": set()})
            known["takes"] |= set(row["takes"])
            known["with"] |= set(row["with"])
    for row in (row for row in lexicon("attribution")["verbs"] if not {"with", "objects"} & row.keys()):
        known = found.setdefault(row["lemma"], {"takes": set(), "with": set()})
        known["takes"] |= {"that", *row.get("takes", ())}
    return found


def _of_verbs(doc: Doc) -> Iterator[Attributed]:
    quoted = _quoted(doc)
    for verb, lemma in enumerate(doc.lemmas):
        entry = _attitudes().get(lemma)
        if entry is None or doc.upos[verb] not in ("VERB", "AUX") or verb in quoted:
            continue
        content, link = _about(doc, verb, entry)
        speaker = _holder(doc, verb)
        if content and (speaker is not None or child(doc, verb, "nsubj:pass") is not None):
            cue = _cue(doc, verb) | link
            relative = _relative(doc, verb)
            source = frozenset(
                [relative] if relative is not None else _phrase(doc, speaker, verb) if speaker is not None else ()
            )
            yield Attributed(source - cue, cue, content - cue - source, f"{lemma}: attitude")


def _quoted(doc: Doc) -> frozenset[int]:
    """The words of direct quotations: what somebody thinks or wants in them is part of what is quoted."""
    long = ((a, b) for a, b in quotations(doc.text) if len(doc.text[a:b].split()) > 3)
    return frozenset(w for a, b in long for w in range(*doc.words_in(a, b)))


def _holder(doc: Doc, verb: int) -> int | None:
    """Whose attitude it is: the subject, the agent of a passive."""
    if child(doc, verb, "nsubj:pass", "aux:pass") is not None:
        agent = child(doc, verb, "obl:agent")
        return (
            agent
            if agent is not None
            else next(
                (
                    c
                    for c in doc.children[verb]
                    if doc.deps[c] == "obl" and marker(doc, c) in words_of("attribution", "by")
                ),
                None,
            )
        )
    return subject_of(doc, verb)


def _phrase(doc: Doc, head: int, verb: int) -> Iterable[int]:
    """The phrase of a head on its side of a verb, without its preposition and without the verb's own clause."""
    words = {w for w in doc.subtree(head) if (w < verb) == (head < verb)}
    if verb in doc.subtree(head):
        words -= set(doc.subtree(verb))
    words -= {c for c in doc.children[head] if doc.deps[c] in ("case", "mark", "cop", "aux", "cc")}
    return _unbroken(doc, words, head)


def _about(doc: Doc, verb: int, entry: dict[str, Any]) -> tuple[frozenset[int], frozenset[int]]:
    """What an attitude is about, and a preposition right behind the verb that belongs to the cue."""
    below = [c for c in doc.children[verb] if doc.deps[c] in _SAID and (c > verb or doc.deps[c] == "nsubj:pass")]
    kept = [c for c in below if _kept(doc, verb, c, entry)]
    if not kept:
        return frozenset(), frozenset()
    words = {w for c in kept for w in doc.subtree(c)}
    link: frozenset[int] = frozenset()
    if verb + 1 in words and doc.words[verb + 1].lower() in entry["with"] and doc.upos[verb + 1] in ("ADP", "SCONJ"):
        link = frozenset({verb + 1})
    return frozenset(words) - link, link


def _kept(doc: Doc, verb: int, word: int, entry: dict[str, Any]) -> bool:
    """Whether what hangs on the verb is (part of) what it is about."""
    dep, takes = doc.deps[word], entry["takes"]
    if dep == "ccomp":
        return True
    if dep == "xcomp":
        return bool(takes & {"to", "as", "that", "nominal"})
    if dep in ("obj", "nsubj:pass"):
        return bool(takes & {"nominal", "as", "to"})
    if dep in ("obl", "advcl"):
        return marker(doc, word) in entry["with"] and word - verb < 12
    return False


def _of_adjectives(doc: Doc) -> Iterator[Attributed]:
    """ "residents are worried that …", "the minister was critical of the plan"."""
    adjectives, quoted = words_of("attitudes", "adjectives"), _quoted(doc)
    for i, word in enumerate(doc.words):
        if word.lower() not in adjectives or i in quoted or child(doc, i, "cop", "aux:pass") is None:
            continue
        speaker = child(doc, i, "nsubj", "nsubj:pass", "nsubj:outer")
        below = [c for c in doc.children[i] if c > i and doc.deps[c] in ("ccomp", "xcomp", "obl", "advcl")]
        if speaker is None or not below:
            continue
        content = {w for c in below for w in doc.subtree(c)}
        link = {i + 1} if i + 1 in content and doc.upos[i + 1] == "ADP" else set()
        yield Attributed(
            frozenset(_phrase(doc, speaker, i)),
            _cue(doc, i) | link,
            frozenset(content - link),
            f"{word.lower()}: attitude",
        )


# --- nouns, marks ----------------------------------------------------------------------------------------------------


def _of_nouns(doc: Doc) -> Iterator[Attributed]:
    """ "Clinton's claim that …", "the mayor's support for the plan"."""
    nouns = words_of("attitudes", "nouns")
    for i, lemma in enumerate(doc.lemmas):
        if lemma not in nouns or doc.upos[i] != "NOUN":
            continue
        owner = next((c for c in doc.children[i] if doc.deps[c] == "nmod:poss"), None)
        clause = next(
            (
                c
                for c in doc.children[i]
                if c > i and doc.deps[c] in ("acl", "ccomp") and marker(doc, c) in ("that", "to")
            ),
            None,
        )
        about = (
            clause
            if clause is not None
            else next(
                (
                    c
                    for c in doc.children[i]
                    if c > i and doc.deps[c] == "nmod" and marker(doc, c) in words_of("attitudes", "about")
                ),
                None,
            )
        )
        if about is None or (owner is None and (clause is None or marker(doc, about) != "that")):
            continue
        content = frozenset(doc.subtree(about))
        cue = {i, *(c for c in doc.children[i] if c < i and doc.deps[c] == "amod")}
        if clause is None:
            first = min(content)
            cue, content = cue | {first}, content - {first}
        source = frozenset(doc.subtree(owner)) if owner is not None else frozenset()
        yield Attributed(source, frozenset(cue), content, f"noun:{lemma}")


def _of_marks(doc: Doc) -> Iterator[Attributed]:
    """ "WALLACE: But, Governor …" and "“…” ― Amal Said": a colon or a dash between a name and its words."""
    for pattern in (_SPEAKER_LINE, _SIGNED):
        for match in pattern.finditer(doc.text):
            name, cue, said = (frozenset(range(*doc.words_in(*match.span(k)))) for k in ("name", "cue", "said"))
            if name and cue and len(said) > 2:
                yield Attributed(name, cue, said, "mark")


# --- contents --------------------------------------------------------------------------------------------------------


def _to_the_end(doc: Doc, found: Attributed) -> Attributed:
    """The content with the quotation that goes on behind the cue in its paragraph: "…," she said. "…"."""
    if not found.content or max(found.content) > max(found.cue):
        return found
    sentence_end = stretch(doc, max(found.cue))[1]
    if (
        sentence_end >= len(doc)
        or doc.text[doc.ends[max(found.content)] - 1] not in "\"”'’"
        and doc.words[max(found.content)] not in ("''", ",")
    ):
        return found
    at = doc.starts[sentence_end]
    for a, b in quotations(doc.text):
        if a - 1 <= at <= a + 1 and "\n" not in doc.text[doc.ends[max(found.cue)] : a]:
            more = frozenset(range(*doc.words_in(a, b)))
            return Attributed(found.source, found.cue, found.content | more, found.rule)
    return found
