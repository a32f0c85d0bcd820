"""The language pipeline measured: loading, speed and memory, and accuracy on raw text.

    python benchmarks/lang.py speed ../shared/claims/unlabelled.reports.jsonl
    python benchmarks/lang.py heads ../shared/claims/unlabelled.reports.jsonl    what each part of the graph costs
    python benchmarks/lang.py raw ../shared/syntax/gum-test.conllu.gz [--stripped] [--gold-words]
    python benchmarks/lang.py names ../shared/names/uner-ewt-test.iob2.gz        exact spans on given words and sentences
    python benchmarks/lang.py names ../shared/names/re3d.jsonl.gz [--fold 0]     overlap on raw text; the fold that was not trained on

`--model NAME` measures another pipeline. Scores on raw text are those of the CoNLL 2018 shared task (https://universaldependencies.org/conll18/evaluation.html):
words are aligned by their characters, sentences count when both ends are right, and the relation's subtype does not count.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from warmonitor.evaluate import files
from warmonitor.lang import load
from warmonitor.lang.doc import Doc
from warmonitor.lang.pipeline import Pipeline, cores, shipped
from warmonitor.lang.tokenize import Tokens, tokenize

Span = tuple[int, int]


@dataclass(slots=True)
class Gold:
    """A document of a treebank: its text and, by the place of each word in it, what is right. Heads are places, a root's its own."""

    text: str = ""
    words: list[Span] = field(default_factory=list)
    upos: dict[Span, str] = field(default_factory=dict)
    xpos: dict[Span, str] = field(default_factory=dict)
    lemmas: dict[Span, str] = field(default_factory=dict)
    arcs: dict[Span, tuple[Span, str]] = field(default_factory=dict)
    sents: set[Span] = field(default_factory=set)


def treebank(path: Path, *, stripped: bool = False) -> Iterator[Gold]:
    """The documents of a CoNLL-U file. Paragraphs are parted by blank lines; `stripped`: commas and apostrophes gone, as FA-KES has it."""
    gold = Gold()
    for comments, rows in _blocks(path):
        if any(c.startswith("# newdoc") for c in comments):
            if gold.words:
                yield gold
            gold = Gold()
        elif any(c.startswith("# newpar") for c in comments):
            gold.text += "\n\n"
        _add(gold, rows, ",'’‘" if stripped else "")
    yield gold


def _blocks(path: Path) -> Iterator[tuple[list[str], list[list[str]]]]:
    comments: list[str] = []
    rows: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                comments.append(line)
            elif line.strip():
                rows.append(line.rstrip("\n").split("\t"))
            else:
                yield comments, rows
                comments, rows = [], []


def _add(gold: Gold, rows: list[list[str]], gone: str) -> None:
    """One sentence. A word of a contraction has its part of the letters where its parts make up the whole, else it is not in the text."""
    drop = str.maketrans("", "", gone)
    places: dict[str, Span] = {}
    inside: dict[str, bool] = {}
    skip: list[str] = []
    for row in rows:
        space = "" if "SpaceAfter=No" in row[9] else " "
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            parts = [r for r in rows if r[0].isdigit() and first <= int(r[0]) <= last]
            skip = [r[0] for r in parts]
            if "".join(r[1] for r in parts) == row[1]:
                for part in parts:
                    places[part[0]] = _put(gold, part[1].translate(drop))
            else:
                _put(gold, row[1].translate(drop))
            gold.text += space
        elif row[0].isdigit() and row[0] not in skip:
            places[row[0]] = _put(gold, row[1].translate(drop))
            gold.text += space
    rows = [r for r in rows if r[0] in places and places[r[0]][0] < places[r[0]][1]]
    inside = {r[0]: True for r in rows}
    for row in rows:
        at = places[row[0]]
        gold.words.append(at)
        gold.upos[at], gold.xpos[at], gold.lemmas[at] = row[3], row[4], row[2]
        head = row[6] if row[6] in inside else row[0] if row[6] == "0" else ""
        if head:
            gold.arcs[at] = places[head], row[7].split(":")[0]
    if rows:
        gold.sents.add((places[rows[0][0]][0], places[rows[-1][0]][1]))
    if not gold.text.endswith(" "):
        gold.text += " "


def _put(gold: Gold, form: str) -> Span:
    start = len(gold.text)
    gold.text += form
    return start, len(gold.text)


