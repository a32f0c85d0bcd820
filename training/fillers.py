"""Fit the model of who fills a role of a claim: python -m training.fillers ../shared

Takes coded reports that the encoder did not see ("tune" and "test" of `training.claims.part`), weighs the candidates of each gold claim, and fits
a logistic regression with a ridge penalty for each role. A candidate is right if it names a gold filler and is the likeliest to do so by the role
head; others that name it too are left out. Fitted twice: first with the gold fillers of the claim before, then with those that the first fit
finds. Thresholds are chosen by the mean set F1 of five folds over reports. Writes `lang/en/fillers.json`.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from training import coded
from training.scoring import FOLDS, Example, fit
from warmonitor.evaluate.claims import agreement, same_name
from warmonitor.lang import load as pipeline
from warmonitor.lang.doc import Doc
from warmonitor.model import EventType
from warmonitor.read.counts.claimed import counts
from warmonitor.read.cues import cue_in
from warmonitor.read.roles.earlier import Earlier
from warmonitor.read.roles.features import ROLES, Phrases, Setting, counted_words, largest_count
from warmonitor.read.roles.fillers import Model, Weighed, choose, fill, joined, weigh
from warmonitor.read.roles.naming import named
from warmonitor.read.roles.nominals import Phrase
from warmonitor.read.roles.participants import event_head
from warmonitor.read.veil import parsed

TARGET = Path(__file__).parents[1] / "src/warmonitor/lang/en/fillers.json"
RIDGE = 8.0
"""As strong as it can be without losing over the folds: what is fitted on one kind of news is asked of others."""
RARE = 8
"""Features met fewer times than this get no weight."""


@dataclass
class Case:
    """A gold claim: where it stands, and what fills its roles."""

    report: str
    phrases: Phrases
    setting: Setting
    gold: dict[str, list[str]]
    weighed: dict[str, Weighed] = field(default_factory=dict)


def cases(rows: list[tuple[dict[str, Any], list[dict[str, Any]]]], docs: list[Doc] | None = None) -> list[list[Case]]:
    """The gold claims of each report, in text order."""
    nlp = pipeline("en")
    found = []
    for n, (report, claims) in enumerate(rows):
        doc = docs[n] if docs else parsed(nlp, report["text"])
        phrases = Phrases(doc, report.get("title"))
        placed = []
        for claim in claims:
            at = claim.get("start")
            at = report["text"].find(claim["quote"]) if at is None else at
            words = doc.words_in(at, at + len(claim["quote"]))
            if words[1] > words[0]:
                placed.append((words, claim))
        placed.sort(key=lambda row: row[0])
        scores = nlp.roles(doc, [(range(*w), EventType(c["type"])) for w, c in placed]) if placed else []
        found.append(
            [
                Case(report["id"], phrases, setting(doc, w, EventType(c["type"]), s), {r: c[r] for r in ROLES})
                for (w, c), s in zip(placed, scores, strict=True)
            ]
        )
    return found


def setting(doc: Doc, words: tuple[int, int], type_: EventType, scores: Any) -> Setting:
    cue = cue_in(doc, words, type_)
    told = counts(doc, *words, type_, "")
    return Setting(
        words,
        type_,
        event_head(doc, words, cue[0] if cue else None),
        scores.window,
        1.0 - scores.probs[:, :, 0],
        counted_words(doc, told),
        largest_count(told),
    )


def label(case: Case, role: int, weighed: Weighed) -> list[int]:
    """Of each candidate 1 (right), 0 (wrong) or -1 (left out)."""
    doc = case.phrases.doc
    texts = [named(doc, p.words) for p, _ in weighed]
    right, matching = set(), set()
    for name in case.gold[ROLES[role]]:
        hits = [i for i, t in enumerate(texts) if same_name(name, t)]
        matching.update(hits)
        if hits:
            right.add(
                max(
                    hits,
                    key=lambda i: (
                        weighed[i][1]["role head"] + 2 * _overlap(name, texts[i]) + ("where: inside" in weighed[i][1])
                    ),
                )
            )
    return [1 if i in right else -1 if i in matching else 0 for i in range(len(texts))]


def _overlap(a: str, b: str) -> float:
    x, y = set(a.lower().split()), set(b.lower().split())
    return len(x & y) / max(1, len(x | y))


def weigh_all(reports: list[list[Case]], chosen: dict[int, dict[str, list[Phrase]]] | None) -> None:
    """Fill in each case's weighed candidates; fillers of the claim before are `chosen`'s, or the gold ones."""
    for report in reports:
        earlier = Earlier()
        for case in report:
            case.weighed = weigh(case.phrases, case.setting, earlier.before(case.setting.type))
            earlier.tell(case.setting.type, right(case) if chosen is None else chosen[id(case)])


def right(case: Case) -> dict[str, list[Phrase]]:
    """The candidates that the gold names."""
    return {
        r: [p for (p, _), y in zip(case.weighed[r], label(case, i, case.weighed[r]), strict=True) if y == 1]
        for i, r in enumerate(ROLES)
    }


def rows_of(reports: list[list[Case]], role: int) -> list[Example]:
    return [
        Example(case.report, values, bool(y))
        for report in reports
        for case in report
        for (_, values), y in zip(case.weighed[ROLES[role]], label(case, role, case.weighed[ROLES[role]]), strict=True)
        if y >= 0
    ]


def fit_role(reports: list[list[Case]], role: int, thresholds: tuple[float, float]) -> Model:
    rows = rows_of(reports, role)
    met: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        for name, value in row.values.items():
            met[name] += value != 0
    names = sorted(n for n, times in met.items() if times >= RARE)
    weights = fit(rows, names, RIDGE)
    return {
        "weights": {n: round(float(w), 4) for n, w in zip(names, weights, strict=True) if abs(w) >= 0.005},
        "threshold": thresholds[0],
        "single": thresholds[1],
    }


def found(report: list[Case], fitted: dict[str, Model]) -> list[dict[str, list[Phrase]]]:
    """The fillers that a fit finds, claim after claim, each with those of the claim before."""
    earlier = Earlier()
    out = []
    for case in report:
        filled = fill(case.phrases, case.setting, earlier.before(case.setting.type), fitted)
        out.append({r: [f.phrase for f in fs] for r, fs in filled.items()})
        earlier.tell(case.setting.type, out[-1])
    return out


def set_f1(case: Case, role: str, phrases: list[Phrase]) -> float:
    return agreement(case.gold[role], [named(case.phrases.doc, p.words) for p in phrases])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("shared", type=Path, nargs="?", default=Path("../shared"), help="the folder of the shared data")
    reports = cases(coded.held_out(parser.parse_args().shared / "claims"))
    fitted = evaluate(reports)
    TARGET.write_text(json.dumps(fitted, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def evaluate(reports: list[list[Case]]) -> dict[str, Model]:
    """Prints the mean set F1 of five folds and gives the fit on all."""
    folds = [[r for i, r in enumerate(reports) if i % FOLDS == k] for k in range(FOLDS)]
    best = {}
    weigh_all(reports, None)
    for turn in range(2):
        fits = []
        for k in range(FOLDS):
            rest = [r for j, f in enumerate(folds) if j != k for r in f]
            fits.append({r: fit_role(rest, i, (0.5, 0.3)) for i, r in enumerate(ROLES)})
        best = {r: best_thresholds(folds, fits, r) for r in ROLES}
        chosen = {}
        for k, fold in enumerate(folds):
            fitted: dict[str, Model] = {
                r: {**f, "threshold": best[r][0], "single": best[r][1]} for r, f in fits[k].items()
            }
            for report in fold:
                for case, phrases in zip(report, found(report, fitted), strict=True):
                    chosen[id(case)] = phrases
        score = {r: np.mean([set_f1(c, r, chosen[id(c)][r]) for f in folds for rep in f for c in rep]) for r in ROLES}
        print("turn", turn, {r: round(float(s), 4) for r, s in score.items()}, best, flush=True)
        weigh_all(reports, chosen)
    return {r: fit_role(reports, i, best[r]) for i, r in enumerate(ROLES)}


def best_thresholds(folds: list[list[list[Case]]], fits: list[dict[str, Model]], role: str) -> tuple[float, float]:
    """(threshold, threshold of the first) with the best mean set F1, with the claims before as they were weighed."""
    tries: dict[tuple[float, float], list[float]] = defaultdict(list)
    for fold, fitted in zip(folds, fits, strict=True):
        for case in (c for r in fold for c in r):
            for single in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
                for threshold in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55):
                    if threshold < single:
                        continue
                    model: Model = {**fitted[role], "threshold": threshold, "single": single}
                    chosen = joined(case.phrases.doc, choose(case.weighed[role], model))
                    tries[threshold, single].append(set_f1(case, role, [f.phrase for f in chosen]))
    return max(tries, key=lambda pair: float(np.mean(tries[pair])))


if __name__ == "__main__":
    main()
