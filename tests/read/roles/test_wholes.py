"""The whole names and formations that phrases are parts of, on documents built by hand (invented sentences)."""

import pytest
from tests.read.trees import tree

from warmonitor.lang.doc import Doc
from warmonitor.read.roles.fillers import Filler, _munition, wholes
from warmonitor.read.roles.nominals import Phrase, phrases_of
from warmonitor.read.roles.wholes import whole


def brigade() -> Doc:
    return tree(
        "They/they/PRON/2/nsubj took/take/VERB/0/root Dor/Dor/PROPN/2/obj from/from/ADP/7/case army/army/NOUN/7/nmod:poss 's/'s/PART/5/case "
        "91st/91st/ADJ/8/amod Brigade/brigade/NOUN/2/obl"
    )


def units() -> Doc:
    return tree(
        "Units/unit/NOUN/7/nsubj of/of/ADP/5/case Chad/Chad/PROPN/5/nmod:poss 's/'s/PART/3/case Battlegroup/battlegroup/PROPN/1/nmod "
        "North/North/PROPN/5/flat took/take/VERB/0/root houses/house/NOUN/7/obj of/of/ADP/11/case a/a/DET/11/det brigade/brigade/NOUN/8/nmod",
        ents=((4, 6, "org"),),
    )


@pytest.mark.parametrize(
    ("doc", "words", "all_of_it"),
    [
        (brigade(), (4, 5), (4, 8)),
        (brigade(), (6, 8), (4, 8)),
        (brigade(), (2, 3), (2, 3)),
        (units(), (0, 1), (0, 6)),
        (units(), (2, 3), (2, 6)),
        (units(), (7, 8), (7, 8)),  # houses are no part of a brigade
    ],
)
def test_a_formation_is_named_with_whose_it_is(doc: Doc, words: tuple[int, int], all_of_it: tuple[int, int]) -> None:
    assert whole(doc, words) == all_of_it


def test_a_person_has_their_whole_name_and_two_parts_of_it_are_one() -> None:
    doc = tree(
        "Ana/Ana/PROPN/3/nsubj Ruiz/Ruiz/PROPN/1/flat fled/flee/VERB/0/root",
        ents=((0, 2, "person"),),
    )
    parts = [Filler(Phrase((n, n + 1), n, "", frozenset({doc.words[n]})), 0.5, ()) for n in (0, 1)]
    assert [f.phrase.words for f in wholes(doc, parts)] == [(0, 2)]


def test_hyphens_tie_a_name_but_not_two_sides_or_places() -> None:
    words = "Ana/Ana/PROPN/4/nsubj -/-/PUNCT/1/punct Eva/Eva/PROPN/1/flat fled/flee/VERB/0/root"
    assert whole(tree(words, text="Ana-Eva fled"), (2, 3)) == whole(tree(words, text="Ana-Eva fled"), (0, 1)) == (0, 3)
    assert whole(tree(words, text="Ana-Eva fled", ents=((2, 3, "place"),)), (0, 1)) == (0, 1)
    assert whole(tree(words, text="Ana - Eva fled"), (0, 1)) == (0, 1)


def test_a_name_may_break_off_with_the_text() -> None:
    words = "Al/Al/PROPN/0/root -/-/PUNCT/1/punct"
    assert whole(tree(words, text="Al-", ents=((0, 2, "org"),)), (0, 1)) == (0, 1)


def test_an_age_is_a_part_of_whose_it_is(pipeline) -> None:
    doc = pipeline.parse("The shell killed a 12-year-old boy.")
    assert "12-year-old boy" in {doc.quote(*p.words) for p in phrases_of(doc)}


def test_a_missile_does_nothing_itself_but_who_is_named_with_it_may() -> None:
    doc = tree(
        "an/an/DET/3/det S-300/S-300/PROPN/3/compound missile/missile/NOUN/4/nsubj hit/hit/VERB/0/root Russian/russian/ADJ/6/amod rockets/rocket/NOUN/4/obj",
        ents=((1, 3, "weapon"), (4, 6, "weapon")),
    )
    assert [_munition(doc, Phrase((n, n + 1), n, "", frozenset())) for n in (1, 2, 4)] == [True, True, False]
