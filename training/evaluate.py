"""All figures of the model card: python -m training.evaluate --data ../shared --model training/runs/main/ship [--float] [what …]."""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import itertools
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from training import claims as claim_data
from training import conllu, names, noise
from training.decode import compete, decode, second_opinion
from training.documents import EVENT_TYPES, IGNORE, ROLES, SPAN_TYPES, Document, Sentence, unknown_names
from training.session import Outputs, Session
from training.windows import Window, pack

RE3D_SCORED = ("person", "org", "place", "norp", "date", "number")
CANDIDATE = 0.7
"""Share of the needed score from which the words' head proposes a span to the second opinion."""
Figures = dict[str, float]


def windows_of(documents: Sequence[Document], session: Session, size: int = 160) -> list[Window]:
    return [w for d in documents for w in pack(d, session.pieces, size, None)]


def syntax(session: Session, windows: list[Window]) -> Figures:
    """Per cent right on gold words, trees bounded by gold sentences (`…`) and by those that the model finds (`own …`)."""
    labels = session.labels
    inverse = {k: labels.data[k] for k in ("upos", "xpos", "deps")}
    counts: dict[str, list[int]] = {}
    hits = [0, 0, 0]

    def count(name: str, right: np.ndarray) -> None:
        counts.setdefault(name, [0, 0])
        counts[name][0] += int(right.sum())
        counts[name][1] += len(right)

    for window, out in zip(windows, session.run(windows), strict=True):
        assert window.upos and window.xpos and window.deps and window.heads is not None
        known = window.heads != IGNORE
        count("UPOS", np.array([inverse["upos"][i] == g for i, g in zip(out["upos"], window.upos, strict=True)]))
        count("XPOS", np.array([inverse["xpos"][i] == g for i, g in zip(out["xpos"], window.xpos, strict=True)]))
        starts = out["sent_start"] > 0
        starts[0] = True
        hits[0] += int((starts & (window.starts == 1)).sum())
        hits[1] += int(starts.sum())
        hits[2] += int(window.starts.sum())
        same = np.equal.outer(window.starts.cumsum(), window.starts.cumsum())
        bounded = np.where(out["arc"] < -5000, out["arc"] + 10000, out["arc"]) - 20000 * ~same
        rel = [inverse["deps"][i] for i in out["dep"]]
        full = np.array([r == g for r, g in zip(rel, window.deps, strict=True)])
        universal = np.array([r.split(":")[0] == g.split(":")[0] for r, g in zip(rel, window.deps, strict=True)])
        for prefix, heads in (("", bounded.argmax(1)), ("own ", out["head"])):
            right = (heads == window.heads)[known]
            count(prefix + "UAS", right)
            count(prefix + "LAS", right & universal[known])
            count(prefix + "LAS with subtypes", right & full[known])
    figures = {k: 100 * a / b for k, (a, b) in counts.items()}
    return figures | {"sentence starts F1": 200 * hits[0] / (hits[1] + hits[2])}


def noised(windows: list[Window], kind: Callable[[Window, random.Random], Window]) -> list[Window]:
    rng = random.Random(1)
    return [kind(w, rng) for w in windows]


def all_syntax(session: Session, data: Path) -> dict[str, Figures]:
    """Both test sets clean and under each noise."""
    figures = {}
    renamer = noise.Renamer(Path(__file__).parent / "data" / "renames.yaml")
    kinds: dict[str, Callable[[Window, random.Random], Window]] = {
        "commas and apostrophes stripped": noise.without_commas, "line breaks gone": noise.unbroken, "curly quotes": noise.curly,
        "some sentences in capitals": noise.shouted, "lower case": noise.whispered, "bullets": noise.bulleted, "names swapped": renamer,
        "final stops gone": noise.without_stops,
    }  # fmt: skip
    for corpus in ("gum", "ewt"):
        windows = windows_of(conllu.read(data / "syntax" / f"{corpus}-test.conllu.gz"), session)
        figures[f"{corpus} test"] = syntax(session, windows)
        for name, kind in kinds.items():
            figures[f"{corpus} test, {name}"] = syntax(session, noised(windows, kind))
    return figures


