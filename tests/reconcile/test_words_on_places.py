"""What the words around a place and the words for its fall say."""

from __future__ import annotations

import pytest
from tests.build import claim

from warmonitor.model import Count, EventType, Mention, Where
from warmonitor.reconcile.evidence import Evidence
from warmonitor.reconcile.extent import excepted, left_out, of_all, part, tells
from warmonitor.reconcile.sources import Sources
from warmonitor.reconcile.statements import beside, heirs, kind
from warmonitor.reconcile.wording import wording, words

TAKEN = EventType.TERRITORY_GAINED


@pytest.mark.parametrize(
    "quote, aside",
    [
        ("rebels cut the road between Dor and Sakera", True),
        ("rebels cut the road between the towns of Sakera and Dor", True),
        ("fighting between the army and the rebels ended with the rebels taking Sakera", False),
        ("after clashes between the army and rebels in Sakera, rebels hold it", False),
        ("rebels took farms near Sakera", True),
        ("rebels took the heights above Sakera", True),
        ("rebels took a mountain east of Sakera", True),
        ("rebels took the checkpoint at the entrance to Sakera", True),
        ("rebels took Sakera's military airport", True),
        ("rebels took Sakera airport", True),
        ("rebels took Sakera and its airport", False),
        ("rebels took the last base in Sakera", False),
        ("rebels took the airport of Sakera", True),
        ("rebels took the town and airport of Sakera", False),
        ("rebels took the Sakera border crossing", True),
        ("rebels took hilltops commanding Sakera", True),
        ("rebels hold the countryside around Sakera", True),
    ],
)
def test_a_place_that_only_tells_where_others_lie(quote: str, aside: bool) -> None:
    assert beside(claim("c", quote, TAKEN), Where("Sakera")) is aside


@pytest.mark.parametrize(
    "names, told", [({"Sahl"}, True), ({"Sahlan", "sahl"}, True), ({"Sah"}, False), ({"Tor", ""}, False)]
)
def test_what_is_left_out_is_told_by_whole_names(names: set[str], told: bool) -> None:
    assert tells(left_out("rebels hold all of Dor except for Sahl and Torrim", "Dor"), names) is told


@pytest.mark.parametrize(
    "quote, used",
    [
        ("Security forces secured the hill", ["secured"]),
        ("the fleet fled from Umqara", ["fled"]),
        ("a deadly attack in the clearing freed Dor", ["cleared", "freed"]),
    ],
)
def test_words_that_only_begin_alike(quote: str, used: list[str]) -> None:
    assert [use.word for use in words(claim("c", quote, TAKEN), Sources({})) if use.about == "change"] == used


def test_a_word_in_the_name_of_a_party_is_no_word_for_what_it_did() -> None:
    told = claim("c", "the occupation army overran Sakera", TAKEN, actors=(Mention("occupation army"),))
    assert [use.word for use in words(told, Sources({})) if use.about == "change"] == ["overran"]


def test_an_army_is_asked_for_by_any_words_for_it() -> None:
    troops = Mention("Kenyan troops", neutral="Military Forces of Kenya")
    said = Evidence([claim("c", "Kenyan troops took Sakera", TAKEN, actors=(troops,))])
    assert {use.subject for use in wording(said, "the Kenyan army")} == {"Military Forces of Kenya"}
    assert {use.subject for use in wording(said, "Kenya")} == {"Military Forces of Kenya"}
    assert wording(said, "the Malian army") == wording(said, "Mali") == []


