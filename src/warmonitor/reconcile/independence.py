"""How many independent sources stand behind claims: near-duplicate text and one relayed source count once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ..model import Claim, Stance
from .evidence import Evidence
from .names import plain
from .profile import meet
from .sources import NAMELESS, Sources, Speaker, same_speaker

SHORTEST = 8  # words; shorter sentences are alike by chance
COPIED = 0.65  # share of the shorter sentence's words that stand in the other in the same order: above, one was written from the other
CLAUSE = (
    16  # words; a sentence up to so long holds little but the event itself, which any source tells in the same words
)
COPIED_CLAUSE = 0.8


def independent(claims: Iterable[Claim], evidence: Evidence | Sources) -> int:
    """How many independent sources the claims have.

    Two claims have two sources only if neither their texts nor their last speakers coincide.
    """
    return len(groups(claims, evidence if isinstance(evidence, Sources) else Sources.of(evidence)))


def groups(claims: Iterable[Claim], sources: Sources) -> list[tuple[Speaker, tuple[Claim, ...]]]:
    """The independent sources of the claims, each with its claims; in the order of their first claim's id.

    A group is shown under its best-known speaker: one that is named before the report's own voice.
    """
    said = [(claim, speaker) for claim in sorted(claims, key=lambda c: c.id) for speaker in sources.speakers(claim)]
    if len(said) == 1:
        return [(said[0][1], (said[0][0],))]
    roots = list(range(len(said)))

    def root(i: int) -> int:
        while roots[i] != i:
            roots[i] = roots[roots[i]]
            i = roots[i]
        return i

    def join(i: int, j: int) -> None:
        low, high = sorted((root(i), root(j)))
        roots[high] = low

    relayed = {i: teller for i in range(len(said)) if (teller := _relayed_by(i, said, sources)) is not None}
    for i, (a, speaker_a) in enumerate(said):
        if i in relayed:
            join(i, relayed[i])
            continue
        for j in range(i):
            if j not in relayed and root(i) != root(j) and one_source(said[j][0], said[j][1], a, speaker_a, sources):
                join(i, j)
    found: dict[int, list[int]] = {}
    for i in range(len(said)):
        found.setdefault(root(i), []).append(i)
    return [(_face([said[i][1] for i in members]), _claims(said[i][0] for i in members)) for members in found.values()]


def _relayed_by(at: int, said: Sequence[tuple[Claim, Speaker]], sources: Sources) -> int | None:
    """Whose word an outlet passes on, in its report's own sentence or as another report quotes it: that of the nearest speaker whom its report names for the event.

    None where it names nobody, or where the sentence gives a number that none of them gives: that is the outlet's own.
    """
    mine, speaker = said[at]
    named = [i for i, (c, s) in enumerate(said) if not s.own and _of_outlet(mine, speaker, c, sources)]
    if not named or not _adds_nothing(mine, [said[i][0] for i in named]):
        return None
    return min(named, key=lambda i: (abs(said[i][0].span.start - mine.span.start), i))


def _of_outlet(claim: Claim, speaker: Speaker, other: Claim, sources: Sources) -> bool:
    """Whether the outlet that speaks in a claim, for itself or quoted by another report, has published another claim."""
    if speaker.own or claim.report_id == other.report_id:
        return speaker.own and claim.report_id == other.report_id
    outlet = sources.outlet(other.report_id)
    relays = sources.relays(claim, speaker) if _told_by_no_name(speaker) else ()
    return any(s.named and same_speaker(s, outlet) for s in (speaker, *relays))


def _told_by_no_name(speaker: Speaker) -> bool:
    """Whether a speaker is told from others only by what was said before: "the rights group"."""
    return speaker.name.startswith("the ") and speaker.name.islower()


def _adds_nothing(claim: Claim, others: Sequence[Claim]) -> bool:
    """Whether a claim gives no number that none of the others gives."""
    theirs = [n for other in others for n in other.counts]
    return all(n.what == "other" or any(n.what == t.what and meet(n, t) for t in theirs) for n in claim.counts)


def one_source(a: Claim, speaker_a: Speaker, b: Claim, speaker_b: Speaker, sources: Sources) -> bool:
    """Whether two claims by two speakers are one source: the same speaker, who quotes the other's report, or one text handed on without naming it."""
    if same_speaker(speaker_a, speaker_b):
        return True
    if withdraws(a, speaker_a, b, speaker_b, sources) or withdraws(b, speaker_b, a, speaker_a, sources):
        return True
    if any(_quotes(*x, *y, sources) for x, y in (((a, speaker_a), (b, speaker_b)), ((b, speaker_b), (a, speaker_a)))):
        return True
    if a.report_id == b.report_id or (_speaks_up(speaker_a) and _speaks_up(speaker_b)):
        return False
    nobody = not (_speaks_up(speaker_a) or _speaks_up(speaker_b))
    return (nobody and sources.one_text(a.report_id, b.report_id)) or copied(a, b, sources)


