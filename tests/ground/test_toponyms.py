"""The place names of a text."""

from __future__ import annotations

import re

import pytest

from warmonitor.ground.countries import table
from warmonitor.ground.toponyms import queries, whole_names
from warmonitor.lang.doc import Doc
from warmonitor.lang.tokenize import tokenize


def document(text: str, *ents: tuple[int, int, str]) -> Doc:
    return Doc.of(tokenize(text).words, text=text, ents=ents)


def test_a_name_that_was_cut_is_one() -> None:
    doc = document("Lake Chad, Diffa", (0, 1, "place"), (1, 2, "place"), (3, 4, "place"))
    assert [doc.quote(e.start, e.end) for e in whole_names(doc)] == ["Lake Chad", "Diffa"]


@pytest.mark.parametrize(
    ("text", "asked"), [("the Turkish border", ["Turkish border"]), ("the Turkish army", []), ("Turkish", [])]
)
def test_a_peoples_name_is_a_place_before_a_border_only(text: str, asked: list[str]) -> None:
    at = len(text.split()) - 2 if " " in text else 0
    doc = document(text, (max(at, 0), max(at, 0) + 1, "norp"))
    assert [query.text for query in queries(doc, "r")] == asked


def test_the_name_of_a_body_of_troops_is_no_place() -> None:
    groups = table("groups.yml")
    marked = re.findall(r"\[(.+?)\]", groups["example"])
    doc = document(re.sub(r"[][]", "", groups["example"]), (1, 2, "place"), (5, 6, "place"), (8, 9, "place"))
    assert marked and set(marked) <= set(groups["words"])
    assert [query.text for query in queries(doc, "r")] == ["Dor"]
