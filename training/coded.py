"""Reports of `unlabelled.reports.jsonl` that were coded for this project: where each claim and name stands, and not one word of the texts.

`data/coded.jsonl` has one line a report: `{"report", "sha256" of its text, "claims"}`. A claim is the codebook's with `quote` and each name as
`[start, end]`, characters of the text. The coders were language models that read each report by the codebook, as those of `claims/train` were.
`python -m training.coded REPORTS CLAIMS` makes it from claims in the codebook's format.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from training import claims
from training.documents import NAMED
from warmonitor.evaluate import files
from warmonitor.lang.pipeline import shipped

PATH = Path(__file__).parent / "data" / "coded.jsonl"
WRITTEN = PATH.with_name("written.jsonl")
Rows = dict[str, Any]


def load(folder: Path, path: Path = PATH) -> list[tuple[Rows, list[Rows]]]:
    """The coded reports with their claims in the codebook's format, as `claims.load` gives those of a set; reports whose text has changed are left out."""
    reports = {r["id"]: r for r in files.rows(folder / "unlabelled.reports.jsonl", "id", "text")}
    found = []
    for row in files.rows(path, "report", "sha256", "claims"):
        report = reports.get(row["report"])
        if report and _digest(report["text"]) == row["sha256"]:
            found.append((report, [_told(c, report) for c in row["claims"]]))
    return found


def everything(folder: Path, *, seen: bool) -> list[tuple[Rows, list[Rows]]]:
    """All coded reports that the encoder which ships could learn from, with their claims: those that it has learnt from, or those held out from it.

    What came after it is in neither.
    """
    ours = json.loads((shipped("en") / "labels.json").read_text(encoding="utf-8"))["version"]
    known = (row for row in _all(folder) if not _later(row[0], ours))
    return [row for row in known if (claims.part(row[0]["id"]) == "train") == seen]


def to_learn(folder: Path) -> list[tuple[Rows, list[Rows]]]:
    """What the next training learns from."""
    return [row for row in _all(folder) if claims.part(row[0]["id"]) == "train"]


def _all(folder: Path) -> list[tuple[Rows, list[Rows]]]:
    return [row for name in ("train", "written") for row in claims.load(folder, name)] + load(folder) + written()


def _later(report: Rows, version: str) -> bool:
    """Whether a report came after a version of the model: its `since` is the first to learn from it."""
    return _number(report.get("since", version)) > _number(version)


def _number(version: str) -> int:
    return int(version.rpartition("-")[2])


def held_out(folder: Path) -> list[tuple[Rows, list[Rows]]]:
    """What the small models on top are fitted on: coded reports that the encoder has not learnt from and that we did not invent.

    Ours tell twice as much in a hundred words as news does: with them confidence did not hold for news, and places were chosen worse there.
    """
    invented = {r["id"] for r, _ in written()}
    return [row for row in everything(folder, seen=False) if row[0]["id"] not in invented]


def written() -> list[tuple[Rows, list[Rows]]]:
    """Invented reports about other wars, written and coded for this project, with their claims."""
    rows = files.rows(WRITTEN, "id", "text", "claims")
    return [({k: v for k, v in row.items() if k != "claims"}, row["claims"]) for row in rows]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _told(claim: Rows, report: Rows) -> Rows:
    text = report["text"]
    words = {key: [text[a:b] for a, b in claim[key]] for key in NAMED}
    start, end = claim["quote"]
    count = [{**c, "who": text[slice(*c["who"])] if c["who"] else ""} for c in claim["count"]]
    return {
        **claim,
        **words,
        "report": report["id"],
        "quote": text[start:end],
        "start": start,
        "end": end,
        "count": count,
    }


def placed(rows: Iterable[Rows], text: str) -> Iterator[Rows]:
    """Claims of one report with offsets for words. A name that is not in the text is left out."""
    for claim in rows:
        start = text.index(claim["quote"])
        end = start + len(claim["quote"])
        names = {
            key: [at for name in claim[key] if (at := _nearest(name, text, start, end)) is not None] for key in NAMED
        }
        count = [{**c, "who": _nearest(c["who"], text, start, end) if c["who"] else None} for c in claim["count"]]
        yield {
            "quote": [start, end],
            **{k: claim[k] for k in ("type", "when", "stance")},
            "count": count,
            **names,
        }


def _nearest(name: str, text: str, start: int, end: int) -> list[int] | None:
    """Where a name stands: within the quote if it can be, else nearest to it."""
    places, at = [], text.find(name)
    while at >= 0:
        places.append(at)
        at = text.find(name, at + 1)
    away = lambda at: 0 if start <= at < end else min(abs(at - start), abs(at - end))  # noqa: E731
    best = min(places, key=away, default=None)
    return None if best is None else [best, best + len(name)]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("reports", type=Path)
    parser.add_argument("claims", type=Path, nargs="+", help='lines of {"report", "claims"}')
    given = parser.parse_args()
    texts = {r["id"]: r["text"] for r in files.rows(given.reports, "id", "text")}
    rows = [row for path in given.claims for row in files.rows(path, "report", "claims")]
    with PATH.open("w", encoding="utf-8") as out:
        for row in sorted(rows, key=lambda row: str(row["report"])):
            text = texts[row["report"]]
            line = {"report": row["report"], "sha256": _digest(text), "claims": list(placed(row["claims"], text))}
            out.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