@pytest.mark.parametrize(
    "type_, quote, said",
    [
        (EventType.TERRITORY_GAINED, "the army took the last streets of Sakera", "took"),
        (EventType.TERRITORY_GAINED, "the army took the rest of Sakera", "took"),
        (EventType.TERRITORY_GAINED, "the army took Sakera's last streets", "took"),
        (EventType.TERRITORY_GAINED, "the army took the last rebel base in Sakera", "took"),
        (EventType.TERRITORY_GAINED, "the army took two thirds of Sakera", "part"),
        (EventType.TERRITORY_GAINED, "the army took all but the port of Sakera", "part"),
        (EventType.TERRITORY_GAINED, "the army took two of Sakera's districts", "part"),
        (EventType.TERRITORY_GAINED, "the army took Sakera city centre", "part"),
        (EventType.TERRITORY_GAINED, "the army took Sakera, or most of it", "part"),
        (EventType.TERRITORY_GAINED, "the army took the police headquarters in the town of Sakera", "part"),
        (EventType.TERRITORY_GAINED, "the army took the town centre of Sakera", "part"),
        (EventType.TERRITORY_GAINED, "the army took a bridge over the river at Sakera", "part"),
        (EventType.TERRITORY_GAINED, "the army gained ground in Sakera", "part"),
        (EventType.TERRITORY_GAINED, "the army took every district in Sakera", "took"),
        (EventType.TERRITORY_GAINED, "the army completed the capture of Sakera province", "took"),
        (EventType.TERRITORY_GAINED, "Sakera province fell entirely to the army", "took"),
        (EventType.TERRITORY_GAINED, "the army took almost the whole of Sakera province", "part"),
        (EventType.TERRITORY_GAINED, "the army took the market town of Sakera", "took"),
        (EventType.TERRITORY_GAINED, "the army took parts of Dor, Asmar and Sakera", "part"),
        (EventType.TERRITORY_GAINED, "after a day in the suburbs, the army took Sakera", "took"),
        (EventType.TERRITORY_GAINED, "the army took Sakera after hours of street fighting", "took"),
        (EventType.TERRITORY_GAINED, "the army took Sakera and pushed on to its suburbs", "took"),
        (EventType.TERRITORY_GAINED, "the army took central Sakera", "part"),
        (EventType.TERRITORY_GAINED, "the army took Sakera except for its port", "part"),
        (EventType.TERRITORY_GAINED, "the army took all of Sakera but two streets", "part"),
        (EventType.TERRITORY_GAINED, "the army took all of Sakera but lost Dor", "took"),
        (EventType.TERRITORY_HELD, "Sakera is split between the army and the rebels", "part"),
        (EventType.TERRITORY_LEFT, "the army withdrew from Dor to Sakera", None),
        (EventType.TERRITORY_LEFT, "the army withdrew from Dor to the villages of Sakera and Tor", None),
        (EventType.ADVANCE, "the army reached the centre of Sakera", "entered"),
        (EventType.ADVANCE, "tanks rolled into Sakera", "entered"),
        (EventType.ADVANCE, "the army sealed off Sakera", "besieged"),
        (EventType.ARMED_CLASH, "heavy clashes erupted in the city centre of Sakera", "entered"),
        (EventType.ARMED_CLASH, "urban combat raged in Sakera", "entered"),
        (EventType.TERRITORY_HELD, "the army holds 60 percent of Sakera", "part"),
        (EventType.ADVANCE, "the siege of Sakera has been lifted", "relieved"),
        (EventType.ADVANCE, "troops broke through to end the blockade of Sakera", "relieved"),
        (EventType.AGREEMENT, "both sides agreed to end the siege of Sakera", "relieved"),
        (EventType.AGREEMENT, "both sides agreed to talk in Sakera", None),
        (EventType.ADVANCE, "the army laid siege to Sakera", "besieged"),
        (EventType.ARMED_CLASH, "soldiers fought militants in the streets of Sakera", "entered"),
        (EventType.ARMED_CLASH, "fighting went from house to house, with house-to-house searches in Sakera", "entered"),
        (EventType.ARMED_CLASH, "fighting near the town of Sakera", None),
    ],
)
def test_what_a_claim_says_of_a_place(type_: EventType, quote: str, said: str | None) -> None:
    place = "Sakera province" if "province" in quote else "Sakera"
    assert kind(claim("c", quote, type_), Where(place)) == said


def test_towns_that_are_counted_lie_around_the_place() -> None:
    towns = Count("places", "towns", 4, 4)
    assert (
        kind(claim("c", "rebels took four towns of Sakera", TAKEN, where=(Where("Sakera"),)), Where("Sakera")) == "took"
    )
    counting = claim("c", "rebels took four towns of Sakera", TAKEN, where=(Where("Sakera"),), counts=(towns,))
    assert kind(counting, Where("Sakera")) is None


