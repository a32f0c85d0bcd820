"""Words around place names, and the choice among candidates."""

import math
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.ground.countries import table
from warmonitor.ground.gazetteer import Match
from warmonitor.ground.geometry import BEARINGS, distance_km, in_part, km_between, middle, moved, precision
from warmonitor.ground.places import PlaceResolver, Query
from warmonitor.ground.placewords import PATTERNS, cut_off, read_words
from warmonitor.ground.weighing import NOTHING
from warmonitor.model import Place, Relation, Where

WORDS = table("placewords.yml")
EXAMPLES = [(k, w, n) for k in PATTERNS for row in WORDS[k] for w, n in row["examples"].items()]


@pytest.mark.parametrize(("kind", "words", "name"), EXAMPLES, ids=[w for _, w, _ in EXAMPLES])
def test_the_example_of_a_pattern_gives_its_name(kind, words, name):
    reading = read_words(words)
    assert (reading.after if kind == "institutions" else reading.name) == name
    assert kind not in ("distance", "outskirts", "near", "part", "between") or reading.relation.value == kind


@pytest.mark.parametrize("words", ["Grand Mosque", "Presidential Palace", "the Central Prison"])
def test_what_is_called_by_its_rank_is_called_after_no_place(words):
    assert not read_words(words).after


def test_a_distance_keeps_kilometres_and_bearing():
    reading = read_words("about 20 miles south of Idlib")
    assert (reading.relation, reading.km, reading.bearing) == (Relation.DISTANCE, 32.2, "s")


def place(name, country="SY", kind="city", lat=35.0, lon=36.0, people=10_000, admin1=None):
    return Place(f"gn:{name}-{country}-{kind}", name, kind, country, admin1, lat, lon, people)


@dataclass
class Book:
    """A gazetteer by hand."""

    places: list[Place]
    capitals: frozenset[str] = frozenset()

    def abbreviated(self, word):
        return None

    def matches(self, name, *, countries=(), limit=20):
        return [Match(p, 0, name) for p in self.places if p.name == name]

    def lookup(self, name, limit=20):
        return [p for p in self.places if p.name == name]

    def place(self, ref):
        return next((p for p in self.places if p.id == ref), None)

    def people(self, word):
        return None


def resolver(places):
    return PlaceResolver(Book(places))  # type: ignore[arg-type]


def chosen(book, *texts, after=""):
    return [w.place.id if w.place else None for w in resolver(book).resolve([Query(t, after=after) for t in texts])]


TRIPOLIS = [
    place("Tripoli", "LY", people=1_150_000, lat=32.9, lon=13.2),
    place("Tripoli", "LB", people=230_000, lat=34.4, lon=35.8),
]


def test_alone_the_larger_place_is_likelier():
    assert chosen(TRIPOLIS, "Tripoli") == ["gn:Tripoli-LY-city"]


def test_the_other_places_of_the_report_decide():
    others = [
        place("Beirut", "LB", people=360_000, lat=33.9, lon=35.5),
        place("Sidon", "LB", people=160_000, lat=33.6, lon=35.4),
    ]
    assert chosen([*TRIPOLIS, *others], "Tripoli", "Beirut", "Sidon")[0] == "gn:Tripoli-LB-city"


def test_what_contains_it_decides():
    book = [*TRIPOLIS, place("Lebanon", "LB", kind="country", people=6_800_000)]
    assert chosen(book, "Tripoli", after=", Lebanon, on Monday") == ["gn:Tripoli-LB-city"]


def test_province_and_city_of_one_name():
    book = [place("Aleppo", people=1_600_000), place("Aleppo", kind="admin1", people=4_000_000)]
    assert chosen(book, "Aleppo province", "city of Aleppo") == ["gn:Aleppo-SY-admin1", "gn:Aleppo-SY-city"]


def test_an_unknown_place_stays_unresolved():
    (where,) = resolver([]).resolve([Query("Qaryat Nowhere")])
    assert where.place is None and where.candidates == () and where.acled is None


def test_every_point_of_a_score_has_its_reason():
    (where,) = resolver([place("Dor")]).resolve([Query("the town of Dor")])
    (candidate,) = where.candidates
    odds = sum(float(r.rsplit(" ", 1)[1]) for r in candidate.reasons)
    assert candidate.score == pytest.approx(1 / (1 + math.exp(NOTHING - odds)), abs=0.002)


@pytest.mark.parametrize("unit", ["mileſ", "mıles", "kmſ"])
def test_letters_that_only_pass_for_others_make_no_unit(unit):
    assert read_words(f"5 {unit} north of Dor").km is None


def test_a_part_of_a_place_is_as_exact_as_the_place_lets_it_be():
    region, near = Where("Hama", place=place("Hama", kind="admin1")), Where("Dor", relation=Relation.NEAR)
    assert (in_part(region).relation, in_part(region).acled, in_part(Where("it")).relation) == (
        Relation.PART,
        2,
        Relation.PART,
    )
    assert in_part(near) is near


def test_precision_codes():
    assert precision(place("Dor"), Relation.IN)[:2] == (1, 1)
    assert precision(place("Dor"), Relation.OUTSKIRTS)[:2] == (2, 2)
    assert precision(place("Hama", kind="admin1"), Relation.IN)[:2] == (3, 4)
    assert precision(place("Syria", kind="country"), Relation.IN)[:2] == (3, 6)


