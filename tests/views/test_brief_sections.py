from __future__ import annotations

from warmonitor.model import EventType
from warmonitor.reconcile.evidence import Evidence
from warmonitor.views.brief import SECTIONS, compose


def test_every_event_type_has_exactly_one_section() -> None:
    listed = [type_ for _, _, types in SECTIONS for type_ in types]
    assert sorted(listed) == sorted(EventType)


def test_an_empty_ledger_gives_an_empty_brief() -> None:
    brief = compose(Evidence([]), [], {})
    assert brief.claims == brief.reports == 0 and not any(s.entries for s in brief.sections)
