"""Claims that count a country's people are about the country."""

import numpy as np
from tests.read.trees import tree

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType
from warmonitor.read.roles.features import Phrases, Setting
from warmonitor.read.roles.fillers import fill
from warmonitor.read.roles.nationwide import its_country, most_named


def report() -> Doc:
    """Shells hit Tal Asmar in Sudan . The Sudanese war has killed 150000 people . (invented)"""
    return Doc.of(
        "Shells hit Tal Asmar in Sudan . The Sudanese war has killed 150000 people .".split(),
        lemmas="shell hit tal asmar in sudan . the sudanese war have kill 150000 people .".split(),
        upos="NOUN VERB PROPN PROPN ADP PROPN PUNCT DET ADJ NOUN AUX VERB NUM NOUN PUNCT".split(),
        heads=[1, 1, 3, 1, 5, 1, 1, 9, 9, 11, 11, 11, 13, 11, 11],
        deps="nsubj root compound obj case obl punct det amod nsubj aux root nummod obj punct".split(),
        ents=[(2, 4, "place"), (5, 6, "place"), (8, 9, "norp")],
    )


def claim(doc: Doc, largest: int, type_: EventType = EventType.CASUALTIES, words: tuple[int, int] = (7, 14)) -> Setting:
    return Setting(words, type_, 11, (0, len(doc)), np.zeros((len(doc), 5), np.float32), largest=largest)


def name(doc: Doc, largest: int, type_: EventType = EventType.CASUALTIES, words: tuple[int, int] = (7, 14)) -> str:
    found = its_country(Phrases(doc), claim(doc, largest, type_, words))
    return doc.quote(*found.words) if found else ""


def test_so_many_dead_are_told_of_the_reports_country() -> None:
    assert name(report(), 150_000) == "Sudan"


def test_a_town_may_have_fewer() -> None:
    assert not name(report(), 15_000)


def test_more_people_are_displaced_than_killed() -> None:
    assert not name(report(), 150_000, EventType.DISPLACEMENT)
    assert name(report(), 2_000_000, EventType.DISPLACEMENT) == "Sudan"


def test_a_place_in_the_claims_own_words_stands() -> None:
    assert not name(report(), 150_000, words=(0, 14))


def test_other_claims_are_about_the_place_where_they_happened() -> None:
    assert not name(report(), 150_000, EventType.SHELLING)


def test_demonyms_tell_which_country_a_report_is_about() -> None:
    doc = tree(
        "Sudanese/sudanese/ADJ/2/amod troops/troops/NOUN/3/nsubj met/meet/VERB|VBD/0/root Chadian/chadian/ADJ/5/amod "
        "ones/one/NOUN/3/obj near/near/ADP/7/case Chad/chad/PROPN/3/obl ,/,/PUNCT/3/punct Sudanese/sudanese/ADJ/10/amod "
        "media/media/NOUN/11/nsubj said/say/VERB|VBD/3/parataxis in/in/ADP/13/case Sudan/sudan/PROPN/11/obl"
    )
    named = Doc.of(
        list(doc.words), lemmas=list(doc.lemmas), upos=list(doc.upos), heads=list(doc.heads), deps=list(doc.deps),
        ents=[(0, 1, "norp"), (3, 4, "norp"), (6, 7, "place"), (8, 9, "norp"), (12, 13, "place")],
    )  # fmt: skip
    assert most_named(Phrases(named)) == "SD"


def test_the_war_that_its_own_words_tell_of_goes_before_what_is_named_most() -> None:
    doc = report()
    words = "Chad and Chad met in Sudan . The Sudanese war has killed 150000 people .".split()
    named = Doc.of(
        words,
        lemmas=[w.lower() for w in words],
        upos=["PROPN", "CCONJ", "PROPN", "VERB", *doc.upos[4:]],
        heads=[3, 2, 0, 3, *doc.heads[4:]],
        deps=["nsubj", "cc", "conj", "root", *doc.deps[4:]],
        ents=[(0, 1, "place"), (2, 3, "place"), (5, 6, "place"), (8, 9, "norp")],
    )
    assert most_named(Phrases(named)) == ""  # two as often
    assert name(named, 150_000) == "Sudan"


def test_a_report_that_names_two_countries_as_often_is_about_neither() -> None:
    doc = tree("Chad/chad/PROPN/3/nsubj and/and/CCONJ/3/cc Sudan/sudan/PROPN/1/conj met/meet/VERB|VBD/0/root")
    named = Doc.of(list(doc.words), upos=list(doc.upos), lemmas=list(doc.lemmas), heads=list(doc.heads), deps=list(doc.deps),
                   ents=[(0, 1, "place"), (2, 3, "place")])  # fmt: skip
    assert most_named(Phrases(named)) == ""


def test_whose_war_a_report_tells_of_is_the_country_where_none_is_named_as_a_place() -> None:
    doc = tree(
        "Sudans~Syrias/Sudans/PROPN/2/nmod:poss war/war/NOUN/4/nsubj has/have/AUX/4/aux gone/go/VERB|VBN/0/root on/on/ADV/4/advmod ././PUNCT/4/punct",
        "It/it/PRON/3/nsubj has/have/AUX/3/aux killed/kill/VERB|VBN/0/root 150000/150000/NUM/5/nummod people/people/NOUN/3/obj ././PUNCT/3/punct",
        "Chadian/chadian/ADJ/2/amod troops/troops/NOUN/3/nsubj watch/watch/VERB|VBP/0/root Chad/chad/PROPN/3/obj",
    )
    assert name(doc, 150_000, words=(6, 11)) == "Sudans"


def test_its_place_is_the_country_alone() -> None:
    doc = report()
    found = fill(Phrases(doc), claim(doc, 150_000), {})["place"]
    assert [doc.quote(*f.phrase.words) for f in found] == ["Sudan"]
    assert found[0].reasons


def test_a_country_that_acts_is_not_where_it_acts() -> None:
    doc = Doc.of(
        "Sudan shelled the camp .".split(),
        lemmas="sudan shell the camp .".split(),
        upos="PROPN VERB DET NOUN PUNCT".split(),
        heads=[1, 1, 3, 1, 1],
        deps="nsubj root det obj punct".split(),
        ents=[(0, 1, "place")],
    )
    probs = np.zeros((5, 5), np.float32)
    probs[0] = 0.99, 0.01, 0.9, 0.01, 0.01
    setting = Setting((0, 4), EventType.SHELLING, 1, (0, 5), probs)
    found = fill(Phrases(doc), setting, {})
    assert [doc.quote(*f.phrase.words) for f in found["actor"]] == ["Sudan"]
    assert all(doc.quote(*f.phrase.words) != "Sudan" for f in found["place"])
