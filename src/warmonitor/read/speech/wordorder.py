"""Speech frames by word order, for cues of saying whose clause the parser did not see.

News text is regular enough for it: "X said that …", "…, X said on Monday", "…, said X", and a few fixed forms. A frame found here needs no tree:
forms of saying that are hardly ever anything else (`sure` in attribution.yml), the phrase beside them and the verbs on either side.
"""

from __future__ import annotations

from functools import cache, partial

from warmonitor.lang.doc import Doc
from warmonitor.read.lexicon import words_of
from warmonitor.read.phrases import Range, stands_free
from warmonitor.read.written import has_article, names_side

_HEADS = frozenset({"NOUN", "PROPN", "PRON", "X"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET", "X", "SYM"})
QUOTES = frozenset('"“”«»')
_DASHES = frozenset({":", "-", "--", "–", "—", "―"})  # behind the place that opens a report
_MARKS = frozenset({"-", "'", "’", "–", "/", ".", "&"})  # inside names
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "VBN"})
_LONGEST = 14
_words = partial(words_of, "attribution")


@cache
def _glue() -> frozenset[str]:
    """Marks, endings and small words inside names."""
    return _MARKS | _words("glue")


@cache
def _links() -> frozenset[str]:
    """Words that link the words of one phrase, behind any noun or one that speaks."""
    return _words("links") | _words("loose_links")


def stretch(doc: Doc, word: int) -> Range:
    """The sentence of a word, with what was cut off it where no mark and no line break ends a sentence."""
    n = doc.sent_of[word]
    first = last = n
    while first > 0 and _cut(doc, doc.sents[first][0]):
        first -= 1
    while last + 1 < len(doc.sents) and _cut(doc, doc.sents[last + 1][0]):
        last += 1
    return doc.sents[first][0], doc.sents[last][1]


def _cut(doc: Doc, start: int) -> bool:
    """Whether a sentence that begins here goes on with the one before."""
    between = doc.text[doc.ends[start - 1] : doc.starts[start]]
    return "\n" not in between and doc.words[start - 1][-1].isalnum()


def alone(doc: Doc, start: int, end: int) -> frozenset[int]:
    """The words from `start` to `end`; none where somebody says something there, or a second main clause begins."""
    sure = _words("sure")
    if any(doc.words[w].lower() in sure or doc.words[w] == ";" for w in range(start, end)):
        return frozenset()
    return frozenset(range(start, end))


def speaker_before(doc: Doc, cue: int) -> Range | None:
    """The noun phrase right before a cue, over auxiliaries, "on Monday" and an apposition between commas."""
    start = stretch(doc, cue)[0]
    at = cue - 1
    while at >= start and (doc.words[at].lower() in _words("auxiliaries") or _manner(doc, at)):
        at -= 1
    if at > start and doc.words[at - 1].lower() in _words("before_days") and is_time(doc, at):
        at -= 2
    if at >= start and doc.words[at] == ")":
        at = next((k - 1 for k in range(at, max(start, at - 6) - 1, -1) if doc.words[k] == "("), at)
    if at >= start and doc.words[at] == ",":
        return _before_apposition(doc, start, at)
    found = _chunk(doc, start, at)
    return (
        _before_relative(doc, start, at)
        if found is None or plausible(doc, found) < 3 and "NUM" not in doc.upos[slice(*found)]
        else found
    )


def _before_relative(doc: Doc, start: int, last: int) -> Range | None:
    """ "The monitor which relies on a network of sources | said": the noun that a relative clause before the cue stands by, if it may speak."""
    whole = _chunk(doc, start, last)
    for k in range(last - 1, max(start, last - 20), -1):
        reduced = doc.deps[k] == "acl" and doc.xpos[k] == "VBN"  # "two people | evacuated | by boat"
        if doc.words[k].lower() in _words("relatives") or reduced:
            name = _chunk(doc, start, k - 1 - (doc.words[k - 1] == ","))
            speaks = name and (
                plausible(doc, name) == 3 or (reduced and any(is_speaker_noun(doc, w) for w in range(*name)))
            )
            return name if speaks else whole
    return whole


def _manner(doc: Doc, word: int) -> bool:
    return doc.upos[word] == "ADV" and doc.words[word].endswith("ly")


def _before_apposition(doc: Doc, start: int, comma: int) -> Range | None:
    """ "Amal Said, a nurse at the clinic, | said": the name and the apposition, where that holds no verb of its own."""
    for k in range(comma - 1, max(start, comma - _LONGEST) - 1, -1):
        if doc.words[k] == ",":
            name = _chunk(doc, start, k - 1)
            if name and (doc.words[k + 1].lower() in _words("passing_on") or doc.upos[k + 1] in ("ADP", "ADV")):
                return name  # "the mayor, | in a letter, | said", "the mayor, | however, | said"
            return (name[0], comma) if name and not has_verb(doc, (k + 1, comma)) else None
        if doc.words[k] in QUOTES:
            return None
    return None


