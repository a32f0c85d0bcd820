"""The network: one MiniLM encoder, and heads that share its pass.

Biaffine parsing after Dozat and Manning (2017), https://arxiv.org/abs/1611.01734; layer mixes after Peters et al. (2018),
https://arxiv.org/abs/1802.05365. Everything is written with plain tensor operations so that it exports to ONNX without the trainer's parts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from training.documents import EVENT_TYPES, ROLES, SPAN_TYPES, STANCES
from warmonitor.lang import shapes

UNTYPED = len(EVENT_TYPES)
"""As an event type of a span: not known; as the answer to what a span claims: nothing."""
HIDDEN, LAYERS, ATTENTION_HEADS, INNER = 384, 6, 12, 1536
NEVER = -20000.0
"""The score of what can't be; arcs out of the sentence lose half as much."""
RELATION = 3.0
"""How much the likelihood of its relation counts for a head, beside its own score: on the development parts of EWT and GUM 2.5 to 4 are alike and best."""
UNASKED = math.exp(-2)
"""The likelihood of a relation that is not asked for, that to any but a word's two likeliest heads."""
OWN_LAYERS = 2
"""How many of the encoder's last layers syntax and names have a copy of for themselves."""


@dataclass(frozen=True)
class Sizes:
    """What the label inventories ask for."""

    upos: int
    xpos: int
    deps: int


class Split(nn.Linear):
    """A matrix that multiplies its largest inputs apart, so that eight bits are enough for the others.

    A few of the states' 384 numbers are ten times as large as the rest; rounded with them, the rest would keep four bits. Dettmers et al. (2022),
    "LLM.int8()", https://arxiv.org/abs/2208.07339. `largest` [K]: which inputs.
    """

    def __init__(self, whole: nn.Linear, largest: Tensor) -> None:
        super().__init__(whole.in_features, whole.out_features)
        self.load_state_dict(whole.state_dict())
        self.keep: Tensor
        self.largest: Tensor
        self.register_buffer("keep", torch.ones(whole.in_features).index_fill(0, largest, 0.0))
        self.register_buffer("largest", largest)
        self.apart = nn.Parameter(whole.weight.detach()[:, largest].T.contiguous())
        with torch.no_grad():
            self.weight.mul_(self.keep)

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x * self.keep) + x.index_select(-1, self.largest) @ self.apart


class Block(nn.Module):
    """One layer of BERT, with the three projections of its attention in one matrix."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length = x.shape[0], x.shape[1]
        q, k, v = (
            self.qkv(x)
            .view(batch, length, 3, ATTENTION_HEADS, HIDDEN // ATTENTION_HEADS)
            .permute(2, 0, 3, 1, 4)
            .unbind(0)
        )
        scores = q @ k.transpose(-1, -2) * (1 / math.sqrt(HIDDEN // ATTENTION_HEADS)) + bias
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, HIDDEN)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM-L6-H384; returns the states [B, T, H] after the embeddings and after each layer. `bias` [B, 1, 1, T]: 0, and far below where padding is."""

    def __init__(self, vocabulary: int = 30522, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Block(dropout) for _ in range(LAYERS))

    def forward(self, input_ids: Tensor, bias: Tensor) -> list[Tensor]:
        places = torch.arange(input_ids.shape[1], device=input_ids.device)
        x = self.dropout(self.norm(self.words(input_ids) + self.positions(places)))
        states = [x]
        for layer in self.layers:
            states.append(layer(states[-1], bias))
        return states

    def load_minilm(self, folder: Path) -> None:
        """Take over the weights of all-MiniLM-L6-v2."""
        source = load_file(folder / "model.safetensors")
        state: dict[str, Tensor] = {
            "words.weight": source["embeddings.word_embeddings.weight"],
            "positions.weight": source["embeddings.position_embeddings.weight"]
            + source["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": source["embeddings.LayerNorm.weight"],
            "norm.bias": source["embeddings.LayerNorm.bias"],
        }
        for i in range(LAYERS):
            old, new = f"encoder.layer.{i}.", f"layers.{i}."
            for end in ("weight", "bias"):
                state[f"{new}qkv.{end}"] = torch.cat(
                    [source[f"{old}attention.self.{p}.{end}"] for p in ("query", "key", "value")]
                )
                for theirs, ours in (
                    ("attention.output.dense", "out"), ("attention.output.LayerNorm", "norm1"), ("intermediate.dense", "up"),
                    ("output.dense", "down"), ("output.LayerNorm", "norm2"),
                ):  # fmt: skip
                    state[f"{new}{ours}.{end}"] = source[f"{old}{theirs}.{end}"]
        self.load_state_dict(state)


class WordMix(nn.Module):
    """A learnt mix of layers at each word's first and last wordpiece, plus what the word's letters look like."""

    def __init__(self, dropout: float = 0.2) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.tensor([-1.0] * (LAYERS - 2) + [0.0, 0.5, 1.0]))
        self.shape = nn.Embedding(shapes.SIZE, HIDDEN)
        nn.init.normal_(self.shape.weight, std=0.02)
        self.norm = nn.LayerNorm(HIDDEN)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: list[Tensor], first: Tensor, last: Tensor, shape: Tensor) -> Tensor:
        weights = self.weights.softmax(0)
        mixed = sum(weights[i] * state for i, state in enumerate(states))
        assert isinstance(mixed, Tensor)
        ends = [mixed.gather(1, at.unsqueeze(-1).expand(-1, -1, HIDDEN)) for at in (first, last)]
        return self.dropout(self.norm(ends[0] + ends[1] + self.shape(shape)))


