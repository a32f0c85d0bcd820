"""How well an incident is attested: Airwars' words, the Admiralty code, and the reasons that users see."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.build import claim, on, report, said
from tests.registry import pack

from warmonitor.ground.packs import Actor, Source
from warmonitor.model import Claim, Count, EventType, Grade, Mention, Stance, Where
from warmonitor.reconcile import Evidence, incidents

DAY = date(2031, 5, 1)
PACK = pack(
    Actor("army", "the army", 1, "state"),
    Source("agency", "State Agency", side="state", reliability="D"),
    Source("monitor", "Harbour Monitor", reliability="B"),
)
DEAD = (Count("killed", "civilians", 8, 8),)


def strike(report_: str, by: str, stance: Stance = Stance.ASSERTED) -> Claim:
    """What one source says of the army's strike on Qasr, each in words of its own."""
    return claim(
        f"{report_}#1", f"{by} on the strike", EventType.AIR_STRIKE, actors=(Mention("the army"),), where=(Where("Qasr"),), when=on(DAY),
        counts=DEAD if stance is not Stance.DENIED else (), attribution=said(by), stance=stance,
    )  # fmt: skip


DENIED, EXPECTED, POSSIBLE = Stance.DENIED, Stance.EXPECTED, Stance.POSSIBLE


@pytest.mark.parametrize(
    ("claims", "grade", "reasons"),
    [
        (
            [strike("a", "Harbour Monitor")],
            Grade.WEAK,
            ["one source: Harbour Monitor", "Admiralty B3: possibly true"],
        ),
        (
            [strike("a", "a resident")],
            Grade.WEAK,
            ["one source: a resident", "Admiralty F6: can't be judged"],
        ),
        (
            [strike("a", "Harbour Monitor"), strike("b", "Mayor Idris Kalo")],
            Grade.FAIR,
            ["2 independent sources: Harbour Monitor, Mayor Idris Kalo", "Admiralty B2: probably true"],
        ),
        (
            [strike("a", "Harbour Monitor", POSSIBLE), strike("b", "Mayor Idris Kalo", POSSIBLE)],
            Grade.WEAK,
            ["nobody says it without a hedge: Harbour Monitor, Mayor Idris Kalo", "Admiralty B4: doubtful"],
        ),
        (
            [strike("a", "Harbour Monitor"), strike("b", "Army Command", DENIED)],
            Grade.CONTESTED,
            ["sources differ on the culprit", "Army Command denies it", "Admiralty B4: doubtful"],
        ),
        (
            [strike("a", "State Agency")],
            Grade.CONFIRMED,
            ["against interest: State Agency on harm that its own side did", "Admiralty D1: confirmed by others"],
        ),
        (
            [strike("a", "Harbour Monitor"), strike("b", "Harbour Monitor", DENIED)],
            Grade.DISCOUNTED,
            ["Harbour Monitor took it back", "Admiralty F5: improbable"],
        ),
        (
            [strike("a", "Harbour Monitor", EXPECTED)],
            Grade.WEAK,
            ["only expected, nobody says that it happened", "Admiralty F6: can't be judged"],
        ),
    ],
)  # fmt: skip
def test_the_grade_and_its_reasons(claims: list[Claim], grade: Grade, reasons: list[str]) -> None:
    reports = {
        c.report_id: report(c.report_id, c.quote, published=DAY + timedelta(ord(c.report_id) - 96)) for c in claims
    }
    (found,) = incidents(Evidence(claims, reports, PACK))
    assert (found.grade, list(found.reasons)) == (grade, reasons)
