"""Phrases that are parts of one phrase, on documents built by hand (invented sentences)."""

import pytest
from tests.read.trees import tree

from warmonitor.lang.doc import Doc
from warmonitor.read.roles.fillers import Filler, joined
from warmonitor.read.roles.joining import belongs, parts_of_one, whole_noun
from warmonitor.read.roles.nominals import Phrase


def aircraft() -> Doc:
    return tree(
        "Government/government/NOUN/2/compound aircraft/aircraft/NOUN/3/nsubj struck/strike/VERB/0/root public/public/ADJ/7/amod and/and/CCONJ/6/cc "
        "private/private/ADJ/4/conj property/property/NOUN/3/obj ././PUNCT/3/punct"
    )


def suburbs() -> Doc:
    return tree(
        "Shells/shell/NOUN/2/nsubj hit/hit/VERB/0/root suburbs/suburb/NOUN/2/obj of/of/ADP/5/case Dor/Dor/PROPN/3/nmod "
        "near/near/ADP/7/case Asmar/Asmar/PROPN/3/nmod ././PUNCT/2/punct",
        ents=((4, 5, "place"), (6, 7, "place")),
    )


@pytest.mark.parametrize(
    ("doc", "left", "right", "one"),
    [
        (aircraft(), ((0, 1), 0), ((1, 2), 1), True),
        (aircraft(), ((5, 6), 5), ((6, 7), 6), True),
        (aircraft(), ((3, 4), 3), ((5, 7), 6), True),
        (aircraft(), ((1, 2), 1), ((3, 4), 3), False),  # the verb parts them
        (suburbs(), ((2, 3), 2), ((4, 5), 4), True),
        (suburbs(), ((2, 3), 2), ((6, 7), 6), False),  # “near” tells of two places
        (suburbs(), ((4, 5), 4), ((6, 7), 6), False),
    ],
)
def test_what_describes_another_phrase_is_part_of_it(
    doc: Doc, left: tuple[tuple[int, int], int], right: tuple[tuple[int, int], int], one: bool
) -> None:
    assert parts_of_one(doc, left, right) is one


def test_people_and_the_party_they_belong_to_are_one_but_a_place_and_what_lies_there_are_not() -> None:
    doc = tree(
        "Gunmen/gunman/NOUN/7/nsubj from/from/ADP/4/case the/the/DET/4/det Front/Front/PROPN/1/nmod loyal/loyal/ADJ/4/amod to/to/ADP/5/dep "
        "hit/hit/VERB/0/root troops/troops/NOUN/7/obj loyal/loyal/ADJ/8/amod to/to/ADP/12/case the/the/DET/12/det council/council/NOUN/9/obl",
        ents=((3, 4, "org"),),
    )
    gunmen, front, troops, council = (0, 1), (3, 4), (7, 8), (11, 12)
    assert belongs(doc, gunmen, front) and belongs(doc, troops, council)
    assert not belongs(doc, front, troops)
    names = [filler(doc, 0, 1, 0, "side"), filler(doc, 3, 4, 3, "org")]
    assert [f.phrase.words for f in joined(doc, names, parties=True)] == [(0, 4)]
    assert len(joined(doc, names)) == 2  # of places, each name is one


def filler(doc: Doc, start: int, end: int, head: int, label: str = "", likely: float = 0.5) -> Filler:
    return Filler(Phrase((start, end), head, label, frozenset(doc.words[start:end])), likely, (f"of {start}",))


def test_the_parts_become_one_with_the_reasons_of_the_likeliest() -> None:
    doc = aircraft()
    found = joined(doc, [filler(doc, 3, 4, 3), filler(doc, 5, 6, 5, likely=0.9), filler(doc, 6, 7, 6)])
    assert [(f.phrase.words, f.phrase.head, f.probability, f.reasons) for f in found] == [((3, 7), 6, 0.9, ("of 5",))]


def test_two_names_stay_two_though_one_describes_the_other() -> None:
    doc = tree(
        "in/in/ADP/3/case Dor/Dor/PROPN/3/compound Asmar/Asmar/PROPN/4/obl fell/fall/VERB/0/root",
        ents=((1, 2, "place"), (2, 3, "place")),
    )
    kept = [filler(doc, 1, 2, 1, "place"), filler(doc, 2, 3, 2, "place")]
    assert joined(doc, kept) == kept
    assert len(joined(doc, [filler(doc, 1, 2, 1, "norp"), filler(doc, 2, 3, 2, "person")])) == 1


