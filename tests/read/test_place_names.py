"""Place names as claims give them, in texts that have lost their apostrophes."""

import pytest

import warmonitor
from warmonitor.lang.doc import Doc
from warmonitor.read.grounding import Grounding
from warmonitor.read.roles.participants import Part


def told(words: str, place: int, head: int, relation: str) -> str:
    forms = words.split()
    heads = [0] * len(forms)
    heads[place] = head
    deps = ["dep"] * len(forms)
    deps[place] = relation
    doc = Doc.of(forms, heads=heads, deps=deps)
    (where,) = Grounding().words([Part((place, place + 1), "rule")], doc, "r")
    return where.text


@pytest.mark.parametrize(
    ("words", "place", "head", "relation", "name"),
    [
        ("shelling along Syrias borders", 2, 3, "nmod:poss", "Syria"),
        ("Dor fell and Dors market burned", 3, 4, "nmod:poss", "Dor"),
        ("fighting reached Homs", 2, 1, "obj", "Homs"),
        ("the Homs countryside", 1, 2, "compound", "Homs"),
    ],
)
def test_the_s_of_a_lost_apostrophe_is_no_part_of_a_name(
    words: str, place: int, head: int, relation: str, name: str
) -> None:
    assert told(words, place, head, relation) == name


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Rebels captured the airport of Donetsk on Sunday.", "part"),
        ("Rebels captured Donetsk airport on Sunday.", "part"),
        ("Rebels captured the military base at Donetsk on Sunday.", "part"),
        ("Rebels captured the city of Donetsk on Sunday.", "in"),
        ("Rebels captured the port of Mariupol on Sunday.", "in"),
        ("Jets bombed the hospital in Donetsk on Sunday.", "in"),
    ],
)
def test_who_takes_a_site_of_a_town_takes_the_town_in_part(text: str, relation: str) -> None:
    (claim,) = warmonitor.read(text, published="2023-11-14")
    (place,) = claim.where
    assert place.place is not None
    assert place.place.kind == "city"
    assert place.relation == relation
