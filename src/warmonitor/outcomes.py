"""What has become of a report that was to be read."""

from __future__ import annotations

from typing import NamedTuple

from warmonitor.model import Claim, Report


class Found(NamedTuple):
    """A report with its claims; `known` where the ledger had this reading already (`claims` is then empty)."""

    report: Report
    claims: tuple[Claim, ...] = ()
    known: bool = False


def confident(found: Found, least: float) -> Found:
    """`found` without the claims below this confidence."""
    return found._replace(claims=tuple(c for c in found.claims if c.confidence >= least)) if least > 0 else found
