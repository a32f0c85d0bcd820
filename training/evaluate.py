"""The heads measured on gold words and coded reports: python -m training.evaluate --data ../shared --model FOLDER [--float] [what …].

What the whole pipeline does (raw text, names, speed, what each head costs) is measured by `benchmarks/lang.py`.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from training import claims as claim_data
from training import conllu, names, noise
from training.decode import compete, decode, second_opinion
from training.documents import EVENT_TYPES, IGNORE, NAMED, Document
from training.session import Outputs, Session
from training.windows import Window, pack
from warmonitor.lang import decode as pipeline

NEEDED = 0.5
"""The score from which a span is a claim: what the heads were trained to say, as reading has its own measure of how sure a claim is."""
CANDIDATE = 0.7
"""Share of the needed score from which the words' head proposes a span to the second opinion."""
Figures = dict[str, float]


def windows_of(documents: Sequence[Document], session: Session) -> list[Window]:
    return [w for d in documents for w in pack(d, session.pieces, session.window, None)]


def syntax(session: Session, windows: list[Window]) -> Figures:
    """Per cent right on gold words, in gold sentences (`…`) and in those that the model finds (`own …`); trees are made as the pipeline does."""
    found: dict[str, list[np.ndarray]] = {}
    hits = [0, 0, 0]
    for prefix in ("", "own "):
        for window, out in zip(windows, session.run(windows, sentences=not prefix), strict=True):
            assert window.upos and window.xpos and window.deps and window.heads is not None
            known = window.heads != IGNORE
            starts = out["sent_start"] > 0
            starts[0] = True
            upos, heads, deps = tree(session, out, starts)
            right = (heads == window.heads)[known]
            full = np.array([r == g for r, g in zip(deps, window.deps, strict=True)])[known]
            universal = np.array([r.split(":")[0] == g.split(":")[0] for r, g in zip(deps, window.deps, strict=True)])
            rows = {"UAS": right, "LAS": right & universal[known], "LAS with subtypes": right & full}
            if prefix:
                hits[0] += int((starts & (window.starts == 1)).sum())
                hits[1] += int(starts.sum())
                hits[2] += int(window.starts.sum())
            else:
                xpos = np.array(session.labels.data["xpos"])[out["xpos"]]
                rows |= {"UPOS": upos == np.array(window.upos), "XPOS": xpos == np.array(window.xpos)}
            for name, row in rows.items():
                found.setdefault(prefix + name, []).append(row)
    figures = {k: 100 * float(np.concatenate(rows).mean()) for k, rows in found.items()}
    return figures | {"sentence starts F1": 200 * hits[0] / (hits[1] + hits[2])}


def tree(session: Session, out: Outputs, starts: np.ndarray) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """(tags, heads, relations) of a window's words, as `lang` decodes them; `starts` bool [W], where sentences begin."""
    data = session.labels.data
    upos = np.array(data["upos"])[out["upos"]]
    heads, deps, arcs = (out[key][None] for key in ("head", "dep", "arc"))
    made = pipeline.trees(heads, deps, arcs, starts[None], np.ones((1, len(starts)), bool))
    heads, deps, other = (found[0] for found in made)
    return upos, heads, pipeline.relations(deps, heads, other, upos.tolist(), data["deps"])


def noised(windows: list[Window], kind: Callable[[Window, random.Random], Window]) -> list[Window]:
    rng = random.Random(1)
    return [kind(w, rng) for w in windows]


def all_syntax(session: Session, data: Path) -> dict[str, Figures]:
    """Both test sets clean and under each noise."""
    figures = {}
    renamer = noise.Renamer(Path(__file__).parent / "data" / "renames.yml")
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
        offsets = names.split_text(report["text"], claim_data.veiled(report))[1]
        windows = list(pack(document, session.pieces, session.window, None))
        cuts = np.cumsum([0] + [len(w.forms) for w in windows]).tolist()
        outputs = session.run(windows, names=["claims", "sent_start", "vectors"])
        found.append(Read(report, gold, windows, outputs, [offsets[a:b] for a, b in itertools.pairwise(cuts)]))
    return found


