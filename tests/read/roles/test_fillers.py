"""Candidates for roles and the choice among them, on documents built by hand."""

import re
from collections.abc import Callable

import numpy as np
import pytest
from tests.read.trees import tree

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType
from warmonitor.read.lexicon import lexicon
from warmonitor.read.roles.features import Phrases, Setting
from warmonitor.read.roles.fillers import Filler, Model, _agents, _holding, _where_filed, choose, fill, weigh
from warmonitor.read.roles.nominals import Phrase, same


def shelled() -> Doc:
    """Rebels shelled the town of Tal Asmar near Dor . (invented)"""
    words = ["Rebels", "shelled", "the", "town", "of", "Tal", "Asmar", "near", "Dor", "."]
    return Doc.of(
        words,
        upos=["NOUN", "VERB", "DET", "NOUN", "ADP", "PROPN", "PROPN", "ADP", "PROPN", "PUNCT"],
        heads=[1, 1, 3, 1, 6, 6, 3, 8, 6, 1],
        deps=["nsubj", "root", "det", "obj", "case", "compound", "nmod", "case", "nmod", "punct"],
        ents=[(5, 7, "place"), (8, 9, "place")],
    )


def setting(doc: Doc, probs: dict[int, tuple[float, float, float, float]]) -> Setting:
    given = np.zeros((len(doc), 4), np.float32)
    for word, values in probs.items():
        given[word] = values
    return Setting((0, len(doc) - 1), EventType.SHELLING, 1, (0, len(doc)), given)


def texts(doc: Doc, found: list[Filler]) -> list[str]:
    return [doc.quote(*f.phrase.words) for f in found]


def test_phrases_are_names_nouns_and_what_of_hangs_on_them() -> None:
    doc = shelled()
    assert {doc.quote(*p.words) for p in Phrases(doc).all} >= {
        "Rebels",
        "town",
        "town of Tal Asmar",
        "Tal Asmar",
        "Dor",
    }


def test_phrases_with_one_core_are_the_same() -> None:
    doc = shelled()
    found = {doc.quote(*p.words): p for p in Phrases(doc).all}
    assert same(found["Tal Asmar"], found["town of Tal Asmar"])
    assert not same(found["Tal Asmar"], found["Dor"])


def test_unlikely_words_that_name_nothing_are_no_candidates() -> None:
    doc = shelled()
    weighed = weigh(Phrases(doc), setting(doc, {}), {})
    assert {doc.quote(*p.words) for p, _ in weighed["actor"]} == set()
    assert {doc.quote(*p.words) for p, _ in weighed["place"]} == {"Tal Asmar", "Dor"}


def test_who_the_role_head_and_the_syntax_name_fills_the_role() -> None:
    doc = shelled()
    likely = {0: (0.97, 0.01, 0.0, 0.0), 5: (0.0, 0.1, 0.96, 0.0), 6: (0.0, 0.1, 0.96, 0.0), 8: (0.0, 0.0, 0.2, 0.0)}
    found = fill(Phrases(doc), setting(doc, likely), {})
    assert texts(doc, found["actor"]) == ["Rebels"]
    assert len(found["place"]) == 1
    assert "Tal Asmar" in texts(doc, found["place"])[0]


def test_a_place_that_only_says_where_another_lies_is_told_apart() -> None:
    doc = shelled()
    phrases = Phrases(doc)
    told = {doc.quote(*p.words): v for p, v in weigh(phrases, setting(doc, {}), {})["place"]}
    assert told["Dor"]["lies in the place before"] == 1.0
    assert told["Tal Asmar"]["lies in the place before"] == 0.0