def predicted_spans(out: Outputs) -> np.ndarray:
    """[W, span types] of 0, 1, 2 for names and mentions; an I after an O begins a span."""
    best: np.ndarray = np.concatenate([out["names"], out["mentions"]], 1).argmax(-1)
    before = np.vstack([np.zeros((1, best.shape[1]), int), best[:-1]])
    return np.where((best == 2) & (before == 0), 1, best)


def predict_spans(session: Session, document: Document) -> np.ndarray:
    """Name and mention labels of a whole document, [words, span types]."""
    outputs = session.run(list(pack(document, session.pieces, 160, None)), names=["names", "mentions"])
    return np.concatenate([predicted_spans(o) for o in outputs])


def re3d(session: Session, data: Path, *, fold: int = 0, mentions: bool) -> Figures:
    """F1 by overlap of re3d's six types on the documents of one fold of five.

    re3d marks pronouns and bare descriptions too ("we", "the camp"); with `mentions` what the model finds of these counts, else names alone.
    """
    found: dict[str, list[int]] = {k: [0, 0, 0, 0] for k in RE3D_SCORED}
    with gzip.open(data / "names" / "re3d.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for i, line in enumerate(lines) if i % 5 == fold]
    for row in rows:
        sentences, offsets = names.split_text(row["text"])
        labels = predict_spans(session, Document(row["id"], sentences))
        for kind in RE3D_SCORED:
            columns = [kind, names.MENTIONS[kind]] if mentions and kind in names.MENTIONS else [kind]
            gold = [(a, b) for a, b, k in row["entities"] if names.RE3D_TYPES.get(k) == kind]
            guess = [
                (offsets[a][0], offsets[b - 1][1])
                for column in columns
                for a, b in names.spans(labels[:, SPAN_TYPES.index(column)])
            ]
            counts = (_touched(gold, guess), len(gold), _touched(guess, gold), len(guess))
            found[kind] = [a + b for a, b in zip(found[kind], counts, strict=True)]
    hits = [sum(column) for column in zip(*found.values(), strict=True)]
    figures = {"F1": _overlap_f1(hits), "P": 100 * hits[2] / max(1, hits[3]), "R": 100 * hits[0] / hits[1]}
    return figures | {k: _overlap_f1(v) for k, v in found.items()}


def _touched(spans: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> int:
    """How many spans overlap one of the others."""
    return sum(any(a < end and b > start for a, b in others) for start, end in spans)


def _overlap_f1(hits: Sequence[int]) -> float:
    recall, precision = hits[0] / max(1, hits[1]), hits[2] / max(1, hits[3])
    return 200 * precision * recall / max(1e-9, precision + recall)


def uner(session: Session, data: Path, part: str = "test") -> Figures:
    """Span F1, exact, of PER, ORG, LOC on UNER EWT; words as given."""
    documents: list[Document] = []
    gold: list[list[str]] = []
    with gzip.open(data / "names" / f"uner-ewt-{part}.iob2.gz", "rt", encoding="utf-8") as lines:
        rows: list[list[str]] = []
        for line in [*lines, "\n"]:
            if line.startswith("# newdoc"):
                documents.append(Document("", []))
            elif line.strip() and not line.startswith("#"):
                rows.append(line.rstrip("\n").split("\t"))
            elif not line.strip() and rows:
                documents[-1].sentences.append(Sentence([r[1] for r in rows], unknown_names(len(rows))))
                gold.append([r[2] for r in rows])
                rows = []
    hits: dict[str, list[int]] = {}
    at = iter(gold)
    for document in documents:
        labels = predict_spans(session, document)
        tags = [t for _ in document.sentences for t in next(at)]
        for kind, theirs in (("person", "PER"), ("org", "ORG"), ("place", "LOC")):
            column = np.array([{"B": 1, "I": 2}.get(t[0], 0) if t[2:] == theirs else 0 for t in tags])
            true, guess = set(names.spans(column)), set(names.spans(labels[:, SPAN_TYPES.index(kind)]))
            for name in (theirs, "all"):
                counts = hits.setdefault(name, [0, 0, 0])
                counts[0] += len(true & guess)
                counts[1] += len(true)
                counts[2] += len(guess)
    return {f"F1 {k}": 200 * h / (g + p) for k, (h, g, p) in hits.items()} | {
        "P": 100 * hits["all"][0] / hits["all"][2],
        "R": 100 * hits["all"][0] / hits["all"][1],
    }


def scorer(data: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("claims_score", data / "claims" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


Coded = list[tuple[dict[str, Any], list[dict[str, Any]]]]


def coded(data: Path, part: str) -> Coded:
    """Reports with claims: "test" and "tune" of our own split, or a set of the data folder by name ("dev")."""
    if part in ("test", "tune", "train"):
        return [
            x
            for name in ("train", "written")
            for x in claim_data.load(data / "claims", name)
            if claim_data.part(x[0]["id"]) == part
        ]
    return claim_data.load(data / "claims", part)


@dataclass
class Read:
    """A coded report as the model saw it: windows with outputs, and where the words of each stand in the text."""

    report: dict[str, Any]
    gold: list[dict[str, Any]]
    windows: list[Window]
    outputs: list[Outputs]
    offsets: list[list[tuple[int, int]]]


def read_reports(session: Session, reports: Coded) -> list[Read]:
    """Run the model over reports as raw text."""
    found = []
    for report, gold in reports:
        document = claim_data.document(report, gold)
        offsets = names.split_text(report["text"])[1]
        windows = list(pack(document, session.pieces, 160, None))
        cuts = np.cumsum([0] + [len(w.forms) for w in windows]).tolist()
        outputs = session.run(windows, names=["claims", "sent_start", "vectors"])
        found.append(Read(report, gold, windows, outputs, [offsets[a:b] for a, b in itertools.pairwise(cuts)]))
    return found


def predicted_claims(
    session: Session, read: Read, thresholds: Sequence[tuple[float, float]], weight: float = 0.5
) -> list[dict[str, Any]]:
    """Bare claims (quote and type) of a report by the plain decoder; `weight` is that of the second opinion."""
    found = []
    for window, out, offsets in zip(read.windows, read.outputs, read.offsets, strict=True):
        starts = (out["sent_start"] > 0) | np.array(window.breaks)
        spans = list(decode(out["claims"], starts, [(CANDIDATE * need, begin) for need, begin in thresholds]))
        if not spans:
            continue
        masks = np.zeros((len(spans), len(window.forms)), np.int64)
        for row, span in zip(masks, spans, strict=True):
            row[span.start : span.end] = 1
        spans = second_opinion(spans, out["claims"], session.types(out["vectors"], masks), weight)
        kept = [claim for claim in compete(spans) if claim.score >= thresholds[claim.type][0]]
        found += [_bare(read.report, offsets[c.start][0], offsets[c.end - 1][1], EVENT_TYPES[c.type]) for c in kept]
    return found


def _bare(report: dict[str, Any], start: int, end: int, kind: str) -> dict[str, Any]:
    """A claim with a quote and a type and nothing else."""
    bare = {"actor": [], "target": [], "place": [], "source": [], "when": None, "count": [], "stance": "asserted"}
    return bare | {"report": report["id"], "start": start, "end": end, "quote": report["text"][start:end], "type": kind}


def detection(
    session: Session,
    reads: Sequence[Read],
    thresholds: Sequence[tuple[float, float]],
    score: ModuleType,
    weight: float = 0.5,
) -> Figures:
    """Precision, recall and F1 of claims by `claims/score.py`, with the type and without."""
    predicted = [c for r in reads for c in predicted_claims(session, r, thresholds, weight)]
    figures, _ = score.score([r.report for r in reads], [c for r in reads for c in r.gold], predicted)
    return {
        **{k: 100 * v for k, v in figures["detection"].items()},
        "any type": 100 * figures["detection_any_type"]["f1"],
    } | {f"F1 {t}": 100 * v["f1"] for t, v in figures["types"].items()}


def roles(session: Session, reads: Sequence[Read]) -> Figures:
    """On gold claims: token F1 of each role, and stance accuracy."""
    hits = np.zeros((len(ROLES), 3))
    stance = [0, 0]
    for read in reads:
        for window, out in zip(read.windows, read.outputs, strict=True):
            claims = window.claims or []
            if not claims:
                continue
            masks = np.zeros((len(claims), len(window.forms)), np.int64)
            for k, claim in enumerate(claims):
                masks[k, slice(*claim.words)] = 1
            scores, stances = session.roles(out["vectors"], masks, np.array([c.type for c in claims]))
            stance[0] += int((stances.argmax(-1) == [c.stance for c in claims]).sum())
            stance[1] += len(claims)
            for claim, guess in zip(claims, scores.argmax(-1) > 0, strict=True):
                for r, role in enumerate(ROLES):
                    gold = np.zeros(len(guess), bool)
                    for a, b in claim.roles.get(role, ()):
                        gold[a:b] = True
                    if role in claim.roles:
                        hits[r] += (gold & guess[:, r]).sum(), gold.sum(), guess[:, r].sum()
    return {role: 200 * h / max(1, g + p) for role, (h, g, p) in zip(ROLES, hits, strict=True)} | {
        "stance": 100 * stance[0] / stance[1]
    }


def speed(session: Session, data: Path) -> Figures:
    """Words a second on the uncoded reports, the graph alone: with every output, and without each head's."""
    rows = [
        json.loads(line)
        for line in (data / "claims" / "unlabelled.reports.jsonl").read_text(encoding="utf-8").splitlines()[:80]
    ]
    windows = windows_of([Document(r["id"], names.split_text(r["text"])[0]) for r in rows], session)
    words = sum(len(w.forms) for w in windows)
    every = [o.name for o in session.model.get_outputs()]
    parts = {
        "all": every,
        "tags alone": ["upos", "xpos"],
        "parser alone": ["head", "dep", "arc", "sent_start"],
        "names alone": ["names"],
        "claims alone": ["claims"],
        "encoder alone": ["vectors"],
    }
    figures = {}
    for name, outputs in parts.items():
        best = 0.0
        for _ in range(3):
            began = time.perf_counter()
            session.run(windows, names=outputs)
            best = max(best, words / (time.perf_counter() - began))
        figures[name] = best
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--model", type=Path, default=Path("src/warmonitor/lang/en"))
    parser.add_argument("--float", action="store_true", help="measure the graphs before quantisation")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("what", nargs="*", help="any of: syntax names claims roles speed (default: all)")
    given = parser.parse_args()
    session = Session(given.model, float_weights=given.float, threads=given.threads)
    wanted = given.what or ["syntax", "names", "claims", "roles", "speed"]
    figures: dict[str, Figures] = {}
    if "syntax" in wanted:
        figures |= all_syntax(session, given.data)
    if "names" in wanted:
        figures["re3d, held-out fold, names"] = re3d(session, given.data, mentions=False)
        figures["re3d, held-out fold, names and mentions"] = re3d(session, given.data, mentions=True)
        figures["UNER EWT test"] = uner(session, given.data)
    if "claims" in wanted or "roles" in wanted:
        thresholds = [tuple(t) for t in session.labels.data["thresholds"]["claims"]]
        for part in ("test", "dev"):
            reads = read_reports(session, coded(given.data, part))
            if "claims" in wanted:
                figures[f"claims {part}"] = detection(session, reads, thresholds, scorer(given.data))
            if "roles" in wanted:
                figures[f"roles on gold claims, {part}"] = roles(session, reads)
    if "speed" in wanted:
        figures["words a second"] = speed(session, given.data)
    for name, row in figures.items():
        print(f"{name:45}", "  ".join(f"{k} {v:.1f}" for k, v in row.items()), flush=True)


if __name__ == "__main__":
    main()
