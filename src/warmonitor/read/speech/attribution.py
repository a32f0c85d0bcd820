"""Whom a report attributes a claim to: the chain of speakers around a clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from warmonitor.lang.doc import Doc
from warmonitor.model import Attribution, Mention, Span, Voice
from warmonitor.read.lexicon import words_of
from warmonitor.read.phrases import Range, between_marks, noun_phrase

from .figures import BRACKETED
from .frame import Frame
from .frames import content_range, frames
from .gapped import is_gapped, last_telling
from .quotations import quotations
from .replies import Reply, replies
from .speakers import Speaker, Speakers, is_outlet

SAID = 3  # words that may be all that is said
LEAD, AGAIN, SAME = 2, 4, 0.75  # sentences of the lead, speech frames behind it, share of its words that come again
RELAYED = frozenset({"citing", "quoting"})
"""Rules of frames whose speaker somebody else passes on."""
_SAID_BEHIND = ("+to", " to", ": clause behind")
"""Endings of the rules of frames whose verb stands before what it says, which the time of saying may date too: "promised | on Monday | to keep it open"."""
_BESIDES = ("obl", "obj", "iobj", "advmod")
"""What hangs on a verb of saying beside what is said: "accused | the army | of", "claimed | on Monday | via its agency | to"."""
_MEANING = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ", "X"})


class Attributions:
    """The speech frames and speakers of one document; `of` gives the attribution of a piece of it."""

    def __init__(self, doc: Doc, report: str, outlet: str | None = None) -> None:
        self.doc = doc
        self.report = report
        self.outlet = outlet or ""
        self.frames = frames(doc)
        self.replies = replies(doc, self.frames)
        """Denials that tell not again what they deny, in text order."""
        answers = {r.frame.cue: r for r in self.replies}
        self.frames = [answers[f.cue].only() if f.cue in answers else f for f in self.frames]
        self.speakers = Speakers(doc, self.frames)

    def of(self, words: Range) -> Attribution:
        """The attribution of the clause at `words`: frames that it lies in from the innermost out, else what carries over."""
        around = self._around(words)
        chain, cue = self._chain(around)
        if chain or cue:
            # "the claim that … is a lie", | the mayor said |
            giving = next((f for f in around if f.cue == cue), around[0])
            return self._attribution(chain, cue, content_range(around[0]), words, giving.rule)
        if around:
            return self._attribution(
                [], around[0].cue, content_range(around[0]), words, f"{around[0].rule}: nobody named"
            )
        return self._carried(words)

    def said(self, words: Range) -> Range:
        """Of a clause that tells who says it too ("the army | on Friday denied that | shells hit Dor last week"), the words that are said."""
        around = (f for f in self._around(words) if words[0] <= f.cue[0] < words[1])
        frame = next((f for f in around if f.rule.endswith("+that") or self._dated(f)), None)
        inside = [w for w in range(*words) if w in frame.content] if frame else []
        return (inside[0], inside[-1] + 1) if len(inside) >= SAID and frame and frame.cue[1] <= inside[0] else words

    def _dated(self, frame: Frame) -> bool:
        """Whether what a verb says behind it has a time of its own: "admitted on Monday having left | on Saturday |"."""
        return frame.rule.endswith(_SAID_BEHIND) and any(
            e.label == "date" and frame.content.issuperset(range(e.start, e.end)) for e in self.doc.ents
        )

    def telling(self, words: Range) -> frozenset[int]:
        """What tells of the speakers of a clause and is no part of what is said: "Amal, who | lost a son |, said …", "…, | a freed hostage | said"."""
        around = self._around(words)
        telling = {w for f in around for s in f.speakers for w in self._of_speaker(s, f)}
        return frozenset(telling).difference(*(f.content for f in around))

    def apart(self, words: Range) -> list[Range]:
        """The words, cut at semicolons where somebody else speaks behind one: "Guards shot at farmers | ; | medics said they treated 12"; and before a reply.

        Who tells another figure of it without a verb of their own is left out (`beside`).
        """
        words = self._without_beside(words)
        parts = [p for part in between_marks(self.doc, words) for p in self._before_reply(part)]
        told = [{f.speakers for f in self.frames if f.speakers and a <= f.cue[0] < b} for a, b in parts]
        first, rest = (told[0], told[1:]) if told else (set(), [])
        apart = any(said and said != first for said in rest)
        return [part for part in parts if not self.only_tells(part)] if apart else [words]

    def beside(self, words: Range) -> list[Range]:
        """Where somebody else tells another figure of what these words tell, without a verb of their own: "The mayor put the dead at 30, | the Front at 12 |"."""
        return [clause for clause in self._gaps if words[0] <= self._figure_before(clause[0]) < words[1]]

    def is_beside(self, words: Range) -> bool:
        """Whether these words are such a clause."""
        return any(a <= words[0] and words[1] <= b for a, b in self._gaps)

    @cached_property
    def _gaps(self) -> list[Range]:
        return [(min(f.content), max(f.content) + 1) for f in self.frames if is_gapped(f)]

    @cached_property
    def _brackets(self) -> list[int]:
        return [f.cue[0] for f in self.frames if f.rule == BRACKETED]

    def _figure_before(self, word: int) -> int:
        """The last word of a number before a word, which is the figure that another is set beside."""
        return next((w for w in range(word - 1, -1, -1) if self.doc.upos[w] == "NUM"), -1)

    def _without_beside(self, words: Range) -> Range:
        """The words up to the first such clause in them, or to the bracket of a source in which they end."""
        start, end = words
        end = min((a for a, _ in self._gaps if start < a < end), default=end)
        opened = (w for w in self._brackets if start < w < end and ")" not in self.doc.words[w:end])
        end = min(opened, default=end)
        return words if end == words[1] else (start, last_telling(self.doc, start, end))

    def _before_reply(self, words: Range) -> list[Range]:
        """The words, cut before a relative clause in which somebody replies: "They blamed the Front, | which denied it"."""
        replying = words_of("attribution", "replying")
        cues = (f.cue[0] for f in self.frames if f.speakers and self.doc.lemmas[f.cue[0]] in replying)
        replies = (c for c in cues if self.doc.deps[c] == "acl:relcl")
        cut = next((c for c in replies if words[0] + 2 < c < words[1] and self.doc.words[c - 2] == ","), None)
        return [words] if cut is None else [(words[0], cut - 2), (cut - 1, words[1])]

    def reply(self, words: Range) -> Reply | None:
        """The one of these that some words lie in."""
        return next((r for r in self.replies if r.words[0] <= words[0] and words[1] <= r.words[1]), None)

    def of_reply(self, reply: Reply) -> Attribution:
        """The attribution of a denial to who denies."""
        chain, cue = self._chain([reply.frame])
        return self._attribution(chain, cue, None, reply.words, reply.frame.rule)

    def only_tells(self, words: Range) -> bool:
        """Whether these words name who speaks, and say nothing: "A colonel of the guard denied | that the mill had burnt"."""
        inside = {w for w in range(*words) if self.doc.upos[w] != "PUNCT"}
        person = any(e.label == "person" and e.start in inside for e in self.doc.ents)
        near = (f for f in self.frames if f.speakers and (f.cue[0] in inside or person))
        return any(
            inside <= self._saying(f) and all(self.doc.upos[w] != "VERB" for w in inside.difference(f.cue))
            for f in near
        )

    def _of_speaker(self, head: int, frame: Frame) -> Iterator[int]:
        """The words of a speaker before the cue that marks set off: the whole phrase, with those who speak beside them, and relative clauses."""
        phrases = [noun_phrase(self.doc, s) for s in frame.speakers]
        (start, end), last = noun_phrase(self.doc, head), max(b for _, b in phrases)
        beside = all(any(a <= w < b for a, b in phrases) or self.doc.upos[w] == "CCONJ" for w in range(end, last))
        end = last if beside else end
        opens = start == self.doc.sents[self.doc.sent_of[start]][0] or self.doc.words[start - 1] == ","
        if opens and end == frame.cue[0]:
            yield from range(start, end)
        for clause in self.doc.children[head]:
            words = [w for w in self.doc.subtree(clause) if w < frame.cue[0] and self.doc.upos[w] != "PUNCT"]
            if self.doc.deps[clause] == "acl:relcl" and words and self.doc.words[words[0] - 1] == ",":
                yield from words

    def by_head(self, words: Range, named: Sequence[Range]) -> Attribution:
        """The attribution to speakers that the role head found where no frame gives one; `named` are their words, nearest first."""
        chain = [s for s in map(self.speakers.naming, named) if not is_outlet(s.name, self.outlet)]
        return self._attribution(list({s.name: s for s in chain}.values()), None, None, words, "role head")

    def _around(self, words: Range) -> list[Frame]:
        """Frames whose content covers at least half of `words`, whom somebody cites and then the smallest first; punctuation, speaker and cue aside."""
        inside = {w for w in range(*words) if self.doc.upos[w] != "PUNCT"}
        near = [f for f in self.frames if not f.content.isdisjoint(inside)]
        found = [f for f in near if self._covers([f], inside)] or self._together(near, inside)
        return sorted(found, key=lambda f: (f.rule not in RELAYED, len(f.content)))

    def _covers(self, frames: Sequence[Frame], inside: set[int]) -> bool:
        """Whether what frames say is at least half of these words, who says it and how aside."""
        said = inside & {w for f in frames for w in f.content}
        return 2 * len(said) >= len(inside.difference(*map(self._saying, frames))) > 0

    def _together(self, near: Sequence[Frame], inside: set[int]) -> list[Frame]:
        """Frames of the same speakers that only together say these words: "X claimed the attack and said nine men had died"."""
        by = ([f for f in near if f.speakers == g.speakers] for g in near if g.speakers)
        return next((frames for frames in by if len(frames) > 1 and self._covers(frames, inside)), [])

    def _saying(self, frame: Frame) -> set[int]:
        """The words of a frame that are not said: its speakers, its cue, and whom and when that tells."""
        said_by = (self.speakers.at(head) for head in (*frame.speakers, *frame.relayers))
        besides = (
            c
            for c in self.doc.children[frame.cue[0]]
            if self.doc.deps[c].startswith(_BESIDES) and c not in frame.content
        )
        told = {w for c in besides for w in self.doc.subtree(c)}
        told |= {w for s in frame.speakers for w in self.doc.subtree(s) if s <= w < frame.cue[0]}
        told -= frame.content
        return {w for s in said_by if s for w in range(*s.words)} | set(range(*frame.cue)) | told

    def _chain(self, around: Sequence[Frame]) -> tuple[list[Speaker], Range | None]:
        chain: list[Speaker] = []
        cue: Range | None = None
        for frame in around:
            for head in (*frame.speakers, *frame.relayers):
                speaker = self.speakers.at(head)
                if speaker is not None and speaker.name not in (s.name for s in chain):
                    chain.append(speaker)
                    cue = cue or frame.cue
        return [s for s in chain if not is_outlet(s.name, self.outlet)], cue

    def _carried(self, words: Range) -> Attribution:
        """A sentence without a speaker takes the last one inside a running quotation, or where a word carries it over."""
        sent = self.doc.sents[self.doc.sent_of[words[0]]]
        before = [f for f in self.frames if f.cue[0] < sent[0]]
        quoted = self._in_quotation(words[0])
        if quoted:
            after = next(
                (f for f in self.frames if sent[1] <= f.cue[0] < sent[1] + 60 and f.rule.endswith("aside")), None
            )
            frame = next((f for f in reversed(before) if self._reaches(f, words[0])), None) or after
            if frame is not None:
                chain, cue = self._chain([frame])
                return self._attribution(chain, cue, None, words, "running quotation")
        if before and (self._carrier(sent) or self._also(sent)) and self._previous_sentence_has(before[-1], sent):
            chain, cue = self._chain([before[-1]])
            return self._attribution(chain, cue, None, words, "carried over by “also”")
        told = self._told_again(words) if not quoted else None
        if told is not None:
            chain, cue = self._chain([told])
            return self._attribution(chain, cue, content_range(told), words, "a later sentence says it again")
        return Attribution(voice=Voice.QUOTED if quoted else Voice.NARRATOR, rule="the report's own voice")

    def _carrier(self, sent: Range) -> bool:
        """Whether a pronoun with “also” opens the sentence: "They also shelled …"."""
        opening = [w.lower() for w in self.doc.words[sent[0] : sent[0] + 5]]
        return (
            bool(opening)
            and opening[0] in words_of("attribution", "pronouns")
            and not words_of("attribution", "carriers").isdisjoint(opening)
        )

    def _also(self, sent: Range) -> bool:
        """Whether the main clause tells what happened "also": "Shells also hit the mill", not "has also been", "are also preparing"."""
        root = next((w for w in range(*sent) if self.doc.deps[w] == "root"), None)
        if root is None or not any(
            self.doc.deps[c] == "advmod" and self.doc.words[c].lower() in words_of("attribution", "carriers")
            for c in self.doc.children[root]
        ):
            return False
        verbs = [root, *(c for c in self.doc.children[root] if self.doc.deps[c].startswith("aux"))]
        return all(self.doc.xpos[w] in ("VBD", "VBN") for w in verbs)

    def _told_again(self, words: Range) -> Frame | None:
        """For an opening sentence in the report's own voice: the later frame that says the same again (codebook, rule 3)."""
        if self.doc.sent_of[words[0]] > LEAD or any(
            self.doc.sent_of[f.cue[0]] == self.doc.sent_of[words[0]] for f in self.frames
        ):
            return None
        own = self._gist(range(*words))
        after = [f for f in self.frames if f.cue[0] >= words[1]]
        for frame in after[:AGAIN]:
            again = self._gist(frame.content)
            numbers = {w for w in own if w[0].isdigit()}
            same = len(own & again) >= SAME * max(len(own), len(again))
            if len(own) >= 4 and same and numbers <= again and self._chain([frame])[0]:
                return frame
        return None

    def _gist(self, words: Iterable[int]) -> set[str]:
        """The lemmas of the words that carry a meaning."""
        return {self.doc.lemmas[w].lower() for w in words if self.doc.upos[w] in _MEANING}

    def _previous_sentence_has(self, frame: Frame, sent: Range) -> bool:
        return self.doc.sent_of[frame.cue[0]] == self.doc.sent_of[sent[0]] - 1

    def _reaches(self, frame: Frame, word: int) -> bool:
        """Whether no paragraph ends between the frame and the word."""
        a, b = self.doc.ends[frame.cue[0]], self.doc.starts[word]
        return a <= b and "\n\n" not in self.doc.text[a:b] and b - a < 1200

    @cached_property
    def _quotations(self) -> list[tuple[int, int]]:
        return quotations(self.doc.text)

    def _in_quotation(self, word: int) -> bool:
        at = self.doc.starts[word]
        return any(a <= at < b for a, b in self._quotations)

    def _attribution(
        self, chain: Sequence[Speaker], cue: Range | None, content: Range | None, words: Range, rule: str
    ) -> Attribution:
        return Attribution(
            speakers=tuple(self._mention(s) for s in chain),
            cue=self._span(cue) if cue else None,
            content=self._span(content) if content else None,
            voice=Voice.QUOTED if self._in_quotation(words[0]) else Voice.NARRATOR,
            rule=rule,
        )

    def _mention(self, speaker: Speaker) -> Mention:
        return Mention(speaker.name, span=self._span(speaker.words), words=speaker.text)

    def _span(self, words: Range) -> Span:
        return Span(self.report, *self.doc.chars(*words))
