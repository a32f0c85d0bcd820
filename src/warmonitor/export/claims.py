"""Claims as JSON Lines in the codebook's format; the ids that reports came with are given back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from warmonitor.model import Claim
from warmonitor.model.coding import to_coding


def line(claim: Claim) -> str:
    """One claim as one line, without its line end."""
    return json.dumps(to_coding(claim), ensure_ascii=False)


def write(claims: Iterable[Claim], out: TextIO) -> int:
    """Writes the claims to `out`, and returns how many there were."""
    written = 0
    for written, claim in enumerate(claims, 1):  # noqa: B007 – the count is what is wanted
        out.write(line(claim) + "\n")
    return written
