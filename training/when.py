"""Fits the ranker that gives a claim its days (`ground/calendar/ranker.py`): python -m training.when ../shared [--held-out N].

Small networks of one hidden layer score each option from its features, its clause's, and what the encoder makes of the words of both; likelihood
of the options whose days agree with the gold (start and end within a day). Earlier claims count as told: once as coded, once as a model of the
other half of the reports reads them, so that the ranker meets errors like its own. Reports that the encoder has learnt from serve too, but
without what its role head says about a claim's time, which it has learnt by heart there.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.coded import everything
from training.documents import Days
from warmonitor.evaluate.claims import same_days
from warmonitor.ground.calendar.claims import ClaimDays, Question
from warmonitor.ground.calendar.ranker import Ranker
from warmonitor.lang import load
from warmonitor.lang.doc import Doc
from warmonitor.lang.pipeline import Pipeline
from warmonitor.model import EventType
from warmonitor.read.days import scores_of_time
from warmonitor.read.veil import parse_all

OUT = Path(__file__).resolve().parents[1] / "src" / "warmonitor" / "lang" / "en" / "when.npz"
HIDDEN, EPOCHS, BATCH, RATE, DROP, FORGET, LEAST = 48, 18, 64, 3e-3, 0.5, 0.25, 8
VECTOR, FADE = 384, 0.3
"""Width of the encoder's vectors, and the share of their numbers that training forgets."""


@dataclass(frozen=True)
class Coded:
    """A gold claim: the words of its quote, its type, its days, and what the role head says about the words that date it (see `scores_of_time`)."""

    first: int
    last: int
    type: EventType
    days: Days | None
    time_scores: np.ndarray | None = None


@dataclass(frozen=True)
class Text:
    """A parsed report with its gold claims in text order."""

    doc: Doc
    published: date | None
    claims: Sequence[Coded]


Example = tuple[Question, list[bool]]


def texts(rows: Sequence[tuple[dict[str, Any], list[dict[str, Any]]]], *, heads: bool) -> list[Text]:
    """Coded reports, parsed by the shipped pipeline; with `heads`, its role head is asked about each claim's time."""
    pipeline = load("en")
    docs = parse_all(pipeline, (r["text"] for r, _ in rows))
    found = [
        Text(doc, day(r.get("published")), coded(doc, claims)) for (r, claims), doc in zip(rows, docs, strict=True)
    ]
    return [asked(pipeline, text) for text in found] if heads else found


def asked(pipeline: Pipeline, text: Text) -> Text:
    """The report with what the role head says about the time of each claim."""
    scores = pipeline.roles(text.doc, [(range(c.first, c.last), c.type) for c in text.claims])
    claims = [
        replace(c, time_scores=scores_of_time(s, pipeline, text.doc)) for c, s in zip(text.claims, scores, strict=True)
    ]
    return replace(text, claims=claims)


def day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def coded(doc: Doc, claims: Sequence[Mapping[str, Any]]) -> list[Coded]:
    found = []
    for claim in claims:
        start = doc.text.find(claim["quote"])
        first, last = doc.words_in(start, start + len(claim["quote"])) if start >= 0 else (0, 0)
        if first < last:
            when = claim["when"]
            days = (date.fromisoformat(when["start"]), date.fromisoformat(when["end"])) if when else None
            found.append(Coded(first, last, EventType(claim["type"]), days))
    return sorted(found, key=lambda c: c.first)


def examples(read: Sequence[Text], told: Callable[[Question], int] | None = None) -> Iterator[Example]:
    """One example a claim that any option gets right; earlier claims as coded, or as `told` chooses."""
    for text in read:
        days = ClaimDays(text.doc, text.published)
        for claim in text.claims:
            question = days.question(claim.first, claim.last, claim.type, claim.time_scores)
            right = [same_days(o.days, claim.days) for o in question.options]
            if any(right):
                yield question, right
            chosen = question.options[told(question)].days if told else claim.days
            days.remember(claim.first, claim.last, claim.type, chosen)


