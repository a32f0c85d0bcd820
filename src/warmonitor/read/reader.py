"""One report in, its claims out: each field is read by its own module and joined here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from warmonitor.lang.doc import Doc
from warmonitor.lang.furniture import unfurnished
from warmonitor.model import (
    Attribution,
    Claim,
    Count,
    EventType,
    Mention,
    Reader,
    Reason,
    Report,
    Span,
    Stance,
    When,
    claim_id,
)
from warmonitor.read.checks.notes import with_notes
from warmonitor.read.counts.claimed import counts, retold
from warmonitor.read.roles.earlier import Earlier
from warmonitor.read.roles.fallen import fallen
from warmonitor.read.roles.features import Phrases, Setting, counted_words, largest_count
from warmonitor.read.roles.fillers import Filler, fill
from warmonitor.read.roles.holders import named
from warmonitor.read.roles.listed import completed
from warmonitor.read.roles.losers import lost
from warmonitor.read.roles.ourselves import is_ourselves, ourselves
from warmonitor.read.roles.participants import Part, by_roles, by_syntax, event_head, mention
from warmonitor.read.roles.references import References
from warmonitor.read.roles.takers import taken
from warmonitor.read.speech.attribution import Attributions

from .candidates import Candidate, key_figures, scored, with_the_killed
from .cues import cue_in, cued, retyped
from .days import Days, scores_of_time
from .denials import denied, is_denial, with_denials
from .doers import denies_loss, doers, spoken_for
from .grounding import Grounding
from .lexicon import words_of
from .lines import in_words, stopped, unwrapped
from .phrases import Range, clause_between_marks, past_dateline
from .scoring import all_features, combined, lowest, reported
from .stance import answering, stance
from .veil import parsed

NAME = "warmonitor"
VERSION = "4"
SURE_SOURCE = 0.85  # from here the role head names a speaker that syntax did not find


class ReportReader:
    """Reads reports into claims with one pipeline and one grounding; reading is a pure function of the report.

    `pipeline` is what `lang.load` gives; without a `grounding` names and places stay words. `again` opens another reader like this one, in another
    process too; without it all reading is done in this one.
    """

    def __init__(
        self, pipeline: Any, grounding: Grounding | None = None, again: Callable[[], ReportReader] | None = None
    ) -> None:
        self.pipeline, self.again = pipeline, again
        self.grounding = grounding or Grounding()
        self.reader = Reader(NAME, "+".join((VERSION, f"{pipeline.name}-{pipeline.version}", *self.grounding.version)))

    def parse(self, report: Report) -> Doc:
        """The report's text as reading takes it."""
        return parsed(self.pipeline, stopped(in_words(unwrapped(unfurnished(report.article)))))

    def read(self, report: Report, doc: Doc | None = None) -> list[Claim]:
        """The claims of one report, in text order; `doc`, what `parse` gives, spares parsing its text again."""
        doc = doc if doc is not None else self.parse(report)
        if not len(doc):
            return []
        claims = fallen(lost(taken(named(completed(_Reading(self, report, doc).claims(), doc), doc)), doc), doc)
        noted = with_notes(self.grounding.ground(claims, report, doc), report, doc, self.grounding)
        return [replace(claim, quote=claim.span.of(report.text)) for claim in noted]  # line breaks as they were


@dataclass(frozen=True, slots=True)
class _Draft:
    """A candidate with the parts that fill its roles; `time_scores`: how likely each word of the report is in the expression that dates it."""

    candidate: Candidate
    parts: dict[str, list[Part]]
    counts: tuple[Count, ...]
    time_scores: np.ndarray | None = None


