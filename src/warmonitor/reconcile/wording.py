"""What each source calls each actor, each change of hands and each death; the narrator's words apart from quoted ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from warmonitor.lang.wordlists import headings_of, words_of

from ..model import Claim, Mention, Voice
from .evidence import Evidence
from .judged import effective
from .names import plain
from .parties import ANYBODY, government
from .profile import TERRITORY
from .sources import Sources

_UNLIKE, _COUNTED = words_of("wording", "unlike"), words_of("wording", "counted")

_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """One outlet's word for one thing: `about` is actor, change or death; `subject` the neutral name of the actor, or who did it."""

    outlet: str
    speaker: str
    voice: Voice
    about: str
    subject: str
    word: str
    count: int
    examples: tuple[str, ...]


def wording(evidence: Evidence, actor: str | None = None, *, examples: int = 3) -> list[Wording]:
    """The words used, most frequent first within outlet and voice; for one actor where `actor` (a neutral name, or any name used) is given.

    In the narrator's voice the words are the outlet's; in quotation marks they are the speaker's.
    """
    sources = evidence.sources
    used: dict[tuple[str, str, Voice, str, str, str], dict[tuple[str, int], Use]] = {}
    for claim in sorted(effective(evidence.claims, evidence.judgements), key=lambda c: c.id):
        outlet = sources.outlet(claim.report_id).name
        voice = voice_of(claim, evidence)
        speaker = sources.speakers(claim)[0].name if voice is Voice.QUOTED else outlet
        for use in words(claim, sources):
            key = (outlet, speaker, voice, use.about, use.subject, use.key)
            at = (claim.report_id, use.start)
            if at not in used.setdefault(key, {}) or use.shown > used[key][at].shown:
                used[key][at] = use
    rows = [_row(key, list(uses.values()), examples) for key, uses in used.items()]
    if actor is not None:
        rows = _of_actor(rows, actor, sources)
    return sorted(rows, key=lambda w: (w.about, w.subject, w.outlet, w.voice, -w.count, w.word, w.speaker))


def _of_actor(rows: list[Wording], actor: str, sources: Sources) -> list[Wording]:
    """The rows on those who bear the name, or of whom it is used; where there is nobody, on those of the state that it names ("Peru")."""
    from ..ground.actors import general_actor  # reads YAML, which few commands need

    asked = plain(actor).strip()
    wanted = {_subject(Mention(actor), sources), general_actor(actor)}
    wanted |= {
        r.subject
        for r in rows
        if plain(r.subject).strip() == asked
        or (r.about == "actor" and plain(r.word).strip() == plain(_ARTICLE.sub("", actor)).strip())
    }
    land = government(actor)
    found = [r for r in rows if r.subject in wanted]
    return found or [r for r in rows if land is not None and government(r.subject) == land]


@dataclass(frozen=True, slots=True)
class Use:
    """One word at one place of a report: `key` is what is counted together, `shown` whether the claim's quote has it."""

    about: str
    subject: str
    key: str
    word: str
    start: int
    claim: str
    shown: bool


def _row(key: tuple[str, str, Voice, str, str, str], uses: list[Use], examples: int) -> Wording:
    """One word with how often it is used, under its most frequent form; examples whose quotes have it come first."""
    forms = Counter(use.word for use in uses)
    word = min(forms, key=lambda w: (-forms[w], w))
    best = dict.fromkeys(u.claim for u in sorted(uses, key=lambda u: (not u.shown, u.claim)))
    return Wording(*key[:5], word, len(uses), tuple(best)[:examples])


def words(claim: Claim, sources: Sources) -> Iterator[Use]:
    """The words in which a claim speaks of actors, of a place changing hands and of deaths."""
    for mention in (*claim.actors, *claim.targets):
        said = _ARTICLE.sub("", (mention.words or mention.text).strip())
        at = mention.span.start if mention.span else claim.span.start + max(0, claim.quote.find(said))
        key = plain(said).strip()
        yield Use("actor", _subject(mention, sources), key, _as_within(said), at, claim.id, said in claim.quote)
    doer = _subject(claim.actors[0], sources) if claim.actors else ""
    if claim.type in TERRITORY:
        yield from (Use("change", doer, w, w, at, claim.id, True) for w, at in _stems(claim, "change"))
    dead = any(c.what == "killed" for c in claim.counts)
    victims = _subject(claim.targets[0], sources) if claim.targets else ""
    deaths = ((w, at) for w, at in _stems(claim, "death") if dead or w not in _COUNTED)
    yield from (Use("death", victims, w, w, at, claim.id, True) for w, at in deaths)


def _as_within(said: str) -> str:
    """What somebody is called, as it stands within a sentence: "Regime forces" at its beginning are regime forces."""
    first = said.partition(" ")[0]
    return said[0].lower() + said[1:] if said[1:].islower() and plain(first) in ANYBODY else said


def voice_of(claim: Claim, evidence: Evidence) -> Voice:
    """Quoted where the reader says so or the quote stands within quotation marks; else the narrator's."""
    if claim.attribution.voice is Voice.QUOTED:
        return Voice.QUOTED
    report = evidence.reports.get(claim.report_id)
    if report is None:
        return Voice.NARRATOR
    before = report.text[: claim.span.start].rpartition("\n")[2]
    curly = before.count("“") > before.count("”")
    return Voice.QUOTED if curly or before.count('"') % 2 else Voice.NARRATOR


def _stems(claim: Claim, about: str) -> Iterator[tuple[str, int]]:
    """The words of the quote that begin with a stem, each under the form by which it is counted, with their places in the report."""
    stems = headings_of("wording", about)
    names = [m.words or m.text for m in (*claim.actors, *claim.targets)]
    named = [(at, at + len(n)) for n in names if about == "change" and (at := claim.quote.find(n)) >= 0]
    for found in re.finditer(r"[^\W\d_]+", claim.quote):
        if any(start <= found.start() < end for start, end in named):
            continue  # "the occupation army" is what somebody is called
        word = plain(found[0])
        match = max((s for s in stems if word.startswith(s) and word not in _UNLIKE), key=len, default=None)
        if match:
            yield stems[match], claim.span.start + found.start()


def _subject(mention: Mention, sources: Sources) -> str:
    """The neutral name where a pack or the reader knows one, else the name as written."""
    known = sources.pack.actor(mention.text) if sources.pack is not None and mention.neutral is None else None
    return mention.neutral or (known.name if known is not None else "") or plain(mention.text).strip()
