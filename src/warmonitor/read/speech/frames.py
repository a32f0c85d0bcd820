"""Speech frames: who says what in one document, by its syntax and the words of `attribution.yml`.

A frame is a speaker, the cue (the verb or phrase of saying) and the words that are said. It is found the same way for the
attribution of claims and for attribution extraction as PARC and PolNeAR annotate it (Pareti 2012; Newell et al. 2018).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from typing import Any

from warmonitor.lang.doc import Doc
from warmonitor.read.lexicon import lexicon, words_of
from warmonitor.read.phrases import Range, child, clause_of, coordinated, covering, marker, noun_phrase
from warmonitor.read.written import as_written, names_side, proper

from .asides import bounded
from .figures import BRACKETED, OWNED, of_figures
from .frame import Frame
from .gapped import with_gapped
from .labelled import labelled
from .ordered import as_saying, better, ordered
from .quotations import quoted
from .relays import by_phrase, relays
from .wordorder import alone, head_of, is_dateline, joint, plausible, speaker_behind

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
_QUOTES = frozenset('"“”«»')
_words = partial(words_of, "attribution")


@cache
def _verbs() -> dict[str, dict[str, Any]]:
    return {entry["lemma"]: entry for entry in lexicon("attribution")["verbs"]}


def is_witness(rule: str) -> bool:
    """Whether the verb of a frame's rule tells that its speaker takes no part in what is said ("document+nominal")."""
    return rule.startswith(OWNED) or rule == BRACKETED or bool(_verbs().get(rule.partition("+")[0], {}).get("witness"))


def frames(doc: Doc) -> list[Frame]:
    """All speech frames of a document, in text order."""
    found = [better(doc, f) for f in (*_verb_frames(doc), *_phrase_frames(doc), *_noun_frames(doc), *of_figures(doc))]
    found = with_gapped(doc, [*found, *ordered(doc, found), *labelled(doc)])
    return sorted(bounded(doc, list(quoted(doc, [f for f in found if not _nobody(doc, f)]))), key=lambda f: f.cue)


def _nobody(doc: Doc, frame: Frame) -> bool:
    """Whether it is said that nobody says it: "no one has claimed"."""
    first = frame.speakers[0] if frame.speakers else None
    if first is None:
        return False
    words = {doc.words[w].lower() for w in (first, *doc.children[first])}
    return bool(words & _words("nobody"))


# --- verbs of saying -------------------------------------------------------------------------------------------------


def _verb_frames(doc: Doc) -> Iterator[Frame]:
    for i, lemma in enumerate(doc.lemmas):
        entry = _verbs().get(lemma)
        if (
            entry is None
            or doc.upos[i] not in ("VERB", "AUX")
            or (doc.words[i] in _words("surnames") and doc.sents[doc.sent_of[i]][0] < i)
        ):
            continue
        if "particle" in entry and not any(doc.words[c].lower() == entry["particle"] for c in doc.children[i]):
            continue
        frame = _verb_frame(doc, i, entry)
        if frame is not None:
            yield frame


def _verb_frame(doc: Doc, verb: int, entry: dict[str, Any]) -> Frame | None:
    content, how = _verb_content(doc, verb, entry)
    thing = child(doc, verb, "obj")
    if not content or (thing is not None and doc.lemmas[thing] in entry.get("unless_object", ())):
        return None
    if "with" in entry or "objects" in entry:
        content |= _rest(doc, verb)
        if "with" in entry and not any(doc.words[w].lower() == entry["with"] for w in content):
            return None
    speakers, relayers = _verb_speakers(doc, verb, entry["lemma"])
    if not _of_its_kind(doc, thing, speakers, entry) or _happens(doc, speakers):
        return None
    if not speakers and child(doc, verb, "nsubj:pass") is None and how in ("nominal", "to"):
        return None
    rule = f"{entry['lemma']}+{how}" + ("" if speakers else "+unnamed")
    content -= frozenset(w for s in (*speakers, *relayers) for w in range(*noun_phrase(doc, s)))
    return Frame(tuple(speakers), (verb, verb + 1), frozenset(content), rule, tuple(relayers))


def _happens(doc: Doc, speakers: list[int]) -> bool:
    """Whether the subject is what happens and not who speaks: "| the fighting | claimed a fourth soldier"."""
    return bool(speakers) and all(doc.lemmas[s].lower() in _words("happenings") for s in speakers)