@pytest.mark.parametrize(
    "quote, given",
    [
        ("the rebels handed Sakera over to the army", True),
        ("the rebels ceded Sakera to the army", True),
        ("the rebels left Sakera to fight the army", False),
    ],
)
def test_to_whom_a_place_is_handed(quote: str, given: bool) -> None:
    left = claim("c", quote, EventType.TERRITORY_LEFT, targets=(Mention("the army"),))
    assert bool(heirs(left)) is given


@pytest.mark.parametrize(
    "quote, used",
    [("guards murdered a farmer", ["murdered"]), ("jets destroyed the mill", []), ("the fallen city", [])],
)
def test_deaths_without_a_number(quote: str, used: list[str]) -> None:
    told = claim("c", quote, EventType.VIOLENCE_AGAINST_CIVILIANS)
    assert [use.word for use in words(told, Sources({})) if use.about == "death"] == used


@pytest.mark.parametrize(
    "words",
    ["between ", "between A and ", "between" + " " * 50, "gave ", "gave to ", "part, " + "A-" * 50, "the north of "],
)
def test_a_text_without_stops_takes_no_longer_for_its_length(words: str) -> None:
    told = claim(
        "c", words * (40_000 // len(words)) + "Sakera;", EventType.TERRITORY_LEFT, targets=(Mention("the army"),)
    )
    assert kind(told, Where("Sakera")) is None or heirs(told) == ()


def test_of_several_that_are_given_to_the_last_is_who_has_it() -> None:
    quote = "the rebels gave Sakera to the guard and turned it over to the army"
    parties = (Mention("the guard"), Mention("the army"))
    assert heirs(claim("c", quote, EventType.TERRITORY_LEFT, targets=parties)) == (Mention("the army"),)


@pytest.mark.parametrize(
    "quote, name, whole",
    [
        ("rebels captured the northern districts of Deir\nez-Zor", "Deir ez-Zor", False),  # the text is wrapped there
        ("rebels seized Dora and entered parts of Dor", "Dor", False),  # not the Dor of "Dora"
        ("rebels seized Dor", "", True),
        ("rebels seized Dor", "Dor", True),
        ("rebels seized the district of Dor", "Dor", True),
        ("rebels seized most of the district of Dor", "Dor", False),
        ("rebels seized a suburb of Dor", "Dor", False),
        ("rebels seized the last suburb, Dor", "Dor", True),
        ("rebels seized a neighbourhood called Dor", "Dor", True),
        ("rebels seized parts of Sahl, Tor and Dor", "Dor", False),
    ],
)
def test_the_name_is_found_as_a_word_of_its_own(quote: str, name: str, whole: bool) -> None:
    assert part(quote, name) is not whole


@pytest.mark.parametrize(
    "quote, all_",
    [
        ("rebels captured the entire district of Sakera", True),
        ("Sakera province has been completely liberated", True),
        ("rebels fully captured the Sakera region", True),
        ("rebels hold Sakera in its entirety", True),
        ("rebels took all the towns of Sakera", True),
        ("rebels hold 100 percent of Sakera", True),
        ("rebels fully liberated the town of Dor in Sakera province", False),
        ("rebels hold almost the entire district of Sakera", False),
    ],
)
def test_all_of_an_area(quote: str, all_: bool) -> None:
    assert of_all(quote) is all_
    assert not all_ or not part(quote, "Sakera")


@pytest.mark.parametrize(
    "quote", ["rebels took the entire eastern bank of Sakera", "rebels took the whole industrial zone of Sakera"]
)
def test_all_of_a_part_is_a_part(quote: str) -> None:
    assert part(quote, "Sakera")


def test_what_is_left_out_may_be_named_among_the_places() -> None:
    assert excepted("rebels took Sakera state except for Dor", "Dor", ["Sakera"])
    assert not excepted("rebels took not only Sakera, but Dor", "Dor", ["Sakera"])


def test_what_is_left_out_of_an_area() -> None:
    assert left_out("rebels hold all of Sakera state except for Dor; Tor is calm", "Sakera") == " for Dor"
    assert left_out("rebels hold all of Sakera", "Sakera") == ""
