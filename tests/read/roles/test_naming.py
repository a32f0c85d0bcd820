"""Names without what the sentence adds to them, on documents built by hand (invented sentences)."""

import pytest
from tests.read.trees import tree

from warmonitor.lang.doc import Doc
from warmonitor.read.roles.naming import lost_apostrophe, named
from warmonitor.read.roles.participants import Part, mention


def war(owner: str, relation: str = "nmod:poss") -> Doc:
    return tree(
        f"Dor/Dor/PROPN/2/nsubj saw/see/VERB/0/root {owner}/{owner}/PROPN/4/{relation} war/war/NOUN/2/obj ././PUNCT/2/punct"
    )


@pytest.mark.parametrize(
    ("owner", "relation", "name"),
    [
        ("Syrias", "nmod:poss", "Syria"),  # the table of countries has it
        ("Dors", "nmod:poss", "Dor"),  # the text has it
        ("Homs", "nmod:poss", "Homs"),  # nobody knows a Hom
        ("rebels", "compound", "rebels"),
        ("Syrias", "obj", "Syria"),
        ("Congress", "nmod:poss", "Congress"),
    ],
)
def test_the_s_of_a_lost_apostrophe_is_no_part_of_the_name(owner: str, relation: str, name: str) -> None:
    assert named(war(owner, relation), (2, 3)) == name


def test_who_acts_keeps_the_s_of_a_plural() -> None:
    doc = tree("Syrians/Syrian/PROPN/2/nsubj fled/flee/VERB/0/root ././PUNCT/2/punct")
    assert not lost_apostrophe(doc, 0)


def test_a_mention_quotes_the_name_alone() -> None:
    doc = war("Dors")
    found = mention(doc, "r", Part((2, 3), "rule"))
    assert found.text == found.words == "Dor"
    assert found.span and doc.text[found.span.start : found.span.end] == "Dor"
