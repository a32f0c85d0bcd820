"""From the data folder to a checkpoint (and, after each epoch, to the shipped files): python -m training.train --data ../shared.

Seeded; resumable (the same command goes on from the last checkpoint with the time it had left). The schedule follows the wall clock: the
learning rate falls to nothing after `--minutes`, however busy the machine is. `training.build` does all that a release needs.
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

from training import claims as claim_data
from training import coded as own_codings
from training import conllu, dated, export, names, noise, silver
from training.documents import Document
from training.labels import Labels
from training.losses import WEIGHTS, losses
from training.model import OWN_LAYERS, Reader, Roles
from training.weights import base_folder, network, restore
from training.windows import Pieces, Window, collate, pack
from warmonitor.lang import load

HERE = Path(__file__).parent
AVERAGE_EVERY = 4


@dataclass
class Options:
    data: Path
    out: Path
    base: Path
    minutes: float = 85.0
    windows: tuple[int, ...] = (160, 240, 320)
    """Wordpieces of a window: a coded report is cut by any of these, all else by the first or, one time in five, the second."""
    batch_pieces: int = 1600
    encoder_lr: float = 1e-4
    head_lr: float = 1e-3
    decay: float = 0.01
    ema: float = 0.998
    seed: int = 7
    bf16: bool = True
    fold: int = 0
    re3d: bool = True
    """Whether its four other fifths are learnt; a network that has seen none of it is a start for each of the five folds."""
    device: str = "cpu"
    limit: int = 0
    start: Path | None = None
    parser: Path | None = None
    threads: int = 2
    checkpoint_minutes: float = 10.0
    noise: float = 1.0
    """How often noise comes, as a share of what `noise.kinds` says."""
    news: int = 3
    """How often an epoch reads a coded report that is news or invented in its manner; our others, which are more and denser, come once."""
    reading: bool = True
    """Whether claims are learnt too; without them the network is a parser and tagger of names (a teacher of syntax, see `silver`)."""
    finish: bool = False
    """Whether only what serves syntax and names alone learns: two layers and their heads, on an encoder that stays as it is for claims."""


@dataclass
class Sources:
    """Documents of each kind with how often an epoch reads them. Our own sentences are read anew each epoch, for they grow."""

    parts: list[tuple[list[Document], int]] = field(default_factory=list)
    own_times: int = 2

    def windows(self, pieces: Pieces, sizes: Sequence[int], rng: random.Random) -> list[Window]:
        parts = [*self.parts, (names.own(HERE / "data" / "names.jsonl"), self.own_times)]
        others = [sizes[0]] * 4 + [sizes[1]]
        return [
            w
            for documents, times in parts
            for _ in range(times)
            for d in documents
            for w in pack(d, pieces, rng.choice(others if d.claims is None else sizes), rng)
        ]


def read_sources(options: Options) -> tuple[Sources, Labels]:
    """All documents marked "train", less what is held out, and the inventories counted from the trees."""
    data = options.data
    trees = [
        d
        for name in ("gum-train", "ewt-train")
        for d in conllu.read(data / "syntax" / f"{name}.conllu.gz", HERE / "data" / "tree_names.json")
    ]
    coded = own_codings.to_learn(data / "claims") if options.reading else []
    kept = [claim_data.document(r, c) for r, c in coded]
    if options.parser:
        docs = list(load(str(options.parser)).pipe_tokens((r["text"], claim_data.veiled(r)) for r, _ in coded))
        silver.add(kept, docs)
        for document, doc, (report, _) in zip(kept, docs, coded, strict=True):
            dated.add(document.claims or [], doc, report.get("published"))
    invented = {r["id"] for r, _ in own_codings.written() if r.get("manner") != "news"}
    news = [d for d in kept if d.id not in invented]
    re3d = names.re3d(data / "names" / "re3d.jsonl.gz") if options.re3d else []
    labels = Labels.of(trees)
    parts = [
        (trees, 1), ([d for i, d in enumerate(re3d) if i % 5 != options.fold], 1),
        (names.wnut(data / "names" / "wnut17-train.conll.gz"), 1), (kept, 1),
        (news, options.news - 1),
    ]  # fmt: skip
    if options.limit:
        parts = [(documents[: options.limit], times) for documents, times in parts]
    return Sources(parts), labels


def batches(
    windows: Sequence[Window], labels: Labels, pieces: Pieces, size: int, rng: random.Random, noisy: float = 1.0
) -> Iterator[dict[str, Tensor]]:
    """Windows of like length together, in random order; each batch about `size` wordpieces."""
    noises = [(noisy * share, change) for share, change in noise.kinds(HERE / "data" / "renames.yml")]
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
        yield {k: torch.from_numpy(v) for k, v in collate(group, labels, pieces, rng).items()}


def optimiser(reader: Reader, roles: Roles, options: Options) -> torch.optim.AdamW:
    """AdamW; lower layers of the encoder learn slower, heads ten times faster, the embeddings slowest."""
    groups: list[dict[str, Any]] = []
    encoder = reader.encoder
    depth = [
        [encoder.words, encoder.positions, encoder.norm],
        *([layer] for layer in encoder.layers[:-OWN_LAYERS]),
        *zip(encoder.layers[-OWN_LAYERS:], reader.form_layers, strict=True),
    ]
    for i, modules in enumerate(depth):
        rate = options.encoder_lr * 0.9 ** (len(depth) - 1 - i)
        groups.append({"params": [p for m in modules for p in m.parameters()], "lr": rate})
    own = {id(p) for module in (encoder, reader.form_layers) for p in module.parameters()}
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
        state = torch.load(path, weights_only=True, map_location=self.options.device)
        self.reader.load_state_dict(state["reader"])
        self.roles.load_state_dict(state["roles"])
        self.mean.load_state_dict(state["mean"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.elapsed, self.epoch, self.step = state["elapsed"], state["epoch"], state["step"]

    def parameters(self) -> list[nn.Parameter]:
        """All that training changes, in the order of `mean`."""
        return [*self.reader.parameters(), *self.roles.parameters()]

    def average(self) -> None:
        """Move the running mean of the weights, every few steps as if at each."""
        if self.step % AVERAGE_EVERY:
            return
        keep = min(self.options.ema, (1 + self.step) / (10 + self.step)) ** AVERAGE_EVERY
        with torch.no_grad():
            for mean, now in zip(self.mean.parameters(), self.parameters(), strict=True):
                mean.lerp_(now, 1 - keep)


def keep_claims(reader: Reader, roles: Roles) -> None:
    """Let nothing learn that claims depend on: what is left serves syntax and names."""
    for module in (reader.encoder, reader.meaning, reader.claims, roles):
        module.requires_grad_(False)


def start(options: Options, labels: Labels) -> Run:
    """A run at its beginning: MiniLM's weights under new heads, or the weights of an earlier checkpoint."""
    torch.manual_seed(options.seed)
    reader, roles = network(labels)
    reader.encoder.load_minilm(options.base)
    reader.share_last_layers()
    if options.start:
        nn.ModuleList([reader, roles]).load_state_dict(restore(options.start, labels).state_dict())
    if options.finish:
        keep_claims(reader, roles)
    reader, roles = reader.to(options.device), roles.to(options.device)
    mean = nn.ModuleList([copy.deepcopy(reader), copy.deepcopy(roles)])
    return Run(reader, roles, mean, optimiser(reader, roles, options), options)