def _of_its_kind(doc: Doc, thing: int | None, speakers: list[int], entry: dict[str, Any]) -> bool:
    """Whether the object and the subjects are such that the verb speaks: "the mayor put | the toll | at 26", "| two reporters | saw it", not "the battle goes on"."""
    if "particle" in entry and speakers:
        return any(doc.upos[s] == "PROPN" or plausible(doc, noun_phrase(doc, s)) == 3 for s in speakers)
    if "objects" in entry:
        told = thing is not None and (doc.lemmas[thing] in _words(entry["objects"]) or _figure_before(doc, thing))
        return told and any(plausible(doc, noun_phrase(doc, s)) == 3 for s in speakers)
    if "with" in entry:
        return any(names_side(doc, s) or doc.lemmas[s] in _words("monitors") for s in speakers)
    return "subjects" not in entry or any(doc.lemmas[s] in _words(entry["subjects"]) for s in speakers)


def _figure_before(doc: Doc, thing: int) -> bool:
    """Whether a pronoun takes up a figure to which another is given right behind it: "the army puts | it at 90 |"."""
    pronoun = doc.upos[thing] == "PRON" and doc.words[thing].lower() in _words("taking_up_the_told")
    return pronoun and doc.upos[thing + 1 : thing + 3] == ("ADP", "NUM")


def _verb_speakers(doc: Doc, verb: int, lemma: str) -> tuple[list[int], list[int]]:
    """Who speaks, and who passes it on."""
    passive = child(doc, verb, "nsubj:pass", "aux:pass") is not None or (
        doc.xpos[verb] == "VBN" and doc.deps[verb] in ("acl", "amod") and child(doc, verb, "nsubj") is None
    )
    agent = child(doc, verb, "obl:agent") or (by_phrase(doc, verb) if passive else None)
    passive = passive and not (agent is not None and doc.lemmas[agent] in _words("means"))  # "denied by telephone"
    if _verbs()[lemma].get("quotes") and (passive or _as_saying(doc, verb)):
        quoted = child(doc, verb, "nsubj:pass") if passive else child(doc, verb, "obj")
        relayer = agent if passive else subject_of(doc, verb)
        relayer = relayer or (_saying_agent(doc, verb) if passive else None)
        return _people(doc, quoted), _people(doc, relayer)
    if passive:
        listener = child(doc, verb, "nsubj:pass") if _verbs()[lemma].get("told") else None
        return _people(doc, agent), [listener] if listener is not None and agent is not None and _passes_on(
            doc, listener
        ) else []
    speakers = _people(doc, subject_of(doc, verb))
    return speakers, [*_told(doc, verb, lemma), *relays(doc, verb)]


def _as_saying(doc: Doc, verb: int) -> bool:
    """Whether somebody is quoted "as saying" something, and does not only quote."""
    behind = [w.lower() for w in doc.words[verb + 1 : verb + 20]]
    return as_saying()[0] in behind and child(doc, verb, "advcl", "xcomp", "obl") is not None


def subject_of(doc: Doc, verb: int) -> int | None:
    """The subject of a verb, its own or the one that it shares with the verb above it."""
    seen = set()
    while verb not in seen:
        seen.add(verb)
        found = _own_subject(doc, verb)
        if found is not None:
            return _antecedent(doc, found, verb)
        dep, head = doc.deps[verb], doc.heads[verb]
        if dep in ("conj", "advcl", "xcomp", "parataxis") and head != verb:
            verb = _goes_on_speaking(doc, verb) or head
        elif dep in ("acl", "acl:relcl") and head != verb:
            return head
        else:
            return None
    return None


def _goes_on_speaking(doc: Doc, verb: int) -> int | None:
    """The verb of saying with which another one goes on, though the tree joins it to what was said: "The Front | said | nine men fell and accused the army".

    What was said is no saying itself; the two are in one tense and without an auxiliary.
    """
    said = doc.heads[verb]
    above = doc.heads[said]
    joined = (doc.deps[verb], doc.deps[said]) == ("conj", "ccomp") and above < said
    plain = doc.xpos[verb] == doc.xpos[above] and child(doc, verb, "aux", "aux:pass") is None
    return above if joined and plain and doc.lemmas[above] in _verbs() and doc.lemmas[said] not in _verbs() else None


def _own_subject(doc: Doc, verb: int) -> int | None:
    """The first subject that hangs on a verb and is no dateline ("Dor – The army | said")."""
    subjects = (c for c in doc.children[verb] if doc.deps[c] in ("nsubj", "nsubj:outer"))
    return next((c for c in subjects if not is_dateline(doc, noun_phrase(doc, c))), None)