def score(pairs: Iterator[tuple[Gold, Doc]]) -> dict[str, float]:
    """F1 in per cent of each figure."""
    right = dict.fromkeys(("words", "sentences", "UPOS", "XPOS", "lemmas", "UAS", "LAS"), 0)
    gold_words = gold_sents = words = sents = 0
    for gold, doc in pairs:
        at = list(zip(doc.starts, doc.ends, strict=True))
        gold_words, words = gold_words + len(gold.words), words + len(doc)
        found = {(doc.starts[a], doc.ends[b - 1]) for a, b in doc.sents}
        gold_sents, sents = gold_sents + len(gold.sents), sents + len(found)
        right["sentences"] += len(found & gold.sents)
        for i, place in enumerate(at):
            if place not in gold.upos:
                continue
            right["words"] += 1
            right["UPOS"] += doc.upos[i] == gold.upos[place]
            right["XPOS"] += doc.xpos[i] == gold.xpos[place]
            right["lemmas"] += doc.lemmas[i] == gold.lemmas[place]
            head, rel = gold.arcs.get(place, (None, ""))
            if at[doc.heads[i]] == head:
                right["UAS"] += 1
                right["LAS"] += doc.deps[i].split(":")[0] == rel
    return {k: 200 * n / (gold_sents + sents if k == "sentences" else gold_words + words) for k, n in right.items()}


def raw(path: Path, model: str, *, stripped: bool, gold_words: bool) -> None:
    pipeline = load(model)
    golds = list(treebank(path, stripped=stripped))
    if gold_words:
        cut = (
            (g.text, Tokens([g.text[a:b] for a, b in g.words], [a for a, _ in g.words], [b for _, b in g.words]))
            for g in golds
        )
        docs = pipeline.pipe_tokens(cut)
    else:
        docs = pipeline.pipe(g.text for g in golds)
    print("  ".join(f"{k} {v:.2f}" for k, v in score(zip(golds, docs, strict=True)).items()))


UNER = {"PER": "person", "ORG": "org", "LOC": "place"}
RE3D = {
    "Person": "person", "Organisation": "org", "Location": "place", "Nationality": "norp", "Temporal": "date", "Quantity": "number",
}  # fmt: skip
MENTIONS = {"person": "person", "group": "org", "place": "place"}
"""re3d marks unnamed people, groups and places too."""
Names = dict[str, set[Span]]