def test_distance():
    assert distance_km(place("a", lat=35.93, lon=36.63), place("b", lat=35.64, lon=36.67)) == pytest.approx(
        32.4, abs=0.5
    )


@pytest.mark.parametrize(
    ("side", "words", "name", "comes"),
    [
        (side, words, name, comes)
        for side in ("lead", "trail")
        for words, said in WORDS[side]["examples"].items()
        for name, comes in said.items()
    ],
)
def test_words_on_either_side_are_read_with_the_name(side, words, name, comes):
    reading = read_words(name, words, "") if side == "lead" else read_words(name, "", words)
    assert reading.name == name and [reading.relation.value, reading.kind] == comes


@pytest.mark.parametrize(("before", "name", "after", "relation", "kind"), WORDS["both"])
def test_words_on_both_sides_are_read_together(before, name, after, relation, kind):
    reading = read_words(name, before, after)
    assert (reading.name, reading.relation.value, reading.kind) == (name, relation, kind)


@pytest.mark.parametrize(
    ("relation", "before", "name"),
    [(r, w, n) for r, row in WORDS["before"].items() if r != "tail" for w, n in row["examples"].items()],
)
def test_words_before_a_name_tell_the_relation(relation, before, name):
    reading = read_words(name, f"Guns were heard {before}", ", the army said.")
    assert (reading.name, reading.relation.value) == (name, relation)


@pytest.mark.parametrize("row", WORDS["pair"], ids=lambda row: "".join(row["example"][:3]))
def test_the_other_end_of_a_stretch_is_told(row):
    before, name, after, other = row["example"]
    reading = read_words(name, before, after)
    assert (reading.name, reading.relation, reading.other) == (name, Relation.BETWEEN, other)


@pytest.mark.parametrize("row", WORDS["held_by"], ids=lambda row: "".join(row["example"][:3]))
def test_what_is_said_to_hold_a_place_is_told(row):
    before, name, after, outer = row["example"]
    assert read_words(name, before, after).within == outer


def test_a_village_outside_a_town_lies_beside_it():
    reading = read_words("Asmar", "on ", ", a small village outside Dor, on Monday")
    assert (reading.name, reading.within, reading.beside) == ("Asmar", "Dor", True)


def test_the_word_for_a_part_may_stand_in_the_name():
    assert read_words("Asmar district", "the ", " of Dor, where").within == "Dor"


@pytest.mark.parametrize("word", WORDS["cut_off"]["words"])
def test_a_capitalised_word_before_a_name_may_belong_to_it(word):
    assert cut_off(f"in the {word} ") == f"{word} " and not cut_off(f"in the {word.lower()} ")


def test_a_hyphen_before_a_road_joins_two_towns():
    reading = read_words("Dor-Asmar", "the ", " road was cut")
    assert (reading.name, reading.relation, reading.other) == ("Dor", Relation.BETWEEN, "Asmar")


def test_ten_kilometres_in_words_are_ten():
    assert read_words("Dor", "a village ten kilometres south of ").km == 10.0
    assert read_words("about half a mile from Dor").km == 0.8


@pytest.mark.parametrize(
    ("kind", "relation", "codes"),
    [
        ("city", Relation.NEAR, (2, 2)),
        ("admin2", Relation.IN, (2, 3)),
        ("admin1", Relation.PART, (2, 4)),
        ("road", Relation.IN, (2, 5)),
        ("water", Relation.IN, (3, 5)),
        ("country", Relation.PART, (3, 6)),
    ],
)
def test_precision_by_kind_and_relation(kind, relation, codes):
    assert precision(place("Dor", kind=kind), relation)[:2] == codes


def test_the_high_sea_is_seven_for_ucdp():
    assert precision(place("Sea", country=None, kind="water"), Relation.IN)[:2] == (3, 7)


POINTS = st.tuples(st.floats(-85, 85), st.floats(-180, 180))


@given(POINTS, st.floats(0, 2000), st.sampled_from(sorted(BEARINGS)))
def test_a_moved_point_is_as_far_as_it_was_moved(at, km, bearing):
    lat, lon = at
    assert km_between(lat, lon, *moved(lat, lon, km, BEARINGS[bearing])) == pytest.approx(km, abs=0.05)


@given(POINTS, POINTS)
def test_the_middle_of_two_places_is_the_same_both_ways(a, b):
    one, other = (place(n, lat=p[0], lon=p[1]) for n, p in (("a", a), ("b", b)))
    there, back = middle(one, other), middle(other, one)
    assert there and back and there.lon is not None and back.lon is not None
    assert (
        there.lat == back.lat
        and math.cos(math.radians(there.lon - back.lon)) == pytest.approx(1, abs=1e-6)
        or abs(a[1] - b[1]) == 180
    )
    assert there.radius_km == back.radius_km


@given(st.text(max_size=300), st.text(max_size=60), st.text(max_size=60))
def test_any_words_are_read(text, before, after):
    reading = read_words(text, before, after)
    assert isinstance(reading.name, str) and reading.relation in Relation


def test_very_long_words_are_left_as_they_are():
    words = "the towns and villages in northern Dor, " * 400
    assert read_words(words).name == words


def test_a_code_is_no_village(small_gazetteer):
    assert [p.name for p in small_gazetteer.lookup("BER")] == ["Berlin"]
    assert all(m.tier > 1 for m in small_gazetteer.matches("Ber"))
    code, village = PlaceResolver(small_gazetteer).resolve([Query("BER"), Query("Ber")])
    assert code.place is not None and code.place.name == "Berlin" and village.place is None
