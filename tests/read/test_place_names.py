"""Place names as claims give them, in texts that have lost their apostrophes."""

import pytest

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
