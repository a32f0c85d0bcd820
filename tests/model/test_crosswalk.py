"""The crosswalk: every event type, in the other schemes' own words, and the same that the ACLED export writes."""

from __future__ import annotations

import re

import pytest

from warmonitor.export.acled_codes import Party, event
from warmonitor.model import EventType
from warmonitor.model.events import CROSSWALK

ACLED = {
    "Battles": ("Armed clash",),
    "Explosions/Remote violence": ("Air/drone strike", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Chemical weapon"),
    "Violence against civilians": ("Attack", "Abduction/forced disappearance"),
    "Strategic developments": (
        "Agreement", "Change to group/activity", "Looting/property destruction", "Non-violent transfer of territory", "Other",
    ),
}  # fmt: skip
PLOVER = "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()


def test_every_event_type_has_a_row() -> None:
    assert set(CROSSWALK) == set(EventType)


@pytest.mark.parametrize("type_", EventType)
def test_a_row_speaks_as_the_schemes_do(type_: EventType) -> None:
    row = CROSSWALK[type_]
    assert row.acled_event is None or row.acled_event in ACLED
    assert row.acled_sub_event is None or row.acled_sub_event in ACLED[row.acled_event or ""]
    assert set(row.ucdp) <= {1, 2, 3}
    assert row.plover is None or row.plover in PLOVER
    assert re.fullmatch(r"#(?:event|status|affected|access)(?:\+[a-z]+)*", row.hxl)


@pytest.mark.parametrize("type_", EventType)
def test_the_export_writes_the_row_where_nothing_tells_more(type_: EventType) -> None:
    row, opponent = CROSSWALK[type_], Party("Northern Front", 2)
    expected = None if row.acled_event is None else (row.acled_event, row.acled_sub_event or "")
    assert event(type_, [], None, opponent) == expected


def test_who_gained_ground_decides_its_sub_event() -> None:
    assert CROSSWALK[EventType.TERRITORY_GAINED].acled_sub_event is None
    gained = [event(EventType.TERRITORY_GAINED, [], Party("somebody", code), None) for code in (1, 2)]
    assert gained == [("Battles", "Government regains territory"), ("Battles", "Non-state actor overtakes territory")]
