"""The places of a report chosen together, from a small gazetteer."""

import re

import pytest
from tests.ground.conftest import region, town

from warmonitor.ground.containers import held, owned
from warmonitor.ground.countries import table
from warmonitor.ground.gazetteer import Gazetteer
from warmonitor.ground.gazetteer_build import write
from warmonitor.ground.gazetteer_rows import Gathered, Row
from warmonitor.ground.geometry import point
from warmonitor.ground.packs import Pack
from warmonitor.ground.places import PlaceResolver, Query
from warmonitor.model import Relation, Span


def at(text, *names, name_only=False):
    """Queries for the names where they first stand in a text, one after the other."""
    found, start = [], 0
    for name in names:
        start = text.index(name, start)
        found.append(Query.at(text, Span("r", start, start + len(name)), name_only=name_only))
        start += len(name)
    return found


def resolve(gazetteer, text, *names, **how):
    return PlaceResolver(gazetteer).resolve(at(text, *names, **how))


def ids(wheres):
    return [w.place.id if w.place else None for w in wheres]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Homs province", "admin1:SY.11"),
        ("the province of Idlib", "admin1:SY.12"),
        ("Idlib city", "gn:1"),
        ("the city of Homs", "gn:3"),
        ("Homs", "gn:3"),
    ],
)
def test_the_word_for_its_kind_tells_province_from_city(small_gazetteer, words, found):
    assert ids(PlaceResolver(small_gazetteer).resolve([Query(words)])) == [found]


def test_at_home_a_name_must_share_more_than_consonants(tmp_path):
    """Less more where each transliteration puts in its own vowels."""
    path = tmp_path / "home.sqlite"
    towns = [("1", "Kenge", "CD", 900_000), ("2", "Kafr Dor", "SY", 9_000), ("3", "Novoselivka", "UA", 9_000)]
    rows = [
        town(number, name, land, "North", 3.0 * float(number), 20.0, people) for number, name, land, people in towns
    ]
    write(path, Gathered(rows, [], {}), lambda what, share: None)
    home = PlaceResolver(Gazetteer(path), Pack("home", "A war", countries=("CD", "SY", "UA")))
    names = [Query(name) for name in ("Kinigi", "Kfar Dor", "Novoselovka")]
    assert ids(home.resolve(names)) == [None, "gn:2", "gn:3"]


def test_the_word_for_its_kind_may_stand_outside_of_the_name(small_gazetteer):
    text = "Shells fell on Homs province and on the province of Idlib."
    assert ids(resolve(small_gazetteer, text, "Homs", "Idlib")) == ["admin1:SY.11", "admin1:SY.12"]


def test_a_people_beside_a_name_tells_its_country(tmp_path):
    here, there = town("1", "Dor", "SY", "Homs", 34.7, 36.7, 9_000), town("2", "Dor", "FR", "Jura", 46.7, 5.5, 12_000)
    path = tmp_path / "two.sqlite"
    countries = [Row("country:SY", "Syria", "country", "SY", None, None, 35, 38, 18_000_000, 240, ["Syria"])]
    write(path, Gathered([here, there, *countries], [], {}), lambda what, share: None)
    gazetteer = Gazetteer.open(path)
    assert ids(resolve(gazetteer, "Tanks moved towards Dor.", "Dor")) != ["gn:1"]
    assert ids(resolve(gazetteer, "The Syrian army moved towards Dor.", "Dor")) == ["gn:1"]


def test_a_word_that_was_cut_off_a_name_belongs_to_it(small_gazetteer):
    (where,) = resolve(small_gazetteer, "Talks in South Korea went on.", "Korea")
    assert where.place.id == "country:KR" and where.text == "Korea"
    (where,) = resolve(small_gazetteer, "Talks in North Korea went on.", "Korea")
    assert where.place.id == "country:KP"


def test_a_quarter_that_is_nowhere_is_put_in_its_town(small_gazetteer):
    (where,) = resolve(small_gazetteer, "Shells fell in the Bab Zor district of Homs.", "Bab Zor")
    assert where.place.id == "gn:3" and "Bab Zor, which is in no gazetteer" in where.candidates[0].reasons[0]


def test_a_river_is_asked_for_by_its_word(small_gazetteer):
    assert ids(resolve(small_gazetteer, "They crossed the Euphrates river.", "Euphrates")) == ["region:euphrates"]


@pytest.mark.parametrize("words", ["in Paris, Texas, on Monday", "in Paris, Tex., on Monday", "in Paris (TX)"])
def test_the_next_words_say_what_holds_it(small_gazetteer, words):
    assert ids(resolve(small_gazetteer, f"A fire broke out {words}.", "Paris")) == ["gn:6"]


@pytest.mark.parametrize(("words", "found"), [("Dallas, in Idlib province", None), ("Dallas, in Syria", "gn:8")])
def test_a_namesake_that_does_not_lie_in_the_region_told_is_not_meant(small_gazetteer, words, found):
    """Countries count for less: their borders need not be today's."""
    assert ids(resolve(small_gazetteer, f"Shells hit {words}, on Monday.", "Dallas")) == [found]


