"""What training minimises: the mean loss of each head, and how much each weighs."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional as F

from training.documents import EVENT_TYPES, IGNORE
from training.model import UNTYPED, Reader, Roles, sentence_mask

WEIGHTS = {
    "upos": 0.5, "xpos": 0.5, "sent_start": 1.0, "arc": 2.0, "dep": 2.0, "names": 5.0, "claims": 20.0, "roles": 4.0, "stance": 0.5, "types": 1.0,
}  # fmt: skip
Tensors = dict[str, Tensor]
Losses = dict[str, Tensor | None]
"""The loss of each head; None where the batch lacks its labels."""


def losses(reader: Reader, roles: Roles, batch: Tensors) -> Tensors:
    """The mean loss of each head; a head whose labels the batch lacks is left out."""
    out = reader(batch)
    words = roles.project(out["vectors"])
    found: Losses = {
        "upos": _entropy(out["upos"], batch["upos"]),
        "xpos": _entropy(out["xpos"], batch["xpos"]),
        **_syntax(reader, out, batch),
        "names": _entropy(out["names"], batch["names"], (1.0, 1.5, 1.5)),
        "claims": _claims(out["claims"], batch["claims"]),
        **_fillers(roles, words, batch),
        "types": _types(roles, words, batch),
    }
    return {head: loss for head, loss in found.items() if loss is not None}


def _entropy(scores: Tensor, gold: Tensor, weights: Sequence[float] | None = None) -> Tensor | None:
    """Cross entropy of the labels that are known; `weights` of the classes."""
    known = gold != IGNORE
    if not known.any():
        return None
    of_class = None if weights is None else torch.tensor(weights, device=scores.device)
    return F.cross_entropy(scores[known].float(), gold[known], of_class)


def _syntax(reader: Reader, out: Tensors, batch: Tensors) -> Losses:
    """Sentence starts, heads, and relations to the gold heads; arcs only within the gold sentences."""
    starts, heads = batch["sent_start"], batch["head"]
    known = starts != IGNORE
    if not known.any():
        return {}
    same = sentence_mask(starts.clamp(min=0), batch["word_mask"])
    headless = heads == IGNORE
    relations = reader.parser.rels(out["form"], torch.where(headless, 0, heads).unsqueeze(-1)).squeeze(2)
    return {
        "sent_start": F.binary_cross_entropy_with_logits(out["sent_start"][known].float(), starts[known].float()),
        "arc": _entropy(out["arc"].float().masked_fill(same == 0, -1e4), heads),
        "dep": _entropy(relations, torch.where(headless, IGNORE, batch["dep"])),
    }


def _claims(scores: Tensor, gold: Tensor) -> Tensor | None:
    """Begin and inside of each event type, which are rare: a beginning weighs three times as much as a word without claim."""
    known = gold != IGNORE
    if not known.any():
        return None
    rare = gold.new_tensor([3.0] * len(EVENT_TYPES) + [1.5] * len(EVENT_TYPES)).expand_as(gold)[known]
    gold = gold[known]
    return F.binary_cross_entropy_with_logits(scores[known].float(), gold, torch.where(gold == 1, rare, 1.0))


def _fillers(roles: Roles, words: tuple[Tensor, Tensor], batch: Tensors) -> Losses:
    """Roles and stance of the gold claims; `words` as `Roles.project` gives them."""
    if not len(batch["claim_type"]):
        return {}
    at = batch["claim_window"]
    mask = batch["word_mask"][at]
    scores, stance, _ = roles.judge(
        words[0][at], words[1][at], batch["claim_mask"], batch["claim_type"], word_mask=mask
    )
    gold = torch.where(mask.unsqueeze(-1) == 1, batch["roles"], IGNORE)
    return {
        "roles": _entropy(scores, gold, (1.0, 2.0, 2.0)),
        "stance": _entropy(stance, batch["stance"], (1.0, 2.0, 2.0, 2.0)),
    }


def _types(roles: Roles, words: tuple[Tensor, Tensor], batch: Tensors) -> Tensor | None:
    """What whole spans claim, "nothing" among the answers."""
    if not len(batch["span_type"]):
        return None
    at = batch["span_window"]
    untyped = torch.full_like(batch["span_type"], UNTYPED)
    mask = batch["word_mask"][at]
    _, _, types = roles.judge(words[0][at], words[1][at], batch["span_mask"], untyped, word_mask=mask)
    return _entropy(types, batch["span_type"])
