"""Counts of claims: the examples of the rule file, and forms of the codebook. Documents carry words only."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.trees import tree

from warmonitor.lang.doc import Doc
from warmonitor.lang.tokenize import tokenize
from warmonitor.model import Count, EventType
from warmonitor.read.counts.claimed import counts
from warmonitor.read.lexicon import lexicon

Expected = list[tuple[str, int, int | None]]
TREES = {
    "doers": "Troops/troops/NOUN/2/nsubj captured/capture/VERB|VBD/0/root Dor/Dor/PROPN/2/obj with/with/ADP/6/case "
    "40/40/NUM/6/nummod soldiers/soldier/NOUN/2/obj ././PUNCT/2/punct",
    "agents": "Shells/shell/NOUN/2/nsubj hit/hit/VERB|VBD/0/root 12/12/NUM/4/nummod windsurfers/windsurfer/NOUN/2/obj ././PUNCT/2/punct",
    "warlike": "Jets/jet/NOUN/2/nsubj destroyed/destroy/VERB|VBD/0/root 13/13/NUM/4/nummod Daesh~fighters/fighter/NOUN/2/obj "
    "fighting/fight/VERB|VBG/4/acl positions/position/NOUN/5/obj near/near/ADP/8/case Dor/Dor/PROPN/5/obl ././PUNCT/2/punct",
    "covered": "Fires/fire/NOUN/2/nsubj destroyed/destroy/VERB|VBD/0/root 12/12/NUM/4/nummod miles/mile/NOUN/2/obj of/of/ADP/6/case "
    "land/land/NOUN/4/nmod ././PUNCT/2/punct",
}
SHORT = [key for key, entry in lexicon("counts").items() if isinstance(entry, dict) and "what" in entry]


def told(text: str, type_: str = "casualties") -> list[Count]:
    doc = Doc.of(tokenize(text).words, text=text)
    return counts(doc, 0, len(doc), EventType(type_), "r")


def found(text: str, type_: str = "casualties") -> Expected:
    return [(c.what, c.low, c.high) for c in told(text, type_)]


def examples() -> list[dict[str, Any]]:
    data = lexicon("counts")
    rows = [row for part in ("bounds", "vague", "not_counts", "cues") for row in data[part]] + [data["toll"]]
    assert all("example" in row for row in rows)
    return rows


@pytest.mark.parametrize("row", examples(), ids=lambda row: row["example"])
def test_examples_of_the_rule_file(row: dict[str, Any]) -> None:
    assert found(row["example"], row.get("type", "casualties")) == [tuple(g) for g in row["gives"]]


@pytest.mark.parametrize("key", SHORT)
def test_short_lists_are_what_their_examples_need(key: str, without: Callable[[str, str], None]) -> None:
    row = lexicon("counts")[key]
    text = re.sub(r"[][]", "", row["example"])
    doc = tree(TREES[key], text=text) if key in TREES else Doc.of(tokenize(text).words, text=text)
    type_ = EventType(row.get("type", "casualties"))
    before = counts(doc, 0, len(doc), type_, "r")
    assert [(c.what, c.low, c.high) for c in before] == [tuple(g) for g in row["gives"]]
    assert all(c.who == row["who"] for c in before if "who" in row)
    without("counts", key)
    assert counts(doc, 0, len(doc), type_, "r") != before


@pytest.mark.parametrize(
    ("type_", "text", "expected"),
    [
        ("shelling", "shells killed 5 farmers and wounded 20", [("killed", 5, 5), ("injured", 20, 20)]),
        ("air_strike", "a raid that left 12 dead and 30 injured", [("killed", 12, 12), ("injured", 30, 30)]),
        ("air_strike", "killing nine nurses and wounding many more", [("killed", 9, 9)]),
        ("bombing", "bringing the toll to 47", [("killed", 47, 47)]),
        ("bombing", "the death toll rose to at least 18", [("killed", 18, None)]),
        ("air_strike", "killed 56 people including 11 children", [("killed", 56, 56), ("killed", 11, 11)]),
        ("shelling", "two soldiers and three farmers were killed", [("killed", 2, 2), ("killed", 3, 3)]),
        ("shelling", "A farmer was killed", [("killed", 1, 1)]),
        ("displacement", "900 people fled, four in five of them women", [("displaced", 900, 900)]),
        ("shelling", "shells killed four in five days", [("killed", 4, 4)]),
        ("shelling", "a woman and a child were killed", [("killed", 1, 1), ("killed", 1, 1)]),
        ("shelling", "a judge Ahmad Saleh was killed", []),
        ("casualties", "15 guards were killed or wounded", [("other", 15, 15)]),
        ("air_strike", "aircraft carried out six raids on 3 villages", [("strikes", 6, 6), ("places", 3, 3)]),
        ("shelling", "shells destroyed 4 trucks and two houses", [("other", 4, 4), ("other", 2, 2)]),
        (
            "destruction",
            "they burned a truck, two cars and a depot",
            [("other", 1, 1), ("other", 2, 2), ("other", 1, 1)],
        ),
        ("destruction", "they burned a truck", []),
        (
            "shelling",
            "killing one of his comrades and a woman and child",
            [("killed", 1, 1), ("killed", 1, 1), ("killed", 1, 1)],
        ),
        ("shelling", "injuring five people, including a girl of 14", [("injured", 5, 5), ("injured", 1, 1)]),
        ("shelling", "3 shells hit the two villages", [("strikes", 3, 3)]),
        ("casualties", "about 60 men were killed or captured", [("other", 54, 66)]),
        ("casualties", "60 men were killed, wounded or captured", [("other", 60, 60)]),
        ("casualties", "60 men were killed, wounded and detained", [("other", 60, 60)]),
        (
            "casualties",
            "60 men were killed, nine wounded and two detained",
            [("killed", 60, 60), ("injured", 9, 9), ("detained", 2, 2)],
        ),
        ("casualties", "In March two boys aged 6 and 9 died", [("killed", 2, 2)]),
        ("air_strike", "raids wounded dozens and killed seven", [("injured", 24, 99), ("killed", 7, 7)]),
        ("territory_held", "they hold one of four towns", [("places", 4, 4)]),
        ("agreement", "the number of towns that joined the truce rose to 83", [("places", 83, 83)]),
        ("displacement", "a country whose population was over 20 million", []),
        ("displacement", "residents of four villages had left", [("places", 4, 4)]),
        (
            "shelling",
            "causing the injury of three visitors in addition to a clerk",
            [("injured", 3, 3), ("injured", 1, 1)],
        ),
        ("bombing", "two suicide bombers attacked the gate, killing 3 guards", [("fighters", 2, 2), ("killed", 3, 3)]),
        ("displacement", "More than 900 people fled", [("displaced", 901, None)]),
        ("abduction_or_arrest", "gunmen abducted four clerks", [("detained", 4, 4)]),
        ("deployment", "the ministry sent 300 soldiers", [("fighters", 300, 300)]),
        ("territory_gained", "troops took two villages", [("places", 2, 2)]),
        ("shelling", "six people died and four more were injured", [("killed", 6, 6), ("injured", 4, 4)]),
        ("shelling", "children aged from four to ten were killed", []),
        (
            "shelling",
            "five farmers died, and 31 clerks, six of them women, were hurt",
            [("killed", 5, 5), ("injured", 31, 31), ("injured", 6, 6)],
        ),
        ("casualties", "Nine bodies and 30 wounded farmers were found", [("killed", 9, 9), ("injured", 30, 30)]),
        ("bombing", "a doctor put the toll at 'more than 165'", [("killed", 166, None)]),
        ("air_strike", "died in a 2008 raid", []),
        ("shelling", "killed a refugee", [("killed", 1, 1)]),
        ("abduction_or_arrest", "freed a hostage", [("detained", 1, 1)]),
        ("shelling", "killed five members of one family", [("killed", 5, 5)]),
        (
            "violence_against_civilians",
            "they are using 200 farmers as human shields",
            [("other", 200, 200)],
        ),
        ("armed_clash", "Brigade 46 attacked at 7 am on 3 May, 12 km from the town", []),
        ("shelling", "82mm rounds fell for three hours", []),
        ("shelling", "they hit a depot with Yassin 105 shells", []),
        ("air_strike", "1 killed - a man, 64; 4 wounded", [("killed", 1, 1), ("injured", 4, 4)]),
        ("air_strike", "its crew of five died", [("killed", 5, 5)]),
        ("casualties", "A baby froze to death and three men fell martyr", [("killed", 1, 1), ("killed", 3, 3)]),
        ("casualties", "about a score of farmers were killed", [("killed", 18, 22)]),
        ("displacement", "226 sick and wounded were evacuated", [("displaced", 226, 226)]),
        ("shelling", "they hit Ganja, a city of more than 330,000 people, killing one civilian", [("killed", 1, 1)]),
        ("territory_gained", "they took nine tenths of the quarter", []),
        ("bombing", "killing the driver and two guards", [("killed", 1, 1), ("killed", 2, 2)]),
        ("casualties", "they killed the deputy head of the council", []),
        ("territory_left", "losing 30 square kilometres", [("other", 30, 30)]),
        ("bombing", "it was struck by two bombs and six of them were killed", [("strikes", 2, 2), ("killed", 6, 6)]),
        ("shelling", "the raid killed a family of six", [("killed", 6, 6)]),
        ("armed_clash", "two soldiers paid the supreme price", [("killed", 2, 2)]),
        ("deployment", "troops dug in beside post 6-52", []),
    ],
)
def test_forms(type_: str, text: str, expected: Expected) -> None:
    assert found(text, type_) == expected


def test_a_number_cut_off_before_the_quote_is_taken_in() -> None:
    words = "at least 25 civilians fled".split()
    doc = Doc.of(
        words,
        upos=["ADP", "ADJ", "NUM", "NOUN", "VERB"],
        heads=[2, 2, 3, 4, 4],
        deps=["case", "amod", "nummod", "nsubj", "root"],
    )
    assert [(c.what, c.low, c.high) for c in counts(doc, 3, 5, EventType.DISPLACEMENT, "r")] == [
        ("displaced", 25, None)
    ]
    assert [(c.what, c.low, c.high) for c in counts(doc, 4, 5, EventType.DISPLACEMENT, "r")] == [
        ("displaced", 25, None)
    ]


def test_a_bound_cut_off_before_the_quote_is_taken_in_and_a_year_is_not() -> None:
    bound = Doc.of("at least 25 farmers died".split())
    assert [(c.low, c.high) for c in counts(bound, 2, 5, EventType.CASUALTIES, "r")] == [(25, None)]
    words = "Oct 24 2014 raids killed nine men".split()
    upos = ["PROPN", "NUM", "NUM", "NOUN", "VERB", "NUM", "NOUN"]
    dated = Doc.of(
        words, upos=upos, heads=[3, 3, 3, 4, 4, 6, 4], deps=["dep", "dep", "nummod", "nsubj", "root", "nummod", "obj"]
    )
    assert [c.low for c in counts(dated, 3, 7, EventType.AIR_STRIKE, "r")] == [9]


def test_a_year_whose_comma_was_lost_is_no_count() -> None:
    chronicle = (
        "2013/2013/NUM/2/compound Army~fighters/fighter/NOUN/3/nsubj takes/take/VERB|VBZ/0/root Dor/Dor/PROPN/3/obj"
    )
    day = "May/May/PROPN/2/compound 30/30/NUM/5/obl 2015/2015/NUM/2/nmod Army~fighters/fighter/NOUN/5/nsubj bombs/bomb/VERB|VBZ/0/root"
    for doc in (tree(chronicle), tree(day)):
        assert counts(doc, 0, len(doc), EventType.AIR_STRIKE, "r") == []
    soldiers = "2000/2000/NUM/2/nummod soldiers/soldier/NOUN/3/nsubj died/die/VERB|VBD/0/root"
    doc = tree(soldiers)
    assert [(c.what, c.low) for c in counts(doc, 0, len(doc), EventType.CASUALTIES, "r")] == [("killed", 2000)]


def test_things_of_a_side_are_counted_and_not_the_side() -> None:
    doc = tree(
        "59/59/NUM/2/nummod US~fighters/fighter/NOUN/5/nsubj cruise/cruise/NOUN/4/compound missiles/missile/NOUN/5/nsubj "
        "struck/strike/VERB|VBD/0/root Dor/Dor/PROPN/5/obj"
    )
    found = counts(doc, 0, len(doc), EventType.AIR_STRIKE, "r")
    assert [(c.what, c.low, c.who) for c in found] == [("strikes", 59, "US cruise missiles")]


def test_a_single_person_with_a_name_between_commas_is_not_counted() -> None:
    words = "bombs killed a nurse , Amal Said , in Dor".split()
    found = (counts(Doc.of(words, ents=e), 0, 9, EventType.BOMBING, "r") for e in ([], [(5, 7, "person")]))
    assert [[c.who for c in each] for each in found] == [["a nurse"], []]
    words = "bombs killed Amal Said , a nurse , in Dor".split()
    assert not counts(Doc.of(words, ents=[(2, 4, "person")]), 0, 9, EventType.BOMBING, "r")


def test_people_without_a_noun_who_do_something_are_no_toll() -> None:
    doc = tree(
        "Nine/nine/NUM/2/nummod clerks/clerk/NOUN/4/nsubj:pass were/be/AUX/4/aux:pass shot/shoot/VERB|VBN/0/root as/as/SCONJ/7/mark "
        "hundreds/hundred/NOUN/7/nsubj tried/try/VERB|VBD/4/advcl to/to/PART/9/mark escape/escape/VERB|VB/7/xcomp"
    )
    found = counts(doc, 0, len(doc), EventType.VIOLENCE_AGAINST_CIVILIANS, "r")
    assert [(c.what, c.low, c.high) for c in found] == [("killed", 9, 9)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('killed 203 "terrorists" there', "terrorists"),
        ("killed 22 men, three of them children, there", "children"),
        ("put the number of dead soldiers at seven and the guard's at 60", "guard"),
        ("put the dead at seven and the rebels at 60", ""),
        ("put the guard's own losses at nine dead", "own losses"),
        ("found 12 bodies of guards there", "guards"),
        ("found 12 bodies of", "bodies"),
    ],
)
def test_who_is_counted_is_named_without_marks_and_pronouns(text: str, who: str) -> None:
    assert told(text)[-1].who == who


def test_words_and_span() -> None:
    text = "Shells killed at least five young farmers."
    (count,) = counts(Doc.of(tokenize(text).words, text=text), 0, 7, EventType.SHELLING, "r")
    assert count.who == "young farmers" and count.span is not None
    assert (count.span.report_id, count.span.of(text)) == ("r", "at least five young farmers")


@pytest.mark.parametrize(("number", "expected"), [("300", [("killed", 300, 300)]), ("12", []), ("2019", [])])
def test_a_number_behind_a_month_is_its_day_or_year_or_counts(number: str, expected: Expected) -> None:
    doc = Doc.of(f"In March {number} people were killed".split())
    assert [(c.what, c.low, c.high) for c in counts(doc, 0, 6, EventType.CASUALTIES, "r")] == expected


@given(
    st.lists(
        st.sampled_from(
            "killed wounded 5 12 people and including a child were shells at least , in Daraa dead two of them".split()
        ),
        min_size=1,
        max_size=15,
    ),
    st.sampled_from(list(EventType)),
)
def test_any_words_give_counts_inside_the_quote(words: list[str], type_: EventType) -> None:
    doc = Doc.of(words)
    for count in counts(doc, 0, len(words), type_, "r"):
        assert count.span is not None and count.span.end <= len(doc.text)


@pytest.mark.parametrize(("relation", "expected"), [("nsubj", [("displaced", 85, 85)]), ("obj", [])])
def test_a_village_of_so_many_counts_them_where_it_is_they_who_act(relation: str, expected: Expected) -> None:
    doc = Doc.of(
        "A village of 85 people fled".split(),
        upos="DET NOUN ADP NUM NOUN VERB".split(),
        heads=[1, 5, 4, 4, 1, 5],
        deps=["det", relation, "case", "nummod", "nmod", "root"],
    )
    found = counts(doc, 0, 6, EventType.DISPLACEMENT, "r")
    assert [(c.what, c.low, c.high) for c in found] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Forty/forty/NUM/2/nummod gunmen/gunman/NOUN/3/nsubj killed/kill/VERB|VBD/0/root nine/nine/NUM/5/nummod farmers/farmer/NOUN/3/obj",
            [("fighters", 40, 40), ("killed", 9, 9)],
        ),
        (
            "Attackers/attacker/NOUN/6/nsubj ,/,/PUNCT/4/punct nine/nine/NUM/4/nummod gunmen/gunman/NOUN/1/appos ,/,/PUNCT/4/punct "
            "raided/raid/VERB|VBD/0/root huts/hut/NOUN/6/obj",
            [("fighters", 9, 9)],
        ),
        (
            "Nine/nine/NUM/2/nummod farmers/farmer/NOUN/3/nsubj suffered/suffer/VERB|VBD/0/root burns/burn/NOUN/3/obj",
            [("injured", 9, 9)],
        ),
        ("Nine/nine/NUM/2/nummod farmers/farmer/NOUN/3/nsubj slept/sleep/VERB|VBD/0/root", [("killed", 9, 9)]),
    ],
)
def test_who_did_it_is_not_hurt(sentence: str, expected: Expected) -> None:
    doc = tree(sentence)
    found_ = counts(doc, 0, len(doc), EventType.VIOLENCE_AGAINST_CIVILIANS, "r")
    assert [(c.what, c.low, c.high) for c in found_] == expected


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("They put the number of guards lost in the past 24 hours at 1,500.", ["guards"]),
        ("They put the number of those killed since Friday at 176.", [""]),
        ("They put rebel deaths at 250 and the wounded at 87.", ["rebel deaths", ""]),
    ],
)
def test_whose_figure_is_put_at_a_number(text: str, who: list[str]) -> None:
    doc = tree(
        " ".join(
            f"{w}/{w.lower()}/{'VERB|VBD' if w in ('put', 'lost') else 'NOUN'}/0/dep" for w in tokenize(text).words
        ),
        text=text,
    )
    assert [c.who for c in counts(doc, 0, len(doc), EventType.CASUALTIES, "r")] == who


def test_who_is_captured_beside_the_dead_is_detained() -> None:
    assert found("They put the dead at 250 and captured rebels at 87.", "armed_clash") == [
        ("killed", 250, 250),
        ("detained", 87, 87),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("At the checkpoint 12 soldiers were killed.", [("killed", 12, 12)]),
        ("Outside the hospital 40 people were killed.", [("killed", 40, 40)]),
        ("Men of Hospital 40 were killed.", []),
        ("Four guards of the Checkpoint 12 soldiers hold were killed.", [("killed", 4, 4)]),
    ],
)
def test_a_site_with_an_article_has_no_number(text: str, told: Expected) -> None:
    assert found(text) == told
