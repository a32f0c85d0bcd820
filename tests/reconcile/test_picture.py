"""Properties: one picture for any order of arrival, at once or piece by piece, and after every judgement is undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warmonitor.model import (
    Attribution,
    Claim,
    Count,
    DateSource,
    Decision,
    EventType,
    Judgement,
    Mention,
    Report,
    Span,
    Stance,
    When,
    Where,
)
from warmonitor.reconcile import Evidence, blocks, control, incidents, picture
from warmonitor.reconcile.picture import Picture

PLACES = ("Tell Marran", "Wadi Sor", "Ayn Saba", "Qara Dagh")
SPEAKERS = ((), ("Marran Monitoring Centre",), ("Army Command",), ("residents",))
QUOTES = (
    "shells hit the mill",
    "the mill was hit",
    "jets bombed a bakery",
    "rebels took the town",
    "the army withdrew",
    "fighting went on",
)
TYPES = (
    EventType.SHELLING, EventType.AIR_STRIKE, EventType.CASUALTIES, EventType.TERRITORY_GAINED, EventType.TERRITORY_LEFT, EventType.ARMED_CLASH,
)  # fmt: skip
ACTORS = ((), ("the army",), ("rebels",))
START = date(2021, 3, 1)


@st.composite
def ledgers(draw: st.DrawFn) -> Evidence:
    reports = {}
    claims = []
    for number in range(draw(st.integers(1, 4))):
        day = draw(st.one_of(st.none(), st.integers(0, 6)))
        published = START + timedelta(days=day) if day is not None else None
        source = DateSource.GIVEN if published else DateSource.UNKNOWN
        name = f"r{number}"
        quotes = draw(st.lists(st.sampled_from(QUOTES), min_size=1, max_size=4))
        text = ". ".join(quotes)
        reports[name] = Report(
            name, text, draw(st.sampled_from(("Post", "News"))), published=published, date_source=source
        )
        claims += [draw(_claims(name, text, quote, nth)) for nth, quote in enumerate(quotes)]
    return Evidence(claims, reports, copies=draw(st.sampled_from(((), (frozenset(("r0", "r1")),)))))


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
        where=tuple(Where(p) for p in draw(st.lists(st.sampled_from(PLACES), max_size=2, unique=True))),
        when=When.of(day, day + timedelta(days=length)) if day else None,
        counts=draw(
            st.sampled_from(((), (Count("killed", "people", low, low),), (Count("injured", "people", low, None),)))
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


@settings(max_examples=60, deadline=None)
@given(judged(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(evidence: Evidence, random: object) -> None:
    claims, judgements = list(evidence.claims), list(evidence.judgements)
    random.shuffle(claims)  # type: ignore[attr-defined]
    random.shuffle(judgements)  # type: ignore[attr-defined]
    shuffled = replace(
        evidence, claims=claims, judgements=judgements, reports=dict(reversed(list(evidence.reports.items())))
    )
    assert incidents(shuffled) == incidents(evidence)
    assert control(shuffled) == control(evidence)


@settings(max_examples=60, deadline=None)
@given(ledgers())
def test_every_claim_stands_in_one_incident(evidence: Evidence) -> None:
    told = [c for i in incidents(evidence) for c in i.claims]
    assert sorted(told) == sorted(c.id for c in evidence.claims)


@settings(max_examples=60, deadline=None)
@given(judged(), st.randoms(use_true_random=False), st.sampled_from((1, 2, 400)))
def test_piece_by_piece_is_the_same_as_at_once(evidence: Evidence, random: object, largest: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "LARGEST", largest)
        patch.setattr(picture, "LARGEST", largest)
        at_once = incidents(evidence)
        growing = Picture(evidence.pack)
        claims = list(evidence.claims)
        random.shuffle(claims)  # type: ignore[attr-defined]
        for claim in claims:
            growing.add([claim], {claim.report_id: evidence.reports[claim.report_id]})
        for judgement in evidence.judgements:
            growing.add((), {}, judgements=[judgement])
        growing.add((), {}, copies=evidence.copies)
        assert growing.incidents() == at_once
        assert Picture.of(evidence).incidents() == at_once


@settings(max_examples=40, deadline=None)
@given(judged())
def test_undoing_every_judgement_restores_the_picture(evidence: Evidence) -> None:
    late = datetime(2021, 5, 1, tzinfo=UTC)
    undoing = [Judgement(f"u{j.id}", j.decision, j.claims, "someone", late, undoes=j.id) for j in evidence.judgements]
    back = replace(evidence, judgements=[*evidence.judgements, *undoing])
    assert incidents(back) == incidents(replace(evidence, judgements=()))


@settings(max_examples=40, deadline=None)
@given(judged())
def test_judgements_hold(evidence: Evidence) -> None:
    last = {}
    for j in sorted(evidence.judgements, key=lambda j: (j.at, j.id)):
        if j.decision is Decision.DIFFERENT:
            last[frozenset(j.claims)] = j
        elif j.decision is Decision.SAME:
            last.clear()  # a later "same" may overrule over other pairs: only what comes after every "same" must hold
    for i in incidents(evidence):
        assert not any(pair <= set(i.claims) for pair in last)
