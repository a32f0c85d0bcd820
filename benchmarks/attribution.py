"""Who says what, as attribution extraction: speech frames of articles, in the format of `attribution/score.py`.

    python benchmarks/attribution.py ARTICLES.jsonl > predicted.jsonl

ARTICLES.jsonl has {"doc", "text"} a line; each output line adds {"attributions": [{"source", "cue", "content"}]} with character spans.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from typing import Any

from warmonitor.evaluate.files import rows
from warmonitor.lang import load
from warmonitor.lang.doc import Doc
from warmonitor.read.speech.extraction import attributions


def runs(doc: Doc, words: Iterable[int]) -> list[tuple[int, int]]:
    """Character spans of the unbroken stretches of some words."""
    found: list[list[int]] = []
    for word in sorted(words):
        if found and found[-1][1] == word:
            found[-1][1] = word + 1
        else:
            found.append([word, word + 1])
    return [doc.chars(a, b) for a, b in found]


def spans(doc: Doc) -> list[dict[str, Any]]:
    """The attributions of a document as character spans."""
    return [
        {"source": runs(doc, a.source), "cue": runs(doc, a.cue), "content": runs(doc, a.content)}
        for a in attributions(doc)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    articles = rows(parser.parse_args().articles, "doc", "text")
    for row, doc in zip(articles, load("en").pipe(r["text"] for r in articles), strict=True):
        print(json.dumps({"doc": row["doc"], "text": row["text"], "attributions": spans(doc)}))


if __name__ == "__main__":
    main()