def test_the_village_of_a_claim_is_the_one_named_elsewhere(without: Callable[[str, str], None]) -> None:
    doc = tree(
        "Rebels/rebel/NOUN/2/nsubj shelled/shell/VERB/0/root the/the/DET/4/det village/village/NOUN/2/obj of/of/ADP/7/case "
        "Tal/Tal/PROPN/7/compound Asmar/Asmar/PROPN/4/nmod ././PUNCT/2/punct",
        "They/they/PRON/2/nsubj held/hold/VERB/0/root the/the/DET/4/det village/village/NOUN/2/obj ././PUNCT/2/punct",
        text=re.sub(r"[][]", "", lexicon("roles")["taking_up"]["example"]),
        ents=((5, 7, "place"),),
    )
    claim = Setting((8, 12), EventType.TERRITORY_HELD, 9, (0, len(doc)), np.zeros((len(doc), 4), np.float32))

    def taken_up() -> float:
        told = {doc.quote(*p.words): v for p, v in weigh(Phrases(doc), claim, {})["place"]}
        return told["Tal Asmar"]["told as the claim tells of its place"]

    assert taken_up() == 1.0
    without("roles", "taking_up")
    assert taken_up() == 0.0


def test_fillers_of_the_claim_before_are_candidates() -> None:
    doc = shelled()
    phrases = Phrases(doc)
    rebels = next(p for p in phrases.all if doc.quote(*p.words) == "Rebels")
    told = dict(weigh(phrases, setting(doc, {}), {"actor of the claim before": [rebels]})["actor"])
    assert told[rebels]["actor of the claim before"] == 1.0


@pytest.mark.parametrize(("chance", "kept"), [(0.29, 0), (0.31, 1)])
def test_the_first_must_be_likely_enough(chance: float, kept: int) -> None:
    model: Model = {"weights": {"bias": 1.0}, "threshold": 0.6, "single": 0.3}
    phrase = Phrase((0, 1), 0, "", frozenset({"rebels"}))
    assert len(choose([(phrase, {"bias": float(np.log(chance / (1 - chance)))})], model)) == kept


def test_one_of_those_that_name_the_same_is_kept() -> None:
    model: Model = {"weights": {"bias": 1.0}, "threshold": 0.5, "single": 0.3}
    short = Phrase((5, 7), 6, "place", frozenset({"tal", "asmar"}))
    longer = Phrase((3, 7), 3, "", frozenset({"tal", "asmar", "town"}))
    found = choose([(short, {"bias": 1.0}), (longer, {"bias": 2.0})], model)
    assert [f.phrase for f in found] == [longer]


@pytest.mark.parametrize(("named", "found"), [("Dor", {"south": False, "Dor": True}), ("Syria", {"south": False})])
def test_a_part_without_a_name_is_told_with_the_place_it_is_of(named: str, found: dict[str, bool]) -> None:
    doc = tree(
        f"Rebels/rebel/NOUN/2/nsubj entered/enter/VERB/0/root {named}/{named}/PROPN/2/obj ././PUNCT/2/punct",
        "Shells/shell/NOUN/2/nsubj hit/hit/VERB/0/root the/the/DET/4/det south/south/NOUN/2/obj ././PUNCT/2/punct",
        ents=((2, 3, "place"),),
    )
    probs = np.zeros((len(doc), 4), np.float32)
    probs[7, 2] = 0.97
    claim = Setting((4, 8), EventType.SHELLING, 5, (0, len(doc)), probs)
    places = fill(Phrases(doc), claim, {})["place"]
    assert {doc.quote(*f.phrase.words): f.part for f in places} == found


def test_two_phrases_of_the_same_words_name_one_place() -> None:
    doc = shelled()
    model: Model = {"weights": {"bias": 1.0}, "threshold": 0.5, "single": 0.3}
    twice = [(Phrase((5, 7), 6, "place", frozenset({"tal", "asmar"})), {"bias": 1.0}) for _ in range(2)]
    found = _holding(doc, twice, model)
    assert found and texts(doc, [found]) == ["Tal Asmar"]