def _chunk(doc: Doc, start: int, last: int) -> Range | None:
    """The noun phrase that ends at word `last`, taken no further back than `start`."""
    if last < start or not (doc.upos[last] in _HEADS or doc.words[last][:1].isupper() or is_speaker_noun(doc, last)):
        return None
    if doc.words[last].lower() in _words("pronouns"):
        return last, last + 1
    at = last
    while at - 1 >= start and last - at < _LONGEST and not _opens(doc, start, at) and _goes_on(doc, start, at - 1, at):
        at -= 1
    while at < last and doc.words[at].lower() in _glue() | _links():
        at += 1
    return _tail(doc, at, last + 1)


def _tail(doc: Doc, start: int, end: int) -> Range:
    """A name alone where what stands before it belongs to the clause before: "lack of equipment | Amal Said", "in 2012 | Said"."""
    name = end
    while name > start and doc.words[name - 1][:1].isupper() and doc.upos[name - 1] != "DET":
        name -= 1
    if (
        start < name < end
        and not is_speaker_noun(doc, name - 1)
        and doc.words[name - 1].lower() not in _glue() | _links() | _words("articles")
    ):
        person = any(e.label == "person" and e.start < end and name < e.end for e in doc.ents)
        if doc.upos[name - 1] == "NUM" or (person and doc.upos[name - 1] == "NOUN"):
            return name, end
    return start, end


def _goes_on(doc: Doc, start: int, word: int, behind: int) -> bool:
    """Whether the phrase that begins at `behind` takes in the word before."""
    low = doc.words[word].lower()
    if low in _DASHES and stands_free(doc, word):
        return False
    if low in _words("links"):
        return word > start
    if low in _words("articles"):
        return True
    if low in _words("loose_links"):
        return word > start and is_speaker_noun(doc, word - 1)
    if low in _words("together"):
        return word > start and (doc.words[word - 1][:1].isupper() or is_speaker_noun(doc, word - 1))
    if low in _glue() or (word > start and doc.words[word - 1] == "-" and doc.starts[word] == doc.ends[word - 1]):
        return True
    return (
        (doc.upos[word] in _NOMINAL and not is_time(doc, word))
        or low in _words("owners")
        or (doc.words[word][:1].isupper() and word > start and not is_time(doc, word))
    )


def _opens(doc: Doc, start: int, word: int) -> bool:
    """Whether a phrase begins at a word with an article: one that no "of" or "and" ties to what stands before it."""
    article = doc.upos[word] == "DET" or doc.words[word].lower() in _words("articles") or has_article(doc, word)
    return article and not _linked(doc, start, word)


def _linked(doc: Doc, start: int, word: int) -> bool:
    return word - 1 >= start and doc.words[word - 1].lower() in _links() | _words("together")


def speaker_behind(doc: Doc, cue: int) -> Range | None:
    """The noun phrase right behind a cue ("…, said | the mayor of Dor"), up to the first word that cannot belong to it."""
    end = stretch(doc, cue)[1]
    at = cue + 1
    while at < end and at - cue <= _LONGEST + 2 and _belongs(doc, cue + 1, at):
        at += 1
    while at > cue + 1 and (doc.words[at - 1].lower() in _links() | _glue() or doc.upos[at - 1] == "DET"):
        at -= 1
    return (cue + 1, at) if at > cue + 1 else None


def _belongs(doc: Doc, first: int, at: int) -> bool:
    """Whether word `at` goes on with a noun phrase that begins at `first`."""
    low = doc.words[at].lower()
    if is_time(doc, at) and not (at > first and doc.words[at - 1].lower() in _words("articles")):
        return False
    if low in _DASHES and stands_free(doc, at):
        return False
    if low in _links() | _glue():
        return at > first and at + 1 < len(doc) and doc.words[at + 1].lower() not in _words("at_bounds")
    if (
        at > first
        and any(e.end == at and e.label in ("org", "person") for e in doc.ents)
        and any(e.start == at for e in doc.ents)
        and not (doc.deps[at - 1] == "compound" and doc.heads[at - 1] >= at)  # "the North | Wollo authorities"
    ):
        return False
    opens = doc.upos[at] in ("DET", "NUM") or has_article(doc, at)
    if at > first and opens and doc.words[at - 1].lower() not in _links() | _glue():
        return False
    hyphened = at > first and doc.words[at - 1] == "-" and doc.starts[at] == doc.ends[at - 1]
    return doc.upos[at] in _NOMINAL or doc.words[at][:1].isupper() or low in _words("owners") or hyphened