def test_a_common_name_is_looked_for_where_it_is_said_to_lie(tmp_path):
    many = [town(str(n), "Santa Cruz", "US", "Texas", 30 + n / 10, -98, 100_000 - n) for n in range(60)]
    small = town("99", "Santa Cruz", "SY", "Idlib", 35.9, 36.6, 0)
    write(tmp_path / "g", Gathered([*many, small, region("SY", "12", "Idlib", 35.8, 36.6, 9)], [], {}), lambda *_: None)
    gazetteer = Gazetteer.open(tmp_path / "g")
    assert ids(resolve(gazetteer, "A raid on Santa Cruz, in Idlib, failed.", "Santa Cruz")) == ["gn:99"]


def test_a_small_place_in_a_country_that_the_report_does_not_speak_of_is_not_meant(small_gazetteer):
    text = "Idlib, Saraqib, Homs and Hama were quiet. Shells hit Buchanan."
    *_, small = resolve(small_gazetteer, text, "Idlib", "Saraqib", "Homs", "Hama", "Buchanan")
    assert small.place is None and [c.place.id for c in small.candidates] == ["gn:10"]


def test_what_one_mention_is_told_counts_for_the_others(small_gazetteer):
    text = "A fire broke out in Paris, Texas. The mayor of Paris came."
    assert ids(resolve(small_gazetteer, text, "Paris", "Paris")) == ["gn:6", "gn:6"]


@pytest.mark.parametrize(
    ("after", "listed"), [(", Texas, on Monday", False), (", Texas and Tennessee", True), (" in Texas and", False)]
)
def test_a_list_is_told_from_what_holds_a_place(small_gazetteer, after, listed):
    found = held(after, small_gazetteer)
    assert found.name == "Texas" and found.listed is listed


@pytest.mark.parametrize("after", [" was hit", ", Saraqib and Dallas", ", officials said", ""])
def test_what_holds_nothing(small_gazetteer, after):
    assert held(after, small_gazetteer) is None


def test_places_nearby_outweigh_a_larger_namesake(small_gazetteer):
    text = "Paris and Buchanan in Henry County were cut off."
    assert ids(resolve(small_gazetteer, text, "Paris", "Buchanan", "Henry County"))[0] == "gn:7"


def test_a_whole_name_is_not_taken_apart(small_gazetteer):
    assert ids(PlaceResolver(small_gazetteer).resolve([Query("North Korea")])) == ["country:KP"]


def test_33_km_south_is_a_point_33_km_south(small_gazetteer):
    (where,) = PlaceResolver(small_gazetteer).resolve([Query("33 km (20 miles) south of Idlib")])
    assert (where.relation, where.distance_km, where.bearing, where.place.id) == (Relation.DISTANCE, 33.0, "s", "gn:1")
    lat, lon = point(where) or (0, 0)
    assert lat == pytest.approx(35.93 - 33 / 111.19, abs=0.01) and lon == pytest.approx(36.63, abs=0.01)
    assert (where.acled, where.ucdp) == (2, 2) and where.radius_km == pytest.approx(8.25, abs=0.1)


def test_a_distance_without_a_direction_is_a_circle(small_gazetteer):
    (where,) = PlaceResolver(small_gazetteer).resolve([Query("20 km from the Turkish border"), Query("Idlib")])[:1]
    assert (where.relation, where.bearing, where.radius_km) == (Relation.DISTANCE, None, 20.0)
    assert where.place.id == "border:SY-TR"


@pytest.mark.parametrize("name_only", [False, True])
def test_between_two_towns(small_gazetteer, name_only):
    text = "Fighting went on between Idlib and Saraqib."
    one, other = resolve(small_gazetteer, text, "Idlib", "Saraqib", name_only=name_only)
    if name_only:
        assert ids([one, other]) == ["gn:1", "gn:2"]
        return
    assert one.relation is other.relation is Relation.BETWEEN
    assert point(one) == pytest.approx((35.895, 36.715), abs=0.001)
    assert one.radius_km == pytest.approx(8.6, abs=0.3) and (one.acled, one.ucdp) == (2, 5)


def test_a_road_between_two_towns_in_one_phrase(small_gazetteer):
    (where,) = PlaceResolver(small_gazetteer).resolve([Query("the Homs-Hama highway")])
    assert where.place.id == "between:gn:3+gn:4" and where.place.country == "SY" and where.place.admin1 is None


def test_the_border_lies_in_the_country_of_the_report(small_gazetteer):
    text = "Troops massed near the Turkish border. Idlib and Saraqib were quiet."
    border, *_ = resolve(small_gazetteer, text, "the Turkish border", "Idlib", "Saraqib")
    assert border.place.id == "border:SY-TR" and border.relation is Relation.NEAR and border.ucdp == 5


def test_towns_and_villages_in_the_north_of_a_region_are_a_part_of_it(small_gazetteer):
    (where,) = PlaceResolver(small_gazetteer).resolve([Query("towns and villages in northern Hama")])
    assert (where.place.id, where.relation) == ("admin1:SY.10", Relation.PART)
    assert (where.acled, where.ucdp, where.radius_km) == (2, 4, 30.0)


