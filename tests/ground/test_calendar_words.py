"""The lists of words about the time of clauses: without its list, the example of a list is asked about otherwise."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

import pytest
import yaml
from tests.read.trees import tree

from warmonitor.ground.calendar.claims import ClaimDays, Question
from warmonitor.ground.calendar.rules import rulebook
from warmonitor.ground.calendar.run import is_history
from warmonitor.lang.tokenize import tokenize
from warmonitor.model import EventType

LISTS = yaml.load(files("warmonitor.lang").joinpath("en", "time.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)["words"]  # fmt: skip
KILLED = "attack/attack/NOUN/3/nsubj killed/kill/VERB|VBD/0/root four/four/NUM/5/nummod men/man/NOUN/3/obj"
TREES = {
    "speech": "a/a/DET/2/det doctor/doctor/NOUN/3/nsubj said/say/VERB|VBD/0/root that/that/SCONJ/6/mark shells/shell/NOUN/6/nsubj "
    "fell/fall/VERB|VBD/3/ccomp on/on/ADP/8/case Monday/monday/PROPN/6/obl",
    "expected": "they/they/PRON/2/nsubj plan/plan/VERB|VBP/0/root to/to/PART/4/mark return/return/VERB|VB/2/xcomp",
    "perfect": "they/they/PRON/3/nsubj have/have/AUX|VBP/3/aux returned/return/VERB|VBN/0/root",
    "future": "they/they/PRON/3/nsubj will/will/AUX|MD/3/aux return/return/VERB|VB/0/root",
    "modal": "they/they/PRON/3/nsubj could/could/AUX|MD/3/aux return/return/VERB|VB/0/root",
    "pluperfect": "they/they/PRON/3/nsubj had/have/AUX|VBN/3/aux returned/return/VERB|VBN/0/root",
    "infinitive": "they/they/PRON/2/nsubj plan/plan/VERB|VBP/0/root to/to/PART/4/mark return/return/VERB|VB/2/xcomp",
    "happenings": f"the/the/DET/2/det {KILLED}",
    "pointing": f"the/the/DET/2/det {KILLED}",
    "telling": "they/they/PRON/4/nsubj have/have/AUX|VBP/4/aux already/already/ADV/4/advmod returned/return/VERB|VBN/0/root",
    "ended": "they/they/PRON/2/nsubj took/take/VERB|VBD/0/root it/it/PRON/2/obj after/after/ADP/6/case two/two/NUM/6/nummod weeks/week/NOUN/2/obl "
    "of/of/ADP/8/case fighting/fighting/NOUN/6/nmod",
    "onwards": "they/they/PRON/2/nsubj fled/flee/VERB|VBD/0/root two/two/NUM/4/nummod days/day/NOUN/7/obl after/after/SCONJ/7/mark "
    "jets/jet/NOUN/7/nsubj struck/strike/VERB|VBD/2/advcl",
}
CLAUSES = {"speech": (4, 6), "infinitive": (2, 4)}
OF_TEXTS = {
    "current",
    "before_christ",
    "clock_on",
    "clock_zone",
    "into_date",
    "joining",
    "after_noon",
    "backwards",
}  # the others: test_calendar_phrases.py


def question(key: str) -> Question:
    doc = tree(TREES[key])
    first, last = CLAUSES.get(key, (0, len(doc)))
    type_ = EventType.TERRITORY_GAINED if key == "ended" else EventType.SHELLING
    return ClaimDays(doc, date(2016, 11, 24)).question(first, last, type_)


def test_every_list_has_its_example() -> None:
    assert set(LISTS) == TREES.keys() | OF_TEXTS
    assert all({"what", "example", "words"} <= set(entry) for entry in LISTS.values())


@pytest.mark.parametrize("key", TREES)
def test_an_example_is_asked_about_otherwise_without_its_list(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    doc, example = tree(TREES[key]), LISTS[key]["example"]
    assert doc.text == re.sub(r"[][]", "", example)
    (shown,) = re.findall(r"\[(.+?)\]", example)
    at = doc.words.index(shown)
    assert {shown, doc.lemmas[at]} & rulebook().words[key]
    asked = question(key)
    monkeypatch.setitem(rulebook().words, key, frozenset())
    assert (question(key).context, question(key).options) != (asked.context, asked.options)


def test_a_word_of_news_keeps_a_text_from_being_a_history(monkeypatch: pytest.MonkeyPatch) -> None:
    words = tokenize(re.sub(r"[][]", "", LISTS["current"]["example"])).words
    assert not is_history(words, date(2016, 11, 24))
    monkeypatch.setitem(rulebook().words, "current", frozenset())
    assert is_history(words, date(2016, 11, 24))
