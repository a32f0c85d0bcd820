"""The map: what its page knows, that hostile text stays text, and that its script tells what `control` tells."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date, timedelta
from typing import Any

import pytest
from tests import build
from tests.build import on, report, said

from warmonitor.ground.geometry import middle
from warmonitor.model import (
    Claim,
    Count,
    EventType,
    Mention,
    Place,
    Relation,
    Stance,
    Where,
)
from warmonitor.reconcile import Evidence, control, incidents
from warmonitor.views.map_data import box, map_data
from warmonitor.views.render_map import digest, embedded, render

EVIL = '</script><script>alert("x")</script><!-- \u2028 & <img src=x onerror=alert(1)>'
QASR, TELL = (
    Place("t:1", "Qasr", "city", "QX", "North", 35.1, 36.1),
    Place("t:2", "Tell Aswad", "city", "QX", "North", 35.4, 36.4),
)
DAY = date(2031, 5, 1)


def claim(name: str, type_: EventType, place: Place, day: int, **fields: Any) -> Claim:
    quote = fields.pop("quote", f"{type_.value} {name}")
    base: dict[str, Any] = {
        "report": name[0],
        "where": (Where(place.name, place=place),),
        "when": on(DAY + timedelta(day)),
    }
    return build.claim(name, quote, type_, **(base | fields))


def evidence() -> Evidence:
    army, rebels = Mention("the army", side="state"), Mention("rebels", side="rebels")
    claims = [
        claim("a1", EventType.TERRITORY_HELD, QASR, 0, actors=(rebels,)),
        claim("b1", EventType.TERRITORY_GAINED, QASR, 3, actors=(army,), attribution=said("Army Command")),
        claim("c1", EventType.TERRITORY_GAINED, QASR, 3, actors=(army,), attribution=said("Harbour Observatory"), quote="they took it"),
        claim("c2", EventType.TERRITORY_GAINED, QASR, 3, actors=(army,), attribution=said("rebels"), stance=Stance.DENIED, quote="they did not"),
        claim("a2", EventType.AIR_STRIKE, TELL, 0, quote=EVIL, counts=(Count("killed", "people", 8, 8),)),
        claim("b2", EventType.AIR_STRIKE, TELL, 0, counts=(Count("killed", "people", 12, 12),)),
        claim("d1", EventType.TERRITORY_HELD, TELL, 6, actors=(rebels,)),
    ]  # fmt: skip
    reports = {}
    for name, day, outlet in (("a", 1, EVIL), ("b", 4, "State Agency"), ("c", 5, "The Wire"), ("d", None, "Leaflet")):
        published = DAY + timedelta(day) if day is not None else None
        url = "javascript:alert(1)" if name == "a" else f"https://example.org/{name}"
        text = max((c.quote for c in claims if c.report_id == name), key=len)
        reports[name] = report(name, text, outlet, published, url=url)
    return Evidence(claims, reports)


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    given = evidence()
    return map_data(given, incidents(given), towns=[QASR, TELL], asked={"place": EVIL})


def test_hostile_text_ends_no_element_and_stays_as_it_is(data: dict[str, Any]) -> None:
    page = render(data)
    inside = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert inside and json.loads(inside[1]) == json.loads(json.dumps(data))
    assert page.count("<script") == 2 and "<img" not in page and "<!--" not in page and "\u2028" not in page
    assert any(EVIL.startswith(c["quote"][:30]) for c in data["claims"])


def test_the_page_needs_no_network_and_runs_only_its_own_script(data: dict[str, Any]) -> None:
    page = render(data)
    script = page.rpartition("<script>")[2].partition("</script>")[0]
    assert f"script-src '{digest(script)}'" in page and "default-src 'none'" in page
    shell = page.replace(embedded(data), "")
    assert set(re.findall(r"https?://[^\s\"'`]+", shell)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"innerHTML|insertAdjacent|document\.write|eval\(|fetch\(|XMLHttp|import\(", script)


def test_only_web_addresses_are_linked(data: dict[str, Any]) -> None:
    assert {r["id"]: r["url"] for r in data["reports"]}["a"] is None


def test_numbers_refer_to_what_is_there(data: dict[str, Any]) -> None:
    for key in ("places", "reports", "claims"):
        assert [row["n"] for row in data[key]] == list(range(len(data[key])))
    assert all(c < len(data["claims"]) for i in data["incidents"] for c in i["claims"])
    assert all(p["at"] in ([36.1, 35.1], [36.4, 35.4]) for p in data["places"])


def test_an_incident_is_graded_by_what_was_known(data: dict[str, Any]) -> None:
    (strike,) = [i for i in data["incidents"] if i["type"] == "air_strike"]
    early, late = strike["known"]
    assert early[0] == (DAY + timedelta(1)).toordinal() and early[2] == 1 and early[3] == ""
    assert late[2] == 2 and "8–12 killed" in late[4]


def test_the_slider_goes_over_days_on_which_something_is_told_however_far_apart() -> None:
    old, new = claim("a1", EventType.TERRITORY_HELD, QASR, -9000), claim("b1", EventType.AIR_STRIKE, TELL, 2)
    given = Evidence([old, new])
    assert map_data(given, incidents(given))["days"] == [(DAY + timedelta(n)).toordinal() for n in (-9000, 2)]
    assert map_data(Evidence([]), [])["days"] == []


def test_who_denies_an_incident_is_no_source_for_it() -> None:
    told = claim("a1", EventType.AIR_STRIKE, TELL, 0, attribution=said("Relief Committee"))
    denied = claim("b1", EventType.AIR_STRIKE, TELL, 0, attribution=said("Air Command"), stance=Stance.DENIED)
    given = Evidence([told, denied])
    (row,) = map_data(given, incidents(given))["incidents"]
    assert len(row["claims"]) == 2 and row["known"][-1][2] == 1


def test_what_nobody_says_happened_is_told_so() -> None:
    army = (Mention("the army"),)
    planned = claim("a1", EventType.TERRITORY_GAINED, QASR, 0, actors=army, stance=Stance.EXPECTED)
    denied = claim("b1", EventType.SHELLING, TELL, 0, actors=army, stance=Stance.DENIED)
    given = Evidence([planned, denied])
    told = {i["type"]: i["known"][-1][5] for i in map_data(given, incidents(given))["incidents"]}
    assert told == {"territory_gained": "only expected", "shelling": "only denied"}


def test_a_contested_place_names_both_who_are_said_to_hold_it() -> None:
    took = claim("a1", EventType.TERRITORY_GAINED, QASR, 0, actors=(Mention("Harbour Army"),), attribution=said("A"))
    held = claim("b1", EventType.TERRITORY_HELD, QASR, 0, actors=(Mention("Hill Front"),), attribution=said("B"))
    given = Evidence([took, held])
    (row,) = map_data(given, incidents(given))["views"][0]["states"]
    *_, state = row["known"][-1][1]
    assert state[1] == "contested" and {state[2], *state[7]} == {"Harbour Army", "Hill Front"}


def test_the_box_spans_the_towns() -> None:
    south, west, north, east = box(evidence()) or (0, 0, 0, 0)
    assert south < 35.1 < 35.4 < north and west < 36.1 < 36.4 < east
    assert box(Evidence([])) is None


def test_a_point_told_by_distance_and_direction_is_drawn_there_beside_its_town() -> None:
    away = Where("33 km south of Qasr", None, Relation.DISTANCE, QASR, distance_km=33.0, bearing="s", radius_km=8.2)
    taken = claim("a1", EventType.TERRITORY_GAINED, QASR, 0, actors=(Mention("rebels"),))
    strike = claim("b1", EventType.AIR_STRIKE, QASR, 0, where=(away,))
    given = Evidence([taken, strike], {})
    drawn = map_data(given, incidents(given))
    town, aside = drawn["places"]
    assert (town["name"], town["at"], town["radius"]) == ("Qasr", [36.1, 35.1], None)
    assert (aside["name"], aside["at"][0], aside["radius"]) == ("33 km S of Qasr", 36.1, 8.2)
    assert aside["at"][1] == pytest.approx(35.1 - 33 / 111.195, abs=0.001)
    assert {i["type"]: i["places"] for i in drawn["incidents"]} == {
        "territory_gained": [town["n"]],
        "air_strike": [aside["n"]],
    }
    south, *_ = box(given) or (0,)
    assert south < aside["at"][1]


def test_a_stretch_between_two_towns_has_its_radius() -> None:
    stretch = middle(QASR, TELL)
    assert stretch is not None
    where = (Where("between Qasr and Tell Aswad", None, Relation.BETWEEN, stretch, radius_km=stretch.radius_km),)
    given = Evidence([claim("a1", EventType.AIR_STRIKE, QASR, 0, where=where)], {})
    (place,) = map_data(given, incidents(given))["places"]
    assert place["at"] == [36.25, 35.25] and place["radius"] == stretch.radius_km and place["wide"]


def test_nothing_known_is_a_page_too() -> None:
    assert "<svg" in render(map_data(Evidence([]), []))


NODE = """
const fake = new Proxy(function () {}, {
  get: (t, k) => (k === Symbol.toPrimitive ? () => 0 : k === Symbol.iterator ? function* () {} : fake),
  apply: () => fake,
  set: () => true,
});
const chunks = require("fs").readFileSync(0, "utf8").split("\\x1f");
globalThis.document = { getElementById: (id) => (id === "data" ? { textContent: chunks[1] } : fake), createElement: () => fake, createElementNS: () => fake, activeElement: null };
globalThis.window = { addEventListener: () => {} };
eval(chunks[0]);
const m = globalThis.window.warmonitorMap;
const told = JSON.parse(chunks[2]).map(([view, day, known]) =>
  [...m.holdings(m.data.views.find((v) => v.id === view), day, known)].map(([p, s]) => [m.data.places[p].name, s[1], s[2]]));
