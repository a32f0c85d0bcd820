"""Who holds what in the example reports, from each side's viewpoint, from claims on them that were coded by hand: the right answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

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
ARMY, REBELS = "Military Forces of Syria (2000-2024)", "Opposition Rebels (Syria)"
AUGUST, JANUARY = date(2019, 8, 30), date(2020, 1, 26)

HELD, LEFT_BY_ARMY, LEFT_BY_REBELS, LOST = (
    f"held by {ARMY}",
    f"unknown (left by {ARMY})",
    f"unknown (left by {REBELS})",
    "unknown",
)
WITHDRAWN = {"Al-Salloumiyah": LEFT_BY_ARMY, "Abu Omar": LEFT_BY_ARMY}
TAKEN = {"Khwain": HELD, "Zarzur": HELD}
IN_HAMA = dict.fromkeys(("Al-Lataminah", "Kafr Zayta", "Murak"), HELD)
OTHERS = dict.fromkeys(("Khan Shaykhun", "Latmin", "Lahaya"), HELD)
NEW = dict.fromkeys(("Talmenes", "Maar Shamshah", "Al-Dayr al-Sharqi"), HELD)
OPPOSITION = {
    **TAKEN, **dict.fromkeys(IN_HAMA, LEFT_BY_REBELS), "Khan Shaykhun": LOST, "At Tamani'ah": f"held by {REBELS}",
}  # fmt: skip
RIGHT = {
    (AUGUST, "all"): {
        **TAKEN, **IN_HAMA, **OTHERS, **WITHDRAWN, "At Tamani'ah": f"contested ({ARMY}; {REBELS})",
    },
    (AUGUST, "cautious"): {**TAKEN, **IN_HAMA, **WITHDRAWN, "Khan Shaykhun": HELD},
    (AUGUST, "side:government"): {**TAKEN, **IN_HAMA, **OTHERS, **WITHDRAWN},
    (AUGUST, "side:opposition"): OPPOSITION,
    (AUGUST, "side:russia"): {},
    (JANUARY, "all"): {**TAKEN, **IN_HAMA, **OTHERS, **WITHDRAWN, **NEW, "At Tamani'ah": HELD},
    (JANUARY, "cautious"): {**TAKEN, **IN_HAMA, **WITHDRAWN, "Khan Shaykhun": HELD, "At Tamani'ah": HELD},
    (JANUARY, "side:government"): {**TAKEN, **IN_HAMA, **OTHERS, **WITHDRAWN, **NEW},
    (JANUARY, "side:opposition"): OPPOSITION,
}  # fmt: skip
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


@pytest.mark.parametrize("day", [AUGUST, JANUARY], ids=str)
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
