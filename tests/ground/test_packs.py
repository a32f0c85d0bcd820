"""Conflict packs: each key of their format changes something that is told, and what breaks the format is said in one line."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.build import claim, on, report, said

from warmonitor.export import acled
from warmonitor.ground.gazetteer import Gazetteer
from warmonitor.ground.packfile import KEYS
from warmonitor.ground.packs import Pack
from warmonitor.ground.places import PlaceResolver
from warmonitor.model import EventType, Mention, UserError, Where
from warmonitor.read.checks.dating import allowed
from warmonitor.read.grounding import Grounding
from warmonitor.reconcile import Evidence, incidents
from warmonitor.views.brief import compose
from warmonitor.views.holding import seen_from, states
from warmonitor.views.render_json import plain, render
from warmonitor.views.wordings import used

PACK: dict[str, Any] = yaml.load(
    """
title: A war made up
countries: [SY]
since: 2021-01-05
sides:
  crown: {name: The Crown, allied: [coast], opposed: [league]}
  coast: {name: The Coast, allied: [league]}
  league: {name: The League}
actors:
  old: {name: Old Guard, kind: 2, side: coast, names: [the guard], until: 2031-04-30}
  guard: {name: Crown Guard, kind: 1, side: crown, countries: [SY], names: [the guard], since: 2031-05-01}
  riders: {name: League Riders, kind: 2, side: league, names: [the riders], loaded: {bandits: [crown]}}
sources:
  herald: {name: Herald, names: [Morning Paper], country: SY, side: crown, type: newspaper, ownership: state, reliability: D}
places:
  Idlib:
    Qasr: {at: [35.5, 36.5], names: [Kasr], kind: district, km: 3, people: 900, country: TR}
    Saraqeb: {same: "gn:2", names: [Sarqa]}
areas: {Idlib: {Sahl Asmar: {at: [35.6, 36.6], km: 20}}}
roads: {anywhere: {M90: {at: [35.7, 36.7], km: 30}}}
""",
    yaml.CSafeLoader,
)
TEXT = "The League Riders came after ten years of war. The Crown Guard, too."
TAKEN, HELD, LEFT = EventType.TERRITORY_GAINED, EventType.TERRITORY_HELD, EventType.TERRITORY_LEFT
CLAIMS: list[tuple[str, EventType, tuple[str, ...], str, tuple[str, ...]]] = [
    ("r1", TAKEN, ("the guard", "Old Guard"), "Qasr", ()),
    ("r2", HELD, ("the riders",), "Kasr", ("a spokesman",)),
    ("r1", TAKEN, ("Crown Guard",), "Sarqa", ("Morning Paper",)),
    ("r2", HELD, ("Old Guard",), "Sarqa", ()),
    ("r1", TAKEN, ("bandits",), "Sahl Asmar", ()),
    ("r1", LEFT, ("the guard",), "M90", ()),
]
"""Report, type, actors, place and speakers of claims on one day."""


def told(pack: Pack, gazetteer: Gazetteer) -> list[Any]:
    """What is told of some claims with a pack: how they are grounded, the brief, who holds what by whose word, ACLED's rows, words, days of publication."""
    day = date(2031, 5, 2)
    reports = {"r1": report("r1", TEXT, "Herald", day), "r2": report("r2", TEXT, "Far Wire", day)}
    claims = [
        claim(
            f"{by}#{n}", f"{who} at {place}", type_, at=50 * n, actors=tuple(map(Mention, who)), where=(Where(place),), when=on(day),
            attribution=said(*speakers),
        )
        for n, (by, type_, who, place, speakers) in enumerate(CLAIMS)
    ]  # fmt: skip
    grounding = Grounding(PlaceResolver(gazetteer, pack), pack)
    grounded = [c for r in reports.values() for c in grounding.ground([x for x in claims if x.report_id == r.id], r)]
    evidence = Evidence(grounded, reports, pack)
    found, rows = incidents(evidence), io.StringIO()
    acled.write(found, grounded, reports, rows, pack=pack)
    views = [list(states(evidence, viewpoint=seen_from(view, pack))) for view in ("all", "side:crown")]
    return [
        plain(x)
        for x in (
            grounded,
            render(compose(evidence, found, {})),
            views,
            rows.getvalue(),
            used(evidence),
            dates(pack),
            asked(pack),
        )
    ]


def dates(pack: Pack) -> list[Any]:
    """On which days a text may have come out, by the ages of the war and of actors."""
    return [repr(allowed(text, date(2032, 1, 1), pack)) for text in TEXT.split(". ")]


