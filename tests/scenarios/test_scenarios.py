"""Situations in YAML: claims in, picture out. The format is described in docs/reconcile.md."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.build import report
from tests.registry import pack
from tests.scenarios.keys import wrong

from warmonitor.ground.packs import Actor, Pack, Side, Source
from warmonitor.model import (
    Attribution,
    Claim,
    Count,
    Decision,
    EventType,
    Incident,
    Judgement,
    Mention,
    Place,
    Relation,
    Span,
    Stance,
    Voice,
    When,
    Where,
)
from warmonitor.reconcile import Evidence, control, incidents
from warmonitor.reconcile.contradictions import contradictions
from warmonitor.reconcile.incidents import profiled
from warmonitor.reconcile.positions import ranges, voices
from warmonitor.reconcile.profile import who
from warmonitor.reconcile.series import totals
from warmonitor.reconcile.sets import sets
from warmonitor.reconcile.sources import Sources
from warmonitor.reconcile.wording import wording

HERE = Path(__file__).parent
CASES = [case for file in sorted(HERE.glob("*.yml")) for case in yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)]


def known(who: dict[str, dict[str, Any]], places: Iterable[Place] = ()) -> Pack:
    """The `who` and the `places` of a scenario; `who`: name → id, side, also-names, reliability, type; each both acts and speaks. Two sides are enemies."""
    rows = [(str(entry.get("id", name)), name, tuple(entry.get("names", ())), entry) for name, entry in who.items()]
    made = pack(
        *(Actor(id_, name, 0, entry.get("side"), names) for id_, name, names, entry in rows),
        *(
            Source(
                id_, name, names, None, entry.get("side"), entry.get("type", "other"), None, entry.get("reliability")
            )
            for id_, name, names, entry in rows
        ),
        places=places,
    )
    sides = sorted(made.sides)
    if len(sides) == 2:
        one, other = sides
        made = replace(made, sides={one: Side(one, one, opposed=(other,)), other: Side(other, other, opposed=(one,))})
    return made


def evidence_of(case: dict[str, Any]) -> Evidence:
    places = {name: _place(name, entry) for name, entry in case.get("places", {}).items()}
    rows = case["claims"]
    known_at = case.get("as_known_at")
    reports = {}
    for name, entry in (case.get("reports") or {row["report"]: {} for row in rows}).items():
        published = entry.get("published")
        if known_at and not (published and published <= known_at):
            continue
        text = entry.get("text") or ". ".join(_quote(row) for row in rows if row["report"] == name) + "."
        reports[name] = report(name, text, entry.get("outlet"), published)
    claims = [_claim(row, reports[row["report"]].text, places) for row in rows if row["report"] in reports]
    judged = _judgements(case.get("judgements", ()))
    registry = known(case.get("who", {}), places.values()) if case.keys() & {"who", "places"} else None
    return Evidence(claims, reports, registry, judged, [frozenset(g) for g in case.get("copies", ())])


def _quote(row: dict[str, Any]) -> str:
    return str(row.get("quote") or f"{row['type'].replace('_', ' ')} {row['id']}")


def _claim(row: dict[str, Any], text: str, places: dict[str, Place]) -> Claim:
    quote = _quote(row)
    start = text.index(quote)
    return Claim(
        id=row["id"],
        report_id=row["report"],
        type=EventType(row["type"]),
        span=Span(row["report"], start, start + len(quote)),
        quote=quote,
        actors=_mentions(row.get("actor")),
        targets=_mentions(row.get("target")),
        where=tuple(
            Where(name, place=places.get(name), relation=Relation(row.get("relation", "in")))
            for name in _list(row.get("place"))
        ),
        when=_when(row.get("when")),
        counts=tuple(_count(k, v) for k, v in (row.get("count") or {}).items()),
        attribution=Attribution(_mentions(row.get("source")), voice=Voice(row.get("voice", "narrator"))),
        stance=Stance(row.get("stance", "asserted")),
        confidence=row.get("confidence", 1.0),
    )


def _list(value: Any) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def _mentions(value: Any) -> tuple[Mention, ...]:
    return tuple(Mention(name) for name in _list(value))


def _when(value: Any) -> When | None:
    if value is None:
        return None
    if isinstance(value, date):
        return When.of(value, value)
    first, _, last = value.partition("..")
    return When.of(date.fromisoformat(first), date.fromisoformat(last))


def _count(key: str, value: Any) -> Count:
    """`killed: 8`, `injured children: 3-9`, `killed: 15+`."""
    what, _, who = key.partition(" ")
    low, _, high = str(value).partition("-")
    if low.endswith("+"):
        return Count(what, who or "people", int(low[:-1]), None)
    return Count(what, who or "people", int(low), int(high or low))


def _place(name: str, entry: dict[str, Any]) -> Place:
    lat, lon = entry.get("at", (None, None))
    return Place(
        f"test:{name}", entry.get("name", name), entry.get("kind", "city"), entry.get("country", "XX"), entry.get("admin1"), lat, lon,
        radius_km=entry.get("km"), admin2=entry.get("admin2"),
    )  # fmt: skip


def _judgements(entries: Iterable[dict[str, Any]]) -> list[Judgement]:
    """One a minute; an undoing repeats what it takes back, as `warmonitor unlink` does. KeyError where it takes back nothing earlier."""
    made: dict[str, Judgement] = {}
    for number, entry in enumerate(entries):
        ((key, value),) = entry.items()
        at = datetime(2020, 1, 1, 0, number, tzinfo=UTC)
        if key == "undoes":
            made[f"j{number}"] = replace(made[value], id=f"j{number}", at=at, undoes=value)
        else:
            made[f"j{number}"] = Judgement(f"j{number}", Decision(key), tuple(_list(value)), "tester", at)
    return list(made.values())


def incident_of(claim: str, found: list[Incident]) -> Incident:
    return next(i for i in found if claim in i.claims)


def check(case: dict[str, Any], evidence: Evidence) -> None:
    then = case["then"]
    found = incidents(evidence)
    if "incidents" in then:
        assert sorted(sorted(i.claims) for i in found) == sorted(sorted(g) for g in then["incidents"])
    for claim, number in then.get("sources", {}).items():
        incident = incident_of(claim, found)
        assert incident.independent_sources == number, [p.source for p in incident.positions]
    for claim, about in then.get("differ", {}).items():
        assert sorted(incident_of(claim, found).differ) == sorted(about)
    for claim, grade in then.get("grade", {}).items():
        assert incident_of(claim, found).grade.value == grade, incident_of(claim, found).reasons
    for claim, bounds in then.get("range", {}).items():
        assert _ranges(incident_of(claim, found), evidence) == {
            _class(k, evidence): tuple(v) for k, v in bounds.items()
        }
    if then.get("against_interest") == []:
        assert not [p.source for i in found for p in i.positions if p.against_interest]
    for claim in then.get("against_interest", ()):
        assert any(p.against_interest for p in incident_of(claim, found).positions if claim in p.claims)
    if "contradictions" in then:
        assert sorted({c.about for c in contradictions(evidence, found)}) == sorted(then["contradictions"])
    for row in then.get("control", ()):
        _check_control(row, evidence)
    for claim, row in then.get("sets", {}).items():
        mine = next(s for s in sets(evidence) if s.claim == claim)
        assert sorted(n.place for n in mine.named) == sorted(row["named"])
        assert list(mine.unnamed) == row["unnamed"]
        assert sorted(n.place for n in mine.surplus) == sorted(row.get("surplus", []))
    for row in then.get("totals", ()):
        made = {
            t.period: t
            for t in totals(evidence, found, row["what"], rule=row.get("rule", "median"), by=row.get("by", "month"))
        }
        total = made[str(row["period"])]
        assert [total.low, total.high] == row["bounds"]
        assert len(total.left_out) == row.get("left_out", len(total.left_out))
    for row in then.get("wording", ()):
        used = Counter[tuple[str, ...]]()
        for w in wording(evidence):
            used[w.outlet, w.voice.value, w.about, w.word.casefold()] += w.count
        assert (
            used[row["outlet"], row.get("voice", "narrator"), row["about"], row["word"].casefold()] == row["count"]
        ), used


def _ranges(incident: Incident, evidence: Evidence) -> dict[str, tuple[int, int | None]]:
    members = [p for p in profiled(evidence.claims, evidence.reports, evidence.pack) if p.claim.id in incident.claims]
    made = ranges(voices(members, Sources.of(evidence)))
    return {what if who == "people" else f"{what} {who}": (low, high) for (what, who), (low, high, _) in made.items()}


def _class(key: str, evidence: Evidence) -> str:
    """`killed soldiers` as the picture counts it: `killed fighters`."""
    what, _, whom = key.partition(" ")
    counted = who(whom, evidence.pack)
    return what if counted == "people" else f"{what} {counted}"


def _called(name: str | None, evidence: Evidence) -> str | None:
    """The registry's name of a party, else the name as given, without its article."""
    actor = evidence.pack.actor(name) if evidence.pack is not None and name else None
    return actor.name if actor is not None else name and re.sub("^(?:the|an?) ", "", name, flags=re.IGNORECASE)


