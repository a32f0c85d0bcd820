"""How long the commands take as whole processes, and how fast reports are read.

    python benchmarks/speed.py                                                start-up, on the examples
    python benchmarks/speed.py --reports ../shared/claims/unlabelled.reports.jsonl    and throughput on these

Each process is run five times after one that warms the disk; the fastest counts, since others only add what else the machine does.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
ONE = str(ROOT / "examples" / "2020-01-26-six-towns.txt")
RUNS = 5


def fastest(*arguments: str) -> tuple[float, float]:
    """Seconds by the clock and of the processor of the fastest of several runs of the command, its modules compiled as an installed package has them."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "warmonitor", *arguments]
    best = (float("inf"), float("inf"))
    for run in range(RUNS + 1):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        if run:
            best = min(best, (clock, used))
    return best


def processes() -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = os.path.join(folder, "x.db")  # noqa: PTH118 – an argument of a command
        subprocess.run(
            [sys.executable, "-m", "warmonitor", "read", str(ROOT / "examples"), "--ledger", ledger], check=True
        )
        for name, arguments in {
            "help": ["--help"],
            "read one short report, no ledger": ["read", ONE, "--json", "--pack", "syria"],
            "read one short report, known": ["read", ONE, "--ledger", ledger],
            "brief of the examples": ["brief", "--ledger", ledger],
            "claims": ["claims", "--ledger", ledger, "--json"],
        }.items():
            clock, used = fastest(*arguments)
            print(f"{name:34} {clock:6.2f} s by the clock {used:6.2f} s of the processor")


def throughput(path: str, packs: Sequence[str], jobs: int) -> None:
    from warmonitor.api import Found, open_reader, read_sources
    from warmonitor.evaluate.files import rows
    from warmonitor.ingest import text_report

    reports = [text_report(r["text"], published=r.get("published"), id=r["id"]) for r in rows(path, "id", "text")]
    start = time.perf_counter()
    reader = open_reader(packs)
    reader.read(reports[0])
    opened = time.perf_counter() - start
    words = sum(len(r.text.split()) for r in reports)
    start, cpu = time.perf_counter(), _used()
    claims = sum(len(o.claims) for o in read_sources([path], reader, jobs=jobs) if isinstance(o, Found))
    took, used = time.perf_counter() - start, _used() - cpu
    memory = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(f"reader opened and first report read in {opened:.2f} s")
    print(f"{len(reports)} reports, {words} words, {claims} claims: {took:.1f} s, {words / took:,.0f} words/s")
    print(
        f"{words / used:,.0f} words per second of the processor; {memory[0]:,.0f} MB resident at most, the largest other process {memory[1]:,.0f}"
    )


def _used() -> float:
    """Seconds of the processor, of this process and of those that it has started and that have ended."""
    all_of_them = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(u.ru_utime + u.ru_stime for u in all_of_them)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--reports", help="JSON Lines of reports to read for throughput")
    p.add_argument("--pack", action="append", default=[])
    p.add_argument("--no-processes", action="store_true", help="only the throughput")
    p.add_argument(
        "--jobs",
        type=int,
        default=len(os.sched_getaffinity(0)),
        help="how many processes read (one for each processor)",
    )
    o = p.parse_args()
    print(f"Python {sys.version.split()[0]}, {len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f}")
    if not o.no_processes:
        processes()
    if o.reports:
        throughput(o.reports, o.pack, o.jobs)


if __name__ == "__main__":
    main()
