"""Coreference of the speakers of one report: its pronouns, descriptions and short names taken to the fullest name that it gives."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

from warmonitor.lang.doc import Doc
from warmonitor.read.lexicon import any_of, words_of
from warmonitor.read.phrases import Range, clause_of, noun_phrase
from warmonitor.read.written import as_written, names_side, proper, veiled

from .frame import Frame
from .quotations import quotations
from .runon import beginning
from .wordorder import is_time, plausible, speaker_behind

_words = partial(words_of, "attribution")
_KINDS = ("person", "organisation")
"""Of which kind a speaker may be; the lists of their nouns have the same names."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """One naming of a speaker: where it stands, what stands there, and the fullest name."""

    words: Range
    text: str
    name: str
    rule: str


class Speakers:
    """The speakers of one document, resolved in text order (a pronoun is the last speaker that it can be)."""

    def __init__(self, doc: Doc, frames: Sequence[Frame]) -> None:
        self.doc = doc
        self._named = [(e.start, e.end, e.label) for e in doc.ents if e.label in ("person", "org")]
        self._spoken: list[Speaker] = []  # resolved, in text order
        self._of: dict[int, Speaker | None] = {}
        speakers = {h for f in frames for h in f.speakers}
        heads = sorted(speakers | {h for f in frames for h in f.relayers})
        given = dict(p for f in frames for p in f.phrases)
        phrases = {h: given.get(h) or self._phrase(h) for h in heads}
        self._phrases = {h: (beginning(doc, words, h), words[1]) for h, words in phrases.items()}
        self.run_on = frozenset(self._phrases[h][0] for h in heads if self._phrases[h] != phrases[h])
        """Words at which speakers begin to whom something before was run on."""
        self.begin = frozenset(start for start, _ in self._phrases.values())
        """Words at which speakers begin."""
        self._relaying = {self._phrases[h] for h in heads if h not in speakers}  # who is told something is no "he"
        for head in heads:
            self._of[head] = self._resolve(head)
            found = self._of[head]
            if found is not None:
                self._spoken.append(found)

    def at(self, head: int) -> Speaker | None:
        """The speaker whose phrase has this head; None where a pronoun or description refers to nobody named before."""
        return self._of.get(head)

    def naming(self, words: Range) -> Speaker:
        """The speaker that these words name, in its fullest form."""
        start, end = words
        known = next((s for s in self._spoken if s.words[0] < end and start < s.words[1]), None)
        if known is not None:
            return known
        text = self.doc.quote(start, end)
        return Speaker(words, text, self._fullest(text), "role head")

    def _phrase(self, head: int) -> Range:
        start, end = noun_phrase(self.doc, head, keep=("flat",))
        holder = self._holder(head)
        if holder is not None and all(
            self.doc.upos[w] == "PUNCT" and self.doc.words[w] != "(" for w in range(end, holder)
        ):
            end = max(end, noun_phrase(self.doc, holder)[1])
        while start < head and is_time(self.doc, start):  # "Saturday | Amal Said", its comma lost
            start += 1
        return start, end

    def _holder(self, head: int) -> int | None:
        """Who holds an office, in apposition: "the governor, | Amal Said |", which is one name with it."""
        below = (c for c in self.doc.children[head] if self.doc.deps[c] == "appos" and self.doc.upos[c] == "PROPN")
        return next((c for c in below if c > head), None) if self.doc.upos[head] == "NOUN" else None

    def _resolve(self, head: int) -> Speaker | None:
        start, end = self._phrases[head]
        text = self.doc.quote(start, end)
        lemma = self.doc.lemmas[head]
        if self.doc.upos[head] == "PRON" and self.doc.words[head].lower() in _words("pronouns"):
            return self._pronoun(head, (start, end), text)
        if text.lower().removesuffix(" of them") in _words("members"):
            return self._member((start, end), text)
        if lemma in _words("vehicles"):
            return self._vehicle(head, (start, end), text)
        office = lemma in _words("person") | _words("organisation") and self.doc.deps[head] != "conj"
        owned = office and self.doc.words[start].lower() in _words("belonging") and end - start > 1
        owner = self._owner(start) if owned else None
        if owner is not None:
            return Speaker((start, end), text, f"{owner} {text.partition(' ')[2]}", "whose office it is")
        described = self._description(head, (start, end), text) or self._foretold(head, (start, end), text)
        if described is not None:
            return described
        return Speaker((start, end), text, self._fullest(text), "named")

    def _owner(self, word: int) -> str | None:
        """The body or side that "its" before an office stands for: who acts before it in its sentence, else who spoke or acted last in the one before, if that has a name."""
        own = self._acting(word)
        if own is not None:
            return re.sub(r"^[Tt]he |\s*\([^()]*\)", "", own)
        sent = self.doc.sent_of[word] - 1
        spoke = (s for s in reversed(self._spoken) if self.doc.sent_of[s.words[0]] == sent)
        body = next(
            (s.name for s in spoke if self._kind(s) != "person" and self._is_named(s) and not self._is_plural(s)), None
        )
        name = body or (self._acting(word - 1) if sent >= 0 and self.doc.sents[sent][1] == word else None)
        return re.sub(r"^[Tt]he |\s*\([^()]*\)", "", name) if name else None

    def _pronoun(self, head: int, words: Range, text: str) -> Speaker | None:
        """The last speaker before that fits he/she (a person), it (an organisation) or they (any); he/she may be a person told of since."""
        word, people, bodies = text.lower(), _words("pronouns_of_people"), _words("pronouns_of_bodies")
        if word in _words("ourselves") and not self._in_quotation(head):
            return None
        subject = self._person_before(head) if word in people else None
        if subject is not None and not any(subject[0] <= s.words[0] for s in self._spoken):
            name = self.doc.quote(*subject)
            return Speaker(words, text, self._fullest(name), f"pronoun:{word}, told of before")
        for speaker in self._latest():
            kind = self._kind(speaker)
            if speaker.words in self._relaying:
                continue
            if word in people | bodies and kind != "person" and self._is_plural(speaker):
                continue
            if (word in people and kind == "organisation") or (word in bodies and kind == "person"):
                continue
            far = self.doc.sent_of[head] - self.doc.sent_of[speaker.words[0]] > 1
            acts = self._body_acting(head) if word in bodies and far else None
            return acts or Speaker(words, text, speaker.name, f"pronoun:{word}")
        return self._body_acting(head) if word in bodies else None

    def _body_acting(self, head: int) -> Speaker | None:
        """The armed body that acts in the clause before in the same sentence: "The navy sank four boats, | it | said"."""
        first = self.doc.sents[self.doc.sent_of[head]][0]
        acts = (w for w in range(head - 1, first - 1, -1) if self.doc.deps[w] == "nsubj" and names_side(self.doc, w))
        body = next(
            (noun_phrase(self.doc, w) for w in acts if as_written(self.doc, w)[-1] in _words("organisation")), None
        )
        return Speaker(body, name := self.doc.quote(*body), name, "pronoun: who acts") if body else None

    def _latest(self) -> list[Speaker]:
        """Those who spoke before, the last first; who speaks in an aside of another's sentence ("…, a day before Dor announced it") behind him."""
        last = self._spoken[::-1]
        sentence = [s for s in last if self.doc.sent_of[s.words[0]] == self.doc.sent_of[last[0].words[0]]]
        return sorted(sentence, key=self._aside) + last[len(sentence) :]

    def _aside(self, speaker: Speaker) -> bool:
        """Whether someone speaks in a clause that only tells when or how the main one was."""
        start, end = speaker.words
        head = next((w for w in range(start, end) if not start <= self.doc.heads[w] < end), start)
        return self.doc.deps[clause_of(self.doc, head)].partition(":")[0] == "advcl"

    def _in_quotation(self, word: int) -> bool:
        at = self.doc.starts[word]
        return any(a <= at < b for a, b in self._quotations)

    @cached_property
    def _quotations(self) -> list[tuple[int, int]]:
        return quotations(self.doc.text)

    def _member(self, words: Range, text: str) -> Speaker:
        """One of several who spoke before: "Residents of Dor said …. | One | said …"."""
        several = next((s for s in reversed(self._spoken) if self._is_plural(s)), None)
        return Speaker(words, text, several.name if several else text, "one of the last speakers")

    def _person_before(self, head: int) -> Range | None:
        """The last person who is the subject of a clause before, in the same sentence or the one before it."""
        sent = self.doc.sent_of[head]
        for start, end, label in reversed(self._named):
            subject = next((w for w in range(start, end) if self.doc.deps[w].startswith("nsubj")), None)
            if label == "person" and end <= head and subject is not None:
                return noun_phrase(self.doc, subject) if self.doc.sent_of[start] >= sent - 1 else None
        return None

    def _acting(self, head: int) -> str | None:
        """The named side that acts in the clause before in the same sentence: "Boko Haram has taken Dor, | the group | said"."""
        first = self.doc.sents[self.doc.sent_of[head]][0]
        for w in range(head - 1, first - 1, -1):
            if self._of_subject(w) and names_side(self.doc, w) and proper(self.doc, w):
                return self.doc.quote(*noun_phrase(self.doc, w))
        return None

    def _of_subject(self, word: int) -> bool:
        """Whether a word is the subject of a clause or tells whose it is: "helicopters of | the Valley Group | fired"."""
        above = self.doc.heads[word] if self.doc.deps[word] in ("nmod", "nmod:poss") else word
        return self.doc.deps[above].startswith("nsubj")

    def _vehicle(self, head: int, words: Range, text: str) -> Speaker | None:
        """A statement speaks for whoever it is by; with nobody named, for the last speaker."""
        for child in self.doc.children[head]:
            if self.doc.deps[child] in ("nmod", "nmod:poss") and child in range(*words):
                start, end = noun_phrase(self.doc, child)
                if any(self.doc.upos[w] == "PROPN" or self.doc.upos[w] == "NOUN" for w in range(start, end)):
                    name = self.doc.quote(start, end)
                    return Speaker((start, end), name, self._fullest(name), "statement by")
        named = self._named_by(head, words)
        if named is not None:
            name = self.doc.quote(*named)
            return Speaker(named, name, self._fullest(name), "whose statement")
        definite = self.doc.words[words[0]].lower() in _words("definite")
        if definite and self._spoken:
            return Speaker(words, text, self._spoken[-1].name, "statement of the last speaker")
        return Speaker(words, text, text, "unnamed statement")

    def _named_by(self, head: int, words: Range) -> Range | None:
        """Who a statement is by in words around it: "a statement released on Friday by | the Harbour Council", "| UN | estimates"."""
        start = words[0] + (self.doc.words[words[0]].lower() in _words("untelling") | _words("unnamed_by"))
        if start < head and any(w[:1].isupper() for w in self.doc.words[start:head]):
            return start, head
        end = self.doc.sents[self.doc.sent_of[head]][1]
        for i in range(head + 1, min(end - 1, head + 8)):
            if self.doc.words[i].lower() in _words("whose"):
                behind = speaker_behind(self.doc, i)
                return behind if behind and plausible(self.doc, behind) > 1 else None
            if self.doc.words[i] in (",", ".", ";") or self.doc.words[i].lower() in _words("that"):
                return None
        return None

    def _description(self, head: int, words: Range, text: str) -> Speaker | None:
        """ "the ministry", "the group", "the source": the last speaker of that kind, by its noun if one has it."""
        bare = re.sub(rf"(?i)\b[\w.]+[- ]{any_of('attribution', 'seated')}\s+", "", text)
        if not re.match(rf"(?i){any_of('attribution', 'same')}\b", text) or len(bare.split()) > 3:
            return None
        lemma = self._noun(head)
        if any(w[:1].isupper() and w.lower() != lemma for w in bare.split()[1:]):
            return None
        if lemma in _words("sides"):
            side = self._acting(head)
            if side is not None:
                return Speaker(words, text, side, "description: who acts")
        several = self.doc.xpos[head] == "NNS" and not names_side(self.doc, head)
        which = self._which(head)
        for speaker in reversed(self._spoken):
            if several:
                known = self._is_plural(speaker) and lemma in self.doc.lemmas[slice(*speaker.words)]
            else:
                person = self._kind(speaker) == "person" and lemma not in _words("person")
                own = _content(speaker.name)
                known = lemma in own and which <= own and self._is_named(speaker) and not person
            if known:
                return Speaker(words, text, speaker.name, f"description:{lemma}")
        kind = next((k for k in _KINDS if lemma in _words(k)), None)
        if lemma not in _words("taking_up") or self.doc.words[head][:1].isupper() or several or veiled(self.doc, head):
            return None
        for speaker in reversed(self._spoken):
            if lemma in _words("distinct") and _content(speaker.name) & _words("distinct") - {lemma}:
                continue
            if kind is not None and self._kind(speaker) == kind and self._is_named(speaker):
                another = kind == "person" and len(bare.split()) > 2  # "the village chief"
                return None if another else Speaker(words, text, speaker.name, f"description:{kind}")
        return None

    def _which(self, head: int) -> frozenset[str]:
        """What nouns before a noun tell of which one it is: "the | health | ministry", "the | mayor's | office"."""
        nouns = (c for c in self.doc.children[head] if self.doc.deps[c] in ("compound", "nmod:poss"))
        told = frozenset(w for c in nouns if self.doc.upos[c] != "PRON" for w in _content(self.doc.words[c]))
        return told.union(as_written(self.doc, head)[:-1] if veiled(self.doc, head) else ())

    def _noun(self, head: int) -> str:
        """The noun of a description in lower case; of a body that reading has veiled, and that has no name of its own there, its own ("the ministry")."""
        written, text = as_written(self.doc, head), self.doc.quote(head, head + 1).split()
        bare = veiled(self.doc, head) and len(written) < 3 and all(word.islower() for word in text[1:])
        return written[-1] if bare and written[-1] in _words("distinct") else self.doc.lemmas[head].lower()

    def _foretold(self, head: int, words: Range, text: str) -> Speaker | None:
        """ "a monitor said" in an opening sentence: the monitor that one of the next speakers turns out to be."""
        if self.doc.lemmas[head].lower() not in _words("monitors") or self.doc.xpos[head] == "NNS":
            return None
        if any(e.label == "org" and words[0] <= e.start < words[1] and e.end - e.start > 1 for e in self.doc.ents):
            return None
        if not any(self.doc.words[w].lower().startswith(tuple(_words("watching"))) for w in range(*words)):
            return None
        last = self.doc.sent_of[head] + 8
        named = [(a, b) for a, b, label in self._named if label == "org" and head < a and self.doc.sent_of[a] <= last]
        speaking = {r for h, r in self._phrases.items() if head < h and self.doc.sent_of[h] <= last}
        for a, b in sorted((*named, *speaking)):
            name = self.doc.quote(a, b)
            capitals = sum(w[:1].isupper() and not w.endswith(tuple(_words("seated"))) for w in name.split())
            alone = (a, b) in speaking and name[-1:].islower() and name.split()[-1][:1].isupper()  # "the Observatory"
            if _content(name) & _words("watchers") and (capitals > 1 or alone):
                return Speaker(words, text, self._fullest(name), "named further on")
        return None

    def _is_named(self, speaker: Speaker) -> bool:
        return any(w[:1].isupper() for w in speaker.name.split()[1:]) or speaker.name.isupper()

    def _is_plural(self, speaker: Speaker) -> bool:
        """Whether the naming is a plain plural: "residents", "officials in the port"."""
        first = re.split(rf" {any_of('attribution', 'behind_nouns')} ", speaker.text)[0].split()
        common = bool(first) and (first[-1].islower() or (len(first) == 1 and self.doc.xpos[speaker.words[0]] == "NNS"))
        return common and first[-1].endswith("s")

    def _kind(self, speaker: Speaker) -> str | None:
        content, last = _content(speaker.name), speaker.name.split()[-1:]
        ends = [words[-1].lower() for part in speaker.name.split(",") if (words := part.split())]
        if ends and all(word in _words("organisation") for word in ends):  # and not "Amal Said, head of the council"
            return "organisation"
        labels = {label for start, end, label in self._named if start < speaker.words[1] and speaker.words[0] < end}
        if "person" in labels or content & _words("person"):
            return "person"
        if labels == {"org"} or (any(word[:1].isupper() for word in last) and content & _words("organisation")):
            return "organisation"
        return None

    def _fullest(self, text: str) -> str:
        """The longest speaker's name in the report that holds all content words of this one; an acronym's spelt-out form."""
        own = _content(text)
        if not any(w[:1].isupper() for w in text.split()) or not own or text.split()[0].lower() in _words("unknown"):
            return text
        if re.fullmatch(r"(?:the )?[A-Z][A-Z.]+", text):
            return self._spelt_out(text)
        best = text
        phrases = [*self._phrases.values(), *((a, b) for a, b, _ in self._named)]
        for a, b in phrases:
            other = self.doc.quote(a, b)
            fuller = b - a <= 14 and len(_content(other)) > len(_content(best)) and own <= _content(other)
            if fuller and _proper(own, other) and not self._officer_of(own, (a, b)) and not _only_where(text, other):
                best = other
        return self._spelt_out(best)

    def _officer_of(self, own: frozenset[str], words: Range) -> bool:
        """Whether the longer name is a person's who holds an office there: "the Observatory" is not "Observatory director Amal Said"."""
        offices = _words("person")
        people = {
            w
            for a, b, label in self._named
            if label == "person" and a < words[1] and words[0] < b
            for w in _content(self.doc.quote(a, b))
        }
        other = {lemma.lower() for lemma in self.doc.lemmas[slice(*words)]}
        return bool(other & offices or people) and not own & (people | offices)

    def _spelt_out(self, name: str) -> str:
        """For an acronym ("SOHR", "IS"), the name in the report whose capitals it is made of."""
        letters = re.sub(r"[^A-Z]", "", name)
        if not 1 < len(letters) <= 6 or re.sub(r"[^A-Za-z]", "", name.removeprefix("the ")) != letters:
            return name
        return self._by_initials.get(letters, name)

    @cached_property
    def _by_initials(self) -> dict[str, str]:
        """Capitalised names of the text by their initials, the first of each."""
        found: dict[str, str] = {}
        for match in re.finditer(
            rf"[A-Z][\w’'-]*(?: (?:{any_of('attribution', 'in_names')} )*[A-Z][\w’'-]*)+", self.doc.text
        ):
            words = match.group().split()
            for n in range(len(words)):
                for m in range(n + 2, min(len(words), n + 9) + 1):
                    initials = "".join(w[0] for w in words[n:m] if w[0].isupper())
                    if words[n][0].isupper() and words[m - 1][0].isupper() and not words[m - 1].isupper():
                        found.setdefault(initials, " ".join(words[n:m]))
        return found


def is_outlet(name: str, outlet: str) -> bool:
    """Whether a speaker is the outlet that published the report, or its own correspondent (codebook: neither is listed)."""
    own, published = _content(name) - _words("outlets_people"), _content(outlet)
    return bool(own) and bool(published) and (own <= published or published <= own and len(own) <= len(published) + 1)


@lru_cache(maxsize=4096)
def _content(name: str) -> frozenset[str]:
    """The words of a name that tell it from others: lower case, without diacritics, articles and prepositions."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    words = re.findall(r"[\w'’]+", plain)
    return frozenset(re.sub(r"(?<=[a-z]{3})(['’]s|s['’])$", "", w) for w in words) - _words("untelling")


def _proper(own: frozenset[str], other: str) -> bool:
    """Whether the shared words are capitalised in the longer name too: "the army" is not "the Army Day committee"."""
    capitals = _content(" ".join(w for w in re.findall(r"[\w'’]+", other) if w[:1].isupper()))
    return bool(own & capitals)


def _only_where(name: str, other: str) -> bool:
    """Whether a name tells in a longer one no more than where: "Kyiv" is not "a laboratory in Kyiv"."""
    return re.search(rf"\b{any_of('attribution', 'wheres')} {re.escape(name)}\b", other) is not None