def head_of(doc: Doc, words: Range) -> int:
    """The noun that a phrase is about: the last word before its first preposition or comma."""
    start, end = words
    stop = next((w for w in range(start + 1, end) if doc.words[w].lower() in _links() | {",", "("}), end)
    return stop - 1


def joint(doc: Doc, words: Range) -> list[Range]:
    """The speakers that a phrase names together: "residents | and | the mayor of Dor"."""
    start, end = words
    for k in range(start + 1, end - 1):
        left, right = (start, k - (doc.words[k - 1] == ",")), (k + 1, end)
        if doc.words[k].lower() not in _words("together") or _within_name(doc, left, right):
            continue
        if plausible(doc, left) == 3 and plausible(doc, right) >= 2:
            return [left, *joint(doc, right)]
    return [words]


def _within_name(doc: Doc, left: Range, right: Range) -> bool:
    """Whether "and" stands inside one name, or between two places of one speaker: "the Command of the Army | and | Armed Forces", "medics in Dor | and | Asmar"."""
    place = [e for e in doc.ents if e.label == "place"]
    if any(e.end == left[1] and left[0] < e.start for e in place) and any((e.start, e.end) == right for e in place):
        return True
    owned = not _words("owning").isdisjoint(doc.quote(*left).lower().split())
    bare = doc.text[doc.starts[right[0]]].isupper() and not has_article(doc, right[0]) and doc.upos[right[0]] != "DET"
    return owned and bare and not any(e.label == "person" and e.start <= right[0] < e.end for e in doc.ents)


def is_speaker_noun(doc: Doc, word: int) -> bool:
    """Whether a word names somebody that may speak: a role or organisation of attribution.yml, or a word in such a name."""
    low = doc.words[word].lower()
    forms = {low, low.removesuffix("s"), doc.lemmas[word].lower()}
    return not forms.isdisjoint(_words("speaking")) or names_side(doc, word)


def plausible(doc: Doc, words: Range) -> int:
    """How well a phrase may be a speaker: 3 a pronoun, a speaking noun, a person or organisation; 2 another name; 1 another noun; 0 none."""
    start, end = words
    low = [w.lower() for w in doc.words[start:end]]
    if end - start == 1 and low[0] in _words("pronouns"):
        return 3
    if is_dateline(doc, words):
        return 0
    stop = head_of(doc, words) + 1
    if is_speaker_noun(doc, stop - 1) or any(
        e.label in ("person", "org") and start <= e.start < stop <= e.end + 1 for e in doc.ents
    ):
        return 3
    if any(is_speaker_noun(doc, w) and doc.words[w][:1].isupper() for w in range(start + 1, stop)):
        return 3
    if doc.words[stop : stop + 1] == (",",) and stop + 1 < end and is_speaker_noun(doc, head_of(doc, (stop + 1, end))):
        return 3  # "Artak Beglaryan, the ombudsman"
    if all(doc.words[w].isupper() and len(doc.words[w]) > 1 for w in range(start, end)):
        return 3  # "IS", "SDF"
    if all(is_time(doc, w) or doc.upos[w] in ("ADP", "DET") for w in range(start, end)):
        return 0
    return (
        2
        if any(doc.words[w][:1].isupper() for w in range(start + (start == doc.sents[doc.sent_of[start]][0]), end))
        else 1
    )


def is_dateline(doc: Doc, words: Range) -> bool:
    """Whether a phrase is the place that a report opens with: "DOR: …", "DOR, May 3 - …", "WARED/DOR (JC) – …", "Dor – …"."""
    start, end = words
    opens = start == 0 or "\n" in doc.text[doc.ends[start - 1] : doc.starts[start]] or doc.words[start - 1] == "/"
    behind = doc.words[end : end + 14]
    if not opens or not behind:
        return False
    if all(doc.words[w].isupper() or not doc.words[w].isalpha() for w in range(start, end)):
        return behind[0] in _DASHES or (behind[0] in (",", "(", "/") and not _DASHES.isdisjoint(behind))
    dash = behind[0] in _DASHES and stands_free(doc, end)
    return dash and any(e.label == "place" and e.start <= start and end <= e.end for e in doc.ents)


def is_time(doc: Doc, word: int) -> bool:
    return doc.words[word].lower() in _words("times")


def has_verb(doc: Doc, words: Range) -> bool:
    """Whether a finite clause may stand within these words."""
    return any(doc.upos[w] == "AUX" or (doc.upos[w] == "VERB" and doc.xpos[w] in _FINITE) for w in range(*words))
