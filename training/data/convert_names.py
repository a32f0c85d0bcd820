"""names.txt, written by hand, to names.jsonl, as training reads it: python training/data/convert_names.py"""

import json
import pathlib
import re

from warmonitor.lang.tokenize import tokenize

HERE = pathlib.Path(__file__).parent
MARK = re.compile(r"\[([^|\]]+)\|(\w+)\]")


def convert(line: str) -> dict[str, list]:
    """One marked sentence as tokens and [start, end, type] word spans."""
    text, spans, at = "", [], 0
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


if __name__ == "__main__":
    lines = [line for line in (HERE / "names.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")]
    (HERE / "names.jsonl").write_text(
        "".join(json.dumps(convert(line), ensure_ascii=False) + "\n" for line in lines), "utf-8"
    )