def vector(found: np.ndarray | None) -> np.ndarray:
    """The vector, or zeros where there is none, float32 [VECTOR]."""
    return np.zeros(VECTOR, np.float32) if found is None else found


class Net(torch.nn.Module):
    def __init__(self, options: int, context: int) -> None:
        super().__init__()
        self.of_option = torch.nn.EmbeddingBag(options + 1, HIDDEN, mode="sum", padding_idx=options)
        self.of_context = torch.nn.EmbeddingBag(context + 1, HIDDEN, mode="sum", padding_idx=context)
        self.linear = torch.nn.EmbeddingBag(options + 1, 1, mode="sum", padding_idx=options)
        self.out = torch.nn.Linear(HIDDEN, 1)
        self.clause, self.expression = (torch.nn.Linear(VECTOR, HIDDEN, bias=False) for _ in "ab")
        for part in (self.clause, self.expression):
            torch.nn.init.normal_(part.weight, 0.0, 0.01)
        for part, spread in ((self.of_option, 0.1), (self.of_context, 0.1), (self.linear, 0.0)):
            torch.nn.init.normal_(part.weight, 0.0, spread)

    def forward(
        self,
        options: torch.Tensor,
        context: torch.Tensor,
        group: torch.Tensor,
        clause: torch.Tensor,
        expression: torch.Tensor,
    ) -> torch.Tensor:
        clause, expression = (torch.nn.functional.dropout(v, FADE, self.training) for v in (clause, expression))
        around = self.of_context(context) + self.clause(clause)
        hidden = torch.relu(self.of_option(options) + self.expression(expression) + around[group])
        return (self.out(torch.nn.functional.dropout(hidden, DROP, self.training)) + self.linear(options)).squeeze(1)


def padded(rows: Sequence[Sequence[int]], pad: int) -> torch.Tensor:
    width = max(1, *map(len, rows))
    return torch.tensor([[*row, *[pad] * (width - len(row))] for row in rows])


class Names:
    """The features that occur in at least LEAST examples, numbered."""

    def __init__(self, data: Sequence[Example]) -> None:
        option = Counter(f for q, _ in data for f in {f for o in q.options for f in o.features})
        context = Counter(c for q, _ in data for c in q.context)
        self.option, self.context = (
            {f: i for i, f in enumerate(sorted(f for f, n in c.items() if n >= LEAST))} for c in (option, context)
        )