def _asked(name: str, evidence: Evidence) -> str:
    """The id of the place that stands under this name in `places`, so that two towns of one name can be asked for."""
    listed = evidence.pack.listed if evidence.pack is not None else ()
    return next((known.place.id for known in listed if known.place.id == f"test:{name}"), name)


def _check_control(row: dict[str, Any], evidence: Evidence) -> None:
    asked = _asked(row["place"], evidence)
    found = control(evidence, viewpoint=row.get("from", "all"), as_of=row.get("day"), place=asked)
    asks = row.get("is")
    if asks == "nothing said":
        assert not found
        return
    if asks == "unknown" and not found and "left" not in row:
        return  # of whom nobody speaks nothing is known
    assert len(found) == 1, found
    state = found[0]
    assert asks in (None, state.status.value), state
    for key, name in (("holder", state.holder), ("left", state.left)):
        if key in row:
            assert _called(name, evidence) == _called(row[key], evidence), state
    for key, value in (("since", state.since), ("last", state.last_asserted)):
        if key in row:
            assert value == row[key], state


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_every_key_is_of_the_format(case: dict[str, Any]) -> None:
    assert wrong(case) == []
    claims = {row["id"] for row in case["claims"]}
    judged = {
        c for row in case.get("judgements", ()) for key, value in row.items() if key != "undoes" for c in _list(value)
    }
    assert judged <= claims


