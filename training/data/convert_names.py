"""names.txt, written by hand, to names.jsonl, as training reads it: python -m training.data.convert_names"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from warmonitor.lang.tokenize import tokenize

HERE = Path(__file__).parent
SENTENCES, CONVERTED = HERE / "names.txt", HERE / "names.jsonl"
MARK = re.compile(r"\[([^|\]]+)\|(\w+)\]")


def convert(line: str) -> dict[str, list[Any]]:
    """One marked sentence as tokens and [start, end, type] word spans."""
    text, at = "", 0
    spans: list[tuple[int, int, str]] = []
    for mark in MARK.finditer(line):
        text += line[at : mark.start()]
        spans.append((len(text), len(text) + len(mark[1]), mark[2]))
        text, at = text + mark[1], mark.end()
    text += line[at:]
    tokens = tokenize(text)

    def inside(a: int, b: int) -> list[int]:
        return [i for i, (s, e) in enumerate(zip(tokens.starts, tokens.ends, strict=True)) if s < b and a < e]

    return {
        "tokens": list(tokens.words),
        "spans": [[inside(a, b)[0], inside(a, b)[-1] + 1, type_] for a, b, type_ in spans],
    }


def rows() -> Iterator[dict[str, list[Any]]]:
    """All sentences of names.txt, converted."""
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield convert(line)


if __name__ == "__main__":
    CONVERTED.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows()), encoding="utf-8")
