"""Many reports read in their order: by this process, or by several beside each other.

Most of reading is Python, of which one process runs one thread at a time. What is read is the same either way, for each report is read by itself.
"""

from __future__ import annotations

import signal
import threading
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple

from warmonitor.ingest import Failure, Notice
from warmonitor.model import Claim, Report, UserError
from warmonitor.outcomes import Found
from warmonitor.read.reader import ReportReader

FEW = 20
"""So many reports are read here before another process has opened its reader."""
AHEAD = 8
"""Reports that are taken up for each process before the first of them is given out."""


Outcome = Found | Failure | Notice


def in_order(items: Iterable[Report | Outcome], reader: ReportReader, jobs: int = 1) -> Iterator[Outcome]:
    """Each report of `items` with its claims, or why it could not be read; what is no report as it is.

    `jobs`: how many processes read at once. There is more than one only where more than a few reports come and `reader.again` opens another reader
    like this one.
    """
    rest = iter(items)
    first = list(islice(rest, FEW + 1))
    team: _Team = _Alone(reader)
    if jobs > 1 and len(first) > FEW and reader.again is not None:
        team = _Together(reader, reader.again, jobs)
    waiting: deque[_Task | Outcome] = deque()
    try:
        for item in chain(first, rest):
            waiting.append(_Task(item, team.begin(item)) if isinstance(item, Report) else item)
            while len(waiting) > team.ahead:
                yield team.outcome(waiting.popleft())
        while waiting:
            yield team.outcome(waiting.popleft())
    finally:
        team.close()


class _Task(NamedTuple):
    """A report, and what is to come of what was begun on it."""

    report: Report
    future: Future[Any]


class _Team(ABC):
    """Who reads; `ahead`: how many reports are taken up before the first of them is given out."""

    ahead = AHEAD

    @abstractmethod
    def begin(self, report: Report) -> Future[Any]:
        """A report is taken up."""

    @abstractmethod
    def end(self, task: _Task) -> Found | Failure:
        """What has become of a report that was taken up."""

    @abstractmethod
    def close(self) -> None:
        """What was taken up and not given out is left."""

    def outcome(self, waiting: _Task | Outcome) -> Outcome:
        return self.end(waiting) if isinstance(waiting, _Task) else waiting


class _Alone(_Team):
    """This process: the next report is parsed, mostly outside Python, while one is read."""

    def __init__(self, reader: ReportReader) -> None:
        self.reader, self.pool = reader, ThreadPoolExecutor(max_workers=1)

    def begin(self, report: Report) -> Future[Any]:
        return self.pool.submit(self.reader.parse, report)

    def end(self, task: _Task) -> Found | Failure:
        return _read(task.report, lambda: self.reader.read(task.report, task.future.result()))

    def close(self) -> None:
        self.pool.shutdown(cancel_futures=True)


class _Together(_Team):
    """This process and others, each with a reader of its own; whoever is free takes the next report. What another process dies of is read here."""

    def __init__(self, reader: ReportReader, again: Callable[[], ReportReader], jobs: int) -> None:
        self.reader, self.again, self.ahead = reader, again, AHEAD * jobs
        self.untaken: deque[_Task] = deque()
        self.changed = threading.Condition()
        self.closed = False
        self.processes: list[BaseProcess] = []
        self.others = [threading.Thread(target=self._lead, daemon=True) for _ in range(jobs - 1)]
        for other in self.others:
            other.start()

    def begin(self, report: Report) -> Future[Any]:
        future: Future[Any] = Future()
        with self.changed:
            self.untaken.append(_Task(report, future))
            self.changed.notify()
        return future

    def end(self, task: _Task) -> Found | Failure:
        while not task.future.done() and (mine := self._take()):
            mine.future.set_result(self._here(mine.report))
        try:
            found: Found | Failure = task.future.result()
        except (EOFError, OSError):
            found = self._here(task.report)
        return found

    def close(self) -> None:
        with self.changed:
            self.closed = True
            self.changed.notify_all()
            for process in self.processes:
                process.terminate()
        for other in self.others:
            other.join()

    def _here(self, report: Report) -> Found | Failure:
        return _read(report, partial(self.reader.read, report))

    def _take(self, *, wait: bool = False) -> _Task | None:
        """The next report that nobody reads; `wait` for one until all is over."""
        with self.changed:
            self.changed.wait_for(lambda: self.untaken or self.closed or not wait)
            return self.untaken.popleft() if self.untaken and not self.closed else None

    def _lead(self) -> None:
        """Hands reports to another process, one at a time, as long as it lives."""
        task = self._take(wait=True)
        if task is None:
            return
        line, other = self._start()
        while task is not None:
            try:
                line.send(task.report)
                answer = line.recv()
            except (EOFError, OSError) as error:
                answer = error
            if isinstance(answer, Exception):
                task.future.set_exception(answer)
            else:
                task.future.set_result(answer)
            task = self._take(wait=True) if other.is_alive() else None
        line.close()
        other.terminate()
        other.join()

    def _start(self) -> tuple[Connection, BaseProcess]:
        context = get_context("spawn")  # a fork of a process with threads may stand still for ever
        line, theirs = context.Pipe()
        other = context.Process(target=_serve, args=(theirs, self.again), daemon=True)
        other.start()
        theirs.close()
        with self.changed:
            self.processes.append(other)
            if self.closed:
                other.terminate()
        return line, other


def _serve(line: Connection, again: Callable[[], ReportReader]) -> None:
    """What another process does: reads what it is given until the first one ends."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # whoever stops the program stops the first process, which ends the others
    reader = again()
    try:
        while True:
            report = line.recv()
            try:
                line.send(_read(report, partial(reader.read, report)))
            except UserError as error:
                line.send(error)
    except (EOFError, OSError):
        return


def _read(report: Report, claims: Callable[[], list[Claim]]) -> Found | Failure:
    """A report with the claims that `claims` gives, or why it gives none. Raises its UserErrors."""
    try:
        return Found(report, tuple(claims()))
    except UserError:
        raise
    except Exception as error:
        return Failure(
            report.origin or f"report {report.id}",
            f"reading failed ({type(error).__name__}: {error}); this is a fault of warmonitor, please tell us",
        )