MISSPELT: dict[str, dict[str, Any]] = {
    "scenario: no key 'place'": {"place": {}},
    "who Army: no key 'sides'": {"who": {"Army": {"sides": "state"}}},
    "places Kivra: no key 'region'": {"places": {"Kivra": {"region": "Zar"}}},
    "reports a: no key 'paper'": {"reports": {"a": {"paper": "Post"}}},
    "claims 0: no key 'relaton'": {"claims": [{"id": "a1", "relaton": "near"}]},
    "judgements 0: no key 'diferent'": {"judgements": [{"diferent": ["a1", "b1"]}]},
    "judgements 1: one of different, reject, same, undoes": {"judgements": [{"same": ["a1", "b1"]}, {}]},
    "then: nothing to check": {"then": {}},
    "then wording: nothing to check": {"then": {"incidents": [], "against_interest": [], "wording": []}},
    "then: no key 'grades'": {"then": {"grades": {"a1": "weak"}}},
    "then control 0: no key 'holds'": {"then": {"control": [{"place": "Kivra", "holds": "the army"}]}},
    "then sets a1: no key 'unnammed'": {"then": {"sets": {"a1": {"unnammed": [1, 1]}}}},
}


@pytest.mark.parametrize("line", MISSPELT)
def test_what_is_misspelt_is_said(line: str) -> None:
    sound: dict[str, Any] = {"name": "", "claims": [], "then": {"incidents": []}}
    assert wrong(sound) == []
    assert wrong({**sound, **MISSPELT[line]}) == [line]


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_situation(case: dict[str, Any]) -> None:
    check(case, evidence_of(case))


@pytest.mark.parametrize("case", [c for c in CASES if c["then"].get("against_interest")], ids=lambda c: c["name"])
def test_an_empty_list_says_that_there_is_none(case: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        check({**case, "then": {"against_interest": []}}, evidence_of(case))


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_any_order_of_arrival(case: dict[str, Any]) -> None:
    evidence = evidence_of(case)
    for seed in range(3):
        claims = list(evidence.claims)
        random.Random(seed).shuffle(claims)
        reports = dict(reversed(list(evidence.reports.items())))
        again = replace(evidence, claims=claims, reports=reports)
        assert incidents(again) == incidents(evidence)
        assert control(again) == control(evidence)


def _judged() -> Iterator[dict[str, Any]]:
    return (c for c in CASES if c.get("judgements"))


@pytest.mark.parametrize("case", list(_judged()), ids=lambda c: c["name"])
def test_undoing_every_judgement_restores(case: dict[str, Any]) -> None:
    evidence = evidence_of(case)
    undone = {j.undoes for j in evidence.judgements}
    late = datetime(2021, 1, 1, tzinfo=UTC)
    undoing = [
        Judgement(f"u{j.id}", j.decision, j.claims, "tester", late, undoes=j.id)
        for j in evidence.judgements
        if not j.undoes and j.id not in undone
    ]
    back = replace(evidence, judgements=[*evidence.judgements, *undoing])
    assert incidents(back) == incidents(replace(evidence, judgements=()))


def test_there_are_many_with_names_of_their_own() -> None:
    names = [c["name"] for c in CASES]
    assert len(names) >= 40
    assert len(set(names)) == len(names)
