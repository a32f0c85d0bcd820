"""What people decide about claims: recorded beside them, never instead of them, and taken back by recording that too."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from warmonitor.model import Claim, Decision, Judgement, UserError

if TYPE_CHECKING:
    from warmonitor.ledger import Ledger


def link(
    ledger: Ledger, first: str, second: str, *, same: bool, by: str, why: str = "", at: datetime | None = None
) -> Judgement:
    """Records that two claims (ids, or their beginnings) tell of the same event, or of different ones; later judgements overrule earlier ones.

    `at`: an aware time, now by default. Raises UserError for an unknown or ambiguous id, and for a claim with itself.
    """
    a, b = (_claim(ledger, name) for name in (first, second))
    if a.id == b.id:
        raise UserError(f"{first} and {second} are one claim; give two")
    decision = Decision.SAME if same else Decision.DIFFERENT
    return _record(ledger, decision, (a.id, b.id), by, why, at, None)


def unlink(ledger: Ledger, judgement: str, *, by: str, why: str = "", at: datetime | None = None) -> Judgement:
    """Takes back a judgement (its id, or the beginning of it); what it overruled holds again. Raises UserError where there is none such."""
    made = list(ledger.judgements())
    like = [j for j in made if j.id == judgement] or [j for j in made if j.id.startswith(judgement)]
    if len(like) != 1:
        several = f"several judgements: {', '.join(j.id for j in like[:5])}" if like else "no such judgement"
        raise UserError(f"{judgement}: {several}; `warmonitor unlink` without one lists those that stand")
    if like[0] not in standing(ledger):
        raise UserError(f"{like[0].id}: this judgement does not stand any more, or only takes another one back")
    return _record(ledger, like[0].decision, like[0].claims, by, why, at, like[0].id)


def standing(ledger: Ledger) -> list[Judgement]:
    """The judgements that nobody took back, oldest first."""
    from warmonitor.reconcile.judged import standing

    return standing(ledger.judgements())


def _record(
    ledger: Ledger,
    decision: Decision,
    claims: tuple[str, ...],
    by: str,
    why: str,
    at: datetime | None,
    undoes: str | None,
) -> Judgement:
    at = at or datetime.now(UTC)
    key = "\x1f".join((decision, *claims, by, at.isoformat(), undoes or ""))
    id_ = hashlib.blake2b(key.encode(), digest_size=4).hexdigest()
    judgement = Judgement(id_, decision, claims, by, at, note=why, undoes=undoes)
    with ledger.transaction():
        ledger.add_judgement(judgement)
    return judgement


def _claim(ledger: Ledger, name: str) -> Claim:
    claim = ledger.claim(name)
    if claim is None:
        raise UserError(f"{name}: no such claim in the ledger; `warmonitor claims` lists them")
    return claim
