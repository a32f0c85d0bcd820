"""Incidents in ACLED's form: its columns, types, codes and rules."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests import build
from tests.build import on, said
from tests.registry import pack

from warmonitor.export import acled
from warmonitor.export.acled_codes import Party, event, interaction, land, scale, tables
from warmonitor.ground.countries import countries
from warmonitor.ground.packs import Actor, Side, Source
from warmonitor.model import (
    Claim,
    Count,
    EventType,
    Mention,
    Place,
    Stance,
    When,
    Where,
)
from warmonitor.reconcile import Evidence, incidents

PACK = pack(
    Actor("army", "Military Forces of Syria (2000-2024)", 1, "state", ("the army",)),
    Actor("front", "Northern Front", 2, "rebels", ("the Front",)),
    Actor("guard", "Hill Guard", 3, "guard", ("the Hill Guard",)),
    Source("sd", "State Daily", type="newspaper", country="SY"),
    Source("fw", "Far Wire", type="agency", country="FR"),
    Source("nt", "Near TV", type="broadcaster", country="LB"),
    countries=("SY",),
)
PACK = replace(PACK, sides={**PACK.sides, "state": Side("state", "State", allied=("guard",), opposed=("rebels",))})
ARMY = Mention("the army", neutral="Military Forces of Syria (2000-2024)", entity="army", side="state")
FRONT = Mention("the Front", neutral="Northern Front", entity="front", side="rebels")
QASR = Place("t:1", "Qasr", "city", "SY", "Idlib", 35.9, -36.6, admin2="Harim")
TELL = Place("t:2", "Tell Aswad", "city", "SY", "Idlib", 35.0, 36.0)


def claim(type_: EventType, quote: str, **fields: Any) -> Claim:
    by = fields.pop("report", "r1")
    base: dict[str, Any] = {"where": (Where("Qasr", place=QASR, acled=1),), "when": on(date(2020, 1, 28))}
    return build.claim(f"{by}#{quote[:8]}", quote, type_, **(base | fields))


def table(*claims: Claim, outlet: str = "State Daily", later: Sequence[str] = ()) -> list[dict[str, str]]:
    """The rows of the claims; the reports named in `later` come out a day after the others."""
    days = {c.report_id: date(2020, 1, 30 if c.report_id in later else 29) for c in claims}
    reports = {c.report_id: build.report(c.report_id, c.quote, outlet, days[c.report_id]) for c in claims}
    found = incidents(Evidence(claims, reports, PACK))
    out = io.StringIO()
    acled.write(found, claims, reports, out, pack=PACK)
    return list(csv.DictReader(io.StringIO(out.getvalue())))


def test_a_row_has_all_columns_of_acled_in_its_order() -> None:
    (row,) = table(
        claim(EventType.TERRITORY_GAINED, "The army took Qasr from the Front", actors=(ARMY,), targets=(FRONT,))
    )
    assert tuple(row) == acled.COLUMNS and len(acled.COLUMNS) == 31
    told = {k: v for k, v in row.items() if k not in ("notes", "event_id_cnty")}
    assert told == {
        "event_date": "28 January 2020", "year": "2020", "time_precision": "1", "disorder_type": "Political violence", "event_type": "Battles",
        "sub_event_type": "Government regains territory", "actor1": "Military Forces of Syria (2000-2024)", "assoc_actor_1": "", "inter1": "1",
        "actor2": "Northern Front", "assoc_actor_2": "", "inter2": "2", "interaction": "12", "civilian_targeting": "", "iso": "760",
        "region": "Middle East", "country": "Syria", "admin1": "Idlib", "admin2": "Harim", "admin3": "", "location": "Qasr", "latitude": "35.9",
        "longitude": "-36.6", "geo_precision": "1", "source": "State Daily", "source_scale": "National", "fatalities": "0", "tags": "", "timestamp": "",
    }  # fmt: skip
    assert row["event_id_cnty"].startswith("SYR") and row["event_id_cnty"][3:].isdigit()
    assert "“The army took Qasr from the Front”" in row["notes"]


def test_who_gains_decides_the_sub_event() -> None:
    (row,) = table(claim(EventType.TERRITORY_GAINED, "The Front took Qasr", actors=(FRONT,)))
    assert row["sub_event_type"] == "Non-state actor overtakes territory"
    (row,) = table(claim(EventType.TERRITORY_GAINED, "Qasr has fallen"))
    assert (row["sub_event_type"], row["actor1"]) == ("", "Unidentified Armed Group (Syria)")


def test_unnamed_strikers_and_civilian_victims_go_by_acleds_names() -> None:
    (row,) = table(
        claim(
            EventType.AIR_STRIKE, "Warplanes killed five people in Qasr", actors=(Mention("Warplanes"),), targets=(Mention("people"),),
            counts=(Count("killed", "people", 5, 5),),
        )
    )  # fmt: skip
    assert (row["actor1"], row["inter1"]) == ("Unidentified Armed Group (Syria)", "3")
    assert (row["actor2"], row["inter2"], row["interaction"]) == ("Civilians (Syria)", "7", "37")
    assert (row["civilian_targeting"], row["fatalities"]) == ("Civilian targeting", "5")


@pytest.mark.parametrize(
    ("words", "name", "code"),
    [
        ("army", "Military Forces of Syria (2000-2024)", "1"),
        ("Front", "Northern Front", "2"),
        ("government troops", "Military Forces of Syria (2000-2024)", "1"),
        ("Turkish troops", "Military Forces of Turkey", "8"),
        ("warplanes", "", ""),
    ],
)
def test_who_was_not_grounded_when_read_is_when_exported(words: str, name: str, code: str) -> None:
    (row,) = table(
        claim(EventType.ARMED_CLASH, "They fought", actors=(Mention("the Harbour Guard"),), targets=(Mention(words),))
    )
    assert (row["actor1"], row["actor2"], row["inter2"]) == ("the Harbour Guard", name, code)


def test_a_toll_of_two_towns_is_divided_among_them() -> None:
    both = (Where("Qasr", place=QASR), Where("Tell Aswad", place=TELL))
    rows = table(claim(EventType.SHELLING, "Shells killed 5", where=both, counts=(Count("killed", "people", 5, 5),)))
    assert [(r["location"], r["fatalities"]) for r in rows] == [("Qasr", "3"), ("Tell Aswad", "2")]
    assert len({r["event_id_cnty"] for r in rows}) == 2


def test_the_lowest_toll_of_the_sources_counts() -> None:
    quote = "A bomb killed {} in the bakery of Qasr at noon"
    rows = table(
        claim(EventType.BOMBING, quote.format(12), report="a", counts=(Count("killed", "people", 12, 12),), attribution=said("Relief Committee")),
        claim(EventType.BOMBING, quote.format(8), report="b", counts=(Count("killed", "people", 8, 8),), attribution=said("Army Command")),
    )  # fmt: skip
    assert [r["fatalities"] for r in rows] == ["8"]


@pytest.mark.parametrize(
    ("first", "last", "shown", "precision"),
    [
        (date(2020, 1, 27), date(2020, 1, 31), "29 January 2020", "2"),
        (date(2020, 2, 1), date(2020, 2, 29), "15 February 2020", "3"),
    ],
)
def test_a_week_and_a_month_are_coded_in_their_middle(first: date, last: date, shown: str, precision: str) -> None:
    (row,) = table(claim(EventType.SHELLING, "Shells fell", when=When.of(first, last)))
    assert (row["event_date"], row["time_precision"]) == (shown, precision)


def test_what_is_no_event_of_acleds_is_left_out() -> None:
    long = When.of(date(2018, 1, 1), date(2020, 1, 1))
    assert table(claim(EventType.DISPLACEMENT, "Thousands fled")) == []
    assert table(claim(EventType.SHELLING, "Shells have fallen for years", when=long)) == []
    assert table(claim(EventType.SHELLING, "Shells will fall", stance=Stance.EXPECTED)) == []
    assert table(claim(EventType.SHELLING, "No shells fell", stance=Stance.DENIED)) == []


def test_hostile_text_is_defused() -> None:
    (row,) = table(claim(EventType.SHELLING, "=cmd() shells", where=(Where("=SUM(A1)"),)), outlet="@evil")
    assert row["location"].startswith("'=") and row["source"].startswith("'@")


@pytest.mark.parametrize("rule", tables()["words"], ids=lambda r: r["sub"])
def test_each_rule_of_words_fits_its_example(rule: dict[str, Any]) -> None:
    type_ = EventType(rule["of"][0])
    actor = Party("somebody", rule.get("by", 0))
    assert (event(type_, [claim(type_, rule["example"])], actor, None) or ("", ""))[1] == rule["sub"]


def test_every_country_has_one_region() -> None:
    listed = [iso for isos in tables()["regions"].values() for iso in isos]
    assert len(listed) == len(set(listed))
    assert set(countries()) <= set(listed)
    assert land("CD").name == "Democratic Republic of Congo" and land(None).name == ""


def test_interaction_puts_the_lower_code_first_and_one_alone_before_0() -> None:
    assert [interaction(7, 2), interaction(1, 0), interaction(0, 2)] == [27, 10, None]


def test_scales_go_from_narrow_to_wide() -> None:
    here = land("SY")
    assert scale(PACK.sources.values(), here) == "National-Regional-International"
    assert scale([], here) == ""


def test_arrests_are_the_states_and_abductions_others() -> None:
    took = claim(EventType.ABDUCTION_OR_ARREST, "Police detained 40 men")
    assert event(took.type, [took], Party("Police", 1), None) == ("Strategic developments", "Arrests")
    assert event(took.type, [took], Party("Front", 2), None) == (
        "Violence against civilians",
        "Abduction/forced disappearance",
    )


@pytest.mark.parametrize(
    ("type_", "actor", "name", "code"),
    [
        (EventType.AIR_STRIKE, "Israel", "Military Forces of Israel", "8"),
        (EventType.SHELLING, "Russian", "Military Forces of Russia", "8"),
        (EventType.AGREEMENT, "Turkey", "Government of Turkey", "8"),
        (EventType.ARMED_CLASH, "Filipino soldiers", "Military Forces of the Philippines", "8"),
        (EventType.ARMED_CLASH, "Bosnian Serb forces", "Bosnian Serb forces", ""),  # of a country, and not its own
        (EventType.ARMED_CLASH, "Syrians", "Syrians", ""),  # people, and no state
    ],
)
def test_a_country_acts_by_its_forces_and_agrees_by_its_government(
    type_: EventType, actor: str, name: str, code: str
) -> None:
    (row,) = table(claim(type_, "So it was told", actors=(Mention(actor),)))
    assert (row["actor1"], row["inter1"]) == (name, code)


@pytest.mark.parametrize(
    ("target", "second"),
    [("Harbour Brigade", "Harbour Brigade"), ("Mill Hospital", ""), ("Port of Qasr", ""), ("Qasr", ""),
     ("a convoy", ""), ("terrorist positions", ""), ("hill fighters", "hill fighters")],
)  # fmt: skip
def test_a_group_that_is_struck_is_the_second_actor_and_a_thing_is_none(target: str, second: str) -> None:
    (row,) = table(claim(EventType.AIR_STRIKE, "Jets struck it", actors=(ARMY,), targets=(Mention(target),)))
    assert (row["actor2"], row["interaction"]) == (second, "" if second else "10")


def test_whoever_takes_a_place_from_the_state_is_not_the_state() -> None:
    (row,) = table(
        claim(EventType.TERRITORY_GAINED, "They took Qasr", actors=(Mention("the Harbour Guard"),), targets=(ARMY,))
    )
    assert (row["actor1"], row["sub_event_type"]) == ("the Harbour Guard", "Non-state actor overtakes territory")


def test_what_its_only_source_took_back_is_no_row_and_a_corrected_toll_counts_as_corrected() -> None:
    told = {"attribution": said("Relief Committee"), "actors": (FRONT,)}
    taken = claim(EventType.TERRITORY_GAINED, "The Front took Qasr", report="a", **told)
    never = claim(EventType.TERRITORY_GAINED, "The Front did not take Qasr", report="b", stance=Stance.DENIED, **told)
    assert len(table(taken)) == 1 and table(taken, never, later=("b",)) == []
    quote = "A bomb killed {} in the bakery of Qasr at noon"
    first, then = (
        claim(EventType.BOMBING, quote.format(n), report=r, counts=(Count("killed", "people", n, n),), **told)
        for r, n in (("a", 200), ("b", 105))
    )
    assert [r["fatalities"] for r in table(first, then, later=("b",))] == ["105"]


def test_those_who_agree_are_the_two_actors() -> None:
    both = (Mention("the Harbour Guard"), Mention("Israel"))
    (row,) = table(claim(EventType.AGREEMENT, "They agreed on a truce", actors=both))
    assert (row["actor1"], row["actor2"], row["assoc_actor_1"]) == ("the Harbour Guard", "Government of Israel", "")


def test_of_a_list_of_towns_those_that_are_not_known_are_rows_too() -> None:
    towns = (Where("Qasr", place=QASR, acled=1), Where("Dor"), Where("the farms"))
    rows = table(
        claim(EventType.ARMED_CLASH, "They fought in Qasr, Dor and the farms", where=towns, counts=(Count("killed", "soldiers", 5, 5),))
    )  # fmt: skip
    assert [(r["location"], r["latitude"], r["fatalities"]) for r in rows] == [("Qasr", "35.9", "3"), ("Dor", "", "2")]
    assert len({r["event_id_cnty"] for r in rows}) == 2


def test_dead_fighters_are_not_set_against_dead_residents() -> None:
    quote = "Five died as {} fought the Front at the mill of Qasr on Tuesday"
    rows = table(
        claim(EventType.ARMED_CLASH, quote.format("soldiers"), report="a", counts=(Count("killed", "rebels", 40, 40),), attribution=said("Army Command")),
        claim(EventType.ARMED_CLASH, quote.format("the army"), report="b", counts=(Count("killed", "residents", 5, 5),), attribution=said("a nurse")),
    )  # fmt: skip
    assert [r["fatalities"] for r in rows] == ["40"]


def test_children_are_a_part_of_the_dead() -> None:
    quote = "Jets killed {} in the bakery of Qasr at noon"
    rows = table(
        claim(EventType.AIR_STRIKE, quote.format(29), report="a", counts=(Count("killed", "children", 29, 29),), attribution=said("Relief Committee")),
        claim(EventType.AIR_STRIKE, quote.format(50), report="b", counts=(Count("killed", "people", 50, 50),), attribution=said("Harbour Ministry")),
    )  # fmt: skip
    assert [r["fatalities"] for r in rows] == ["50"]


def test_friends_stand_beside_each_other_and_enemies_face_each_other() -> None:
    guard = Mention("the Hill Guard", entity="guard", side="guard")
    (row,) = table(
        claim(EventType.TERRITORY_GAINED, "They took Qasr", actors=(ARMY, guard), targets=(Mention("the others"),))
    )
    assert (row["actor1"], row["assoc_actor_1"], row["actor2"]) == (ARMY.neutral, "Hill Guard", "")
    (row,) = table(claim(EventType.ARMED_CLASH, "They fought", actors=(ARMY, FRONT), targets=(guard,)))
    assert (row["assoc_actor_1"], row["actor2"], row["interaction"]) == ("Hill Guard", "Northern Front", "12")
    (row,) = table(claim(EventType.ARMED_CLASH, "22 of these and 15 of those fell", targets=(FRONT, ARMY)))
    assert (row["actor1"], row["actor2"]) == ("Northern Front", ARMY.neutral)


def test_culprits_on_whom_sources_differ_do_not_face_each_other() -> None:
    blamed = {"actors": (ARMY, FRONT), "targets": (Mention("people"),)}
    (row,) = table(claim(EventType.SHELLING, "Shells fell on Qasr", **blamed))
    assert (row["assoc_actor_1"], row["actor2"]) == ("Northern Front", "Civilians (Syria)")


def test_of_disputed_culprits_none_is_taken() -> None:
    quote = "{} shelled the market of Qasr on Tuesday at noon and hit nine shops"
    one = claim(
        EventType.SHELLING, quote.format("The army"), report="a", actors=(ARMY,), attribution=said("Relief Committee")
    )
    other = claim(
        EventType.SHELLING, quote.format("The Front"), report="b", actors=(FRONT,), attribution=said("Harbour Ministry")
    )
    (row,) = table(one, other)
    assert (row["actor1"], row["inter1"]) == ("Unidentified Armed Group (Syria)", "3")
    assert "differ on the culprit" in row["notes"]
    denial = claim(
        EventType.SHELLING,
        "We did not shell it",
        report="c",
        actors=(ARMY,),
        stance=Stance.DENIED,
        attribution=said("Army Command"),
    )
    (row,) = table(one, denial)  # who alone is named stays named, though they deny it
    assert row["actor1"] == ARMY.neutral


@pytest.mark.parametrize(("country", "inter"), [("SY", "1"), ("IQ", "8")])
def test_forces_that_a_pack_has_at_home_are_others_abroad(country, inter):
    abroad = replace(PACK, actors={"army": PACK.actors["army"]._replace(countries=("SY",))})
    place = replace(QASR, country=country)
    told = claim(
        EventType.SHELLING, "The army shelled Qasr.", actors=(ARMY,), where=(Where("Qasr", place=place, acled=1),)
    )
    out = io.StringIO()
    reports = {"r1": build.report("r1", told.quote, "State Daily", date(2020, 1, 29))}
    acled.write(incidents(Evidence([told], reports, abroad)), [told], reports, out, pack=abroad)
    (row,) = csv.DictReader(io.StringIO(out.getvalue()))
    assert (row["actor1"], row["inter1"]) == ("Military Forces of Syria (2000-2024)", inter)


@pytest.mark.parametrize(
    ("low", "high", "dead"), [(153, 187, "170"), (250, 300, "250"), (801, None, "801"), (5, 5, "5")]
)
def test_about_a_number_is_that_number_and_another_range_its_lower_bound(low, high, dead):
    told = claim(EventType.SHELLING, "Shells killed people.", counts=(Count("killed", "people", low, high),))
    assert [row["fatalities"] for row in table(told)] == [dead]


def test_a_government_that_fights_does_so_by_its_forces():
    junta = Mention("the junta", neutral="Government of Syria (2000-2024)")
    (fought,) = table(claim(EventType.ARMED_CLASH, "They fought", actors=(FRONT,), targets=(junta,)))
    assert (fought["actor2"], fought["inter2"]) == ("Military Forces of Syria (2000-2024)", "1")
