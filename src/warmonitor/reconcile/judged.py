"""People's judgements: which of them stand, and what they make of the claims."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ..model import Claim, Count, Decision, EventType, Judgement, Mention, Stance, When, Where

Pair = tuple[str, str]


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that nobody took back, oldest first. One that was taken back and whose undoing was taken back stands again."""
    ordered = sorted(judgements, key=lambda j: (j.at, j.id))
    undone: set[str] = set()
    for judgement in reversed(ordered):
        if judgement.undoes and judgement.id not in undone:
            undone.add(judgement.undoes)
    return [j for j in ordered if j.id not in undone and not j.undoes]


def links(judgements: Iterable[Judgement]) -> tuple[list[Pair], list[Pair]]:
    """Pairs of claims judged the same and pairs judged different; of two judgements on one pair the later stands.

    A "same" that would bring together, over other pairs, two claims judged different later gives way.
    """
    last: dict[Pair, Decision] = {}
    for judgement in standing(judgements):
        if judgement.decision in (Decision.SAME, Decision.DIFFERENT):
            first, *others = sorted(set(judgement.claims))
            for other in others:
                last.pop((first, other), None)
                last[first, other] = judgement.decision
    groups: dict[str, set[str]] = {}
    same: list[Pair] = []
    different: list[Pair] = []
    for pair, decision in reversed(last.items()):
        mine, yours = (groups.setdefault(c, {c}) for c in pair)
        if decision is Decision.DIFFERENT:
            if mine is not yours:
                different.append(pair)
        elif not any((a in mine and b in yours) or (a in yours and b in mine) for a, b in different):
            same.append(pair)
            joined = mine | yours
            groups.update(dict.fromkeys(joined, joined))
    return sorted(same), sorted(different)


def effective(claims: Iterable[Claim], judgements: Sequence[Judgement]) -> list[Claim]:
    """The claims as people left them: rejected ones out, corrected ones corrected; the rest as read."""
    rejected: set[str] = set()
    corrections: dict[str, dict[str, Any]] = {}
    for judgement in standing(judgements):
        for claim in judgement.claims:
            if judgement.decision is Decision.REJECT:
                rejected.add(claim)
            elif judgement.decision in (Decision.ACCEPT, Decision.CORRECT):
                rejected.discard(claim)
            if judgement.decision is Decision.CORRECT and judgement.correction:
                corrections[claim] = corrections.get(claim, {}) | json.loads(judgement.correction)
    return [corrected(c, corrections[c.id]) if c.id in corrections else c for c in claims if c.id not in rejected]


def corrected(claim: Claim, fields: dict[str, Any]) -> Claim:
    """The claim with the fields that a person corrected, given as in the codebook's format; ValueError where they break it."""
    changed: dict[str, Any] = {}
    if "type" in fields:
        changed["type"] = EventType(fields["type"])
    if "stance" in fields:
        changed["stance"] = Stance(fields["stance"])
    for key, name in (("actor", "actors"), ("target", "targets")):
        if key in fields:
            changed[name] = tuple(Mention(text) for text in fields[key])
    if "source" in fields:
        changed["attribution"] = replace(claim.attribution, speakers=tuple(Mention(t) for t in fields["source"]))
    if "place" in fields:
        changed["where"] = tuple(Where(text) for text in fields["place"])
    if "when" in fields:
        span = fields["when"]
        days = (date.fromisoformat(span["start"]), date.fromisoformat(span["end"])) if span else None
        changed["when"] = When.of(*days, rule="corrected") if days else None
    if "count" in fields:
        changed["counts"] = tuple(Count(c["what"], c["who"], c["low"], c["high"]) for c in fields["count"])
    return replace(claim, **changed)
