"""Rules that a reader of the code relies on, and that no linter checks."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAMS = [
    f for top in ("src", "benchmarks", "training") for f in sorted((ROOT / top).rglob("*.py")) if "runs" not in f.parts
]
LONGEST_FILE, LONGEST_FUNCTION = 460, 50
"""Lines, and lines of code."""
READ = (".py", ".md", ".toml", ".yml", ".sh", ".txt", "")


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git repository")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def test_no_file_names_a_machine() -> None:
    telling = re.compile(r"/(?:home|Users)/\w+/|/w[o]rk/\w+|/tmp/venv|pypi\.org|files\.pythonhosted|registry\.npmjs")
    for file in committed():
        if file.suffix in READ and file.is_file() and file != Path(__file__):
            found = telling.search(file.read_text(encoding="utf-8", errors="ignore"))
            assert not found, f"{file.relative_to(ROOT)}: {found[0] if found else ''}"


@pytest.mark.parametrize("file", PROGRAMS, ids=lambda f: str(f.relative_to(ROOT)))
def test_a_file_has_one_subject_and_a_function_fits_a_screen(file: Path) -> None:
    assert file.stem not in ("utils", "util", "helpers", "misc", "common")
    code = file.read_text(encoding="utf-8")
    assert len(code.splitlines()) <= LONGEST_FILE
    assert not [(name, lines) for name, lines in functions(code) if lines > LONGEST_FUNCTION]


def functions(code: str) -> Iterator[tuple[str, int]]:
    """Each function with its lines of code: without its docstring, comments and empty lines."""
    lines = code.splitlines()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            told = node.body[0] if ast.get_docstring(node) else None
            prose = range(told.lineno, (told.end_lineno or 0) + 1) if told else ()
            inside = ((n, lines[n - 1].strip()) for n in range(node.lineno, (node.end_lineno or 0) + 1))
            yield node.name, sum(n not in prose and bool(line) and not line.startswith("#") for n, line in inside)


def test_lines_of_code_are_counted_without_prose() -> None:
    assert list(functions('def f():\n    """One.\n\n    Two."""\n\n    # three\n    return 1\n')) == [("f", 2)]