def _antecedent(doc: Doc, subject: int, verb: int) -> int:
    """For the "who" of a relative clause, the noun that it stands for; who replies to a blame is who is blamed: "blamed | the Front | for a raid on Dor, which denied it"."""
    if doc.xpos[subject] not in ("WP", "WDT") or doc.deps[verb] not in ("acl:relcl", "acl"):
        return subject
    noun = doc.heads[verb]
    blamed = child(doc, clause_of(doc, noun), "obj") if doc.lemmas[verb] in _words("replying") else None
    place = any(e.label == "place" and e.start <= noun < e.end for e in doc.ents)
    happens = place or doc.lemmas[noun].lower() in _words("happenings")
    return blamed if blamed is not None and happens and is_witness(f"{doc.lemmas[clause_of(doc, noun)]}+of") else noun


def _saying_agent(doc: Doc, verb: int) -> int | None:
    """The "by SANA" of "was quoted as saying by SANA", which hangs on the lower verb."""
    below = child(doc, verb, "advcl", "xcomp", "ccomp", "obl")
    return by_phrase(doc, below) if below is not None else None


def _people(doc: Doc, head: int | None) -> list[int]:
    return coordinated(doc, head) if head is not None else []


def _told(doc: Doc, verb: int, lemma: str) -> list[int]:
    """The outlet that was told, where it is a name ("told Northern Wire", "confirmed to AFP") and not an audience ("told reporters")."""
    if _verbs()[lemma].get("told"):
        listener = child(doc, verb, "obj", "iobj")
        return [listener] if listener is not None and _passes_on(doc, listener) else []
    if child(doc, verb, "obj") is not None:  # "announced the return of prisoners to …"
        return []
    for at in (verb, *(c for c in doc.children[verb] if doc.lemmas[c] in _words("talks"))):
        for c in doc.children[at]:
            if doc.deps[c] in ("obl", "nmod") and marker(doc, c) in _words("told_by") and _passes_on(doc, c):
                return [c]
    return []


def _passes_on(doc: Doc, listener: int) -> bool:
    """Whether who is told something is a name, and no place or audience ("the UN Security Council")."""
    audience = {doc.lemmas[listener], *as_written(doc, listener)} & _words("listeners_not_relayers")
    place = any(e.label == "place" and e.start <= listener < e.end for e in doc.ents)
    return proper(doc, listener) and not place and not audience


# --- what is said ----------------------------------------------------------------------------------------------------


def _verb_content(doc: Doc, verb: int, entry: dict[str, Any]) -> tuple[frozenset[int], str]:
    """The words that a verb of saying says, and how they hang on it."""
    takes = entry.get("takes", ())
    clause = child(doc, verb, "ccomp")
    if clause is not None:
        return frozenset(doc.subtree(clause)) | (_rest(doc, verb) if clause > verb else frozenset()), "that"
    if entry.get("quotes"):
        below = child(doc, verb, "advcl", "xcomp", "ccomp")
        if below is not None:
            return frozenset(doc.subtree(below)), "as saying"
    if doc.deps[verb] in ("parataxis", "ccomp") and doc.heads[verb] != verb and child(doc, verb, *SUBJECTS) is not None:
        aside = frozenset(doc.subtree(verb))
        if _stands_aside(doc, verb, entry):
            return frozenset(_clause_around(doc, doc.heads[verb])) - aside, "aside"
    other = child(doc, verb, "parataxis")
    if other is not None and not _is_cue(doc, other):
        return frozenset(doc.subtree(other)) | (_rest(doc, verb) if other > verb else frozenset()), "that"
    content, how = _verb_nominal(doc, verb, takes)
    around = not content and entry.get("aside", False) and _says_no_thing(doc, verb, entry)
    return _around_aside(doc, verb) if around else (content, how)


def _verb_nominal(doc: Doc, verb: int, takes: tuple[str, ...]) -> tuple[frozenset[int], str]:
    if "of" in takes:
        for c in doc.children[verb]:
            if doc.deps[c] in ("advcl", "obl", "xcomp") and marker(doc, c) == "of":
                return frozenset(doc.subtree(c)), "of"
        target = child(doc, verb, "obj")
        below = child(doc, target, "acl", "nmod", "advcl") if target is not None else None
        if below is not None:
            return frozenset(doc.subtree(below)), "of"
    if "to" in takes:
        below = child(
            doc, verb, "xcomp", *(() if "nominal" in takes and child(doc, verb, "obj") is not None else ("advcl",))
        )
        if below is not None:
            return frozenset(doc.subtree(below)), "to"
    if "nominal" in takes:
        thing = child(doc, verb, "obj", "nsubj:pass")
        thing = _harmed(doc, verb) if thing is None else thing
        replies = doc.lemmas[verb] in _words("replying")  # "blamed the army, which denied | it |"
        replies = replies or (thing is not None and _figure_before(doc, thing))
        if thing is None and doc.deps[verb] == "acl" and doc.lemmas[doc.heads[verb]] in _words("answered"):
            return frozenset({doc.heads[verb]}), "nominal"  # "took Dor, | a claim | denied by the army"
        if thing is not None and doc.upos[thing] in ("NOUN", "PROPN", "NUM", "ADJ", *(("PRON",) if replies else ())):
            rest = [c for c in doc.children[verb] if doc.deps[c].startswith("obl") and c > thing]
            return frozenset(w for c in (thing, *rest) for w in doc.subtree(c)) - _own_words(doc, thing), "nominal"
    return frozenset(), ""