def asked(pack: Pack) -> str:
    """What is answered to who asks for sides by their names."""
    answers = []
    for name in ("The Crown", "nobody"):
        try:
            answers.append(seen_from(f"side:{name}", pack))
        except UserError as error:
            answers.append(str(error))
    return "\n".join(answers)


def loaded(data: Mapping[str, Any], folder: Path) -> Pack:
    file = folder / "made.yml"
    file.write_text(yaml.dump(dict(data), sort_keys=False), encoding="utf-8")
    made = Pack.load(file)
    file.unlink()
    return made


CHANGES: dict[str, dict[str, tuple[list[str], Any]]] = {
    "pack": {
        "title": (["title"], "Another war"), "countries": (["countries"], ["TR"]), "since": (["since"], None), "sides": (["sides", "crown", "name"], "C"),
        "actors": (["actors"], None), "sources": (["sources"], None), "places": (["places"], None), "areas": (["areas"], None), "roads": (["roads"], None),
    },
    "sides": {"name": (["sides", "crown", "name"], "A"), "allied": (["sides", "crown", "allied"], None), "opposed": (["sides", "crown", "opposed"], None)},
    "actors": {
        "name": (["actors", "guard", "name"], "Another"), "kind": (["actors", "guard", "kind"], 3), "side": (["actors", "guard", "side"], None),
        "names": (["actors", "riders", "names"], None), "loaded": (["actors", "riders", "loaded", "bandits"], ["coast"]),
        "since": (["actors", "riders", "since"], date(2031, 3, 1)), "until": (["actors", "old", "until"], None), "countries": (["actors", "guard", "countries"], ["FR"]),
    },
    "sources": {
        "name": (["sources", "herald", "name"], "Another"), "names": (["sources", "herald", "names"], None), "country": (["sources", "herald", "country"], "FR"),
        "side": (["sources", "herald", "side"], None), "type": (["sources", "herald", "type"], "monitor"),
        "ownership": (["sources", "herald", "ownership"], "private"), "reliability": (["sources", "herald", "reliability"], "B"),
    },
    "places": {
        "at": (["places", "Idlib", "Qasr", "at"], [35.9, 36.5]), "names": (["places", "Idlib", "Qasr", "names"], None),
        "kind": (["places", "Idlib", "Qasr", "kind"], "city"), "km": (["places", "Idlib", "Qasr", "km"], 4), "people": (["places", "Idlib", "Qasr", "people"], 0),
        "same": (["places", "Idlib", "Saraqeb", "same"], "gn:1"), "country": (["places", "Idlib", "Qasr", "country"], "SY"),
    },
}  # fmt: skip
"""By table and key of the format: where a pack says it, and what it says instead (None: nothing)."""


def test_every_key_of_the_format_is_tried() -> None:
    assert {table: set(keys) for table, keys in CHANGES.items()} == KEYS | {"pack": KEYS["pack"] - {"about"}}  # a note


def test_a_pack_may_be_json(tmp_path: Path) -> None:
    file = tmp_path / "made.json"
    file.write_text(json.dumps({"about": ["ours"], **PACK}, default=str), encoding="utf-8")
    assert vars(Pack.load(file)) == vars(loaded(PACK, tmp_path))


@pytest.mark.parametrize(
    "text, complaint",
    [('{"title": ', "not a readable JSON file"), ('{"title": "War", "since": "May"}', "since: must be a day")],
)
def test_what_is_wrong_in_json_is_told_in_one_line(text: str, complaint: str, tmp_path: Path) -> None:
    file = tmp_path / "made.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as told_so:
        Pack.load(file)
    assert str(file) in str(told_so.value) and complaint in str(told_so.value) and "\n" not in str(told_so.value)


@pytest.mark.parametrize("table, key", [(table, key) for table, keys in CHANGES.items() for key in keys])
def test_every_key_changes_what_is_told(table: str, key: str, tmp_path: Path, small_gazetteer: Gazetteer) -> None:
    (*path, last), value = CHANGES[table][key]
    data = deepcopy(PACK)
    inner = data
    for step in path:
        inner = inner[step]
    if value is None:
        del inner[last]
    else:
        inner[last] = value
    assert told(loaded(data, tmp_path), small_gazetteer) != told(loaded(PACK, tmp_path), small_gazetteer)


@pytest.mark.parametrize(
    "on, name", [(date(2031, 4, 30), "Old Guard"), (date(2031, 5, 1), "Crown Guard"), (None, "Old Guard")]
)
def test_of_two_with_one_name_the_one_of_the_day_is_meant(on: date | None, name: str, tmp_path: Path) -> None:
    found = loaded(PACK, tmp_path).actor("the guard", on)
    assert found is not None and found.name == name