def train_epoch(run: Run, sources: Sources, labels: Labels, pieces: Pieces) -> bool:
    """One pass over the data; False when the time is up."""
    options = run.options
    rng = random.Random(options.seed * 1000 + run.epoch)
    torch.manual_seed(options.seed * 1000 + run.epoch)
    run.reader.train(), run.roles.train()
    made = sources.windows(pieces, options.windows, rng)
    seen: dict[str, list[float]] = {}
    tick = saved = time.monotonic()
    for batch in batches(made, labels, pieces, options.batch_pieces, rng, options.noise):
        for head, loss in train_step(run, batch).items():
            seen.setdefault(head, []).append(loss)
        now = time.monotonic()
        run.elapsed, tick = run.elapsed + now - tick, now
        if run.step % 50 == 0:
            log(run, " ".join(f"{k} {np.mean(v[-50:]):.3f}" for k, v in seen.items()))
        if now - saved > options.checkpoint_minutes * 60:
            run.save()
            saved = now
        if run.elapsed >= options.minutes * 60:
            return False
    run.epoch += 1
    return True


def train_step(run: Run, batch: dict[str, Tensor]) -> dict[str, float]:
    """Learn from one batch; the loss of each head that it has labels for."""
    options = run.options
    for group in run.optimiser.param_groups:
        group["lr"] = group["top"] * rate(run.elapsed / (options.minutes * 60))
    with torch.autocast(options.device, torch.bfloat16, enabled=options.bf16):
        found = losses(run.reader, run.roles, {k: v.to(options.device) for k, v in batch.items()})
        loss = sum(WEIGHTS[k] * v for k, v in found.items())
    assert isinstance(loss, Tensor)
    run.optimiser.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(run.parameters(), 2.0)
    run.optimiser.step()
    run.step += 1
    run.average()
    return {head: value.item() for head, value in found.items()}


