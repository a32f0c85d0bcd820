"""Bare words for places taken to the place that the report calls so (invented sentences)."""

import numpy as np
import pytest
from tests.read.trees import tree

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType
from warmonitor.read.roles.features import Phrases, Setting
from warmonitor.read.roles.grounds import meant, takes_up

OF = (
    "Rebels/rebel/NOUN/2/nsubj took/take/VERB|VBD/0/root the/the/DET/4/det {kind}/{kind}/NOUN|NN/2/obj of/of/ADP/6/case "
    "Asmar/asmar/PROPN/4/nmod ././PUNCT/2/punct"
)
BEFORE = (
    "Rebels/rebel/NOUN/2/nsubj took/take/VERB|VBD/0/root Asmar/asmar/PROPN/4/compound {kind}/{kind}/NOUN|NN/2/obj near/near/ADP/6/case "
    "Dor/dor/PROPN/2/obl ././PUNCT/2/punct"
)
SHELLED = (
    "Jets/jet/NOUN/2/nsubj hit/hit/VERB|VBD/0/root {article}/{article}/DET/5/det northern/northern/ADJ/5/amod "
    "{kind}/{kind}/NOUN|NN/2/obj ././PUNCT/2/punct"
)


def report(first: str, called: str, told: str, article: str = "the") -> Doc:
    named = [(5, 6, "place")] if first is OF else [(2, 3, "place"), (5, 6, "place")]
    return tree(first.format(kind=called), SHELLED.format(kind=told, article=article), ents=tuple(named))


def name(doc: Doc) -> str:
    setting = Setting((7, len(doc) - 1), EventType.AIR_STRIKE, 8, (0, len(doc)), np.zeros((len(doc), 5), np.float32))
    found = meant(Phrases(doc), setting)
    return doc.quote(*found.words) if found else ""


@pytest.mark.parametrize(
    ("first", "called", "told", "found"),
    [
        (OF, "town", "town", "Asmar"),
        (BEFORE, "town", "town", "Asmar"),
        (OF, "town", "province", ""),  # nothing was called a province
        (OF, "province", "province", "province of Asmar"),  # not the town of that name
        (BEFORE, "province", "province", "Asmar province"),
        (BEFORE, "area", "area", ""),  # another one, as likely as not
    ],
)
def test_what_a_claims_words_take_up(first: str, called: str, told: str, found: str) -> None:
    assert name(report(first, called, told)) == found


def test_a_town_told_for_the_first_time_is_none_named_before() -> None:
    assert not name(report(OF, "town", "town", article="a"))


def test_of_tells_where_a_district_is_not_what_its_city_is() -> None:
    doc = tree(
        "Rebels/rebel/NOUN/2/nsubj took/take/VERB|VBD/0/root Sahl/sahl/PROPN/4/compound district/district/NOUN|NN/2/obj of/of/ADP/6/case "
        "Asmar/asmar/PROPN/4/nmod ././PUNCT/2/punct",
        SHELLED.format(kind="district", article="the"),
        ents=((2, 3, "place"), (5, 6, "place")),
    )
    assert name(doc) == "Sahl district"


def test_a_part_of_a_town_is_not_all_of_it() -> None:
    doc = tree(
        "Jets/jet/NOUN/2/nsubj hit/hit/VERB|VBD/0/root the/the/DET/4/det south/south/NOUN|NN/2/obj of/of/ADP/7/case the/the/DET/7/det "
        "city/city/NOUN|NN/4/nmod"
    )
    by_text = {doc.quote(*p.words): p for p in Phrases(doc).all}
    assert takes_up(doc, by_text["city"])
    assert not takes_up(doc, by_text["south"])
    assert not takes_up(doc, by_text["south of the city"])


@pytest.mark.parametrize(
    ("town", "beside", "found"), [("Zal", "", "Zal"), ("Zal", " near/near/ADP/4/case Mina/mina/PROPN/2/obl", "Asmar")]
)
def test_the_town_is_the_only_one_of_its_paragraph(town: str, beside: str, found: str) -> None:
    first = OF.format(kind="town")
    second = (
        f"They/they/PRON/2/nsubj left/leave/VERB|VBD/0/root {town}/{town.lower()}/PROPN/2/obj{beside} ././PUNCT/2/punct"
    )
    last = "Jets/jet/NOUN/2/nsubj hit/hit/VERB|VBD/0/root the/the/DET/4/det town/town/NOUN|NN/2/obj ././PUNCT/2/punct"
    words = [w.split("/")[0] for s in (second, last) for w in s.split()]
    names = [(9, 10, "place")] + ([(11, 12, "place")] if beside else [])
    text = f"Rebels took the town of Asmar .\n{' '.join(words)}"
    doc = tree(first, second, last, text=text, ents=((5, 6, "place"), *names))
    begin = len(doc) - 5
    probs = np.zeros((len(doc), 5), np.float32)
    place = meant(Phrases(doc), Setting((begin, len(doc) - 1), EventType.AIR_STRIKE, begin + 1, (0, len(doc)), probs))
    assert place is not None and doc.quote(*place.words) == found
