"""What each source calls each actor, each change of hands and each death; the narrator's words apart from quoted ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..model import Claim, EventType, Mention, Voice
from .evidence import Evidence
from .judged import effective
from .names import plain
from .sources import Sources

CHANGE: Mapping[str, str] = {
    "liberat": "liberated", "captur": "captured", "recaptur": "recaptured", "seiz": "seized", "occup": "occupied", "conquer": "conquered",
    "retak": "retook", "retook": "retook", "overr": "overran", "clear": "cleared", "purg": "purged", "cleans": "cleansed", "secur": "secured",
    "regain": "regained", "fell": "fell", "fall": "fell", "invad": "invaded", "annex": "annexed", "storm": "stormed", "took": "took", "taken": "took",
    "free": "freed", "withdr": "withdrew", "retreat": "retreated", "redeploy": "redeployed", "fle": "fled", "surrender": "surrendered",
}  # fmt: skip
"""Stems of words for a place changing hands, and the form under which they are counted."""

DEATH: Mapping[str, str] = {
    "martyr": "martyred", "kill": "killed", "slain": "slain", "slaughter": "slaughtered", "massacr": "massacred", "murder": "murdered",
    "neutrali": "neutralised", "eliminat": "eliminated", "liquidat": "liquidated", "execut": "executed", "died": "died", "dead": "died",
    "perish": "perished",
    "destroy": "destroyed", "assassinat": "assassinated", "fallen": "fell",
}  # fmt: skip
"""Stems of words for people losing their lives."""

_GROUND = (EventType.TERRITORY_GAINED, EventType.TERRITORY_LEFT, EventType.TERRITORY_HELD)


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
    """The words used, most frequent first within outlet and voice; for one actor where `actor` (a neutral name, an id or any name) is given.

    In the narrator's voice the words are the outlet's; in quotation marks they are the speaker's.
    """
    sources = Sources.of(evidence)
    wanted = _subject(Mention(actor), sources) if actor else None
    used: dict[tuple[str, str, Voice, str, str, str], list[str]] = {}
    for claim in sorted(effective(evidence.claims, evidence.judgements), key=lambda c: c.id):
        outlet = sources.outlet(claim.report_id).name
        voice = voice_of(claim, evidence)
        speaker = sources.speakers(claim)[0].name if voice is Voice.QUOTED else outlet
        for about, subject, word in dict.fromkeys(words(claim, sources)):
            if wanted is None or subject == wanted:
                used.setdefault((outlet, speaker, voice, about, subject, word), []).append(claim.id)
    rows = [Wording(*key, len(ids), tuple(ids[:examples])) for key, ids in used.items()]
    return sorted(rows, key=lambda w: (w.about, w.subject, w.outlet, w.voice, -w.count, w.word, w.speaker))


def words(claim: Claim, sources: Sources) -> Iterator[tuple[str, str, str]]:
    """About what, of whom and in which word a claim speaks."""
    for mention in (*claim.actors, *claim.targets):
        yield "actor", _subject(mention, sources), plain(mention.words or mention.text).strip()
    doer = _subject(claim.actors[0], sources) if claim.actors else ""
    found = re.findall(r"[a-z]+", plain(claim.quote))
    if claim.type in _GROUND:
        yield from (("change", doer, word) for word in _stems(found, CHANGE))
    if any(c.what == "killed" for c in claim.counts):
        victims = _subject(claim.targets[0], sources) if claim.targets else ""
        yield from (("death", victims, word) for word in _stems(found, DEATH))


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


def _stems(found: Iterable[str], stems: Mapping[str, str]) -> Iterator[str]:
    for word in found:
        match = max((s for s in stems if word.startswith(s)), key=len, default=None)
        if match:
            yield stems[match]


def _subject(mention: Mention, sources: Sources) -> str:
    """The neutral name where a pack or the reader knows one, else the name as written."""
    known = sources.pack.actor(mention.text) if sources.pack is not None and mention.neutral is None else None
    name = getattr(known, "name", None)
    return mention.neutral or (str(name) if name else plain(mention.text).strip())