def log(run: Run, line: str) -> None:
    print(f"{run.elapsed / 60:6.1f} min  epoch {run.epoch}  step {run.step}  {line}", flush=True)


def train(options: Options, *, ship_early: bool = False) -> Path:
    """Train until the time is up, from the last checkpoint in `options.out` if there is one; gives the folder of the exported model."""
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    vocab = options.base / "vocab.txt"
    sources, labels = read_sources(options)
    (options.out / "labels.json").write_text(json.dumps(labels.data, ensure_ascii=False), encoding="utf-8")
    run = start(options, labels)
    if (options.out / "last.pt").exists():
        run.load(options.out / "last.pt")
    shipped = options.out / "ship"
    while run.elapsed < options.minutes * 60:
        train_epoch(run, sources, labels, Pieces(vocab))
        run.save()
        if ship_early and run.epoch == 1:
            export.ship(run.mean, labels, vocab, shipped)
    export.ship(run.mean, labels, vocab, shipped)
    return shipped


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="the folder of the shared data")
    parser.add_argument("--out", type=Path, default=HERE / "runs" / "main", help="where checkpoints and the model go")
    parser.add_argument("--base", type=Path, help="folder of all-MiniLM-L6-v2 (default: the package's)")
    parser.add_argument("--start", type=Path, help="begin with the averaged weights of this checkpoint")
    parser.add_argument("--parser", type=Path, help="folder of a model whose trees the coded reports get")
    parser.add_argument("--fp32", action="store_true", help="no bfloat16")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument(
        "--no-reading", dest="reading", action="store_false", help="learn no claims: a teacher of syntax"
    )
    parser.add_argument("--finish", action="store_true", help="let syntax and names alone learn; with --no-reading")
    parser.add_argument("--fold", type=int, default=0, help="the fifth of re3d that is held out")
    parser.add_argument(
        "--no-re3d", dest="re3d", action="store_false", help="learn nothing of re3d: a start for its folds"
    )
    for name in ("minutes", "seed", "limit", "encoder-lr", "head-lr", "batch-pieces", "threads", "noise", "news"):
        default = getattr(Options, name.replace("-", "_"))
        parser.add_argument(f"--{name}", type=type(default), default=default)
    given = vars(parser.parse_args())
    if given["reading"] and not given["parser"]:
        parser.error("claims are learnt from reports that a parser has read: give --parser FOLDER, or --no-reading")
    given["bf16"] = not given.pop("fp32")
    given["base"] = given["base"] or base_folder()
    print(train(Options(**given), ship_early=True))


if __name__ == "__main__":
    main()
