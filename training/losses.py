"""What training minimises: the mean loss of each head, and how much each weighs."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from training.documents import EVENT_TYPES, IGNORE
from training.model import UNTYPED, Reader, Roles, sentence_mask

WEIGHTS = {
    "upos": 0.5, "xpos": 0.5, "sent_start": 1.0, "arc": 2.0, "dep": 2.0, "names": 5.0, "claims": 20.0, "roles": 4.0, "stance": 0.5, "types": 1.0,
}  # fmt: skip


def losses(reader: Reader, roles: Roles, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """The mean loss of each head; a head whose labels the batch lacks is left out."""
    out = reader(batch)
    found: dict[str, Tensor] = {}

    def cross_entropy(name: str, scores: Tensor, gold: Tensor, weight: Tensor | None = None) -> None:
        known = gold != IGNORE
        if known.any():
            found[name] = F.cross_entropy(scores[known].float(), gold[known], weight)

    for head in ("upos", "xpos"):
        cross_entropy(head, out[head], batch[head])
    starts = batch["sent_start"]
    if (starts != IGNORE).any():
        known = starts != IGNORE
        found["sent_start"] = F.binary_cross_entropy_with_logits(
            out["sent_start"][known].float(), starts[known].float()
        )
        same = sentence_mask(starts.clamp(min=0), batch["word_mask"])
        cross_entropy("arc", out["arc"].float().masked_fill(same == 0, -1e4), batch["head"])
        heads = torch.where(batch["head"] == IGNORE, 0, batch["head"])
        cross_entropy(
            "dep", reader.parser.rels(out["form"], heads), torch.where(batch["head"] == IGNORE, IGNORE, batch["dep"])
        )
    cross_entropy("names", out["names"], batch["names"], out["arc"].new_tensor([1.0, 1.5, 1.5], dtype=torch.float32))
    gold = batch["claims"]
    known = gold != IGNORE
    if known.any():
        weight = gold.new_tensor([3.0] * len(EVENT_TYPES) + [1.5] * len(EVENT_TYPES)).expand_as(gold)[known]
        gold = gold[known]
        weight = torch.where(gold == 1, weight, 1.0)
        found["claims"] = F.binary_cross_entropy_with_logits(out["claims"][known].float(), gold, weight)
    words, parts = roles.project(out["vectors"])
    if len(batch["claim_type"]):
        at = batch["claim_window"]
        scores, stance, _ = roles.judge(
            words[at], parts[at], batch["word_mask"][at], batch["claim_mask"], batch["claim_type"]
        )
        cross_entropy(
            "roles",
            scores,
            torch.where(batch["word_mask"][at].unsqueeze(-1) == 1, batch["roles"], IGNORE),
            out["arc"].new_tensor([1.0, 2.0, 2.0], dtype=torch.float32),
        )
        found["stance"] = F.cross_entropy(
            stance.float(), batch["stance"], out["arc"].new_tensor([1.0, 2.0, 2.0, 2.0], dtype=torch.float32)
        )
    if len(batch["span_type"]):
        at = batch["span_window"]
        untyped = torch.full_like(batch["span_type"], UNTYPED)
        _, _, types = roles.judge(words[at], parts[at], batch["word_mask"][at], batch["span_mask"], untyped)
        found["types"] = F.cross_entropy(types.float(), batch["span_type"])
    return found
