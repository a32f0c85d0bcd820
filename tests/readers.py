"""A reader made for tests of reading many reports; other processes can open it too."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path

from warmonitor.model import Claim, EventType, Reader, Report, Span, UserError, claim_id


class Echo:
    """Finds one claim in each report: its first word. Cannot read reports that say "poison", and asks the user about those that say "mended".

    `log`: a file that gets a line for each report read, with the number of the process. `elsewhere`: whether this one was opened by another process
    than the first, which ends where a report says "deadly".
    """

    reader = Reader("echo", "1")

    def __init__(self, log: Path | None = None, *, elsewhere: bool = False, pause: float = 0.0) -> None:
        self.calls: list[str] = []
        self.log, self.elsewhere, self.pause = log, elsewhere, pause
        self.again = partial(Echo, log, elsewhere=True, pause=pause) if log else None

    def parse(self, report: Report) -> str:
        return report.text

    def read(self, report: Report, doc: str | None = None) -> list[Claim]:
        self.calls.append(report.text)
        if self.log:
            time.sleep(self.pause)
            with self.log.open("a") as log:
                print(os.getpid(), report.id, file=log)
        if "poison" in report.text:
            raise RuntimeError("cannot read this")
        if "mended" in report.text:
            raise UserError("this is to be mended")
        if "deadly" in report.text and self.elsewhere:
            os._exit(1)
        end = len(report.text.split()[0])
        id_ = claim_id(report.id, "echo", EventType.ADVANCE, 0, end)
        return [
            Claim(id_, report.id, EventType.ADVANCE, Span(report.id, 0, end), report.text[:end], reader=self.reader)
        ]
