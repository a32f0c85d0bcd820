"""Places that tell where another one lies, on documents built by hand (invented sentences)."""

import pytest
from tests.read.trees import tree

from warmonitor.lang.doc import Doc
from warmonitor.read.roles.containing import lies_in, owns
from warmonitor.read.roles.nominals import Phrase


def place(start: int, end: int, head: int) -> Phrase:
    return Phrase((start, end), head, "place", frozenset({f"{start}"}))


def shells(noun: str, link: str = "in/in/ADP", tie: str = "3/nmod") -> Doc:
    """Shells hit the Asmar NOUN in Dor."""
    return tree(
        f"Shells/shell/NOUN/2/nsubj hit/hit/VERB/0/root Asmar/Asmar/PROPN/4/compound {noun}/{noun}/NOUN/2/obj "
        f"{link}/6/case Dor/Dor/PROPN/{tie.replace('3', '4')}",
        ents=((2, 3, "place"), (5, 6, "place")),
    )


@pytest.mark.parametrize(
    ("doc", "told"),
    [
        (shells("neighbourhood"), True),
        (shells("village"), True),
        (shells("hospital"), False),  # the town tells where it stands
        (shells("village", "near/near/ADP"), False),
        (shells("village", tie="2/obl"), False),  # hangs on the verb
        (shells("village", tie="3/conj"), False),
    ],
)
def test_in_ties_a_place_to_a_settlement(doc: Doc, told: bool) -> None:
    tied = doc if doc.deps[5] != "obl" else tree(
        "Shells/shell/NOUN/2/nsubj hit/hit/VERB/0/root Asmar/Asmar/PROPN/4/compound village/village/NOUN/2/obj "
        "in/in/ADP/6/case Dor/Dor/PROPN/2/obl"
    )  # fmt: skip
    assert lies_in(tied, place(2, 3, 2), place(5, 6, 5)) is told


def test_a_town_of_a_country_named_before_it() -> None:
    doc = tree("in/in/ADP/4/case Ruritania/Ruritania/PROPN/4/nmod:poss 's/'s/PART/2/case Dor/Dor/PROPN/0/root")
    assert owns(doc, place(1, 2, 1), place(3, 4, 3))
    listed = tree("Asmar/Asmar/PROPN/0/root and/and/CCONJ/3/cc Dor/Dor/PROPN/1/conj")
    assert not owns(listed, place(0, 1, 0), place(2, 3, 2))