def test_a_loaded_term_is_told_of_whichever_of_two_it_is(tmp_path: Path) -> None:
    data = deepcopy(PACK)
    data["actors"]["guard"]["loaded"] = {"the guard": ["league"]}
    assert loaded(data, tmp_path).wording("the guard") == ("league",)


def test_an_outlet_may_be_on_a_side_of_the_pack_of_all_wars(tmp_path: Path) -> None:
    outlets = {"title": "Outlets", "sources": {"nile": {"name": "Nile Agency", "side": "sudan"}}}
    found = loaded(outlets, tmp_path).source("Nile Agency")
    assert found is not None and found.side == "sudan"
    with pytest.raises(UserError, match=r"'sudann' is not known here; known are none of its own, and .*such as sudan"):
        loaded({**outlets, "sources": {"nile": {"name": "Nile Agency", "side": "sudann"}}}, tmp_path)


@pytest.mark.parametrize(
    "path, value, complaint",
    [
        (["actors", "guard", "kind"], 9, "actors.guard.kind: must be an ACLED inter code from 1 to 8, not 9"),
        (["actors", "guard", "part_of"], "old", "actors.guard.part_of: unknown key; known are countries, kind, loaded, name"),
        (["actors", "guard", "side"], "moon", "actors.guard.side: 'moon' is not known here; known are crown, coast, league"),
        (["sides", "coast", "opposed"], ["moon"], "sides.coast.opposed: 'moon' is not known here"),
        (["sources", "herald", "ownership"], "own", "sources.herald.ownership: 'own' is not known here; known are state, public"),
        (["sources", "herald", "names"], "Post", "sources.herald.names: must be a list [a, b], not 'Post'"),
        (["places", "Idlib", "Qasr", "at"], [36.5, 135.5, 1], "must be [latitude, longitude] in degrees"),
        (["places", "Idlib", "Qasr", "at"], [95.0, 36.5], "is off the globe; latitude comes first"),
        (["places", "Idlib", "Saraqeb", "same"], None, "needs `at: [latitude, longitude]` or `same: gn:…`"),
        (["places", "Idlib", "Qasr", "people"], float("inf"), "Qasr.people: must be a number, not inf"),
        (["since"], datetime(2021, 1, 5, 10, tzinfo=UTC), "since: must be a day YYYY-MM-DD"),
        (["since"], "spring", "since: must be a day YYYY-MM-DD, not 'spring'"),
        (["title"], "", "title: must be text, not ''"),
        (["countries"], ["SY", "Syria"], "countries[1]: 'Syria' is no ISO code of a country, such as SY"),
        (["countries"], ["SY", False], "countries[1]: NO, for Norway, must stand in quotes"),
        (["sources", "herald", "country"], "sy", "sources.herald.country: 'sy' is no ISO code of a country"),
        (["sources", "herald", "country"], False, "sources.herald.country: NO, for Norway, must stand in quotes"),
        (["actors", "guard", "countries"], ["XX"], "actors.guard.countries[0]: 'XX' is no ISO code"),
        (["actors", "guard", "until"], date(2021, 1, 1), "actors.guard.until: 2021-01-01 is before since, 2031-05-01"),
        (["places", "Idlib", "Qasr", "country"], 7, "places.Idlib.Qasr.country: 7 is no ISO code of a country"),
        (["places", "Idlib", "Saraqeb", "same"], 2, "places.Idlib.Saraqeb.same: must be text, not 2"),
    ],
)  # fmt: skip
def test_what_breaks_the_format_is_said(path: list[str], value: Any, complaint: str, tmp_path: Path) -> None:
    data = deepcopy(PACK)
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(UserError) as error:
        loaded(data, tmp_path)
    assert str(error.value).startswith(str(tmp_path / "made.yml")) and complaint in str(error.value)


def test_merged_packs_keep_what_each_says(tmp_path: Path) -> None:
    first = loaded(PACK, tmp_path)
    second = loaded({"title": "Outlets", "sides": {"crown": {"name": "Crown", "opposed": ["crown"]}}}, tmp_path)
    both = Pack.merge([first, second])
    assert both.sides["crown"].name == "Crown" and both.sides["crown"].opposed == ("league", "crown")
    assert both.actors == first.actors and both.since == first.since and both.title == "A war made up; Outlets"


def test_a_file_of_lists_in_lists_is_one_line(tmp_path: Path) -> None:
    for name, text in (("a.json", "[" * 100_000), ("a.yml", "[" * 5_000)):
        (tmp_path / name).write_text(text)
        with pytest.raises(UserError, match="not a readable"):
            Pack.load(tmp_path / name)
