"""What the commands print, and where: exit statuses, a line of progress, a console."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

OK, SOME_FAILED, WRONG_USAGE, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141
PIPED_WIDTH = 100  # columns where output goes to a file or another program


@contextmanager
def going_on() -> Iterator[None]:
    """Work that is kept as it is done: whoever stops it is told so."""
    try:
        yield
    except KeyboardInterrupt:
        raise KeyboardInterrupt("what was read is kept, and the same command goes on from there") from None


def plain(line: str) -> str:
    """`line` without what would act on a terminal."""
    from warmonitor.views.escape import one_line

    return one_line(line)


class Status:
    """One line on a terminal's standard error that tells how far the work is; nothing where it goes elsewhere."""

    _shown = False

    def show(self, line: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
            Status._shown = True

    def step(self, what: str, done: float) -> None:
        """A step of the gazetteer's building, which happens once; what it has to tell beside its steps are lines that stay."""
        import logging

        log = logging.getLogger("warmonitor")
        if not log.handlers:
            log.addHandler(logging.StreamHandler(_Lines()))
        self.show(f"building the gazetteer, once: {what} ({done:.0%})")

    def say(self, line: str) -> None:
        """A line that stays."""
        self.clear()
        print(plain(line), file=sys.stderr)

    @staticmethod
    def clear() -> None:
        if Status._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            Status._shown = False


class _Lines:
    """Where a log writes: lines that stay, clear of the status line."""

    def write(self, text: str) -> None:
        if line := text.strip():
            Status().say(line)

    def flush(self) -> None:
        """Nothing is held back."""


def console(*, wide: bool = False) -> Console:
    """Standard output as rich sees it: the terminal's width and colours, or plain text of a fixed width where it is none."""
    from rich.console import Console

    class Piped(Console):
        def on_broken_pipe(self) -> None:
            """To end as every command does whose reader has had enough; rich's own exit status says that something failed."""
            raise BrokenPipeError

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else 160 if wide else PIPED_WIDTH
    return Piped(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)
