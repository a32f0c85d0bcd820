"""The reliability of confidences: bins, error and drawing."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from benchmarks.reliability import Bin, bins, calibration_error, drawing, judged
from hypothesis import given
from hypothesis import strategies as st

TOLD = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=80)


@given(TOLD)
def test_every_claim_lies_in_one_bin_and_the_error_is_a_share(told: list[tuple[float, bool]]) -> None:
    found = bins(told)
    assert sum(b.claims for b in found) == len(told)
    assert 0 <= calibration_error(found) <= 1
    assert all(low <= b.right <= high for b in found for low, high in [b.interval()])


def test_what_is_sure_and_wrong_has_the_greatest_error() -> None:
    assert calibration_error(bins([(1.0, False)] * 5)) == 1.0
    assert calibration_error(bins([(0.75, True)] * 3 + [(0.75, False)])) == 0.0


@given(TOLD)
def test_the_drawing_is_well_formed_with_a_dot_for_each_bin(told: list[tuple[float, bool]]) -> None:
    tree = ElementTree.fromstring(drawing(bins(told), "x"))
    assert len(tree.findall(".//{http://www.w3.org/2000/svg}circle")) == len(bins(told))


def test_a_claim_is_right_where_a_gold_claim_of_its_type_matches() -> None:
    empty: dict[str, Any] = {"actor": [], "target": [], "place": [], "when": None, "count": [], "source": []}
    empty["stance"] = "asserted"
    text = "Jets bombed Qasr. Shells hit Mina."
    gold = [{"report": "r", "quote": "Jets bombed Qasr", "type": "air_strike", **empty}]
    found = [gold[0] | {"confidence": 0.9}, gold[0] | {"quote": "Shells hit Mina", "confidence": 0.4}]
    assert judged([{"id": "r", "text": text}], gold, found) == [(0.9, True), (0.4, False)]
    assert bins([(0.9, True), (0.4, False)]) == [Bin(1, 0.4, 0.0), Bin(1, 0.9, 1.0)]