def _harmed(doc: Doc, verb: int) -> int | None:
    """Those whom a verb counts by what befell them, an adjective to the parser: "counted | 31 wounded"."""
    told = child(doc, verb, "xcomp")
    counted = told is not None and child(doc, told, "nummod") is not None
    return told if counted else None


def _own_words(doc: Doc, thing: int) -> frozenset[int]:
    """What the thing that somebody blames, rejects or announces says itself: "blamed the army, | which said that …"."""
    replies = [c for c in doc.children[thing] if doc.deps[c] == "acl:relcl" and doc.lemmas[c] in _verbs()]
    verb = doc.heads[thing]
    beside = (c for c in doc.subtree(verb) if c != verb and doc.deps[c] == "acl:relcl")
    replies += [c for c in beside if doc.lemmas[c] in _words("replying")]
    return frozenset(w for c in replies for w in doc.subtree(c))


def _rest(doc: Doc, verb: int) -> frozenset[int]:
    """What follows the verb of saying in its clause: all of it is said, up to another verb of saying that is coordinated with it."""
    inside = set(doc.subtree(verb)) if doc.deps[verb] != "root" else set(range(*doc.sents[doc.sent_of[verb]]))
    for c in doc.children[verb]:
        if doc.deps[c] in ("conj", "parataxis", "advcl") and (_is_cue(doc, c) or doc.lemmas[c] in _verbs()):
            inside -= set(doc.subtree(c))
    return frozenset(w for w in inside if w > verb)


def _around_aside(doc: Doc, verb: int) -> tuple[frozenset[int], str]:
    """A verb of saying with a subject and no clause by the parse ("…, X told Y"): what stands before it in its sentence is said."""
    subject = child(doc, verb, *SUBJECTS)
    if subject is None or doc.deps[verb].startswith("acl"):
        return frozenset(), ""
    start, end = doc.sents[doc.sent_of[verb]]
    first = min(verb, min(doc.subtree(subject)))
    before = range(start, first)
    if any(doc.upos[w] in ("VERB", "AUX") for w in before) and not any(doc.lemmas[w] in _verbs() for w in before):
        return frozenset(before), "aside"
    after = range(verb + 1, end)
    if any(doc.upos[w] in ("VERB", "AUX") for w in after) and any(doc.words[w] in _QUOTES for w in after):
        return frozenset(after), "quotation"
    return frozenset(), ""


def _is_cue(doc: Doc, word: int) -> bool:
    return (
        doc.lemmas[word] in _verbs() and doc.upos[word] == "VERB" and child(doc, word, "ccomp", "parataxis") is not None
    )


def _stands_aside(doc: Doc, verb: int, entry: dict[str, Any]) -> bool:
    """Whether the verb of saying follows or interrupts what is said, as in "…, X said"."""
    return entry.get("aside", True) and doc.deps[verb] == "parataxis" and _says_no_thing(doc, verb, entry)


def _says_no_thing(doc: Doc, verb: int, entry: dict[str, Any]) -> bool:
    """Whether a verb says no thing of its own: "…, the army has not confirmed | this", "…; Omar denied | the report". Who is told is none."""
    thing = child(doc, verb, "obj")
    if thing is None or "told" in entry:
        return True
    return doc.upos[thing] != "PRON" and ";" not in doc.words[max(0, min(doc.subtree(verb)) - 1) : verb]


def _clause_around(doc: Doc, word: int) -> list[int]:
    """The words of the smallest full clause around `word`: up to its sentence, a that-clause or a second main clause."""
    head = clause_of(doc, word)
    while doc.deps[head] not in ("root", "ccomp", "parataxis") and doc.heads[head] != head:
        head = doc.heads[head]
    return doc.subtree(head)


# --- phrases and nouns of saying -------------------------------------------------------------------------------------


