"""Questions to a ledger against the same questions put to plain lists, on ledgers drawn at random."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ledger.examples import Undo, add, claim, fill, report

from warmonitor.ground.fold import fold, loose
from warmonitor.ledger import Filter, Ledger
from warmonitor.model import Attribution, Claim, EventType, Mention, Place, Reader, Report, When, Where

NAMES = ("Idlib", "Idleb city", "Saraqib", "Sarāqib", "Syria", "SY", "SANA", "the army", "Army", "% _'", "")
TOWNS = tuple(
    Place(f"gn:{n}", name, kind, country, admin1, admin2=admin2)
    for n, (name, kind, country, admin1, admin2) in enumerate(
        [("Idlib", "city", "SY", "Idlib", None), ("Syria", "country", "SY", None, None), ("Saraqib", "city", "SY", "Idlib", "Saraqib"),
         ("Dana", "city", "US", "Indiana", None), ("Army", "city", None, None, None)]
    )
)  # fmt: skip
DAYS = [date(2020, 1, 1) + timedelta(days=n) for n in range(6)]
days = st.sampled_from(DAYS)
name = st.sampled_from(NAMES)
mentions = st.lists(
    st.builds(Mention, name.filter(bool), neutral=name | st.none(), entity=name | st.none()), max_size=2
).map(tuple)
wheres = st.lists(st.builds(Where, name, place=st.sampled_from(TOWNS) | st.none()), max_size=2).map(tuple)
types = st.sampled_from((EventType.ADVANCE, EventType.SHELLING))
whens = st.tuples(days, days).map(lambda pair: When.of(min(pair), max(pair))) | st.none()


@st.composite
def drawn(draw: st.DrawFn) -> list[tuple[Report, list[Claim], str, datetime]]:
    """Readings in the order of recording: report, claims, version, clock."""
    readings = []
    texts = [report(f"r{n}", "abcdefgh", draw(days | st.none()), draw(name | st.none())) for n in range(3)]
    for version in range(draw(st.integers(0, 5))):
        of, reader = draw(st.sampled_from(texts)), Reader(draw(st.sampled_from("xy")), str(version))
        found = [
            claim(
                of, quote, draw(types), reader=reader, actors=draw(mentions), targets=draw(mentions),
                where=draw(wheres), when=draw(whens), attribution=Attribution(draw(mentions)), confidence=draw(st.sampled_from((0.0, 0.5, 1.0))),
            )
            for quote in "abc"[: draw(st.integers(0, 3))]
        ]  # fmt: skip
        readings.append((of, found, reader.name, datetime.combine(draw(days), datetime.min.time(), UTC)))
    return readings


filters = st.builds(
    lambda span, **fields: Filter(since=span and min(span), until=span and max(span), **fields),
    span=st.tuples(days, days) | st.none(),
    begun=days | st.none(),
    place=name | st.none(),
    type=st.sampled_from(EventType) | st.none(),
    source=name | st.none(),
    actor=name | st.none(),
    outlet=name | st.none(),
    as_known_at=days | st.none(),
    report=st.sampled_from(("r0", "r9")) | st.none(),
    min_confidence=st.sampled_from((0.0, 0.4, 1.0)) | st.none(),
    after=st.integers(0, 4) | st.none(),
)
sparse = st.sets(st.sampled_from(Filter.__slots__), min_size=1, max_size=2).flatmap(
    lambda kept: filters.map(
        lambda f: Filter(**{field: getattr(f, field) for field in kept})
    )  # so that something passes
)


def says(words: str | None, wanted: str) -> bool:
    key = fold(wanted)
    return bool(words and key) and (f" {key} " in f" {fold(words or '')} " or loose(words or "") == loose(wanted) != "")


def equals(words: str | None, wanted: str) -> bool:
    return bool(words and fold(wanted)) and (
        fold(words or "") == fold(wanted) or loose(words or "") == loose(wanted) != ""
    )


def everybody(claims: Iterable[Claim]) -> Iterator[Mention]:
    return (m for c in claims for m in (*c.actors, *c.targets, *c.attribution.speakers))


def named(mentions: tuple[Mention, ...], wanted: str, known: Sequence[Mention]) -> bool:
    """`known`: everybody whom the ledger has heard of; who bears the name somewhere is meant under his other names, too."""
    meant = {m.entity for m in known if m.entity and (equals(m.text, wanted) or equals(m.neutral, wanted))} | {wanted}
    return any(says(m.text, wanted) or says(m.neutral, wanted) or m.entity in meant for m in mentions)


def placed(where: Where, wanted: str) -> bool:
    place = where.place
    return says(where.text, wanted) or (
        place is not None
        and (
            any(equals(name, wanted) for name in (place.name, place.admin1, place.admin2, place.country))
            or (fold(wanted) == "syria" and place.country == "SY")
        )
    )


def passes(found: Claim, of: Report, recorded: datetime, seq: int, f: Filter, known: Sequence[Mention]) -> bool:
    """The same as `Filter` promises, said in Python."""
    first = found.when.earliest if found.when else of.published
    last = found.when.latest if found.when else of.published
    return all(
        (
            f.since is None or (last is not None and last >= f.since),
            f.until is None or (first is not None and first <= f.until),
            f.begun is None or found.when is None or found.when.earliest <= f.begun,
            f.place is None or any(placed(w, f.place) for w in found.where),
            f.type is None or found.type is f.type,
            f.source is None
            or named(found.attribution.speakers, f.source, known)
            or (not found.attribution.speakers and says(of.outlet, f.source)),
            f.actor is None or named(found.actors + found.targets, f.actor, known),
            f.outlet is None or says(of.outlet, f.outlet),
            f.as_known_at is None or (of.published or recorded.date()) <= f.as_known_at,
            f.report is None or of.id == f.report,
            f.min_confidence is None or found.confidence >= f.min_confidence,
            f.after is None or seq > f.after,
        )
    )


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("ledger") / "drawn.ledger") as opened:
        yield opened


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(readings=drawn(), wanted=filters | sparse)
def test_a_ledger_answers_as_plain_lists_do(
    ledger: Ledger, readings: list[tuple[Report, list[Claim], str, datetime]], wanted: Filter
) -> None:
    newest = {(of.id, reader): seq for seq, (of, _, reader, _) in enumerate(readings, 1)}
    recorded = {of.id: at for of, _, _, at in reversed(readings)}  # a report is recorded when it is first read
    known = list(everybody(c for _, claims, *_ in readings for c in claims))
    expected = [
        found
        for seq, (of, claims, reader, _) in enumerate(readings, 1)
        if newest[of.id, reader] == seq
        for found in claims
        if passes(found, of, recorded[of.id], seq, wanted, known)
    ]
    with pytest.raises(Undo), ledger.transaction():
        for of, claims, reader, at in readings:
            add(ledger, of, claims, Reader(reader, claims[0].reader.version if claims else "none"), at)
        assert list(ledger.claims(wanted)) == expected
        if wanted.of_claims:
            assert {r.id for r in ledger.reports(wanted)} == {c.report_id for c in expected}
        raise Undo


def test_claims_are_loaded_table_by_table(tmp_path: Path) -> None:
    """Not claim by claim: as many statements for 400 claims as for 4."""

    def statements(size: int) -> int:
        text = report(f"long-{size}", "".join(f"Town {n} fell. " for n in range(size)))
        with Ledger.open(tmp_path / f"{size}.ledger") as ledger:
            fill(
                ledger,
                (
                    text,
                    [
                        claim(text, f"Town {n} fell", where=(Where(f"Town {n}", place=TOWNS[n % 5]),))
                        for n in range(size)
                    ],
                ),
            )
            seen: list[str] = []
            ledger._database.connection.set_trace_callback(seen.append)  # type: ignore[attr-defined]
            assert len(list(ledger.claims())) == size
            return len(seen)

    assert statements(400) == statements(4)


def test_a_region_is_asked_for_by_its_parts_where_no_province_has_its_name(tmp_path: Path) -> None:
    of = report("r", "abcdefgh", DAYS[0])
    regions = {"a": "Western Darfur", "b": "North Darfur", "c": "Khartoum"}
    found = [
        claim(of, q, where=(Where(q, place=Place(f"t:{q}", q, "city", "SD", region)),)) for q, region in regions.items()
    ]
    with Ledger.open(tmp_path / "regions.db") as opened:
        fill(opened, (of, found))
        assert [c.quote for c in opened.claims(Filter(place="Darfur"))] == ["a", "b"]
        assert [c.quote for c in opened.claims(Filter(place="North Darfur"))] == ["b"]