def fit(data: Sequence[Example], names: Names, seed: int) -> Net:
    """One network, by AdamW on shuffled batches, forgetting a share of the features in each."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    net = Net(len(names.option), len(names.context))
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=2e-3)
    batches = -(-len(data) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=EPOCHS * batches)
    numbered = [
        (
            [[names.option[f] for f in sorted(o.features) if f in names.option] for o in q.options],
            [names.context[c] for c in q.context if c in names.context],
            right,
            vector(q.vector),
            np.stack([vector(o.vector) for o in q.options]),
        )
        for q, right in data
    ]
    for _ in range(EPOCHS):
        chance.shuffle(numbered)
        for k in range(0, len(numbered), BATCH):
            batch = numbered[k : k + BATCH]
            loss = negative_likelihood(net, batch, names, lambda row: [f for f in row if chance.random() > FORGET])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    net.eval()
    return net


def negative_likelihood(
    net: Net, batch: Sequence[Any], names: Names, keep: Callable[[list[int]], list[int]]
) -> torch.Tensor:
    group = torch.tensor([i for i, example in enumerate(batch) for _ in example[0]])
    right = torch.tensor([float(r) for example in batch for r in example[2]])
    options = padded([keep(o) for example in batch for o in example[0]], len(names.option))
    clause = torch.from_numpy(np.stack([example[3] for example in batch]))
    expression = torch.from_numpy(np.concatenate([example[4] for example in batch]))
    score = net(options, padded([keep(example[1]) for example in batch], len(names.context)), group, clause, expression)
    zeros = torch.zeros(len(batch))
    top = torch.full((len(batch),), -1e9).scatter_reduce(0, group, score, "amax")
    share = torch.exp(score - top[group].detach())
    total, good = zeros.index_add(0, group, share), zeros.index_add(0, group, share * right)
    return (torch.log(total) - torch.log(good + 1e-9)).mean()


def arrays(nets: Sequence[Net], names: Names) -> dict[str, np.ndarray]:
    """What `ranker` reads."""

    def stack(part: Callable[[Net], torch.Tensor]) -> np.ndarray:
        return np.stack([part(n).detach().numpy().astype(np.float16) for n in nets])

    return {
        "option": np.array(list(names.option)),
        "context": np.array(list(names.context)),
        "of_option": stack(lambda n: n.of_option.weight[:-1]),
        "of_context": stack(lambda n: n.of_context.weight[:-1]),
        "linear": stack(lambda n: n.linear.weight[:-1, 0]),
        "out": stack(lambda n: n.out.weight[0]),
        "bias": stack(lambda n: n.out.bias[0]),
        "clause": stack(lambda n: n.clause.weight),
        "expression": stack(lambda n: n.expression.weight),
    }


def chooser(nets: Sequence[Net], names: Names) -> Callable[[Question], int]:
    ranker = Ranker.of(arrays(nets, names))
    return lambda q: int(q.scores(ranker).argmax())


def accuracy(read: Sequence[Text], choose: Callable[[Question], int]) -> float:
    """Share of the gold claims that get the right days, earlier claims as the ranker reads them."""
    right = []
    for text in read:
        days = ClaimDays(text.doc, text.published)
        for claim in text.claims:
            question = days.question(claim.first, claim.last, claim.type, claim.time_scores)
            chosen = question.options[choose(question)].days
            days.remember(claim.first, claim.last, claim.type, chosen)
            right.append(same_days(chosen, claim.days))
    return float(np.mean(right))


def fitted(read: Sequence[Text], nets: int) -> tuple[list[Net], Names]:
    data = list(examples(read))
    names = Names(data)
    halves = [list(examples(read[k::2])) for k in (0, 1)]
    for k, net in enumerate(side_by_side([partial(fit, half, names, 100 + k) for k, half in enumerate(halves)])):
        data += examples(read[1 - k :: 2], chooser([net], names))
    return side_by_side([partial(fit, data, names, seed) for seed in range(nets)]), names


def side_by_side(tasks: Sequence[Callable[[], Net]]) -> list[Net]:
    """What each task gives, two at a time in processes of their own, which inherit the data instead of being sent it."""
    global _tasks
    _tasks = tasks
    with multiprocessing.get_context("fork").Pool(2) as pool:
        return pool.map(_do, range(len(tasks)), chunksize=1)


_tasks: Sequence[Callable[[], Net]] = ()


def _do(task: int) -> Net:
    return _tasks[task]()


def early(
    rows: Sequence[tuple[dict[str, Any], list[dict[str, Any]]]],
) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Without the denser invented reports of later models, with which days of news were right less often (docs/model.md); those in the manner of news stay."""
    return [row for row in rows if "since" not in row[0] or row[0].get("manner") == "news"]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("shared", type=Path, nargs="?", default=Path("../shared"), help="the folder of the shared data")
    parser.add_argument("--nets", type=int, default=4)
    parser.add_argument(
        "--held-out", type=int, default=0, metavar="N", help="measure on N of the reports, write nothing"
    )
    options = parser.parse_args()
    torch.set_num_threads(1)
    read = [
        text
        for seen in (True, False)
        for text in texts(early(everything(options.shared / "claims", seen=seen)), heads=not seen)
    ]
    random.Random(5).shuffle(read)
    nets, names = fitted(read[options.held_out :], options.nets)
    print(f"{len(read)} reports, {len(names.option)} features of options, {len(names.context)} of clauses")
    if options.held_out:
        print(f"held out {accuracy(read[: options.held_out], chooser(nets, names)):.4f}")
    else:
        np.savez_compressed(OUT, **arrays(nets, names))  # type: ignore[arg-type] # NumPy: any of them may be `allow_pickle`


if __name__ == "__main__":
    main()
