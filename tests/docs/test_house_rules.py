"""Rules that a reader of the code relies on, and that no linter checks."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "warmonitor"
PURE = [
    f
    for stage in ("model", "lang", "ground", "read", "reconcile", "views", "export", "evaluate")
    for f in (SRC / stage).rglob("*.py")
]
CLOCKS = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("time", "time"),
    ("time", "localtime"),
}


@pytest.mark.parametrize("file", PURE, ids=lambda f: str(f.relative_to(SRC)))
def test_no_clock_is_read(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
        ):
            assert (node.func.value.id, node.func.attr) not in CLOCKS, f"line {node.lineno}"


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git repository")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def test_no_file_names_a_machine() -> None:
    telling = re.compile(r"/(?:home|Users)/\w+/|/w[o]rk/\w+|/tmp/venv|pypi\.org|files\.pythonhosted|registry\.npmjs")
    for file in committed():
        if (
            file.suffix in (".py", ".md", ".toml", ".yml", ".sh", ".txt", "")
            and file.is_file()
            and file != Path(__file__)
        ):
            found = telling.search(file.read_text(encoding="utf-8", errors="ignore"))
            assert not found, f"{file.relative_to(ROOT)}: {found[0] if found else ''}"


def test_files_have_one_subject_and_fit_a_reader() -> None:
    for file in SRC.rglob("*.py"):
        assert file.stem not in ("utils", "util", "helpers", "misc", "common"), file
        assert len(file.read_text(encoding="utf-8").splitlines()) <= 700, f"{file} is too long for one subject"
