"""Hand-made claims about two days of an invented war, with everything in them that a brief must show: in, for whole briefs out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tests import build
from tests.build import report, said

from warmonitor.model import (
    Candidate,
    Claim,
    Count,
    EventType,
    Grade,
    Incident,
    Mention,
    Place,
    Position,
    Reader,
    Reason,
    Relation,
    Report,
    Span,
    Stance,
    When,
    Where,
)  # fmt: skip
from warmonitor.reconcile.evidence import Evidence

READER = Reader("golden", "1")

TEXTS = {
    "state-1": "A military source told the agency that army units left Tell Aswad after an attack by terrorists. Nine soldiers were martyred.",
    "rebel-1": "Our fighters liberated Tell Aswad on Thursday and killed 20 members of the regime forces.",
    "daily-1": "A military source told the agency that army units left Tell Aswad after an attack by terrorists. Nine soldiers were martyred.",
    "wire-1": "Jets bombed the market of Qasr and killed at least 12 people on Thursday, rescuers said. The army denied that it had bombed Qasr. "
    "About 40,000 people have fled since. A truce is expected to begin on Friday.",
    "local-1": "Shells hit al-Mina overnight, a resident said. Nobody knows who fired on Wednesday.",
    "bad-1": 'An \x1b[31marmy\x1b[0m of <script>alert("x")</script> took [bold]=SUM(A1)[/bold] & \u202eQasr|`x`.',
}
REPORTS = {
    "state-1": ("State Agency", "Army units redeploy", date(2031, 5, 2)),
    "rebel-1": ("Rebel Network", "Tell Aswad is free", date(2031, 5, 2)),
    "daily-1": ("The Daily", "Army leaves a hill", date(2031, 5, 3)),
    "wire-1": ("The Wire", "Twelve die in a market", date(2031, 5, 2)),
    "local-1": (None, None, None),
    "bad-1": ("Evil <b>Outlet</b>", None, date(2031, 5, 3)),
}
TELL_ASWAD = Place("gn:1", "Tell Aswad", "city", "QX", "North", 35.0, 36.0)
QASR = Place("gn:2", "Qasr", "city", "QX", "North", 35.1, 36.1)
MINA = [
    Candidate(Place(f"gn:{n}", "al-Mina", "city", country, region), score, ("name",))
    for n, country, region, score in ((3, "QX", "Coast", 0.41), (4, "QY", "West", 0.38))
]
ARMY = Mention("army", neutral="Military Forces of Qaxia", entity="qx-army", side="state")
THURSDAY = When.of(date(2031, 5, 1), date(2031, 5, 1), rule="weekday")


def reports() -> dict[str, Report]:
    found = {}
    for key, (outlet, title, day) in REPORTS.items():
        url = f"https://example.org/{key}?a=1&b=2" if key != "bad-1" else "javascript:alert(1)"
        found[key] = report(key, TEXTS[key], outlet, day, title=title, url=url, origin=f"{key}.txt")
    return found


def claim(number: int, report: str, quote: str, type_: EventType, **fields: Any) -> Claim:
    base: dict[str, Any] = {"at": TEXTS[report].index(quote), "confidence": 0.9, "reader": READER}
    return build.claim(f"{report}#{number:012x}", quote, type_, **(base | fields))


def claims() -> list[Claim]:
    tell, qasr = (
        Where(p.name, place=p, candidates=(Candidate(p, 0.9, ("name", "country")),)) for p in (TELL_ASWAD, QASR)
    )
    rebels = Mention("Our fighters", words="Our fighters", neutral="Free Front", side="rebels")
    state = "army units left Tell Aswad after an attack by terrorists"
    left = {
        "actors": (replace(ARMY, text="army units"),),
        "where": (tell,),
        "when": THURSDAY,
        "attribution": said("a military source"),
    }
    return [
        claim(1, "state-1", state, EventType.TERRITORY_LEFT, **left),
        claim(2, "daily-1", state, EventType.TERRITORY_LEFT, **left),
        claim(
            3, "rebel-1", "Our fighters liberated Tell Aswad on Thursday", EventType.TERRITORY_GAINED,
            actors=(rebels,), targets=(Mention("regime forces", neutral="Military Forces of Qaxia"),), where=(tell,), when=THURSDAY,
        ),
        claim(
            4, "rebel-1", "killed 20 members of the regime forces", EventType.ARMED_CLASH,
            actors=(rebels,), where=(tell,), when=THURSDAY, counts=(Count("killed", "members of the regime forces", 20, 20),),
        ),
        claim(
            5, "state-1", "Nine soldiers were martyred", EventType.ARMED_CLASH,
            where=(tell,), when=THURSDAY, counts=(Count("killed", "soldiers", 9, 9),), attribution=said("a military source"),
        ),
        claim(
            6, "wire-1", "Jets bombed the market of Qasr and killed at least 12 people on Thursday", EventType.AIR_STRIKE,
            actors=(Mention("Jets"),), targets=(Mention("people"),), where=(qasr,), when=THURSDAY,
            counts=(Count("killed", "people", 12, None),), attribution=said("rescuers"),
        ),
        claim(
            7, "wire-1", "it had bombed Qasr", EventType.AIR_STRIKE,
            actors=(ARMY,), where=(qasr,), when=THURSDAY, attribution=said("The army"), stance=Stance.DENIED,
        ),
        claim(
            8, "wire-1", "About 40,000 people have fled since", EventType.DISPLACEMENT,
            targets=(Mention("people"),), where=(replace(qasr, relation=Relation.NEAR),),
            when=When.of(date(2031, 5, 1), date(2031, 5, 2)), counts=(Count("displaced", "people", 36000, 44000),),
        ),
        claim(
            9, "wire-1", "A truce is expected to begin on Friday", EventType.AGREEMENT,
            when=When.of(date(2031, 5, 2), date(2031, 5, 2)), stance=Stance.EXPECTED,
        ),
        claim(
            10, "local-1", "Shells hit al-Mina overnight", EventType.SHELLING,
            where=(Where("al-Mina", candidates=tuple(MINA)),), attribution=said("a resident"), stance=Stance.POSSIBLE, confidence=0.4,
        ),
        claim(
            11, "bad-1", TEXTS["bad-1"][3:-1], EventType.TERRITORY_GAINED,
            actors=(Mention('\x1b[31marmy\x1b[0m of <script>alert("x")</script>'),), where=(Where("[bold]=SUM(A1)[/bold]"), qasr),
        ),
    ]  # fmt: skip


def explained() -> Claim:
    """A claim with reasons for its fields, as a reader gives them."""
    text = TEXTS["rebel-1"]
    at = text.index("liberated")
    cue = Span("rebel-1", at, at + len("liberated"))
    return replace(
        claims()[2],
        reasons=(
            Reason("type", "territory_gained", "cue", cue, 0.97, "The army liberated the town."),
            Reason("actor", "Our fighters", "subject", Span("rebel-1", 0, 12), 0.88),
            Reason("source", "", "the report's own voice"),
            Reason("stance", "asserted", "no hedge"),
        ),
    )


def evidence() -> Evidence:
    return Evidence(claims(), reports(), copies=[frozenset({"state-1", "daily-1"})])


def incidents() -> list[Incident]:
    ids = [c.id for c in claims()]
    day = THURSDAY.earliest
    return [
        Incident(
            "i1", EventType.TERRITORY_LEFT, (ids[0], ids[1], ids[2]), ("Tell Aswad",), day, day,
            (
                Position("a military source", "state", (ids[0], ids[1]), "happened", against_interest=True),
                Position("Rebel Network", "rebels", (ids[2],), "happened"),
            ),
            2, (), Grade.CONFIRMED, ("against interest: the state's own side admits it", "Admiralty B1: confirmed by others"),
        ),
        Incident(
            "i2", EventType.ARMED_CLASH, (ids[3], ids[4]), ("Tell Aswad",), day, day,
            (Position("Rebel Network", "rebels", (ids[3],), "killed 20"), Position("a military source", "state", (ids[4],), "killed 9")),
            2, ("killed",), Grade.FAIR, ("2 independent sources: Rebel Network, a military source",),
        ),
        Incident(
            "i3", EventType.AIR_STRIKE, (ids[5], ids[6]), ("Qasr",), day, day,
            (Position("rescuers", None, (ids[5],), "killed 12 or more"), Position("The army", "state", (ids[6],), "denied")),
            1, ("happened",), Grade.CONTESTED, ("The army denies it",),
        ),
    ]  # fmt: skip