def _phrase_frames(doc: Doc) -> Iterator[Frame]:
    """ "according to X", "citing X", "by the estimate of X": the object speaks, the clause around is said."""
    lower = [w.lower() for w in doc.words]
    where: dict[str, list[int]] = {}
    for i, word in enumerate(lower):
        where.setdefault(word, []).append(i)
    for entry in lexicon("attribution")["phrases"]:
        words, n = entry["words"], len(entry["words"])
        for i in where.get(words[0], ()):
            if lower[i : i + n] != words or i + n >= len(doc):
                continue
            found = _phrase_object(doc, i, n)
            sure = not entry.get("named") or (found and found[1] and plausible(doc, found[1]) > 1)
            if found is not None and sure:
                yield _phrase_frame(doc, i, n, *found, "_".join(words))


def _phrase_object(doc: Doc, start: int, n: int) -> tuple[int, Range | None] | None:
    """The head of the noun phrase after the cue, and its words where word order gives them."""
    words = speaker_behind(doc, start + n - 1)
    if words is not None and plausible(doc, words):
        return head_of(doc, words), words
    at = start + n
    end = doc.sents[doc.sent_of[start]][1]
    while at < end and doc.upos[at] not in ("NOUN", "PROPN", "PRON", "NUM"):
        at += 1
    return (at, None) if at < end else None


def _phrase_frame(doc: Doc, start: int, n: int, speaker: int, words: Range | None, rule: str) -> Frame:
    phrase = {*range(start, start + n), *(range(*words) if words else doc.subtree(speaker))}
    if doc.heads[start] != speaker and doc.upos[start] == "VERB":
        phrase |= set(doc.subtree(start))
    outside = doc.heads[speaker] if doc.heads[start] in phrase or doc.heads[start] == speaker else doc.heads[start]
    if outside in phrase:
        outside = doc.heads[start]
    a, b = doc.sents[doc.sent_of[start]]
    around = _clause_around(doc, outside) if outside not in phrase else range(a, b)
    content = frozenset(around) - phrase
    if len(content) < 3:
        content = frozenset(range(a, b)) - phrase
    if doc.deps[outside] == "parataxis" and doc.lemmas[outside] in _verbs():
        content = frozenset(range(a, b)) - phrase - frozenset(doc.subtree(outside))  # "…, | X reported |, citing Y"
    if all(w in phrase or doc.upos[w] == "PUNCT" for w in range(start, b)):
        content |= alone(doc, a, start)
    also = [c for c in coordinated(doc, speaker) if words is None or not words[0] <= c < words[1]]
    phrases = tuple((head_of(doc, part), part) for part in joint(doc, words)) if words else ()
    speakers = tuple(dict.fromkeys([*(head for head, _ in phrases or ((speaker, None),)), *also]))
    return Frame(speakers, (start, start + n), content, rule, tuple(relays(doc, speaker)), phrases=phrases)


def _noun_frames(doc: Doc) -> Iterator[Frame]:
    """ "the claim of the mayor that …", "reports from residents that …", "the monitors' statement that …"."""
    nouns = _words("nouns")
    for i, lemma in enumerate(doc.lemmas):
        if lemma not in nouns or doc.upos[i] != "NOUN":
            continue
        said = next(
            (
                c
                for c in doc.children[i]
                if doc.deps[c] in ("acl", "ccomp") and child(doc, c, "mark", *SUBJECTS) is not None
            ),
            None,
        )
        if said is None:
            continue
        by = [c for c in doc.children[i] if doc.deps[c] in ("nmod:poss", "nmod") and c < said and _is_by(doc, c)]
        speakers = coordinated(doc, by[0]) if by else _of_verb(doc, i)
        yield Frame(tuple(speakers), (i, i + 1), frozenset(doc.subtree(said)), f"noun:{lemma}")


def _of_verb(doc: Doc, noun: int) -> list[int]:
    """The speakers of the verb of saying that a noun of saying hangs on: "| the group | claimed in a statement to have shot down a drone"."""
    verb = doc.heads[noun]
    lemma = doc.lemmas[verb]
    return _verb_speakers(doc, verb, lemma)[0] if lemma in _verbs() and doc.deps[noun] == "obl" else []


def _is_by(doc: Doc, word: int) -> bool:
    cases = {doc.words[k].lower() for k in doc.children[word] if doc.deps[k] == "case"}
    return bool(cases & _words("owned_by")) or doc.deps[word] == "nmod:poss"


def content_range(frame: Frame) -> Range | None:
    """The smallest word range over the frame's content."""
    return covering(frame.content)
