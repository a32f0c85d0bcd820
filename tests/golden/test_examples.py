"""Who holds what in the example reports, from each side's viewpoint, from claims on them that were coded by hand: the right answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from warmonitor.api import open_pack
from warmonitor.importing import import_claims
from warmonitor.ingest import Failure, Options, reports
from warmonitor.ledger import Filter, Ledger
from warmonitor.model import Report
from warmonitor.views.brief import brief
from warmonitor.views.holding import holdings

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
PACK = open_pack(["syria", str(EXAMPLES / "outlets.yml")])
TABLES = yaml.load((HERE / "examples.control.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
RIGHT = {
    (day, viewpoint): {place: state for state, places in states.items() for place in places}
    for day, views in TABLES.items()
    for viewpoint, states in views.items()
}
"""Place to state for a day, as known on that day, and a viewpoint."""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("examples") / "coded.db") as made:
        with made.transaction():
            for report in reports([str(EXAMPLES)], Options()):
                if isinstance(report, Report):
                    made.add_report(report, datetime(2020, 3, 1, tzinfo=UTC))
        coded = HERE / "examples.claims.jsonl"
        outcomes = list(import_claims(str(EXAMPLES / "reports.jsonl"), str(coded), made, pack=PACK))
        assert not [o for o in outcomes if isinstance(o, Failure)]
        yield made


def bare(place: str) -> str:
    """A place's name without its region and quotation marks."""
    return place.partition(" (")[0].strip("“”")


@pytest.mark.parametrize(("day", "viewpoint"), RIGHT, ids=lambda v: str(v))
def test_control_of_the_examples(ledger: Ledger, day: date, viewpoint: str) -> None:
    found = holdings(ledger, Filter(as_known_at=day), viewpoint=viewpoint, on=day, pack=PACK)
    assert {bare(s.place): s.state for s in found.states} == RIGHT[day, viewpoint]


@pytest.mark.parametrize("day", TABLES, ids=str)
def test_the_brief_shows_it_from_every_side(ledger: Ledger, day: date) -> None:
    made = brief(ledger, Filter(as_known_at=day, until=day), pack=PACK)
    (section,) = (s for s in made.sections if s.key == "control")
    assert {bare(h.place): h.state for h in section.held} == RIGHT[day, "all"]
    for viewpoint in ("cautious", "side:government", "side:opposition"):
        seen = {bare(h.place): v.state for h in section.held for v in h.views if v.viewpoint == viewpoint}
        assert seen == RIGHT[day, viewpoint]


def test_the_brief_names_the_six_towns(ledger: Ledger) -> None:
    made = brief(ledger, Filter(), pack=PACK)
    (section,) = (s for s in made.sections if s.key == "sets")
    (towns,) = (e for e in section.entries if e.title.startswith("6 places"))
    assert towns.summary == "according to The Levant Conflict Observatory; 5 named, 1 not named"
    assert {n.partition(":")[0] for n in towns.notes} == {
        "Al-Dayr al-Gharbi", "Al-Dayr al-Sharqi", "Maar Shamarin", "Maar Shamshah", "Talmenes",
    }  # fmt: skip
    assert sum("Jasmine State News Agency" in n for n in towns.notes) == 3
