"""What every store must do. A new store joins by a line in `STORES`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import strategies
from tests.ledger.examples import (
    COURIER,
    DIED,
    FELL,
    LOST,
    NOW,
    READER,
    SANA,
    TAKEN,
    UNDATED,
    Undo,
    add,
    claim,
    fill,
    fill_all,
    report,
)

from warmonitor.ledger import Filter, Ledger
from warmonitor.model import (
    Claim,
    Count,
    DateSource,
    Decision,
    EventType,
    Judgement,
    Mention,
    Reader,
    Report,
    Span,
    UserError,
)

STORES: dict[str, Callable[[Path], Ledger]] = {"sqlite": lambda folder: Ledger.open(folder / "test.ledger")}


@pytest.fixture(params=STORES)
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    with STORES[request.param](tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module", params=STORES)
def shared_ledger(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """One ledger that many drawn examples go into and are taken back from."""
    with STORES[request.param](tmp_path_factory.mktemp("ledger")) as opened:
        yield opened


# Writing and reading back


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(reading=strategies.readings())
def test_what_goes_in_comes_out(shared_ledger: Ledger, reading: tuple[Report, Reader, tuple[Claim, ...]]) -> None:
    read, reader, claims = reading
    with pytest.raises(Undo), shared_ledger.transaction():
        assert shared_ledger.add_report(read, NOW)
        shared_ledger.add_reading(read.id, reader, claims, NOW)
        assert shared_ledger.report(read.id) == read
        assert list(shared_ledger.reports()) == [read]
        assert list(shared_ledger.claims()) == list(claims)
        assert [shared_ledger.claim(c.id) for c in claims] == list(claims)
        raise Undo
    assert list(shared_ledger.claims()) == []


@settings(max_examples=30, deadline=None)
@given(judgement=strategies.judgements)
def test_judgements_come_back(shared_ledger: Ledger, judgement: Judgement) -> None:
    plain = Judgement(
        judgement.id, judgement.decision, (TAKEN.id,), judgement.by, judgement.at, judgement.note, judgement.correction
    )
    with pytest.raises(Undo), shared_ledger.transaction():
        shared_ledger.add_report(SANA, NOW)
        shared_ledger.add_reading(SANA.id, READER, [TAKEN], NOW)
        assert shared_ledger.add_judgement(plain)
        assert list(shared_ledger.judgements()) == [plain]
        raise Undo


def test_a_report_is_stored_once(ledger: Ledger) -> None:
    with ledger.transaction():
        assert ledger.add_report(SANA, NOW)
        assert not ledger.add_report(SANA, NOW + timedelta(days=1))
    assert list(ledger.reports()) == [SANA]


def test_another_text_under_the_same_id_is_refused(ledger: Ledger) -> None:
    with ledger.transaction():
        ledger.add_report(SANA, NOW)
        with pytest.raises(UserError, match=r"sana-1.*another text"):
            ledger.add_report(report("sana-1", "Quite another text."), NOW)
    assert list(ledger.reports()) == [SANA]


def test_a_day_learnt_later_makes_a_new_edition_that_is_read_again(ledger: Ledger) -> None:
    fill(ledger, (UNDATED, [FELL]))
    dated = Report(UNDATED.id, UNDATED.text, published=date(2020, 1, 28), date_source=DateSource.STATED)
    with ledger.transaction():
        assert ledger.add_report(dated, NOW)
        assert not ledger.add_report(UNDATED, NOW), "an undated copy takes no day away"
    assert ledger.report(UNDATED.id) == dated
    assert list(ledger.reports()) == [dated]
    assert not ledger.has_reading(UNDATED.id, READER)
    assert list(ledger.claims()) == [FELL], "the old reading counts until there is a new one"
    fill(ledger, (dated, []))
    assert ledger.has_reading(UNDATED.id, READER)
    assert list(ledger.claims()) == []


def test_a_day_given_by_the_user_overrules_and_stays(ledger: Ledger) -> None:
    given_ = Report(SANA.id, SANA.text, published=date(2020, 1, 25), date_source=DateSource.GIVEN)
    with ledger.transaction():
        ledger.add_report(SANA, NOW)
        assert ledger.add_report(given_, NOW)
        assert not ledger.add_report(SANA, NOW)
    found = ledger.report(SANA.id)
    assert found is not None and found.published == date(2020, 1, 25)


def test_which_edition_is_read(ledger: Ledger) -> None:
    dated = Report(UNDATED.id, UNDATED.text, published=date(2020, 1, 28), date_source=DateSource.STATED)
    given_ = Report(UNDATED.id, UNDATED.text, published=date(2020, 1, 25), date_source=DateSource.GIVEN)
    assert ledger.edition(UNDATED) is UNDATED
    for newer, older in ((dated, UNDATED), (given_, dated)):
        with ledger.transaction():
            ledger.add_report(older, NOW)
        assert ledger.edition(newer) is newer
        with ledger.transaction():
            ledger.add_report(newer, NOW)
        assert ledger.edition(older) == newer == ledger.edition(newer)
    with pytest.raises(UserError, match="another text"):
        ledger.edition(report(UNDATED.id, "Other."))


def test_only_the_newest_reading_of_each_reader_counts(ledger: Ledger) -> None:
    newer, coder = Reader("warmonitor", "2"), Reader("coder", "1")
    fill(ledger, (COURIER, [LOST, DIED]))
    assert ledger.has_reading(COURIER.id, READER) and not ledger.has_reading(COURIER.id, newer)
    found, coded = claim(COURIER, "Rebels lost Idlib", reader=newer), claim(COURIER, "Rebels lost", reader=coder)
    fill(ledger, (COURIER, [found]), reader=newer)
    fill(ledger, (COURIER, [coded]), reader=coder)
    assert list(ledger.claims()) == [found, coded]
    assert ledger.has_reading(COURIER.id, READER), "the older reading stays"


def test_a_claim_found_again_has_its_id_and_its_newest_version(ledger: Ledger) -> None:
    newer = Reader("warmonitor", "2")
    again = claim(SANA, "Army units took Saraqib", reader=newer)
    assert again.id == TAKEN.id
    fill(ledger, (SANA, [TAKEN]))
    fill(ledger, (SANA, [again]), reader=newer)
    assert ledger.claim(TAKEN.id) == again


def test_readings_are_all_or_nothing(ledger: Ledger) -> None:
    elsewhere = claim(COURIER, "Rebels")
    beyond = Claim("sana-1#x", "sana-1", EventType.ADVANCE, Span("sana-1", 0, 99), "Army", reader=READER)
    misquoted = Claim("sana-1#x", "sana-1", EventType.ADVANCE, Span("sana-1", 0, 4), "Navy", reader=READER)
    huge = claim(SANA, "Army", counts=(Count("killed", "people", 2**63, None),))
    halved = claim(SANA, "Army", actors=(Mention("\ud800"),))
    with ledger.transaction():
        ledger.add_report(SANA, NOW)
        for bad in ([elsewhere], [TAKEN, beyond], [TAKEN, misquoted], [TAKEN, huge], [TAKEN, halved], [TAKEN, TAKEN]):
            with pytest.raises(ValueError):
                ledger.add_reading("sana-1", READER, bad, NOW)
        with pytest.raises(KeyError):
            ledger.add_reading("nobody-1", READER, [], NOW)
        assert not ledger.has_reading("sana-1", READER)
    assert list(ledger.claims()) == []
    fill(ledger, (SANA, [TAKEN]))
    assert list(ledger.claims()) == [TAKEN], "and nothing is left over that would be in the way"


def test_nothing_of_a_transaction_that_fails_is_kept(ledger: Ledger) -> None:
    with pytest.raises(Undo), ledger.transaction():
        ledger.add_report(SANA, NOW)
        ledger.add_reading("sana-1", READER, [TAKEN], NOW)
        raise Undo
    assert list(ledger.reports()) == [] and list(ledger.claims()) == []
    fill(ledger, (SANA, [TAKEN]))
    assert list(ledger.claims()) == [TAKEN]


def test_writes_outside_of_a_transaction_raise(ledger: Ledger) -> None:
    with pytest.raises(RuntimeError):
        ledger.add_report(SANA, NOW)
    with pytest.raises(RuntimeError):
        ledger.add_reading("sana-1", READER, [], NOW)
    with pytest.raises(RuntimeError), ledger.transaction(), ledger.transaction():
        pass
    with ledger.transaction():
        ledger.add_report(SANA, NOW)


def test_clocks_have_a_time_zone(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="time zone"), ledger.transaction():
        ledger.add_report(SANA, datetime(2020, 1, 1))  # noqa: DTZ001 – the point of the test


# Asking


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), [TAKEN, LOST, DIED, FELL]),
        (Filter(type=EventType.SHELLING), [FELL]),
        (Filter(report="courier-1"), [LOST, DIED]),
        (Filter(min_confidence=0.9), [TAKEN, DIED, FELL]),
        (Filter(outlet="sana"), [TAKEN]),
        (Filter(outlet="courier"), [LOST, DIED]),
        (Filter(outlet="cour"), []),
        (Filter(place="saraqib"), [TAKEN, FELL]),
        (Filter(place="Saraqeb"), [TAKEN, FELL]),
        (Filter(place="Dana"), [DIED]),
        (Filter(place="Idlib"), [TAKEN, LOST, FELL]),
        (Filter(place="SY"), [TAKEN, LOST, FELL]),
        (Filter(place="Syria"), [TAKEN, LOST, FELL]),
        (Filter(place="%"), []),
        (Filter(actor="military forces of syria"), [TAKEN]),
        (Filter(actor="syr-army"), [TAKEN]),
        (Filter(actor="people"), [DIED]),
        (Filter(actor="residents"), []),
        (Filter(source="Syrian Arab News Agency"), [TAKEN]),
        (Filter(source="observatory"), [FELL]),
        (Filter(source="Levant Courier"), [LOST]),
        (Filter(since=date(2020, 1, 24)), [LOST, DIED]),
        (Filter(until=date(2020, 1, 23)), [TAKEN, DIED]),
        (Filter(since=date(2020, 1, 26), until=date(2020, 1, 26)), [LOST, DIED]),
        (Filter(since=date(2020, 1, 27)), []),
        (Filter(as_known_at=date(2020, 1, 24)), [TAKEN]),
        (Filter(as_known_at=date(2020, 1, 31)), [TAKEN, LOST, DIED]),
        (Filter(as_known_at=date(2020, 2, 1)), [TAKEN, LOST, DIED, FELL]),
        (Filter(as_known_at=date.max, place="idlib", min_confidence=0.5), [TAKEN, FELL]),
        (Filter(after=1), [LOST, DIED, FELL]),
        (Filter(after=3), []),
    ],
    ids=lambda thing: (
        str({f: v for f in thing.__slots__ if (v := getattr(thing, f)) is not None})
        if isinstance(thing, Filter)
        else ""
    ),
)
def test_filters(ledger: Ledger, wanted: Filter, found: list[Claim]) -> None:
    fill_all(ledger)
    assert list(ledger.claims(wanted)) == found
    reports = {c.report_id for c in found}
    if wanted.of_claims:
        assert {r.id for r in ledger.reports(wanted)} == reports
    else:
        assert {r.id for r in ledger.reports(wanted)} >= reports


def test_reports_without_claims_are_reports_too(ledger: Ledger) -> None:
    fill(ledger, (SANA, []), (COURIER, [LOST]))
    assert [r.id for r in ledger.reports()] == ["sana-1", "courier-1"]
    assert [r.id for r in ledger.reports(Filter(as_known_at=date(2020, 1, 24)))] == ["sana-1"]
    assert [r.id for r in ledger.reports(Filter(min_confidence=0.0))] == ["courier-1"]


def test_the_day_recorded_is_that_of_utc(ledger: Ledger) -> None:
    fill(ledger, (UNDATED, [FELL]), at=datetime(2020, 2, 2, 1, 0, tzinfo=timezone(timedelta(hours=3))))
    assert list(ledger.claims(Filter(as_known_at=date(2020, 2, 1)))) == [FELL]
    assert list(ledger.claims(Filter(as_known_at=date(2020, 1, 31)))) == []


def test_a_filter_must_make_sense() -> None:
    with pytest.raises(ValueError, match="after until"):
        Filter(since=date(2020, 2, 1), until=date(2020, 1, 1))


def test_a_claim_is_found_by_the_start_of_its_id(ledger: Ledger) -> None:
    fill_all(ledger)
    short = TAKEN.id.partition("#")[2]
    for name in (TAKEN.id, TAKEN.id[:-4], "sana", short, short[:6]):
        assert ledger.claim(name) == TAKEN
    for name in ("", "nothing", "%", TAKEN.id + "0", "sana_1"):
        assert ledger.claim(name) is None
    with pytest.raises(UserError, match=r"courier-1#.*courier-1#"):
        ledger.claim("courier")


def test_an_id_that_starts_another_is_found(ledger: Ledger) -> None:
    whole, longer = (
        Claim(id_, "sana-1", EventType.ADVANCE, Span("sana-1", 0, 4), "Army", reader=READER) for id_ in ("1", "12")
    )
    fill(ledger, (SANA, [whole, longer]))
    assert ledger.claim("1") == whole
    assert ledger.claim("12") == longer


def test_what_is_recorded_while_iterating_is_not_seen(ledger: Ledger) -> None:
    fill_all(ledger)
    iterator = ledger.claims()
    assert next(iterator) == TAKEN
    other = report("other-1", "Troops left.")
    fill(ledger, (other, [claim(other, "Troops left")]))
    assert list(iterator) == [LOST, DIED, FELL]


def test_more_claims_than_one_batch_stay_in_order(ledger: Ledger) -> None:
    text = report("long-1", "".join(f"Town {n} fell. " for n in range(1200)))
    claims = [claim(text, f"Town {n} fell") for n in range(1200)]
    fill(ledger, (text, claims))
    assert list(ledger.claims()) == claims
    assert list(ledger.claims(Filter(place="nowhere"))) == []


def test_what_changed_since_a_sequence_number(ledger: Ledger) -> None:
    assert ledger.last() == 0
    fill(ledger, (SANA, [TAKEN]), (COURIER, [LOST, DIED]))
    then = ledger.last()
    assert then == 2 and list(ledger.superseded(then)) == []
    newer = Reader("warmonitor", "2")
    again = claim(COURIER, "Rebels lost Idlib", EventType.TERRITORY_LEFT, reader=newer)
    fill(ledger, (COURIER, []), reader=newer)
    fill(ledger, (COURIER, [again]), reader=newer)
    assert list(ledger.superseded(then)) == [LOST.id, DIED.id]
    assert list(ledger.claims(Filter(after=then))) == [again]
    assert list(ledger.superseded(0)) == []


@settings(max_examples=25, deadline=None)
@given(
    steps=st.lists(st.tuples(st.sampled_from((SANA, COURIER)), st.sampled_from("123"), st.booleans()), max_size=8),
    at=st.integers(0, 8),
)
def test_changes_take_an_old_picture_to_the_new_one(
    shared_ledger: Ledger, steps: list[tuple[Report, str, bool]], at: int
) -> None:
    """What counted, less the superseded, with the newer: what counts. The promise that incremental rebuilding rests on."""

    def counting(wanted: Filter = Filter()) -> set[tuple[str, str]]:  # noqa: B008 – a frozen value
        return {(c.id, c.reader.version) for c in shared_ledger.claims(wanted)}

    def record(some: list[tuple[Report, str, bool]]) -> None:
        for read, version, empty in some:
            reader = Reader("warmonitor", version)
            add(shared_ledger, read, [] if empty else [claim(read, read.text[:4], reader=reader)], reader)

    with pytest.raises(Undo), shared_ledger.transaction():
        record(steps[:at])
        before, then = counting(), shared_ledger.last()
        record(steps[at:])
        gone = set(shared_ledger.superseded(then))
        assert {c for c in before if c[0] not in gone} | counting(Filter(after=then)) == counting()
        raise Undo


# Judgements


def judgement(id_: str, *claims: str, **fields: object) -> Judgement:
    return Judgement(id_, Decision.SAME, claims, "an analyst", NOW, **fields)  # type: ignore[arg-type]


def test_judgements_are_kept_in_order_and_once(ledger: Ledger) -> None:
    fill_all(ledger)
    first = judgement("z", TAKEN.id, FELL.id, note="one battle")
    second = judgement("a", TAKEN.id, FELL.id, undoes="z")
    with ledger.transaction():
        assert ledger.add_judgement(first) and ledger.add_judgement(second)
        assert not ledger.add_judgement(first)
    assert list(ledger.judgements()) == [first, second]


def test_judgements_on_nothing_are_refused(ledger: Ledger) -> None:
    fill_all(ledger)
    with ledger.transaction():
        with pytest.raises(UserError, match="no claim nothing#1"):
            ledger.add_judgement(judgement("a", TAKEN.id, "nothing#1"))
        with pytest.raises(UserError, match="no judgement z"):
            ledger.add_judgement(judgement("a", TAKEN.id, undoes="z"))
    assert list(ledger.judgements()) == []


def test_closing_twice_does_nothing(ledger: Ledger) -> None:
    ledger.close()
    ledger.close()