def test_a_site_with_a_towns_name_is_not_the_town() -> None:
    """Soldiers at the Asmar post stay in Dor . (invented)"""
    doc = Doc.of(
        "Soldiers at the Asmar post stay in Dor .".split(),
        upos=["NOUN", "ADP", "DET", "PROPN", "NOUN", "VERB", "ADP", "PROPN", "PUNCT"],
        heads=[5, 4, 4, 4, 0, 5, 7, 5, 5],
        deps=["nsubj", "case", "det", "compound", "nmod", "root", "case", "obl", "punct"],
        ents=[(3, 4, "place"), (7, 8, "place")],
    )
    phrases = Phrases(doc)
    found = {doc.quote(*p.words): p for p in phrases.all}
    assert phrases.whole(found["Asmar"]) is found["Asmar post"]
    assert phrases.whole(found["Dor"]) is found["Dor"]


def test_the_noun_of_a_list_is_no_part_of_its_first_name() -> None:
    """Units left the villages of Asmar and Dor and the outskirts of Tal . (invented)"""
    doc = Doc.of(
        "Units left the villages of Asmar and Dor and the outskirts of Tal .".split(),
        upos="NOUN VERB DET NOUN ADP PROPN CCONJ PROPN CCONJ DET NOUN ADP PROPN PUNCT".split(),
        xpos="NNS VBD DT NNS IN NNP CC NNP CC DT NNS IN NNP .".split(),
        heads=[1, 1, 3, 1, 5, 3, 7, 5, 10, 10, 3, 12, 10, 1],
        deps="nsubj root det obj case nmod cc conj cc det conj case nmod punct".split(),
        ents=[(5, 6, "place"), (7, 8, "place"), (12, 13, "place")],
    )
    phrases = Phrases(doc)
    found = {doc.quote(*p.words): p for p in phrases.all}
    assert phrases.bare(found["villages of Asmar"]) is found["Asmar"]
    assert phrases.bare(found["outskirts of Tal"]) is found["outskirts of Tal"]


def test_a_feast_is_no_place(without: Callable[[str, str], None]) -> None:
    """Rebels shelled Dor on Eid al-Adha . (invented)"""
    doc = tree(
        "Rebels/rebel/NOUN/2/nsubj shelled/shell/VERB/0/root Dor/Dor/PROPN/2/obj on/on/ADP/5/case Eid/Eid/PROPN/2/obl "
        "al/al/PROPN/5/flat -/-/PUNCT/8/punct Adha/Adha/PROPN/5/flat ././PUNCT/2/punct",
        text="Rebels shelled Dor on Eid al-Adha.",
        ents=((2, 3, "place"), (4, 8, "place")),
    )

    def places() -> set[str]:
        return {doc.quote(*p.words) for p in Phrases(doc).all if p.label == "place"}

    assert places() == {"Dor"}
    assert {doc.quote(*p.words) for p in Phrases(doc).all} == {"Rebels", "Dor"}  # and no word of it fills a role
    without("roles", "feasts")
    assert "Eid al-Adha" in places()


@pytest.mark.parametrize(
    ("name", "label"), [("Ramadan Street", "place"), ("Easter Bridge", "place"), ("Ramadan", "person")]
)
def test_what_is_called_after_a_feast_is_a_name(name: str, label: str) -> None:
    words = ["Shells", "hit", *name.split(), "."]
    last = len(words) - 2
    doc = Doc.of(
        words,
        heads=[1, 1, *[last] * (last - 2), 1, 1],
        deps=["nsubj", "root", *["compound"] * (last - 2), "obj", "punct"],
        upos=["NOUN", "VERB", *["PROPN"] * (last - 1), "PUNCT"],
        ents=[(2, last + 1, label)],
    )
    assert label in {p.label for p in Phrases(doc).all}