def test_what_is_in_no_gazetteer_is_where_it_is_said_to_be(small_gazetteer):
    (where,) = PlaceResolver(small_gazetteer).resolve([Query("Qaryat Nowhere near Saraqib")])
    assert (where.place.id, where.relation) == ("gn:2", Relation.NEAR)
    assert where.candidates[0].reasons[0].startswith("Qaryat Nowhere, which is in no gazetteer")


def test_beside_a_river_is_near_the_town(small_gazetteer):
    (where,) = PlaceResolver(small_gazetteer).resolve([Query("the Euphrates river near Saraqib")])
    assert (where.place.id, where.relation) == ("gn:2", Relation.NEAR)


@pytest.mark.parametrize("words", ["the country", "several villages", "Qaryat Nowhere", "Xyz"])
def test_what_names_nothing_known_stays_unresolved(small_gazetteer, words):
    (where,) = PlaceResolver(small_gazetteer).resolve([Query(words)])
    assert where.place is None and where.acled is None


def test_too_close_to_call_stays_open_with_candidates(small_gazetteer):
    (where,) = PlaceResolver(small_gazetteer).resolve([Query("Springfield")])
    assert where.place is None and {c.place.id for c in where.candidates} == {"gn:11", "gn:12", "gn:13"}


def test_reasons_are_points(small_gazetteer):
    (where,) = PlaceResolver(small_gazetteer).resolve([Query("Homs province")])
    assert all(re.search(r" [+-]\d+\.\d\d$", r) for r in where.candidates[0].reasons)


def test_the_order_of_the_queries_does_not_matter(small_gazetteer):
    names = ["Paris", "Buchanan", "Henry County", "Idlib", "Turkish border"]
    straight = PlaceResolver(small_gazetteer).resolve([Query(n) for n in names])
    turned = PlaceResolver(small_gazetteer).resolve([Query(n) for n in reversed(names)])
    assert ids(straight) == ids(turned)[::-1]


@pytest.mark.parametrize(
    ("words", "found", "relation"),
    [
        ("Syria's Idlib", "gn:1", Relation.IN),
        ("Syrias northern Idlib province", "admin1:SY.12", Relation.PART),
        ("Syrian city of Homs", "gn:3", Relation.IN),
        ("the north of Syria", "country:SY", Relation.PART),
        ("north of Homs", "gn:3", Relation.NEAR),
        ("the rebel-held city of Idlib", "gn:1", Relation.IN),
        ("the outskirts of Saraqib", "gn:2", Relation.OUTSKIRTS),
        ("Idlibs western edges", "gn:1", Relation.OUTSKIRTS),
        ("Asmar Hospital in Saraqib", "gn:2", Relation.IN),
    ],
)
def test_what_stands_around_a_name(small_gazetteer, words, found, relation):
    (where,) = PlaceResolver(small_gazetteer).resolve([Query(words)])
    assert (where.place.id, where.relation) == (found, relation)


@pytest.mark.parametrize(
    "words", ["Aleppo's Salaheddin district", "Aleppos Salaheddin district", "Salaheddin neighborhood of Aleppo"]
)
def test_a_neighbourhood_of_a_city(small_gazetteer, words):
    (where,) = PlaceResolver(small_gazetteer, Pack.load("syria")).resolve([Query(words)])
    assert (where.place.name, where.place.kind, where.radius_km) == ("Salah al-Din", "district", 2.0)


def test_a_pack_names_parts_of_a_region(small_gazetteer):
    text = "Fighting went on in northern Hama."
    (where,) = PlaceResolver(small_gazetteer, Pack.load("syria")).resolve(at(text, "Hama"))
    assert (where.place.name, where.relation) == ("Northern Hama", Relation.IN)


def test_with_a_conflict_its_countries_come_first(small_gazetteer):
    pack = Pack(name="fr", title="France", countries=("FR",))
    assert ids(PlaceResolver(small_gazetteer, pack).resolve([Query("Springfield")])) == ["gn:13"]


@pytest.mark.parametrize(("after", "comes"), table("placewords.yml")["holder"]["examples"].items())
def test_the_words_behind_a_place_name_what_holds_it(small_gazetteer, after, comes):
    found = held(after, small_gazetteer)
    assert found is not None and [found.name, found.listed] == comes


@pytest.mark.parametrize(("before", "people"), table("placewords.yml")["people"]["examples"].items())
def test_the_words_before_a_town_tell_whose_it_is(small_gazetteer, before, people):
    found = owned(before, small_gazetteer)
    assert found is not None and (found.name, found.a_country, found.listed) == (people, True, False)
    assert owned("in the northern Asmar town of ", small_gazetteer) is None


def test_a_town_of_one_people_is_not_taken_for_one_elsewhere(small_gazetteer):
    text = "Shells hit the {} town of Idlib."
    (at_home,), (abroad,) = (resolve(small_gazetteer, text.format(whose), "Idlib") for whose in ("Syrian", "Turkish"))
    assert at_home.candidates[0].score > abroad.candidates[0].score
