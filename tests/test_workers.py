"""Many reports, read by one process or by several: the same comes out, in the same order, whatever becomes of the others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.readers import Echo

from warmonitor.ingest import Failure, Notice, text_report
from warmonitor.model import Report, UserError
from warmonitor.outcomes import Found
from warmonitor.workers import FEW, Outcome, in_order

MANY = FEW + 40


def items(*, odd: str = "reached", number: int = MANY) -> list[Report | Outcome]:
    """Reports with a notice and a known one among them; some say something else."""
    texts = [f"Town{n} was {odd if n % 9 == 5 else 'reached'} by the column." for n in range(number)]
    made: list[Report | Outcome] = [text_report(text, id=f"r{n:03}") for n, text in enumerate(texts)]
    made.insert(3, Notice("somewhere", "a file was left out"))
    made.insert(number // 2, Found(text_report("Known before."), known=True))
    return made


def readings(log: Path) -> dict[str, list[str]]:
    """Of each process the reports that it has read."""
    found: dict[str, list[str]] = {}
    for line in log.read_text().splitlines():
        process, report = line.split()
        found.setdefault(process, []).append(report)
    return found


def test_several_processes_find_what_one_finds_in_the_same_order(tmp_path: Path) -> None:
    alone = list(in_order(items(odd="poison"), Echo()))  # type: ignore[arg-type]
    together = list(in_order(items(odd="poison"), Echo(tmp_path / "log", pause=0.02), jobs=3))  # type: ignore[arg-type]
    assert together == alone and len(alone) == MANY + 2
    assert [type(o) for o in alone].count(Failure) == len([n for n in range(MANY) if n % 9 == 5])
    shared_out = readings(tmp_path / "log")
    assert len(shared_out) >= 2 and str(os.getpid()) in shared_out
    assert sorted(r for some in shared_out.values() for r in some) == [f"r{n:03}" for n in range(MANY)]


def test_a_few_reports_start_no_process(tmp_path: Path) -> None:
    found = list(in_order(items(number=FEW - 2), Echo(tmp_path / "log"), jobs=4))  # type: ignore[arg-type]
    assert len(found) == FEW and list(readings(tmp_path / "log")) == [str(os.getpid())]


def test_a_reader_that_no_other_process_can_open_reads_alone() -> None:
    echo = Echo()
    assert echo.again is None
    assert len(list(in_order(items(), echo, jobs=4))) == MANY + 2 and len(echo.calls) == MANY  # type: ignore[arg-type]


def test_what_another_process_dies_of_is_read_here(tmp_path: Path) -> None:
    alone = list(in_order(items(odd="deadly"), Echo()))  # type: ignore[arg-type]
    assert list(in_order(items(odd="deadly"), Echo(tmp_path / "log", pause=0.02), jobs=2)) == alone  # type: ignore[arg-type]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_user_can_mend_stops_the_reading(tmp_path: Path, jobs: int) -> None:
    with pytest.raises(UserError, match="to be mended"):
        list(in_order(items(odd="mended"), Echo(tmp_path / "log", pause=0.02), jobs=jobs))  # type: ignore[arg-type]


def test_reports_are_taken_up_as_they_are_needed(tmp_path: Path) -> None:
    taken: list[object] = []
    wanted = (taken.append(i) or i for i in items(number=300))  # type: ignore[func-returns-value]
    next(in_order(wanted, Echo(tmp_path / "log"), jobs=2))  # type: ignore[arg-type]
    assert FEW < len(taken) < 2 * FEW


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process as POSIX systems do")
def test_other_processes_end_with_the_first(tmp_path: Path) -> None:
    log = tmp_path / "log"
    code = f"""
from pathlib import Path
from tests.readers import Echo
from tests.test_workers import items
from warmonitor.workers import in_order
if __name__ == "__main__":
    list(in_order(items(number=4000), Echo(Path({str(log)!r}), pause=0.05), jobs=2))
"""
    script = tmp_path / "run.py"
    script.write_text(code)
    root = str(Path(__file__).parents[1])
    first = subprocess.Popen([sys.executable, str(script)], env={**os.environ, "PYTHONPATH": root}, cwd=root)
    others = set[str]()
    for _ in until(30):
        others = set(readings(log)) - {str(first.pid)} if log.exists() else set()
        if others:
            break
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert len(others) == 1
    assert any(not alive(int(other)) for _ in until(10) for other in others)


def until(seconds: float) -> Iterator[None]:
    """Again and again for so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield
        time.sleep(0.05)


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