def test_the_article_of_an_arabic_name_is_part_of_it(without: Callable[[str, str], None]) -> None:
    """Clashes in al-Arbaeen district . (invented)"""
    doc = tree(
        "Clashes/clash/NOUN/0/root in/in/ADP/6/case al/al/PROPN/6/compound -/-/PUNCT/5/punct Arbaeen/Arbaeen/PROPN/6/compound "
        "district/district/NOUN/1/nmod ././PUNCT/1/punct",
        text="Clashes in al-Arbaeen district.",
    )

    def phrases() -> set[str]:
        return {doc.quote(*p.words) for p in Phrases(doc).all}

    assert {"al-Arbaeen", "al-Arbaeen district"} <= phrases() and not phrases() & {"al", "Arbaeen"}
    without("roles", "articles")
    assert "Arbaeen" in phrases()


def test_the_name_of_an_operation_is_no_place(without: Callable[[str, str], None]) -> None:
    words = [*re.sub(r"[][.]", "", lexicon("roles")["operations"]["example"]).split(), "."]
    doc = Doc.of(
        words,
        upos=["NUM", "NOUN", "AUX", "VERB", "ADP", "PROPN", "PROPN", "PUNCT"],
        heads=[1, 3, 3, 3, 5, 3, 5, 3],
        deps=["nummod", "nsubj:pass", "aux:pass", "root", "case", "obl", "flat", "punct"],
        ents=[(5, 7, "event")],
    )
    likely = {5: (0.0, 0.1, 0.96, 0.0), 6: (0.0, 0.1, 0.96, 0.0)}
    assert not fill(Phrases(doc), setting(doc, likely), {})["place"]
    without("roles", "operations")
    assert fill(Phrases(doc), setting(doc, likely), {})["place"]


def test_plain_adjectives_do_nothing_and_numbers_are_no_places() -> None:
    doc = tree(
        "Dor/Dor/PROPN/4/nsubj is/be/AUX/4/cop under/under/ADP/4/case control/control/NOUN/0/root in/in/ADP/6/case 102/102/NUM/4/nmod",
        "Shared/shared/ADJ/2/amod control/control/NOUN/0/root",
        "its/its/PRON/3/nmod:poss shared/shared/ADJ/3/amod control/control/NOUN/0/root",
    )
    sure = {5: (0.0, 0.0, 0.97, 0.0), 9: (0.97, 0.0, 0.0, 0.0)}
    model: Model = {
        "weights": {"bias": -1.0, "role head": 1.0, "role head: every word": 1.0},
        "threshold": 0.5,
        "single": 0.5,
    }
    found = fill(Phrases(doc), setting(doc, sure), {}, dict.fromkeys(("actor", "target", "place"), model))
    assert "shared" not in texts(doc, found["actor"])
    assert not found["place"]


@pytest.mark.parametrize(("written", "sides"), [("resistance", []), ("Resistance", ["Resistance"])])
def test_what_people_do_is_no_side(written: str, sides: list[str]) -> None:
    doc = tree(
        f"Rebels/rebel/NOUN/2/nsubj met/meet/VERB/0/root {written}~fighters/fighter/NOUN/2/obj ././PUNCT/2/punct"
    )
    model: Model = {"weights": {"role head": 1.0}, "threshold": 0.5, "single": 0.5}
    sure = {2: (0.0, 0.97, 0.0, 0.0)}
    found = fill(Phrases(doc), setting(doc, sure), {}, dict.fromkeys(("actor", "target", "place"), model))
    assert texts(doc, found["target"]) == sides


def test_an_adjective_stays_with_the_place_of_which_it_tells_a_part() -> None:
    doc = tree(
        "Raids/raid/NOUN/2/nsubj hit/hit/VERB/0/root eastern/eastern/ADJ/4/amod Dor/Dor/PROPN/2/obj and/and/CCONJ/6/cc "
        "western/western/ADJ/7/amod quarters/quarter/NOUN/4/conj",
        ents=((3, 4, "place"),),
    )
    sure = dict.fromkeys((2, 3, 5), (0.0, 0.0, 0.97, 0.0))
    model: Model = {"weights": {"bias": -1.0, "role head: every word": 1.0}, "threshold": 0.5, "single": 0.5}
    found = fill(Phrases(doc), setting(doc, sure), {}, dict.fromkeys(("actor", "target", "place"), model))
    assert texts(doc, found["place"]) == ["eastern Dor"]