def uner(path: Path, pipeline: Pipeline) -> Iterator[tuple[Names, Names]]:
    """(right, found) names by our types, as ranges of words. Each sentence of the set is a line, as gold words come in gold sentences."""
    documents: list[tuple[list[str], list[str], set[int]]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc") or not documents:
                documents.append(([], [], set()))
            words, tags, breaks = documents[-1]
            if line[:1].isdigit():
                _, word, tag = line.split("\t")[:3]
                words.append(word)
                tags.append(tag)
            elif words and not line.strip():
                breaks.add(len(words))
    documents = [d for d in documents if d[0]]
    lined = (_lined(words, breaks) for words, _, breaks in documents)
    for (words, tags, _), doc in zip(documents, pipeline.pipe_tokens(lined), strict=True):
        right: Names = {kind: set() for kind in UNER.values()}
        for i, tag in enumerate(tags):
            if tag.startswith("B-") and tag[2:] in UNER:
                end = i + 1
                while end < len(words) and tags[end].startswith("I-"):
                    end += 1
                right[UNER[tag[2:]]].add((i, end))
        yield right, {kind: {(e.start, e.end) for e in doc.ents if e.label == kind} for kind in right}


def _lined(words: list[str], breaks: set[int]) -> tuple[str, Tokens]:
    """The words with blanks between them, and line breaks before those of `breaks`."""
    text = ""
    starts: list[int] = []
    for i, word in enumerate(words):
        text += "" if not i else "\n" if i in breaks else " "
        starts.append(len(text))
        text += word
    return text, Tokens(words, starts, [a + len(w) for a, w in zip(starts, words, strict=True)])


def re3d(path: Path, pipeline: Pipeline, fold: int) -> Iterator[tuple[Names, Names]]:
    """(right, found) names by our types, as ranges of characters, of every fifth document."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        held_out = [json.loads(line) for i, line in enumerate(lines) if i % 5 == fold]
    for row, doc in zip(held_out, pipeline.pipe(r["text"] for r in held_out), strict=True):
        right: Names = {kind: set() for kind in RE3D.values()}
        for a, b, kind in row["entities"]:
            if kind in RE3D:
                right[RE3D[kind]].add((a, b))
        found = [(doc.chars(e.start, e.end), e.label) for e in (*doc.ents, *doc.nested)]
        found += [(doc.chars(e.start, e.end), MENTIONS[e.label]) for e in doc.mentions]
        yield right, {kind: {span for span, label in found if label == kind} for kind in right}


def names(path: Path, model: str, fold: int) -> None:
    pipeline = load(model)
    exact = "uner" in path.name
    counts: dict[str, list[int]] = {}

    def hit(x: Span, y: Span) -> bool:
        return x == y if exact else x[0] < y[1] and y[0] < x[1]

    for right, found in uner(path, pipeline) if exact else re3d(path, pipeline, fold):
        for kind in right:
            of_right = sum(any(hit(x, y) for y in found[kind]) for x in right[kind])
            of_found = sum(any(hit(x, y) for y in right[kind]) for x in found[kind])
            for name in (kind, "all"):
                add = (of_right, len(right[kind]), of_found, len(found[kind]))
                counts[name] = [a + b for a, b in zip(counts.get(name, [0] * 4), add, strict=True)]
    for name, (a, b, c, d) in counts.items():
        recall, precision = a / max(b, 1), c / max(d, 1)
        f1 = 2 * precision * recall / (precision + recall or 1)
        print(f"{name:7} P {100 * precision:.1f}  R {100 * recall:.1f}  F1 {100 * f1:.1f}  ({b} right, {d} found)")


def speed(path: Path, model: str) -> None:
    texts = [row["text"] for row in files.rows(path, "text")]
    start = time.perf_counter()
    pipeline = load(model)
    next(pipeline.pipe(["A first text."]))
    print(f"load and a first sentence: {time.perf_counter() - start:.2f} s (the imports of this script not counted)")
    for _ in range(2):
        start, worked, words = time.perf_counter(), time.process_time(), 0
        for doc in pipeline.pipe(texts):
            words += len(doc)
        seconds, worked = time.perf_counter() - start, time.process_time() - worked
        print(
            f"{words} words in {seconds:.1f} s: {words / seconds:.0f} words/s; {words / worked:.0f} a processor's second"
        )
    print(f"resident at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    line = "import time; t = time.perf_counter(); from warmonitor.lang import load; load({!r}); print(time.perf_counter() - t)"
    fresh = [float(subprocess.check_output([sys.executable, "-c", line.format(model)])) for _ in range(5)]
    print(f"load in a fresh process, imports counted: {min(fresh):.2f} s (best of 5)")


def heads(path: Path, model: str) -> None:
    """Time by part of the graph, as ONNX Runtime's profiler counts it; a node belongs to the module that its name begins with."""
    import onnxruntime as ort

    pipeline = load(model)
    texts = [row["text"] for row in files.rows(path, "text")[:40]]
    options = ort.SessionOptions()
    options.intra_op_num_threads = cores()
    options.enable_profiling = True
    folder = shipped(model) if model == "en" else Path(model)
    with tempfile.TemporaryDirectory() as scratch:
        options.profile_file_prefix = f"{scratch}/run"
        session = ort.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
        encoder = replace(pipeline.encoder, session=session)
        words = len(encoder([(t, tokenize(t)) for t in texts]).upos)
        events = json.loads(Path(session.end_profiling()).read_text("utf-8"))
    spent: Counter[str] = Counter()
    for event in events:
        if event.get("cat") == "Node" and event["name"].endswith("_kernel_time"):
            spent[_part(event["name"])] += event["dur"]
    total = sum(spent.values())
    for part, time_ in spent.most_common():
        print(f"{part:24} {100 * time_ / total:5.1f} %  {time_ / words:6.2f} µs a word")


PARTS = ("encoder", "form_layers", "form", "meaning", "names", "mentions", "claims", "upos", "xpos", "sent_start")


def _part(node: str) -> str:
    """Fused nodes have lost their path: nearly all of them are norms and attention of the encoder. The rest of the top level is the parser."""
    path = node.split("/")
    if len(path) == 1:
        return "encoder"
    part = path[2].split(".")[0]
    return part if path[1] == "reader" and part in PARTS else "parser"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("speed", "heads", "raw", "names"))
    parser.add_argument("path", type=Path)
    parser.add_argument("--model", default="en")
    parser.add_argument("--stripped", action="store_true", help="commas and apostrophes gone")
    parser.add_argument("--gold-words", action="store_true", help="with the treebank's words")
    parser.add_argument("--fold", type=int, default=0, help="of re3d")
    given = parser.parse_args()
    if given.what == "speed":
        speed(given.path, given.model)
    elif given.what == "heads":
        heads(given.path, given.model)
    elif given.what == "names":
        names(given.path, given.model, given.fold)
    else:
        raw(given.path, given.model, stripped=given.stripped, gold_words=given.gold_words)


if __name__ == "__main__":
    main()
