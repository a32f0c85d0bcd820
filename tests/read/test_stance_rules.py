"""Stance: the examples of the rule file."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.lang.doc import Doc
from warmonitor.lang.tokenize import tokenize
from warmonitor.model import Attribution, EventType, Mention, Span, Stance
from warmonitor.read.lexicon import lexicon
from warmonitor.read.stance import answering, stance


def read(type_: str, marked: str) -> tuple[Stance, str]:
    """The stance of a text whose quote stands in brackets."""
    start = marked.index("[")
    end = marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    doc = Doc.of(tokenize(text).words, text=text)
    return stance(doc, *doc.words_in(start, end), EventType(type_))[:2]


RULES = lexicon("stance")["rules"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["name"])
def test_examples_of_the_rule_file(rule: dict[str, Any]) -> None:
    assert read(**rename(rule["example"])) == (Stance(rule["stance"]), rule["name"])
    if "asserted" in rule:
        assert read(**rename(rule["asserted"]))[0] is Stance.ASSERTED


@pytest.mark.parametrize("key", ["openers", "ruling", "names"])
def test_lists_are_what_their_examples_need(key: str, without: Callable[[str, str], None]) -> None:
    row = lexicon("stance")[key]
    text = "[" + re.sub(r"[][]", "", row["example"]) + "]"
    assert read(row["type"], text)[0] is Stance(row["stance"])
    without("stance", key)
    assert read(row["type"], text)[0] is not Stance(row["stance"])


def test_a_verb_is_read_with_the_word_of_its_infinitive(without: Callable[[str, str], None]) -> None:
    row = lexicon("stance")["infinitive"]
    words = re.sub(r"[][]", "", row["example"]).split()
    doc = Doc.of(words, upos=["VERB" if w == "bomb" else "X" for w in words])
    at = words.index("bomb")
    assert stance(doc, at, len(words), EventType(row["type"]))[0] is Stance(row["stance"])
    without("stance", "infinitive")
    assert stance(doc, at, len(words), EventType(row["type"]))[0] is Stance.ASSERTED


def rename(example: dict[str, str]) -> dict[str, str]:
    return {"type_": example["type"], "marked": example["text"]}


@pytest.mark.parametrize(
    ("type_", "text", "expected"),
    [
        ("access", "[No aid has entered the valley since May]", Stance.ASSERTED),
        ("air_strike", "[Jets bombed the market on Friday, killing nine]", Stance.ASSERTED),
        ("territory_gained", "The general vowed that [his men would retake the pass]", Stance.EXPECTED),
        ("territory_held", "[The rebels did not hold the bridge]", Stance.DENIED),
        ("advance", "[The column did not reach the fort until Sunday]", Stance.ASSERTED),
        ("advance", "[The column had not reached the fort until now]", Stance.DENIED),
        ("displacement", "[The mission expects the number of displaced from the port to pass 9,000]", Stance.EXPECTED),
        ("abduction_or_arrest", "[Some 100 boatmen are believed held by the gunmen]", Stance.POSSIBLE),
        ("shelling", "[Shells killed five people who were trying to flee]", Stance.ASSERTED),
    ],
)
def test_forms(type_: str, text: str, expected: Stance) -> None:
    assert read(type_, text)[0] is expected


def test_the_deciding_words_are_given() -> None:
    doc = Doc.of("the army will retake the clinic".split())
    assert stance(doc, 0, 6, EventType.TERRITORY_GAINED)[2] == (2, 3)


@given(
    st.lists(
        st.sampled_from("army will not deny to retake if reportedly that who no aid , killed".split()),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from(list(EventType)),
    st.data(),
)
def test_any_words_have_a_stance(words: list[str], type_: EventType, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    where = stance(Doc.of(words), start, len(words), type_)[2]
    assert where is None or 0 <= where[0] < where[1] <= len(words)


@pytest.mark.parametrize("behind", ["observed visual confirmation of this claim", "yet verified it", "commented"])
def test_who_has_not_verified_a_thing_denies_nothing(behind: str) -> None:
    assert read("territory_gained", f"[The brigade seized Dor, but the desk has not {behind}].")[0] is Stance.ASSERTED


@pytest.mark.parametrize(
    ("text", "rule", "how", "left"),
    [
        ("The mayor called a [claim] by {the army} untrue", "falsehood", "noun:claim", False),
        ("The mayor dismissed {the army}'s [claim]", "rejection", "noun:claim", False),
        ("{the army} has denied [reports]", "denial", "noun:report", True),
        ("The mayor called a [claim] by {the army} untrue", "falsehood", "say+that", True),
        ("The mayor heard a [report] by {the army}", "negated", "noun:report", True),
    ],
)
def test_who_denies_answers_another_whose_claim_it_was(text: str, rule: str, how: str, left: bool) -> None:
    """In braces who is told to speak, in brackets the noun by which he is."""
    bare = re.sub(r"[][{}]", "", text)
    army, noun = (found for p in (r"\{(.+)\}", r"\[(.+)\]") for found in re.findall(p, text))
    spans = [Span("r", bare.index(w), bare.index(w) + len(w)) for w in (army, noun)]
    told = Attribution((Mention(army, spans[0]), Mention("The mayor")), cue=spans[1], rule=how)
    assert [m.text for m in answering(told, rule).speakers] == [*([army] if left else []), "The mayor"]