def predicted_claims(session: Session, read: Read, weight: float = 0.3) -> list[dict[str, Any]]:
    """Bare claims (quote and type) of a report by the plain decoder; `weight` is that of the second opinion."""
    found = []
    for window, out, offsets in zip(read.windows, read.outputs, read.offsets, strict=True):
        starts = (out["sent_start"] > 0) | np.array(window.breaks)
        spans = list(decode(out["claims"], starts, need=CANDIDATE * NEEDED))
        if not spans:
            continue
        masks = np.zeros((len(spans), len(window.forms)), np.int64)
        for row, span in zip(masks, spans, strict=True):
            row[span.start : span.end] = 1
        spans = second_opinion(spans, out["claims"], session.types(out["vectors"], masks), weight)
        kept = [claim for claim in compete(spans) if claim.score >= NEEDED]
        found += [_bare(read.report, offsets[c.start][0], offsets[c.end - 1][1], EVENT_TYPES[c.type]) for c in kept]
    return found


def _bare(report: dict[str, Any], start: int, end: int, kind: str) -> dict[str, Any]:
    """A claim with a quote and a type and nothing else."""
    bare: dict[str, Any] = {
        "actor": [],
        "target": [],
        "place": [],
        "source": [],
        "when": None,
        "count": [],
        "stance": "asserted",
    }
    return bare | {"report": report["id"], "start": start, "end": end, "quote": report["text"][start:end], "type": kind}


def detection(session: Session, reads: Sequence[Read], score: ModuleType, weight: float = 0.3) -> Figures:
    """Precision, recall and F1 of claims by `claims/score.py`, with the type and without."""
    predicted = [c for r in reads for c in predicted_claims(session, r, weight)]
    figures, _ = score.score([r.report for r in reads], [c for r in reads for c in r.gold], predicted)
    return {
        **{k: 100 * v for k, v in figures["detection"].items()},
        "any type": 100 * figures["detection_any_type"]["f1"],
    } | {f"F1 {t}": 100 * v["f1"] for t, v in figures["types"].items()}


def roles(session: Session, reads: Sequence[Read]) -> Figures:
    """On gold claims: token F1 of each role that coders name, and stance accuracy."""
    hits = np.zeros((len(NAMED), 3))
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
                for r, role in enumerate(NAMED):
                    gold = np.zeros(len(guess), bool)
                    for a, b in claim.roles.get(role, ()):
                        gold[a:b] = True
                    if role in claim.roles:
                        hits[r] += (gold & guess[:, r]).sum(), gold.sum(), guess[:, r].sum()
    return {role: 200 * h / max(1, g + p) for role, (h, g, p) in zip(NAMED, hits, strict=True)} | {
        "stance": 100 * stance[0] / stance[1]
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--model", type=Path, default=Path("src/warmonitor/lang/en"))
    parser.add_argument("--float", action="store_true", help="measure the graphs before quantisation")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("what", nargs="*", help="any of: syntax claims roles (default: all)")
    given = parser.parse_args()
    session = Session(given.model, float_weights=given.float, threads=given.threads)
    wanted = given.what or ["syntax", "claims", "roles"]
    figures: dict[str, Figures] = {}
    if "syntax" in wanted:
        figures |= all_syntax(session, given.data)
    if "claims" in wanted or "roles" in wanted:
        for part in ("test", "dev"):
            reads = read_reports(session, coded(given.data, part))
            if "claims" in wanted:
                figures[f"claims {part}"] = detection(session, reads, scorer(given.data))
            if "roles" in wanted:
                figures[f"roles on gold claims, {part}"] = roles(session, reads)
    for name, row in figures.items():
        print(f"{name:45}", "  ".join(f"{k} {v:.1f}" for k, v in row.items()), flush=True)


if __name__ == "__main__":
    main()