FILED = (
    "DOR/Dor/PROPN/0/root (/(/PUNCT/1/punct Wire/Wire/PROPN/1/appos )/)/PUNCT/1/punct -/-/PUNCT/1/punct "
    "Rebels/rebel/NOUN/7/nsubj took/take/VERB/1/parataxis {} on/on/ADP/9/case Monday/Monday/PROPN/7/obl"
)


@pytest.mark.parametrize(
    ("taken", "type_", "filed"),
    [
        ("it/it/PRON/7/obj", EventType.TERRITORY_GAINED, True),
        ("town/town/NOUN/7/obj", EventType.TERRITORY_GAINED, False),
        ("it/it/PRON/7/obj", EventType.SHELLING, False),
    ],
)
def test_where_a_report_was_filed_is_not_what_changed_hands(taken: str, type_: EventType, filed: bool) -> None:
    doc = tree(FILED.format(taken), ents=((0, 1, "place"),))
    (dateline,) = (p for p in Phrases(doc).all if p.words == (0, 1))
    claim = Setting((5, len(doc)), type_, 6, (0, len(doc)), np.zeros((len(doc), 4), np.float32))
    assert (dateline.words[1] <= _where_filed(doc, claim)) is filed


def test_who_is_told_to_have_done_it_did_it_alone() -> None:
    """Soldiers came . The mill was burnt by rebels ."""
    doc = tree(
        "Soldiers/soldier/NOUN/2/nsubj came/come/VERB/0/root ././PUNCT/2/punct",
        "The/the/DET/2/det mill/mill/NOUN/4/nsubj:pass was/be/AUX/4/aux:pass burnt/burn/VERB/0/root by/by/ADP/6/case "
        "rebels/rebel/NOUN/4/obl:agent ././PUNCT/4/punct",
    )
    soldiers, rebels = (Filler(p, 0.9, ()) for p in Phrases(doc).all if doc.quote(*p.words) in ("Soldiers", "rebels"))
    claim = Setting((3, 9), EventType.DESTRUCTION, 6, (0, len(doc)), np.zeros((len(doc), 4), np.float32))
    assert _agents(doc, {"actor": [soldiers, rebels], "target": []}, claim)["actor"] == [rebels]
    assert _agents(doc, {"actor": [soldiers], "target": []}, claim)["actor"] == [soldiers]


def test_who_comes_under_attack_is_a_target() -> None:
    doc = tree(
        "IS~Fighters//NOUN/5/nsubj is/be/AUX/5/cop also/also/ADV/5/advmod under/under/ADP/5/case attack/attack/NOUN/0/root ././PUNCT/5/punct"
    )
    group = Filler(next(p for p in Phrases(doc).all if p.words == (0, 1)), 0.9, ())
    claim = Setting((0, 5), EventType.ARMED_CLASH, 4, (0, len(doc)), np.zeros((len(doc), 4), np.float32))
    assert _agents(doc, {"actor": [group], "target": []}, claim) == {"actor": [], "target": [group]}
    assert _agents(doc, {"actor": [group], "target": [group]}, claim) == {"actor": [], "target": [group]}


def test_a_bearing_and_the_place_behind_it_are_one_name() -> None:
    doc = tree(
        "Shells/shell/NOUN/2/nsubj hit/hit/VERB/0/root Eastern/Eastern/ADJ/4/amod Dor/Dor/PROPN/2/obj and/and/CCONJ/6/cc Asmar/Asmar/PROPN/4/conj",
        ents=((2, 3, "place"), (3, 4, "place"), (5, 6, "place")),
    )
    assert [doc.quote(*p.words) for p in Phrases(doc).all if p.label == "place"] == ["Eastern Dor", "Asmar"]