def withdraws(denial: Claim, speaker: Speaker, other: Claim, theirs: Speaker, sources: Sources) -> bool:
    """Whether an outlet takes back in its own voice what it has on the word of nobody with a name."""
    if denial.stance is not Stance.DENIED or not speaker.own or theirs.named:
        return False
    return denial.report_id != other.report_id and sources.printed_by(other.report_id, speaker)


def _quotes(a: Claim, speaker: Speaker, b: Claim, theirs: Speaker, sources: Sources) -> bool:
    """Whether one report quotes the outlet of the other with no more than that says, for itself or on somebody whom that does not name ("US officials", "officials")."""
    if speaker.own or not _adds_nothing(a, [b]):
        return False
    if _of_outlet(a, speaker, b, sources):
        return True
    if theirs.named or not NAMELESS & set(plain(speaker.name).split()) & set(plain(theirs.name).split()):
        return False
    outlet = sources.outlet(b.report_id)
    return any(s.named and same_speaker(s, outlet) for s in sources.relays(a, speaker))


def copied(a: Claim, b: Claim, sources: Sources) -> bool:
    """Whether the sentences in which two claims stand were written from one text; editors mostly swap single words ("army", "regime")."""
    if _counts_otherwise(a, b):
        return False
    mine, yours = passage(a, sources), passage(b, sources)
    shorter = min(len(mine), len(yours))
    share = COPIED if shorter > CLAUSE else COPIED_CLAUSE
    if shorter < SHORTEST and not sources.one_text(a.report_id, b.report_id):
        return False
    if len(set(mine) & set(yours)) < share * min(len(set(mine)), len(set(yours))):
        return False
    from difflib import SequenceMatcher  # here, as few passages come so far

    blocks = SequenceMatcher(None, mine, yours, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= share * shorter


def printed(claim: Claim, sources: Sources) -> tuple[object, ...]:
    """The sentence of a claim with its type and stance, word for word: who prints it again says nothing new."""
    return claim.type, claim.stance, passage(claim, sources)


def _counts_otherwise(a: Claim, b: Claim) -> bool:
    """Whether the two give the same people another number: who hands a text on keeps its numbers."""
    return any(x.what == y.what and x.who == y.who and not meet(x, y) for x in a.counts for y in b.counts)


def passage(claim: Claim, sources: Sources) -> tuple[str, ...]:
    """The words of the sentence around the quote; of the quote alone where the text is not at hand."""
    report = sources.reports.get(claim.report_id)
    return _words(_sentence(report.text, claim.span.start, claim.span.end) if report else claim.quote)


def _speaks_up(speaker: Speaker) -> bool:
    return speaker.named and not speaker.own


@lru_cache(maxsize=1 << 14)
def _sentence(text: str, start: int, end: int) -> str:
    before = max((m.end() for m in re.finditer(r"[.!?][\"”’)]*\s+|\n+", text[:start])), default=0)
    after = re.search(r"[.!?][\"”’)]*(?:\s|$)|\n", text[max(start, end - 1) :])
    return text[before : max(start, end - 1) + after.end() if after else len(text)]


@lru_cache(maxsize=1 << 14)
def _words(passage: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", plain(passage)))


def _face(speakers: Sequence[Speaker]) -> Speaker:
    return min(
        speakers, key=lambda s: (s.own, not s.named, s.side is None, s.name.islower(), len(s.name), s.name, s.key)
    )


def _claims(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple({c.id: c for c in claims}.values())