def mlp(size: int, dropout: float, inputs: int = HIDDEN) -> nn.Sequential:
    return nn.Sequential(nn.Linear(inputs, size), nn.GELU(), nn.Dropout(dropout))


class Parser(nn.Module):
    """Biaffine arcs and relations; a root is an arc to itself."""

    def __init__(self, relations: int, arc: int = 256, rel: int = 96, dropout: float = 0.33) -> None:
        super().__init__()
        self.arc_dep, self.arc_head = mlp(arc, dropout), mlp(arc, dropout)
        self.arc = nn.Linear(arc, arc, bias=False)
        self.head_bias = nn.Linear(arc, 1)
        self.root = nn.Linear(arc, 1)
        self.rel_dep, self.rel_head = mlp(rel, dropout), mlp(rel, dropout)
        self.rel = nn.Parameter(torch.randn(rel, relations * rel) * (1 / rel))
        self.rel_flat = nn.Linear(2 * rel, relations)
        self.relations = relations

    def arcs(self, words: Tensor) -> Tensor:
        """[B, W, W]: how well word j heads word i; on the diagonal, how well i is a root."""
        dep, head = self.arc_dep(words), self.arc_head(words)
        scores = self.arc(dep) @ head.transpose(1, 2) * (1 / math.sqrt(dep.shape[-1])) + self.head_bias(head).transpose(
            1, 2
        )
        eye = torch.eye(words.shape[1], device=words.device, dtype=scores.dtype)
        return scores * (1 - eye) + self.root(dep) * eye

    def rels(self, words: Tensor, heads: Tensor) -> Tensor:
        """[B, W, K, relations] scores of the relation to each of the given heads [B, W, K]."""
        dep, head = self.rel_dep(words), self.rel_head(words)
        places = heads.flatten(1).unsqueeze(-1).expand(-1, -1, head.shape[-1])
        chosen = head.gather(1, places).view(*heads.shape, -1)
        projected = (dep @ self.rel).view(*dep.shape[:2], self.relations, -1)
        own = dep.unsqueeze(2).expand(-1, -1, heads.shape[2], -1)
        return chosen @ projected.transpose(-1, -2) + self.rel_flat(torch.cat([own, chosen], -1))

    def decide(self, words: Tensor, arcs: Tensor, root: int) -> tuple[Tensor, Tensor, Tensor]:
        """(heads, relations, scores): a word's two likeliest heads by `arcs` [B, W, W] with the likeliest relation to each, both [B, W, 2], first the one
        that is likelier together with its relation; and what `arcs` are with these relations. The relation is number `root` exactly to the word itself.
        """
        first = arcs.argmax(-1, keepdim=True)
        heads = torch.cat([first, arcs.scatter(-1, first, NEVER).argmax(-1, keepdim=True)], -1)
        likely = self.rels(words, heads).log_softmax(-1)
        itself = heads == torch.arange(arcs.shape[1], device=arcs.device)[None, :, None]
        is_root = torch.arange(self.relations, device=arcs.device) == root
        likely, kinds = likely.masked_fill(itself[..., None] != is_root, NEVER).max(-1)
        both, order = (arcs.gather(-1, heads) + RELATION * likely).sort(-1, descending=True)
        heads, kinds = heads.gather(-1, order), kinds.gather(-1, order)
        return heads, kinds, (arcs + RELATION * math.log(UNASKED)).scatter(-1, heads, both)