const all = new Set(["ground", "hands", "strikes", "people", "flight"]);
console.log(JSON.stringify({
  told,
  happened: JSON.parse(chunks[3]).map(([day, length, known]) => m.happened(day, length, known, all).map((i) => i.type)),
  day: m.dayText(737454),
}));
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="no node here")
def test_the_script_tells_what_control_tells(data: dict[str, Any]) -> None:
    given = evidence()
    asked, wanted = [], []
    for view in ("all", "cautious", "source:Army Command"):
        for day in range(0, 8):
            for known in (1, 4, 5, None):
                on, by = DAY + timedelta(day), DAY + timedelta(known) if known is not None else None
                reports = {r.id: r for r in given.reports.values() if by is None or (r.published and r.published <= by)}
                seen = Evidence([c for c in given.claims if c.report_id in reports], reports)
                asked.append([view, on.toordinal(), by.toordinal() if by else None])
                wanted.append(
                    sorted([c.place, c.status.value, c.holder] for c in control(seen, viewpoint=view, as_of=on))
                )
    first = DAY.toordinal()
    days = [[first, 1, None], [first, 1, first], [first + 3, 1, None], [first + 3, 7, first + 1]]
    page = render(data)
    script = page.rpartition("<script>")[2].partition("</script>")[0]
    sent = "\x1f".join((script, embedded(data), json.dumps(asked), json.dumps(days)))
    done = subprocess.run(["node", "-e", NODE], input=sent, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert [sorted(rows) for rows in found["told"]] == wanted
    assert [sorted(types) for types in found["happened"]] == [
        ["air_strike", "territory_held"],
        [],
        ["territory_gained"],
        ["air_strike", "territory_held"],
    ]
    assert found["day"] == "30 Jan 2020"
