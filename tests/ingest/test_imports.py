"""What starts the program must not wait for what it may not need."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {"sqlite3", "trafilatura", "httpx", "numpy", "lxml", "charset_normalizer", "rich", "ssl"}


def test_ledger_and_ingest_import_nothing_heavy() -> None:
    script = (
        "import sys, warmonitor.ledger, warmonitor.ingest; print(*{name.partition('.')[0] for name in sys.modules})"
    )
    loaded = set(
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    )
    assert "warmonitor" in loaded
    assert not loaded & HEAVY
