"""Hypothesis strategies for what reconciling works on: few names, places and days, so that claims meet often."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st
from tests.build import report
from tests.registry import pack

from warmonitor.ground.packs import Actor, Source
from warmonitor.model import (
    Attribution,
    Claim,
    Count,
    Decision,
    EventType,
    Judgement,
    Mention,
    Span,
    Stance,
    When,
    Where,
)
from warmonitor.reconcile import Evidence

PLACES = ("Tell Marran", "Wadi Sor", "Upper Sor", "Ayn Saba", "Qara Dagh")
SPEAKERS = ((), ("Marran Monitoring Centre",), ("Army Command",), ("residents",), ("a teacher",))
QUOTES = (
    "shells hit the mill",
    "the mill was hit",
    "jets bombed a bakery",
    "another strike hit the school",
    "rebels took the town",
    "rebels took all of Wadi Sor",
    "Houthi rebels took all of Wadi Sor except for Tell Marran",
    "the army withdrew",
    "the army encircled the town",
    "the siege was lifted",
    "rebels handed the town over to the army",
    "fighting went on",
)
TYPES = (
    EventType.SHELLING, EventType.AIR_STRIKE, EventType.CASUALTIES, EventType.TERRITORY_GAINED, EventType.TERRITORY_LEFT, EventType.TERRITORY_HELD,
    EventType.ADVANCE, EventType.ARMED_CLASH,
)  # fmt: skip
ACTORS = ((), ("the army",), ("rebels",), ("Houthi fighters",), ("the Houthis", "rebels"), ("Peruvian troops",))


PACK = pack(
    Actor("army", "The Army", 1, "state"), Actor("rebels", "Rebels", 2, "rebel"), Source("command", "Army Command", side="state")
)  # fmt: skip
"""Two sides, and who speaks for one."""

START = date(2021, 3, 1)


@st.composite
def ledgers(draw: st.DrawFn) -> Evidence:
    reports = {}
    claims = []
    for number in range(draw(st.integers(1, 4))):
        day = draw(st.one_of(st.none(), st.integers(0, 6)))
        published = START + timedelta(days=day) if day is not None else None
        name = f"r{number}"
        quotes = draw(st.lists(st.sampled_from(QUOTES), min_size=1, max_size=4))
        text = ". ".join(quotes)
        reports[name] = report(name, text, draw(st.sampled_from(("Post", "News"))), published)
        claims += [draw(_claims(name, text, quote, nth)) for nth, quote in enumerate(quotes)]
    known = draw(st.sampled_from((None, PACK)))
    return Evidence(claims, reports, known, copies=draw(st.sampled_from(((), (frozenset(("r0", "r1")),)))))


@st.composite
def _claims(draw: st.DrawFn, report: str, text: str, quote: str, nth: int) -> Claim:
    start = text.index(quote)
    first = draw(st.one_of(st.none(), st.integers(0, 6)))
    length = draw(st.sampled_from((0, 0, 1, 100)))
    day = START + timedelta(days=first) if first is not None else None
    low = draw(st.integers(1, 20))
    return Claim(
        id=f"{report}#{nth}",
        report_id=report,
        type=draw(st.sampled_from(TYPES)),
        span=Span(report, start, start + len(quote)),
        quote=quote,
        actors=tuple(Mention(m) for m in draw(st.sampled_from(ACTORS))),
        targets=tuple(Mention(m) for m in draw(st.sampled_from(ACTORS))),
        where=tuple(Where(p) for p in draw(st.lists(st.sampled_from(PLACES), max_size=2, unique=True))),
        when=When.of(day, day + timedelta(days=length)) if day else None,
        counts=draw(
            st.sampled_from(
                (
                    (),
                    (Count("killed", "people", low, low),),
                    (Count("injured", "people", low, None),),
                    (Count("places", "towns", low % 4, low % 4),),
                )
            )
        ),
        attribution=Attribution(tuple(Mention(m) for m in draw(st.sampled_from(SPEAKERS)))),
        stance=draw(st.sampled_from((Stance.ASSERTED, Stance.ASSERTED, Stance.DENIED, Stance.EXPECTED))),
    )


@st.composite
def judged(draw: st.DrawFn) -> Evidence:
    evidence = draw(ledgers())
    ids = [c.id for c in evidence.claims]
    made = []
    for number in range(draw(st.integers(0, 4))):
        decision = draw(st.sampled_from((Decision.SAME, Decision.DIFFERENT, Decision.REJECT)))
        size = 1 if decision is Decision.REJECT else 2
        if len(ids) < size:
            continue
        pair = draw(st.lists(st.sampled_from(ids), min_size=size, max_size=size, unique=True))
        at = datetime(2021, 4, 1, 0, draw(st.integers(0, 3)), tzinfo=UTC)
        made.append(Judgement(f"j{number}", decision, tuple(pair), "someone", at))
    return replace(evidence, judgements=made)