class _Reading:
    """One report being read."""

    def __init__(self, reader: ReportReader, report: Report, doc: Doc) -> None:
        self.reader, self.report, self.doc = reader, report, doc
        self.attributions = Attributions(doc, report.id, report.outlet)
        self.phrases = Phrases(doc, report.title)
        self.references = References(self.phrases)
        self.days = Days(doc, report.published, report.id)

    def claims(self) -> list[Claim]:
        drafts = self._drafts()
        ids: Counter[tuple[EventType, int, int]] = Counter()
        found: list[Claim] = []
        for draft in drafts:
            denies = is_denial(draft.candidate) and found
            claim = self._denial(draft.candidate, found[-1]) if denies else self._claim(draft)
            key = (claim.type, claim.span.start, claim.span.end)
            found.append(replace(claim, id=claim_id(self.report.id, NAME, *key, ids[key])))
            ids[key] += 1
        return found

    def _drafts(self) -> list[_Draft]:
        doc, pipeline = self.doc, self.reader.pipeline
        candidates = self.candidates()
        told = [self._counts(c) for c in candidates]
        if doc.vectors is None:
            return [_Draft(c, by_syntax(doc, c.words, c.type, c.cue), n) for c, n in zip(candidates, told, strict=True)]
        drafts: list[_Draft] = []
        earlier = Earlier()
        scores = pipeline.roles(doc, [(range(*c.words), c.type) for c in candidates])
        for candidate, number, score in zip(candidates, told, scores, strict=True):
            if drafts and is_denial(candidate):
                drafts.append(replace(drafts[-1], candidate=candidate, counts=()))
                continue
            if drafts and self.attributions.is_beside(candidate.words):
                drafts.append(self._beside(candidate, drafts[-1]))
                continue
            filled = fill(self.phrases, self._setting(candidate, number, score), earlier.before(candidate.type))
            earlier.tell(candidate.type, {role: [f.phrase for f in fillers] for role, fillers in filled.items()})
            parts = {role: [self._part(f, role) for f in fillers] for role, fillers in filled.items()}
            source = by_roles(doc, score.window, score.probs[:, pipeline.role_names.index("source")])
            drafts.append(_Draft(candidate, parts | {"source": source}, number, scores_of_time(score, pipeline, doc)))
        return drafts

    def _beside(self, candidate: Candidate, before: _Draft) -> _Draft:
        """Of who tells another figure of what was just told: all as told before but the figure."""
        told = self._attribution(before.candidate, before.parts.get("source", []))
        actors = doers(self.doc, before.parts.get("actor", []), candidate.type, told)
        numbers = tuple(retold(self.doc, candidate.words, before.counts, self.report.id))
        return replace(before, candidate=candidate, parts=before.parts | {"actor": actors}, counts=numbers)

    def _part(self, filler: Filler, role: str) -> Part:
        """Who or what fills a role; a phrase ends where a speaker begins to whom it was run on, a place where any does."""
        start, end = filler.phrase.words
        speakers = self.attributions.speakers
        begin = speakers.begin if role == "place" else speakers.run_on
        end = min((w for w in begin if start < w < end), default=end)
        return Part((start, end), "likely for: " + "; ".join(filler.reasons), filler.probability, filler.part)

    def _counts(self, candidate: Candidate) -> tuple[Count, ...]:
        found = counts(self.doc, *candidate.words, candidate.type, self.report.id)
        telling = self.attributions.telling(candidate.words) if found else frozenset[int]()
        return tuple(c for c in found if not self._lies_in(c.span, telling))

    def _lies_in(self, span: Span | None, words: frozenset[int]) -> bool:
        return span is not None and words.issuperset(range(*self.doc.words_in(span.start, span.end)))

    def _setting(self, candidate: Candidate, told: tuple[Count, ...], scores: Any) -> Setting:
        doc = self.doc
        head = event_head(doc, candidate.words, candidate.cue)
        return Setting(
            candidate.words,
            candidate.type,
            head,
            scores.window,
            1.0 - scores.probs[:, :, 0],
            counted_words(doc, told),
            largest_count(told),
        )

    def candidates(self) -> list[Candidate]:
        """Where claims stand: by the claim head and cue words, each scored, where the pipeline has a head; else by cue words alone."""
        if self.doc.claim_scores is None:
            return cued(self.doc)
        found = [
            c for c in combined(scored(self.doc, lowest()), cued(self.doc)) if not self.attributions.only_tells(c.words)
        ]
        values = all_features(self.doc, found, self.reader.pipeline)
        told = with_the_killed(self.doc, reported(self.doc, found, values), found)
        told = retyped(self.doc, key_figures(self.doc, told), self.report.title or "")
        told = [c for c in told if not self.attributions.is_beside(c.words)]
        parts = [replace(c, words=part) for c in told for part in self._parts(c)]
        told = with_denials(self.doc, parts, self.attributions.replies, self._deniable)
        return [c if is_denial(c) else self._with_cue(c) for c in told]

    def _deniable(self, candidate: Candidate) -> bool:
        return denied(candidate.type) and self._stance(candidate)[0] in (Stance.ASSERTED, Stance.POSSIBLE)

    def _parts(self, candidate: Candidate) -> list[Range]:
        """A candidate's words where several speak in them: those of each, whoever has no verb of their own right behind whose verb they share."""
        beside = self.attributions.beside
        return [p for part in self.attributions.apart(candidate.words) for p in (part, *beside(part))]

    def _with_cue(self, candidate: Candidate) -> Candidate:
        candidate = replace(candidate, words=past_dateline(self.doc, candidate.words))
        found = cue_in(self.doc, candidate.words, candidate.type)
        if found is None:
            return candidate
        words, cue = found
        return replace(candidate, cue=words, example=cue.example)

    def _claim(self, draft: _Draft) -> Claim:
        candidate, parts = draft.candidate, draft.parts
        doc, report = self.doc, self.report
        start, end = candidate.words
        span = Span(report.id, *doc.chars(start, end))
        places = parts.get("place", [])
        head = event_head(doc, candidate.words, candidate.cue)
        said = replace(candidate, words=clause_between_marks(doc, candidate.words, head))
        attribution = self._attribution(said, parts.get("source", []))
        again = [replace(candidate, words=words) for words in candidate.more]
        if not attribution.speakers:  # codebook, rule 3: a lead that is attributed where it is told again
            later = (self._attribution(c, []) for c in again if c.words > candidate.words)
            attribution = next((a for a in later if a.speakers), attribution)
        stance_, stance_reason = self._stance(said)
        when, when_reason = self._when(draft, denies=stance_ is Stance.DENIED and self._replies(attribution))
        attribution = answering(attribution, stance_reason.rule)
        only_told = denies_loss(doc, head, candidate.type, stance_)
        parts = parts | {"actor": doers(doc, parts.get("actor", []), candidate.type, attribution, only_told=only_told)}
        parts = ourselves(doc, head, candidate.type, parts)
        found = draft.counts
        actors, targets = (self._mentions(parts.get(role, []), attribution) for role in ("actor", "target"))
        return Claim(
            id="",
            report_id=report.id,
            type=candidate.type,
            span=span,
            quote=doc.quote(start, end),
            actors=actors,
            targets=targets,
            where=self.reader.grounding.words(places, doc, report.id),
            when=when,
            counts=found,
            attribution=attribution,
            stance=stance_,
            confidence=candidate.score,
            reader=self.reader.reader,
            more=tuple(Span(report.id, *doc.chars(*c.words)) for c in again),
            reasons=(
                self._type_reason(candidate),
                *self._part_reasons(parts, attribution),
                when_reason,
                Reason("source", "; ".join(m.text for m in attribution.speakers), attribution.rule, attribution.cue),
                stance_reason,
                *(
                    Reason("count", f"{c.what} {c.low}–{'' if c.high is None else c.high} {c.who}", c.rule, c.span)
                    for c in found
                ),
            ),
        )

    def _denial(self, candidate: Candidate, told: Claim) -> Claim:
        """The claim that what was just told did not happen."""
        reply = self.attributions.reply(candidate.words)
        attribution = self.attributions.of_reply(reply) if reply else told.attribution
        span = Span(self.report.id, *self.doc.chars(*candidate.words))
        kept = (r for r in told.reasons if r.field in ("actor", "target", "place", "when"))
        return replace(
            told,
            id="",
            span=span,
            quote=self.doc.quote(*candidate.words),
            counts=(),
            attribution=attribution,
            stance=Stance.DENIED,
            more=(),
            reasons=(
                self._type_reason(candidate),
                *kept,
                Reason("source", "; ".join(m.text for m in attribution.speakers), attribution.rule, attribution.cue),
                Reason("stance", Stance.DENIED, candidate.rule, attribution.cue),
            ),
        )

    def _attribution(self, candidate: Candidate, sources: list[Part]) -> Attribution:
        """By syntax; where that finds nobody, by what the role head is sure of."""
        found = self.attributions.of(candidate.words)
        sure = [p.words for p in sources if (p.score or 0.0) >= SURE_SOURCE]
        if found.speakers or not sure:
            return found
        return self.attributions.by_head(candidate.words, sure)

    def _when(self, draft: _Draft, *, denies: bool) -> tuple[When | None, Reason]:
        words = self.attributions.said(draft.candidate.words)
        return self.days.of(words, draft.candidate.type, draft.time_scores, denies=denies)

    def _replies(self, attribution: Attribution) -> bool:
        """Whether a claim is told by a verb that answers another's: "the army | denied | that Dor had fallen"."""
        cue = attribution.cue
        words = self.doc.words_in(cue.start, cue.end) if cue else (0, 0)
        return not words_of("attribution", "replying").isdisjoint(self.doc.lemmas[slice(*words)])

    def _mentions(self, parts: list[Part], attribution: Attribution) -> tuple[Mention, ...]:
        told = ((p, self._named(p, attribution)) for p in parts)
        found = (
            mention(self.doc, self.report.id, p, name) for p, name in told if name or not is_ourselves(self.doc, p)
        )
        return tuple({m.text: m for m in map(spoken_for, found)}.values())

    def _named(self, part: Part, attribution: Attribution) -> str | None:
        """The name that a bare description stands for, also one of who speaks ("the ministry"), or who "we" are: the speaker, else who published the report."""
        if is_ourselves(self.doc, part):
            return next((m.text for m in attribution.speakers), self.report.outlet)
        start, end = self.doc.chars(*part.words)
        speaks = (m for m in attribution.speakers if m.span and m.span.start <= start and end <= m.span.end)
        bare = (m for m in speaks if m.words and m.words[1:].islower() and m.words.rpartition(" ")[2].islower())
        known = next((m.text for m in bare if m.text != m.words), None)
        return known or self.references.name(part.words)

    def _type_reason(self, candidate: Candidate) -> Reason:
        cue = Span(self.report.id, *self.doc.chars(*candidate.cue)) if candidate.cue else None
        return Reason("type", candidate.type, candidate.rule, cue, round(candidate.score, 4), candidate.example)

    def _part_reasons(self, parts: dict[str, list[Part]], attribution: Attribution) -> Iterator[Reason]:
        for role in ("actor", "target", "place"):
            for part in parts.get(role, []):
                words = Span(self.report.id, *self.doc.chars(*part.words))
                meant = self._named(part, attribution) if role != "place" else None
                yield Reason(
                    role,
                    self.doc.quote(*part.words),
                    part.rule + (f"; stands for “{meant}”, named before" if meant else ""),
                    words,
                    round(part.score, 4) if part.score is not None else None,
                )

    def _stance(self, said: Candidate) -> tuple[Stance, Reason]:
        decided, rule, words = stance(self.doc, *said.words, said.type)
        cue = Span(self.report.id, *self.doc.chars(*words)) if words else None
        return decided, Reason("stance", decided, rule, cue)