class Reader(nn.Module):
    """The encoder with the heads of `model.onnx`. Syntax has last layers of its own: a parser trained alone is better than one that shares all.

    Names are seen from both sides, by what a word means and by how it stands in its sentence.
    """

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.form_layers = nn.ModuleList(Block(0.1) for _ in range(OWN_LAYERS))
        self.form, self.meaning = WordMix(), WordMix()
        self.upos = nn.Linear(HIDDEN, sizes.upos)
        self.xpos = nn.Linear(HIDDEN, sizes.xpos)
        self.sent_start = nn.Linear(HIDDEN, 1)
        self.parser = Parser(sizes.deps)
        self.names = nn.Sequential(mlp(256, 0.2, 2 * HIDDEN), nn.Linear(256, 3 * len(SPAN_TYPES)))
        self.claims = nn.Sequential(mlp(256, 0.2), nn.Linear(256, 2 * len(EVENT_TYPES)))
        nn.init.constant_(self.claims[1].bias, -3.0)

    def words(self, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
        """(vectors for form, vectors for meaning), each [B, W, H]."""
        bias = ((1 - batch["attention_mask"]) * -10000.0).to(self.encoder.words.weight.dtype)[:, None, None, :]
        states = self.encoder(batch["input_ids"], bias)
        at = batch["word_first"], batch["word_last"], batch["shape"]
        own = states[:-OWN_LAYERS]
        for layer in self.form_layers:
            own = [*own, layer(own[-1], bias)]
        return self.form(own, *at), self.meaning(states, *at)

    def share_last_layers(self) -> None:
        """Let the layers of syntax begin as the encoder's last."""
        self.form_layers.load_state_dict(self.encoder.layers[-OWN_LAYERS:].state_dict())

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """The scores of every head but the relations, which need heads."""
        form, meaning = self.words(batch)
        names = self.names(torch.cat([meaning, form], -1))
        return {
            "form": form, "vectors": meaning, "upos": self.upos(form), "xpos": self.xpos(form),
            "sent_start": self.sent_start(form).squeeze(-1), "arc": self.parser.arcs(form),
            "names": names.view(*names.shape[:2], len(SPAN_TYPES), 3), "claims": self.claims(meaning),
        }  # fmt: skip


class Roles(nn.Module):
    """`roles.onnx`: for one marked span, who, whom, where and who says so, word by word; its stance; and what it claims, seen as a whole.

    Roles and stance want the event type as `kind`; `types` wants UNTYPED there.
    """

    def __init__(self, size: int = 128, dropout: float = 0.2) -> None:
        super().__init__()
        self.word = nn.Linear(HIDDEN, size)
        self.claim = nn.Linear(HIDDEN, size)
        self.kind = nn.Embedding(UNTYPED + 1, size)
        self.place = nn.Embedding(11, size)
        self.gate = nn.Linear(size, size)
        self.norm = nn.LayerNorm(size)
        self.query = nn.Linear(size, size)
        self.key = nn.Linear(size, size)
        self.value = nn.Linear(size, size)
        self.out = nn.Linear(size, size)
        self.norm2 = nn.LayerNorm(size)
        self.roles = nn.Sequential(mlp(size, dropout, size), nn.Linear(size, 3 * len(ROLES)))
        self.stance = nn.Sequential(mlp(size, dropout, 2 * size), nn.Linear(size, len(STANCES)))
        self.types = nn.Sequential(mlp(size, dropout, 2 * size), nn.Linear(size, len(EVENT_TYPES) + 1))
        self.dropout = nn.Dropout(dropout)

    def forward(
        self, vectors: Tensor, claim_mask: Tensor, kind: Tensor, asked: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """(roles [K, A, roles, 3], stance [K, 4], types [K, 18]) for `vectors` [1, W, H], `claim_mask` [K, W] and event type numbers `kind` [K].

        `asked` [K, A]: the numbers of the words whose roles are asked for, -1 where a span has fewer; its own words must be among them.
        """
        return self.judge(*self.project(vectors), claim_mask, kind, asked=asked)

    def project(self, vectors: Tensor) -> tuple[Tensor, Tensor]:
        """What is the same for all spans of a window: a word as one that may fill a role, and as one of a span."""
        return self.word(vectors), self.claim(vectors)

    def judge(
        self, words: Tensor, parts: Tensor, claim_mask: Tensor, kind: Tensor, *, word_mask: Tensor | None = None, asked: Tensor | None = None,
    ) -> tuple[Tensor, Tensor, Tensor]:  # fmt: skip
        """As `forward`, of projected vectors [K or 1, W, size]; `word_mask` [K, W]: where there are words; without `asked` all words are."""
        inside = claim_mask.to(words.dtype).unsqueeze(-1)
        many = inside.sum(1).clamp(min=1.0)
        claim = (parts * inside).sum(1) / many + self.kind(kind)
        x = words * (1 + self.gate(claim)).unsqueeze(1) + claim.unsqueeze(1) + self.place(self._distance(claim_mask))
        x = self.dropout(self.norm(x))
        some = x
        if asked is not None:
            some, inside = pick(x, asked), pick(inside, asked) * (asked >= 0).to(x.dtype).unsqueeze(-1)
        some = self.norm2(some + self.dropout(self.out(self._seen(some, x, word_mask))))
        roles = self.roles(some)
        whole = torch.cat([(some * inside).sum(1) / many, claim], -1)
        return roles.view(*roles.shape[:2], len(ROLES), 3), self.stance(whole), self.types(whole)

    def _seen(self, some: Tensor, x: Tensor, word_mask: Tensor | None) -> Tensor:
        """Attention: what the words `some` [K, A, size] take from all words `x` [K, W, size]."""
        q, k, v = (t.view(*t.shape[:2], 4, -1).transpose(1, 2) for t in (self.query(some), self.key(x), self.value(x)))
        scores = q @ k.transpose(-1, -2) * (1 / math.sqrt(q.shape[-1]))
        if word_mask is not None:
            scores = scores + ((1 - word_mask) * -10000.0).to(x.dtype)[:, None, None, :]
        return (scores.softmax(-1) @ v).transpose(1, 2).reshape(some.shape)

    @staticmethod
    def _distance(claim_mask: Tensor) -> Tensor:
        """[K, W] buckets: 5 inside the claim, 0–4 before it from far to near, 6–10 after it from near to far."""
        begun = (claim_mask.cumsum(1) > 0).long()
        left = (claim_mask.flip(1).cumsum(1).flip(1) > 0).long()
        before = ((1 - begun).flip(1).cumsum(1).flip(1)) * (1 - begun)
        after = (1 - left).cumsum(1) * (1 - left)

        def far(distance: Tensor) -> Tensor:
            return sum((distance > edge).long() for edge in (0, 3, 8, 20, 45))

        return 5 - far(before) + far(after)


def pick(x: Tensor, asked: Tensor) -> Tensor:
    """[K, A, size]: of `x` [K, W, size] the words numbered `asked` [K, A]; the first where that is -1."""
    rows = torch.arange(x.shape[0], device=x.device).unsqueeze(1) * x.shape[1] + asked.clamp(min=0)
    return x.reshape(-1, x.shape[-1]).index_select(0, rows.reshape(-1)).view(*asked.shape, -1)


def sentence_mask(sent_start: Tensor, word_mask: Tensor) -> Tensor:
    """[B, W, W]: 1 where two words stand in the same sentence; `sent_start` holds 0 or 1 a word, int64."""
    sentence = sent_start.cumsum(1)
    return (sentence.unsqueeze(1) == sentence.unsqueeze(2)).long() * word_mask.unsqueeze(1)
