"""How sure a candidate is: a calibrated logistic regression over a few named features, so that a confidence says how often such a claim is right.

The weights (`lang/en/claims.json`) are fitted by `training/scoring.py` on reports that the encoder was not trained on. Each feature's
contribution is weight times value, in logits.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType

from .candidates import TYPES, Candidate
from .cues import cue_in
from .logistic import fitted, probability
from .written import as_written, veiled

RETOLD = "retold"  # how the names of features begin that tell whether the report says the same elsewhere
SAME = 0.6  # the share of a clause's telling words from which another that holds them says the same
LOWEST = 0.25  # candidates below this head probability are not looked at, unless a cue word names them


def all_features(doc: Doc, candidates: Sequence[Candidate], pipeline: Any) -> list[dict[str, float]]:
    """The features of all candidates of a document, in text order, with the pipeline's second opinion on each span where it has one."""
    opinions = pipeline.types(doc, [range(*c.words) for c in candidates]) if candidates else None
    told = [_content(doc, c) for c in candidates]
    starts = [c.words[0] for c in candidates]
    longest = max((c.words[1] - c.words[0] for c in candidates), default=0)
    found = []
    for i, candidate in enumerate(candidates):
        start, end = candidate.words
        near = candidates[bisect_left(starts, start - longest) : bisect_left(starts, end)]
        values = features(doc, candidate, near) | _retold(doc, i, candidates, told)
        if opinions is not None:
            opinion = opinions[i]
            values["span taken whole"] = _logit(float(opinion[TYPES.index(candidate.type)]))
            values["span taken whole: nothing"] = _logit(float(opinion[len(TYPES)]))
        found.append(values)
    return found


def features(doc: Doc, candidate: Candidate, others: Sequence[Candidate]) -> dict[str, float]:
    """Named features of a candidate of a scored document; among `others` are all candidates of the document that share words with it."""
    assert doc.claim_scores is not None
    start, end = candidate.words
    n = TYPES.index(candidate.type)
    scores = doc.claim_scores[start:end]
    best = scores.max(0).tolist()
    best_other = max(p for i, (p, _) in enumerate(best) if i != n)
    cue = cue_in(doc, candidate.words, candidate.type)
    rivals = [o for o in others if o is not candidate and _share(o, candidate) > 0.5]
    length, upos = end - start, doc.upos[start:end]
    alone = candidate.rule.startswith("cue")
    return {
        "bias": 1.0,
        f"type {candidate.type}": 1.0,
        "best word": _logit(best[n][0]),
        "mean word": _logit(float(scores[:, n, 0].mean())),
        "beginning": _logit(best[n][1]),
        "best other type": _logit(best_other),
        "cue word": float(cue is not None),
        "how often the cue is right": reliability(cue[1].name) if cue else 0.0,
        f"cue word of {candidate.type}": float(cue is not None),
        "from cue words alone": float(alone),
        "from cue words alone: something is claimed here": _logit(best_other) if alone else 0.0,
        "from cue words alone: how often the cue is right": reliability(cue[1].name) if alone and cue else 0.0,
        "short": float(length < 6),
        "long": float(length > 25),
        "verb": float("VERB" in upos),
        "number or name": float("NUM" in upos or "PROPN" in upos),
        "rival of its type": float(any(r.type is candidate.type for r in rivals)),
        "likelier rival": float(any(r.score > candidate.score for r in rivals)),
        "first sentence": float(doc.sent_of[start] == 0),
    }


def _content(doc: Doc, candidate: Candidate) -> frozenset[str]:
    told = (w for w in range(*candidate.words) if doc.upos[w] in ("NOUN", "PROPN", "NUM", "VERB"))
    return frozenset(word for w in told for word in ((doc.lemmas[w],) if not veiled(doc, w) else as_written(doc, w)))


def _retold(doc: Doc, i: int, candidates: Sequence[Candidate], told: Sequence[frozenset[str]]) -> dict[str, float]:
    """How much of a candidate another clause of its type says too, earlier or later: who adds nothing is not marked (codebook, rule 3)."""
    own = candidates[i]
    shares = {"earlier": 0.0, "later": 0.0}
    for j, other in enumerate(candidates):
        if other.type is own.type and told[i]:
            side = "earlier" if other.words[1] <= own.words[0] else "later" if own.words[1] <= other.words[0] else None
            if side:
                shares[side] = max(shares[side], len(told[i] & told[j]) / len(told[i]))
    return {
        **{f"{RETOLD} {side}": share for side, share in shares.items()},
        f"{RETOLD} earlier, nothing new": float(shares["earlier"] > 0.75),
        "in the first two sentences": float(doc.sent_of[own.words[0]] < 2),
    }


def reported(doc: Doc, candidates: Sequence[Candidate], values: Sequence[Mapping[str, float]]) -> list[Candidate]:
    """The candidates that are sure enough, each with the clauses that only its being told already keeps from being reported."""
    sure = [replace(c, score=confidence(v)) for c, v in zip(candidates, values, strict=True)]
    kept = {i: c for i, c in enumerate(sure) if c.score >= threshold()}
    for i, candidate in enumerate(sure):
        alone = {name: value for name, value in values[i].items() if not name.startswith(RETOLD)}
        if i in kept or confidence(alone) < threshold() or not (told := _content(doc, candidate)):
            continue
        shares = {
            j: len(told & _content(doc, o)) / len(told)
            for j, o in kept.items()
            if o.type is candidate.type and _share(o, candidate) <= 0
        }
        best = max(shares, key=lambda j: shares[j], default=None)
        if best is not None and shares[best] >= SAME:
            kept[best] = replace(kept[best], more=(*kept[best].more, candidate.words))
    return list(kept.values())


def reliability(cue: str) -> float:
    """The logit of how often a cue's clause was a claim of its type in the training reports; 0 for cues never met there."""
    right, met = _fitted()["cues"].get(cue, (0, 0))
    return _logit((right + 1.0) / (met + 2.0)) if met else 0.0


def confidence(values: Mapping[str, float]) -> float:
    """The probability that a candidate with these features is a claim of its type."""
    return probability(_fitted()["weights"], values)


def threshold() -> float:
    """The confidence from which a candidate is reported."""
    return float(_fitted()["threshold"])


def _fitted() -> dict[str, Any]:
    return fitted("claims")


def _logit(p: float) -> float:
    p = min(0.995, max(0.005, p))
    return math.log(p / (1.0 - p))


def _share(a: Candidate, b: Candidate) -> float:
    """The share of the shorter one's words that two candidates have in common."""
    common = min(a.words[1], b.words[1]) - max(a.words[0], b.words[0])
    return common / min(a.words[1] - a.words[0], b.words[1] - b.words[0])


def combined(found: Sequence[Candidate], cued: Sequence[Candidate]) -> list[Candidate]:
    """The head's candidates, and those of cue words that share less than half their words with one of the same type."""
    more = [c for c in cued if all(o.type is not c.type or _share(o, c) < 0.5 for o in found)]
    return sorted((*found, *more), key=lambda c: (c.words, TYPES.index(c.type)))


def lowest() -> dict[EventType, tuple[float, float]]:
    """Thresholds that let every candidate through that is worth scoring."""
    return dict.fromkeys(EventType, (LOWEST, 0.85))
