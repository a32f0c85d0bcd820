"""What only a process of its own shows: imports, pipes, streams."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from warmonitor.ledger import Ledger
from warmonitor.model import Report

EXAMPLE = Path(__file__).parents[2] / "examples" / "2020-01-26-six-towns.txt"


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, check=False, **options)  # type: ignore[call-overload, no-any-return]


def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = ("numpy", "sqlite3", "rich", "yaml", "onnxruntime", "trafilatura", "httpx")
    code = f"import sys, warmonitor, warmonitor.cli; print([m for m in {heavy} if m in sys.modules])"
    assert run("-c", code).stdout.strip() == b"[]"


def test_asking_for_help_imports_nothing_heavy() -> None:
    found = run("-X", "importtime", "-m", "warmonitor", "brief", "--help")
    assert found.returncode == 0 and b"--as-known-at" in found.stdout
    assert not any(name in found.stderr for name in (b" numpy\n", b" sqlite3\n", b" rich\n"))


@pytest.mark.parametrize("command", ["brief --format json", "control --json"])
def test_what_little_a_ledger_holds_is_told_without_numpy(command: str, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "new.db"):
        pass
    found = run("-X", "importtime", "-m", "warmonitor", *command.split(), "--ledger", str(tmp_path / "new.db"))
    assert found.returncode == 0 and b" sqlite3\n" in found.stderr
    assert not any(name in found.stderr for name in (b" numpy\n", b" yaml\n", b" rich\n"))


def test_a_closed_pipe_is_no_error() -> None:
    piped = subprocess.run(
        f"{sys.executable} -m warmonitor read {EXAMPLE} --json | head -c 20",
        shell=True,
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in piped.stderr and len(piped.stdout) == 20


def test_standard_input_is_read_and_standard_output_holds_claims_alone() -> None:
    found = run("-m", "warmonitor", "read", "-", "--json", input=EXAMPLE.read_bytes())
    assert found.returncode == 0
    assert found.stdout.startswith(b"{") and b"reports read" not in found.stdout and b"\x1b" not in found.stderr


@pytest.fixture
def quoted(tmp_path: Path) -> str:
    """A ledger with one report that has letters which not every locale knows."""
    with Ledger.open(tmp_path / "new.db") as ledger, ledger.transaction():
        ledger.add_report(Report("a", "“Qasr” fell – معرة"), datetime(2031, 6, 1, tzinfo=UTC))
    return str(tmp_path / "new.db")


def test_a_pipe_gets_utf_8_whatever_the_locale(quoted: str) -> None:
    locale = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for command in (["show", "a"], ["export", "--to", "reports"]):
        found = run("-m", "warmonitor", *command, "--ledger", quoted, env=locale)
        assert found.returncode == 0 and "“Qasr” fell – معرة".encode() in found.stdout


def test_a_closed_output_is_no_fault_of_the_program(quoted: str) -> None:
    command = f"{sys.executable} -m warmonitor show a --ledger {quoted} >&-"
    found = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert b"Traceback" not in found.stderr and found.stderr.count(b"\n") <= 1


@pytest.mark.parametrize(
    ("command", "unbuffered"),
    [("show a", ""), ("show a", "1"), ("export --to reports", "1"), (f"read {EXAMPLE} --json", ""), ("--help", "")],
)
def test_a_full_disk_is_told_in_one_line(command: str, unbuffered: str, quoted: str) -> None:
    ledger = "" if command.startswith(("read", "--help")) else f"--ledger {quoted}"
    shell = f"{sys.executable} -m warmonitor {command} {ledger} > /dev/full"
    found = subprocess.run(
        shell, shell=True, capture_output=True, check=False, env={**os.environ, "PYTHONUNBUFFERED": unbuffered}
    )
    assert found.returncode == 2 and b"Traceback" not in found.stderr and b"ignored" not in found.stderr
    assert found.stderr.splitlines()[-1].startswith(b"warmonitor: ")


def test_what_a_disk_takes_in_part_is_not_taken_for_all(quoted: str, tmp_path: Path) -> None:
    """Without a buffer Python writes once, and drops what was not taken."""
    with Ledger.open(quoted) as ledger, ledger.transaction():
        ledger.add_report(Report("b", "Qasr fell.\n" * 50_000), datetime(2031, 6, 2, tzinfo=UTC))
    shell = f"ulimit -f 100; {sys.executable} -m warmonitor export --to reports --ledger {quoted} > {tmp_path / 'out'}"
    found = subprocess.run(
        ["bash", "-c", shell], capture_output=True, check=False, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    assert found.returncode == 2 and found.stderr.startswith(b"warmonitor: ")


@pytest.mark.parametrize("command", ["show b", "export --to reports"])
def test_a_reader_that_has_had_enough_is_no_failure(command: str, quoted: str) -> None:
    """Output by rich, and our own; the status is that of other programs in a pipe, 128 + SIGPIPE."""
    with Ledger.open(quoted) as ledger, ledger.transaction():
        ledger.add_report(Report("b", "Qasr fell.\n" * 50_000), datetime(2031, 6, 2, tzinfo=UTC))
    shell = f"{sys.executable} -m warmonitor {command} --ledger {quoted} | head -1; exit ${{PIPESTATUS[0]}}"
    found = subprocess.run(["bash", "-c", shell], capture_output=True, check=False)
    assert (found.returncode, found.stderr) == (141, b"")