def test_two_parties_stay_two_where_a_noun_is_told_of_both() -> None:
    doc = tree(
        "Russian/russian/ADJ/4/amod and/and/CCONJ/3/cc regime/regime/NOUN/1/conj warplanes/warplane/NOUN/5/nsubj "
        "bombed/bomb/VERB|VBD/0/root it/it/PRON/5/obj"
    )
    found = joined(doc, [filler(doc, 0, 1, 0, "norp"), filler(doc, 2, 3, 2, "side"), filler(doc, 3, 4, 3)])
    assert [doc.quote(*f.phrase.words) for f in found] == ["Russian", "regime warplanes"]


def jets() -> Doc:
    """Ruritanian jets hit the camp: the tree of a text in which "Ruritanian" is a noun has two subjects."""
    return tree(
        "Ruritanian~Fighters//NOUN/3/nsubj jets/jet/NOUN/3/nsubj hit/hit/VERB/0/root the/the/DET/5/det camp/camp/NOUN/3/obj"
    )


def test_the_name_of_a_side_and_the_noun_behind_it_are_one_whatever_the_tree_says() -> None:
    doc = jets()
    found = joined(doc, [filler(doc, 0, 1, 0, "side"), filler(doc, 1, 2, 1), filler(doc, 4, 5, 4)])
    assert [doc.quote(*f.phrase.words) for f in found] == ["Ruritanian jets", "camp"]
    listed = tree(
        "army~fighters//NOUN/3/nsubj rebels~fighters//NOUN/3/nsubj met/meet/VERB/0/root in/in/ADP/5/case Dor/Dor/PROPN/3/obl",
        ents=((4, 5, "place"),),
    )
    assert len(joined(listed, [filler(listed, 0, 1, 0, "side"), filler(listed, 1, 2, 1, "side")])) == 2


@pytest.mark.parametrize(("number", "count"), [("NN", 1), ("NNS", 2)])
def test_what_a_person_is_belongs_to_the_name(number: str, count: int) -> None:
    """The captain Karim Haddad is one, the brothers Karim and Nabil are not."""
    doc = tree(
        "Rebels/rebel/NOUN/2/nsubj held/hold/VERB/0/root the/the/DET/4/det "
        f"captain/captain/NOUN|{number}/2/obj Karim/Karim/PROPN/4/appos Haddad/Haddad/PROPN/5/flat",
        ents=((4, 6, "person"),),
    )
    assert len(joined(doc, [filler(doc, 3, 4, 3), filler(doc, 4, 6, 4, "person")])) == count


def test_of_a_side_s_office_and_the_person_in_it_all_is_one() -> None:
    doc = tree(
        "Ruritanian~Fighters//NOUN/5/nsubj President/President/PROPN/3/nmod Karim/Karim/PROPN/5/nsubj Haddad/Haddad/PROPN/3/flat "
        "agreed/agree/VERB/0/root",
        ents=((2, 4, "person"),),
    )
    found = joined(doc, [filler(doc, 0, 1, 0, "side"), filler(doc, 1, 2, 1), filler(doc, 2, 4, 2, "person")])
    assert [doc.quote(*f.phrase.words) for f in found] == ["Ruritanian President Karim Haddad"]


def test_a_bare_noun_that_describes_another_stands_for_the_whole() -> None:
    doc = tree(
        "A/a/DET/4/det suicide/suicide/NOUN/3/compound car/car/NOUN/4/compound bomber/bomber/NOUN/5/nsubj hit/hit/VERB/0/root "
        "rebel~fighters//NOUN/7/compound bases/base/NOUN/5/obj"
    )
    assert whole_noun(doc, (1, 2), 1) == ((1, 4), 3)
    assert whole_noun(doc, (3, 4), 3) == ((3, 4), 3)
    assert whole_noun(doc, (5, 6), 5) == ((5, 6), 5)  # a side is one without its bases


def test_a_short_name_in_brackets_is_no_second_party() -> None:
    doc = tree(
        "Harbour/Harbour/PROPN/2/compound Front/Front/PROPN/6/nsubj (/(/PUNCT/4/punct HF/HF/PROPN/2/appos )/)/PUNCT/4/punct advanced/advance/VERB/0/root",
        ents=((0, 2, "org"), (3, 4, "org")),
    )
    found = [filler(doc, 0, 2, 1, "org"), filler(doc, 3, 4, 3, "org")]
    assert [doc.quote(*f.phrase.words) for f in joined(doc, found, parties=True)] == ["Harbour Front"]
    assert len(joined(doc, found)) == 2  # of places
