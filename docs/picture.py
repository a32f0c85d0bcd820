"""Writes the beginning of the examples' brief into README.md, between its two marks: `python docs/picture.py` after reading has changed."""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile
from pathlib import Path

from warmonitor.cli import main

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
LINES = 56
WIDTH = "100"


def brief() -> str:
    """What `warmonitor brief` prints for the examples, cut after `LINES` lines."""
    os.environ["COLUMNS"] = WIDTH
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as out:
        ledger = str(Path(folder) / "x.db")
        if main(["read", str(ROOT / "examples"), "--pack", "syria", "--ledger", ledger]):
            raise SystemExit("the examples cannot be read; README.md is left as it is")
        out.truncate(0)
        out.seek(0)
        main(["brief", "--ledger", ledger, "--limit", "4"])
        lines = out.getvalue().splitlines()
    return "\n".join([*lines[:LINES], "…"])


if __name__ == "__main__":
    picture = f"<!-- picture -->\n```text\n{brief()}\n```\n<!-- end of picture -->"
    text = README.read_text(encoding="utf-8")
    README.write_text(
        re.sub(r"<!-- picture -->.*<!-- end of picture -->", lambda _: picture, text, flags=re.DOTALL), encoding="utf-8"
    )
